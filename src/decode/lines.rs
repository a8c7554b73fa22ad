//! Reads lines of UTF-8, some of which may be in GBK. A line in GBK may look like UTF-8 up to any of its characters, so that
//! lines are judged as a whole.

use std::io::{self, Read};

use encoding_rs::GB18030;

use super::mark::Encoding;

/// The most bytes of a line that are held back until it is clear whether it is in GBK.
const MOST_HELD: usize = 1 << 12;

/// Reads UTF-8, with lines in GBK decoded. Text that is UTF-8 goes straight into the reader's buffer.
pub(super) struct Lines<R> {
    input: R,
    /// How much of the input has been read.
    position: u64,
    /// Bytes that can't be decoded yet: the beginning of a character, or of a line that is not UTF-8.
    held: Vec<u8>,
    /// The decoded text, and how many of its bytes the reader has got.
    decoded: Vec<u8>,
    given: usize,
    /// True once a line was in GBK. From then on lines that could be either are tested as GBK.
    has_gbk: bool,
}

impl<R: Read> Lines<R> {
    /// Reads on from `position`, which is where `input` stands.
    pub(super) fn new(input: R, position: u64, has_gbk: bool) -> Self {
        Self { input, position, held: Vec::new(), decoded: Vec::new(), given: 0, has_gbk }
    }

    /// Where in the input stands what comes next, and how it goes on from there; `None` amid a line that was decoded.
    pub(super) fn place(&self) -> Option<(u64, Encoding)> {
        let is_between = self.given == self.decoded.len();
        is_between.then_some((self.position - self.held.len() as u64, Encoding::Lines { has_gbk: self.has_gbk }))
    }

    /// Decodes the held bytes and then `text`, up to the last line end; all of them at the end of the input, or if the last
    /// line is long.
    fn decode(&mut self, text: &[u8], is_at_end: bool) {
        self.decoded.clear();
        self.given = 0;
        let mut all = std::mem::take(&mut self.held);
        all.extend_from_slice(text);
        let last_line = all.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let end = match all.len() - last_line {
            _ if is_at_end => all.len() - begun(&all[last_line..]),
            // No second byte of a GBK character is below 0x30, so the text can be split there.
            MOST_HELD.. => all.iter().rposition(|byte| *byte < 0x30).map_or(all.len(), |at| at + 1),
            _ => all[last_line..].iter().position(|byte| !byte.is_ascii()).map_or(all.len(), |at| last_line + at),
        };
        for line in all[..end].split_inclusive(|byte| *byte == b'\n') {
            let may_be_gbk = str::from_utf8(line).is_err() || (self.has_gbk && is_ambiguous(line));
            if may_be_gbk && is_gbk(line) {
                self.has_gbk = true;
                let (text, _) = GB18030.decode_without_bom_handling(line);
                self.decoded.extend_from_slice(text.as_bytes());
            } else {
                self.decoded.extend_from_slice(line);
            }
        }
        all.drain(..end);
        self.held = all;
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.given < self.decoded.len() {
                let count = (&self.decoded[self.given..]).read(buffer)?;
                self.given += count;
                return Ok(count);
            }
            let count = self.input.read(buffer)?;
            self.position += count as u64;
            if count == 0 {
                // Half a character waits for its other half: a file may grow.
                if buffer.is_empty() || begun(&self.held) == self.held.len() {
                    return Ok(0);
                }
                self.decode(&[], true);
                continue;
            }
            let text = &buffer[..count];
            if !self.held.is_empty() {
                self.decode(text, false);
                continue;
            }
            // Most text is ASCII, and that is checked faster than UTF-8.
            if text.is_ascii() {
                return Ok(count);
            }
            match str::from_utf8(text) {
                Err(error) if error.error_len().is_some() => self.decode(text, false),
                _ if self.has_gbk => self.decode(text, false),
                result => {
                    let valid = result.map_or_else(|error| error.valid_up_to(), |_| count);
                    let clear = clear_end(&text[..valid]);
                    self.held.extend_from_slice(&text[clear..]);
                    if clear > 0 {
                        return Ok(clear);
                    }
                }
            }
        }
    }
}

/// How many bytes at the end of a line are the beginning of a character.
fn begun(line: &[u8]) -> usize {
    match str::from_utf8(line) {
        Ok(_) => 0,
        Err(error) if error.error_len().is_none() => line.len() - error.valid_up_to(),
        Err(_) => {
            let mut rest = line.iter();
            while let Some(lead) = rest.next() {
                if !lead.is_ascii() && rest.next().is_none() {
                    return 1;
                }
            }
            0
        }
    }
}

/// The length in bytes of the text that can only be UTF-8. The last line, which has no end yet, may still prove to be GBK.
fn clear_end(text: &[u8]) -> usize {
    let last_line = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line = &text[last_line..];
    let first = line.iter().position(|byte| !byte.is_ascii()).filter(|_| is_ambiguous(line) && line.len() < MOST_HELD);
    first.map_or(text.len(), |first| last_line + first)
}

/// True if a line in UTF-8 has only characters of two bytes, which may also be Chinese in GBK.
fn is_ambiguous(line: &[u8]) -> bool {
    !line.is_ascii() && line.iter().all(|byte| *byte < 0xe0)
}

/// True if a line that is not UTF-8 is Chinese in GBK: only whole pairs of bytes, mostly common characters and punctuation.
fn is_gbk(line: &[u8]) -> bool {
    let (mut common, mut others) = (0, 0);
    let mut rest = line.iter();
    while let Some(&lead) = rest.next() {
        if lead.is_ascii() {
            continue;
        }
        match (lead, rest.next()) {
            (0xa1..=0xa3 | 0xb0..=0xd7, Some(0xa1..=0xfe)) => common += 1,
            (0x81..=0xfe, Some(0x40..=0x7e | 0x80..=0xfe)) => others += 1,
            _ => return false,
        }
    }
    common > others
}
