//! Source code as a table: `#define`, enumerations and constants of C, Go, Java, TypeScript, Rust, Protobuf and the like. The
//! meaning is the comment beside or above, or a text among the values.

use std::collections::HashMap;

use super::columns::{Column, Kind};
use super::comments::{Parted, parted, push};
use super::current::Heads;
use super::fault::Fault;
use super::literals::{is_name, quoted, quoted_after_first, unsuffixed};
use super::parts::has_han;
use super::rows::Rows;
use super::tree::{self, Node};
use super::{codes, columns, expression, records};
use crate::catalog::number;

/// The file extensions of source code.
pub(super) const ENDINGS: &[&str] = &[
    "h", "hpp", "hh", "hxx", "c", "cc", "cpp", "cxx", "m", "mm", "go", "java", "kt", "scala", "ts", "tsx", "mts", "js",
    "mjs", "rs", "proto", "cs", "swift", "thrift", "php", "py", "rb", "lua", "dart", "zig", "inc", "def",
];

/// Extensions of languages whose enumeration members have no numbers unless these are stated.
const BARE_NAMES: [&str; 6] = ["java", "kt", "scala", "swift", "php", "dart"];

/// True if the text looks like source code: it has two `#define` lines, or an enumeration.
pub(super) fn looks_so(text: &str) -> bool {
    let starts = |line: &str, starts: &[&str]| starts.iter().any(|start| line.trim_start().starts_with(start));
    text.lines().filter(|line| starts(line, &["#define "])).take(2).count() == 2
        || text.lines().any(|line| {
            starts(line, &["enum ", "public enum ", "export enum ", "pub enum ", "typedef enum", "export const enum "])
        })
}

/// Reads source code: as records, if it has more of those than of single constants.
pub(super) fn read(text: &str, rows: &mut Rows<'_>) {
    let ending = rows.name().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let mut state = State { has_bare_names: BARE_NAMES.contains(&ending.as_str()), ..State::default() };
    for (number, line) in (1..).zip(text.lines()) {
        state.line(number, line);
    }
    let records = records::read(text);
    if records.len() > state.found.len() {
        return tree::read(&Node::List(1, records), rows);
    }
    rows.begin(None, Heads::First);
    rows.columns(&[Column::Code, Column::Symbol, Column::Meaning]);
    for (line, member) in state.unknown {
        rows.report(line, Fault::NoCode(member));
    }
    for (line, Statement { name, value, text }) in &state.found {
        rows.row(*line, &[value, if name == value { "" } else { name }, text.trim()]);
    }
}

/// The state of the parser after the lines so far.
#[derive(Default)]
struct State {
    /// The comment above the present line.
    above: String,
    in_comment: bool,
    /// The value of the next enumeration member that states none.
    next: Option<i64>,
    in_enumeration: bool,
    has_bare_names: bool,
    /// Members whose value depends on a name that the file doesn't define, with their lines.
    unknown: Vec<(u64, String)>,
    /// The values of the names so far, for expressions that use them.
    values: HashMap<String, i64>,
    /// The constants so far, with their lines. A later line may give the meaning of an earlier name.
    found: Vec<(u64, Statement)>,
    /// The index in `found` of each name.
    places: HashMap<String, usize>,
    /// Where the comment on the last constant begins, in bytes; a comment on the next line at the same place continues it.
    column: Option<usize>,
}

impl State {
    fn line(&mut self, number: u64, line: &str) {
        let goes_on = self.in_comment;
        let Parted { code, comment, column } = parted(line, &mut self.in_comment);
        let code = code.trim();
        if self.column.is_some()
            && (goes_on || (code.is_empty() && column == self.column))
            && let Some((_, last)) = self.found.last_mut()
        {
            push(&mut last.text, &comment);
            if code.is_empty() {
                return;
            }
        }
        self.column = None;
        if code.is_empty() {
            // A comment above a blank line is about something else.
            if line.trim().is_empty() && !self.in_comment {
                self.above.clear();
            }
            push(&mut self.above, &comment);
            return;
        }
        // An attribute such as #[error("text")] gives the meaning of the member below.
        if code.starts_with("#[") || code.starts_with('@') {
            push(&mut self.above, quoted(code).unwrap_or_default());
            return;
        }
        let above = std::mem::take(&mut self.above);
        if code.split_whitespace().any(|word| word == "enum" || word == "enumeration") && !code.contains('=') {
            self.next = (!self.has_bare_names).then_some(0);
            self.in_enumeration = true;
            let Some((_, members)) = code.split_once('{') else { return };
            for member in members.split(',') {
                self.member(number, member, "");
            }
        } else {
            if code.starts_with(['}', ')']) {
                self.next = None;
                self.in_enumeration = false;
            }
            let text = if comment.is_empty() { &above } else { &comment };
            if self.member(number, code, text) && !comment.is_empty() {
                self.column = column;
            }
        }
    }

    /// Adds the constant that a statement defines, if it does. True if its meaning is `comment`, as it has no text of its own.
    fn member(&mut self, line: u64, code: &str, comment: &str) -> bool {
        if let Some(skipped) = code.trim().strip_prefix("_ ").filter(|_| code.contains("iota")) {
            // Go code often discards the first constant: `_ = iota`.
            let skipped = self.number_in(skipped.split_once('=').map_or("iota", |(_, value)| value));
            self.next = skipped.and_then(|value| number(&value)?.checked_add(1));
            self.in_enumeration = true;
            return false;
        }
        let Some(mut statement) = self.statement(code.trim()) else {
            if self.misses(code.trim()) {
                // The values that count on from it are unknown as well.
                self.next = None;
                self.unknown.push((line, code.trim().to_owned()));
            }
            return false;
        };
        if let Some(number) = number(&statement.value) {
            self.values.insert(statement.name.clone(), number);
            // Go counts on by one from a line with iota, unless that shifts or multiplies it.
            let has_iota = code.contains("iota");
            self.in_enumeration |= has_iota;
            if self.next.is_some() || (self.in_enumeration && !self.has_bare_names) {
                self.next = number.checked_add(1).filter(|_| !(has_iota && code.contains(['<', '*'])));
            }
        }
        // A text for a name that is defined above is the meaning of that name.
        let is_text_of = statement.name.is_empty() || statement.name == statement.value;
        if is_text_of && let Some(&at) = self.places.get(&statement.value) {
            let named = &mut self.found[at].1;
            if named.name != named.value {
                named.text = statement.text;
                return false;
            }
        }
        let is_silent = statement.text.is_empty();
        if is_silent {
            comment.clone_into(&mut statement.text);
        }
        if !statement.name.is_empty() {
            self.places.entry(statement.name.clone()).or_insert(self.found.len());
        }
        self.found.push((line, statement));
        is_silent
    }

    /// True if a statement looks like a code, but its value is unknown: an enumeration member, or a `#define` of a number.
    fn misses(&self, code: &str) -> bool {
        let is_plain = |name: &str| is_name(name) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
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
        self.in_enumeration && is_plain(code.split('=').next().unwrap_or_default().trim().trim_end_matches([',', ';']))
    }

    fn statement(&self, code: &str) -> Option<Statement> {
        if let Some(definition) =
            code.strip_prefix('#').map(str::trim_start).and_then(|code| code.strip_prefix("define"))
        {
            let (name, value) = definition.trim().split_once(char::is_whitespace)?;
            let takes_arguments = name.contains('(');
            return self
                .valued(name, value)
                .filter(|_| !takes_arguments && definition.starts_with(char::is_whitespace));
        }
        let code = code.trim_end_matches([',', ';']).trim_end();
        if let Some(statement) = keyed(code) {
            return Some(statement);
        }
        let is_assignment = |left: &str, right: &str| {
            !left.ends_with([':', '!', '<', '>', '=']) && !left.contains(['{', '(']) && !right.starts_with(['=', '>'])
        };
        if let Some((left, right)) = code.split_once('=').filter(|(left, right)| is_assignment(left, right)) {
            let left = left.split(':').next().unwrap_or_default();
            let words: Vec<&str> =
                left.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
            // Go writes the type after the name, others before it.
            let mut names = words.iter().filter(|word| is_name(word));
            let name = if words.len() == 2 && words.iter().all(|word| is_name(word)) {
                names.next()
            } else {
                names.next_back()
            }?;
            return self.valued(name, right.split_once("//").map_or(right, |(right, _)| right));
        }
        let end = code.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(code.len());
        let (name, rest) = code.split_at(end);
        let rest = rest.trim_start();
        if !is_name(name) {
            return None;
        }
        if rest.is_empty() {
            let bare = || (self.has_bare_names && self.in_enumeration).then(|| name.to_owned());
            let value = self.next.map(|next| next.to_string()).or_else(bare)?;
            return Some(Statement { name: name.to_owned(), value, text: String::new() });
        }
        if let Some(statement) = self.made_by_macro(rest) {
            return Some(statement);
        }
        // `Code: 5` in a record is a field, which names a column.
        let is_column = rest.starts_with(':') && !matches!(columns::kind(name), Kind::Is(Column::Other));
        if is_column && name.contains(char::is_lowercase) {
            return None;
        }
        if let Some(values) = rest.strip_prefix(':').or_else(|| rest.starts_with('(').then_some(rest)) {
            return self.valued(name, values).or_else(|| self.phrase(name, values));
        }
        None
    }

    /// Reads the arguments of a macro, a name with a number or a text: `XX(NAME, 5, "text")`, `XX(NAME, "text")`.
    fn made_by_macro(&self, arguments: &str) -> Option<Statement> {
        let (name, values) = arguments.strip_prefix('(')?.split_once(',')?;
        let (name, values) = (name.trim(), values.trim_start());
        if !is_name(name) || !codes::is_one(name) {
            return None;
        }
        if values.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return self.valued(name, values);
        }
        let text = quoted(values).filter(|_| values.starts_with('"'))?.to_owned();
        let [name, value] = [name, name].map(str::to_owned);
        Some(Statement { name, value, text })
    }

    /// Reads a name with a text of several words: an entry of a table of meanings, whose values may be defined elsewhere.
    fn phrase(&self, name: &str, assigned: &str) -> Option<Statement> {
        let text = quoted(assigned).filter(|_| assigned.trim_start().starts_with(['"', '\'', '`']))?;
        let is_phrase = text.contains(' ') || has_han(text) || self.places.contains_key(name);
        let [name, value] = [name, name].map(str::to_owned);
        (is_phrase && codes::is_one(&name)).then(|| Statement { name, value, text: text.to_owned() })
    }

    /// Reads the value assigned to a name: a number, a code in quotation marks, or several values with one of those among them.
    fn valued(&self, name: &str, assigned: &str) -> Option<Statement> {
        let assigned = assigned.trim();
        let text = quoted(assigned).unwrap_or_default();
        let value = if assigned.starts_with(['"', '\'']) {
            codes::is_one(text).then(|| text.to_owned())
        } else {
            // Without a number, the first of two texts may be the code: `BAD("E1002", "bad")`.
            let is_code = || codes::is_one(text) && quoted_after_first(assigned).is_some();
            self.number_in(assigned).or_else(|| is_code().then(|| text.to_owned()))
        };
        let is_value = value.as_deref() == Some(text);
        let text = if is_value { quoted_after_first(assigned).unwrap_or_default() } else { text };
        let is_known = is_name(name) && (value.is_some() || !text.is_empty());
        let value = value.or_else(|| (!text.is_empty() && assigned.contains(['(', '{'])).then(|| name.to_owned()))?;
        is_known.then(|| Statement { name: name.to_owned(), value, text: text.to_owned() })
    }

    /// The number in an assignment: the value of an expression, or the first number among the values of a record.
    fn number_in(&self, code: &str) -> Option<String> {
        let bare = code.split(['"', '\'', '`']).next().unwrap_or_default();
        let bare = bare.trim().trim_end_matches([';', ',']).trim_start_matches("new ");
        let known = |name: &str| if name == "iota" { Some(0) } else { self.values.get(name).copied() };
        let is_record = bare.contains([',', '{']) || bare.matches('(').count() > bare.matches(')').count();
        let mut pieces: Vec<&str> = vec![bare];
        if is_record {
            pieces = bare.split(',').collect();
            let first = pieces.first_mut()?;
            *first = first.rsplit(['{', '(']).next()?;
        }
        pieces.into_iter().find_map(|piece| {
            let piece =
                if is_record { piece.rsplit([':', '=']).next()?.trim_end_matches(['}', ')', ' ']) } else { piece };
            let value = expression::value(piece, &known)?;
            // Hexadecimal stays as it is written, so that 0x80070005 is shown as that.
            let mut words = piece.split(|c: char| !c.is_alphanumeric()).map(unsuffixed);
            let written = words.find(|word| word.starts_with("0x") && number(word) == Some(value));
            Some(written.map_or_else(|| value.to_string(), str::to_owned))
        })
    }
}

/// Reads a text keyed by its code: `1001: "text"`, `'E2' => 'text'`, `case 5: return "text"`, `{ -1, "NAME", "text" }`.
fn keyed(code: &str) -> Option<Statement> {
    let statement = |value: &str, name: &str, text: &str| Statement {
        name: name.to_owned(),
        value: value.to_owned(),
        text: text.to_owned(),
    };
    if let Some(values) = code.strip_prefix(['{', '(']) {
        let (value, rest) = values.split_once(',')?;
        let text = quoted(rest)?;
        let value = value.trim().trim_matches('"');
        let fits = number(value).is_some() || (code.starts_with('{') && is_name(value) && codes::is_one(value));
        // A name may stand between them: `(404, NOT_FOUND, "Not Found")`.
        let name = rest.split(',').next().unwrap_or_default().trim();
        return match quoted_after_first(rest) {
            _ if !fits => None,
            _ if is_name(name) && !name.contains('"') => Some(statement(value, name, text)),
            Some(second) if codes::is_one(text) => Some(statement(value, text, second)),
            _ => Some(statement(value, "", text)),
        };
    }
    let (key, rest) = code.split_once("=>").or_else(|| code.split_once(':'))?;
    let of_case = key.trim().strip_prefix("case ").filter(|_| rest.contains("return"));
    let is_text = rest.trim_start().starts_with(['"', '\'', '`']);
    let key = of_case.or(is_text.then_some(key))?.trim();
    let bare = key.trim_matches(['"', '\'', '[', ']']);
    let bare = bare.rsplit(['.', ':']).next().filter(|last| is_name(last)).unwrap_or(bare);
    let fits = number(bare).is_some() || (codes::is_one(bare) && (of_case.is_some() || bare.len() < key.len()));
    fits.then(|| statement(bare, "", quoted(rest).unwrap_or_default()))
}

struct Statement {
    name: String,
    value: String,
    text: String,
}
