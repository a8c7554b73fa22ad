//! CSV and the like: values separated by tabs, commas, semicolons or pipes.
//!
//! This does not use the csv crate, which takes a stray quotation mark for the start of a cell, and all lines up to the next
//! one for its content.

use super::cells::{self, Marks, Record};
use super::columns::{self, Column, Header};
use super::current::Heads;
use super::fault::Fault;
use super::rows::Rows;

const DELIMITERS: [char; 4] = ['\t', ',', ';', '|'];

/// The number of lines that are examined to find the delimiter.
const LOOKED_AT: usize = 40;

/// The columns of the program's own TSV, which has no header.
const OWN: [Column; 5] = [Column::Code, Column::Subsystem, Column::Zh, Column::En, Column::Ignored];

/// True if a header of codes is among the first lines, with a delimiter other than a pipe.
pub(super) fn looks_so(text: &str) -> bool {
    is_own(text) || header(text).is_some_and(|delimiter| delimiter != '|')
}

/// The delimiter of a header of codes among the first lines. A line with pipes is tried with no other, as it may be Markdown.
fn header(text: &str) -> Option<char> {
    let is_header = |line: &str, delimiter| match cells::of_quoted(line, delimiter, Marks::Single) {
        Record::Whole(cells, _) => matches!(columns::read(cells.iter().map(String::as_str)), Header::Codes(_)),
        Record::Open | Record::Astray => false,
    };
    text.lines().take(LOOKED_AT).take_while(|line| !line.starts_with("```")).find_map(|line| {
        let line = line.trim_end();
        let mut delimiters = DELIMITERS.into_iter().filter(|&delimiter| delimiter == '|' || !line.contains('|'));
        delimiters.find(|&delimiter| line.contains(delimiter) && is_header(line, delimiter))
    })
}

/// True for the TSV that `xerrno list` prints into a pipe.
fn is_own(text: &str) -> bool {
    let mut lines = text.lines().take(LOOKED_AT).peekable();
    lines.peek().is_some()
        && lines.all(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            cells.len() == OWN.len()
                && !cells[0].is_empty()
                && !cells[1].is_empty()
                && !cells[1].contains(' ')
                && cells[4].bytes().all(|byte| byte.is_ascii_lowercase())
        })
}

/// The delimiter of the header, or else the one in most of the first lines.
fn delimiter(text: &str) -> char {
    let count = |delimiter: char| text.lines().take(LOOKED_AT).filter(|line| line.contains(delimiter)).count();
    header(text)
        .unwrap_or_else(|| DELIMITERS.into_iter().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(','))
}

pub(super) fn read(text: &str, rows: &mut Rows<'_>) {
    rows.begin(None, Heads::Below);
    if is_own(text) && !rows.has_said_columns() {
        // Its cells contain no tabs, and none is quoted.
        rows.columns(&OWN);
        for (line, text) in (1..).zip(text.lines()) {
            rows.row(line, &text.split('\t').collect::<Vec<_>>());
        }
        return;
    }
    let delimiter = delimiter(text);
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |newline| newline + 1);
        let first = rest[..end].trim_end_matches(['\n', '\r']);
        let (end, lines) = if first.contains('"') {
            quoted(rest, end, delimiter, line, rows)
        } else {
            unquoted(first, delimiter, line, rows);
            (end, 1)
        };
        rest = &rest[end..];
        line += lines;
    }
}

/// Reads a record without quotation marks.
fn unquoted(text: &str, delimiter: char, line: u64, rows: &mut Rows<'_>) {
    let cells: Vec<&str> = text.split(delimiter).collect();
    if is_rule(&cells) {
        return;
    }
    // In a record with too many cells, a backslash before a delimiter makes it text.
    if text.contains('\\') && rows.width().is_some_and(|width| cells.len() > width) {
        let mut whole: Vec<String> = Vec::new();
        let mut goes_on = false;
        for cell in cells {
            let escapes = cell.ends_with('\\');
            let text = if escapes { format!("{}{delimiter}", &cell[..cell.len() - 1]) } else { cell.to_owned() };
            match whole.last_mut().filter(|_| goes_on) {
                Some(last) => last.push_str(&text),
                None => whole.push(text),
            }
            goes_on = escapes;
        }
        return rows.row(line, &whole.iter().map(String::as_str).collect::<Vec<_>>());
    }
    rows.row(line, &cells);
}

fn is_rule(cells: &[&str]) -> bool {
    cells.len() > 1
        && cells
            .iter()
            .all(|cell| cell.trim().len() > 1 && cell.trim().bytes().all(|byte| matches!(byte, b'-' | b'=' | b':')))
}

/// The longest quoted record, in bytes. Beyond that its quotation mark is a stray one.
const LONGEST_RECORD: usize = 1 << 24;

/// Reads the quoted record at the start of `text`, whose first line ends at `end`. Returns the offset of its end and its number
/// of lines.
fn quoted(text: &str, end: usize, delimiter: char, line: u64, rows: &mut Rows<'_>) -> (usize, u64) {
    let in_line = || match cells::of_quoted(&text[..end], delimiter, Marks::Last) {
        Record::Whole(cells, end) => Some((cells, end)),
        Record::Open | Record::Astray => None,
    };
    if let Some((cells, end)) = record(text, end, delimiter).or_else(in_line) {
        let has_escapes = memchr::memchr(b'\\', &text.as_bytes()[..end]).is_some() && !rows.is_own();
        let cells: Vec<String> = if has_escapes {
            // Not in the standard, but in use: a backslash before a delimiter within quotation marks.
            cells.iter().map(|cell| cell.replace(&format!("\\{delimiter}"), &delimiter.to_string())).collect()
        } else {
            cells
        };
        rows.row(line, &cells.iter().map(String::as_str).collect::<Vec<_>>());
        return (end, memchr::memchr_iter(b'\n', &text.as_bytes()[..end]).count() as u64);
    }
    let cells = text[..end].split(delimiter).map(|cell| cell.trim().trim_matches('"'));
    rows.row(line, &cells.collect::<Vec<_>>());
    rows.report(line, Fault::StrayQuote);
    (end, 1)
}

/// The cells of a record and the offset of its end; `None` if its quotation marks don't match.
fn record(text: &str, mut end: usize, delimiter: char) -> Option<(Vec<String>, usize)> {
    loop {
        match cells::of_quoted(&text[..end], delimiter, Marks::Single) {
            Record::Whole(cells, end) => return Some((cells, end)),
            Record::Astray => return None,
            Record::Open => {}
        }
        // Marks within a cell come in pairs, so only a line with an odd number of them can close it.
        loop {
            if end == text.len() || end > LONGEST_RECORD {
                return None;
            }
            let next = memchr::memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |newline| end + newline + 1);
            let marks = memchr::memchr_iter(b'"', &text.as_bytes()[end..next]).count();
            end = next;
            if marks % 2 == 1 {
                break;
            }
        }
    }
}
