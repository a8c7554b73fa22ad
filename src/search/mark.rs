//! The parts of an entry's text that answer a query, for highlighting.

use std::ops::Range;

use super::answer::{Answer, Tier};
use super::fold::{Folded, beginning, is_han};
use super::needles::Plan;
use super::query::Query;
use super::row::Row;
use super::{Marks, Reading, fuzzy};
use crate::catalog::{Entry, number};

/// The length in bytes to which a field is searched for places to mark: more than any screen shows of it.
const MAX_FIELD: usize = 16 * 1024;

/// Finds in an entry's text what answers one query. It knows nothing of the catalog: it is made in microseconds, and
/// serves the rows on the screen while a search may go on elsewhere.
pub struct Marker {
    plan: Plan,
    /// The numbers in the query, as typed.
    numbers: Vec<String>,
}

impl Marker {
    /// A marker for `query`, as it was read when it gave `reading`.
    pub fn new(query: &str, reading: &Reading) -> Self {
        let query = match reading {
            Reading::Corrected(spelling) => Query::respelt(query, spelling),
            Reading::AsTyped | Reading::Partly { .. } => Query::new(query),
        };
        let mut plan = Plan::new(query, None);
        let may_be_fuzzy = |index: &usize| plan.query.terms[*index].may_be_fuzzy(&plan.query);
        plan.fuzzy = (0..plan.query.terms.len()).filter(may_be_fuzzy).collect();
        plan.slips = plan.may_be_pinyin();
        let in_number = |c: char| c == '-' || c.is_ascii_alphanumeric();
        let words = plan.query.text.split(|c| !in_number(c));
        let numbers = words.filter(|word| number(word).is_some()).map(str::to_owned).collect();
        Self { plan, numbers }
    }

    /// The parts of `entry` that answer the query.
    pub fn marks(&mut self, entry: Entry<'_>) -> Marks {
        // Without a query nothing is folded, and the table that folding goes by is not built.
        if self.plan.query.is_empty() && self.numbers.is_empty() {
            return Marks::default();
        }
        let fields = entry.fields;
        if self.names(entry) {
            return Marks { code: whole(fields.code), ..Marks::default() };
        }
        let folded =
            [fields.zh, fields.en, fields.symbol, fields.code].map(|field| Folded::new(beginning(field, MAX_FIELD)));
        let text = [&folded[0].text, &folded[1].text, &folded[2].text, &folded[3].text].map(String::as_str).join("\n");
        let row = Row::new(&text);
        let mut places = self.places(row);
        let filters = self.plan.query.filters.iter().filter(|filter| !filter.is_negated());
        places.extend(filters.filter_map(|filter| filter.find(row)));
        let mut marks: [Vec<Range<usize>>; 4] = Default::default();
        for place in places {
            let field = row.field_at(place.start);
            let start = row.range(field).start;
            // The words of an identifier are no text that is shown.
            let Some(folded) = folded.get(field as usize) else { continue };
            marks[field as usize].push(folded.source(place.start - start..place.end - start));
        }
        let [zh, en, symbol, code] = marks.map(united);
        Marks { code, zh, en, symbol }
    }

    /// True if the query names the entry's code.
    fn names(&self, entry: Entry<'_>) -> bool {
        let Some(code) = entry.number() else { return false };
        self.numbers.iter().filter_map(|typed| number(typed)).any(|typed| typed == code || typed == code.wrapping_neg())
    }

    /// The places in a row that answer a term as well as any does, or at least by its words or their meaning.
    fn places(&self, row: Row<'_>) -> Vec<Range<usize>> {
        let plan = &self.plan;
        let answers = plan.answers(row);
        let mut places = Vec::new();
        let mut meant = Vec::new();
        plan.for_each_match(row, |term, answer, _| {
            let best = answers[term].tier;
            if answer.tier == best || (answer.tier <= Tier::Stem && best <= Tier::Stem) {
                let place = marked(row, answer, plan.query.term(&plan.query.terms[term]));
                if answer.tier == Tier::Synonym { &mut meant } else { &mut places }.push(place);
            }
        });
        // A Chinese word that was typed is marked as it stands, not with what would make another word of it.
        let overlaps = |one: &Range<usize>, other: &Range<usize>| one.start < other.end && other.start < one.end;
        let is_longer = |place: &Range<usize>| {
            row.text[place.start..].starts_with(is_han) && places.iter().any(|typed| overlaps(typed, place))
        };
        meant.retain(|place| !is_longer(place));
        places.extend(meant);
        plan.for_each_sound(row, None, &answers, |term, answer| {
            if answer.tier == answers[term].tier {
                places.push(answer.place());
            }
        });
        for (term, answer) in plan.query.terms.iter().zip(answers) {
            if answer.tier == Tier::Fuzzy {
                places.extend(fuzzy::find(row, plan.query.term(term)).into_iter().flatten());
            }
        }
        places
    }
}

/// The range to mark in a row for an answer to the term `typed`: where a word answers by its stem or its meaning, that
/// is found by its beginning, and all of it is marked, but no more than was typed if that stands there.
fn marked(row: Row<'_>, answer: Answer, typed: &str) -> Range<usize> {
    let place = answer.place();
    let bytes = row.text.as_bytes();
    let is_by_beginning = matches!(answer.tier, Tier::Stem | Tier::Synonym | Tier::Near);
    let is_long_enough = typed.len() >= place.len() || typed.starts_with(is_han);
    if is_by_beginning && is_long_enough && row.text[place.start..].starts_with(typed) {
        return place.start..place.start + typed.len();
    }
    if !is_by_beginning || !bytes[place.clone()].last().is_some_and(u8::is_ascii_alphanumeric) {
        return place;
    }
    let rest = bytes[place.end..].iter().take_while(|byte| byte.is_ascii_alphanumeric());
    place.start..place.end + rest.count()
}

fn whole(text: &str) -> Vec<Range<usize>> {
    if text.is_empty() { Vec::new() } else { std::iter::once(0..text.len()).collect() }
}

/// Sorted ranges that neither overlap nor touch.
fn united(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut united: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match united.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => united.push(range),
        }
    }
    united
}
