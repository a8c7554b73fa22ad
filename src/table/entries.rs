//! Documents that list codes as headings or bullets: `## -101`, `* Error Number: 8001`, with the text beside or below.

use super::codes;
use super::columns::{self, Column, Kind};
use super::current::Heads;
use super::inline::without_markup;
use super::mend::fence_after;
use super::rows::Rows;
use crate::catalog::number;

/// The fewest codes that are taken for a list.
const FEWEST: usize = 3;

/// A heading or a bullet with a code.
struct Entry {
    line: u64,
    code: String,
    /// The text beside the code.
    text: String,
    /// The first paragraph below it.
    below: String,
}

/// Reads the headings of one level, or the bullets, if most of them are codes.
pub(super) fn read(text: &str, rows: &mut Rows<'_>) {
    // Headings by their level, and bullets last.
    let mut found: [(usize, Vec<Entry>); 7] = std::array::from_fn(|_| (0, Vec::new()));
    let mut fence = None;
    let mut open: Option<usize> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let trimmed = line.trim();
        fence = fence_after(fence, trimmed);
        if fence.is_some() {
            continue;
        }
        if let Some((kind, item)) = item(line) {
            found[kind].0 += 1;
            open = entry(number, item).map(|entry| {
                found[kind].1.push(entry);
                kind
            });
        } else if let Some(entry) = open.and_then(|kind| found[kind].1.last_mut()) {
            match (trimmed.is_empty(), entry.below.is_empty()) {
                // Its first paragraph has ended.
                (true, false) => open = None,
                (true, true) => {}
                (false, is_first) => {
                    if !is_first {
                        entry.below.push(' ');
                    }
                    entry.below.push_str(&without_markup(trimmed));
                }
            }
        }
    }
    let is_list = |(count, entries): &&(usize, Vec<Entry>)| {
        entries.len() >= FEWEST && entries.len() * 10 >= count * 6 && !are_sections(entries)
    };
    let Some((_, entries)) = found.iter().filter(is_list).max_by_key(|(_, entries)| entries.len()) else { return };
    rows.begin(None, Heads::First);
    rows.columns(&[Column::Code, Column::Meaning, Column::Note]);
    for Entry { line, code, text, below } in entries {
        let (meaning, note) = if text.is_empty() { (below, text) } else { (text, below) };
        rows.row(*line, &[code, meaning, note]);
    }
}

/// The text of a heading or bullet, with its index in `found`: the heading's level less one, 6 for a bullet.
fn item(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&level) && line[level..].starts_with(' ') {
        return Some((level - 1, line[level..].trim().trim_end_matches('#').trim_end()));
    }
    let is_deep = line.starts_with("    ") || line.starts_with('\t');
    let bullet = ["- ", "* ", "+ "].iter().find_map(|mark| line.trim_start().strip_prefix(mark));
    bullet.filter(|_| !is_deep).map(|text| (6, text))
}

/// Reads the code at the start of an item, with or without a name before it, and the text after it.
fn entry(line: u64, item: &str) -> Option<Entry> {
    let plain = without_markup(item);
    let named = plain.split_once([':', '：']).filter(|(name, _)| matches!(columns::kind(name), Kind::Codes(_)));
    let text = named.map_or(plain.as_str(), |(_, rest)| rest).trim();
    let end = text.find(|c: char| c.is_whitespace() || "：，(（—–".contains(c)).unwrap_or(text.len());
    let (code, rest) = text.split_at(end);
    let code = code.trim_end_matches([':', ',', '.']);
    let is_code =
        number(code).is_some() || (codes::is_one(code) && code.contains(|c: char| c.is_ascii_digit() || c == '_'));
    let text = rest.trim_matches(|c: char| c.is_whitespace() || "-:：—–,，()（）".contains(c)).to_owned();
    is_code.then(|| Entry { line, code: code.to_owned(), text, below: String::new() })
}

/// True if the codes are section numbers: 1, 2, 3 with a title beside each.
fn are_sections(entries: &[Entry]) -> bool {
    let counts =
        (1..).zip(entries).all(|(nth, entry)| number(&entry.code).is_some_and(|code| code == nth || code == nth - 1));
    counts && entries.iter().all(|entry| !entry.text.is_empty())
}
