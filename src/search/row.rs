//! A row as the search reads it: the folded text of one entry.

use std::ops::Range;

use super::fold::beginning;

/// The length of the beginning of a field, in bytes.
const OPENING: usize = 2048;

/// The folded text of an entry: Chinese, English, symbol, code, the words that its identifiers consist of, and its notes, a
/// newline between each two.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    /// The whole of it.
    pub(super) text: &'r str,
    /// The end of each field. A row past 4 GiB does not come here.
    pub(super) ends: [u32; 6],
}

/// The fields of a row, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// The Chinese meaning.
    Zh,
    /// The English meaning.
    En,
    /// The symbol.
    Symbol,
    /// The code.
    Code,
    /// The names by which the code goes too, and the words of `NoSuchKey` and `download_url`, wherever in the entry such names
    /// stand.
    Words,
    /// The notes of a team.
    Note,
}

impl<'r> Row<'r> {
    /// The row that `text` holds.
    pub(super) fn new(text: &'r str) -> Self {
        let position = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut ends = [position(text.len()); 6];
        for (end, at) in ends.iter_mut().zip(memchr::memchr_iter(b'\n', text.as_bytes())) {
            *end = position(at);
        }
        Self { text, ends }
    }

    /// The range of a field.
    pub(super) fn range(self, field: Field) -> Range<usize> {
        let end = self.ends[field as usize] as usize;
        let start = if field == Field::Zh { 0 } else { self.ends[field as usize - 1] as usize + 1 };
        start.min(end)..end
    }

    /// The text of a field.
    pub(super) fn field(self, field: Field) -> &'r str {
        &self.text[self.range(field)]
    }

    /// The beginning of a field, which what costs more than a plain look is tried on.
    pub(super) fn opening(self, field: Field) -> &'r str {
        beginning(self.field(field), OPENING)
    }

    /// The field that a position lies in.
    pub(super) fn field_at(self, at: usize) -> Field {
        let [zh, en, symbol, code, words, _] = self.ends.map(|end| end as usize);
        match at {
            _ if at < zh => Field::Zh,
            _ if at < en => Field::En,
            _ if at < symbol => Field::Symbol,
            _ if at < code => Field::Code,
            _ if at < words => Field::Words,
            _ => Field::Note,
        }
    }
}
