//! The table whose rows come now, and what has been seen of it.

use super::columns::Column;
use super::fault::Problem;
use super::rows::Heads;

/// The table whose rows come now.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) heads: Heads,
    /// What its columns hold, and what they are called, once its header has come.
    pub(super) columns: Option<(Vec<Column>, Vec<String>)>,
    /// How many tables stand side by side under a header that repeats itself; `columns` are those of one.
    pub(super) times: usize,
    /// How many rows have come before that.
    pub(super) titles: usize,
    /// The row that comes nearest to a header.
    pub(super) nearest: Option<Problem>,
    /// True if some row without a header looked like one of codes.
    pub(super) has_codes: bool,
    /// True if its header is one of parameters, fields and the like.
    pub(super) lists_parts: bool,
    /// True once a column of identifiers has turned out to count the rows.
    pub(super) counts: bool,
    /// The cells of the last row, which merged cells go on with.
    pub(super) above: Vec<String>,
}

impl Table {
    pub(super) fn new(heads: Heads) -> Self {
        Self {
            heads,
            columns: None,
            times: 1,
            titles: 0,
            nearest: None,
            has_codes: false,
            lists_parts: false,
            counts: false,
            above: Vec::new(),
        }
    }
}
