//! How often a scan met each code.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io;

use super::environment::Environment;
use super::output::{Row, Table, text};
use super::session::Session;

/// Counts of codes.
#[derive(Debug, Default)]
pub(super) struct Summary {
    counts: HashMap<String, u64>,
}

impl Summary {
    pub(super) fn count(&mut self, code: &str) {
        match self.counts.get_mut(code) {
            Some(count) => *count += 1,
            None => {
                self.counts.insert(code.to_owned(), 1);
            }
        }
    }

    /// Writes the counts in the form of the session, the most frequent code first, at most as many as it allows.
    pub(super) fn write(self, session: &Session, world: &mut Environment<'_>) -> io::Result<()> {
        let mut counts: Vec<(String, u64)> = self.counts.into_iter().collect();
        counts.sort_unstable_by(|(code, count), (other, others)| (Reverse(count), code).cmp(&(Reverse(others), other)));
        counts.truncate(session.limit);
        let rows = counts.iter().flat_map(|(code, count)| {
            let entries = session.find_or_none(code).into_iter();
            entries.map(|entry| Row {
                count: Some(*count),
                code,
                entry: entry.map(|entry| (&session.catalog, entry)),
                ..Row::default()
            })
        });
        let Some(layout) = session.format.layout() else {
            return text::write_rows(session, &rows.collect::<Vec<_>>(), world);
        };
        let mut table = Table::new(layout, &Row { count: Some(0), ..Row::default() }, world.output)?;
        for row in rows {
            table.row(&row)?;
        }
        table.end()
    }
}
