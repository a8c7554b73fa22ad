//! `.properties` files: `-1=text`, `code.404: text`, `1001 text`.

use super::columns::Column;
use super::current::Heads;
use super::escapes::unescaped;
use super::keyed::is_value_of;
use super::rows::Rows;
use crate::catalog::number;

/// Reads a file of keys and values. The keys are codes, without the prefix that all of them share.
pub(super) fn read(text: &str, rows: &mut Rows<'_>) {
    let pairs = pairs(text);
    let prefix = shared_prefix(&pairs);
    rows.begin(None, Heads::First);
    rows.columns(&[Column::Code, Column::Symbol, Column::Spelling, Column::Meaning]);
    for (line, key, value) in &pairs {
        let own = &key[prefix..];
        // Even if the keys share no prefix, a number at the end of one is its code: `error.404`.
        let last = own.rsplit('.').next().filter(|last| number(last).is_some());
        let code = last.unwrap_or(own);
        if is_value_of(code, value) {
            rows.row(*line, &[value, own, if own == key { "" } else { key }, ""]);
        } else {
            rows.row(*line, &[code, "", key, value]);
        }
    }
}

fn pairs(text: &str) -> Vec<(u64, String, String)> {
    let mut pairs = Vec::new();
    let mut lines = (1..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        let line = line.trim_start();
        if line.is_empty() || line.starts_with(['#', '!', ';', '[']) {
            continue;
        }
        let mut whole = line.to_owned();
        // A backslash at the end continues the line on the next one.
        while whole.ends_with('\\') && !whole.ends_with("\\\\") {
            whole.pop();
            let Some((_, next)) = lines.next() else { break };
            whole.push_str(next.trim_start());
        }
        let Some((key, value)) = key_and_value(&whole) else { continue };
        pairs.push((number, unescaped(key), unescaped(value)));
    }
    pairs
}

/// Splits a line at an equals sign or a colon, or else at the first blank. `None` for a line of one word.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    let ends = |c: char| {
        let ends = !escaped && matches!(c, '=' | ':' | ' ' | '\t');
        escaped = c == '\\' && !escaped;
        ends
    };
    let end = line.find(ends)?;
    let rest = line[end..].trim_start();
    let value = rest.strip_prefix(['=', ':']).unwrap_or(rest).trim();
    Some((&line[..end], value))
}

/// The length in bytes of the longest prefix that all keys share and that ends in a dot: `error.` of `error.404`.
fn shared_prefix(pairs: &[(u64, String, String)]) -> usize {
    let Some((_, first, _)) = pairs.first() else { return 0 };
    let ends = first.match_indices('.').map(|(at, _)| at + 1).rev();
    let is_shared = |end: &usize| pairs.iter().all(|(_, key, _)| key.starts_with(&first[..*end]) && key.len() > *end);
    ends.into_iter().find(is_shared).unwrap_or(0)
}
