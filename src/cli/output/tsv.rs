//! `--format tsv`: the columns that fit a line, between tabs, without a header. No text of a catalog holds a tab.

use std::io::{self, Write};

use super::{Layout, Row};

pub(super) struct Tsv;

impl Layout for Tsv {
    fn row(&self, row: &Row<'_>, _is_first: bool, output: &mut dyn Write) -> io::Result<()> {
        for (index, (_, value)) in row.short().enumerate() {
            if index > 0 {
                output.write_all(b"\t")?;
            }
            output.write_all(value.text().as_bytes())?;
        }
        output.write_all(b"\n")
    }
}
