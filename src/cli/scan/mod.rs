//! `xerrno scan`: the codes that a text mentions, each with what it means.

mod ahead;
mod around;
mod batch;
mod cause;
mod counter;
mod follow;
mod found;
mod line;
mod marking;
mod reading;
mod spool;
mod summary;
mod texts;
mod watch;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, ensure};

use self::ahead::{Ahead, Searched};
use self::around::Around;
use self::cause::cause;
use self::found::{Found, Search};
use self::line::printable;
use self::reading::{Piece, Reading};
use self::summary::Summary;
use super::args::ScanArgs;
use super::environment::Environment;
use super::interrupt::Interrupt;
use super::output::{Format, Layout, Row};
use super::session::Session;
use super::status::Status;
use crate::mention::Block;
use crate::words::Words;

/// The number of blocks that are searched while others are written.
const AHEAD: usize = 8;

/// Scans files or standard input, and writes what it finds as it reads. A file that cannot be read is named on standard
/// error, and the others are read all the same. ^C ends it as the end of the files would.
pub(super) fn run(session: &Session, args: &ScanArgs, world: &mut Environment<'_>) -> Result<Status> {
    let args = &with_config(args, session);
    let words = &Words::of(session.lang).command;
    ensure!(args.context.is_none() || session.format == Format::Text, words.context_is_for_text);
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    let names: Vec<String> =
        files.iter().map(|file| printable(file.as_os_str().as_encoded_bytes()).into_owned()).collect();
    let search = Search { session, args, names: &names };
    if args.browse {
        return watch::run(&search, files, world);
    }
    if args.files.is_empty() && world.terminals.input {
        writeln!(world.errors, "xerrno: {}", words.waits)?;
    }
    let interrupt = Interrupt::catch()?;
    let reading = Reading::begin(files, world.input, &interrupt)?;
    match scan(&search, files, reading, world) {
        _ if interrupt.has_come() => Ok(Status::Left),
        result => result,
    }
}

/// The options, and what `[scan]` of the config adds to them.
fn with_config(args: &ScanArgs, session: &Session) -> ScanArgs {
    let config = &session.settings.config.scan;
    let mut args = args.clone();
    args.keys.extend_from_slice(&config.keys);
    args.without.extend_from_slice(&config.not);
    args.keyed |= config.keyed.unwrap_or(false);
    args
}

fn scan(search: &Search<'_>, files: &[PathBuf], mut reading: Reading, world: &mut Environment<'_>) -> Result<Status> {
    let Search { session, args, names } = *search;
    let mut written = Written::begin(search, world.output)?;
    // The limit of a summary is on its rows.
    let mut left = match args {
        ScanArgs { quiet: true, .. } => 1,
        ScanArgs { summary: true, .. } => usize::MAX,
        _ => session.limit,
    };
    let most = if left == usize::MAX { AHEAD } else { 1 };
    let (mut has_failed, mut has_found) = (false, false);
    rayon::in_place_scope(|scope| -> Result<()> {
        let mut ahead = Ahead::new(search, scope);
        while left > 0 {
            while ahead.len() < most
                && let Some((file, piece)) = reading.ready()
            {
                ahead.push(file, piece, left);
            }
            let Some(Searched { file, piece, found, mut worker }) = ahead.pop() else {
                // The next piece may be long in coming.
                world.output.flush()?;
                let Some((file, piece)) = reading.next() else { break };
                ahead.push(file, piece, left);
                continue;
            };
            match piece {
                Piece::Block(block) => {
                    let mut found = found?;
                    left -= found.count;
                    has_found |= found.count > 0;
                    written.block(search, (file, &block), &mut found, world.output)?;
                    reading.used(block);
                    found.rows.clear();
                    worker.rows = found.rows;
                }
                Piece::Failed(error) => {
                    world.output.flush()?;
                    let words = &Words::of(session.lang).command;
                    let cause = cause::cause(&error, &files[file], words);
                    cause::tell(&names[file], &cause, session.lang, world)?;
                    has_failed = true;
                }
            }
            ahead.used(worker);
        }
        Ok(())
    })?;
    written.end(search, has_found, world)?;
    Ok(match (has_failed, has_found) {
        (true, _) => Status::Error,
        (false, true) => Status::Found,
        (false, false) => Status::Nothing,
    })
}

/// The output so far.
struct Written<'s> {
    /// The form of the rows, and whether there have been none.
    table: Option<(&'static dyn Layout, bool)>,
    around: Option<Around>,
    summary: Summary<'s>,
}

impl<'s> Written<'s> {
    fn begin(search: &Search<'_>, output: &mut dyn Write) -> io::Result<Self> {
        let table = search.layout().map(|layout| (layout, true));
        if let Some((layout, _)) = table {
            let sample = Row { file: Some(""), line: Some(0), column: Some(0), key: Some(""), ..Row::default() };
            layout.head(&sample, output)?;
        }
        Ok(Self { table, around: search.args.context.map(Around::new), summary: Summary::default() })
    }

    fn block(
        &mut self,
        search: &Search<'s>,
        (file, block): (usize, &Block),
        found: &mut Found<'s>,
        output: &mut dyn Write,
    ) -> io::Result<()> {
        match (&mut self.table, &mut self.around) {
            (Some((layout, is_empty)), _) if !found.rows.is_empty() => {
                if !std::mem::take(is_empty) {
                    output.write_all(layout.between())?;
                }
                output.write_all(&found.rows)?;
            }
            (Some(_), _) => {}
            (None, Some(around)) => around.block(search, (file, block), found, output)?,
            (None, None) => found.lines.iter().try_for_each(|(_, line)| writeln!(output, "{line}"))?,
        }
        self.summary.add(file, std::mem::take(&mut found.tally));
        Ok(())
    }

    fn end(self, search: &Search<'_>, has_found: bool, world: &mut Environment<'_>) -> io::Result<()> {
        let Search { session, args, names } = *search;
        if let Some((layout, is_empty)) = self.table {
            layout.end(is_empty, world.output)?;
        }
        match args {
            ScanArgs { quiet: true, .. } => Ok(()),
            ScanArgs { summary: true, .. } => self.summary.write(names, session, world),
            _ if session.format == Format::Text && has_found => {
                writeln!(world.output)?;
                self.summary.write(names, session, world)
            }
            _ => Ok(()),
        }
    }
}
