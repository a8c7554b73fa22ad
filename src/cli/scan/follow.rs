//! The reading of a log that goes on: its files in order, and then whatever is added to them; pipes as they come.

use std::convert::Infallible;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::cause::cause;
use super::found::Search;
use super::line::printable;
use super::marking::{Marked, Marking};
use super::spool::{Keeping, Spool};
use super::texts::{Report, Reports, Text};
use crate::decode::Decoded;
use crate::log::{Growth, Origin, Part, Place, State};
use crate::mention::Scanner;
use crate::system::files;
use crate::system::waiting::Ready;
use crate::tui::reader::Outlet;
use crate::words::Words;

/// The browser is told no more often than this.
const TELL: Duration = Duration::from_millis(100);

/// Files are looked at this often for what was added to them.
const LOOK: Duration = Duration::from_millis(150);

/// So many reads of one text come before those of the next.
const READS: usize = 32;

/// How a text goes on at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It may grow, be truncated or replaced.
    File,
    /// It is packed, and is unpacked once.
    Packed,
    /// It comes through a pipe.
    Pipe,
}

/// A text that is being read.
struct Source<'s> {
    path: PathBuf,
    part: usize,
    kind: Kind,
    /// The open file; reading goes on from its position.
    file: File,
    /// How many bytes it had when it was opened.
    length: u64,
    input: Box<dyn Read + Send>,
    /// Whether there is something to read; `None` for a file, which can always be read.
    ready: Option<Ready>,
    spool: Option<Arc<Spool>>,
    scanner: Scanner<'s>,
    /// The line that was counted last.
    counted: u64,
    /// What the unfinished line at its end mentions.
    tail: Vec<(String, Place)>,
}

/// What came of a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Text,
    Nothing,
    Failed,
}

/// Reads a log for the browser.
pub(super) struct Follower<'s> {
    search: &'s Search<'s>,
    sources: Vec<Source<'s>>,
    parts: Vec<Part>,
    growth: Growth,
    /// How much has been read of all parts.
    total: u64,
    told: Option<Instant>,
    has_news: bool,
    reports: Sender<(usize, Report)>,
}

impl<'s> Follower<'s> {
    pub(super) fn new(search: &'s Search<'s>, reports: Sender<(usize, Report)>) -> Self {
        Self {
            search,
            sources: Vec::new(),
            parts: Vec::new(),
            growth: Growth::default(),
            total: 0,
            told: None,
            has_news: true,
            reports,
        }
    }

    /// Reads what `files` say, of which `-` is `stdin`, until all have ended or the browser has.
    pub(super) fn run(mut self, files: Vec<(PathBuf, io::Result<File>)>, outlet: &Outlet) {
        for (path, file) in files {
            self.open(&path, file, outlet);
        }
        loop {
            let mut was_busy = false;
            for at in 0..self.sources.len() {
                was_busy |= self.read(at, outlet);
            }
            self.sources.retain(|source| {
                matches!(self.parts[source.part].state, State::Reading | State::Following | State::Gone)
            });
            self.tell(outlet);
            let pipes: Vec<&Ready> = self.sources.iter().filter_map(|source| source.ready.as_ref()).collect();
            let limit = match self.told {
                _ if was_busy => Duration::ZERO,
                Some(told) if self.has_news => TELL.saturating_sub(told.elapsed()),
                _ => LOOK,
            };
            let is_over = self.sources.is_empty() && !self.has_news;
            if is_over || !outlet.wait(&pipes, limit) {
                return;
            }
        }
    }

    /// Begins a part of the log.
    fn open(&mut self, path: &Path, file: io::Result<File>, outlet: &Outlet) {
        let part = self.parts.len();
        let is_stdin = path == Path::new("-");
        let name = if is_stdin { String::new() } else { printable(path.as_os_str().as_encoded_bytes()).into_owned() };
        self.parts.push(Part { name, state: State::Reading, ..Part::default() });
        self.has_news = true;
        if let Err(error) = file.and_then(|file| self.begin(path.to_owned(), part, file, outlet)) {
            self.fail(part, path, &error);
        }
    }

    fn fail(&mut self, part: usize, path: &Path, error: &io::Error) {
        let cause = cause(error, path, &Words::of(self.search.session.lang).command);
        self.parts[part].state = State::Failed(cause);
        self.has_news = true;
    }

    fn begin(&mut self, path: PathBuf, part: usize, file: File, outlet: &Outlet) -> io::Result<()> {
        let metadata = file.metadata()?;
        let reports = Reports { part, sender: self.reports.clone() };
        let reader = file.try_clone()?;
        let (mut ready, mut spool) = (None, None);
        let (kind, origin, input): (_, _, Box<dyn Read + Send>) = if path == Path::new("-") || !metadata.is_file() {
            let (input, readiness) = outlet.until_end(reader)?;
            ready = Some(readiness);
            (Kind::Pipe, Origin::Pipe, keeping(Decoded::new(input), &mut spool))
        } else {
            let mut input = Decoded::new(reader);
            if input.is_packed()? {
                (Kind::Packed, Origin::Packed, keeping(input, &mut spool))
            } else {
                // Opened anew: reading again must not move the position that reading is at.
                if let Ok(file) = File::open(&path) {
                    reports.send(Report::Opened(Text::File(Marked::new(file))));
                }
                (Kind::File, Origin::File(path.clone()), Box::new(Marking::new(input, reports.clone())))
            }
        };
        if let Some(spool) = &spool {
            reports.send(Report::Opened(Text::Spool(Arc::clone(spool))));
        }
        self.parts[part].origin = origin;
        self.parts[part].size = (kind == Kind::File).then_some(metadata.len());
        let scanner = Scanner::with_keys(&self.search.session.catalog, &self.search.args.keys);
        self.sources.push(Source {
            path,
            part,
            kind,
            file,
            length: metadata.len(),
            input,
            ready,
            spool,
            scanner,
            counted: 0,
            tail: Vec::new(),
        });
        Ok(())
    }

    /// Reads what there is of a text, up to a limit; true if there may be more at once.
    fn read(&mut self, at: usize, outlet: &Outlet) -> bool {
        for _ in 0..READS {
            if self.sources[at].ready.as_ref().is_some_and(|ready| !ready.is_now()) {
                self.pause(at);
                return false;
            }
            match self.read_once(at) {
                Came::Text => self.tell(outlet),
                Came::Failed => return false,
                Came::Nothing if self.sources[at].kind == Kind::File => return self.look(at, outlet),
                Came::Nothing => {
                    self.end(at, State::Ended);
                    return false;
                }
            }
        }
        true
    }

    fn read_once(&mut self, at: usize) -> Came {
        let Source { scanner, input, .. } = &mut self.sources[at];
        let before = scanner.position();
        let has_more = match scanner.read(input) {
            Ok(has_more) => has_more,
            Err(error) => {
                let (part, path) = (self.sources[at].part, self.sources[at].path.clone());
                self.end(at, State::Ended);
                self.fail(part, &path, &error);
                return Came::Failed;
            }
        };
        if !has_more {
            return Came::Nothing;
        }
        self.sources[at].tail.clear();
        self.search(at, before);
        Came::Text
    }

    /// Takes note of what was read since `before`.
    fn search(&mut self, at: usize, before: u64) {
        let (source, growth, search) = (&mut self.sources[at], &mut self.growth, self.search);
        let (part, total, counted) = (source.part, self.total, &mut source.counted);
        let Ok(()) = source.scanner.search(|passage| {
            for mention in passage.mentions.iter().filter(|mention| search.admits(mention)) {
                let offset = passage.start + mention.range.start as u64;
                growth.mention(
                    &mention.code,
                    Place { part, line: passage.line, offset },
                    (total + offset).saturating_sub(before),
                );
                if *counted != passage.line {
                    *counted = passage.line;
                    growth.lines_with_codes(1);
                }
            }
            Ok::<_, Infallible>(())
        });
        let part = &mut self.parts[part];
        self.total += source.scanner.position() - before;
        part.read = source.scanner.position();
        part.lines = source.scanner.line() - 1;
        // What has been read counts as text, which may be longer or shorter than what it was decoded from.
        let left = source.length.saturating_sub(source.file.stream_position().unwrap_or_default());
        part.size = part.size.map(|_| part.read + left);
        part.kept_from = source.spool.as_ref().map_or(0, |spool| spool.kept_from());
        self.has_news = true;
    }

    /// Takes note of what an unfinished line mentions so far.
    fn pause(&mut self, at: usize) {
        let (source, search) = (&mut self.sources[at], self.search);
        if !source.tail.is_empty() {
            return;
        }
        let (part, tail) = (source.part, &mut source.tail);
        let Ok(()) = source.scanner.search_unfinished(|passage| {
            for mention in passage.mentions.iter().filter(|mention| search.admits(mention)) {
                let offset = passage.start + mention.range.start as u64;
                tail.push((mention.code.to_string(), Place { part, line: passage.line, offset }));
            }
            Ok::<_, Infallible>(())
        });
        self.has_news |= !tail.is_empty();
    }

    /// Ends a part, with what its last line mentions, be it finished or not.
    fn end(&mut self, at: usize, state: State) {
        // A read of nothing is the end to the scanner.
        let _ = self.sources[at].scanner.read(&mut io::empty());
        self.sources[at].tail.clear();
        let before = self.sources[at].scanner.position();
        self.search(at, before);
        self.parts[self.sources[at].part].state = state;
    }

    /// Looks what became of a file that has been read to its end; true if there is more at once.
    fn look(&mut self, at: usize, outlet: &Outlet) -> bool {
        self.pause(at);
        let source = &mut self.sources[at];
        let part = source.part;
        let read = source.file.stream_position().unwrap_or_default();
        let state = match (files::is_at(&source.file, &source.path), source.file.metadata()) {
            (Ok(false), _) => State::Replaced,
            (_, Ok(open)) if open.len() < read => State::Truncated,
            (Err(_), _) => State::Gone,
            _ => State::Following,
        };
        if !matches!(state, State::Replaced | State::Truncated) {
            self.has_news |= self.parts[part].state != state;
            self.parts[part].state = state;
            return false;
        }
        // What was written to it last comes before what follows it.
        while state == State::Replaced && self.read_once(at) == Came::Text {}
        if state == State::Truncated {
            Reports { part, sender: self.reports.clone() }.send(Report::Gone);
        }
        self.end(at, state);
        let path = self.sources[at].path.clone();
        let file = File::open(&path);
        self.open(&path, file, outlet);
        true
    }

    /// Tells the browser what was read, if that is due.
    fn tell(&mut self, outlet: &Outlet) {
        if !self.has_news || self.told.is_some_and(|told| told.elapsed() < TELL) {
            return;
        }
        self.told = Some(Instant::now());
        self.growth.parts.clone_from(&self.parts);
        self.growth.forget_unfinished();
        for (code, place) in self.sources.iter().flat_map(|source| &source.tail) {
            self.growth.unfinished(code, *place);
        }
        match outlet.tell(std::mem::take(&mut self.growth)) {
            None => self.has_news = false,
            Some(growth) => self.growth = growth,
        }
    }
}

/// Keeps a text as it is read, where there is a place for that.
fn keeping(input: impl Read + Send + 'static, spool: &mut Option<Arc<Spool>>) -> Box<dyn Read + Send> {
    *spool = Spool::new().ok().map(Arc::new);
    Box::new(Keeping { input, spool: spool.clone() })
}
