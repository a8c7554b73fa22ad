//! The text of a log that can't be read again from where it came, such as a pipe, kept in a file without a name: it is gone
//! when the program is, however that ends.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::system::files;

/// The number of bytes of a text that are kept. Of a longer one the oldest lines are gone.
const LIMIT: u64 = 256 << 20;

/// The last part of a text.
pub(super) struct Spool {
    file: File,
    limit: u64,
    written: AtomicU64,
}

impl Spool {
    /// Fails where there is no place for a temporary file.
    pub(super) fn new() -> io::Result<Self> {
        Self::holding(LIMIT)
    }

    fn holding(limit: u64) -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile()?, limit, written: AtomicU64::new(0) })
    }

    /// The first byte that is kept.
    pub(super) fn kept_from(&self) -> u64 {
        self.written.load(Ordering::Acquire).saturating_sub(self.limit)
    }

    /// Keeps what comes next.
    fn write(&self, mut text: &[u8]) -> io::Result<()> {
        let mut written = self.written.load(Ordering::Acquire);
        while !text.is_empty() {
            let at = written % self.limit;
            let fits = usize::try_from(self.limit - at).unwrap_or(usize::MAX).min(text.len());
            let count = files::write_at(&self.file, &text[..fits], at)?;
            written += count as u64;
            // At once, lest a reader take what is written over for what was there.
            self.written.store(written, Ordering::Release);
            text = &text[count..];
        }
        Ok(())
    }

    /// Reads what is kept from this byte on; returns how much that is.
    pub(super) fn read_at(&self, buffer: &mut [u8], from: u64) -> io::Result<usize> {
        let mut count = 0;
        while count < buffer.len() {
            let position = from + count as u64;
            let ahead = self.written.load(Ordering::Acquire).saturating_sub(position);
            let at = position % self.limit;
            let most = usize::try_from(ahead.min(self.limit - at)).unwrap_or(usize::MAX).min(buffer.len() - count);
            if most == 0 {
                break;
            }
            count += match files::read_at(&self.file, &mut buffer[count..count + most], at)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => read,
            };
        }
        // Bytes that were written over meanwhile are something else.
        if from < self.kept_from() { Err(io::ErrorKind::NotFound.into()) } else { Ok(count) }
    }
}

/// A text that is kept as it is read. Where it can't be, it is read all the same.
pub(super) struct Keeping<R> {
    pub(super) input: R,
    pub(super) spool: Option<Arc<Spool>>,
}

impl<R: Read> Read for Keeping<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        if self.spool.as_ref().is_some_and(|spool| spool.write(&buffer[..count]).is_err()) {
            self.spool = None;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_of_a_text_is_kept_and_the_rest_is_known_to_be_gone() {
        let spool = Spool::holding(100).expect("a temporary file");
        let text: Vec<u8> = (0..=255).collect();
        for piece in text.chunks(37) {
            spool.write(piece).expect("there is room");
        }
        assert_eq!(spool.kept_from(), 156);
        let mut buffer = [0; 200];
        assert_eq!(spool.read_at(&mut buffer, 156).expect("it is kept"), 100);
        assert_eq!(buffer[..100], text[156..]);
        assert_eq!(spool.read_at(&mut buffer, 250).expect("it is kept"), 6);
        assert!(spool.read_at(&mut buffer, 155).is_err());
    }
}
