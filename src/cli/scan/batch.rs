//! Blocks of a text that were read one after another, to be searched side by side.

use std::io::{self, Read};

use crate::mention::Block;

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
