//! The parameters of constructors, whose names say what the values of an enumeration's members are.

use super::literals::{is_literal, is_name, is_word, pieces};
use super::statements::Line;
use super::values::{brackets, depth_after, parts};

/// The most lines that a list of parameters takes.
const MOST_LINES: usize = 12;

/// The names of the parameters of each constructor that these lines declare.
pub(super) fn parameters(lines: &[Line]) -> Vec<Vec<String>> {
    let begins =
        |line: &Line| line.code.split('(').next().is_some_and(|head| head.len() < line.code.len() && declares(head));
    let starts = lines.iter().enumerate().filter(|(_, line)| begins(line));
    starts.filter_map(|(at, _)| of_constructor(&lines[at..])).collect()
}

/// True if this may stand before the parameters of a constructor: `private Code`, `enum class Code`.
fn declares(head: &str) -> bool {
    const BEFORE: [&str; 8] = ["public", "private", "protected", "internal", "enum", "class", "constructor", "const"];
    let mut words = head.split_whitespace().rev();
    let is_last = |word: &str| is_word(word) && (is_name(word) || word == "constructor");
    words.next().is_some_and(is_last) && words.all(|word| BEFORE.contains(&word))
}

/// The names of the parameters of the constructor that begins on the first line.
fn of_constructor(lines: &[Line]) -> Option<Vec<String>> {
    let mut whole = String::new();
    let mut depth = 0;
    for line in lines.iter().take(MOST_LINES) {
        whole.push(' ');
        whole.push_str(&line.code);
        depth = depth_after(&line.code, depth);
        // The body may begin on the same line.
        if depth == 0 || line.code.ends_with('{') {
            break;
        }
    }
    let (_, inner, _) = brackets(&whole)?;
    let names: Option<Vec<String>> = parts(inner).into_iter().map(name).collect();
    names.filter(|names| !names.is_empty())
}

/// The name of a parameter: `final int code`, `val code: Int`. `None` for a value.
fn name(parameter: &str) -> Option<String> {
    let (left, kind) = parameter.split_once(':').map_or((parameter, ""), |(left, kind)| (left, kind.trim()));
    let words: Vec<&str> = left.split_whitespace().collect();
    let (name, types) = words.split_last()?;
    let is_typed = !types.is_empty() || !kind.is_empty();
    let is_declared = is_typed && is_word(name) && !pieces(parameter).any(|(_, piece)| is_literal(piece));
    is_declared.then(|| (*name).to_owned())
}
