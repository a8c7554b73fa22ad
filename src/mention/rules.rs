//! The rules that make a number, or a word, the mention of a code.
//!
//! A number is a code under a key that says so, listed or not, unless one of [`ALWAYS`] gives another account of it.
//! Without a key it is one if a table lists it and neither those nor any of [`BARE`] does.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use memchr::{memchr_iter, memchr2_iter};

use super::key::{self, Key, Line};
use super::keys::{Class, KEYS};
use super::token::{Int, Kind, Token, is_word};
use crate::catalog::{self, Catalog, EntryId};

/// A number without a key, a minus or this many digits is more likely a count than a code.
const FEWEST_DIGITS: usize = 3;
/// The end of a file name is no longer than this: `jpeg`, `class`.
const LONGEST_EXTENSION: usize = 5;
/// A word that explains a number in hexadecimal stands no more tokens before it than this.
const NEAR: usize = 4;

/// What HTTP says of a request beside which a code stands: `(404, -6101)`.
const STATUSES: [i64; 24] = [
    200, 201, 204, 206, 301, 302, 304, 400, 401, 403, 404, 405, 408, 409, 411, 412, 413, 416, 429, 499, 500, 502, 503,
    504,
];

/// The program that wrote a line, where it is the kernel.
static KERNEL: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" kernel: "));

/// An account of a number other than that it is a code. True if it holds.
type Rule = fn(&Look<'_>) -> bool;

/// What makes a number something else even under a key, each with a case that it is for.
const ALWAYS: [Rule; 8] = [
    |look| look.is_length(),          // string(3) "-97"
    |look| look.is_hunk(),            // @@ -97,7 +97,8 @@
    |look| look.is_diff_mark(),       // -97 where a line of a diff was taken out
    |look| look.is_kernels(),         // [    1.234567] usb 2-1: error -71
    |look| look.is_systems(),         // errno = 104 (Connection reset by peer)
    |look| look.is_end_of_range(),    // -97 to -64
    |look| look.is_hex_dump(),        // Code: 89 f8 48
    |look| look.is_count_under_key(), // err: 120 seconds
];

/// What makes a number without a key something else.
const BARE: [Rule; 15] = [
    |look| look.is_padded(),           // -0700
    |look| look.is_part_of_name(),     // -97_, -97-sign, .-97
    |look| look.is_file_name(),        // -97.jpg
    |look| look.is_fraction(),         // -97/300, a/-97
    |look| look.is_time_zone(),        // 10:22:31 -1000
    |look| look.is_year(),             // Sun Nov 24 10:22:31 CST 2024
    |look| look.has_unit(),            // -97 dBm
    |look| look.is_money(),            // ¥-100, $-100
    |look| look.has_other_key(),       // balance: -2000, lag -97, head -100
    |look| look.is_operand(),          // -96(%rbp), $-96, #-96
    |look| look.is_coordinate(),       // (-97, 30)
    |look| look.is_number_in_a_row(),  // L -97 -64 Z
    |look| look.is_unexplained_hex(),  // 0xffffff9f
    |look| look.is_count(),            // took 97 ms
    |look| look.stands_in_something(), // lib.so.300
];

/// A code that a text mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention<'c> {
    /// Where it stands, in bytes of the text.
    pub range: Range<usize>,
    /// Where the key stands under which it is written, if there is one.
    pub key: Option<Range<usize>>,
    /// The code: as the table writes it or, where no table lists it, as the text does, in ASCII.
    pub code: Cow<'c, str>,
    /// The entries that it names, in the order of their tables. None if no table lists it.
    pub entries: &'c [EntryId],
}

impl Mention<'_> {
    /// True if a table lists it.
    pub fn is_listed(&self) -> bool {
        !self.entries.is_empty()
    }
}

/// The rules, with the catalog that they look codes up in.
#[derive(Debug)]
pub(super) struct Rules<'c> {
    pub(super) catalog: &'c Catalog,
    /// Keys that the user added, in small letters.
    keys: Vec<String>,
}

impl<'c> Rules<'c> {
    pub(super) fn new(catalog: &'c Catalog, keys: &[String]) -> Self {
        Self { catalog, keys: keys.iter().map(|key| key.to_lowercase()).collect() }
    }

    /// The mention that the number at `at` is. `is_removed` says that the line is one of a diff.
    pub(super) fn number(&self, line: Line<'_>, at: usize, is_diff: bool) -> Option<Mention<'c>> {
        let Some(Kind::Int(int)) = line.kind(at) else { return None };
        let mut key = key::before(line, at);
        if self.is_own_key(&line.text[key.range.clone()]) {
            key.class = Some(Class::Certain);
        } else if int.value >= 0 && line.text[key.range.clone()].last().is_some_and(u8::is_ascii_digit) {
            // `ret1=-97` holds a code; `ret1=97` and `code0 1` say which of many they are.
            key.class = Some(Class::Neutral);
        }
        // Most numbers of a log are at this point none; the rules take their time.
        if int.value >= 0
            && !self.catalog.has_positive_codes()
            && matches!(key.class, None | Some(Class::Neutral | Class::Measure | Class::Other))
        {
            return None;
        }
        let look = Look { line, at, int, key: &key, is_diff };
        let written = written(line, at, int);
        let found = self.catalog.find(&written);
        let (mut code, mut entries, mut end) = (written, found, line.tokens[at].range.end);
        if let Some((grouped, last)) = look.grouped()
            && (entries.is_empty() || !self.catalog.find(&grouped).is_empty())
        {
            (entries, code, end) = (self.catalog.find(&grouped), Cow::Owned(grouped), last);
        }
        let is_itself = entries.first().is_some_and(|&id| self.catalog.entry(id).number() == Some(int.value));
        let has_key = match key.class {
            Some(Class::Certain) => true,
            Some(Class::Likely) => int.value < 0 || key.is_numbered || is_itself || entries.is_empty(),
            Some(Class::Negative) => int.value < 0 || key.is_numbered,
            _ => false,
        };
        let is_mention = if has_key {
            // 0 and 200 say that all went well.
            !entries.is_empty() || !matches!(int.value, 0 | 200)
        } else {
            (int.value < 0 || is_itself) && !entries.is_empty() && !BARE.iter().any(|rule| rule(&look))
        };
        if !is_mention || ALWAYS.iter().any(|rule| rule(&look)) {
            return None;
        }
        let range = line.tokens[at].range.start..end;
        Some(self.mention(range, has_key.then_some(key.range.clone()), code, entries))
    }

    fn is_own_key(&self, name: &[u8]) -> bool {
        !name.is_empty()
            && self.keys.iter().any(|key| key.as_bytes() == name.to_ascii_lowercase() || key.as_bytes() == name)
    }

    /// The mention that the word at `at` is, if a table lists it, letter for letter, as a code that has no number or as
    /// the symbol of a code.
    pub(super) fn word(&self, line: Line<'_>, at: usize) -> Option<Mention<'c>> {
        let start = line.tokens[at].range.start;
        // `--timeout` is an option.
        if line.text[..start].ends_with(b"-") {
            return None;
        }
        let word = str::from_utf8(word_at(line.text, start)).ok()?;
        let found = self.catalog.find(word);
        let is_named = |&id: &EntryId| {
            let entry = self.catalog.entry(id);
            entry.fields.symbol == word || (entry.code() == word && entry.number().is_none())
        };
        if !found.iter().any(is_named) {
            return None;
        }
        let key = key::before(line, at);
        let has_key = matches!(key.class, Some(Class::Certain | Class::Likely | Class::Negative));
        Some(self.mention(start..start + word.len(), has_key.then_some(key.range), Cow::Borrowed(""), found))
    }

    /// The mention that the word at `at` is, if it is a code that has no number.
    pub(super) fn code_word(&self, line: Line<'_>, at: usize) -> Option<Mention<'c>> {
        self.word(line, at).filter(|mention| self.catalog.entry(mention.entries[0]).number().is_none())
    }

    /// The mention of a code that has these entries.
    pub(super) fn named(&self, range: Range<usize>, entries: &'c [EntryId]) -> Mention<'c> {
        self.mention(range, None, Cow::Borrowed(""), entries)
    }

    /// The mention of a code that has these entries, or else is written as `code`.
    fn mention(
        &self,
        range: Range<usize>,
        key: Option<Range<usize>>,
        code: Cow<'_, str>,
        entries: &'c [EntryId],
    ) -> Mention<'c> {
        let code = match entries.first() {
            Some(&id) => Cow::Borrowed(self.catalog.entry(id).code()),
            None => Cow::Owned(code.into_owned()),
        };
        Mention { range, key: key.filter(|key| !key.is_empty()), code, entries }
    }

    /// The mention of a code that was asked for by itself.
    pub(super) fn asked(&self, line: Line<'_>, at: usize) -> Option<Mention<'c>> {
        let Some(Kind::Int(int)) = line.kind(at) else { return None };
        let code = written(line, at, int);
        let entries = self.catalog.find(&code);
        Some(self.mention(line.tokens[at].range.clone(), None, code, entries))
    }
}

/// True if the line says that the number at `at` is something else.
pub(super) fn has_other_account(line: Line<'_>, at: usize) -> bool {
    let Some(Kind::Int(int)) = line.kind(at) else { return true };
    let look = Look { line, at, int, key: &key::before(line, at), is_diff: false };
    ALWAYS.iter().chain(&BARE).any(|rule| rule(&look))
}

/// A number as it is written, without a fraction or the suffix of a type.
fn written(line: Line<'_>, at: usize, int: Int) -> Cow<'_, str> {
    let text = str::from_utf8(line.bytes(at)).unwrap_or_default();
    let is_plain = text.strip_prefix('-').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit());
    let is_code = is_plain || (int.is_hex && !int.is_bare_hex && catalog::number(text).is_some());
    if is_code { Cow::Borrowed(text) } else { Cow::Owned(int.value.to_string()) }
}

fn is_decimal(figure: &[u8]) -> bool {
    let digits = figure.strip_prefix(b"-").unwrap_or(figure);
    memchr_iter(b'.', digits).count() == 1 && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// The longest run from `start` on that can be a symbolic code: `NoSuchKey`, `InvalidParameter.Key`, `ORA-00942`.
pub(super) fn word_at(text: &[u8], start: usize) -> &[u8] {
    let is_part = |byte: &u8| is_word(*byte) || *byte == b'.' || *byte == b'-';
    let length = text[start..].iter().take_while(|byte| is_part(byte)).count();
    let mut word = &text[start..start + length];
    while let [rest @ .., b'.' | b'-'] = word {
        word = rest;
    }
    word
}

/// A number in its line, as the rules look at it.
pub(super) struct Look<'l> {
    line: Line<'l>,
    at: usize,
    int: Int,
    key: &'l Key,
    is_diff: bool,
}

impl Look<'_> {
    fn before(&self) -> Option<Kind> {
        self.line.before(self.at)
    }

    fn after(&self) -> Option<Kind> {
        self.line.kind(self.at + 1)
    }

    fn touches_before(&self) -> bool {
        self.at > 0 && !self.line.tokens[self.at].is_spaced
    }

    fn touches_after(&self) -> bool {
        self.line.touches_next(self.at)
    }

    /// PHP writes how long a string is.
    fn is_length(&self) -> bool {
        self.at >= 2 && self.line.is_mark(self.at - 1, b'(') && self.line.bytes(self.at - 2) == b"string"
    }

    fn is_hunk(&self) -> bool {
        self.at >= 2 && self.line.is_mark(self.at - 1, b'@') && self.line.is_mark(self.at - 2, b'@')
    }

    fn is_diff_mark(&self) -> bool {
        self.is_diff && self.int.has_minus && self.line.tokens[self.at].range.start == 0
    }

    /// The lines of a kernel's log say so by their time, or by the program that wrote them.
    fn is_kernels(&self) -> bool {
        let text = self.line.text;
        let is_timed = text.strip_prefix(b"[").is_some_and(|rest| {
            let rest = rest.trim_ascii_start();
            let seconds = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            matches!(&rest[seconds..], [b'.', micros @ .., ] if micros.len() > 6 && micros[6] == b']' && micros[..6].iter().all(u8::is_ascii_digit))
        });
        let first = self.line.tokens.iter().position(|token| token.kind == Kind::Word);
        is_timed
            || (self.key.class != Some(Class::Certain)
                && (first.is_some_and(|first| KEYS.is_kernel(self.line.bytes(first))) || KERNEL.find(text).is_some()))
    }

    /// A name or a text of the system in the same line, that belongs to this number, settles it.
    fn is_systems(&self) -> bool {
        let Some((name, text)) = KEYS.system_error(self.int.value.unsigned_abs()) else { return false };
        if self.line.text[self.key.range.clone()].eq_ignore_ascii_case(b"x-errno") {
            return false;
        }
        let line = self.line.text;
        let contains = |part: &[u8]| {
            memchr2_iter(part[0], part[0].to_ascii_uppercase(), line)
                .any(|at| line.get(at..at + part.len()).is_some_and(|found| found.eq_ignore_ascii_case(part)))
        };
        contains(name.as_bytes()) || contains(text.as_bytes())
    }

    fn is_end_of_range(&self) -> bool {
        let joins = |at: Option<usize>| {
            at.and_then(|at| self.line.tokens.get(at).map(|token| (at, token.kind))).is_some_and(
                |(at, kind)| match kind {
                    Kind::Word | Kind::Foreign | Kind::Mark(b'~') => KEYS.joins_ranges(self.line.bytes(at)),
                    _ => false,
                },
            )
        };
        let is_number = |at: Option<usize>| at.is_some_and(|at| matches!(self.line.kind(at), Some(Kind::Int(_))));
        let (one, two) = (self.at.checked_sub(1), self.at.checked_sub(2));
        let starts = joins(Some(self.at + 1)) && is_number(Some(self.at + 2));
        let ends = joins(one) && is_number(two);
        let first = if starts { one } else { two.and_then(|two| two.checked_sub(1)) };
        let word = |at: Option<usize>| at.map_or(&b""[..], |at| self.line.bytes(at));
        let is_join_and = word(if starts { Some(self.at + 1) } else { one }).eq_ignore_ascii_case(b"and");
        // `changed from -97 to -96` names two codes, `-97 and -96` too.
        let is_change = word(first).eq_ignore_ascii_case(b"from")
            && first.and_then(|first| first.checked_sub(1)).is_some_and(|verb| {
                let verb = self.line.bytes(verb).to_ascii_lowercase();
                [&b"changed"[..], b"went", b"switched", b"turned", b"moved"].contains(&verb.as_slice())
            });
        (starts || ends) && !is_change && (!is_join_and || word(first).eq_ignore_ascii_case(b"between"))
    }

    fn is_hex_dump(&self) -> bool {
        let is_pair = |at: usize| {
            self.line.tokens.get(at).is_some_and(|token| token.is_spaced && token.range.len() == 2)
                && self.line.bytes(at).iter().all(u8::is_ascii_hexdigit)
        };
        !self.int.has_minus && self.int.digits == 2 && is_pair(self.at + 1) && is_pair(self.at + 2)
    }

    fn is_count_under_key(&self) -> bool {
        self.int.value > 0 && self.has_unit()
    }

    fn is_padded(&self) -> bool {
        self.int.is_padded
    }

    fn is_part_of_name(&self) -> bool {
        let goes_on = self.touches_after()
            && match self.after() {
                Some(Kind::Word | Kind::Figure | Kind::Int(_)) => true,
                Some(Kind::Mark(b'-')) => {
                    self.line.touches_next(self.at + 1) && self.line.kind(self.at + 2) != Some(Kind::Mark(b'-'))
                }
                _ => false,
            };
        goes_on || self.int.is_dotted || (self.touches_before() && matches!(self.before(), Some(Kind::Word)))
    }

    fn is_file_name(&self) -> bool {
        let is_ending = |at: usize| {
            let word = self.line.bytes(at);
            word.len() <= LONGEST_EXTENSION
                && word.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        self.touches_after()
            && self.after() == Some(Kind::Mark(b'.'))
            && self.line.touches_next(self.at + 1)
            && self.line.kind(self.at + 2) == Some(Kind::Word)
            && is_ending(self.at + 2)
    }

    fn is_fraction(&self) -> bool {
        let is_over = self.touches_after()
            && self.after() == Some(Kind::Mark(b'/'))
            && matches!(self.line.kind(self.at + 2), Some(Kind::Int(Int { has_minus: false, .. })));
        let is_under = self.touches_before()
            && self.before() == Some(Kind::Mark(b'/'))
            && !matches!(self.line.before(self.at - 1), Some(Kind::Int(Int { has_minus: true, .. })));
        is_over || is_under
    }

    /// Zones nearer to Greenwich are padded.
    fn is_time_zone(&self) -> bool {
        let is_time = match self.before() {
            Some(Kind::Figure) => true,
            Some(Kind::Int(year)) => year.digits == 4,
            _ => false,
        };
        is_time && matches!(self.int.value, -1000 | -1100 | -1200)
    }

    fn is_year(&self) -> bool {
        let Some(mut before) = self.at.checked_sub(1) else { return false };
        if before > 0 && self.line.bytes(before).iter().all(u8::is_ascii_uppercase) {
            before -= 1;
        }
        self.int.digits == 4 && !self.int.has_minus && memchr_iter(b':', self.line.bytes(before)).count() == 2
    }

    fn has_unit(&self) -> bool {
        match self.after() {
            Some(Kind::Word) => KEYS.is_unit(self.line.bytes(self.at + 1)),
            Some(Kind::Foreign) => KEYS.begins_with_unit(self.line.bytes(self.at + 1)),
            _ => false,
        }
    }

    fn is_money(&self) -> bool {
        self.touches_before()
            && match self.before() {
                Some(Kind::Foreign) => KEYS.ends_in_money(self.line.bytes(self.at - 1)),
                Some(Kind::Mark(b'$')) => self.after() != Some(Kind::Mark(b'$')),
                _ => false,
            }
    }

    fn has_other_key(&self) -> bool {
        match self.key.class {
            Some(Class::Measure) => true,
            Some(Class::Other) => self.key.is_joined,
            _ => false,
        }
    }

    fn is_operand(&self) -> bool {
        let is_offset =
            self.touches_after() && self.after() == Some(Kind::Mark(b'(')) && self.line.is_mark(self.at + 2, b'%');
        is_offset || (self.touches_before() && self.before() == Some(Kind::Mark(b'#')))
    }

    /// Numbers side by side with commas between are coordinates or columns, unless one is a status of HTTP, a name says
    /// what they are, or there is nothing else in the line.
    fn is_coordinate(&self) -> bool {
        let is_item = |at: usize| match self.line.kind(at) {
            Some(Kind::Int(int)) => !int.is_dotted,
            Some(Kind::Figure) => is_decimal(self.line.bytes(at)),
            _ => false,
        };
        let (mut first, mut last) = (self.at, self.at);
        while first >= 2 && self.line.is_mark(first - 1, b',') && is_item(first - 2) {
            first -= 2;
        }
        while self.line.is_mark(last + 1, b',') && is_item(last + 2) {
            last += 2;
        }
        if first == last {
            return false;
        }
        let items = (first..=last).step_by(2).map(|at| self.line.kind(at));
        let is_beside_comma =
            |at: usize| self.line.is_mark(at + 1, b',') || (at > 0 && self.line.is_mark(at - 1, b','));
        let is_status = |(at, token): (usize, &Token)| match token.kind {
            Kind::Int(int) => is_beside_comma(at) && STATUSES.contains(&int.value),
            _ => false,
        };
        let is_negative = |item: Option<Kind>| matches!(item, Some(Kind::Int(int)) if int.has_minus);
        let is_alone = first == 0 && last + 1 == self.line.tokens.len() && last - first <= 2;
        let is_of_codes = items.clone().all(is_negative)
            && !matches!(
                first.checked_sub(1).and_then(|before| self.line.kind(before)),
                Some(Kind::Int(_) | Kind::Figure)
            )
            && !matches!(self.line.kind(last + 1), Some(Kind::Int(_) | Kind::Figure));
        let is_map = matches!(self.after(), Some(Kind::Mark(b':')));
        let is_named = self.key.class == Some(Class::Neutral) && self.key.is_joined;
        // `14 times -122, 3 times -123`
        let is_counted = match self.line.kind(last + 1) {
            Some(Kind::Word | Kind::Foreign) => KEYS.counts_times(self.line.bytes(last + 1)),
            _ => false,
        };
        !(self.line.tokens.iter().enumerate().any(is_status)
            || is_alone
            || is_of_codes
            || is_map
            || is_named
            || is_counted)
    }

    fn is_number_in_a_row(&self) -> bool {
        let is_negative = |kind: Option<Kind>| matches!(kind, Some(Kind::Int(int)) if int.has_minus);
        let is_list = self.line.tokens.iter().all(|token| is_negative(Some(token.kind)));
        (is_negative(self.before()) || is_negative(self.after())) && !is_list
    }

    /// A mask, an address or a size is written so too: a word before it must speak of an outcome.
    fn is_unexplained_hex(&self) -> bool {
        let is_disguised = self.int.is_hex || (self.int.value < 0 && !self.int.has_minus);
        let explains = |at: usize| {
            self.line.kind(at) == Some(Kind::Word)
                && !matches!(KEYS.class(self.line.bytes(at)), Class::Measure | Class::Other)
        };
        let is_explained = || (self.at.saturating_sub(NEAR)..self.at).any(explains);
        let is_operand = self.touches_before() && self.before() == Some(Kind::Mark(b','));
        self.int.is_bare_hex || (is_disguised && (is_operand || !is_explained()))
    }

    fn is_count(&self) -> bool {
        self.int.value > 0 && self.int.digits < FEWEST_DIGITS
    }

    /// True if a number without a minus has a mark on its left that makes it a part of something longer.
    fn stands_in_something(&self) -> bool {
        !self.int.has_minus
            && self.touches_before()
            && !matches!(self.before(), Some(Kind::Foreign))
            && !matches!(self.before(), Some(Kind::Mark(mark)) if b",;|([{<>=\"':".contains(&mark))
    }

    /// The number that `-6,101` is, and where it ends.
    fn grouped(&self) -> Option<(String, usize)> {
        let next = |at: usize| self.line.touches_next(at).then(|| self.line.kind(at + 1)).flatten();
        let (Some(Kind::Mark(b',')), Some(Kind::Int(group))) = (next(self.at), next(self.at + 1)) else { return None };
        let is_group =
            !group.has_minus && group.digits == 3 && !group.is_hex && next(self.at + 2) != Some(Kind::Mark(b','));
        let is_first = self.int.has_minus && self.int.digits <= 3 && self.before() != Some(Kind::Mark(b','));
        let value = self.int.value.checked_mul(1000)?.checked_sub(group.value)?;
        (is_group && is_first).then(|| (value.to_string(), self.line.tokens[self.at + 2].range.end))
    }
}
