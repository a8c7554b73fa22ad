//! `xerrno list`: every entry, in the order of the tables.

use anyhow::Result;

use super::entries;
use super::environment::Environment;
use super::output::Row;
use super::session::Session;
use super::status::Status;

/// Prints the entries of the session.
pub(super) fn run(session: &Session, world: &mut Environment<'_>) -> Result<Status> {
    let listed = session.entries().take(session.limit);
    entries::write(session, listed.map(|entry| Row::of(&session.catalog, entry.id)), world)
}
