//! Source text: `#define`, enumerations and constants of C, Go, Java, TypeScript, Rust, Protobuf and their like, with the
//! comment beside or above, or a text among the values, as the meaning.

use std::collections::HashMap;

use super::codes;
use super::columns::Column;
use super::rows::{Heads, Rows};
use crate::catalog::number;

/// The endings of files that are source text.
pub(super) const ENDINGS: &[&str] = &[
    "h", "hpp", "hh", "hxx", "c", "cc", "cpp", "cxx", "m", "mm", "go", "java", "kt", "scala", "ts", "tsx", "mts", "js",
    "mjs", "rs", "proto", "cs", "swift", "thrift", "php", "py", "rb", "lua", "dart", "zig", "inc", "def",
];

/// True for text that begins like source: several definitions, or an enumeration.
pub(super) fn looks_so(text: &str) -> bool {
    let starts = |line: &str, starts: &[&str]| starts.iter().any(|start| line.trim_start().starts_with(start));
    text.lines().filter(|line| starts(line, &["#define "])).take(2).count() == 2
        || text.lines().any(|line| {
            starts(line, &["enum ", "public enum ", "export enum ", "pub enum ", "typedef enum", "export const enum "])
        })
}

/// Reads a file of source text.
pub(super) fn read(text: &str, rows: &mut Rows<'_>) {
    rows.begin(None, Heads::First);
    rows.columns(&[Column::Code, Column::Symbol, Column::Meaning]);
    let mut state = State::default();
    for (number, line) in (1..).zip(text.lines()) {
        state.line(number, line, rows);
    }
}

/// What the lines so far mean for the next one.
#[derive(Default)]
struct State {
    /// The comment above.
    above: String,
    in_comment: bool,
    /// The value of the next member of an enumeration that states none.
    next: Option<i64>,
    /// The values of the names so far, for those that are built on others.
    values: HashMap<String, i64>,
}

impl State {
    fn line(&mut self, number: u64, line: &str, rows: &mut Rows<'_>) {
        let (code, comment) = self.parted(line);
        let code = code.trim();
        if code.is_empty() {
            if comment.is_empty() && !self.in_comment {
                self.above.clear();
            }
            push(&mut self.above, &comment);
            return;
        }
        // An attribute such as #[error("text")] says what the member below means.
        if code.starts_with("#[") || code.starts_with('@') {
            push(&mut self.above, quoted(code).unwrap_or_default());
            return;
        }
        let above = std::mem::take(&mut self.above);
        if code.split_whitespace().any(|word| word == "enum" || word == "enumeration") && !code.contains('=') {
            self.next = Some(0);
            let Some((_, members)) = code.split_once('{') else { return };
            members.split(',').for_each(|member| self.member(number, member, "", rows));
        } else {
            if code.starts_with(['}', ')']) {
                self.next = None;
            }
            let text = if comment.is_empty() { above } else { comment };
            self.member(number, code, &text, rows);
        }
    }

    /// A statement that gives a name its value, and says in `comment` what it means.
    fn member(&mut self, line: u64, code: &str, comment: &str, rows: &mut Rows<'_>) {
        let Some(Statement { name, value, text }) = self.statement(code.trim()) else { return };
        if let Some(number) = number(&value) {
            self.values.insert(name.clone(), number);
            if self.next.is_some() {
                self.next = number.checked_add(1);
            }
        }
        let text = if text.is_empty() { comment } else { &text };
        rows.row(line, &[&value, &name, text.trim()]);
    }

    fn statement(&self, code: &str) -> Option<Statement> {
        if let Some(definition) =
            code.strip_prefix('#').map(str::trim_start).and_then(|code| code.strip_prefix("define "))
        {
            let (name, value) = definition.trim().split_once(char::is_whitespace)?;
            return self.valued(name, value);
        }
        let code = code.trim_end_matches([',', ';']).trim_end();
        if let Some((left, right)) = code
            .split_once('=')
            .filter(|(left, right)| !left.ends_with([':', '!', '<', '>', '=']) && !right.starts_with(['=', '>']))
        {
            let left = left.split(':').next().unwrap_or_default();
            let words: Vec<&str> =
                left.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
            // Go puts a type behind the name, others before it.
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
            return Some(Statement { name: name.to_owned(), value: self.next?.to_string(), text: String::new() });
        }
        if let Some(values) = rest.strip_prefix(':').or_else(|| rest.starts_with('(').then_some(rest)) {
            return self.valued(name, values);
        }
        None
    }

    /// A name with what is assigned to it: a number, a code in quotation marks, or several values with one of them among them.
    fn valued(&self, name: &str, assigned: &str) -> Option<Statement> {
        let assigned = assigned.trim();
        let text = quoted(assigned).unwrap_or_default();
        let value = if assigned.starts_with(['"', '\'']) {
            codes::is_one(text).then(|| text.to_owned())
        } else {
            self.number_in(assigned)
        };
        let is_value = value.as_deref() == Some(text);
        let text = if is_value { quoted_after_first(assigned).unwrap_or_default() } else { text };
        let is_known = is_name(name) && (value.is_some() || !text.is_empty());
        let value = value.or_else(|| (!text.is_empty() && assigned.contains(['(', '{'])).then(|| name.to_owned()))?;
        is_known.then(|| Statement { name: name.to_owned(), value, text: text.to_owned() })
    }

    /// The number that a text of code stands for: a literal, one behind casts or among values, a name plus a number, or iota.
    fn number_in(&self, code: &str) -> Option<String> {
        let bare = code.split(['"', '\'']).next().unwrap_or_default();
        let mut sum: Option<i64> = None;
        let mut literal = None;
        for word in bare
            .split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'))
            .filter(|word| !word.is_empty() && *word != "-")
        {
            let value = if word == "iota" {
                Some(0)
            } else {
                number(unsuffixed(word)).or_else(|| self.values.get(word).copied())
            };
            if let Some(value) = value {
                literal.get_or_insert_with(|| unsuffixed(word).to_owned());
                sum =
                    Some(if bare.contains('+') { sum.unwrap_or(0).checked_add(value)? } else { sum.unwrap_or(value) });
            }
        }
        let sum = sum?;
        // As it is written, so that 0x80070005 stays that.
        Some(literal.filter(|literal| number(literal) == Some(sum)).unwrap_or_else(|| sum.to_string()))
    }

    /// The code of a line and the text of its comment.
    fn parted(&mut self, line: &str) -> (String, String) {
        let (mut code, mut comment) = (String::new(), String::new());
        let mut rest = line;
        loop {
            if self.in_comment {
                let end = rest.find("*/");
                push(&mut comment, &rest[..end.unwrap_or(rest.len())]);
                let Some(end) = end else { break };
                self.in_comment = false;
                rest = &rest[end + 2..];
                continue;
            }
            let Some((at, mark)) = comment_start(rest) else {
                code.push_str(rest);
                break;
            };
            code.push_str(&rest[..at]);
            rest = &rest[at + mark.len()..];
            if mark == "/*" {
                self.in_comment = true;
            } else {
                push(&mut comment, rest);
                break;
            }
        }
        (code, comment)
    }
}

struct Statement {
    name: String,
    value: String,
    text: String,
}

/// Where a comment begins outside of quotation marks, and its mark.
fn comment_start(code: &str) -> Option<(usize, &'static str)> {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in code.char_indices() {
        match quote {
            _ if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(mark) if c == mark => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '`') => quote = Some(c),
            None => {
                let rest = &code[at..];
                let mark = ["/*", "//", "# ", "-- "].into_iter().find(|mark| rest.starts_with(mark));
                if let Some(mark) = mark.filter(|mark| *mark != "# " || !rest.starts_with("# define")) {
                    return Some((at, mark));
                }
            }
        }
    }
    None
}

/// Appends a line of a comment without the marks that stand before each.
fn push(text: &mut String, line: &str) {
    let line = line.trim().trim_start_matches(['*', '/', '!', '<']).trim();
    if !line.is_empty() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
}

fn quoted(code: &str) -> Option<&str> {
    let start = code.find(['"', '\''])?;
    let mark = code[start..].chars().next()?;
    let inner = &code[start + 1..];
    let mut escaped = false;
    let end = inner.char_indices().find(|&(_, c)| {
        let ends = c == mark && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map(|(end, _)| &inner[..end])
}

fn quoted_after_first(code: &str) -> Option<&str> {
    let first = quoted(code)?;
    let start = code.find(['"', '\''])?;
    quoted(&code[start + first.len() + 2..])
}

/// True for a name that constants have: it begins with a capital, or with k and a capital.
fn is_name(word: &str) -> bool {
    let mut chars = word.trim_start_matches('_').chars();
    match chars.next() {
        Some('k') => chars.next().is_some_and(char::is_uppercase),
        first => first.is_some_and(char::is_uppercase),
    }
}

/// A number without what says its type: `12UL`, `0x1Fu`, `-5i32`.
fn unsuffixed(word: &str) -> &str {
    let is_hex = word.trim_start_matches('-').starts_with("0x");
    let word = word.find(['i', 'I']).filter(|_| !is_hex).map_or(word, |at| &word[..at]);
    word.trim_end_matches(['u', 'U', 'l', 'L'])
}
