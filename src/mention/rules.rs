//! The rules that make a number, or a word, the mention of a code.
//!
//! A number is a code under a key that says so, listed or not, unless its line gives an account of it that holds even then.
//! Without a key it is one if a table lists it and its line gives no other account of it at all.

use std::borrow::Cow;
use std::ops::Range;

use super::accounts::Look;
use super::key::{self, Key, Line};
use super::keys::Class;
use super::token::{Int, Kind, is_word};
use crate::catalog::{self, Catalog, EntryId};

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

    /// The mention that the number at `at` is. `is_diff` says that the line is one of a diff.
    pub(super) fn number(&self, line: Line<'_>, at: usize, is_diff: bool) -> Option<Mention<'c>> {
        let Some(Kind::Int(int)) = line.kind(at) else { return None };
        let key = self.key(line, at, int);
        // Most numbers of a log are at this point none; the rules take their time.
        if int.value >= 0
            && !self.catalog.has_positive_codes()
            && matches!(key.class, None | Some(Class::Neutral | Class::Measure | Class::Other))
        {
            return None;
        }
        let mut entries = self.catalog.find_number(int.value, !int.is_hex);
        let grouped = grouped(line, at, int)
            .filter(|(value, _)| entries.is_empty() || !self.catalog.find_number(*value, false).is_empty());
        if let Some((value, _)) = grouped {
            entries = self.catalog.find_number(value, false);
        }
        let is_itself =
            || entries.first().is_some_and(|&id| catalog::number(self.catalog.code_of(id)) == Some(int.value));
        let has_key = match key.class {
            Some(Class::Certain) => true,
            Some(Class::Likely) => int.value < 0 || key.is_numbered || entries.is_empty() || is_itself(),
            Some(Class::Negative) => int.value < 0 || key.is_numbered,
            _ => false,
        };
        let look = Look { line, at, int, key: &key, is_diff };
        let is_mention = if has_key {
            !entries.is_empty() || !is_success(int.value)
        } else {
            !entries.is_empty() && (int.value < 0 || is_itself()) && !look.is_no_bare_code()
        };
        if !is_mention || look.is_no_code() {
            return None;
        }
        let Range { start, end } = line.tokens[at].range;
        let code = || grouped.map_or_else(|| written(line, at, int).into_owned(), |(value, _)| value.to_string());
        let range = start..grouped.map_or(end, |(_, end)| end);
        Some(self.mention(range, has_key.then_some(key.range), code, entries))
    }

    /// The name before a number.
    fn key(&self, line: Line<'_>, at: usize, int: Int) -> Key {
        let mut key = key::before(line, at);
        if self.is_own_key(&line.text[key.range.clone()]) {
            key.class = Some(Class::Certain);
        } else if int.value >= 0 && line.text[key.range.clone()].last().is_some_and(u8::is_ascii_digit) {
            // `ret1=-97` holds a code; `ret1=97` and `code0 1` say which of many they are.
            key.class = Some(Class::Neutral);
        }
        key
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
        Some(self.mention(start..start + word.len(), has_key.then_some(key.range), String::new, found))
    }

    /// The mention that the word at `at` is, if it is a code that has no number.
    pub(super) fn code_word(&self, line: Line<'_>, at: usize) -> Option<Mention<'c>> {
        self.word(line, at).filter(|mention| self.catalog.entry(mention.entries[0]).number().is_none())
    }

    /// The mention of a code that has these entries.
    pub(super) fn named(&self, range: Range<usize>, entries: &'c [EntryId]) -> Mention<'c> {
        self.mention(range, None, String::new, entries)
    }

    /// The mention of a code that has these entries, or else is written so.
    fn mention(
        &self,
        range: Range<usize>,
        key: Option<Range<usize>>,
        written: impl FnOnce() -> String,
        entries: &'c [EntryId],
    ) -> Mention<'c> {
        let code = match entries.first() {
            Some(&id) => Cow::Borrowed(self.catalog.code_of(id)),
            None => Cow::Owned(written()),
        };
        Mention { range, key: key.filter(|key| !key.is_empty()), code, entries }
    }

    /// The mention of a code that was asked for by itself.
    pub(super) fn asked(&self, line: Line<'_>, at: usize) -> Option<Mention<'c>> {
        let Some(Kind::Int(int)) = line.kind(at) else { return None };
        let entries = self.catalog.find_number(int.value, !int.is_hex);
        Some(self.mention(line.tokens[at].range.clone(), None, || written(line, at, int).into_owned(), entries))
    }
}

/// True if a number says that all went well.
pub(super) fn is_success(value: i64) -> bool {
    matches!(value, 0 | 200)
}

/// True if the line says that the number at `at` is something else.
pub(super) fn has_other_account(line: Line<'_>, at: usize) -> bool {
    let Some(Kind::Int(int)) = line.kind(at) else { return true };
    let look = Look { line, at, int, key: &key::before(line, at), is_diff: false };
    look.is_no_code() || look.is_no_bare_code()
}

/// A number as it is written, without a fraction or the suffix of a type.
fn written(line: Line<'_>, at: usize, int: Int) -> Cow<'_, str> {
    let text = str::from_utf8(line.bytes(at)).unwrap_or_default();
    let is_plain = text.strip_prefix('-').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit());
    let is_code = is_plain || (int.is_hex && !int.is_bare_hex && catalog::number(text).is_some());
    if is_code { Cow::Borrowed(text) } else { Cow::Owned(int.value.to_string()) }
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

/// The number that `-6,101` is, and where it ends.
fn grouped(line: Line<'_>, at: usize, int: Int) -> Option<(i64, usize)> {
    let next = |at: usize| line.touches_next(at).then(|| line.kind(at + 1)).flatten();
    let (Some(Kind::Mark(b',')), Some(Kind::Int(group))) = (next(at), next(at + 1)) else { return None };
    let is_group = !group.has_minus && group.digits == 3 && !group.is_hex && next(at + 2) != Some(Kind::Mark(b','));
    let is_first = int.has_minus && int.digits <= 3 && line.before(at) != Some(Kind::Mark(b','));
    let value = int.value.checked_mul(1000)?.checked_sub(group.value)?;
    (is_group && is_first).then(|| (value, line.tokens[at + 2].range.end))
}
