//! Source code as a table: `#define`, enumerations and constants of C, Go, Java, TypeScript, Rust, Protobuf and the like. The
//! meaning is the comment beside or above, or a text among the values.

use std::borrow::Cow;
use std::collections::HashSet;

use super::columns::Column;
use super::comments::push;
use super::current::Heads;
use super::fault::Fault;
use super::literals::{is_literal, is_name, is_word, pieces};
use super::node::Node;
use super::parameters::parameters;
use super::parts::has_han;
use super::records::{self, Record};
use super::rows::Rows;
use super::statement::{Known, Language, Statement, entry};
use super::statements::{self, Line, joined};
use super::texts::Texts;
use super::tree;
use super::values::{brackets, depth_after, parts, values};
use crate::catalog::number;

/// The file extensions of source code.
pub(super) const ENDINGS: &[&str] = &[
    "h", "hpp", "hh", "hxx", "c", "cc", "cpp", "cxx", "m", "mm", "go", "java", "kt", "scala", "ts", "tsx", "mts", "js",
    "mjs", "rs", "proto", "cs", "swift", "thrift", "php", "py", "rb", "lua", "dart", "zig", "inc", "def",
];

/// Extensions of languages whose enumeration members have no numbers unless these are stated.
const BARE_NAMES: [&str; 6] = ["java", "kt", "scala", "swift", "php", "dart"];

/// Attributes whose texts are about something else than the meaning of a member: conditions, and names in other formats.
const NO_MEANINGS: [&str; 9] = [
    "cfg",
    "serde",
    "allow",
    "expect",
    "EnumMember",
    "@SuppressWarnings",
    "@JsonProperty",
    "@SerializedName",
    "@SerialName",
];

/// True if the text looks like source code: it has two `#define` lines, or an enumeration.
pub(super) fn looks_so(text: &str) -> bool {
    let starts = |line: &str, starts: &[&str]| starts.iter().any(|start| line.trim_start().starts_with(start));
    text.lines().filter(|line| starts(line, &["#define "])).take(2).count() == 2
        || text.lines().any(|line| {
            starts(line, &["enum ", "public enum ", "export enum ", "pub enum ", "typedef enum", "export const enum "])
        })
}

/// Reads source code: its records, and the single constants outside them.
pub(super) fn read(text: &str, rows: &mut Rows<'_>) {
    let ending = rows.name().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let language = match ending.as_str() {
        "go" => Language::Go,
        "rs" => Language::Rust,
        ending if BARE_NAMES.contains(&ending) => Language::BareNames,
        _ => Language::Other,
    };
    let known = Known { language, ..Known::default() };
    let mut lines = statements::lines(text);
    let mut state = State { known, ..State::default() };
    if state.known.has_bare_names() {
        state.known.parameters = parameters(&lines);
    }
    let mut records = records::read(text);
    let recorded: HashSet<u64> = records.iter().flat_map(|record| record.lines.clone()).collect();
    lines.retain(|line| !recorded.contains(&line.number));
    state.lines(&lines);
    let described: HashSet<String> =
        records.iter_mut().filter_map(|record| record.resolve(&|name| state.value_of(name))).collect();
    // Where records are more, constants without a text are about other things than codes.
    let are_others = records.len() > state.found.len();
    state
        .found
        .retain(|(_, statement)| !statement.texts.is_silent() || !(are_others || described.contains(&statement.name)));
    state.put(rows);
    if !records.is_empty() {
        tree::read(&Node::List(1, records.into_iter().map(Record::node).collect()), rows);
    }
}

/// The state of the parser after the lines so far.
#[derive(Default)]
struct State {
    /// The comment above the present line.
    above: String,
    known: Known,
    /// Statements whose value depends on something that the file doesn't have, with their lines.
    unknown: Vec<(u64, String)>,
    /// The constants so far, with their lines. A later line may give the meaning of an earlier name.
    found: Vec<(u64, Statement)>,
    /// The number of brackets that are open, and of those that were before the present enumeration.
    depth: usize,
    outside: usize,
    /// Where the comment on the last constant begins, in bytes; a comment on the next line at the same place continues it.
    column: Option<usize>,
}

impl State {
    /// Puts all constants into the table, and names what could not be read.
    fn put(self, rows: &mut Rows<'_>) {
        rows.begin(None, Heads::First);
        rows.columns(&[
            Column::Code,
            Column::Symbol,
            Column::Zh,
            Column::En,
            Column::Hint,
            Column::Note,
            Column::Spelling,
        ]);
        for (line, member) in self.unknown {
            rows.report(line, Fault::NoCode(member));
        }
        for (line, Statement { name, value, texts }) in &self.found {
            let Texts { zh, en, hint, note, spelling } = texts;
            rows.row(*line, &[value, if name == value { "" } else { name }, zh, en, hint, note, spelling]);
        }
    }

    /// The value of a constant that the file defines, if it is another than its name.
    fn value_of(&self, name: &str) -> Option<String> {
        let (_, statement) = &self.found[*self.known.places.get(name)?];
        (statement.value != name).then(|| statement.value.clone())
    }

    /// Takes all lines of a file. Several lines are one statement if they have a meaning as that.
    fn lines(&mut self, lines: &[Line]) {
        let mut rest = lines;
        while let Some(line) = rest.first() {
            let is_statement = |code: &str| attribute(code).is_some() || self.known.statement(code).is_some();
            let statement = joined(rest).filter(|(whole, _)| is_statement(&whole.code));
            let (line, count) =
                statement.map_or_else(|| (Cow::Borrowed(line), 1), |(line, count)| (Cow::Owned(line), count));
            self.line(&line);
            rest = &rest[count..];
        }
    }

    fn line(&mut self, line: &Line) {
        let Line { number, code, comment, column, .. } = line;
        if self.column.is_some()
            && (line.begins_in_comment || (code.is_empty() && *column == self.column))
            && let Some((_, last)) = self.found.last_mut()
        {
            go_on(&mut last.texts, comment);
            if code.is_empty() {
                return;
            }
        }
        self.column = None;
        if code.is_empty() {
            // A comment above a blank line is about something else.
            if comment.is_empty() && column.is_none() && !line.begins_in_comment {
                self.above.clear();
            }
            push(&mut self.above, comment);
            return;
        }
        // An attribute such as #[error("text")] gives the meaning of the member below, or beside it.
        let (said, code) = attribute(code).unwrap_or(("", code));
        if !NO_MEANINGS.iter().any(|name| said.starts_with(name)) {
            push(&mut self.above, &values(said).into_iter().find_map(|value| value.text).unwrap_or_default());
        }
        if code.is_empty() {
            return;
        }
        let above = std::mem::take(&mut self.above);
        let before = self.depth;
        self.depth = depth_after(code, before);
        if is_enumeration(code) {
            self.outside = before;
            self.enumeration(*number, code);
            return;
        }
        // A member may have a body of its own, where members are not counted.
        if code.starts_with(['}', ')']) && (!self.known.has_bare_names() || self.depth <= self.outside) {
            self.known.next = None;
            self.known.in_enumeration = false;
        }
        self.commented(line, code, if comment.is_empty() { &above } else { comment });
        self.known.in_enumeration &= !self.ends_members(code);
    }

    /// Adds the constants of a line with the comment on them, which goes on below if it stands beside them.
    fn commented(&mut self, line: &Line, code: &str, comment: &str) {
        let before = self.found.len();
        let is_beside = !line.comment.is_empty();
        if self.members(line.number, code, comment) && is_beside {
            self.column = line.column;
        } else if let Some((_, last)) = self.found.get_mut(before..).and_then(<[_]>::last_mut)
            && (is_beside && last.texts.zh.is_empty() && has_han(comment))
        {
            // A comment in Chinese says what the English text beside it does.
            comment.clone_into(&mut last.texts.zh);
        }
    }

    /// True if the last member of an enumeration was on this line: before the methods stands a semicolon.
    fn ends_members(&self, code: &str) -> bool {
        let is_mark = code.ends_with(';') && !code.starts_with("case ");
        is_mark && self.known.has_bare_names() && self.depth <= self.outside + 1
    }

    /// Begins an enumeration, some or all of whose members may stand on the same line.
    fn enumeration(&mut self, line: u64, code: &str) {
        self.known.next = (!self.known.has_bare_names()).then_some(0);
        self.known.in_enumeration = true;
        let Some((_, members, _)) = code.find('{').and_then(|at| brackets(&code[at..])) else { return };
        for member in parts(members) {
            self.member(line, member, "");
        }
        self.known.in_enumeration = depth_after(code, 0) > 0;
    }

    /// Adds the constants of a line. True if the meaning of the last one is `comment`, as it has no text of its own.
    fn members(&mut self, line: u64, code: &str, comment: &str) -> bool {
        let all = parts(code.trim_end_matches([',', ';']));
        if let [others @ .., last] = all.as_slice()
            && !others.is_empty()
            && all.iter().all(|part| self.known.statement(part).is_some())
        {
            for part in others {
                self.member(line, part, "");
            }
            return self.member(line, last, comment);
        }
        let entries = if code.contains(['{', '[']) { entries(code) } else { Vec::new() };
        if entries.is_empty() {
            return self.member(line, code, comment);
        }
        for entry in entries {
            self.add(line, entry, "");
        }
        false
    }

    /// Adds the constant that a statement defines, if it does. True if its meaning is `comment`, as it has no text of its own.
    fn member(&mut self, line: u64, code: &str, comment: &str) -> bool {
        let known = &mut self.known;
        if let Some(skipped) = code.trim().strip_prefix("_ ").filter(|_| code.contains("iota")) {
            // Go code often discards the first constant: `_ = iota`.
            let skipped = known.number_in(skipped.split_once('=').map_or("iota", |(_, value)| value));
            known.next = skipped.and_then(|value| number(&value)?.checked_add(1));
            known.in_enumeration = true;
            return false;
        }
        let Some(statement) = known.statement(code.trim()) else {
            if self.misses(code.trim()) {
                // The values that count on from it are unknown as well.
                self.known.next = None;
                self.unknown.push((line, code.trim().to_owned()));
            } else if is_variant(code) {
                // A member that holds data is counted too, while a macro could stand for any number of members.
                let is_one = self.known.language == Language::Rust;
                self.known.next = self.known.next.filter(|_| is_one).and_then(|next| next.checked_add(1));
            }
            return false;
        };
        if let Some(number) = number(&statement.value) {
            known.values.insert(statement.name.clone(), number);
            // Go counts on by one from a line with iota, unless that shifts or multiplies it.
            let has_iota = code.contains("iota");
            known.in_enumeration |= has_iota;
            if known.next.is_some() || (known.in_enumeration && !known.has_bare_names()) {
                known.next = number.checked_add(1).filter(|_| !(has_iota && code.contains(['<', '*'])));
            }
        } else if known.in_enumeration {
            known.next = None;
        }
        self.add(line, statement, comment)
    }

    /// Adds a constant. True if its meaning is `comment`, as it has no text of its own.
    fn add(&mut self, line: u64, mut statement: Statement, comment: &str) -> bool {
        // A text for a name that is defined above is the meaning of that name.
        let is_text_of = statement.name.is_empty() || statement.name == statement.value;
        if is_text_of && let Some(&at) = self.known.places.get(&statement.value) {
            let named = &mut self.found[at].1;
            if named.name != named.value {
                named.texts.replace(statement.texts);
                return false;
            }
        }
        let is_silent = statement.texts.is_silent();
        if is_silent {
            statement.texts.put("", comment);
        }
        if !statement.name.is_empty() {
            self.known.places.entry(statement.name.clone()).or_insert(self.found.len());
        }
        self.found.push((line, statement));
        is_silent
    }

    /// True if a statement looks like a code, but its value is unknown: an enumeration member, or a `#define` of a number.
    fn misses(&self, code: &str) -> bool {
        let is_plain = |name: &str| is_name(name) && is_word(name);
        if let Some(definition) = code.strip_prefix("#define") {
            let mut words =
                definition.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
            let name = words.next().unwrap_or_default();
            let after = definition.trim_start().get(name.len()..).unwrap_or_default();
            // Or an alias of a name that this file doesn't define.
            let is_value = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
            let is_alias = |word: &str| after.trim() == word && word.len() > 2 && !word.contains(char::is_lowercase);
            let has_value = !after.contains('"') && words.any(|word| is_value(word) || is_alias(word));
            return has_value && is_plain(name) && after.starts_with(char::is_whitespace);
        }
        let end = code.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(code.len());
        let (name, rest) = code.split_at(end);
        let rest = rest.trim();
        let is_member = || match rest.chars().next() {
            // A map or a list that begins is no member.
            Some('=') => !rest.ends_with(['{', '[', '(']) && !rest.starts_with("=="),
            Some('(') => has_value(rest),
            first => matches!(first, None | Some(',' | ';')),
        };
        self.known.in_enumeration && is_plain(name) && is_member()
    }
}

/// True for a member of an enumeration that holds data, as in Rust: `Io(Error)`.
fn is_variant(code: &str) -> bool {
    let held = brackets(code).filter(|(name, ..)| is_name(name) && is_word(name));
    held.is_some_and(|(.., after)| matches!(after, "" | ","))
}

/// True if a number or a text stands in a piece of code.
fn has_value(code: &str) -> bool {
    let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| word.starts_with(|c: char| c.is_ascii_digit())) || pieces(code).any(|(_, piece)| is_literal(piece))
}

/// Continues the text of a comment.
fn go_on(texts: &mut Texts, comment: &str) {
    push(if texts.zh.is_empty() { &mut texts.en } else { &mut texts.zh }, comment);
}

/// True for the first line of an enumeration.
fn is_enumeration(code: &str) -> bool {
    let mut words = code.split_whitespace();
    let is_import =
        ["import", "from", "use", "using", "#include", "require"].contains(&words.next().unwrap_or_default());
    let is_named = code.split_whitespace().any(|word| word == "enum" || word == "enumeration");
    let head = code.split_once('{').map_or(code, |(head, _)| head);
    is_named && !is_import && !head.contains('=')
}

/// Splits an attribute at the start of a line from the code after it: `@Text("...")`, `#[error("...")]`, `[Description("...")]`.
fn attribute(code: &str) -> Option<(&str, &str)> {
    if code.starts_with('@') {
        return Some((code, ""));
    }
    let (before, said, after) = brackets(code).filter(|_| code.starts_with("#[") || code.starts_with('['))?;
    let after = after.trim();
    // `[Code.GONE]: "..."` is a key.
    (before.len() <= 1 && (after.is_empty() || after.starts_with(char::is_alphabetic))).then_some((said, after))
}

/// The entries of a map or a list on one line: `{1: "one", 2: "two"}`, `[(1, "one"), (2, "two")]`.
fn entries(code: &str) -> Vec<Statement> {
    let mut rest = code;
    while let Some((before, inner, after)) = brackets(rest) {
        let all: Option<Vec<Statement>> = parts(inner).into_iter().map(entry).collect();
        // Words alone may be the keys of anything: `{"Content-Type": "text/plain"}`.
        let has_code =
            |all: &[Statement]| all.iter().any(|one| one.value.contains(|c: char| c.is_ascii_digit() || c == '_'));
        if let Some(all) = all.filter(|all| has_code(all) && !rest[before.len()..].starts_with('(')) {
            return all;
        }
        rest = after;
    }
    Vec::new()
}
