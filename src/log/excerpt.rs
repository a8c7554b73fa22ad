//! Lines of a log that are wanted, and what they say.

use std::ops::Range;

use super::places::Place;

/// Lines that mention a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The code.
    pub code: String,
    /// The number of each line among all lines of the code, from 1, and its place.
    pub places: Vec<(u64, Place)>,
    /// The place around which other lines are wanted, and how many before and after it.
    pub around: Option<(Place, usize)>,
}

/// A line that mentions a code, or as much of it as is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogLine {
    /// The line, with nothing in it that would steer a terminal.
    pub text: String,
    /// Where the code stands in it, in bytes.
    pub marks: Vec<Range<usize>>,
}

/// What the lines say that were wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The lines, in the order in which they were wanted; `None` for one that is gone.
    pub lines: Vec<Option<LogLine>>,
    /// The lines before the one around which others were wanted.
    pub before: Vec<String>,
    /// The lines after it.
    pub after: Vec<String>,
}
