//! Users' tables: CSV, TSV, and the tables in Markdown documents, as they are found in the wild, read in one pass.

mod cells;
mod delimited;
mod document;
mod header;
mod heading;
mod lines;
mod row;

use std::fmt;
use std::io::{self, Read};

use crate::catalog::Catalog;
use document::Document;
use lines::Lines;
use row::RowReader;

/// Something wrong in one line of a table. The lines around it are read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong, in a few words.
    pub what: String,
}

/// Why a file could not be read as a table.
#[derive(Debug)]
pub enum TableError {
    /// Reading failed.
    Read(io::Error),
    /// The text is neither UTF-8, UTF-16 with a byte order mark, nor GBK, but seems to be this.
    Encoding(&'static str),
    /// The line with this number goes on and on.
    EndlessLine(u64),
    /// No line is the header of a table of codes.
    NoTable,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(cause) => write!(f, "{cause}"),
            Self::Encoding(name) => write!(f, "the text seems to be {name}; save it as UTF-8"),
            Self::EndlessLine(line) => write!(f, "line {line} has no end; this is no table"),
            Self::NoTable => f.write_str(
                "no table in it: a header must name a column of codes (code, errno, 错误码, 返回码) and one of meanings \
                 (meaning, message, description, 含义, 说明)",
            ),
        }
    }
}

impl std::error::Error for TableError {}

impl From<io::Error> for TableError {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

/// Adds to `catalog` every row of every table of codes in `input`, and gives their number. `name` is the file's: it is
/// the source of the rows and, without its extension, the subsystem of those that have no other. What is wrong with
/// single lines goes to `report`. Fails where no table can be read; the rows before a failure stay.
pub fn read_table(
    input: impl Read,
    name: &str,
    catalog: &mut Catalog,
    report: &mut dyn FnMut(Problem),
) -> Result<usize, TableError> {
    let mut lines = Lines::new(input)?;
    let mut rows = RowReader::new(catalog, name);
    let mut document = Document::default();
    while let Some(end) = lines.end_of_line(0)? {
        let next_end = lines.end_of_line(end)?.unwrap_or(end);
        let (line, next) = lines.ahead()[..next_end].split_at(end);
        if document.may_be_none()
            && let Some((delimiter, columns)) = delimited::header(line)
        {
            rows.start_table(None);
            lines.advance(end, 1);
            delimited::read(&mut lines, (delimiter, &columns), &mut rows, report)?;
            return Ok(rows.added());
        }
        if let Err(what) = document.read(line, next, &mut rows) {
            report(Problem { line: lines.number(), what });
        }
        lines.check(end, report);
        lines.advance(end, 1);
    }
    if document.has_table() { Ok(rows.added()) } else { Err(TableError::NoTable) }
}
