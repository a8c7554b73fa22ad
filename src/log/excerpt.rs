//! Requests for lines of a log, and their text.

use std::ops::Range;

use super::places::Place;

/// A request for lines that mention a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The code.
    pub code: String,
    /// The number of each line among all lines of the code, from 1, and its place.
    pub places: Vec<(u64, Place)>,
    /// The place around which further lines are wanted, and their number before and after it.
    pub around: Option<(Place, usize)>,
}

/// A line that mentions a code, or the part of it that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogLine {
    /// The line's text, without characters that control a terminal.
    pub text: String,
    /// The ranges of the code's mentions in the text, in bytes.
    pub marks: Vec<Range<usize>>,
}

/// The answer to a [`Wanted`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The lines, in the order of the request; `None` for one that is gone.
    pub lines: Vec<Option<LogLine>>,
    /// The lines before the place around which further ones were wanted.
    pub before: Vec<String>,
    /// The lines after it.
    pub after: Vec<String>,
    /// How far from them the log ended.
    pub end: End,
}

/// How far from some lines a log ended when they were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// So far that nothing can change them.
    #[default]
    Far,
    /// So near that more of it may change them, or add to them.
    Near,
    /// The same, and more of it has come.
    Outgrown,
}
