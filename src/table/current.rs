//! The table that is being read, and what is known of it so far.

use super::columns::Column;
use super::fault::Problem;

/// The position of a table's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heads {
    /// It is the first row.
    First,
    /// It is the keys of objects, which are its rows. No cell is merged with the one above, so a row that names no subsystem
    /// has none.
    Keys,
    /// Rows of titles may stand above it.
    Below,
}

/// The table that is being read.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) heads: Heads,
    /// The kind and the name of each column, once its header was read.
    pub(super) columns: Option<(Vec<Column>, Vec<String>)>,
    /// The number of tables side by side under a header that repeats; `columns` are those of one.
    pub(super) times: usize,
    /// The number of rows before the header.
    pub(super) titles: usize,
    /// The last row before the header, which may be the first of its two.
    pub(super) title: Vec<String>,
    /// The row that comes nearest to a header, as a problem to report if there is none.
    pub(super) nearest: Option<Problem>,
    /// True if a row looked like one of codes, though no header had come.
    pub(super) has_codes: bool,
    /// True if its header is one of parameters, fields and the like.
    pub(super) lists_parts: bool,
    /// True once a column of identifiers turned out to number the rows.
    pub(super) counts: bool,
    /// The cells of the last row, which merged cells repeat.
    pub(super) above: Vec<String>,
}

impl Table {
    pub(super) fn new(heads: Heads) -> Self {
        Self {
            heads,
            columns: None,
            times: 1,
            titles: 0,
            title: Vec::new(),
            nearest: None,
            has_codes: false,
            lists_parts: false,
            counts: false,
            above: Vec::new(),
        }
    }
}
