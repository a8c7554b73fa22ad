//! The forms in which results leave the program: a file for each that machines read, and one for people.

mod csv;
mod json;
mod markdown;
mod ndjson;
mod row;
pub(super) mod text;
mod tsv;

use std::io::{self, Write};

use clap::ValueEnum;

pub(super) use row::Row;

/// The form of the output, under the name that `--format` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// Values between tabs, without a header.
    Tsv,
    /// One array of objects.
    Json,
    /// One object a line.
    Ndjson,
    /// Comma-separated values with a header.
    Csv,
    /// A Markdown table.
    Markdown,
}

impl Format {
    /// Writes its rows; `None` for the form that each verb lays out itself, for people.
    pub(super) fn layout(self) -> Option<&'static dyn Layout> {
        Some(match self {
            Self::Text => return None,
            Self::Tsv => &tsv::Tsv,
            Self::Json => &json::Json,
            Self::Ndjson => &ndjson::Ndjson,
            Self::Csv => &csv::Csv,
            Self::Markdown => &markdown::Markdown,
        })
    }
}

/// A form that machines read.
pub(super) trait Layout: Sync {
    /// Writes the lines before the first row. `sample` has the columns that the rows will have.
    fn head(&self, _sample: &Row<'_>, _output: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Lays a row out after what `output` holds. Fails where a value has no such form.
    fn row(&self, row: &Row<'_>, is_first: bool, output: &mut Vec<u8>) -> io::Result<()>;

    /// Stands between rows that were laid out apart, each part beginning with a first one.
    fn between(&self) -> &'static [u8] {
        b""
    }

    /// Writes the lines after the last row.
    fn end(&self, _is_empty: bool, _output: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Rows on their way out, each written as it comes.
pub(super) struct Table<'o> {
    layout: &'static dyn Layout,
    output: &'o mut dyn Write,
    is_empty: bool,
    /// Room for a row.
    laid_out: Vec<u8>,
}

impl<'o> Table<'o> {
    /// Begins a table whose rows have the columns of `sample`.
    pub(super) fn new(layout: &'static dyn Layout, sample: &Row<'_>, output: &'o mut dyn Write) -> io::Result<Self> {
        layout.head(sample, output)?;
        Ok(Self { layout, output, is_empty: true, laid_out: Vec::new() })
    }

    /// Writes one row.
    pub(super) fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.laid_out.clear();
        self.layout.row(row, self.is_empty, &mut self.laid_out)?;
        self.is_empty = false;
        self.output.write_all(&self.laid_out)
    }

    /// Ends the table.
    pub(super) fn end(self) -> io::Result<()> {
        self.layout.end(self.is_empty, self.output)
    }
}
