//! Entries as the result of a verb: lines for people, or a table for machines.

use anyhow::Result;

use super::environment::Environment;
use super::output::{Cell, Format, Table};
use super::session::Session;
use super::status::Status;
use super::text;
use crate::catalog::{Entry, Record};

/// The columns that fit a line: what TSV and Markdown give.
const SHORT: &[&str] = &["code", "subsystem", "zh", "en", "why"];
/// Everything that is known: what JSON and CSV give.
const FULL: &[&str] =
    &["code", "subsystem", "zh", "en", "why", "symbol", "hint_zh", "hint_en", "source", "note", "spellings"];

/// Writes entries, each with the reason why it is there, in the form of the session. No entries are [`Status::Nothing`].
pub fn write<'c>(
    session: &Session,
    rows: impl Iterator<Item = (Entry<'c>, &'c str)>,
    world: &mut Environment<'_>,
) -> Result<Status> {
    let mut rows = rows.peekable();
    let status = if rows.peek().is_some() { Status::Found } else { Status::Nothing };
    let names = match session.format {
        Format::Text => {
            text::write_lines(session, &rows.collect::<Vec<_>>(), world)?;
            return Ok(status);
        }
        Format::Tsv | Format::Markdown => SHORT,
        Format::Json | Format::Ndjson | Format::Csv => FULL,
    };
    let mut table = Table::new(session.format, names, world.output)?;
    for (entry, why) in rows {
        let Record { code, subsystem, zh, en, symbol, hint_zh, hint_en, source, note, spellings } = entry.into();
        let cells = [code, subsystem, zh, en, why, symbol, hint_zh, hint_en, source, note, spellings].map(Cell::Text);
        table.row(&cells[..names.len()])?;
    }
    table.end()?;
    Ok(status)
}
