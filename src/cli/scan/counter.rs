//! The counts that a block of a log adds to those of the browser.

use std::convert::Infallible;

use super::found::Search;
use crate::log::{Growth, Place};
use crate::mention::{Block, Finder};

/// Counts what one block after another mentions.
#[derive(Clone)]
pub(super) struct Counter<'s> {
    pub(super) finder: Finder<'s>,
}

/// Where in a log a stretch of one of its parts stands.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    pub(super) part: usize,
    /// Where it begins in its part, in bytes.
    pub(super) start: u64,
    /// The number of bytes of all parts that were read before it.
    pub(super) total: u64,
}

/// The mentions of a block.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) growth: Growth,
    /// The number of its lines with codes, and the first and the last of them; 0 where there are none.
    pub(super) lines: u64,
    pub(super) first: u64,
    pub(super) last: u64,
}

impl Counter<'_> {
    /// Counts what `block` mentions, which belongs to a stretch of a log.
    pub(super) fn count(&mut self, search: &Search<'_>, block: &Block, stretch: Stretch) -> Counted {
        let mut counted = Counted::default();
        let Stretch { part, start, total } = stretch;
        let Ok(()) = self.finder.find(block, |passage| {
            for mention in passage.mentions.iter().filter(|mention| search.admits(mention)) {
                let offset = passage.start + mention.range.start as u64;
                let place = Place { part, line: passage.line, offset };
                counted.growth.mention(&mention.code, place, (total + offset).saturating_sub(start));
                if counted.last != passage.line {
                    counted.lines += 1;
                    counted.last = passage.line;
                }
                if counted.first == 0 {
                    counted.first = passage.line;
                }
            }
            Ok::<_, Infallible>(())
        });
        counted
    }
}
