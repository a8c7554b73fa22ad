//! `--format ndjson`: an object of all columns on each line, for programs that read the output as it is written.

use std::io::{self, Write};

use super::{Layout, Row};

pub(super) struct Ndjson;

impl Layout for Ndjson {
    fn row(&self, row: &Row<'_>, _is_first: bool, output: &mut Vec<u8>) -> io::Result<()> {
        serde_json::to_writer(&mut *output, row)?;
        output.write_all(b"\n")
    }
}
