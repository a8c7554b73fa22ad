//! `--format tsv`: the columns that fit a line, between tabs, without a header. No text of a catalog holds a tab.

use std::io;

use super::{Layout, Row};

pub(super) struct Tsv;

impl Layout for Tsv {
    fn row(&self, row: &Row<'_>, _is_first: bool, output: &mut Vec<u8>) -> io::Result<()> {
        let mut is_first_cell = true;
        for (_, value) in &row.columns() {
            let Some(value) = value else { continue };
            if !std::mem::take(&mut is_first_cell) {
                output.push(b'\t');
            }
            value.write(output);
        }
        output.push(b'\n');
        Ok(())
    }
}
