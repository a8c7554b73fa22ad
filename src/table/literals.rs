//! Literals and names in source code: texts in quotation marks, names of constants, numbers with their types.

pub(super) fn quoted(code: &str) -> Option<&str> {
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

pub(super) fn quoted_after_first(code: &str) -> Option<&str> {
    let first = quoted(code)?;
    let start = code.find(['"', '\''])?;
    quoted(&code[start + first.len() + 2..])
}

/// True if a constant may have this name: it begins with a capital, or with k and a capital.
pub(super) fn is_name(word: &str) -> bool {
    let mut chars = word.trim_start_matches('_').chars();
    match chars.next() {
        Some('k') => chars.next().is_some_and(char::is_uppercase),
        first => first.is_some_and(char::is_uppercase),
    }
}

/// Removes the suffix that gives a number's type: `12UL`, `0x1Fu`, `-5i32`.
pub(super) fn unsuffixed(word: &str) -> &str {
    let is_hex = word.trim_start_matches('-').starts_with("0x");
    let word = word.find(['i', 'I']).filter(|_| !is_hex).map_or(word, |at| &word[..at]);
    word.trim_end_matches(['u', 'U', 'l', 'L'])
}
