//! Words whose letters stand in a row in order, with others in between: `blackist`, 签期. nucleo does the matching.

use std::cell::RefCell;
use std::ops::Range;

use nucleo::{Config, Matcher, Utf32Str};

use super::query::Query;
use super::rank::{Answer, Answers, Tier};
use super::row::{Field, Row};

/// The least share of the score of an unbroken word that is no far-fetched match, in hundredths.
const LEAST_SHARE: u32 = 72;

thread_local! {
    /// nucleo's scratch memory, over 100 KB, made once for each thread that comes to need it.
    static MATCHER: RefCell<Matcher> = RefCell::new(Matcher::new(Config::DEFAULT));
}

/// The terms of a query that may be answered in this way.
#[derive(Default)]
pub(super) struct Stretch {
    terms: Vec<usize>,
}

impl Stretch {
    /// Those of `terms` that are long enough for it.
    pub(super) fn new(query: &Query, terms: impl Iterator<Item = usize>) -> Self {
        let long = |&index: &usize| {
            let term = &query.terms[index];
            let letters = query.term(term).chars().count();
            letters >= if term.han { 3 } else { 4 }
        };
        Self { terms: terms.filter(long).collect() }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Answers the terms that nothing else has answered.
    pub(super) fn answer(&self, query: &Query, row: Row<'_>, answers: &mut Answers) {
        for &term in &self.terms {
            if answers[term].tier == Tier::None
                && let Some(places) = find(row, query.term(&query.terms[term]))
                && let (Some(first), Some(last)) = (places.first(), places.last())
            {
                answers[term] = Answer::new(Tier::Stretch, &(first.start..last.end));
            }
        }
    }
}

/// The characters of the first word or Chinese text of `row` that `typed` is a close abridgement of, in bytes.
pub(super) fn find(row: Row<'_>, typed: &str) -> Option<Vec<Range<usize>>> {
    let latin = typed.is_ascii();
    let fields = if latin { &[Field::En, Field::Zh][..] } else { &[Field::Zh] };
    fields.iter().find_map(|&field| {
        let separates = |c: char| if latin { !c.is_ascii_alphanumeric() } else { c.is_ascii() };
        row.opening(field).split(separates).find_map(|word| {
            let start = word.as_ptr().addr() - row.text.as_ptr().addr();
            (word.len() > typed.len() && word.chars().next() == typed.chars().next())
                .then(|| match_word(word, typed))
                .flatten()
                .map(|places| places.into_iter().map(|place| start + place.start..start + place.end).collect())
        })
    })
}

fn match_word(word: &str, typed: &str) -> Option<Vec<Range<usize>>> {
    // Characters, not graphemes as nucleo would take them: the way back counts in these.
    let [word_chars, typed_chars] = [word, typed].map(|text| text.chars().collect::<Vec<char>>());
    let [haystack, needle] = [&word_chars, &typed_chars].map(|chars| Utf32Str::Unicode(chars));
    let mut indices = Vec::new();
    let (unbroken, reached) = MATCHER.with_borrow_mut(|matcher| {
        let unbroken = matcher.fuzzy_match(needle, needle)?;
        Some((u32::from(unbroken), u32::from(matcher.fuzzy_indices(haystack, needle, &mut indices)?)))
    })?;
    indices.sort_unstable();
    indices.dedup();
    let span = (indices.last()? - indices.first()?) as usize;
    if reached * 100 < unbroken * LEAST_SHARE || span > typed.len() + (typed.len() / 3).max(1) {
        return None;
    }
    let places: Vec<Range<usize>> = word.char_indices().map(|(at, c)| at..at + c.len_utf8()).collect();
    indices.into_iter().map(|index| places.get(index as usize).cloned()).collect()
}
