//! The parts of a row: the texts of its cells, by the kind of their columns.

use super::columns::Column;
use crate::fold::is_han;

/// The parts of a row, in buffers that the next row uses again.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) code: String,
    /// One per line.
    pub(super) spellings: String,
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) symbol: String,
    pub(super) hint_zh: String,
    pub(super) hint_en: String,
    pub(super) subsystem: String,
    pub(super) remark: String,
    pub(super) note: String,
    pub(super) others: String,
}

impl Parts {
    /// Clears all parts but the subsystem, which goes on from row to row.
    pub(super) fn clear(&mut self) {
        let Self { code, spellings, zh, en, symbol, hint_zh, hint_en, subsystem: _, remark, note, others } = self;
        for part in [code, spellings, zh, en, symbol, hint_zh, hint_en, remark, note, others] {
            part.clear();
        }
    }

    /// Appends `text` to the part for this kind of column. In a column of another kind it is labelled with the column's name,
    /// `label`. `goes_on` is true for a piece of the text before, which a delimiter cut off.
    pub(super) fn put(&mut self, column: Column, text: &str, label: &str, goes_on: bool) {
        let joint = if goes_on { ", " } else { "; " };
        let (part, joint) = match column {
            Column::Code => (&mut self.code, joint),
            Column::Spelling | Column::Identifier | Column::Status => (&mut self.spellings, "\n"),
            Column::Zh => (&mut self.zh, joint),
            Column::En => (&mut self.en, joint),
            Column::Meaning => (if has_han(text) { &mut self.zh } else { &mut self.en }, joint),
            Column::Symbol => (&mut self.symbol, joint),
            Column::HintZh => (&mut self.hint_zh, joint),
            Column::HintEn => (&mut self.hint_en, joint),
            Column::Hint => (if has_han(text) { &mut self.hint_zh } else { &mut self.hint_en }, joint),
            Column::Subsystem => (&mut self.subsystem, joint),
            Column::Remark | Column::Error => (&mut self.remark, joint),
            Column::Note => (&mut self.note, joint),
            Column::Other => (&mut self.others, joint),
            Column::Ignored => return,
        };
        // Two columns may hold the same text.
        if !part.is_empty() {
            if column != Column::Other && !goes_on && part.split(joint).any(|piece| piece == text) {
                return;
            }
            part.push_str(joint);
        }
        if column == Column::Other && !label.is_empty() && !goes_on {
            part.push_str(label);
            part.push_str(": ");
        }
        part.push_str(text);
    }
}

pub(super) fn joined<const COUNT: usize>(texts: [&String; COUNT], joint: &str) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join(joint)
}

/// True if a text has a Chinese character in it, which is how its language is detected.
pub(super) fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}
