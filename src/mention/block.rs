//! A text of any size in blocks, each of which tells what it mentions by itself.

use std::io::{self, ErrorKind, Read};
use std::ops::Range;

use memchr::{memchr_iter, memrchr};

/// In a line that is too long to be read whole, what decides about a candidate stands within this many bytes of where it
/// begins, before or after.
pub(super) const REACH: usize = 160;
/// A line of no more bytes than this is read whole.
pub(super) const LONGEST_LINE: usize = 1024;

/// As much of a text is held as this. A line that is longer is read in pieces.
const BLOCK: usize = 1 << 18;

/// A part of a text, with as much of what comes before and after it as decides about its mentions.
#[derive(Debug)]
pub struct Block {
    pub(super) buffer: Box<[u8]>,
    /// The number of bytes of text in the buffer.
    pub(super) filled: usize,
    /// Where the part begins whose mentions are this block's own, and where it ends.
    pub(super) from: usize,
    pub(super) end: usize,
    /// The number of bytes of the text before the buffer.
    pub(super) passed: u64,
    pub(super) lines: Lines,
    /// The last line of the part of a diff that is being read.
    pub(super) diff_end: u64,
    is_at_end: bool,
}

impl Default for Block {
    fn default() -> Self {
        Self::holding(BLOCK)
    }
}

impl Block {
    /// A block at the beginning of a text that holds `bytes` of it; fewer than it can work with are taken for the fewest.
    pub fn holding(bytes: usize) -> Self {
        Self {
            buffer: vec![0; bytes.max(2 * LONGEST_LINE)].into_boxed_slice(),
            filled: 0,
            from: 0,
            end: 0,
            passed: 0,
            lines: Lines { number: 1, start: 0, offset: 0, counted: 0 },
            diff_end: 0,
            is_at_end: false,
        }
    }

    /// Makes it a block at the beginning of another text.
    pub fn begin(&mut self) {
        (self.filled, self.from, self.end) = (0, 0, 0);
        (self.passed, self.diff_end, self.is_at_end) = (0, 0, false);
        self.lines = Lines { number: 1, start: 0, offset: 0, counted: 0 };
    }

    /// Reads once from `input`, and says whether there may be more. Call [`Block::cut`] after each read, the last one
    /// included. Fails when `input` does.
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

    /// The same, until the block is full or `input` ends.
    pub fn fill(&mut self, input: &mut dyn Read) -> io::Result<bool> {
        while self.read(input)? {
            if self.filled == self.buffer.len() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes `next`, whatever it held, the block that goes on where this one ends: ready to be read into. This one is then
    /// ready to be searched.
    pub fn cut(&mut self, next: &mut Self) {
        self.close();
        let mut lines = self.lines;
        lines.count(&self.buffer[..self.filled], self.end);
        let needless = self.needless(lines);
        let kept = &self.buffer[needless..self.filled];
        next.buffer[..kept.len()].copy_from_slice(kept);
        next.filled = kept.len();
        next.from = self.end - needless;
        next.passed = self.passed + needless as u64;
        next.diff_end = self.diff_end_at(lines);
        next.lines = lines;
        next.lines.discard(needless);
        next.is_at_end = false;
    }

    /// Puts its room among the spare ones, and keeps as much as it needs while nothing is read. [`Block::wake`] before the
    /// next read.
    pub fn rest(&mut self, spares: &mut Vec<Self>) {
        if self.buffer.len() >= BLOCK {
            let less = Self { buffer: vec![0; self.filled].into_boxed_slice(), ..Self::holding(0) };
            spares.push(self.move_to(less));
        }
    }

    /// Takes room to be read into again.
    pub fn wake(&mut self, spares: &mut Vec<Self>) {
        if self.buffer.len() < BLOCK {
            drop(self.move_to(spares.pop().unwrap_or_default()));
        }
    }

    /// Moves what it holds into the room of `other`, and gives its own.
    fn move_to(&mut self, mut other: Self) -> Self {
        other.buffer[..self.filled].copy_from_slice(&self.buffer[..self.filled]);
        std::mem::swap(&mut self.buffer, &mut other.buffer);
        other
    }

    /// The number of bytes of the text that have been read.
    pub fn position(&self) -> u64 {
        self.passed + self.filled as u64
    }

    /// The number of the line that the block begins with, from 1.
    pub fn line(&self) -> u64 {
        self.lines.number
    }

    /// The text whose mentions are this block's own: where its first line begins, or goes on, up to its end.
    pub fn text(&self) -> &[u8] {
        &self.buffer[self.from..self.end]
    }

    /// The number of the first line of [`Block::text`], from 1, and how much of that line came before, in bytes.
    pub fn place(&self) -> (u64, u64) {
        let mut lines = self.lines;
        lines.count(&self.buffer[..self.filled], self.from);
        (lines.number, lines.offset + (self.from - lines.start) as u64)
    }

    /// Settles up to where mentions can be told: all that may decide about them has been read.
    pub(super) fn close(&mut self) {
        let unread = &self.buffer[self.from..self.filled];
        self.end = match memrchr(b'\n', unread) {
            _ if self.is_at_end => self.filled,
            Some(last) => self.from + last + 1,
            None if self.filled == self.buffer.len() => self.from.max(clear_end(&self.buffer, self.filled - REACH)),
            None => self.from,
        };
    }

    /// Goes on where the block ends, in place.
    pub(super) fn advance(&mut self) {
        self.lines.count(&self.buffer[..self.filled], self.end);
        let needless = self.needless(self.lines);
        self.buffer.copy_within(needless..self.filled, 0);
        self.passed += needless as u64;
        self.filled -= needless;
        self.from = self.end - needless;
        self.lines.discard(needless);
    }

    /// The end of the text that is needed no more once the block has been searched: all but the line that is being read,
    /// and no more of that than may decide about the next mention.
    fn needless(&self, lines: Lines) -> usize {
        self.end.saturating_sub(REACH).max(lines.start)
    }

    /// The last line of the part of a diff in which the block ends. Its lines begin with these characters and no others.
    fn diff_end_at(&self, lines: Lines) -> u64 {
        let text = &self.buffer[..lines.start];
        let mut end = text.len();
        let mut number = lines.number;
        while end > 0 {
            let start = memrchr(b'\n', &text[..end - 1]).map_or(0, |at| at + 1);
            let line = &text[start..end];
            number -= 1;
            if let Some(lines) = hunk(line) {
                return number.saturating_add(lines);
            }
            if !matches!(line.first(), Some(b' ' | b'+' | b'-' | b'\\')) {
                return 0;
            }
            end = start;
        }
        self.diff_end
    }
}

/// The end of the last thing before `end` in a long line that is no part of a number or a name, unless that is far.
fn clear_end(text: &[u8], end: usize) -> usize {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b',' | b'.' | b'_');
    let parts = text[..end].iter().rev().take(REACH).take_while(|byte| is_part(byte)).count();
    if parts < REACH { end - parts } else { end }
}

/// Which line is being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines {
    /// Its number, from 1.
    pub(super) number: u64,
    /// Where it begins in the buffer.
    pub(super) start: usize,
    /// The number of its bytes before the buffer.
    pub(super) offset: u64,
    /// Up to where the buffer's line ends have been counted.
    counted: usize,
}

impl Lines {
    /// Goes on to the line that holds the byte at `to`. That may lie before what has been counted: the minus of a number
    /// whose digits are the first thing not yet searched.
    pub(super) fn count(&mut self, text: &[u8], to: usize) {
        let to = to.max(self.counted);
        let passed = &text[self.counted..to];
        if let Some(last) = memrchr(b'\n', passed) {
            // Where each line has a code, the one line end is right at the beginning.
            self.number += if last == 0 { 1 } else { memchr_iter(b'\n', passed).count() as u64 };
            self.start = self.counted + last + 1;
            self.offset = 0;
        }
        self.counted = to;
    }

    /// Goes on to the byte at `to`, which is the end of the same line.
    pub(super) fn stay(&mut self, to: usize) {
        self.counted = to;
    }

    /// Goes on to the next line, which is here.
    pub(super) fn go_on(&mut self, line: Range<usize>) {
        self.number += 1;
        self.offset = 0;
        self.start = line.start;
        self.counted = line.end;
    }

    /// Keeps up when the buffer's first bytes go.
    fn discard(&mut self, bytes: usize) {
        self.offset += (bytes - self.start) as u64;
        self.start = 0;
        self.counted -= bytes;
    }
}

/// How many lines the part of a diff has at most that `line` is the head of: `@@ -97,7 +97,8 @@`.
pub(super) fn hunk(line: &[u8]) -> Option<u64> {
    let line = str::from_utf8(line.strip_prefix(b"@@ -")?).ok()?;
    let (ranges, _) = line.split_once(" @@")?;
    let (old, new) = ranges.split_once(" +")?;
    let count = |range: &str| range.split_once(',').map_or(Some(1), |(_, count)| count.parse::<u64>().ok());
    Some(count(old)? + count(new)?)
}
