//! `--format tsv`: the columns that fit a line, between tabs, without a header. No text of a catalog holds a tab.

use std::io;

use super::row::{TakeColumns, Value};
use super::{Layout, Row};

pub(super) struct Tsv;

impl Layout for Tsv {
    fn row(&self, row: &Row<'_>, _is_first: bool, output: &mut Vec<u8>) -> io::Result<()> {
        row.give_short(&mut Cells(output));
        // Instead of the tab after the last cell.
        output.pop();
        output.push(b'\n');
        Ok(())
    }
}

/// The cells of a row, each with a tab after it.
struct Cells<'o>(&'o mut Vec<u8>);

impl<'a> TakeColumns<'a> for Cells<'_> {
    #[inline]
    fn take<V: Into<Value<'a>>>(&mut self, _name: &'static str, value: Option<V>) {
        let Some(value) = value else { return };
        match value.into() {
            Value::Text(text) => self.0.extend_from_slice(text.as_bytes()),
            Value::Number(number) => self.0.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
            other => self.0.extend_from_slice(other.text().as_bytes()),
        }
        self.0.push(b'\t');
    }
}
