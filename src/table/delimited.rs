//! Values between tabs, commas or semicolons, under a header.
//!
//! This does not use the csv crate, which takes a stray quotation mark for the start of a cell, and all lines up to the
//! next one for what is in it.

use std::io::Read;

use super::cells::{self, Record};
use super::header::{Column, columns};
use super::lines::Lines;
use super::row::{Dialect, RowReader};
use super::{Problem, TableError};

/// The delimiter and the columns of a line that is the header of delimited values.
pub(super) fn header(line: &str) -> Option<(char, Vec<Column>)> {
    let mut delimiters =
        ['\t', ',', ';'].into_iter().filter(|&delimiter| line.contains(delimiter) && !line.contains('|'));
    delimiters.find_map(|delimiter| match cells::of_quoted(line, delimiter) {
        Record::Whole(cells, _) => Some((delimiter, columns(cells.iter().map(String::as_str))?)),
        Record::Open | Record::Astray => None,
    })
}

/// Reads delimited values to the end of the file.
pub(super) fn read<R: Read>(
    lines: &mut Lines<R>,
    (delimiter, columns): (char, &[Column]),
    rows: &mut RowReader<'_>,
    report: &mut dyn FnMut(Problem),
) -> Result<(), TableError> {
    let dialect = Dialect::Delimited(delimiter);
    while let Some(end) = lines.end_of_line(0)? {
        let line = &lines.ahead()[..end];
        let (end, count, result) = if !line.contains('"') {
            (end, 1, rows.add(line.split(delimiter), columns, dialect))
        } else if let Some((cells, end)) = quoted_record(lines, end, delimiter)? {
            let count = memchr::memchr_iter(b'\n', &lines.ahead().as_bytes()[..end]).count() as u64;
            (end, count, rows.add(cells.iter().map(String::as_str), columns, dialect))
        } else {
            let cells = lines.ahead()[..end].split(delimiter).map(|cell| cell.trim().trim_matches('"'));
            let astray = Err("a quotation mark does not match; read to the end of the line".to_owned());
            (end, 1, rows.add(cells, columns, dialect).and(astray))
        };
        if let Err(what) = result {
            report(Problem { line: lines.number(), what });
        }
        lines.check(end, report);
        lines.advance(end, count);
    }
    Ok(())
}

/// The cells of the record with quotation marks that starts here, and where it ends; the first line ends at `end`. `None`
/// where the marks do not match.
fn quoted_record<R: Read>(
    lines: &mut Lines<R>,
    mut end: usize,
    delimiter: char,
) -> Result<Option<(Vec<String>, usize)>, TableError> {
    loop {
        match cells::of_quoted(&lines.ahead()[..end], delimiter) {
            Record::Whole(cells, end) => return Ok(Some((cells, end))),
            Record::Astray => return Ok(None),
            Record::Open => {}
        }
        // Marks within a cell come in pairs. Only a line with an odd number of them can close it.
        loop {
            let Some(next) = lines.end_of_line(end)? else { return Ok(None) };
            let marks = memchr::memchr_iter(b'"', &lines.ahead().as_bytes()[end..next]).count();
            end = next;
            if marks % 2 == 1 {
                break;
            }
        }
    }
}
