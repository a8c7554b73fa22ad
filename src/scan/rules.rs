//! What makes a number, or a word, the mention of a code.

use std::ops::Range;
use std::str;

use super::Mention;
use super::key::{self, Key};
use super::number::{self, Number};
use crate::catalog::{self, Catalog};

/// A number without a key, a minus or this many digits is more likely a count than a code.
const FEWEST_DIGITS: usize = 3;

/// The rules, with the catalog that they look codes up in.
#[derive(Debug)]
pub(super) struct Rules<'c> {
    catalog: &'c Catalog,
}

impl<'c> Rules<'c> {
    pub(super) fn new(catalog: &'c Catalog) -> Self {
        Self { catalog }
    }

    /// The number whose first digit stands at `digit`, if it is the mention of a code.
    pub(super) fn number(&self, text: &[u8], digit: usize) -> Option<Mention> {
        let number = text[digit].is_ascii_digit().then(|| number::at(text, digit))??;
        let is_mention = match key::before(&text[..number.range.start]) {
            Key::Code { .. } => !is_success(number.text) || self.is_listed(number.text),
            Key::CodeIfNegative => number.negative || self.stands_for_itself(text, &number),
            Key::Measure => false,
            Key::Unknown => self.stands_for_itself(text, &number),
        };
        is_mention.then(|| self.mention(number.range, number.text))
    }

    /// The word from `start` on, if a table lists it, letter for letter, as a code that has no numeric reading.
    pub(super) fn word(&self, text: &[u8], start: usize) -> Option<Mention> {
        let word = str::from_utf8(word_at(text, start)).ok()?;
        let found = *self.catalog.find(word).first()?;
        let code = self.catalog.entry(found).code();
        (code == word && catalog::number(word).is_none()).then(|| self.mention(start..start + word.len(), word))
    }

    /// Whether a number without a key is a code: a table lists it, and it is written as codes are and other numbers
    /// are not. A positive number that stands for a negative one, as in `took 97 ms`, is none.
    fn stands_for_itself(&self, text: &[u8], number: &Number<'_>) -> bool {
        if number.is_measure(text) {
            return false;
        }
        let reading = catalog::number(number.text);
        let written_so = number.negative
            || reading.is_some_and(|value| value < 0)
            || (number.text.len() >= FEWEST_DIGITS && is_apart(text, &number.range));
        written_so && self.entry_reads(number.text, reading)
    }

    /// Whether a table lists `text` under its own numeric reading.
    fn entry_reads(&self, text: &str, reading: Option<i64>) -> bool {
        self.catalog.find(text).first().is_some_and(|&id| self.catalog.entry(id).number() == reading)
    }

    pub(super) fn is_listed(&self, code: &str) -> bool {
        !self.catalog.find(code).is_empty()
    }

    /// The mention of a code that is written as `text`.
    pub(super) fn mention(&self, range: Range<usize>, text: &str) -> Mention {
        match self.catalog.find(text).first() {
            Some(&id) => Mention { range, code: self.catalog.entry(id).code().to_owned(), listed: true },
            None => Mention { range, code: text.to_owned(), listed: false },
        }
    }
}

/// Whether a number under a key says that all went well.
fn is_success(text: &str) -> bool {
    matches!(catalog::number(text), None | Some(0 | 200))
}

/// Whether a number without a minus has no mark on its left that makes it a part of something longer.
fn is_apart(text: &[u8], range: &Range<usize>) -> bool {
    let Some(before) = text[..range.start].last() else { return true };
    before.is_ascii_whitespace() || before.is_ascii_control() || *before >= 0x80 || b",;|([{<>=\"':".contains(before)
}

/// The longest run from `start` on that can be a symbolic code: `NoSuchKey`, `InvalidParameter.Key`, `ORA-00942`.
pub(super) fn word_at(text: &[u8], start: usize) -> &[u8] {
    let is_part = |byte: &u8| number::is_word(*byte) || *byte == b'.' || *byte == b'-';
    let length = text[start..].iter().take_while(|byte| is_part(byte)).count();
    let mut word = &text[start..start + length];
    while let [rest @ .., b'.' | b'-'] = word {
        word = rest;
    }
    word
}
