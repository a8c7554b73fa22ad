//! The tokens of a plain line: words, whole numbers, other figures, and single marks.

use std::ops::Range;

use super::keys::{Class, Keys};
use crate::catalog;

/// A number longer than this is no code: 64 bits in decimal have 20 digits.
const MOST_DIGITS: usize = 20;

/// A part of a line.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Where it stands in the plain text.
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
    /// True if a space, or nothing at all, stands before it.
    pub(super) is_spaced: bool,
}

/// The kind of a token. It has a byte of its own: to tell it from what a number leaves free takes longer, for each token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// A name in ASCII, hyphens within it included: `X-ErrNo`.
    Word,
    /// A run of characters of other scripts.
    Foreign,
    /// A whole number that may be a code.
    Int(Int),
    /// Any other number: a date, a version, an address, a fraction.
    Figure,
    /// Any other character.
    Mark(u8),
}

/// A whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact of how a number is written, free of the others")]
pub(super) struct Int {
    pub(super) value: i64,
    /// True if it is written with a minus.
    pub(super) has_minus: bool,
    /// True if it is written in hexadecimal.
    pub(super) is_hex: bool,
    /// True if `0x` is left out: `ffffff9f`.
    pub(super) is_bare_hex: bool,
    /// The number of digits that it is written with.
    pub(super) digits: u8,
    /// True if it is written with more digits than it needs.
    pub(super) is_padded: bool,
    /// True if a dot touches it from before: `errno.-97`.
    pub(super) is_dotted: bool,
}

/// The kind of token that a byte may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begin {
    Space,
    Digit,
    Letter,
    Foreign,
    Hyphen,
    Mark,
}

/// The kind of token that each byte begins: a log is millions of tokens, and a look into a table is the quickest question.
static BEGINS: [Begin; 256] = {
    let mut begins = [Begin::Foreign; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        begins[byte as usize] = match byte {
            b'0'..=b'9' => Begin::Digit,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Begin::Letter,
            0..=b' ' | 0x7f => Begin::Space,
            b'-' => Begin::Hyphen,
            _ => Begin::Mark,
        };
        byte += 1;
    }
    begins
};

/// The answers of [`is_word`].
static IS_WORD: [bool; 256] = {
    let mut is_word = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        is_word[byte] = matches!(BEGINS[byte], Begin::Digit | Begin::Letter);
        byte += 1;
    }
    is_word
};

/// True if a byte belongs to a word: what touches a word is a part of it.
#[inline]
pub(super) fn is_word(byte: u8) -> bool {
    IS_WORD[usize::from(byte)]
}

/// The tokens of a line. One is used for many lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    /// Room for a token of each byte: to look for room with each token takes longer.
    room: Vec<Token>,
    count: usize,
    /// Which of them are whole numbers.
    pub(super) numbers: Vec<usize>,
    /// Which of them are words or figures that may be symbols.
    pub(super) symbols: Vec<usize>,
}

impl Tokens {
    pub(super) fn all(&self) -> &[Token] {
        &self.room[..self.count]
    }

    /// Reads the tokens of `text`. Words and figures may be symbols where `begins_symbol` is true of the text from there on.
    pub(super) fn read(&mut self, text: &[u8], keys: &Keys, begins_symbol: impl Fn(&[u8]) -> bool) {
        let Self { room, count, numbers, symbols } = self;
        numbers.clear();
        symbols.clear();
        if room.len() < text.len() {
            room.resize(text.len(), Token { range: 0..0, kind: Kind::Figure, is_spaced: false });
        }
        let room = &mut room[..text.len()];
        let mut next = 0;
        let mut at = 0;
        let mut is_spaced = true;
        while let Some(&byte) = text.get(at) {
            let begin = BEGINS[usize::from(byte)];
            if begin == Begin::Space {
                is_spaced = true;
                at += 1;
                continue;
            }
            // Each kind is written where it stays: a number that is copied is read before all of its parts have been written,
            // which a processor waits for.
            let Token { range, kind, is_spaced: token_is_spaced } = &mut room[next];
            *token_is_spaced = is_spaced;
            let end = match begin {
                Begin::Foreign => {
                    *kind = Kind::Foreign;
                    run(text, at, |byte| byte >= 0x80)
                }
                Begin::Letter => word(text, at, keys, kind),
                Begin::Digit => number(text, at, at, kind),
                Begin::Hyphen if is_sign(text, at, is_spaced, keys) => number(text, at, at + 1, kind),
                _ => {
                    *kind = Kind::Mark(byte);
                    at + 1
                }
            };
            *range = at..end;
            match kind {
                Kind::Int(_) => numbers.push(next),
                Kind::Word | Kind::Figure if begins_symbol(&text[at..]) => symbols.push(next),
                _ => {}
            }
            next += 1;
            is_spaced = false;
            at = end;
        }
        *count = next;
    }
}

/// True if the hyphen at `at` is the minus of a number.
fn is_sign(text: &[u8], at: usize, is_spaced: bool, keys: &Keys) -> bool {
    text.get(at + 1).is_some_and(u8::is_ascii_digit)
        && (is_spaced || at == 0 || !is_word(text[at - 1]) || ends_a_key(text, at, keys))
}

/// Where the run of bytes that `is_part` allows ends.
#[inline]
fn run(text: &[u8], at: usize, is_part: impl Fn(u8) -> bool) -> usize {
    let mut end = at;
    while let Some(byte) = text.get(end)
        && is_part(*byte)
    {
        end += 1;
    }
    end
}

/// True if the word before the hyphen at `at` is a key, as in `code-97`.
fn ends_a_key(text: &[u8], at: usize, keys: &Keys) -> bool {
    let start = at - text[..at].iter().rev().take_while(|byte| is_word(**byte)).count();
    let is_apart = start == 0 || !matches!(text[start - 1], b'-' | b'.' | b'/');
    is_apart && !text[start].is_ascii_digit() && matches!(keys.class(&text[start..at]), Class::Certain | Class::Likely)
}

/// Reads the word that begins at `at`, and returns where it ends. A hyphen between two letters or digits belongs to it, unless a
/// key stands before it and nothing but a number after it.
fn word(text: &[u8], at: usize, keys: &Keys, kind: &mut Kind) -> usize {
    let mut end = run(text, at, is_word);
    while let [b'-', next, ..] = text[end..]
        && is_word(next)
    {
        let further = run(text, end + 1, is_word);
        if next.is_ascii_digit() && text[end + 1..further].iter().all(u8::is_ascii_digit) && ends_a_key(text, end, keys)
        {
            break;
        }
        end = further;
    }
    *kind = unprefixed(&text[at..end]).map_or(Kind::Word, Kind::Int);
    end
}

/// `ffffff9f`, a negative number in hexadecimal without its `0x`.
fn unprefixed(word: &[u8]) -> Option<Int> {
    let is_long = matches!(word.len(), 8 | 16) && word[..4].eq_ignore_ascii_case(b"ffff");
    if !is_long || !word.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let value = catalog::number(&format!("0x{}", str::from_utf8(word).ok()?))?;
    Some(Int { value, is_hex: true, is_bare_hex: true, ..Int::default_of(word.len()) })
}

impl Int {
    fn default_of(digits: usize) -> Self {
        let no = false;
        let digits = u8::try_from(digits).unwrap_or(u8::MAX);
        Self { value: 0, has_minus: no, is_hex: no, is_bare_hex: no, digits, is_padded: no, is_dotted: no }
    }
}

/// Reads the number whose sign or first digit stands at `start`, and whose first digit stands at `digit`, and returns where it
/// ends.
fn number(text: &[u8], start: usize, digit: usize, kind: &mut Kind) -> usize {
    let has_minus = digit > start;
    let is_hex = matches!(text[digit..], [b'0', b'x' | b'X', byte, ..] if byte.is_ascii_hexdigit());
    let first = if is_hex { digit + 2 } else { digit };
    let (value, digits_end) = if is_hex { hexadecimal(text, first) } else { decimal(text, first) };
    let digits = digits_end - first;
    let value = value.filter(|_| digits <= MOST_DIGITS && !is_joined(&text[..start]));
    let value = value.and_then(|value| catalog::signed(value, has_minus));
    let end = value.and_then(|_| end_of_whole(text, digits_end, has_minus, is_hex));
    let (Some(value), Some(end)) = (value, end) else {
        *kind = Kind::Figure;
        return figure_end(text, digits_end);
    };
    let is_dotted = start > 0 && text[start - 1] == b'.';
    let is_padded = !is_hex && text[digit] == b'0' && end - digit > 1;
    *kind = Kind::Int(Int { value, has_minus, is_hex, is_padded, is_dotted, ..Int::default_of(digits) });
    end
}

/// The value of the digits from `first` on, if it fits 64 bits, and where they end.
#[inline]
fn decimal(text: &[u8], first: usize) -> (Option<u64>, usize) {
    let mut value = 0_u64;
    let mut end = first;
    while let Some(digit @ b'0'..=b'9') = text.get(end) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        end += 1;
    }
    if end - first < MOST_DIGITS {
        return (Some(value), end);
    }
    // Only so many digits may be too many.
    let digits = str::from_utf8(&text[first..end]).ok();
    (digits.and_then(|digits| digits.parse().ok()), end)
}

/// The same in hexadecimal.
fn hexadecimal(text: &[u8], first: usize) -> (Option<u64>, usize) {
    let end = run(text, first, |byte| byte.is_ascii_hexdigit());
    let digits = str::from_utf8(&text[first..end]).ok();
    (digits.and_then(|digits| u64::from_str_radix(digits, 16).ok()), end)
}

/// True if what stands before a number makes it a part of something longer.
fn is_joined(before: &[u8]) -> bool {
    let [rest @ .., last] = before else { return false };
    match last {
        b'+' | b'-' => true,
        b'.' => matches!(rest, [] | [.., b'.' | b' ' | b'\t']),
        // Twice: struck out in Markdown.
        b'~' => rest.last() != Some(&b'~'),
        _ => false,
    }
}

/// Where a number ends whose digits end at `end`, fractions of zeros and the suffix of a type included. `None` where what
/// comes after makes it something else.
fn end_of_whole(text: &[u8], end: usize, has_minus: bool, is_hex: bool) -> Option<usize> {
    // The bytes after most numbers.
    if matches!(text.get(end), None | Some(b' ' | b',' | b';' | b'"' | b')' | b']' | b'}')) {
        return Some(end);
    }
    match &text[end..] {
        [b'.', b'0', ..] if !is_hex => {
            let zeros = run(text, end + 1, |byte| byte == b'0');
            let goes_on = match text[zeros..] {
                [b'.', next, ..] => next.is_ascii_digit(),
                [next, ..] => is_word(next),
                [] => false,
            };
            (!goes_on).then_some(zeros)
        }
        [b'~', b'~', ..] => Some(end),
        [b'.', b'0'..=b'9', ..] | [b'%' | b'~', ..] => None,
        [b'.', b'.', rest @ ..] => {
            let dots = rest.iter().take_while(|byte| **byte == b'.').count();
            (!matches!(rest[dots..], [b'-' | b'0'..=b'9', ..])).then_some(end)
        }
        [b'.', next, ..] if !has_minus => (!is_word(*next)).then_some(end),
        [b'-', next, ..] if has_minus => (!next.is_ascii_digit() && *next != b'-').then_some(end),
        [b'-', next, ..] => (!is_word(*next) && *next != b'-').then_some(end),
        [b':' | b'/', b'0'..=b'9', ..] if !has_minus => None,
        [first, ..] if is_word(*first) => {
            let suffix = run(text, end, is_word);
            let is_type = ["u", "l", "ul", "ull", "ll", "i32", "i64"]
                .iter()
                .any(|name| name.as_bytes().eq_ignore_ascii_case(&text[end..suffix]));
            match () {
                () if is_type => Some(suffix),
                // `code:-97errMsg:` has a key after it, `-97ms` and `-97_` a unit or a part of a name.
                () if has_minus && matches!(text[suffix..], [b':' | b'=', ..]) => Some(end),
                () => None,
            }
        }
        _ => Some(end),
    }
}

/// Where a figure ends that goes on from `at`.
fn figure_end(text: &[u8], at: usize) -> usize {
    let mut end = run(text, at, is_word);
    loop {
        end = match text[end..] {
            [b'-' | b'.', next, ..] if is_word(next) => run(text, end + 1, is_word),
            [b':' | b'/', b'0'..=b'9', ..] => run(text, end + 1, is_word),
            [b'%', ..] => end + 1,
            _ => return end,
        };
    }
}
