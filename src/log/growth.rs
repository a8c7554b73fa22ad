//! The part of a log that was read since the last report: collected beside the browser, which then adds it to its `Log`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use super::places::Place;
use super::spread::Spread;
use super::{KEPT, Part, Span};

/// The codes of a stretch of a log.
#[derive(Clone, Debug, Default)]
pub struct Growth {
    /// All parts of the log, in their state at the end of the stretch.
    pub parts: Vec<Part>,
    pub(super) codes: HashMap<String, Fresh>,
    /// The number of lines with codes.
    pub(super) lines: u64,
    /// The codes of the unfinished lines at the ends of the parts, valid until the next growth.
    pub(super) tail: Vec<(String, Place)>,
}

/// The mentions of one code in a stretch of a log.
#[derive(Clone, Debug, Default)]
pub(super) struct Fresh {
    pub(super) count: u64,
    pub(super) lines: u64,
    /// The lines with it; only the first and the last ones if there are more than are kept.
    pub(super) places: Vec<Place>,
    pub(super) spread: Spread,
    /// The position of the last mention, in bytes of the whole log.
    pub(super) seen: u64,
    pub(super) spans: Vec<Span>,
}

impl Growth {
    /// Counts a mention of a code at `place`; `position` is the same place, in bytes from the beginning of the whole log.
    pub fn mention(&mut self, code: &str, place: Place, position: u64) {
        if !self.codes.contains_key(code) {
            self.codes.insert(code.to_owned(), Fresh::default());
        }
        if let Some(fresh) = self.codes.get_mut(code) {
            fresh.mention(place, position);
        }
    }

    /// Adds what the stretch after this one says of codes. Lines that have codes are counted by who knows both.
    pub fn add(&mut self, later: Self) {
        for (code, fresh) in later.codes {
            match self.codes.entry(code) {
                Entry::Occupied(mut known) => known.get_mut().add(fresh),
                Entry::Vacant(free) => drop(free.insert(fresh)),
            }
        }
    }

    /// Counts lines that have codes.
    pub fn lines_with_codes(&mut self, lines: u64) {
        self.lines += lines;
    }

    /// Records a code in an unfinished line, which may still turn into another one.
    pub fn unfinished(&mut self, code: &str, place: Place) {
        self.tail.push((code.to_owned(), place));
    }

    /// Drops the codes of the unfinished lines, which will be read again.
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
        self.thin();
    }

    fn add(&mut self, later: Self) {
        self.count += later.count;
        self.seen = later.seen;
        self.spread.add(later.spread);
        later.spans.into_iter().for_each(|span| Span::add(&mut self.spans, span));
        // A line that is longer than what is read at once may come in two stretches.
        let last = self.places.last().map(|last| (last.part, last.line));
        let goes_on = later.places.first().is_some_and(|first| Some((first.part, first.line)) == last);
        self.lines += later.lines - u64::from(goes_on);
        self.places.extend_from_slice(&later.places[usize::from(goes_on)..]);
        self.thin();
    }

    fn thin(&mut self) {
        // If the browser has no time for them, no more places are kept than it will keep.
        if self.places.len() > 4 * KEPT {
            let middle: Range<usize> = KEPT..self.places.len() - KEPT;
            self.places.drain(middle);
        }
    }
}
