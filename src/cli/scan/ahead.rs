//! Pieces of files that are searched side by side, while what was found in those before is written.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, sync_channel};

use rayon::Scope;

use super::found::{Found, Search, Worker};
use super::reading::Piece;

/// A piece of a file that is to be searched.
struct Job {
    /// The number of the file.
    file: usize,
    piece: Piece,
    /// The most mentions that are wanted.
    most: usize,
}

/// A piece of a file that has been searched, and what searched it.
pub(super) struct Searched<'s> {
    /// The number of the file.
    pub(super) file: usize,
    pub(super) piece: Piece,
    /// Its mentions; a piece that is no block has none.
    pub(super) found: io::Result<Found<'s>>,
    pub(super) worker: Worker<'s>,
}

/// Pieces that other threads search, and that come back in order.
pub(super) struct Ahead<'a, 'scope, 's> {
    search: &'scope Search<'s>,
    scope: &'a Scope<'scope>,
    /// A piece that nothing has come after. A line that comes by itself is not handed to another thread, which takes longer
    /// than to search it.
    lone: Option<Job>,
    handed: VecDeque<Receiver<Searched<'s>>>,
    idle: Vec<Worker<'s>>,
    first: Worker<'s>,
}

impl<'a, 'scope, 's: 'scope> Ahead<'a, 'scope, 's> {
    pub(super) fn new(search: &'scope Search<'s>, scope: &'a Scope<'scope>) -> Self {
        let first = Worker::new(search);
        Self { search, scope, lone: None, handed: VecDeque::new(), idle: Vec::new(), first }
    }

    /// The number of pieces that have not come back.
    pub(super) fn len(&self) -> usize {
        self.handed.len() + usize::from(self.lone.is_some())
    }

    /// Takes a piece of file number `file`, to be searched for at most so many mentions.
    pub(super) fn push(&mut self, file: usize, piece: Piece, most: usize) {
        let job = Job { file, piece, most };
        if self.len() == 0 {
            self.lone = Some(job);
            return;
        }
        if let Some(lone) = self.lone.take() {
            self.hand(lone);
        }
        self.hand(job);
    }

    fn hand(&mut self, job: Job) {
        let (done, searched) = sync_channel(1);
        self.handed.push_back(searched);
        let (search, worker) = (self.search, self.worker());
        // Nobody takes it where writing has failed.
        self.scope.spawn(move |_| drop(done.send(searched_by(worker, search, job))));
    }

    /// Waits for the first piece to come back; `None` if there is none.
    pub(super) fn pop(&mut self) -> Option<Searched<'s>> {
        if let Some(lone) = self.lone.take() {
            return Some(searched_by(self.worker(), self.search, lone));
        }
        Some(self.handed.pop_front()?.recv().expect("what is searched comes back"))
    }

    fn worker(&mut self) -> Worker<'s> {
        self.idle.pop().unwrap_or_else(|| self.first.clone())
    }

    /// Takes back what searched a piece.
    pub(super) fn used(&mut self, worker: Worker<'s>) {
        self.idle.push(worker);
    }
}

fn searched_by<'s>(mut worker: Worker<'s>, search: &Search<'s>, Job { file, piece, most }: Job) -> Searched<'s> {
    let found = match &piece {
        Piece::Block(block) => search.block(&mut worker, file, block, most),
        Piece::Failed(_) => Ok(Found::default()),
    };
    Searched { file, piece, found, worker }
}
