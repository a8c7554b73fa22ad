//! Spreadsheets (XLSX and ODS): each sheet is a table under its own name.

use std::io::{self, Cursor, Read};

use calamine::{Data, DataRef, Ods, Reader, Xlsx};
use zip::ZipArchive;

use super::TableError;
use super::fault::{Cause, Fault};
use super::rows::Rows;

/// The most bytes that the parts of a file may unpack to: a small archive can hold petabytes.
const LARGEST_UNPACKED: u64 = 256 << 20;

/// The most columns of a sheet that are read.
const WIDEST: usize = 256;

/// The most cells that repetition may add to an ODS sheet: a few bytes can ask for billions.
const MOST_REPEATED: u64 = 100_000;

/// Reads all sheets of a file. Fails if the archive is broken or unpacks to too much.
pub(super) fn read(bytes: &[u8], rows: &mut Rows<'_>) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = LARGEST_UNPACKED;
    let mut is_ods = false;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| broken(&error))?;
        let is_content = part.name().is_ok_and(|name| name == "content.xml");
        let mut part = part.take(left + 1);
        let unpacked = if is_content {
            is_ods = true;
            let mut content = Vec::new();
            let count = part.read_to_end(&mut content);
            if repeats(&content) > MOST_REPEATED {
                return Err(TableError::Broken("ODS", 1, Cause::Repeats));
            }
            count.map(|count| count as u64)
        } else {
            io::copy(&mut part, &mut io::sink())
        };
        let unpacked = unpacked.map_err(|error| broken(&error))?;
        left = left.checked_sub(unpacked).ok_or(TableError::TooLarge(LARGEST_UNPACKED))?;
    }
    if is_ods { ods(bytes, rows) } else { xlsx(bytes, rows) }
}

fn broken(error: &dyn std::error::Error) -> TableError {
    TableError::Broken("XLSX/ODS", 1, Cause::Reader(error.to_string()))
}

/// Adds up the repeat counts of all cells and rows that have a value.
fn repeats(content: &[u8]) -> u64 {
    let number = |rest: &[u8]| {
        let digits: String =
            rest.iter().take_while(|byte| byte.is_ascii_digit()).map(|&byte| char::from(byte)).collect();
        digits.parse::<u64>().unwrap_or(u64::MAX)
    };
    let has_value = |rest: &[u8]| {
        let end = memchr::memmem::find(rest, b"</table:table-row>").unwrap_or(rest.len());
        memchr::memmem::find(&rest[..end], b"office:value-type").is_some()
    };
    let rows = b"number-rows-repeated=\"";
    let columns = b"number-columns-repeated=\"";
    let repeated_rows = memchr::memmem::find_iter(content, rows)
        .map(|at| &content[at + rows.len()..])
        .filter(|rest| has_value(rest))
        .map(number);
    let tag_has_value = |at: usize| {
        let start = memchr::memrchr(b'<', &content[..at]).unwrap_or(0);
        let end = memchr::memchr(b'>', &content[at..]).map_or(content.len(), |end| at + end);
        memchr::memmem::find(&content[start..end], b"office:value").is_some()
    };
    let repeated_columns = memchr::memmem::find_iter(content, columns)
        .filter(|&at| tag_has_value(at))
        .map(|at| number(&content[at + columns.len()..]));
    repeated_rows.chain(repeated_columns).fold(0, u64::saturating_add)
}

fn xlsx(bytes: &[u8], rows: &mut Rows<'_>) -> Result<(), TableError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let names = book.sheet_names().clone();
    for name in &names {
        let mut reader = match book.worksheet_cells_reader(name) {
            Ok(reader) => reader,
            Err(error) => {
                rows.report(1, Fault::Skipped(format!("{name}: {error}")));
                continue;
            }
        };
        rows.begin_sheet(name, is_own(name), names.len() > 1);
        let mut cells: Vec<String> = Vec::new();
        let mut present = 0;
        while let Some(cell) = reader.next_cell().map_err(|error| broken(&error))? {
            let (row, column) = cell.get_position();
            if row != present {
                hand_over(rows, present, &mut cells);
                present = row;
            }
            let column = column as usize;
            if column < WIDEST {
                if cells.len() <= column {
                    cells.resize(column + 1, String::new());
                }
                cells[column] = text(&Data::from(match cell.get_value() {
                    DataRef::SharedString(text) => DataRef::String((*text).to_owned()),
                    other => other.clone(),
                }));
            }
        }
        hand_over(rows, present, &mut cells);
    }
    Ok(())
}

fn ods(bytes: &[u8], rows: &mut Rows<'_>) -> Result<(), TableError> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let names = book.sheet_names().clone();
    for name in &names {
        let range = match book.worksheet_range(name) {
            Ok(range) => range,
            Err(error) => {
                rows.report(1, Fault::Skipped(format!("{name}: {error}")));
                continue;
            }
        };
        rows.begin_sheet(name, is_own(name), names.len() > 1);
        let first = range.start().map_or(0, |(row, _)| row);
        for (row, cells) in (first..).zip(range.rows()) {
            hand_over(rows, row, &mut cells.iter().take(WIDEST).map(text).collect());
        }
    }
    Ok(())
}

/// True for a sheet's name that says what is in it, unlike `Sheet1`.
fn is_own(name: &str) -> bool {
    !["Sheet", "sheet", "工作表", "Tabelle"].iter().any(|default| name.starts_with(default))
}

fn hand_over(rows: &mut Rows<'_>, row: u32, cells: &mut Vec<String>) {
    rows.row(u64::from(row) + 1, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    cells.clear();
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if time.as_f64().fract() == 0.0 { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
        }
        other => other.to_string(),
    }
}
