//! The files of a scan, read side by side; their blocks come out in order.

use std::collections::VecDeque;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread, vec};

use crate::cli::interrupt::{Interrupt, Until};
use crate::decode::Decoded;
use crate::mention::Block;
use crate::system::files;

/// No more files than this are read, or wait to be searched, at a time: each holds blocks.
const MOST_FILES: usize = 4;
/// The number of blocks that may wait to be searched, of all files together.
const BLOCKS: usize = 8;

/// A piece of a file.
pub(super) enum Piece {
    Block(Block),
    /// The error that kept it from being read to its end. No piece comes after it.
    Failed(io::Error),
}

/// A file that is to be read.
struct Job {
    path: PathBuf,
    /// Standard input, where the path means that.
    stdin: Option<io::Result<File>>,
}

/// Files on their way to their blocks.
pub(super) struct Reading {
    /// The files that are being read, or have been and wait to be searched, in order.
    files: VecDeque<Receiver<Piece>>,
    /// The number of the first of them.
    current: usize,
    /// The files that come after them.
    later: vec::IntoIter<Job>,
    /// Where the readers get the next file, and where its pieces go.
    next: Sender<(Job, SyncSender<Piece>)>,
    /// The number of blocks of a file that may wait.
    blocks: usize,
    spares: Spares,
}

/// Blocks that have been used and may be again.
#[derive(Clone, Default)]
struct Spares(Arc<Mutex<Vec<Block>>>);

impl Spares {
    fn take(&self) -> Block {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give(&self, block: Block) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(block);
    }
}

impl Reading {
    /// Begins to read `paths`, of which `-` is what `stdin` gives. Fails when the system has no more threads to give.
    pub(super) fn begin(
        paths: &[PathBuf],
        stdin: &dyn Fn() -> io::Result<File>,
        interrupt: &Interrupt,
    ) -> io::Result<Self> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let readers = paths.len().min(cores).clamp(1, MOST_FILES);
        let spares = Spares::default();
        let (next, jobs) = channel::<(Job, SyncSender<Piece>)>();
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..readers {
            let (jobs, spares, interrupt) = (Arc::clone(&jobs), spares.clone(), interrupt.clone());
            // They are not waited for: what reads a pipe may never end.
            thread::Builder::new().name("reader".into()).spawn(move || {
                while !interrupt.has_come() {
                    let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((job, pieces)) = job else { break };
                    read(job, &pieces, &spares, &interrupt);
                }
            })?;
        }
        let job = |path: &PathBuf| Job { path: path.clone(), stdin: (path == Path::new("-")).then(stdin) };
        let later: Vec<Job> = paths.iter().map(job).collect();
        let most = later.len().clamp(1, MOST_FILES);
        let (files, later, blocks) = (VecDeque::new(), later.into_iter(), BLOCKS / most);
        let mut reading = Self { files, current: 0, later, next, blocks, spares };
        (0..most).for_each(|_| reading.begin_next());
        Ok(reading)
    }

    fn begin_next(&mut self) {
        let Some(job) = self.later.next() else { return };
        let (pieces, file) = sync_channel(self.blocks);
        self.files.push_back(file);
        // After ^C nobody takes it.
        let _ = self.next.send((job, pieces));
    }

    /// Waits for the next piece, and gives it with the number of its file; `None` where all has been read.
    pub(super) fn next(&mut self) -> Option<(usize, Piece)> {
        self.piece(|file| file.recv().map_err(|_| TryRecvError::Disconnected))
    }

    /// The next piece with the number of its file, if it is there already.
    pub(super) fn ready(&mut self) -> Option<(usize, Piece)> {
        self.piece(Receiver::try_recv)
    }

    fn piece(&mut self, receive: impl Fn(&Receiver<Piece>) -> Result<Piece, TryRecvError>) -> Option<(usize, Piece)> {
        loop {
            match receive(self.files.front()?) {
                Ok(piece) => return Some((self.current, piece)),
                Err(TryRecvError::Disconnected) => {
                    self.files.pop_front();
                    self.current += 1;
                    self.begin_next();
                }
                Err(TryRecvError::Empty) => return None,
            }
        }
    }

    /// Takes back a block that has been searched.
    pub(super) fn used(&self, block: Block) {
        self.spares.give(block);
    }
}

/// Reads a file to its end, as long as somebody takes its pieces.
fn read(Job { path, stdin }: Job, pieces: &SyncSender<Piece>, spares: &Spares, interrupt: &Interrupt) {
    let file = match stdin.unwrap_or_else(|| files::open_at_once(&path)) {
        Ok(file) => file,
        Err(error) => return drop(pieces.send(Piece::Failed(error))),
    };
    // What a pipe holds is searched at once: more may be long in coming. So it is with the kernel's files, which say that they
    // are empty.
    let is_whole = file.metadata().is_ok_and(|file| file.is_file() && file.len() > 0);
    let mut input = Decoded::new(Until::new(file, interrupt.clone()));
    let mut block = spares.take();
    block.begin();
    loop {
        let result = if is_whole { block.fill(&mut input) } else { block.read(&mut input) };
        let has_more = match result {
            Ok(has_more) => has_more,
            Err(_) if interrupt.has_come() => block.read(&mut io::empty()).unwrap_or(false),
            Err(error) => {
                // The text before the mistake is searched to its last byte.
                let _ = block.read(&mut io::empty());
                let mut next = spares.take();
                block.cut(&mut next);
                spares.give(next);
                let _ = pieces.send(Piece::Block(block));
                return drop(pieces.send(Piece::Failed(error)));
            }
        };
        let mut next = spares.take();
        block.cut(&mut next);
        // Of most files, nothing is left at their end.
        if block.text().is_empty() {
            spares.give(block);
        } else if pieces.send(Piece::Block(block)).is_err() {
            return spares.give(next);
        }
        if !has_more {
            return spares.give(next);
        }
        block = next;
    }
}
