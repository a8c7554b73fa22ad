//! Places in a log, packed: the differences between neighbours take a few bytes.

use std::collections::VecDeque;

/// The number of places in a block. Finding one takes reading its block from the start.
const BLOCK: usize = 256;

/// The place of a code in a log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The part of the log, as a position among [`Log::parts`](super::Log::parts).
    pub part: usize,
    /// The line, from 1.
    pub line: u64,
    /// The offset of the code's first byte in the part.
    pub offset: u64,
}

/// A run of places in one part of the log.
#[derive(Debug)]
struct Block {
    /// The number of places before this block, dropped ones included.
    start: usize,
    first: Place,
    last: Place,
    /// The number of places after the first.
    more: usize,
    /// The differences of line and offset between one place and the next.
    steps: Vec<u8>,
}

impl Block {
    fn takes(&self, place: Place) -> bool {
        let Place { part, line, offset } = self.last;
        self.more + 1 < BLOCK && place.part == part && place.line >= line && place.offset >= offset
    }

    fn push(&mut self, place: Place) {
        pack(place.line - self.last.line, &mut self.steps);
        pack(place.offset - self.last.offset, &mut self.steps);
        self.last = place;
        self.more += 1;
    }

    fn get(&self, position: usize) -> Place {
        let mut steps = self.steps.iter();
        let mut place = self.first;
        for _ in 0..position {
            place.line += unpack(&mut steps);
            place.offset += unpack(&mut steps);
        }
        place
    }
}

/// Places in the order in which they were read.
#[derive(Debug, Default)]
pub(super) struct Places {
    blocks: VecDeque<Block>,
    /// The number of places in blocks that were dropped.
    dropped: usize,
    len: usize,
}

impl Places {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn push(&mut self, place: Place) {
        let start = self.dropped + self.len;
        self.len += 1;
        match self.blocks.back_mut() {
            Some(block) if block.takes(place) => block.push(place),
            _ => self.blocks.push_back(Block { start, first: place, last: place, more: 0, steps: Vec::new() }),
        }
    }

    /// Drops the oldest blocks as long as `limit` places remain.
    pub(super) fn keep(&mut self, limit: usize) {
        while let Some(block) = self.blocks.front()
            && self.len - (block.more + 1) >= limit
        {
            self.len -= block.more + 1;
            self.dropped += block.more + 1;
            self.blocks.pop_front();
        }
    }

    pub(super) fn get(&self, position: usize) -> Option<Place> {
        let position = (position < self.len).then_some(position + self.dropped)?;
        let after = self.blocks.partition_point(|block| block.start <= position);
        let block = self.blocks.get(after.checked_sub(1)?)?;
        Some(block.get(position - block.start))
    }

    pub(super) fn last(&self) -> Option<Place> {
        self.blocks.back().map(|block| block.last)
    }
}

/// Seven bits per byte, the lowest first; the highest bit is set if more bytes follow.
fn pack(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn unpack<'b>(bytes: &mut impl Iterator<Item = &'b u8>) -> u64 {
    let mut number = 0;
    for (byte, shift) in bytes.zip((0..).step_by(7)) {
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_out_as_they_went_in_and_the_oldest_go_first() {
        let place = |n: u64| Place { part: usize::from(n >= 700), line: n * n % 977 + n * 977, offset: n * 1_000_003 };
        let mut places = Places::default();
        for n in 0..2_000 {
            places.push(place(n));
        }
        assert_eq!(places.last(), Some(place(1_999)));
        for n in [0, 1, 255, 256, 699, 700, 955, 956, 1_999] {
            assert_eq!(places.get(n), Some(place(n as u64)), "{n}");
        }
        assert_eq!(places.get(2_000), None);
        places.keep(1_000);
        let left = places.len();
        assert!((1_000..1_000 + BLOCK).contains(&left), "{left}");
        assert_eq!(places.get(0), Some(place(2_000 - left as u64)));
        assert_eq!(places.get(left - 1), Some(place(1_999)));
    }

    #[test]
    fn a_place_in_a_large_log_takes_few_bytes() {
        let mut places = Places::default();
        for n in 0..100_000 {
            places.push(Place { part: 0, line: n * 11, offset: n * 1_100 });
        }
        let bytes: usize = places.blocks.iter().map(|block| block.steps.len() + size_of::<Block>()).sum();
        assert!(bytes < 4 * 100_000, "{bytes}");
    }
}
