//! The way through a text from one candidate to the next, past everything that can be no mention, and the mentions of a
//! line that has one.

use std::ops::Range;
use std::sync::Arc;

use memchr::memchr;

use super::before::{SEPARATORS, is_sign, may_be_keyed};
use super::block::{Block, LONGEST_LINE, Lines, REACH, hunk};
use super::candidates::{BEFORE, STEP, Wanted, Window, places};
use super::key::Line;
use super::keys::KEYS;
use super::plain::Plain;
use super::rules::{Mention, Rules, is_success};
use super::token::{Kind, Tokens};
use crate::catalog::Catalog;

/// After so many lines in a row that mention codes, the next one is read without a search for candidates: most likely it has
/// one too. It takes two, so that a code now and then costs no line without.
const RUN: usize = 2;

/// The fewest digits of a negative number of 32 bits that is written without a sign.
const UNSIGNED_DIGITS: usize = 10;

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
    /// Its mentions, in order. The ranges are bytes of `text`.
    pub mentions: &'t [Mention<'c>],
}

/// Finds the codes of one catalog. A clone is cheap, so that each thread may have its own.
#[derive(Clone, Debug)]
pub struct Finder<'c> {
    known: Arc<Known<'c>>,
    plain: Plain,
    tokens: Tokens,
    /// The last line of the part of a diff that is being read.
    diff_end: u64,
}

/// The data that doesn't change while texts are read.
#[derive(Debug)]
struct Known<'c> {
    rules: Rules<'c>,
    /// For each byte, the beginning that all symbolic codes share that begin with it.
    symbols: Vec<Option<Vec<u8>>>,
    /// The bytes that are looked for many at a time.
    wanted: Wanted,
}

impl<'c> Finder<'c> {
    /// Finds the codes of `catalog`, also under these further names of keys.
    pub fn new(catalog: &'c Catalog, keys: &[String]) -> Self {
        let mut symbols: Vec<Option<Vec<u8>>> = vec![None; 256];
        for entry in catalog.entries() {
            let code = if entry.number().is_none() { entry.code() } else { "" };
            for symbol in [code, entry.fields.symbol].map(str::as_bytes) {
                let Some(&first) = symbol.first() else { continue };
                let known = symbols[usize::from(first)].get_or_insert_with(|| symbol.to_vec());
                let common = known.iter().zip(symbol).take_while(|(a, b)| a == b).count();
                known.truncate(common);
            }
        }
        let known = Known {
            rules: Rules::new(catalog, keys),
            wanted: Wanted { firsts: firsts(&symbols), all_numbers: catalog.has_positive_codes() || !keys.is_empty() },
            symbols,
        };
        Self { known: Arc::new(known), plain: Plain::default(), tokens: Tokens::default(), diff_end: 0 }
    }

    /// Gives every passage of a block that mentions codes, in order, to `take`, and returns the line up to which lines were
    /// counted. Fails when `take` does.
    pub(super) fn search<E>(
        &mut self,
        block: &Block,
        mut take: impl FnMut(&Passage<'_, 'c>) -> Result<(), E>,
    ) -> Result<Lines, E> {
        self.diff_end = block.diff_end;
        let mut lines = block.lines;
        let text = &block.buffer[..block.filled];
        let mut at = block.from;
        let mut mentions: Vec<Mention<'c>> = Vec::new();
        // The number of lines with codes that have come right after each other.
        let mut run = 0;
        loop {
            mentions.clear();
            if run >= RUN
                && let Some(line) = next_line(text, at..block.end)
            {
                self.line(&text[line.clone()], 0, lines.number + 1, &mut mentions);
                if mentions.is_empty() || !self.known.has_candidate(text, line.start, &mentions) {
                    // A line without mentions has been read; one without a sure candidate is read as any other line.
                    at = if mentions.is_empty() { line.end } else { at };
                    run = 0;
                    continue;
                }
                at = line.end;
                lines.go_on(line);
            } else {
                let Some(candidate) = self.known.candidate(text, at..block.end) else { return Ok(lines) };
                let before = lines.number;
                lines.count(text, candidate);
                run = if lines.number == before + 1 { run } else { 0 };
                at = self.from(candidate, block, &mut lines, &mut mentions);
            }
            if mentions.is_empty() {
                run = 0;
                continue;
            }
            run += 1;
            let Lines { number, start, offset, .. } = lines;
            let text = &text[start..line_end(text, at)];
            take(&Passage { line: number, offset, start: block.passed + start as u64, text, mentions: &mentions })?;
        }
    }

    /// Puts what the line of a candidate mentions, from that on, into `mentions`, and returns up to where it has been read.
    fn from(&mut self, candidate: usize, block: &Block, lines: &mut Lines, mentions: &mut Vec<Mention<'c>>) -> usize {
        let text = &block.buffer[..block.filled];
        let line_end = line_end(text, candidate);
        let line = &text[lines.start..line_end];
        if lines.offset == 0 && line.len() <= LONGEST_LINE {
            self.line(line, candidate - lines.start, lines.number, mentions);
            lines.stay(line_end);
            return line_end;
        }
        let mut at = candidate;
        let mut next = Some(candidate);
        while let Some(candidate) = next {
            self.part(line, candidate - lines.start, mentions);
            at = mentions.last().map_or(0, |last| last.range.end + lines.start).max(candidate + 1);
            next = self.known.candidate(text, at..block.end.min(line_end));
        }
        block.end.min(line_end).max(at)
    }

    /// Gives every passage of a block that mentions codes, in order, to `take`. Fails when `take` does.
    pub fn find<E>(&mut self, block: &Block, take: impl FnMut(&Passage<'_, 'c>) -> Result<(), E>) -> Result<(), E> {
        self.search(block, take).map(drop)
    }

    /// Gives what the unfinished line at the end of a block mentions to `take`, as if the text ended there. Fails when `take`
    /// does.
    pub fn find_unfinished<E>(
        &mut self,
        block: &mut Block,
        take: impl FnMut(&Passage<'_, 'c>) -> Result<(), E>,
    ) -> Result<(), E> {
        let end = std::mem::replace(&mut block.end, block.filled);
        let result = self.search(block, take);
        block.end = end;
        result.map(drop)
    }

    /// The last line of the part of a diff in which the last search ended.
    pub(super) fn diff_end(&self) -> u64 {
        self.diff_end
    }

    /// Puts the mentions of `line`, which is line number `number`, into `mentions`. No candidate stands before `candidate`.
    fn line(&mut self, line: &[u8], candidate: usize, number: u64, mentions: &mut Vec<Mention<'c>>) {
        if let Some(lines) = hunk(line) {
            self.diff_end = number.saturating_add(lines);
        }
        let is_diff = number <= self.diff_end;
        let first = mentions.len();
        self.plain.read(line);
        let text = self.plain.text(line);
        self.tokens.read(text, &KEYS, |word| self.known.may_begin_symbol(word));
        let Tokens { numbers, symbols, .. } = &self.tokens;
        let tokens = self.tokens.all();
        let plain = Line { text, tokens };
        let asked = if self.plain.is_changed() { 0 } else { candidate };
        let mut end = 0;
        for &at in numbers {
            let (Kind::Int(int), start) = (&tokens[at].kind, tokens[at].range.start) else { continue };
            // Most numbers of a log have no key, which what stands right before them tells.
            let may_be_code = int.value < 0
                || int.is_hex
                || self.known.wanted.all_numbers
                || (start >= asked
                    && !is_success(int.value)
                    && may_be_keyed(&text[start.saturating_sub(SEPARATORS)..start]));
            if start >= end
                && may_be_code
                && let Some(mention) = self.known.rules.number(plain, at, is_diff)
            {
                end = mention.range.end;
                mentions.push(mention);
            }
        }
        if !symbols.is_empty() {
            self.symbols(plain, first, mentions);
        }
        if !self.plain.is_changed() {
            return;
        }
        for mention in &mut mentions[first..] {
            mention.range = self.plain.origin(&mention.range);
            mention.key = mention.key.as_ref().map(|key| self.plain.origin(key));
        }
    }

    /// Adds the symbols of a line. One whose code the line states besides is its text, and no mention of its own; the
    /// member of an object on a line by itself is the text of a code in another line.
    fn symbols(&self, line: Line<'_>, first: usize, mentions: &mut Vec<Mention<'c>>) {
        let is_member =
            line.text.first() == Some(&b' ') && line.tokens.first().is_some_and(|token| token.kind == Kind::Mark(b'"'));
        let stated = mentions.len();
        for &at in &self.tokens.symbols {
            let start = line.tokens[at].range.start;
            if mentions[first..].iter().any(|mention| mention.range.contains(&start)) {
                continue;
            }
            if let Some(mention) = self.known.rules.word(line, at) {
                let is_text = mentions[first..stated].iter().any(|other| other.entries == mention.entries);
                let is_number = self.known.rules.catalog.entry(mention.entries[0]).number().is_some();
                if !(is_number && (is_text || is_member)) {
                    mentions.push(mention);
                }
            }
        }
        if mentions.len() > stated {
            mentions[first..].sort_by_key(|mention| mention.range.start);
        }
    }

    /// The mention that begins with the candidate at `at` in a line too long to be read whole, which is `line`.
    fn part(&mut self, line: &[u8], at: usize, mentions: &mut Vec<Mention<'c>>) {
        let start = at.saturating_sub(REACH);
        let first = mentions.len();
        self.line(&line[start..line.len().min(at + REACH)], 0, u64::MAX, mentions);
        let mut kept = first;
        for index in first..mentions.len() {
            let mention = &mut mentions[index];
            mention.range = mention.range.start + start..mention.range.end + start;
            mention.key = mention.key.as_ref().map(|key| key.start + start..key.end + start);
            if mention.range.contains(&at) {
                mentions.swap(kept, index);
                kept += 1;
            }
        }
        mentions.truncate(kept);
    }
}

impl Known<'_> {
    /// Where the next candidate begins within `span`: a number or a symbol that may be a mention.
    fn candidate(&self, text: &[u8], span: Range<usize>) -> Option<usize> {
        for at in span.clone().step_by(STEP) {
            let mut places = places(&window(text, at), self.wanted);
            while places != 0 {
                let place = at + places.trailing_zeros() as usize - BEFORE;
                if place >= span.end {
                    return None;
                }
                if self.deserves_a_look(text, place) {
                    return Some(place);
                }
                places &= places - 1;
            }
        }
        None
    }

    /// True if the line at `start` has a candidate for sure, and all that it mentions, which is something, would have been found
    /// from that on: each begins with a minus and a digit.
    fn has_candidate(&self, text: &[u8], start: usize, mentions: &[Mention<'_>]) -> bool {
        let place = |mention: &Mention<'_>| start + mention.range.start;
        let is_plain = |at: usize| matches!(text[at..], [b'-', b'1'..=b'9', ..]);
        let first = mentions.first().map_or(start, place);
        let is_first_of_numbers = first == 0 || !text[first - 1].is_ascii_digit();
        mentions.iter().all(|mention| is_plain(place(mention)))
            && is_first_of_numbers
            && self.deserves_a_look(text, first + 1)
    }

    /// True if `text`, which is not empty, begins as a symbol does.
    #[inline]
    fn may_begin_symbol(&self, text: &[u8]) -> bool {
        self.symbols[usize::from(text[0])].as_ref().is_some_and(|begin| text.starts_with(begin))
    }

    /// True if what begins at `start`, where no word comes before, may be a mention.
    fn deserves_a_look(&self, text: &[u8], start: usize) -> bool {
        let first = text[start];
        if !first.is_ascii_digit() {
            let is_symbol = self.may_begin_symbol(&text[start..]);
            let is_hex = text[start..].get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case(b"ffff"));
            // A full-width digit.
            let is_wide = matches!(text[start..], [0xef, 0xbc, 0x90..=0x99, ..]);
            return is_symbol || is_hex || is_wide;
        }
        let before = &text[start.saturating_sub(SEPARATORS)..start];
        match before {
            [rest @ .., b'-'] => is_sign(rest),
            [.., b'%'] => matches!(text[start..], [b'2', b'D' | b'd', ..]),
            [.., b'&', b'#'] | [.., b'm', b'i', b'n', b'u', b's', b';'] | [.., 0x80..=0xff] => true,
            _ if self.wanted.all_numbers || matches!(text[start..], [b'0', b'x' | b'X', ..]) => true,
            _ => {
                let digits = text[start..].iter().take(2 * UNSIGNED_DIGITS).take_while(|byte| byte.is_ascii_digit());
                let digits = digits.count();
                // Half of the numbers of 32 bits stand for themselves, among them the time in seconds.
                let is_unsigned = first > b'1' && digits == UNSIGNED_DIGITS;
                let is_in_list = matches!(text[start + digits..], [b',' | b';' | b'/', b'0'..=b'9', ..]);
                let is_success = !is_in_list && matches!(text[start..start + digits], [b'0'] | [b'2', b'0', b'0']);
                is_unsigned || digits == 2 * UNSIGNED_DIGITS || (!is_success && may_be_keyed(before))
            }
        }
    }
}

/// Where the line ends that holds the byte at `at`.
fn line_end(text: &[u8], at: usize) -> usize {
    memchr(b'\n', &text[at..]).map_or(text.len(), |end| at + end)
}

/// The line after the line end that `span` begins with, if it is short enough to be read whole and lies in the span.
fn next_line(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let start = span.start + 1;
    let end = start + memchr(b'\n', text.get(start..span.end)?)?;
    (text[span.start] == b'\n' && end - start <= LONGEST_LINE).then_some(start..end)
}

/// The text from `at` on and what stands before it. Nothing more of it is as good as a line's end.
fn window(text: &[u8], at: usize) -> Window {
    let start = at.saturating_sub(BEFORE);
    let part = &text[start..text.len().min(at + STEP)];
    let mut window = [b'\n'; BEFORE + STEP];
    if let Ok(whole) = part.try_into() {
        window = whole;
    } else {
        window[start + BEFORE - at..][..part.len()].copy_from_slice(part);
    }
    window
}

/// The first bytes of symbols, unless they are too many to be looked for.
fn firsts(symbols: &[Option<Vec<u8>>]) -> Option<[u8; 4]> {
    let known: Vec<u8> = symbols.iter().flatten().filter_map(|begin| begin.first().copied()).collect();
    // A letter that is looked for anyway stands for none.
    let mut firsts = [b'f'; 4];
    firsts.get_mut(..known.len())?.copy_from_slice(&known);
    Some(firsts)
}
