//! Records in source code: `{ code: "400", description: "text" }` of TypeScript, Python and Go, over one line or several.

use std::ops::RangeInclusive;

use super::columns::{self, Column, Header};
use super::literals::is_name;
use super::node::Node;
use crate::catalog::number;

/// The longest block that is read as a record, in bytes. A longer one is code, or a list of records; each nested block is read
/// anew.
const LONGEST: usize = 4_000;

/// A record, and the lines that it stands on.
pub(super) struct Record {
    pub(super) lines: RangeInclusive<u64>,
    pub(super) pairs: Vec<(String, String)>,
}

impl Record {
    /// Replaces the name of a constant by its value, and returns the name. `known` has the value of a name.
    pub(super) fn resolve(&mut self, known: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let name = self.pairs.iter_mut().find_map(|(_, value)| {
            let number = known(value)?;
            Some(std::mem::replace(value, number))
        })?;
        if !self.pairs.iter().any(|(key, _)| key == "name") {
            self.pairs.push(("name".to_owned(), name.clone()));
        }
        Some(name)
    }

    /// The record as a map.
    pub(super) fn node(self) -> Node {
        let pairs = self.pairs.into_iter().map(|(key, value)| (key, Node::Text(value)));
        Node::Map(*self.lines.start(), pairs.collect())
    }
}

/// All records in a text whose keys are a header of codes, each with the name that it is assigned to.
pub(super) fn read(text: &str) -> Vec<Record> {
    let mut records = Vec::new();
    // The offset and the line of each block that is open.
    let mut open: Vec<(usize, u64)> = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let length = match c {
            '"' | '\'' | '`' => quoted(rest).map_or(1, |(_, length)| length),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            _ => c.len_utf8(),
        };
        match c {
            '{' => open.push((at, line)),
            '}' => {
                if let Some((start, first)) = open.pop()
                    && at - start <= LONGEST
                    && let Some(pairs) = record(&text[..start], &text[start + 1..at])
                {
                    records.push(Record { lines: first..=line, pairs });
                }
            }
            _ => {}
        }
        line += memchr::memchr_iter(b'\n', &rest.as_bytes()[..length]).count() as u64;
        rest = &rest[length..];
    }
    records
}

/// Reads a block as a record, if it is one. Its name is before it: `NOT_FOUND: {`, `ErrBind = &Errno{`.
fn record(before: &str, block: &str) -> Option<Vec<(String, String)>> {
    let mut pairs = pairs(block);
    let Header::Codes(columns) = columns::read(pairs.iter().map(|(key, ..)| key.as_str())) else { return None };
    // `code: number` and `code: i32` declare a type, and `code: err.code` passes a value on.
    let says_something = pairs.iter().any(|(_, _, is_text)| *is_text);
    let (_, code, is_text) = pairs.get(columns.iter().position(|column| *column == Column::Code)?)?;
    if !says_something || !(*is_text || number(code).is_some() || is_name(code)) {
        return None;
    }
    let head = before.rsplit(['\n', ',', '{', '(', '[']).next().unwrap_or_default();
    let name = head.split([':', '=']).next().unwrap_or_default().trim();
    let name = name.rsplit(' ').next().unwrap_or_default().trim_matches(['"', '\'', ']']);
    let name = constant(name);
    let has_name = head.contains([':', '=']) && !name.is_empty() && !pairs.iter().any(|(key, ..)| key == "name");
    if has_name {
        pairs.push(("name".to_owned(), name.to_owned(), true));
    }
    Some(pairs.into_iter().map(|(key, value, _)| (key, value)).collect())
}

/// The keys and values of a block, with true for a value that is a text.
fn pairs(block: &str) -> Vec<(String, String, bool)> {
    let mut pairs = Vec::new();
    let mut rest = block;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, below)| below);
            continue;
        }
        let (key, after) = match quoted(rest) {
            Some((key, length)) => (key, &rest[length..]),
            None => rest.split_at(rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())),
        };
        let after = after.trim_start();
        let Some(after) = ["=>", ":", "="].iter().find_map(|mark| after.strip_prefix(mark)) else { return pairs };
        let length = value_length(after);
        let is_text = after[..length].contains(['"', '\'', '`']);
        pairs.push((key.to_owned(), value(&after[..length]), is_text));
        rest = &after[length..];
    }
}

/// The length of a value in bytes: up to the comma or the line's end outside quotation marks and brackets.
fn value_length(text: &str) -> usize {
    let (mut depth, mut rest, mut is_empty) = (0_usize, text, true);
    while let Some(c) = rest.chars().next() {
        if let Some((_, length)) = quoted(rest) {
            rest = &rest[length..];
            is_empty = false;
            continue;
        }
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => break,
            // A value may begin on the next line, and go on there after a sign.
            '\n' if depth == 0 && !is_empty && !goes_on(&rest[1..]) => break,
            _ => {}
        }
        is_empty &= c.is_whitespace();
        rest = &rest[c.len_utf8()..];
    }
    text.len() - rest.len()
}

/// True if the next line continues a text: `+ "more"`, or a text alone as in Python.
fn goes_on(below: &str) -> bool {
    let below = below.trim_start();
    below.starts_with(['+', '.'])
        || quoted(below).is_some_and(|(_, length)| !below[length..].trim_start().starts_with(':'))
}

/// The text of a value: all texts in it, joined, or else the value as it is written.
fn value(text: &str) -> String {
    let mut texts: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '`']) {
        let Some((inner, length)) = quoted(&rest[at..]) else { break };
        texts.push(inner);
        rest = &rest[at + length..];
    }
    let joint = if text.trim_start().starts_with('[') { ", " } else { "" };
    if texts.is_empty() { constant(text.trim()).to_owned() } else { texts.join(joint) }
}

/// The constant at the end of a path such as `ErrorCode.UNKNOWN`.
fn constant(text: &str) -> &str {
    let is_path =
        text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || "_.:".contains(c));
    if is_path { text.rsplit(['.', ':']).next().unwrap_or(text) } else { text }
}

/// The quoted text at the start of `text`, and its length in bytes with the marks. Only backquotes may span lines.
fn quoted(text: &str) -> Option<(&str, usize)> {
    let mark = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if mark != '`' => return None,
            _ if c == mark => return Some((&text[1..at], at + 1)),
            _ => {}
        }
    }
    None
}
