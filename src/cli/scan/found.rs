//! The finds of a scan in a block: its rows or lines, ready to be written, and its counts.

use std::borrow::Cow;
use std::io;

use super::line::{Line, printable};
use super::summary::Tally;
use crate::catalog::{self, EntryId};
use crate::cli::args::ScanArgs;
use crate::cli::output::text::{DIM, paint};
use crate::cli::output::{Layout, Row};
use crate::cli::session::Session;
use crate::mention::{Block, Finder, Mention, Passage};

/// The codes that are looked for, and the form in which they are written.
pub(super) struct Search<'s> {
    pub(super) session: &'s Session,
    pub(super) args: &'s ScanArgs,
    /// The names of the files.
    pub(super) names: &'s [String],
}

/// Searches one block after another.
#[derive(Clone)]
pub(super) struct Worker<'c> {
    pub(super) finder: Finder<'c>,
    /// Room for rows, empty.
    pub(super) rows: Vec<u8>,
}

impl<'c> Worker<'c> {
    pub(super) fn new(search: &Search<'c>) -> Self {
        Self { finder: Finder::new(&search.session.catalog, &search.args.keys), rows: Vec::new() }
    }
}

/// The mentions of a block.
#[derive(Default)]
pub(super) struct Found<'c> {
    /// The rows of a table, laid out.
    pub(super) rows: Vec<u8>,
    /// The lines for people, each with its number.
    pub(super) lines: Vec<(u64, String)>,
    pub(super) tally: Tally<'c>,
    pub(super) count: usize,
}

impl<'s> Search<'s> {
    /// The form of the rows, unless there are lines for people, or nothing at all, to be written.
    pub(super) fn layout(&self) -> Option<&'static dyn Layout> {
        self.session.format.layout().filter(|_| !self.is_silent())
    }

    /// True if what is found is only counted.
    pub(super) fn is_silent(&self) -> bool {
        self.args.summary || self.args.quiet
    }

    /// True if a mention is one of those that are looked for.
    pub(super) fn admits(&self, mention: &Mention<'_>) -> bool {
        let only_listed = self.args.only_listed || self.session.subsystem.is_some();
        let is_listed = || mention.entries.iter().any(|&id| self.session.admits(id));
        is_chosen(self.args, mention) && (!only_listed || is_listed())
    }

    /// Finds what `block`, which is a part of file number `file`, mentions; at most `most`. Fails where a row cannot be laid
    /// out.
    pub(super) fn block(
        &self,
        worker: &mut Worker<'s>,
        file: usize,
        block: &Block,
        most: usize,
    ) -> io::Result<Found<'s>> {
        let mut found = Found { rows: std::mem::take(&mut worker.rows), ..Found::default() };
        worker.finder.find(block, |passage| self.passage(file, passage, most, &mut found))?;
        Ok(found)
    }

    fn passage(&self, file: usize, passage: &Passage<'_, 's>, most: usize, found: &mut Found<'s>) -> io::Result<()> {
        let session = self.session;
        let mentions = passage.mentions.iter().filter(|mention| self.admits(mention)).take(most - found.count);
        let counts = session.format.layout().is_none() || self.args.summary;
        let layout = self.layout();
        let before = found.count;
        for mention in mentions.clone() {
            found.count += 1;
            if counts {
                found.tally.count(mention.code.clone(), passage.line);
            }
            if let Some(layout) = layout {
                self.rows(file, passage, mention, layout, &mut found.rows)?;
            }
        }
        if found.count > before && layout.is_none() && !self.is_silent() {
            let entry = |id: Option<EntryId>| id.map(|id| session.catalog.entry(id));
            let entries = |mention: &Mention<'s>| session.admitted_or_none(mention.entries).map(entry).collect();
            let mentions: Vec<_> = mentions.map(|mention| (mention, entries(mention))).collect();
            let line = Line { session, text: passage.text, found: &mentions };
            let place = paint(session.color, DIM, &self.place(file, passage.line, ':'));
            found.lines.push((passage.line, format!("{place} {}  {}", line.shown(), line.meanings())));
        }
        Ok(())
    }

    fn rows(
        &self,
        file: usize,
        passage: &Passage<'_, '_>,
        mention: &Mention<'s>,
        layout: &dyn Layout,
        rows: &mut Vec<u8>,
    ) -> io::Result<()> {
        let key = mention.key.clone().map_or(Cow::Borrowed(""), |key| printable(&passage.text[key]));
        for id in self.session.admitted_or_none(mention.entries) {
            let row = Row {
                file: Some(&self.names[file]),
                line: Some(passage.line),
                code: &mention.code,
                entry: id.map(|id| (&self.session.catalog, id)),
                column: Some(passage.offset + mention.range.start as u64 + 1),
                key: Some(&key),
                ..Row::default()
            };
            layout.row(&row, rows.is_empty(), rows)?;
        }
        Ok(())
    }

    /// Where a line stands, as grep writes it: `app.log:12:`.
    pub(super) fn place(&self, file: usize, line: u64, mark: char) -> String {
        let name = if self.names.len() > 1 { format!("{}{mark}", self.names[file]) } else { String::new() };
        format!("{name}{line}{mark}")
    }
}

/// True if the options let a mention through.
fn is_chosen(args: &ScanArgs, mention: &Mention<'_>) -> bool {
    let is_one_of = |codes: &[String]| codes.iter().any(|code| is_meant(code, &mention.code));
    (mention.key.is_some() || !args.keyed)
        && (args.codes.is_empty() || is_one_of(&args.codes))
        && !is_one_of(&args.without)
}

/// True if `wanted` is a spelling of `code`; without a sign it means its negative too.
fn is_meant(wanted: &str, code: &str) -> bool {
    match (catalog::number(wanted), catalog::number(code)) {
        (Some(wanted), Some(code)) => wanted == code || (wanted > 0 && -wanted == code),
        _ => wanted.eq_ignore_ascii_case(code),
    }
}
