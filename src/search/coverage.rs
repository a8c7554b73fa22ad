//! The bytes of a row's meanings that a query's words answer.

use std::ops::Range;

use super::answer::{Answer, Tier};
use super::row::{Field, Row};

/// The most bytes of a row that are tracked, a bit for each; a longer meaning is never answered by some words alone.
const MOST: usize = 128;

/// The bytes of the meanings of one row that are answered.
pub(super) struct Coverage<'r> {
    row: Row<'r>,
    meanings: [Range<usize>; 2],
    /// A bit for each byte; none where the meanings are too long.
    bits: Option<u128>,
}

impl<'r> Coverage<'r> {
    /// Of a row that nothing answers yet.
    pub(super) fn new(row: Row<'r>) -> Self {
        let meanings = [Field::Zh, Field::En].map(|field| row.range(field));
        let bits = (meanings[1].end <= MOST).then_some(0);
        Self { row, meanings, bits }
    }

    /// Adds the place of an answer to a term, and with it the rest of the English word that it ends in.
    pub(super) fn add(&mut self, answer: &Answer) {
        let Some(bits) = &mut self.bits else { return };
        let place = answer.place();
        // A phrase of the same meaning that is all of it says nothing about the words.
        let is_all = answer.tier > Tier::Text && self.meanings.contains(&place);
        if answer.tier <= Tier::Stem && place.end <= self.meanings[1].end && !place.is_empty() && !is_all {
            let bytes = self.row.text.as_bytes();
            let in_word = bytes[place.end - 1].is_ascii_alphanumeric();
            let rest = bytes[place.end..].iter().take_while(|byte| in_word && byte.is_ascii_alphanumeric()).count();
            *bits |= (u128::MAX >> (MOST - place.len() - rest)) << place.start;
        }
    }

    /// True if the words of the query, in whatever form or of the same meaning, are all the words of a meaning:
    /// `couldn't decode` are those of `Decoding failed`, and not of `Failed to decode the session`.
    pub(super) fn is_whole(&self) -> bool {
        let Some(bits) = self.bits else { return false };
        let bytes = self.row.text.as_bytes();
        let is_answered = |at: usize| bits & (1 << at) != 0 || bytes[at].is_ascii_punctuation() || bytes[at] == b' ';
        self.meanings.iter().any(|meaning| !meaning.is_empty() && meaning.clone().all(is_answered))
    }
}
