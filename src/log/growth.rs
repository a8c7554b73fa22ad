//! What was read of a log since it was last told: gathered beside the browser, and added to what it knows.

use std::collections::HashMap;
use std::ops::Range;

use super::places::Place;
use super::spread::Spread;
use super::{KEPT, Part, Span};

/// What a stretch of a log says.
#[derive(Clone, Debug, Default)]
pub struct Growth {
    /// All parts of the log, as they stand after it.
    pub parts: Vec<Part>,
    pub(super) codes: HashMap<String, Fresh>,
    /// How many lines have codes.
    pub(super) lines: u64,
    /// The codes of the unfinished lines at the ends of the parts: they hold until the next growth.
    pub(super) tail: Vec<(String, Place)>,
}

/// What a stretch of a log says of one code.
#[derive(Clone, Debug, Default)]
pub(super) struct Fresh {
    pub(super) count: u64,
    pub(super) lines: u64,
    /// The first and the last lines with it, where there are more than are kept.
    pub(super) places: Vec<Place>,
    pub(super) spread: Spread,
    /// The position of the last mention.
    pub(super) seen: u64,
    pub(super) spans: Vec<Span>,
}

impl Growth {
    /// Takes note of a line that mentions a code: `place` is where it does so, `position` the same counted from the
    /// beginning of the whole log.
    pub fn mention(&mut self, code: &str, place: Place, position: u64) {
        if !self.codes.contains_key(code) {
            self.codes.insert(code.to_owned(), Fresh::default());
        }
        if let Some(fresh) = self.codes.get_mut(code) {
            fresh.mention(place, position);
        }
    }

    /// Takes note of so many lines that have codes.
    pub fn lines_with_codes(&mut self, lines: u64) {
        self.lines += lines;
    }

    /// Takes note of what stands in an unfinished line: it may still become something else.
    pub fn unfinished(&mut self, code: &str, place: Place) {
        self.tail.push((code.to_owned(), place));
    }

    /// Forgets the unfinished lines, which are to be read anew.
    pub fn forget_unfinished(&mut self) {
        self.tail.clear();
    }
}

impl Fresh {
    fn mention(&mut self, place: Place, position: u64) {
        self.count += 1;
        self.spread.count(position);
        self.seen = position;
        Span::add(&mut self.spans, Span { part: place.part, times: 1, first: place.line, last: place.line });
        if self.places.last().is_some_and(|last| (last.part, last.line) == (place.part, place.line)) {
            return;
        }
        self.lines += 1;
        self.places.push(place);
        // Of what the browser has no time for, only so much is kept as it will keep.
        if self.places.len() > 4 * KEPT {
            let middle: Range<usize> = KEPT..self.places.len() - KEPT;
            self.places.drain(middle);
        }
    }
}
