//! Numbers as they stand in a text, and what their neighbours make of them: dates, ranges, versions and the like are
//! numbers side by side, of which none is a code.

use std::ops::Range;
use std::str;

/// A number longer than this is no code: 64 bits in decimal have 20 digits.
const MOST_DIGITS: usize = 20;

/// The parameters of a sequence that sets a colour are no longer than this.
const LONGEST_COLOR: usize = 20;

const UNITS: [&[u8]; 24] = [
    b"ms", b"us", b"ns", b"s", b"sec", b"secs", b"seconds", b"min", b"minutes", b"hours", b"days", b"db", b"dbm",
    b"px", b"kb", b"mb", b"gb", b"kib", b"mib", b"bytes", b"bps", b"hz", b"degrees", b"percent",
];

/// A number with no letter, digit or decimals attached.
#[derive(Clone, Debug)]
pub(super) struct Number<'t> {
    /// Where it stands, its minus included.
    pub(super) range: Range<usize>,
    /// How it is written.
    pub(super) text: &'t str,
    /// Whether it has a minus.
    pub(super) negative: bool,
}

/// Whether a byte belongs to a word: what touches a word is a part of it.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The number whose first digit stands at `digit`, where no word comes before. `None` if it is a part of something else.
pub(super) fn at(text: &[u8], digit: usize) -> Option<Number<'_>> {
    let negative = digit > 0 && text[digit - 1] == b'-';
    let start = digit - usize::from(negative);
    let digits = digits(&text[digit..])?;
    let end = digit + digits;
    let before = without_color(&text[..start]).last().copied();
    if before.is_some_and(|byte| is_word(byte) || b".-+~".contains(&byte)) || continues(&text[end..], negative) {
        return None;
    }
    let text = str::from_utf8(&text[start..end]).ok()?;
    Some(Number { range: start..end, text, negative })
}

/// `text` without the sequence at its end that sets a colour: `\x1b[31m` is no word, though it ends in a letter.
pub(super) fn without_color(text: &[u8]) -> &[u8] {
    let [rest @ .., b'm'] = text else { return text };
    let is_parameter = |byte: &&u8| byte.is_ascii_digit() || **byte == b';';
    let parameters = rest.iter().rev().take(LONGEST_COLOR).take_while(is_parameter).count();
    rest[..rest.len() - parameters].strip_suffix(b"\x1b[").unwrap_or(text)
}

/// How many bytes of `text` are the digits that it begins with, in decimal or after `0x`.
fn digits(text: &[u8]) -> Option<usize> {
    let run = |from: usize, is_digit: fn(&u8) -> bool| {
        text[from..].iter().take(MOST_DIGITS + 1).take_while(|byte| is_digit(byte)).count()
    };
    let (prefix, count) = match text {
        [b'0', b'x' | b'X', ..] => (2, run(2, u8::is_ascii_hexdigit)),
        _ => (0, run(0, u8::is_ascii_digit)),
    };
    (1..=MOST_DIGITS).contains(&count).then_some(prefix + count)
}

/// Whether what comes after a number makes it a part of something longer.
fn continues(after: &[u8], negative: bool) -> bool {
    match after {
        [b':' | b'/', b'0'..=b'9', ..] if !negative => true,
        [b'.', next, ..] => next.is_ascii_digit() || matches!(after, [_, b'.', b'-' | b'0'..=b'9', ..]),
        [b'-', next, ..] => is_word(*next) || *next == b'-',
        [b'%' | b'~', ..] => true,
        [first, ..] => is_word(*first) || after.starts_with("°".as_bytes()) || after.starts_with("℃".as_bytes()),
        [] => false,
    }
}

impl Number<'_> {
    /// Whether it is written with more digits than its value needs.
    fn is_padded(&self) -> bool {
        let digits = self.text.trim_start_matches('-').as_bytes();
        matches!(digits, [b'0', b'0'..=b'9', ..])
    }

    /// Whether, without a key, its surroundings say that it is a time, a fraction, a measure or a coordinate.
    pub(super) fn is_measure(&self, text: &[u8]) -> bool {
        let (before, after) = (&text[..self.range.start], &text[self.range.end..]);
        self.is_padded()
            || matches!(after, [b':' | b'/', b'0'..=b'9', ..])
            || matches!(before, [.., b'0'..=b'9', b':'])
            || (!self.negative && matches!(before, [.., b'0'..=b'9', b'/']))
            || self.is_time_zone(before)
            || has_unit(after)
            || is_one_of_pair(before, after)
    }

    /// `10:22:31 -1000`; zones nearer to Greenwich are padded.
    fn is_time_zone(&self, before: &[u8]) -> bool {
        let zone = ["-1000", "-1100", "-1200"].contains(&self.text);
        zone && matches!(before, [.., b'0'..=b'9', b' '])
    }
}

/// `-97 dBm`
fn has_unit(after: &[u8]) -> bool {
    let [b' ', after @ ..] = after else { return false };
    let word = &after[..after.iter().take_while(|byte| is_word(**byte)).count()];
    UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word))
}

/// `(-97, 30)`
fn is_one_of_pair(before: &[u8], after: &[u8]) -> bool {
    let opens = before.ends_with(b"(");
    let closes = after.starts_with(b")");
    let followed = match after.strip_prefix(b",").map(<[u8]>::trim_ascii_start) {
        Some([b'-' | b'+', byte, ..] | [byte, ..]) => byte.is_ascii_digit(),
        _ => false,
    };
    let preceded = match before.trim_ascii_end().strip_suffix(b",") {
        Some([.., byte]) => byte.is_ascii_digit(),
        _ => false,
    };
    (opens && followed) || (closes && preceded)
}
