//! Pieces of files that are searched side by side, while what was found in those before is written.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, sync_channel};

use rayon::Scope;

use super::found::{Found, Search, Worker};
use super::reading::Piece;

/// A piece of a file that has been searched, and what searched it.
pub(super) struct Searched<'s> {
    /// The number of the file.
    pub(super) file: usize,
    pub(super) piece: Piece,
    /// Its mentions; a piece that is no block has none.
    pub(super) found: io::Result<Found<'s>>,
    pub(super) worker: Worker<'s>,
}

/// Pieces that were handed to other threads, to come back in order.
pub(super) struct Ahead<'a, 'scope, 's> {
    search: &'scope Search<'s>,
    scope: &'a Scope<'scope>,
    pieces: VecDeque<Receiver<Searched<'s>>>,
    idle: Vec<Worker<'s>>,
    first: Worker<'s>,
}

impl<'a, 'scope, 's: 'scope> Ahead<'a, 'scope, 's> {
    pub(super) fn new(search: &'scope Search<'s>, scope: &'a Scope<'scope>) -> Self {
        Self { search, scope, pieces: VecDeque::new(), idle: Vec::new(), first: Worker::new(search) }
    }

    /// The number of pieces that have not come back.
    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Begins to search a piece of file number `file`, for at most so many mentions.
    pub(super) fn push(&mut self, file: usize, piece: Piece, most: usize) {
        let (done, searched) = sync_channel(1);
        self.pieces.push_back(searched);
        let search = self.search;
        let mut worker = self.idle.pop().unwrap_or_else(|| self.first.clone());
        self.scope.spawn(move |_| {
            let found = match &piece {
                Piece::Block(block) => search.block(&mut worker, file, block, most),
                Piece::Failed(_) => Ok(Found::default()),
            };
            // Nobody takes it where writing has failed.
            let _ = done.send(Searched { file, piece, found, worker });
        });
    }

    /// Waits for the first piece to come back; `None` if there is none.
    pub(super) fn pop(&mut self) -> Option<Searched<'s>> {
        Some(self.pieces.pop_front()?.recv().expect("what is searched comes back"))
    }

    /// Takes back what searched a piece.
    pub(super) fn used(&mut self, worker: Worker<'s>) {
        self.idle.push(worker);
    }
}
