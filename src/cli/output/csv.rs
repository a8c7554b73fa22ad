//! `--format csv`: all columns between commas, with their names as the header.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Layout, Row};

pub(super) struct Csv;

impl Layout for Csv {
    fn head(&self, sample: &Row<'_>, output: &mut dyn Write) -> io::Result<()> {
        let names: Vec<&str> = sample.whole().into_iter().map(|(name, _)| name).collect();
        writeln!(output, "{}", names.join(","))
    }

    fn row(&self, row: &Row<'_>, _is_first: bool, output: &mut Vec<u8>) -> io::Result<()> {
        for (index, (_, value)) in row.whole().into_iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(output, "{comma}{}", cell(value.text()))?;
        }
        writeln!(output)
    }
}

/// No text of a catalog holds a line break, so that only commas and quotation marks need quoting.
fn cell(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains([',', '"']) { Cow::Owned(format!("\"{}\"", text.replace('"', "\"\""))) } else { text }
}
