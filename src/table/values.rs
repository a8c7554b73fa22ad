//! Lists of values in source code: the arguments of a constructor, the members of a record, the entries of a map.

use super::literals::{is_literal, is_word, pieces, text};

/// The deepest nesting that is looked into.
const DEEPEST: usize = 8;

/// A value, with its key if it has one: `en: "Not found"`, `10001`, `"first half" + "second half"`.
#[derive(Debug)]
pub(super) struct Value<'a> {
    pub(super) key: &'a str,
    pub(super) written: &'a str,
    /// The text, if it is one.
    pub(super) text: Option<String>,
}

/// The parts of a list, split at the commas outside literals and brackets.
pub(super) fn parts(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, piece) in pieces(list) {
        match piece {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The first pair of brackets in a piece of code: what is before them, between them, and after them. Brackets that stay open
/// end with the code.
pub(super) fn brackets(code: &str) -> Option<(&str, &str, &str)> {
    let (mut depth, mut start) = (0_usize, None);
    for (at, piece) in pieces(code) {
        match piece {
            "(" | "[" | "{" => {
                depth += 1;
                start.get_or_insert(at);
            }
            ")" | "]" | "}" if depth > 0 => {
                depth -= 1;
                if let (0, Some(start)) = (depth, start) {
                    return Some((&code[..start], &code[start + 1..at], &code[at + 1..]));
                }
            }
            _ => {}
        }
    }
    start.map(|start| (&code[..start], &code[start + 1..], ""))
}

/// The number of brackets that are open after a piece of code, if as many as `depth` are open before it.
pub(super) fn depth_after(code: &str, depth: usize) -> usize {
    pieces(code).fold(depth, |depth, (_, piece)| match piece {
        "(" | "[" | "{" => depth + 1,
        ")" | "]" | "}" => depth.saturating_sub(1),
        _ => depth,
    })
}

/// All values of a list, and of the lists in it: `new Code(5, "text")` has two.
pub(super) fn values(list: &str) -> Vec<Value<'_>> {
    let mut values = Vec::new();
    collect(list, "", 0, &mut values);
    values
}

fn collect<'a>(list: &'a str, outer: &'a str, depth: usize, values: &mut Vec<Value<'a>>) {
    for part in parts(list) {
        let (key, written) = keyed(part).unwrap_or((outer, part));
        match inner(written).filter(|_| depth < DEEPEST) {
            Some(inner) => collect(inner, key, depth + 1, values),
            None => values.push(Value { key, written, text: text(written) }),
        }
    }
}

/// Splits a value from its key: `Zh: "..."`, `en="..."`, `.code = 5`, `'zh' => "..."`, `(errors.msg) = "..."`.
pub(super) fn keyed(part: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let (at, _) = pieces(part).find(|(_, piece)| {
        match *piece {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(*piece, ":" | "=")
    })?;
    let (left, right) = part.split_at(at);
    let value = ["=>", ":", "="].iter().find_map(|mark| right.strip_prefix(mark))?;
    // `::` is part of a path, `==` compares.
    if value.starts_with([':', '=']) {
        return None;
    }
    let path = left.trim().trim_matches(['"', '\'', '`', '(', ')', '[', ']']);
    let key = path.rsplit(['.', ':']).next()?;
    is_word(&key.replace('-', "_")).then_some((key, value.trim()))
}

/// The list that a value consists of. Brackets without a comma or a literal in them only hold an expression or a type.
fn inner(value: &str) -> Option<&str> {
    let mut rest = value;
    loop {
        let (before, inner, after) = brackets(rest)?;
        if pieces(before).any(|(_, piece)| is_literal(piece)) {
            return None;
        }
        let is_braced = rest[before.len()..].starts_with('{');
        if is_braced || pieces(inner).any(|(_, piece)| piece == "," || is_literal(piece)) {
            return Some(inner);
        }
        rest = after;
    }
}
