//! The lines of source code, and statements that go on over several of them.

use super::codes;
use super::comments::{Parted, parted, push};
use super::literals::{is_literal, is_name, is_word, pieces};
use super::values::depth_after;
use crate::catalog::number;

/// The most lines and bytes of one statement. A longer one is a block of code, or a list of statements.
const MOST_LINES: usize = 40;
const LONGEST: usize = 4_000;

/// A line, or the lines of one statement.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: u64,
    pub(super) code: String,
    pub(super) comment: String,
    /// Where the comment begins, in bytes from the line's start.
    pub(super) column: Option<usize>,
    /// True if it begins within a comment, and if it ends within one.
    pub(super) begins_in_comment: bool,
    pub(super) ends_in_comment: bool,
}

/// The lines of a text, parted into code and comments.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut in_comment = false;
    let line = |(number, line): (u64, &str)| {
        let begins_in_comment = in_comment;
        let Parted { code, comment, column } = parted(line, &mut in_comment);
        let code = code.trim().to_owned();
        Line { number, code, comment, column, begins_in_comment, ends_in_comment: in_comment }
    };
    (1..).zip(text.lines()).map(line).collect()
}

/// The statement that begins with the first of these lines and goes on over more of them, with the number of its lines. `None`
/// if it ends with its line, as far as that can be told before it is parsed.
pub(super) fn joined(lines: &[Line]) -> Option<(Line, usize)> {
    let (first, rest) = lines.split_first()?;
    let below = rest.first().map_or("", |line| line.code.as_str());
    if !goes_on(&first.code, below) {
        return None;
    }
    let mut whole = first.clone();
    let mut depth = depth_after(&first.code, 0);
    for (count, line) in (2..).zip(rest.iter().take(MOST_LINES)) {
        // The backslash at the end of a macro's line only continues it.
        let length = whole.code.trim_end_matches('\\').len();
        whole.code.truncate(length);
        whole.code.push(' ');
        whole.code.push_str(&line.code);
        push(&mut whole.comment, &line.comment);
        whole.column = line.column;
        whole.ends_in_comment = line.ends_in_comment;
        let below = rest.get(count - 1).map_or("", |line| line.code.as_str());
        depth = depth_after(&line.code, depth);
        if depth == 0 && !whole.code.ends_with(['+', '\\']) && !below.starts_with('+') {
            return Some((whole, count));
        }
        if whole.code.len() > LONGEST {
            break;
        }
    }
    None
}

/// True if the statement on a line may go on below.
fn goes_on(code: &str, below: &str) -> bool {
    if code.starts_with("#define") {
        return continues_macro(code, below);
    }
    let is_case = code.starts_with("case ") && code.ends_with(':') && below.starts_with("return");
    let has_sign = code.ends_with('+') || below.starts_with('+');
    let is_text = || pieces(code).any(|(_, piece)| is_literal(piece));
    let is_attribute = || code.starts_with(['@', '[']) || code.starts_with("#[");
    let is_assigned = || code.strip_suffix('=').and_then(|left| left.split_whitespace().last()).is_some_and(is_name);
    is_case
        || (has_sign && is_text())
        || is_assigned()
        || (depth_after(code, 0) > 0 && (is_attribute() || open_head(code).is_some_and(may_have_values)))
}

/// True if a macro's value goes on below, or begins there. A list of further macros is not its value.
fn continues_macro(code: &str, below: &str) -> bool {
    let Some(code) = code.strip_suffix('\\') else { return false };
    let mut words = code.split_whitespace().skip(1);
    let is_plain = words.next().is_some_and(is_word);
    is_plain && (words.next().is_some() || !below.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// The code before the first bracket that stays open, and that bracket.
fn open_head(code: &str) -> Option<(&str, &str)> {
    let mut open = Vec::new();
    for (at, piece) in pieces(code) {
        match piece {
            "(" | "[" | "{" => open.push((code[..at].trim(), piece)),
            ")" | "]" | "}" => drop(open.pop()),
            _ => {}
        }
    }
    open.first().copied()
}

/// True if an open bracket may have the values of a code in it: `NAME(`, `NAME = new Code(`, `NAME = 5 [`, `20005: {`.
fn may_have_values((head, bracket): (&str, &str)) -> bool {
    let assigned = || head.split_once('=').map(|(_, value)| value.trim_start_matches('>').trim());
    let is_value = match bracket {
        "(" => (is_word(head) && is_name(head)) || assigned().is_some_and(|value| !value.is_empty()),
        "[" => assigned().is_some_and(|value| value.ends_with(|c: char| c.is_ascii_digit())),
        _ => false,
    };
    is_value || is_code_before(head)
}

/// True for a code as a key, with or without a type after it: `20005:`, `"E5" =>`, `Code.GONE: Text`.
fn is_code_before(head: &str) -> bool {
    let Some((key, kind)) = head.split_once("=>").or_else(|| head.split_once(':')) else { return false };
    let key = key.trim();
    let bare = key.trim_matches(['"', '\'', '[', ']']);
    let is_code = number(bare).is_some() || (codes::is_one(bare) && (bare.len() < key.len() || bare.contains('.')));
    is_code && kind.split_whitespace().all(|word| is_word(word.trim_start_matches('&')))
}
