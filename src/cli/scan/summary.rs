//! The number of times that a scan met each code, and the places.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::io;

use crate::catalog::number;
use crate::cli::environment::Environment;
use crate::cli::output::{Format, Row, Table, text};
use crate::cli::session::Session;
use crate::log::{Log, Span};
use crate::words::Words;

/// The number of times that a part of a file mentions each code.
#[derive(Debug, Default)]
pub(super) struct Tally<'c>(HashMap<Cow<'c, str>, Count>);

/// The number of times that a code was met in a file, and its first and last lines.
#[derive(Clone, Copy, Debug)]
struct Count {
    times: u64,
    first: u64,
    last: u64,
}

impl<'c> Tally<'c> {
    /// Counts a mention. Lines come in order.
    pub(super) fn count(&mut self, code: Cow<'c, str>, line: u64) {
        let count = self.0.entry(code).or_insert(Count { times: 0, first: line, last: line });
        count.times += 1;
        count.last = line;
    }
}

/// The counts of all files.
#[derive(Debug, Default)]
pub(super) struct Summary<'c> {
    /// For each code its counts by file, in the order of the files.
    counts: HashMap<Cow<'c, str>, Vec<(usize, Count)>>,
}

impl<'c> Summary<'c> {
    /// The counts of a log, with its parts for files.
    pub(super) fn of(log: &'c Log) -> Self {
        let mut summary = Self::default();
        for (code, spans) in log.spans() {
            for Span { part, times, first, last } in spans {
                let tally = Tally(HashMap::from([(Cow::Borrowed(code), Count { times, first, last })]));
                summary.add(part, tally);
            }
        }
        summary
    }

    /// Adds the counts of the next part of a file. Parts come in order.
    pub(super) fn add(&mut self, file: usize, tally: Tally<'c>) {
        for (code, count) in tally.0 {
            let files = self.counts.entry(code).or_default();
            match files.last_mut() {
                Some((last, known)) if *last == file => {
                    known.times += count.times;
                    known.last = count.last;
                }
                _ => files.push((file, count)),
            }
        }
    }

    /// Writes the counts in the form of the session, the most frequent code first, at most as many as it allows. `names` are
    /// those of the files.
    pub(super) fn write(self, names: &[String], session: &Session, world: &mut Environment<'_>) -> io::Result<()> {
        let total: u64 = self.counts.values().flatten().map(|(_, count)| count.times).sum();
        let mut codes: Vec<Code> =
            self.counts.iter().map(|(code, files)| Code::new(code, files, total, names, session)).collect();
        codes.sort_by_key(|code| (Reverse(code.count), number(code.name).map(i64::unsigned_abs), code.name));
        codes.truncate(session.limit);
        let has_files = names.len() > 1;
        let rows = codes.iter().flat_map(|code| code.rows(has_files, session));
        let Some(layout) = session.format.layout() else {
            return text::write_rows(session, &rows.collect::<Vec<_>>(), world);
        };
        let sample = Row { count: Some(0), share: Some(0.0), first: Some(""), last: Some(""), ..Row::default() };
        let sample = Row { files: has_files.then_some(""), ..sample };
        let mut table = Table::new(layout, &sample, world.output)?;
        for row in rows {
            table.row(&row)?;
        }
        table.end()
    }
}

/// A code of the summary.
struct Code<'s> {
    name: &'s str,
    count: u64,
    /// In per cent of all mentions.
    share: f64,
    /// Where it stands first and last.
    first: String,
    last: String,
    /// The files that mention it.
    files: String,
    /// Its lines, where there is one file.
    lines: String,
}

impl<'s> Code<'s> {
    fn new(name: &'s str, files: &[(usize, Count)], total: u64, names: &[String], session: &Session) -> Self {
        let words = &Words::of(session.lang).command;
        let count = files.iter().map(|(_, count)| count.times).sum();
        let place = |file: usize, line: u64| format!("{}:{line}", names[file]);
        let first = files.first().map(|(file, count)| place(*file, count.first)).unwrap_or_default();
        let last = files.last().map(|(file, count)| place(*file, count.last)).unwrap_or_default();
        let lines = |count: &Count| match count {
            Count { first, last, .. } if first == last => (words.line)(*first),
            Count { first, last, .. } => (words.lines)(*first, *last),
        };
        let listed = files.iter().map(|(file, count)| match session.format {
            Format::Text => format!("{} {}, {}", names[*file], count.times, lines(count)),
            _ => format!("{}:{}", names[*file], count.times),
        });
        let separator = if session.format == Format::Text { "; " } else { " " };
        Self {
            name,
            count,
            share: share(count, total),
            first,
            last,
            files: listed.collect::<Vec<_>>().join(separator),
            lines: files.first().map(|(_, count)| lines(count)).unwrap_or_default(),
        }
    }

    /// Its rows, one for each entry that it names.
    fn rows<'r>(&'r self, has_files: bool, session: &'r Session) -> impl Iterator<Item = Row<'r>> {
        let is_text = session.format == Format::Text;
        session.admitted_or_none(session.catalog.find(self.name)).map(move |id| Row {
            count: Some(self.count),
            share: Some(self.share),
            first: Some(&self.first),
            last: Some(&self.last),
            files: has_files.then_some(&self.files),
            why: (is_text && !has_files).then_some(&self.lines),
            code: self.name,
            entry: id.map(|id| (&session.catalog, id)),
            ..Row::default()
        })
    }
}

/// In per cent, to one decimal place.
#[expect(clippy::cast_precision_loss, reason = "counts of mentions are far below 2^52")]
fn share(count: u64, total: u64) -> f64 {
    (count as f64 * 1000.0 / total as f64).round() / 10.0
}
