//! `--format markdown`: a table of the columns that fit a line.

use std::io::{self, Write};

use super::{Layout, Row};
use crate::catalog::markdown_cell;

pub(super) struct Markdown;

impl Layout for Markdown {
    fn head(&self, sample: &Row<'_>, output: &mut dyn Write) -> io::Result<()> {
        let names: Vec<&str> = sample.short().into_iter().map(|(name, _)| name).collect();
        writeln!(output, "| {} |", names.join(" | "))?;
        writeln!(output, "|{}", " --- |".repeat(names.len()))
    }

    fn row(&self, row: &Row<'_>, _is_first: bool, output: &mut Vec<u8>) -> io::Result<()> {
        for (_, value) in row.short() {
            write!(output, "| {} ", markdown_cell(&value.text()))?;
        }
        writeln!(output, "|")
    }
}
