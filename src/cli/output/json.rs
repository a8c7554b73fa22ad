//! `--format json`: one array, with an object of all columns on each line.

use std::io::{self, Write};

use super::{Layout, Row};

pub(super) struct Json;

impl Layout for Json {
    fn head(&self, _sample: &Row<'_>, output: &mut dyn Write) -> io::Result<()> {
        output.write_all(b"[")
    }

    fn row(&self, row: &Row<'_>, is_first: bool, output: &mut Vec<u8>) -> io::Result<()> {
        output.write_all(if is_first { b"\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(output, row)?)
    }

    fn between(&self) -> &'static [u8] {
        b","
    }

    fn end(&self, is_empty: bool, output: &mut dyn Write) -> io::Result<()> {
        output.write_all(if is_empty { b"]\n" } else { b"\n]\n" })
    }
}
