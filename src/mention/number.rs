//! Numbers as they stand in a text, and what their neighbours make of them: dates, ranges, versions and the like are
//! numbers side by side, of which none is a code.

use std::borrow::Cow;
use std::ops::Range;
use std::str;

use super::fold;
use super::words::{CHINESE_UNITS, JOINS, UNITS};

/// The end of a file name is no longer than this: `jpeg`, `class`.
const LONGEST_EXTENSION: usize = 5;

/// A number longer than this is no code: 64 bits in decimal have 20 digits.
const MOST_DIGITS: usize = 20;

/// A number with no letter, digit or decimals attached.
#[derive(Clone, Debug)]
pub(super) struct Number<'t> {
    /// Where it stands, its minus included.
    pub(super) range: Range<usize>,
    /// How it is written, in ASCII.
    pub(super) text: Cow<'t, str>,
    /// Whether it has a minus.
    pub(super) negative: bool,
}

/// Whether a byte belongs to a word: what touches a word is a part of it.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The number whose first digit stands at `digit`, where no word comes before. `None` if it is a part of something else.
pub(super) fn at(text: &[u8], digit: usize) -> Option<Number<'_>> {
    let before = &text[..digit];
    let (negative, before) = match fold::last(before) {
        Some((b'-', before)) => (true, before),
        _ => (false, before),
    };
    let end = digit + digits(&text[digit..])?;
    let is_joined = match fold::without_colors(before) {
        plain if fold::before_line_end(plain).is_some() => false,
        // `\033` is an escape itself.
        [.., b'\\'] => !negative,
        [.., byte] => is_word(*byte) || b".-+~".contains(byte),
        [] => false,
    };
    if is_joined || continues(&text[end..], negative) || is_end_of_range(before, &text[end..]) {
        return None;
    }
    let range = before.len()..end;
    let text = match digit - before.len() {
        0 | 1 => Cow::Borrowed(str::from_utf8(&text[range.clone()]).ok()?),
        _ => Cow::Owned(format!("-{}", str::from_utf8(&text[digit..end]).ok()?)),
    };
    Some(Number { range, text, negative })
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
        [b'.', b'0'..=b'9', ..] | [b'%' | b'~', ..] => true,
        [b'.', b'.', rest @ ..] => {
            let dots = rest.iter().take_while(|byte| **byte == b'.').count();
            matches!(rest[dots..], [b'-' | b'0'..=b'9', ..])
        }
        [b'.', name @ ..] => is_extension(name),
        [b'-', next, ..] => is_word(*next) || *next == b'-',
        [first, ..] => is_word(*first) || after.starts_with("°".as_bytes()) || after.starts_with("℃".as_bytes()),
        [] => false,
    }
}

/// `jpg`, as in `-97.jpg`
fn is_extension(name: &[u8]) -> bool {
    let length = name.iter().take_while(|byte| is_word(**byte)).count();
    (1..=LONGEST_EXTENSION).contains(&length)
        && name[..length].iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Whether another number is the other end of a range: `-97～-64`. A word of English joins negative numbers only: a code
/// may be passed `to 10.0.0.1`.
fn is_end_of_range(before: &[u8], after: &[u8]) -> bool {
    let (before, after) = (before.trim_ascii_end(), after.trim_ascii_start());
    let begins = |text: &[u8], is_word: bool| match text.trim_ascii_start() {
        [b'-', byte, ..] => byte.is_ascii_digit(),
        [byte, ..] => !is_word && byte.is_ascii_digit(),
        [] => false,
    };
    let ends = |text: &[u8], is_word: bool| {
        let text = text.trim_ascii_end();
        let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        digits > 0 && (!is_word || text[..text.len() - digits].ends_with(b"-"))
    };
    JOINS.iter().any(|join| {
        let is_word = join.is_ascii();
        after.strip_prefix(join.as_bytes()).is_some_and(|after| begins(after, is_word))
            || before.strip_suffix(join.as_bytes()).is_some_and(|before| ends(before, is_word))
    })
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
            || self.is_year(before)
            || has_unit(after)
            || is_before_option(after)
            || is_one_of_pair(before, after)
    }

    /// `10:22:31 -1000`; zones nearer to Greenwich are padded.
    fn is_time_zone(&self, before: &[u8]) -> bool {
        let zone = ["-1000", "-1100", "-1200"].contains(&&*self.text);
        zone && matches!(before, [.., b'0'..=b'9', b' '])
    }

    /// `Sun Nov 24 10:22:31 CST 2024`
    fn is_year(&self, before: &[u8]) -> bool {
        if self.text.len() != 4 || self.negative {
            return false;
        }
        let mut words = before.rsplit(|byte| *byte == b' ').filter(|word| !word.is_empty()).peekable();
        words.next_if(|word| word.iter().all(u8::is_ascii_uppercase));
        let is_time = words.next().is_some_and(|word| matches!(word, [_, _, b':', _, _, b':', b'0'..=b'9', ..]));
        let is_day = words.next().is_some_and(|word| word.len() <= 2 && word.iter().all(u8::is_ascii_digit));
        is_time && is_day && words.next().is_some_and(|word| matches!(word, [b'A'..=b'Z', ..]))
    }
}

/// `-97 dBm`, `-97毫秒`
fn has_unit(after: &[u8]) -> bool {
    let after = after.strip_prefix(b" ").unwrap_or(after);
    let word = &after[..after.iter().take_while(|byte| is_word(**byte)).count()];
    UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word))
        || CHINESE_UNITS.iter().any(|unit| after.starts_with(unit.as_bytes()))
}

/// `-100 -97 --foo`: all of them are options.
fn is_before_option(mut after: &[u8]) -> bool {
    while let [b' ', b'-', rest @ ..] = after {
        match rest.iter().take_while(|byte| byte.is_ascii_digit()).count() {
            0 => return matches!(rest, [b'-', b'a'..=b'z', ..]),
            digits => after = &rest[digits..],
        }
    }
    false
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
