//! Blocks of a text that were read one after another, to be searched side by side.

use std::io::{self, Read};

use rayon::prelude::*;

use crate::mention::Block;

/// The most blocks that are read at a time: so many that a thread which is done with its own waits for a small part of the
/// time that all of them take.
pub(super) const BATCH: usize = 24;

/// The blocks that were read at a time.
pub(super) struct Batch {
    pub(super) blocks: Vec<Block>,
    /// True if there may be more; or why reading failed.
    pub(super) result: io::Result<bool>,
    /// The position in the text, in bytes, and the line that were reached.
    pub(super) reached: (u64, u64),
}

impl Batch {
    /// Reads at most so many blocks, into `block` and into those that are spare.
    pub(super) fn read(block: &mut Block, input: &mut dyn Read, most: usize, spares: &mut Vec<Block>) -> Self {
        let mut blocks = Vec::new();
        let mut result = block.read(input);
        while matches!(result, Ok(true)) {
            blocks.push(cut(block, spares));
            if blocks.len() == most {
                break;
            }
            result = block.read(input);
        }
        Self { blocks, result, reached: (block.position(), block.line()) }
    }
}

/// Takes what has been read, ready to be searched, and leaves the block that goes on after it.
pub(super) fn cut(block: &mut Block, spares: &mut Vec<Block>) -> Block {
    let mut next = spares.pop().unwrap_or_default();
    block.cut(&mut next);
    std::mem::replace(block, next)
}

/// Gives each part of a text to a worker, all at a time.
pub(super) fn side_by_side<W: Send, P: Sync, R: Send>(
    workers: &mut [W],
    parts: &[P],
    work: impl Fn(&mut W, &P) -> R + Sync,
) -> Vec<R> {
    // A line that comes by itself is not handed to another thread.
    if let ([worker, ..], [part]) = (&mut *workers, parts) {
        return vec![work(worker, part)];
    }
    workers.par_iter_mut().zip(parts).map(|(worker, part)| work(worker, part)).collect()
}
