//! `xerrno search`: the entries that match a query, best first.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

use super::advice;
use super::entries;
use super::environment::Environment;
use super::output::{Format, Row};
use super::session::{Session, no_subsystem};
use super::status::Status;
use crate::catalog::{Catalog, EntryId, printable};
use crate::mention;
use crate::search::{Search, Why};
use crate::words::Words;

/// Searches for `query`, and says on standard error if it had to be read differently from how it was typed. Fails if it
/// has no letter or digit.
pub(super) fn run(session: &Session, query: &str, world: &mut Environment<'_>) -> Result<Status> {
    ensure!(query.contains(char::is_alphanumeric), Words::of(session.lang).command.no_word);
    let found = Search::new(&session.catalog).run_within(query, session.subsystem, &|| true).unwrap_or_default();
    let notice = found.reading.tell(session.lang);
    if !notice.is_empty() {
        let dim = world.terminals.errors && session.colors_screen;
        let (start, end) = if dim { ("\x1b[2m", "\x1b[0m") } else { ("", "") };
        writeln!(world.errors, "{start}{}{end}", printable(&notice))?;
    }
    // A code that the tables lack may be one of the vendor's later ones.
    let later = (found.hits.is_empty() && session.subsystem.is_none()).then(|| session.later());
    let later_entries: Vec<EntryId> = later.iter().flat_map(|later| entries_named(query, later)).collect();
    let why = |why: Why| if session.format == Format::Text { why.tell(session.lang) } else { why.name() };
    if found.hits.is_empty() && later_entries.is_empty() {
        writeln!(world.errors, "xerrno: {}", printable(&nothing_found(session, query.trim())))?;
    }
    if !found.hits.is_empty() {
        let unlisted = mention::unlisted_in_query(query, &session.catalog);
        for code in unlisted.iter().filter(|code| code.starts_with('-')) {
            writeln!(world.errors, "xerrno: {}", printable(&(Words::of(session.lang).command.no_code)(code)))?;
        }
    }
    let row = |catalog, id, reason| Row { why: Some(why(reason)), ..Row::of(catalog, id) };
    let rows = found.hits.iter().map(|hit| row(&session.catalog, hit.entry, hit.why));
    let of_later = |later| later_entries.iter().map(move |&id| row(later, id, Why::Code));
    let rows = rows.chain(later.iter().flat_map(of_later));
    entries::write(session, rows.take(session.limit), world)
}

/// The entries whose codes the query names.
fn entries_named<'c>(query: &str, catalog: &'c Catalog) -> impl Iterator<Item = EntryId> + use<'c> {
    mention::in_query(query, catalog).into_iter().flat_map(|mention| mention.entries).copied()
}

/// The message that nothing was found, with the subsystems that have hits, or a suggestion for the query.
fn nothing_found(session: &Session, query: &str) -> String {
    let words = &Words::of(session.lang).command;
    let finds_none = |name: &&str| Search::new(&session.catalog).run(&format!("@{name}")).hits.is_empty();
    let mut named = query.split_whitespace().filter_map(|word| word.strip_prefix('@'));
    if let Some(name) = named.find(|name| !name.is_empty() && finds_none(name)) {
        return no_subsystem(&session.catalog, name, session.lang);
    }
    if session.subsystem.is_some() {
        let everywhere = Search::new(&session.catalog).run_within(query, None, &|| true).unwrap_or_default();
        let hits = everywhere.hits.iter().map(|hit| session.catalog.entry(hit.entry).subsystem.id.as_str());
        let there: BTreeSet<&str> = hits.collect();
        if !there.is_empty() {
            return (words.found_elsewhere)(query, &there.into_iter().collect::<Vec<_>>().join(", "));
        }
    }
    advice::query_meant(session, query)
        .map_or_else(|| (words.nothing_found)(query), |near| (words.nothing_found_but)(query, &near))
}
