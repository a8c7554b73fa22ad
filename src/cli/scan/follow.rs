//! The reading of a log that goes on: its files in order, and then whatever is added to them; pipes as they come.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fs::{File, Metadata};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::batch::{BATCH, Batch, cut, side_by_side};
use super::cause::cause;
use super::counter::{Counted, Counter, Stretch};
use super::found::Search;
use super::line::printable;
use super::marking::{Marked, Marking};
use super::spool::{Keeping, Spool};
use super::texts::{Report, Reports, Text};
use crate::decode::Decoded;
use crate::log::{Growth, Origin, Part, Place, State};
use crate::mention::{Block, Finder};
use crate::system::files;
use crate::system::waiting::Ready;
use crate::tui::reader::Outlet;
use crate::words::Words;

/// The browser is told no more often than this.
const TELL: Duration = Duration::from_millis(100);

/// Files are looked at this often for what was added to them.
const LOOK: Duration = Duration::from_millis(150);

/// The number of reads of one text before those of the next.
const READS: usize = 4;

/// The number of files that are begun before those that have been begun are read on: each takes room while it is read.
const BEGUN: usize = 16;

/// The way in which a text goes on at its end.
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
struct Source {
    path: PathBuf,
    part: usize,
    kind: Kind,
    /// The open file; reading goes on from its position.
    file: File,
    /// Its size in bytes when it was opened.
    length: u64,
    input: Box<dyn Read + Send>,
    /// Knows whether there is something to read; `None` for a file, which can always be read.
    ready: Option<Ready>,
    spool: Option<Arc<Spool>>,
    /// The block that is being read.
    block: Block,
    /// The blocks that have been read and not yet searched.
    ahead: Option<Batch>,
    /// True while all has been read that there was.
    has_caught_up: bool,
    /// The line that was counted last.
    counted: u64,
    /// The mentions of the unfinished line at its end.
    tail: Vec<(String, Place)>,
}

impl Source {
    /// Reads what there is, up to a limit.
    fn read(&mut self, spares: &mut Vec<Block>) -> Batch {
        // A pipe is asked before each read whether there is anything.
        let most = if self.kind == Kind::Pipe { 1 } else { BATCH };
        self.block.wake(spares);
        Batch::read(&mut self.block, &mut self.input, most, spares)
    }
}

/// The result of a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Text,
    Nothing,
    Failed,
}

/// Reads a log for the browser.
pub(super) struct Follower<'s> {
    search: &'s Search<'s>,
    sources: Vec<Source>,
    parts: Vec<Part>,
    growth: Growth,
    /// The number of bytes that have been read of all parts.
    total: u64,
    told: Option<Instant>,
    /// When the files were last looked at for what was added to them.
    looked: Option<Instant>,
    has_news: bool,
    reports: Sender<(usize, Report)>,
    counters: Vec<Counter<'s>>,
    /// Blocks that have been searched.
    spares: Vec<Block>,
}

impl<'s> Follower<'s> {
    pub(super) fn new(search: &'s Search<'s>, reports: Sender<(usize, Report)>) -> Self {
        let finder = Finder::new(&search.session.catalog, &search.args.keys);
        Self {
            search,
            sources: Vec::new(),
            parts: Vec::new(),
            growth: Growth::default(),
            total: 0,
            told: None,
            looked: None,
            has_news: true,
            reports,
            counters: vec![Counter { finder }; BATCH],
            spares: Vec::new(),
        }
    }

    /// Reads what `files` say, of which `-` is `stdin`, until all have ended or the browser has.
    pub(super) fn run(mut self, files: Vec<(PathBuf, io::Result<File>)>, outlet: &Outlet) {
        let mut waiting = VecDeque::new();
        for (path, file) in files {
            let part = self.add(&path);
            let metadata = file.as_ref().ok().and_then(|file| file.metadata().ok());
            if let Some(metadata) = metadata.filter(|metadata| !is_pipe(&path, metadata)) {
                self.parts[part].size = Some(metadata.len());
                waiting.push_back((path, part, file));
            } else {
                // What comes through a pipe does not wait.
                self.open(&path, part, file, outlet);
            }
        }
        loop {
            for (path, part, file) in waiting.drain(..waiting.len().min(BEGUN)) {
                self.open(&path, part, file, outlet);
            }
            let mut was_busy = !waiting.is_empty();
            let is_due = self.looked.is_none_or(|looked| looked.elapsed() >= LOOK);
            if is_due {
                self.looked = Some(Instant::now());
            }
            for at in 0..self.sources.len() {
                if is_due || !self.sources[at].has_caught_up {
                    was_busy |= self.read(at, outlet);
                }
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
            let is_over = self.sources.is_empty() && waiting.is_empty() && !self.has_news;
            if is_over || !outlet.wait(&pipes, limit) {
                return;
            }
        }
    }

    /// Adds a part to the log, which is to be read.
    fn add(&mut self, path: &Path) -> usize {
        let is_stdin = path == Path::new("-");
        let name = if is_stdin { String::new() } else { printable(path.as_os_str().as_encoded_bytes()).into_owned() };
        self.parts.push(Part { name, ..Part::default() });
        self.has_news = true;
        self.parts.len() - 1
    }

    /// Begins to read a part of the log.
    fn open(&mut self, path: &Path, part: usize, file: io::Result<File>, outlet: &Outlet) {
        self.parts[part].state = State::Reading;
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
        let (kind, origin, input): (_, _, Box<dyn Read + Send>) = if is_pipe(&path, &metadata) {
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
                (Kind::File, Origin::File(path.clone()), {
                    let reports = reports.clone();
                    Box::new(Marking::new(input, move |mark| reports.send(Report::Marked(mark))))
                })
            }
        };
        if let Some(spool) = &spool {
            reports.send(Report::Opened(Text::Spool(Arc::clone(spool))));
        }
        self.parts[part].origin = origin;
        self.parts[part].size = (kind == Kind::File).then_some(metadata.len());
        let mut block = self.spares.pop().unwrap_or_default();
        block.begin();
        self.sources.push(Source {
            path,
            part,
            kind,
            file,
            length: metadata.len(),
            input,
            ready,
            spool,
            block,
            ahead: None,
            has_caught_up: false,
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
        self.sources[at].has_caught_up = false;
        true
    }

    fn read_once(&mut self, at: usize) -> Came {
        let source = &mut self.sources[at];
        let ahead = source.ahead.take();
        let Batch { blocks, result, reached } = ahead.unwrap_or_else(|| source.read(&mut self.spares));
        let has_text = !blocks.is_empty();
        if has_text {
            source.tail.clear();
            // The text of a file is there at once.
            let goes_on = source.kind != Kind::Pipe && matches!(result, Ok(true));
            self.search(at, blocks, reached, goes_on);
        }
        match result {
            Ok(_) if has_text => Came::Text,
            Ok(_) => Came::Nothing,
            Err(error) => {
                let (part, path) = (self.sources[at].part, self.sources[at].path.clone());
                self.end(at, State::Ended);
                self.fail(part, &path, &error);
                Came::Failed
            }
        }
    }

    /// Takes note of what these blocks say, which reach up to this position and line. Meanwhile the next are read, if the
    /// text goes on.
    fn search(&mut self, at: usize, blocks: Vec<Block>, (position, line): (u64, u64), goes_on: bool) {
        let (source, search) = (&mut self.sources[at], self.search);
        let stretch = Stretch { part: source.part, start: self.parts[source.part].read, total: self.total };
        let (counters, spares) = (&mut self.counters, &mut self.spares);
        let mut found = || side_by_side(counters, &blocks, |counter, block| counter.count(search, block, stretch));
        let found = if goes_on {
            let (found, ahead) = rayon::join(found, || source.read(spares));
            source.ahead = Some(ahead);
            found
        } else {
            found()
        };
        for Counted { growth, lines, first, last } in found.into_iter().filter(|counted| counted.lines > 0) {
            // A line that is longer than a block is in two.
            self.growth.lines_with_codes(lines - u64::from(first == source.counted));
            self.growth.add(growth);
            source.counted = last;
        }
        self.spares.extend(blocks);
        let part = &mut self.parts[source.part];
        self.total += position - part.read;
        part.read = position;
        part.lines = line - 1;
        // The part that has been read counts as text, which may be longer or shorter than what it was decoded from.
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
        let Ok(()) = self.counters[0].finder.find_unfinished(&mut source.block, |passage| {
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
        let Source { block, tail, .. } = &mut self.sources[at];
        block.wake(&mut self.spares);
        // A read of nothing is the end of the text.
        let _ = block.read(&mut io::empty());
        tail.clear();
        let blocks = vec![cut(block, &mut self.spares)];
        let reached = (block.position(), block.line());
        self.search(at, blocks, reached, false);
        self.parts[self.sources[at].part].state = state;
        self.told = None;
    }

    /// Looks what became of a file that has been read to its end; true if there is more at once.
    fn look(&mut self, at: usize, outlet: &Outlet) -> bool {
        self.pause(at);
        let source = &mut self.sources[at];
        // Thousands of files may be followed, few of which grow at a time.
        source.block.rest(&mut self.spares);
        if !std::mem::replace(&mut source.has_caught_up, true) {
            // That all has been counted is told at once.
            self.told = None;
        }
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
        // Its last lines come before those of the file that follows it.
        while state == State::Replaced && self.read_once(at) == Came::Text {}
        if state == State::Truncated {
            Reports { part, sender: self.reports.clone() }.send(Report::Gone);
        }
        self.end(at, state);
        let path = self.sources[at].path.clone();
        let part = self.add(&path);
        self.open(&path, part, File::open(&path), outlet);
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

/// True if what a path leads to is read as it comes. Standard input is, be it a file.
fn is_pipe(path: &Path, metadata: &Metadata) -> bool {
    path == Path::new("-") || !metadata.is_file()
}

/// Keeps a text as it is read, where there is a place for that.
fn keeping(input: impl Read + Send + 'static, spool: &mut Option<Arc<Spool>>) -> Box<dyn Read + Send> {
    *spool = Spool::new().ok().map(Arc::new);
    Box::new(Keeping { input, spool: spool.clone() })
}
