//! The output of entries: lines for people, or a table for machines.

use anyhow::Result;

use super::environment::Environment;
use super::output::{Row, Table, text};
use super::session::Session;
use super::status::Status;

/// Writes the rows of entries in the session's format. Returns [`Status::Nothing`] if there are none.
pub(super) fn write<'c>(
    session: &Session,
    rows: impl Iterator<Item = Row<'c>>,
    world: &mut Environment<'_>,
) -> Result<Status> {
    let mut rows = rows.map(|row| Row { why: row.why.or(Some("")), ..row }).peekable();
    let status = if rows.peek().is_some() { Status::Found } else { Status::Nothing };
    let Some(layout) = session.format.layout() else {
        text::write_rows(session, &rows.collect::<Vec<_>>(), world)?;
        return Ok(status);
    };
    let mut table = Table::new(layout, &Row { why: Some(""), ..Row::default() }, world.output)?;
    rows.try_for_each(|row| table.row(&row))?;
    table.end()?;
    Ok(status)
}
