//! A file as lines of text: its encoding found out, its bytes read as they are needed.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, GBK, UTF_8};

use super::{Problem, TableError as Error};

/// How many bytes are read at once.
const CHUNK: usize = 1 << 16;
/// A file with a longer line is no table; a device that never ends is found out by it.
const LONGEST_LINE: usize = 1 << 26;

/// The lines of one file, from the present one on. Offsets count from the present line's start.
#[expect(clippy::struct_excessive_bools, reason = "each can be so whatever the others are")]
pub(super) struct Lines<R> {
    source: R,
    decoder: Decoder,
    /// Nothing but ASCII has come yet, so the encoding is still open.
    undecided: bool,
    /// Some bytes were no text in this encoding.
    broken: bool,
    /// Lines end with a carriage return alone, as some spreadsheets still save them.
    returns: bool,
    bytes: Vec<u8>,
    text: String,
    start: usize,
    number: u64,
    ended: bool,
}

impl<R: Read> Lines<R> {
    /// Stands at the first line. Fails where the first bytes cannot be read, or are UTF-16 without saying so.
    pub(super) fn new(source: R) -> Result<Self, Error> {
        let decoder = UTF_8.new_decoder_without_bom_handling();
        let text = String::with_capacity(2 * CHUNK);
        let bytes = Vec::with_capacity(CHUNK);
        let mut lines = Self {
            source,
            decoder,
            undecided: true,
            broken: false,
            returns: false,
            bytes,
            text,
            start: 0,
            number: 1,
            ended: false,
        };
        lines.read_chunk()?;
        if lines.bytes.starts_with(&[0xff, 0xfe, 0, 0]) || lines.bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
            return Err(Error::Encoding("UTF-32"));
        }
        if let Some((encoding, mark)) = Encoding::for_bom(&lines.bytes) {
            lines.decoder = encoding.new_decoder_without_bom_handling();
            lines.undecided = false;
            lines.bytes.drain(..mark);
        } else if is_unmarked_utf16(&lines.bytes) {
            return Err(Error::Encoding("UTF-16 without a byte order mark"));
        }
        lines.decode()?;
        lines.returns = lines.text.contains('\r') && !lines.text.contains('\n');
        lines.end_lines(0);
        Ok(lines)
    }

    /// The number of the present line, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The text that has been read, from the present line on.
    pub(super) fn ahead(&self) -> &str {
        &self.text[self.start..]
    }

    /// Where the line that starts at `from` ends, its newline included, or `None` where the text ends at `from`. Reads as
    /// much as it takes.
    pub(super) fn end_of_line(&mut self, from: usize) -> Result<Option<usize>, Error> {
        let mut searched = from;
        loop {
            let ahead = self.ahead();
            if let Some(newline) = memchr::memchr(b'\n', &ahead.as_bytes()[searched..]) {
                return Ok(Some(searched + newline + 1));
            }
            searched = ahead.len();
            if searched - from > LONGEST_LINE {
                return Err(Error::EndlessLine(self.number));
            }
            if self.ended {
                return Ok((searched > from).then_some(searched));
            }
            self.read_chunk()?;
            self.decode()?;
        }
    }

    /// Reports bytes between here and `end` that are no text in the encoding of the file.
    pub(super) fn check(&self, end: usize, report: &mut dyn FnMut(Problem)) {
        if self.broken && self.ahead()[..end].contains(char::REPLACEMENT_CHARACTER) {
            let what = format!("some bytes are not {}", self.decoder.encoding().name());
            report(Problem { line: self.number, what });
        }
    }

    /// Leaves `lines` lines behind, which end at `end`.
    pub(super) fn advance(&mut self, end: usize, lines: u64) {
        self.start += end;
        self.number += lines;
    }

    fn read_chunk(&mut self) -> io::Result<()> {
        self.bytes.clear();
        let read = (&mut self.source).take(CHUNK as u64).read_to_end(&mut self.bytes)?;
        self.ended = read < CHUNK;
        Ok(())
    }

    /// Turns `bytes` into text, at the end of what is there and in the place of what is behind.
    fn decode(&mut self) -> Result<(), Error> {
        if self.undecided && !self.bytes.is_ascii() {
            self.decoder = guess(&self.bytes)?.new_decoder_without_bom_handling();
            self.undecided = false;
        }
        self.text.drain(..self.start);
        self.start = 0;
        let most = self.decoder.max_utf8_buffer_length(self.bytes.len()).ok_or(Error::EndlessLine(self.number))?;
        self.text.reserve(most);
        let before = self.text.len();
        let (result, _, broken) = self.decoder.decode_to_string(&self.bytes, &mut self.text, self.ended);
        debug_assert_eq!(result, CoderResult::InputEmpty, "the room was asked for");
        self.broken |= broken;
        self.end_lines(before);
        Ok(())
    }

    /// Gives the lines from `from` on the ends that others have.
    fn end_lines(&mut self, from: usize) {
        if self.returns {
            let ended = self.text[from..].replace('\r', "\n");
            self.text.replace_range(from.., &ended);
        }
    }
}

/// Whether, of each two bytes, always the same one is zero now and then, and the other never: text that was saved as
/// "Unicode".
fn is_unmarked_utf16(bytes: &[u8]) -> bool {
    let zeros = |from: usize| bytes.iter().take(64).skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    matches!((zeros(0), zeros(1)), (0, 2..) | (2.., 0))
}

/// The encoding of bytes that are not all ASCII. A few broken characters among many whole ones do not make UTF-8 anything
/// else.
fn guess(bytes: &[u8]) -> Result<&'static Encoding, Error> {
    let mut whole = 0;
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // A zero byte is in no text. What this is will turn out to have no table.
    if broken * 8 <= whole.max(8) || bytes.contains(&0) {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    if encoding == GBK || is_common_gbk(bytes) { Ok(GB18030) } else { Err(Error::Encoding(encoding.name())) }
}

/// Of a text with more bytes than this that are not ASCII, the detector knows the language.
const FEW_BYTES: usize = 120;

/// Whether these few bytes are common Chinese characters and punctuation in GBK. A detector that knows no language
/// from the start cannot tell so little text from Korean or Czech; the tables that come here are Chinese.
fn is_common_gbk(bytes: &[u8]) -> bool {
    let (mut common, mut rare) = (0, 0);
    let mut rest = bytes.iter();
    while let Some(&lead) = rest.next() {
        if lead.is_ascii() {
            continue;
        }
        match (lead, rest.next()) {
            (0xa1..=0xa3, Some(0xa1..=0xfe)) => {}
            (0xb0..=0xd7, Some(0xa1..=0xfe)) => common += 2,
            (0xd8..=0xf7, Some(0xa1..=0xfe)) => rare += 2,
            _ => return false,
        }
    }
    common > 0 && rare * 7 <= common && common + rare <= FEW_BYTES
}
