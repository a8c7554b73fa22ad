//! The output formats: one module for each machine-readable format, and `text` for people.

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
    /// The layout of rows in this format; `None` for text, which each verb lays out itself.
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

/// A machine-readable format.
pub(super) trait Layout: Sync {
    /// Writes the lines before the first row. `sample` has the columns that the rows will have.
    fn head(&self, _sample: &Row<'_>, _output: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Appends a row to `output`. Fails if a value can't be written in this format.
    fn row(&self, row: &Row<'_>, is_first: bool, output: &mut Vec<u8>) -> io::Result<()>;

    /// The separator to write between batches of rows that were laid out separately, each starting with `is_first`.
    fn between(&self) -> &'static [u8] {
        b""
    }

    /// Writes the lines after the last row.
    fn end(&self, _is_empty: bool, _output: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Writes rows one by one in a format.
pub(super) struct Table<'o> {
    layout: &'static dyn Layout,
    output: &'o mut dyn Write,
    is_empty: bool,
    /// A buffer for one row.
    laid_out: Vec<u8>,
}

impl<'o> Table<'o> {
    /// Begins a table with the columns of `sample`.
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
