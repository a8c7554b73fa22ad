//! One query on its way through the rows of a table.

use rayon::slice::ParallelSliceMut;

use super::answer::{Answer, Answers, Tier};
use super::coverage::Coverage;
use super::needles::{KnownSound, Plan};
use super::prefilter::Prefilter;
use super::query::{MAX_TERMS, Query, Term};
use super::rank::{self, Grade, Part, Weights};
use super::row::{Field, Row};
use super::rows::Rows;
use super::{Found, Hit, Reading, Wanted, Why};
use crate::catalog::EntryId;

/// A query made ready, and the rows to hold it against.
pub(super) struct Pass<'s> {
    rows: &'s Rows<'s>,
    /// True for each subsystem that is searched, by position.
    admitted: &'s [bool],
    plan: Plan,
    prefilter: Option<Prefilter>,
    /// For each subsystem whose names answer something, by position, how they answer each term.
    by_name: Vec<Option<Box<Answers>>>,
}

/// The rows that answer all of a query.
pub(super) struct Full {
    pub(super) hits: Vec<Hit>,
    /// True if they answer by chance, and another reading may be better.
    makeshift: bool,
    /// The number of rows that answer each term.
    pub(super) counts: [usize; MAX_TERMS],
}

impl Full {
    /// True if no other reading can be better.
    pub(super) fn is_good(&self) -> bool {
        !(self.hits.is_empty() || self.makeshift)
    }

    pub(super) fn found(self) -> Found {
        Found { hits: self.hits, ..Found::default() }
    }
}

/// The rows of one block that answer, and how many of its rows answer each term.
#[derive(Default)]
struct Gathered {
    graded: Vec<(Grade, EntryId)>,
    counts: [usize; MAX_TERMS],
}

impl<'s> Pass<'s> {
    pub(super) fn new(rows: &'s Rows<'s>, admitted: &'s [bool], query: Query) -> Self {
        let plan = if rows.are_many() { Plan::for_many(query) } else { Plan::new(query, rows.triples()) };
        let terms = plan.query.terms.len();
        let by_name = rows.map_names(|name| {
            let answers = plan.answers(name);
            let by_name = answers[..terms].iter().any(|answer| answer.tier <= Tier::Stem);
            by_name.then(|| Box::new(answers))
        });
        let prefilter = if rows.are_many() { Prefilter::new(&plan) } else { None };
        Self { rows, admitted, plan, prefilter, by_name }
    }

    /// The same pass for another spelling.
    fn respelt(&self, spelling: &str) -> Self {
        let mut query = Query::respelt("", spelling);
        query.filters.clone_from(&self.plan.query.filters);
        Self::new(self.rows, self.admitted, query)
    }

    /// True if rows can be passed over unread: the table is large, and no subsystem's name answers for rows that hold
    /// nothing of the query.
    pub(super) fn may_skip_rows(&self) -> bool {
        self.prefilter.is_some() && self.by_name.iter().all(Option::is_none)
    }

    /// The required terms that no row answers, by position.
    pub(super) fn unanswered(&self, counts: &[usize; MAX_TERMS]) -> Vec<usize> {
        let terms = self.plan.query.terms.iter().zip(counts).enumerate();
        terms.filter(|(_, (term, count))| term.required && **count == 0).map(|(index, _)| index).collect()
    }

    /// Lets those of `terms` that are long enough for it be answered by their letters with others in between, and pinyin
    /// have slips; false if there is neither.
    pub(super) fn loosen(&mut self, terms: &[usize]) -> bool {
        let is_long = |index: &usize| self.plan.query.terms[*index].may_be_fuzzy(&self.plan.query);
        self.plan.fuzzy = terms.iter().copied().filter(is_long).collect();
        self.plan.slips = !terms.is_empty() && self.plan.may_be_pinyin();
        self.plan.slips || !self.plan.fuzzy.is_empty()
    }

    /// The rows that answer every required term; of a large table `skipping` all those that hold nothing of one term.
    pub(super) fn full(&self, skipping: bool, wanted: Wanted<'_>) -> Option<Full> {
        let query = &self.plan.query;
        let prefilter = self.prefilter.as_ref().filter(|_| skipping);
        let blocks = self.rows.map_blocks(wanted, |block| {
            let mut gathered = Gathered::default();
            let mut sieve = prefilter.map(|prefilter| prefilter.over(block));
            for index in 0..block.len() {
                if sieve.as_mut().is_some_and(|sieve| !sieve.lets_through(index)) {
                    continue;
                }
                let (id, row) = block.get(index);
                let mut coverage = Coverage::new(row);
                let heard = sieve.as_ref().and_then(|sieve| sieve.heard.as_ref());
                let Some(answers) = self.look_at(id, row, heard, |answer| coverage.add(answer)) else { continue };
                for (count, answer) in gathered.counts.iter_mut().zip(&answers[..query.terms.len()]) {
                    *count += usize::from(answer.is_full() && answer.tier != Tier::Inside);
                }
                let filters_only = query.terms.is_empty().then(|| self.by_filters(row));
                let grade = filters_only.or_else(|| rank::full(query, row, &answers, &coverage));
                gathered.graded.extend(grade.map(|grade| (grade, id)));
            }
            gathered
        })?;
        let mut graded = Vec::new();
        let mut counts = [0; MAX_TERMS];
        for block in blocks {
            graded.extend(block.graded);
            counts.iter_mut().zip(block.counts).for_each(|(sum, count)| *sum += count);
        }
        let place = |(grade, id): &(Grade, EntryId)| grade.place(*id);
        if self.rows.are_many() {
            graded.par_sort_unstable_by_key(place);
        } else {
            graded.sort_unstable_by_key(place);
        }
        let makeshift = graded.first().is_some_and(|(grade, _)| grade.is_makeshift());
        Some(Full { hits: hits(graded), makeshift, counts })
    }

    /// The rows that answer all of the query, or else those that answer most of it.
    pub(super) fn or_partial(&self, full: Full, wanted: Wanted<'_>) -> Option<Found> {
        if full.hits.is_empty() { self.partial(&full.counts, wanted) } else { Some(full.found()) }
    }

    /// The rows that answer most of the query.
    fn partial(&self, counts: &[usize; MAX_TERMS], wanted: Wanted<'_>) -> Option<Found> {
        let query = &self.plan.query;
        let weights = Weights::new(query, counts, self.rows.len());
        let blocks = self.rows.map_blocks(wanted, |block| {
            let mut parts = Vec::new();
            for (id, row) in (0..block.len()).map(|index| block.get(index)) {
                let Some(answers) = self.look_at(id, row, None, |_| {}) else { continue };
                parts.extend(weights.partial(query, row, &answers).map(|part| (part, id)));
            }
            parts
        })?;
        let all: Vec<(Part, EntryId)> = blocks.into_iter().flatten().collect();
        let best = all.iter().map(|(part, _)| part.share).max().unwrap_or(0);
        let mut near_best: Vec<_> =
            all.into_iter().filter(|(part, _)| Weights::stands_beside(part.share, best)).collect();
        near_best.sort_unstable_by_key(|(part, id)| part.grade.place(*id));
        let reading = near_best
            .first()
            .map_or(Reading::AsTyped, |(part, _)| Reading::Partly { unused: self.terms_of(part.unanswered) });
        Some(Found { hits: hits(near_best.into_iter().map(|(part, id)| (part.grade, id)).collect()), reading })
    }

    /// The texts of the terms whose bits are set.
    fn terms_of(&self, bits: u16) -> Vec<String> {
        let query = &self.plan.query;
        let is_set = |(index, _): &(usize, &Term)| bits & (1 << index) != 0;
        query.terms.iter().enumerate().filter(is_set).map(|(_, term)| query.term(term).to_owned()).collect()
    }

    /// The answer of the first spelling whose rows answer all of it; or else, unless it must be `full`, of the first that
    /// finds any. Nothing found is no hits.
    pub(super) fn corrected(&self, spellings: Vec<String>, full: bool, wanted: Wanted<'_>) -> Option<Found> {
        let mut best = Found::default();
        for spelling in spellings {
            let pass = self.respelt(&spelling);
            let mut found = pass.or_partial(pass.full(false, wanted)?, wanted)?;
            let partly = matches!(found.reading, Reading::Partly { .. });
            found.hits.iter_mut().for_each(|hit| hit.why = Why::Typo);
            found.reading = Reading::Corrected(spelling);
            if !found.hits.is_empty() && !partly {
                return Some(found);
            }
            if best.hits.is_empty() && !found.hits.is_empty() && !full {
                best = found;
            }
        }
        Some(best)
    }

    /// The answer of a row, in which a sound may have been `heard`, to each term, with each answer of a word to `note`; `None`
    /// for one that is not searched.
    fn look_at(
        &self,
        id: EntryId,
        row: Row<'_>,
        heard: Option<&KnownSound<'_>>,
        note: impl FnMut(&Answer),
    ) -> Option<Answers> {
        let subsystem = self.rows.subsystem_of(id).index();
        let query = &self.plan.query;
        if !self.admitted[subsystem] || !query.filters.iter().all(|filter| filter.admits(row)) {
            return None;
        }
        let mut answers = self.plan.answers_noting(row, heard, note);
        if let Some(by_name) = &self.by_name[subsystem] {
            for (answer, by_name) in answers[..query.terms.len()].iter_mut().zip(by_name.iter()) {
                if by_name.tier <= Tier::Stem {
                    answer.improve(Answer::subsystem());
                }
            }
        }
        Some(answers)
    }

    /// The grade of a row in a query of filters alone.
    fn by_filters(&self, row: Row<'_>) -> Grade {
        let places = self.plan.query.filters.iter().filter_map(|filter| filter.find(row));
        let covered: usize = places.map(|place| place.len()).sum();
        let share = u32::try_from(covered * 100 / row.range(Field::Words).end.max(1)).unwrap_or(0);
        Grade::filtered(share)
    }
}

/// The hits of sorted rows, without those that stand there by chance where others do not.
fn hits(mut graded: Vec<(Grade, EntryId)>) -> Vec<Hit> {
    if let Some(&(best, _)) = graded.first() {
        graded.retain(|(grade, _)| grade.stands_beside(best));
    }
    graded.into_iter().map(|(grade, entry)| Hit { entry, why: grade.why() }).collect()
}
