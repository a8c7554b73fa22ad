//! How often a scan met each code.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io;

use super::environment::Environment;
use super::output::{Cell, Format, Table, cells};
use super::session::Session;
use super::text;

const NAMES: &[&str] =
    &["count", "code", "subsystem", "zh", "en", "symbol", "hint_zh", "hint_en", "source", "note", "spellings"];

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
            session.find_or_none(code).into_iter().map(move |entry| (*count, code.as_str(), entry))
        });
        let names = match session.format {
            Format::Text => return text::write_counts(session, &rows.collect::<Vec<_>>(), world),
            Format::Tsv | Format::Markdown => &NAMES[..5],
            Format::Json | Format::Ndjson | Format::Csv => NAMES,
        };
        let mut table = Table::new(session.format, names, world.output)?;
        for (count, code, entry) in rows {
            table.row(&[&[Cell::Number(count)], &cells(code, entry)[..]].concat()[..names.len()])?;
        }
        table.end()
    }
}
