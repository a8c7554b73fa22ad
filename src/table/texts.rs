//! The texts that source code has on a code.

use super::codes;
use super::columns::{self, Column, Kind};
use super::parts::has_han;
use super::values::Value;

/// The texts on a code, each in its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) hint: String,
    pub(super) note: String,
    /// Another name of the code.
    pub(super) spelling: String,
}

impl Texts {
    /// True if no text says what the code means.
    pub(super) fn is_silent(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// Puts a text where its key says, or else where its language does. A second text in a language is a note.
    pub(super) fn put(&mut self, key: &str, text: &str) {
        let is_second_name = !self.en.is_empty() && codes::is_one(&self.en) && self.spelling.is_empty();
        let by_language = if has_han(text) { Column::Zh } else { Column::En };
        let column = match key {
            "" => by_language,
            _ => match columns::kind(key) {
                Kind::Is(column) => column,
                _ => by_language,
            },
        };
        let place = match column {
            Column::Zh => &mut self.zh,
            Column::En if is_second_name => {
                // The first of two was a name: `"EPERM", "not permitted"`.
                self.spelling = std::mem::replace(&mut self.en, text.to_owned());
                return;
            }
            Column::En => &mut self.en,
            Column::Symbol => &mut self.spelling,
            Column::Hint | Column::HintZh | Column::HintEn => &mut self.hint,
            Column::Note | Column::Remark => &mut self.note,
            _ if by_language == Column::Zh => &mut self.zh,
            _ => &mut self.en,
        };
        let place = if place.is_empty() || place == text { place } else { &mut self.note };
        if place != text {
            let joint = if place.is_empty() { "" } else { "; " };
            place.push_str(joint);
            place.push_str(text);
        }
    }

    /// Puts the text of a value, if it has one, where its key says.
    pub(super) fn put_value(&mut self, value: &Value<'_>) {
        if let Some(text) = &value.text {
            self.put(value.key, text);
        }
    }

    /// Makes a note the meaning where no other text is one.
    pub(super) fn settle(&mut self) {
        if self.is_silent() {
            let note = std::mem::take(&mut self.note);
            let place = if has_han(&note) { &mut self.zh } else { &mut self.en };
            *place = note;
        }
    }

    /// Takes over texts that were found elsewhere in the file, which replace those in the same place.
    pub(super) fn replace(&mut self, others: Self) {
        let Self { zh, en, hint, note, spelling } = others;
        for (own, other) in [
            (&mut self.zh, zh),
            (&mut self.en, en),
            (&mut self.hint, hint),
            (&mut self.note, note),
            (&mut self.spelling, spelling),
        ] {
            if !other.is_empty() {
                *own = other;
            }
        }
    }
}
