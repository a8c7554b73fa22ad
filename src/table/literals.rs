//! Literals and names in source code: texts in quotation marks, names of constants, numbers with their types.

use super::escapes::unescaped;

/// The quoted text at the start of `code`, as it is written, and its length in bytes with the marks. Only backquotes may span
/// lines.
pub(super) fn literal(code: &str) -> Option<(&str, usize)> {
    let mark = code.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let mut escaped = false;
    for (at, c) in code.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if mark != '`' => return None,
            _ if c == mark => return Some((&code[1..at], at + 1)),
            _ => {}
        }
    }
    None
}

/// The parts of a line of code, each with its offset in bytes: a whole literal, or a single character of anything else.
pub(super) fn pieces(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    // A mark that no other closes is looked for once only.
    let mut unclosed: Option<char> = None;
    std::iter::from_fn(move || {
        let rest = &code[at..];
        let first = rest.chars().next()?;
        // Rust's lifetimes begin with a mark that no other closes: `&'static str`.
        let is_lifetime = first == '\'' && code[..at].ends_with(['&', '<']);
        let is_mark = matches!(first, '"' | '\'' | '`') && !is_lifetime && unclosed != Some(first);
        let whole = is_mark.then(|| literal(rest)).flatten();
        if is_mark && whole.is_none() {
            unclosed = Some(first);
        }
        let length = whole.map_or(first.len_utf8(), |(_, length)| length);
        let start = at;
        at += length;
        Some((start, &rest[..length]))
    })
}

/// True for a piece of code that is a literal.
pub(super) fn is_literal(piece: &str) -> bool {
    piece.len() > 1 && piece.starts_with(['"', '\'', '`'])
}

/// The text that a value consists of: its literal, or several joined by a sign or by nothing. Literals within brackets belong
/// to something else. What stands between two literals and is no literal shows as an ellipsis.
pub(super) fn text(value: &str) -> Option<String> {
    let mut whole: Option<String> = None;
    let (mut depth, mut between) = (0_usize, false);
    for (_, piece) in pieces(value) {
        match piece {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if is_literal(piece) => {
                let text = whole.get_or_insert_default();
                if std::mem::take(&mut between) {
                    text.push('…');
                }
                text.push_str(&unescaped(&piece[1..piece.len() - 1]));
            }
            "+" | "." | "&" | "\\" => {}
            _ => between |= whole.is_some() && !piece.trim().is_empty(),
        }
    }
    whole
}

/// True if a constant may have this name: it begins with a capital, or with k and a capital.
pub(super) fn is_name(word: &str) -> bool {
    let mut chars = word.trim_start_matches('_').chars();
    match chars.next() {
        Some('k') => chars.next().is_some_and(char::is_uppercase),
        first => first.is_some_and(char::is_uppercase),
    }
}

/// True if a text is one word, of which a name may consist.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Removes the suffix that gives a number's type: `12UL`, `0x1Fu`, `-5i32`.
pub(super) fn unsuffixed(word: &str) -> &str {
    let is_hex = word.trim_start_matches('-').starts_with("0x");
    let word = word.find(['i', 'I']).filter(|_| !is_hex).map_or(word, |at| &word[..at]);
    word.trim_end_matches(['u', 'U', 'l', 'L'])
}
