//! Decodes bytes in any known encoding to UTF-8.

use std::io::{self, Cursor, Read};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::kind::{self, BINARY};
use super::lines::Lines;
use super::mark::{Encoding, Mark};
use super::{Source, read_head};

/// A file is binary if more than one in this many of its bytes is a control character, and it has at least so many of them.
const BYTES_A_CONTROL: usize = 20;
const FEWEST_CONTROLS: usize = 8;
/// The bytes of UTF-16 that are decoded at once.
const PIECE: usize = 1 << 15;

/// Reads a stream as UTF-8.
pub(super) enum Text<R: Read> {
    Lines(Lines<Source<R>>),
    Wide(Box<Wide<Source<R>>>),
}

impl<R: Read> Text<R> {
    /// Reads `input`, of which `head` has been read. Fails where that is no text.
    pub(super) fn open(mut head: Vec<u8>, mut input: R) -> io::Result<Self> {
        read_head(&mut head, &mut input, |head| {
            matches!(head.len(), 1..4) && matches!(head[0], 0xef | 0xfe | 0xff | 0)
        })?;
        // Compressed data may itself be compressed.
        if let kind::Packing::Other(unreadable) = kind::packing(&head) {
            return Err(unreadable.into());
        }
        let marked = encoding_rs::Encoding::for_bom(&head);
        let encoding = marked.map(|(encoding, _)| encoding).or_else(|| unmarked_utf16(&head));
        let mark = marked.map_or(0, |(_, length)| length as u64);
        if encoding.is_none() && is_binary(&head) {
            return Err(BINARY.into());
        }
        let mut head = Cursor::new(head);
        head.set_position(mark);
        let encoding = encoding.filter(|encoding| *encoding != UTF_8).map_or(Encoding::START, Encoding::Wide);
        Ok(Self::reading(Source { head, rest: input }, mark, encoding))
    }

    /// Reads on from a mark, where `input` stands.
    pub(super) fn from(input: R, mark: Mark) -> Self {
        Self::reading(Source { head: Cursor::default(), rest: input }, mark.file, mark.encoding)
    }

    fn reading(source: Source<R>, position: u64, encoding: Encoding) -> Self {
        match encoding {
            Encoding::Lines { has_gbk } => Self::Lines(Lines::new(source, position, has_gbk)),
            Encoding::Wide(encoding) => Self::Wide(Box::new(Wide::new(source, position, encoding))),
        }
    }

    /// Where in the input stands what comes next, and how it goes on from there, where that can be told.
    pub(super) fn place(&self) -> Option<(u64, Encoding)> {
        match self {
            Self::Lines(lines) => lines.place(),
            Self::Wide(wide) => wide.place(),
        }
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Lines(lines) => lines.read(buffer),
            Self::Wide(wide) => wide.read(buffer),
        }
    }
}

/// The byte order of UTF-16 without a byte order mark: of each two bytes, the same one is zero now and then, and the other
/// never.
pub(crate) fn unmarked_utf16(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let zeros = |from: usize| head.iter().take(64).skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 2..) => Some(UTF_16LE),
        (2.., 0) => Some(UTF_16BE),
        _ => None,
    }
}

/// True if bytes are not text. Zeros don't count: a log may have a hole where its machine lost power, or where it was cut short
/// while it was written.
fn is_binary(head: &[u8]) -> bool {
    let is_control = |byte: u8| matches!(byte, 1..=6 | 0x0e..=0x1a | 0x1c..=0x1f);
    // Nearly all texts have none, which is told many bytes at a time.
    if head.iter().fold(0, |any, byte| any | u8::from(is_control(*byte))) == 0 {
        return false;
    }
    let controls = head.iter().filter(|byte| is_control(**byte)).count();
    let others = head.iter().filter(|byte| **byte != 0).count();
    controls >= FEWEST_CONTROLS && controls * BYTES_A_CONTROL > others
}

/// Reads UTF-16 as UTF-8.
pub(super) struct Wide<R> {
    input: R,
    /// How much of the input has been read.
    position: u64,
    encoding: &'static encoding_rs::Encoding,
    piece: Box<[u8]>,
    /// How many bytes at the start of the piece are the beginning of a character.
    begun: usize,
    text: Vec<u8>,
    /// The number of bytes of the text that the reader has got.
    given: usize,
}

impl<R: Read> Wide<R> {
    fn new(input: R, position: u64, encoding: &'static encoding_rs::Encoding) -> Self {
        let piece = vec![0; PIECE].into_boxed_slice();
        Self { input, position, encoding, piece, begun: 0, text: Vec::new(), given: 0 }
    }

    fn place(&self) -> Option<(u64, Encoding)> {
        let is_between = self.given == self.text.len();
        is_between.then_some((self.position - self.begun as u64, Encoding::Wide(self.encoding)))
    }

    /// How many of the first bytes of the piece are whole characters: not half a unit, nor half a pair of units.
    fn whole(&self, filled: usize) -> usize {
        let units = filled & !1;
        let high = self.piece[..units].iter().nth_back(usize::from(self.encoding == UTF_16BE));
        if high.is_some_and(|high| matches!(high, 0xd8..=0xdb)) { units - 2 } else { units }
    }
}

impl<R: Read> Read for Wide<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !buffer.is_empty() {
            let count = self.input.read(&mut self.piece[self.begun..])?;
            if count == 0 {
                return Ok(0);
            }
            self.position += count as u64;
            let filled = self.begun + count;
            let whole = self.whole(filled);
            let mut decoder = self.encoding.new_decoder_without_bom_handling();
            self.text.resize(decoder.max_utf8_buffer_length(whole).unwrap_or(PIECE), 0);
            let (_, _, written, _) = decoder.decode_to_utf8(&self.piece[..whole], &mut self.text, true);
            self.text.truncate(written);
            self.given = 0;
            self.piece.copy_within(whole..filled, 0);
            self.begun = filled - whole;
        }
        let count = (&self.text[self.given..]).read(buffer)?;
        self.given += count;
        Ok(count)
    }
}
