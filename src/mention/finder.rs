//! The way through a text from one mention to the next, past everything that can be none.

use std::ops::Range;

use memchr::{memchr, memrchr};

use super::Mention;
use super::key;
use super::number::is_word;
use super::rules::Rules;
use crate::catalog::Catalog;

/// What decides about a candidate stands within this many bytes of where it begins, before or after, in its line.
pub(super) const REACH: usize = 128;

/// The fewest digits of a negative number of 32 bits that is written without a sign.
const UNSIGNED_DIGITS: usize = 10;

/// Finds the codes of one catalog.
#[derive(Debug)]
pub(super) struct Finder<'c> {
    rules: Rules<'c>,
    /// The bytes that a code can begin with, its minus aside.
    begins: [bool; 256],
    /// Those of them that a symbolic code begins with.
    symbols: [bool; 256],
    /// Whether a positive number can be a code without a key.
    has_positive: bool,
}

impl<'c> Finder<'c> {
    pub(super) fn new(catalog: &'c Catalog) -> Self {
        let mut symbols = [false; 256];
        let mut has_positive = false;
        for entry in catalog.entries() {
            match (entry.number(), entry.code().as_bytes()) {
                (None, [first, ..]) => symbols[usize::from(*first)] = true,
                (number, _) => has_positive |= number > Some(0),
            }
        }
        let mut begins = symbols;
        begins[usize::from(b'0')..=usize::from(b'9')].fill(true);
        Self { rules: Rules::new(catalog), begins, symbols, has_positive }
    }

    /// The first mention whose word or digits begin within `span`. A span that ends before it begins holds none.
    pub(super) fn next(&self, text: &[u8], span: Range<usize>) -> Option<Mention> {
        let mut at = span.start;
        while let Some(skipped) = text.get(at..span.end)?.iter().position(|byte| self.begins[usize::from(*byte)]) {
            at += skipped;
            if (at == 0 || !is_word(text[at - 1]))
                && self.deserves_a_look(text, at)
                && let Some(mention) = self.at(text, at)
            {
                return Some(mention);
            }
            at += 1;
            at += text[at..span.end].iter().take_while(|byte| is_word(**byte)).count();
        }
        None
    }

    /// Whether what begins at `start`, where no word comes before, may be a mention. In a log next to nothing is, and
    /// this says so at the least cost.
    fn deserves_a_look(&self, text: &[u8], start: usize) -> bool {
        let before = &text[start.saturating_sub(REACH)..start];
        match before {
            _ if !text[start].is_ascii_digit() => true,
            [.., b'\\', b'n' | b'r' | b't', b'-'] => true,
            // A hyphen, as in a date; an `m` may end a colour.
            [.., other, b'-'] if is_word(*other) && *other != b'm' => false,
            [.., b'-'] => true,
            _ if self.has_positive || matches!(text[start..], [b'0', b'x' | b'X', ..]) => true,
            _ => {
                let digits = text[start..].iter().take(UNSIGNED_DIGITS).take_while(|byte| byte.is_ascii_digit());
                // Half of the numbers of 32 bits stand for themselves, among them the time in seconds.
                let may_be_negative = text[start] > b'1' && digits.count() == UNSIGNED_DIGITS;
                may_be_negative || key::may_stand_before(before)
            }
        }
    }

    /// The mention whose word or digits begin at `start`.
    fn at(&self, text: &[u8], start: usize) -> Option<Mention> {
        let (line, line_start) = surroundings(text, start);
        let at = start - line_start;
        let symbol = self.symbols[usize::from(text[start])].then(|| self.rules.word(line, at)).flatten();
        let mention = symbol.or_else(|| self.rules.number(line, at))?;
        Some(Mention { range: mention.range.start + line_start..mention.range.end + line_start, ..mention })
    }
}

/// What may decide about a candidate at `at`, and where that begins.
fn surroundings(text: &[u8], at: usize) -> (&[u8], usize) {
    let (before, after) = (&text[at.saturating_sub(REACH)..at], &text[at..text.len().min(at + REACH)]);
    let before = memrchr(b'\n', before).map_or(before, |end| &before[end + 1..]);
    let after = memchr(b'\n', after).unwrap_or(after.len());
    (&text[at - before.len()..at + after], at - before.len())
}
