//! Codes mentioned in any text: the one place that knows in what dress a code appears.

mod finder;
mod fold;
mod key;
mod number;
mod query;
mod rules;
mod stream;
mod words;

use std::ops::Range;

pub use query::{in_query, stands_beside_codes};
pub use stream::{Passage, Scanner};

/// A code that a text mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes of the text.
    pub range: Range<usize>,
    /// The code itself, spelt as [`Catalog::find`](crate::catalog::Catalog::find) takes it: as the table writes it or,
    /// where no table lists it, as the text does, in ASCII.
    pub code: String,
    /// Whether a table lists it.
    pub listed: bool,
}

impl Mention {
    /// The same mention in the part of the text that begins at `start`.
    fn starting_from(mut self, start: usize) -> Self {
        self.range = self.range.start - start..self.range.end - start;
        self
    }
}
