//! `xerrno search`: the entries that answer a query, best first.

use anyhow::{Result, ensure};

use super::entries;
use super::environment::Environment;
use super::output::Format;
use super::session::Session;
use super::status::Status;
use crate::catalog::printable;
use crate::search::{Reading, Search, Why};
use crate::words::Words;

/// Searches for `query`, and says on standard error when it had to be read in another way than it was typed. Fails where
/// there is no word in it.
pub fn run(session: &Session, query: &str, world: &mut Environment<'_>) -> Result<Status> {
    ensure!(query.contains(char::is_alphanumeric), Words::of(session.lang).command.no_word);
    let found = Search::new(&session.catalog).run_within(query, session.subsystem, &|| true).unwrap_or_default();
    let words = &Words::of(session.lang).screen;
    let notice = match found.reading {
        Reading::AsTyped => String::new(),
        Reading::Corrected(spelling) => format!("{}{spelling}", words.corrected),
        Reading::Partly => words.partly.to_owned(),
    };
    if !notice.is_empty() {
        let dim = world.terminals.errors && session.colors_screen;
        let (start, end) = if dim { ("\x1b[2m", "\x1b[0m") } else { ("", "") };
        writeln!(world.errors, "{start}{}{end}", printable(&notice))?;
    }
    let why = |why: Why| if session.format == Format::Text { why.tell(session.lang) } else { why.name() };
    let hits = found.hits.iter().map(|hit| (session.catalog.entry(hit.entry), why(hit.why)));
    entries::write(session, hits.take(session.limit), world)
}
