//! What makes a number, or a word, the mention of a code.

use std::ops::Range;
use std::str;

use super::Mention;
use super::key::{self, Key};
use super::number::{self, Number};
use crate::catalog::{self, Catalog, Entry};

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
        let has_key = match key::before(&text[..number.range.start]) {
            Key::Code { .. } => true,
            Key::CodeIfNegative => number.negative,
            Key::Count if number.negative => true,
            Key::Count | Key::Measure => return None,
            Key::Unknown => false,
        };
        if !has_key && !is_written_as_code(text, &number) {
            return None;
        }
        let found = self.catalog.find(&number.text).first().map(|&id| self.catalog.entry(id));
        let is_mention = match found {
            // A positive number that stands for a negative one, as in `took 97 ms`, needs a key.
            Some(entry) => has_key || number.negative || entry.number() == catalog::number(&number.text),
            None => has_key && !is_success(&number.text),
        };
        is_mention.then(|| mention(number.range, &number.text, found))
    }

    /// The word from `start` on, if a table lists it, letter for letter, as a code that has no numeric reading.
    pub(super) fn word(&self, text: &[u8], start: usize) -> Option<Mention> {
        // `--timeout` and `no-timeout` are options.
        if text[..start].ends_with(b"-") {
            return None;
        }
        let word = str::from_utf8(word_at(text, start)).ok()?;
        let found = *self.catalog.find(word).first()?;
        let code = self.catalog.entry(found).code();
        (code == word && catalog::number(word).is_none()).then(|| self.mention(start..start + word.len(), word))
    }

    pub(super) fn is_listed(&self, code: &str) -> bool {
        !self.catalog.find(code).is_empty()
    }

    /// The mention of a code that is written as `text`.
    pub(super) fn mention(&self, range: Range<usize>, text: &str) -> Mention {
        mention(range, text, self.catalog.find(text).first().map(|&id| self.catalog.entry(id)))
    }
}

/// The mention of a code that is written as `text`, and what a table says of it.
fn mention(range: Range<usize>, text: &str, found: Option<Entry<'_>>) -> Mention {
    let code = found.map_or(text, |entry| entry.code()).to_owned();
    Mention { range, code, listed: found.is_some() }
}

/// Whether a number without a key is written as codes are and other numbers are not.
fn is_written_as_code(text: &[u8], number: &Number<'_>) -> bool {
    let may_be_code = number.negative
        || catalog::number(&number.text).is_some_and(|value| value < 0)
        || (number.text.len() >= FEWEST_DIGITS && is_apart(text, &number.range));
    may_be_code && !number.is_measure(text)
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
