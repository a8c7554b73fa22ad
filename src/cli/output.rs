//! The forms in which results leave the program: one table writer that every verb uses, and where it writes to.

use std::io::{self, Write};

use crate::catalog::{Entry, Record, markdown_cell};

/// Standard output, as its errors call it.
pub(super) struct Output<W>(pub(super) W);

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}

fn named(error: io::Error) -> io::Error {
    // Whoever is interrupted tries again.
    if error.kind() == io::ErrorKind::Interrupted {
        return error;
    }
    io::Error::new(error.kind(), format!("could not write to standard output: {error}"))
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
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

/// A value in a row of the output.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    /// Text, without control characters.
    Text(&'a str),
    /// A number, such as that of a line.
    Number(u64),
}

/// Writes rows in one of the forms that machines read, each as it comes.
pub struct Table<'o> {
    format: Format,
    names: &'static [&'static str],
    output: &'o mut dyn Write,
    rows: u64,
}

impl<'o> Table<'o> {
    /// A table of columns called `names`, with its head written where the form has one. [`Format::Text`] has no columns:
    /// it is taken for TSV.
    pub fn new(format: Format, names: &'static [&'static str], output: &'o mut dyn Write) -> io::Result<Self> {
        match format {
            Format::Text | Format::Tsv | Format::Ndjson => {}
            Format::Json => output.write_all(b"[")?,
            Format::Csv => writeln!(output, "{}", names.join(","))?,
            Format::Markdown => {
                writeln!(output, "| {} |", names.join(" | "))?;
                writeln!(output, "|{}", " --- |".repeat(names.len()))?;
            }
        }
        Ok(Self { format, names, output, rows: 0 })
    }

    /// Writes one row. `cells` stand in the order of the names.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let (start, separator, end) = match self.format {
            Format::Text | Format::Tsv => ("", "\t", "\n"),
            Format::Json if self.rows == 0 => ("\n{", ",", "}"),
            Format::Json => (",\n{", ",", "}"),
            Format::Ndjson => ("{", ",", "}\n"),
            Format::Csv => ("", ",", "\n"),
            Format::Markdown => ("| ", " | ", " |\n"),
        };
        self.rows += 1;
        for (index, cell) in cells.iter().enumerate() {
            self.output.write_all(if index == 0 { start } else { separator }.as_bytes())?;
            if matches!(self.format, Format::Json | Format::Ndjson) {
                write!(self.output, "\"{}\":", self.names[index])?;
            }
            match cell {
                Cell::Text(text) => self.text(text)?,
                Cell::Number(number) => write!(self.output, "{number}")?,
            }
        }
        self.output.write_all(end.as_bytes())
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        match self.format {
            Format::Json | Format::Ndjson => Ok(serde_json::to_writer(&mut *self.output, text)?),
            Format::Csv if text.contains([',', '"']) => write!(self.output, "\"{}\"", text.replace('"', "\"\"")),
            Format::Markdown => self.output.write_all(markdown_cell(text).as_bytes()),
            Format::Text | Format::Tsv | Format::Csv => self.output.write_all(text.as_bytes()),
        }
    }

    /// How many columns it has.
    pub fn width(&self) -> usize {
        self.names.len()
    }

    /// Lets the reader have the rows so far.
    pub fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }

    /// Writes what stands after the last row.
    pub fn end(self) -> io::Result<()> {
        match self.format {
            Format::Json if self.rows == 0 => self.output.write_all(b"]\n"),
            Format::Json => self.output.write_all(b"\n]\n"),
            Format::Text | Format::Tsv | Format::Ndjson | Format::Csv | Format::Markdown => Ok(()),
        }
    }
}

/// A row from the code on: what is known of it, or nothing but the code.
pub fn cells<'a>(code: &'a str, entry: Option<Entry<'a>>) -> [Cell<'a>; 10] {
    let Some(entry) = entry else { return [code, "", "", "", "", "", "", "", "", ""].map(Cell::Text) };
    let Record { code, subsystem, zh, en, symbol, hint_zh, hint_en, source, note, spellings } = entry.into();
    [code, subsystem, zh, en, symbol, hint_zh, hint_en, source, note, spellings].map(Cell::Text)
}
