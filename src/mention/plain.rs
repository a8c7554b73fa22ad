//! A line of a log in plain characters: escapes decoded, colours and links left out, full-width forms and dashes in ASCII,
//! each byte with the way back to where it was made from.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

use crate::fold;

/// Entities of HTML that stand beside codes.
const ENTITIES: [(&[u8], u8); 10] = [
    (b"&quot;", b'"'),
    (b"&minus;", b'-'),
    (b"&#45;", b'-'),
    (b"&#8722;", b'-'),
    (b"&#34;", b'"'),
    (b"&#39;", b'\''),
    (b"&amp;", b'&'),
    (b"&nbsp;", b' '),
    (b"&lt;", b'<'),
    (b"&gt;", b'>'),
];

/// The ways in which programs write the control character that begins a sequence, itself included.
const ESCAPES: [&[u8]; 8] = [b"\x1b", br"\u001b", br"\u001B", br"\x1b", br"\x1B", br"\033", br"\e", b"#033"];

/// A sequence that steers a terminal is no longer than this, an address in it aside.
const LONGEST_SEQUENCE: usize = 32;

/// A stretch of text in plain characters. One is used for many lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Plain {
    text: Vec<u8>,
    /// True if the text is another than what was read.
    is_changed: bool,
    /// For each byte of the text, the bytes that it was made from; empty where the text is what it was made from.
    origins: Vec<(u32, u32)>,
}

impl Plain {
    /// Reads `line`, which has no line end.
    pub(super) fn read(&mut self, line: &[u8]) {
        self.text.clear();
        self.origins.clear();
        self.is_changed = !is_plain(line);
        let mut at = 0;
        while self.is_changed && at < line.len() {
            at += self.character(line, at);
        }
    }

    /// True if the text is another than the line that was read.
    pub(super) fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// The text of `line`, which is what was read last: most lines are their own.
    pub(super) fn text<'t>(&'t self, line: &'t [u8]) -> &'t [u8] {
        if self.is_changed { &self.text } else { line }
    }

    /// The bytes of the line that a part of the text, which is not empty, was made from.
    pub(super) fn origin(&self, part: &Range<usize>) -> Range<usize> {
        match (self.origins.get(part.start), self.origins.get(part.end - 1)) {
            (Some((start, _)), Some((_, end))) => *start as usize..*end as usize,
            _ => part.clone(),
        }
    }

    /// Reads what begins at `at`, and gives its length.
    fn character(&mut self, line: &[u8], at: usize) -> usize {
        let rest = &line[at..];
        if let Some(length) = sequence(rest) {
            // A colour parts words as a space does.
            self.push(b" ", at, length);
            return length;
        }
        let (byte, length) = match rest {
            [b'\\', b'n' | b'r' | b't', ..] => (b' ', 2),
            [b'\\', b'"' | b'\'' | b'/' | b'\\', ..] => return 1,
            [b'\\', b'u', b'0', b'0', a, b, ..] => match hexadecimal(*a, *b) {
                Some(byte) => (byte, 6),
                None => (b'\\', 1),
            },
            [b'\\', b'x', a, b, ..] => match hexadecimal(*a, *b) {
                Some(byte) => (byte, 4),
                None => (b'\\', 1),
            },
            [b'%', a @ b'2'..=b'7', b, ..] => match hexadecimal(*a, *b).filter(|byte| !byte.is_ascii_alphanumeric()) {
                Some(byte) => (byte, 3),
                None => (b'%', 1),
            },
            [b'=', b'3', b'D', ..] => (b'=', 3),
            [b'=', b'2', b'0', b'-', ..] if at == 0 || !line[at - 1].is_ascii_alphanumeric() => (b' ', 3),
            [b'&', ..] => ENTITIES
                .iter()
                .find(|(name, _)| rest.starts_with(name))
                .map_or((b'&', 1), |(name, byte)| (*byte, name.len())),
            [byte @ ..=0x7f, ..] => (*byte, 1),
            _ => return self.wide(line, at),
        };
        self.push(&[byte], at, length);
        length
    }

    /// Reads the character at `at`, which is longer than a byte or no text at all.
    fn wide(&mut self, line: &[u8], at: usize) -> usize {
        let length = match line[at] {
            0xf0.. => 4,
            0xe0.. => 3,
            0xc0.. => 2,
            _ => 1,
        };
        let bytes = &line[at..line.len().min(at + length)];
        let Some(c) = str::from_utf8(bytes).ok().and_then(|text| text.chars().next()) else {
            self.push(&line[at..=at], at, 1);
            return 1;
        };
        // The dash of a Chinese keyboard comes in twos.
        if c == '—' && line[at + length..].starts_with("—".as_bytes()) {
            self.push(b"-", at, 2 * length);
            return 2 * length;
        }
        if let Some(plain) = fold::plain(c) {
            self.push(plain.encode_utf8(&mut [0; 4]).as_bytes(), at, length);
        }
        length
    }

    fn push(&mut self, bytes: &[u8], at: usize, length: usize) {
        self.text.extend_from_slice(bytes);
        let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.origins.resize(self.text.len(), (bound(at), bound(at + length)));
    }
}

/// True if a line holds nothing that [`Plain`] changes.
fn is_plain(line: &[u8]) -> bool {
    /// The number of bytes that are looked at without a branch between, so that the processor takes many at a time.
    const AT_ONCE: usize = 64;
    let begins_something =
        |byte: u8| u8::from(byte >= 0x80) | u8::from(matches!(byte, b'\\' | b'%' | b'&' | b'#' | 0x1b));
    let holds_something = |bytes: &[u8]| bytes.iter().fold(0, |found, byte| found | begins_something(*byte)) != 0;
    let begins_escape = |at: usize| matches!(line.get(at + 1..at + 3), Some(b"3D" | b"20"));
    let holds_any = match line.last_chunk::<AT_ONCE>() {
        // The last bytes are looked at twice, which is quicker than one after the other.
        Some(last) => holds_something(last) || line.as_chunks::<AT_ONCE>().0.iter().any(|chunk| holds_something(chunk)),
        None => holds_something(line),
    };
    !holds_any && !memchr_iter(b'=', line).any(begins_escape)
}

fn hexadecimal(first: u8, second: u8) -> Option<u8> {
    let digit = |byte: u8| (byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = digit(first)? * 16 + digit(second)?;
    (0x20..0x7f).contains(&byte).then_some(byte)
}

/// The length in bytes of the terminal's sequence that `text` begins with: a colour, `ESC[K`, `ESC(B`, a link.
fn sequence(text: &[u8]) -> Option<usize> {
    if !matches!(text.first(), Some(0x1b | b'\\' | b'#')) {
        return None;
    }
    let start = ESCAPES.iter().find(|escape| text.starts_with(escape))?.len();
    let rest = &text[start..text.len().min(start + LONGEST_SEQUENCE)];
    match rest {
        [b'[', parameters @ ..] => {
            let length =
                parameters.iter().take_while(|byte| matches!(**byte, b'0'..=b'9' | b';' | b':' | b'?')).count();
            parameters.get(length).filter(|byte| byte.is_ascii_alphabetic()).map(|_| start + 2 + length)
        }
        [b'(' | b')', _, ..] => Some(start + 2),
        [b']', ..] => {
            let body = &text[start..];
            let bell = memchr(7, body).map(|at| at + 1);
            let end = body.windows(2).position(|pair| pair == b"\x1b\\").map(|at| at + 2);
            bell.into_iter().chain(end).min().map(|length| start + length)
        }
        _ if start == 1 => Some(1),
        _ => None,
    }
}
