//! A file of a log that is decoded as it is read, and its text read again at any place.
//!
//! Places in a log count the bytes of its text, which is UTF-8. A file in GBK, in UTF-16 or with a mark at its beginning has
//! the same text at other bytes: marks say at which. Where the text stands in the file as it is, two marks are kept, however
//! long that is; elsewhere there is one for each piece.

use std::fs::File;
use std::io::{self, Read};

use crate::decode::{Decoded, Mark};
use crate::system::files;

/// A file is read in pieces of this size where its text is not what stands in it: to read a line again, no more than a piece
/// is decoded before it. Where it is, each is twice as large as the one before, up to what is scanned at once.
const LEAST_PIECE: usize = 1 << 14;
const MOST_PIECE: usize = 1 << 18;

/// Reads a file, and reports marks.
pub(super) struct Marking {
    input: Decoded<File>,
    /// Takes each mark.
    report: Box<dyn Fn(Mark) + Send>,
    last: Option<Mark>,
    piece: usize,
}

impl Marking {
    pub(super) fn new(input: Decoded<File>, report: impl Fn(Mark) + Send + 'static) -> Self {
        Self { input, report: Box::new(report), last: None, piece: LEAST_PIECE }
    }

    fn mark(&mut self) {
        let Some(mark) = self.input.mark() else { return };
        let is_level = self.last.is_some_and(|last| last.is_level_with(&mark));
        self.piece = if is_level { (2 * self.piece).min(MOST_PIECE) } else { LEAST_PIECE };
        self.last = Some(mark);
        (self.report)(mark);
    }
}

impl Read for Marking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.last.is_none() {
            // The first bytes tell where the text begins.
            self.input.is_packed()?;
            self.mark();
        }
        let most = buffer.len().min(self.piece);
        let count = self.input.read(&mut buffer[..most])?;
        if count > 0 {
            self.mark();
        }
        Ok(count)
    }
}

/// A file whose text is read again.
pub(super) struct Marked {
    file: File,
    marks: Vec<Mark>,
}

impl Marked {
    pub(super) fn new(file: File) -> Self {
        Self { file, marks: Vec::new() }
    }

    pub(super) fn add(&mut self, mark: Mark) {
        // Between two marks that are level a third says nothing.
        if let [.., first, last] = &mut self.marks[..]
            && first.is_level_with(last)
            && last.is_level_with(&mark)
        {
            *last = mark;
        } else {
            self.marks.push(mark);
        }
    }

    /// That many bytes of the text from this one on, or from the first one after it that begins a character.
    pub(super) fn read(&self, from: u64, length: u64) -> io::Result<(u64, Vec<u8>)> {
        let next = self.marks.partition_point(|mark| mark.text <= from);
        let Some(&mark) = next.checked_sub(1).and_then(|last| self.marks.get(last)) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let is_level = self.marks.get(next).is_some_and(|next| mark.is_level_with(next));
        let start = if is_level { self.character(mark.at(from))? } else { mark };
        let mut text = Decoded::from(At { file: &self.file, position: start.file }, start);
        let from = from.max(start.text);
        io::copy(&mut (&mut text).take(from - start.text), &mut io::sink())?;
        let mut window = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        text.take(length).read_to_end(&mut window)?;
        Ok((from, window))
    }

    /// The first place from this one on that begins a character.
    fn character(&self, mark: Mark) -> io::Result<Mark> {
        let mut bytes = [0; 3];
        let count = files::read_at(&self.file, &mut bytes, mark.file)?;
        let rest = bytes[..count].iter().take_while(|byte| **byte & 0xc0 == 0x80).count();
        Ok(mark.at(mark.text + rest as u64))
    }
}

/// Reads a file from a place on, whatever else reads it.
struct At<'f> {
    file: &'f File,
    position: u64,
}

impl Read for At<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = files::read_at(self.file, buffer, self.position)?;
        self.position += count as u64;
        Ok(count)
    }
}
