//! A text of any size, read in blocks: its codes come out as its lines come in.

use std::io::{self, ErrorKind, Read};

use memchr::{memchr, memchr_iter, memrchr};

use super::Mention;
use super::finder::{Finder, LONGEST_LINE, REACH};
use crate::catalog::Catalog;

/// As much of a text is held as this. A line that is longer is read in pieces.
const BLOCK: usize = 1 << 18;

/// A line that mentions codes, or as much of it as is held.
#[derive(Debug)]
pub struct Passage<'t, 'c> {
    /// The number of the line, from 1.
    pub line: u64,
    /// Where in its line the passage begins, in bytes: 0 unless the line is longer than what is held.
    pub offset: u64,
    /// Where in the whole text the passage begins, in bytes.
    pub start: u64,
    /// The passage, without the end of the line. Pieces of one line overlap.
    pub text: &'t [u8],
    /// What it mentions, in order. The ranges are bytes of `text`.
    pub mentions: &'t [Mention<'c>],
}

/// Finds codes in a text that is read piece by piece. How it is cut makes no difference to what is found.
///
/// A number is a code under a key that says so (`X-ErrNo: -3004`, `"code":-97`, 错误码：71), listed or not, unless it is
/// 0 or 200, which say that all went well. Without a key it is one if a table lists it, it has a minus, or is a negative
/// one written without a sign (`0xFFFFFF9F`), or has three digits and is listed as it stands, and its line gives no other
/// account of it. A symbolic code is one where it stands alone, letter for letter.
#[derive(Debug)]
pub struct Scanner<'c> {
    finder: Finder<'c>,
    buffer: Box<[u8]>,
    /// How much of the buffer holds text, and how much of that has been searched.
    filled: usize,
    searched: usize,
    /// How much of the text came before the buffer.
    passed: u64,
    is_at_end: bool,
    lines: Lines,
}

impl<'c> Scanner<'c> {
    /// A scanner at the beginning of a text.
    pub fn new(catalog: &'c Catalog) -> Self {
        Self::holding(BLOCK, catalog, &[])
    }

    /// The same with further names of keys that hold codes.
    pub fn with_keys(catalog: &'c Catalog, keys: &[String]) -> Self {
        Self::holding(BLOCK, catalog, keys)
    }

    /// A scanner that holds `bytes` of the text at a time; fewer than it can work with are taken for the fewest.
    pub fn holding(bytes: usize, catalog: &'c Catalog, keys: &[String]) -> Self {
        Self {
            finder: Finder::new(catalog, keys),
            buffer: vec![0; bytes.max(2 * LONGEST_LINE)].into_boxed_slice(),
            filled: 0,
            searched: 0,
            passed: 0,
            is_at_end: false,
            lines: Lines { number: 1, start: 0, offset: 0, counted: 0 },
        }
    }

    /// Reads once from `input`, and says whether there may be more. Call [`Scanner::search`] after each read, the last
    /// one included. Fails when `input` does.
    pub fn read(&mut self, input: &mut dyn Read) -> io::Result<bool> {
        let count = loop {
            match input.read(&mut self.buffer[self.filled..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        self.filled += count;
        self.is_at_end = count == 0;
        Ok(!self.is_at_end)
    }

    /// The number of the line that is being read, from 1.
    pub fn line(&self) -> u64 {
        self.lines.number
    }

    /// How much of the text has been read, in bytes.
    pub fn position(&self) -> u64 {
        self.passed + self.filled as u64
    }

    /// Gives every passage that has been read to its end, in order, to `take`. Fails when `take` does.
    pub fn search<E>(&mut self, take: impl FnMut(&Passage<'_, 'c>) -> Result<(), E>) -> Result<(), E> {
        let end = self.safe_end();
        self.searched = self.search_to(end, take)?;
        self.lines.count(&self.buffer[..self.filled], self.searched);
        self.discard();
        Ok(())
    }

    /// Gives what an unfinished line mentions to `take`, as if the text ended here. It is all given anew when there is more
    /// of the line. Fails when `take` does.
    pub fn search_unfinished<E>(&mut self, take: impl FnMut(&Passage<'_, 'c>) -> Result<(), E>) -> Result<(), E> {
        let lines = self.lines;
        let result = self.search_to(self.filled, take);
        self.lines = lines;
        result.map(drop)
    }

    /// Searches on up to `end`; returns up to where, which may be farther.
    fn search_to<E>(
        &mut self,
        end: usize,
        mut take: impl FnMut(&Passage<'_, 'c>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let text = &self.buffer[..self.filled];
        let mut at = self.searched;
        let mut mentions: Vec<Mention<'c>> = Vec::new();
        while let Some(candidate) = self.finder.candidate(text, at..end) {
            self.lines.count(text, candidate);
            let Lines { number, start, offset, .. } = self.lines;
            let line_end = memchr(b'\n', &text[candidate..]).map_or(text.len(), |end| candidate + end);
            let line = &text[start..line_end];
            mentions.clear();
            if offset == 0 && line.len() <= LONGEST_LINE {
                self.finder.line(line, number, &mut mentions);
                at = line_end;
            } else {
                let mut next = Some(candidate);
                while let Some(candidate) = next {
                    self.finder.part(line, candidate - start, &mut mentions);
                    at = mentions.last().map_or(0, |last| last.range.end + start).max(candidate + 1);
                    next = self.finder.candidate(text, at..end.min(line_end));
                }
                at = end.min(line_end).max(at);
            }
            if !mentions.is_empty() {
                let start = self.passed + start as u64;
                take(&Passage { line: number, offset, start, text: line, mentions: &mentions })?;
            }
        }
        Ok(at.max(end))
    }

    /// Up to where candidates can be judged: all that may decide about them has been read.
    fn safe_end(&self) -> usize {
        if self.is_at_end {
            return self.filled;
        }
        match memrchr(b'\n', &self.buffer[self.searched..self.filled]) {
            Some(last) => self.searched + last + 1,
            None if self.filled == self.buffer.len() => self.searched.max(self.filled - REACH),
            None => self.searched,
        }
    }

    /// Makes room: nothing is needed any more but the line that is being read, and no more of that than may decide
    /// about the next candidate.
    fn discard(&mut self) {
        let needless = self.searched.saturating_sub(REACH).max(self.lines.start);
        self.buffer.copy_within(needless..self.filled, 0);
        self.passed += needless as u64;
        self.filled -= needless;
        self.searched -= needless;
        self.lines.discard(needless);
    }
}

/// Which line is being read.
#[derive(Clone, Copy, Debug)]
struct Lines {
    /// Its number, from 1.
    number: u64,
    /// Where it begins in the buffer.
    start: usize,
    /// How much of it came before the buffer.
    offset: u64,
    /// Up to where the buffer's line ends have been counted.
    counted: usize,
}

impl Lines {
    /// Goes on to the line that holds the byte at `to`. That may lie before what has been counted: the minus of a number
    /// whose digits are the first thing not yet searched.
    fn count(&mut self, text: &[u8], to: usize) {
        let to = to.max(self.counted);
        let passed = &text[self.counted..to];
        if let Some(last) = memrchr(b'\n', passed) {
            self.number += memchr_iter(b'\n', passed).count() as u64;
            self.start = self.counted + last + 1;
            self.offset = 0;
        }
        self.counted = to;
    }

    /// Keeps up when the buffer's first bytes go.
    fn discard(&mut self, bytes: usize) {
        self.offset += (bytes - self.start) as u64;
        self.start = 0;
        self.counted -= bytes;
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::Scanner;
    use crate::catalog::Catalog;

    /// The codes in a text that comes in pieces of `piece` bytes: line, offset in the line, code; `?` if unlisted.
    fn scan(mut text: &[u8], piece: usize, catalog: &Catalog) -> Vec<(u64, u64, String)> {
        let mut scanner = Scanner::new(catalog);
        let mut found = Vec::new();
        loop {
            let (next, rest) = text.split_at(piece.min(text.len()));
            text = rest;
            let more = scanner.read(&mut &*next).expect("memory can be read");
            let Ok(()) = scanner.search(|passage| {
                for mention in passage.mentions {
                    let code = format!("{}{}", mention.code, if mention.is_listed() { "" } else { "?" });
                    found.push((passage.line, passage.offset + mention.range.start as u64, code));
                }
                Ok::<_, Infallible>(())
            });
            if !more {
                return found;
            }
        }
    }

    #[test]
    fn a_line_of_a_log_mentions_just_its_codes() {
        let catalog = Catalog::embedded();
        let mut misses = Vec::new();
        for line in include_str!("../../tests/data/log-lines.txt").lines() {
            let Some((expected, text)) = line.split_once('|').filter(|_| !line.starts_with('#')) else { continue };
            let found = scan(text.as_bytes(), usize::MAX, &catalog);
            let codes: Vec<&str> = found.iter().map(|(_, _, code)| code.as_str()).collect();
            if codes != expected.split_whitespace().collect::<Vec<_>>() {
                misses.push(format!("{text}: {codes:?}, not {}", expected.trim()));
            }
        }
        assert!(misses.is_empty(), "{misses:#?}");
    }
}
