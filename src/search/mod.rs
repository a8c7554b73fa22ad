//! From a query to the entries that answer it, best first.
//!
//! A query goes through `query` (operators and terms, found with the `lexicon`), `needles` (all that may answer the terms,
//! in one automaton), `rows` (the folded table) and `rank` (tiers and scores). Only when nothing answers it do `stretch`
//! (letters in order, with others in between) and `respell` (misspellings) come in.

mod fold;
mod lexicon;
mod mark;
mod narrow;
mod needles;
mod pinyin;
mod prefilter;
mod query;
mod rank;
mod respell;
mod row;
mod rows;
mod stem;
mod stretch;

use std::ops::Range;

use fold::fold;
use narrow::Touching;
use needles::{Plan, Touched};
use prefilter::Prefilter;
use query::{MAX_TERMS, Query};
use rank::{Answer, Answers, Grade, Tier, Weights};
use respell::Vocabulary;
use row::Row;
use rows::Rows;
use stretch::Stretch;

use crate::catalog::{Catalog, EntryId};
use crate::lang::Lang;
use crate::mention;
use crate::words::Words;

pub use mark::Marker;

/// Why an entry answers a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The query is empty: every entry answers.
    All,
    /// Its code was asked for.
    Code,
    /// The words stand in its text.
    Text,
    /// The words stand in its symbol.
    Symbol,
    /// Words that mean the same stand in its text.
    Synonym,
    /// Other forms of the words stand in its text.
    Stem,
    /// The words name its subsystem.
    Subsystem,
    /// Its Chinese sounds like what was typed.
    Pinyin,
    /// The letters stand in its text in order, with others in between.
    Fuzzy,
    /// What was typed is a misspelling of its text.
    Typo,
}

impl Why {
    /// A short English name; empty where there is nothing to explain.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Code => "code",
            Self::Text => "text",
            Self::Symbol => "symbol",
            Self::Synonym => "synonym",
            Self::Stem => "stem",
            Self::Subsystem => "subsystem",
            Self::Pinyin => "pinyin",
            Self::Fuzzy => "fuzzy",
            Self::Typo => "typo",
        }
    }

    /// The reason in a word of the interface; nothing where every row answers.
    pub fn tell(self, lang: Lang) -> &'static str {
        let words = &Words::of(lang).screen;
        match self {
            Self::All => "",
            Self::Code => words.why_code,
            Self::Text => words.why_text,
            Self::Symbol => words.why_symbol,
            Self::Synonym => words.why_synonym,
            Self::Stem => words.why_stem,
            Self::Subsystem => words.why_subsystem,
            Self::Pinyin => words.why_pinyin,
            Self::Fuzzy => words.why_fuzzy,
            Self::Typo => words.why_typo,
        }
    }
}

/// An entry that answers a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub entry: EntryId,
    /// Why it answers.
    pub why: Why,
}

/// How a query had to be read for anything to answer it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// As it was typed.
    #[default]
    AsTyped,
    /// As if it had been spelt like this.
    Corrected(String),
    /// No entry answers every word; these answer most of them.
    Partly,
}

/// The answer to a query.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The entries that answer it, best first.
    pub hits: Vec<Hit>,
    /// How the query was read.
    pub reading: Reading,
}

/// The parts of an entry's text that answer a query: byte ranges on grapheme bounds, sorted, apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Within the code.
    pub code: Vec<Range<usize>>,
    /// Within the Chinese meaning.
    pub zh: Vec<Range<usize>>,
    /// Within the English meaning.
    pub en: Vec<Range<usize>>,
    /// Within the symbol.
    pub symbol: Vec<Range<usize>>,
}

/// A search over one catalog. What a query needs is built when the first such query comes, and kept.
pub struct Search<'c> {
    catalog: &'c Catalog,
    rows: Option<Rows<'c>>,
    vocabulary: Option<Vocabulary>,
    /// What the last query touched, where the table is so large that it pays to know.
    touching: Option<Touching>,
}

impl<'c> Search<'c> {
    /// A search over `catalog`. Nothing is built yet.
    pub fn new(catalog: &'c Catalog) -> Self {
        Self { catalog, rows: None, vocabulary: None, touching: None }
    }

    /// The entries that answer `query`.
    pub fn run(&mut self, query: &str) -> Found {
        self.run_while(query, &|| true).unwrap_or_default()
    }

    /// The entries that answer `query`, or `None` as soon as `wanted` says that nobody waits for them any more.
    pub fn run_while(&mut self, query: &str, wanted: &dyn Fn() -> bool) -> Option<Found> {
        let query = Query::new(query);
        let admitted = self.admitted_subsystems(&query);
        if query.is_empty() {
            let ids = self.catalog.entry_ids().filter(|&id| admitted[self.catalog.subsystem_of(id).index()]);
            return Some(Found { hits: ids.map(|entry| Hit { entry, why: Why::All }).collect(), ..Found::default() });
        }
        if let Some(mut hits) = self.named_codes(&query) {
            hits.retain(|hit| admitted[self.catalog.subsystem_of(hit.entry).index()]);
            return Some(Found { hits, ..Found::default() });
        }
        let rows = self.rows.get_or_insert_with(|| Rows::new(self.catalog));
        let mut pass = Pass::new(self.catalog, rows, admitted, query);
        let (narrowed, sieve) = if rows.are_many() { pass.narrowed(self.touching.as_ref()) } else { (None, None) };
        let is_whole = narrowed.is_none() && sieve.is_none();
        let mut as_typed = pass.full(narrowed.unwrap_or(rows.all()), sieve.as_ref(), wanted)?;
        self.touching = None;
        if as_typed.is_good() {
            if rows.are_many() {
                self.touching = Some(Touching::new(pass.plan, pass.admitted, as_typed.touching));
            }
            return Some(Found { hits: as_typed.hits, reading: Reading::AsTyped });
        }
        if !is_whole {
            // How often each term is answered must be known of all rows now.
            as_typed = pass.full(rows.all(), None, wanted)?;
        }
        let strange: Vec<usize> = pass.strange(&as_typed.counts).collect();
        pass.plan.stretch = Stretch::new(&pass.plan.query, strange.iter().copied());
        if !pass.plan.stretch.is_empty() {
            let stretched = pass.full(rows.all(), None, wanted)?;
            if stretched.is_good() {
                return Some(stretched.found());
            }
        }
        let vocabulary = self.vocabulary.get_or_insert_with(|| Vocabulary::new(rows));
        let spellings = vocabulary.respell(&pass.plan.query, &strange);
        let corrected = pass.corrected(spellings, !as_typed.hits.is_empty(), wanted)?;
        if corrected.hits.is_empty() { pass.or_partial(as_typed, wanted) } else { Some(corrected) }
    }

    /// Which subsystems the query admits, by position.
    fn admitted_subsystems(&self, query: &Query) -> Vec<bool> {
        let admits = |id: &str| query.subsystems.is_empty() || query.subsystems.iter().any(|name| id.starts_with(name));
        self.catalog.subsystems().iter().map(|subsystem| admits(&fold(&subsystem.id))).collect()
    }

    /// The entries whose codes the query names, in its order; `None` where it is no query for codes. A code with its
    /// sign that no table lists is one, which nothing answers.
    fn named_codes(&self, query: &Query) -> Option<Vec<Hit>> {
        let mentions = mention::in_query(&query.typed, self.catalog);
        let mut hits: Vec<Hit> = Vec::new();
        for mention in &mentions {
            for &entry in self.catalog.find(&mention.code) {
                if hits.iter().all(|hit| hit.entry != entry) {
                    hits.push(Hit { entry, why: Why::Code });
                }
            }
        }
        let signed = mentions.iter().any(|mention| mention.code.starts_with('-'));
        (!hits.is_empty() || signed).then_some(hits)
    }
}

/// One query on its way through the rows.
struct Pass<'s> {
    catalog: &'s Catalog,
    rows: &'s Rows<'s>,
    /// Which subsystems are searched, by position.
    admitted: Vec<bool>,
    plan: Plan,
    /// What the names of each subsystem answer.
    by_name: Vec<Answers>,
}

/// The rows that answer all of a query.
struct Full {
    hits: Vec<Hit>,
    /// Whether they answer by chance, and another reading may be better.
    makeshift: bool,
    /// How many rows answer each term.
    counts: [usize; MAX_TERMS],
    /// The rows that hold something of each required term.
    touching: Vec<EntryId>,
}

impl Full {
    /// Whether no other reading can be better.
    fn is_good(&self) -> bool {
        !(self.hits.is_empty() || self.makeshift)
    }

    fn found(self) -> Found {
        Found { hits: self.hits, reading: Reading::AsTyped }
    }
}

/// What one thread gathers.
#[derive(Default)]
struct Gathered {
    graded: Vec<(Grade, EntryId)>,
    shares: Vec<u32>,
    counts: [usize; MAX_TERMS],
    touching: Vec<EntryId>,
}

impl<'s> Pass<'s> {
    fn new(catalog: &'s Catalog, rows: &'s Rows<'s>, admitted: Vec<bool>, query: Query) -> Self {
        let plan = Plan::new(query, rows.are_many());
        let by_name = catalog.subsystems().iter().map(|subsystem| {
            let mut text = String::new();
            rows::fold_row([&subsystem.zh, &subsystem.en, &subsystem.id, ""], &mut text);
            plan.answers(Row::new(&text))
        });
        let by_name = by_name.collect();
        Self { catalog, rows, admitted, plan, by_name }
    }

    /// The same pass for another spelling.
    fn respelt(&self, spelling: &str) -> Self {
        let mut query = Query::respelt("", spelling);
        query.filters.clone_from(&self.plan.query.filters);
        Self::new(self.catalog, self.rows, self.admitted.clone(), query)
    }

    /// The terms that no row answers, and that are no code.
    fn strange(&self, counts: &[usize; MAX_TERMS]) -> impl Iterator<Item = usize> {
        let terms = self.plan.query.terms.iter().zip(*counts).enumerate();
        terms.filter(|(_, (term, count))| term.required && *count == 0).map(|(index, _)| index)
    }

    /// What may answer this query, where that is not any row: what another query touched, and what a sieve lets through.
    fn narrowed<'t>(&self, touching: Option<&'t Touching>) -> (Option<&'t [EntryId]>, Option<Prefilter>) {
        let terms = self.plan.query.terms.len();
        let by_name = |answers: &Answers| answers[..terms].iter().any(|answer| answer.tier <= Tier::Stem);
        // The name of a subsystem answers for rows that hold nothing of it.
        if self.by_name.iter().any(by_name) {
            return (None, None);
        }
        (touching.and_then(|touching| touching.by(&self.plan, &self.admitted)), Prefilter::new(&self.plan))
    }

    /// Of those of some rows that a sieve lets through, those that answer every required term.
    fn full(&self, rows: &[EntryId], sieve: Option<&Prefilter>, wanted: &dyn Fn() -> bool) -> Option<Full> {
        let query = &self.plan.query;
        let required: Vec<usize> = (0..query.terms.len()).filter(|&term| query.terms[term].required).collect();
        let look = |gathered: &mut Gathered, id, row: Row<'_>| {
            if sieve.is_some_and(|sieve| !sieve.lets_through(row)) {
                return;
            }
            let Some((answers, touched)) = self.look_at(id, row) else { return };
            if required.iter().all(|&term| touched.contains(term)) {
                gathered.touching.push(id);
            }
            for (count, answer) in gathered.counts.iter_mut().zip(&answers[..query.terms.len()]) {
                *count += usize::from(answer.is_full() && answer.tier != Tier::Inside);
            }
            let filters_only = query.terms.is_empty().then(|| self.by_filters(row));
            let grade = filters_only.or_else(|| rank::full(query, row, &answers));
            gathered.graded.extend(grade.map(|grade| (grade, id)));
        };
        let gathered = self.rows.go_through(rows, wanted, look, |gathered| gathered.graded.sort_unstable())?;
        let (mut graded, mut touching) = (Vec::new(), Vec::new());
        let mut counts = [0; MAX_TERMS];
        for one in gathered {
            graded.extend(one.graded);
            touching.extend(one.touching);
            counts.iter_mut().zip(one.counts).for_each(|(sum, count)| *sum += count);
        }
        // Each thread has sorted its own; what is left is to merge these runs, which the stable sort finds by itself.
        graded.sort();
        let makeshift = graded.first().is_some_and(|(grade, _)| grade.is_makeshift());
        Some(Full { hits: hits(graded), makeshift, counts, touching })
    }

    /// The rows that answer all of the query, or else those that answer most of it.
    fn or_partial(&self, full: Full, wanted: &dyn Fn() -> bool) -> Option<Found> {
        if full.hits.is_empty() { self.partial(&full.counts, wanted) } else { Some(full.found()) }
    }

    /// The rows that answer most of the query.
    fn partial(&self, counts: &[usize; MAX_TERMS], wanted: &dyn Fn() -> bool) -> Option<Found> {
        let query = &self.plan.query;
        let weights = Weights::new(query, counts, self.catalog.len());
        let look = |gathered: &mut Gathered, id, row: Row<'_>| {
            let Some((answers, _)) = self.look_at(id, row) else { return };
            if let Some((share, grade)) = weights.partial(query, row, &answers) {
                gathered.graded.push((grade, id));
                gathered.shares.push(share);
            }
        };
        let gathered = self.rows.go_through(self.rows.all(), wanted, look, |_| {})?;
        let best = gathered.iter().flat_map(|one| &one.shares).copied().max().unwrap_or(0);
        let rows = gathered.into_iter().flat_map(|one| one.graded.into_iter().zip(one.shares));
        let mut graded: Vec<_> =
            rows.filter(|(_, share)| Weights::stands_beside(*share, best)).map(|(graded, _)| graded).collect();
        graded.sort_unstable();
        let reading = if graded.is_empty() { Reading::AsTyped } else { Reading::Partly };
        Some(Found { hits: hits(graded), reading })
    }

    /// What the first of some spellings finds that finds rows which answer all of it; or else, unless it must be `full`,
    /// the first that finds any. Nothing found is no hits.
    fn corrected(&self, spellings: Vec<String>, full: bool, wanted: &dyn Fn() -> bool) -> Option<Found> {
        let mut best = Found::default();
        for spelling in spellings {
            let pass = self.respelt(&spelling);
            let mut found = pass.or_partial(pass.full(self.rows.all(), None, wanted)?, wanted)?;
            let partly = found.reading == Reading::Partly;
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

    /// What answers the query in a row, and what it touches, if the row is searched at all.
    fn look_at(&self, id: EntryId, row: Row<'_>) -> Option<(Answers, Touched)> {
        let subsystem = self.catalog.subsystem_of(id).index();
        let searched = self.admitted[subsystem]
            && self.plan.query.filters.iter().all(|filter| filter.find(row).is_some() != filter.negated);
        if !searched {
            return None;
        }
        let (mut answers, touched) = self.plan.look_at(row);
        let terms = self.plan.query.terms.len();
        for (answer, by_name) in answers[..terms].iter_mut().zip(&self.by_name[subsystem]) {
            if by_name.tier <= Tier::Stem {
                answer.improve(Answer::subsystem());
            }
        }
        Some((answers, touched))
    }

    /// The grade of a row in a query of filters alone.
    fn by_filters(&self, row: Row<'_>) -> Grade {
        let places = self.plan.query.filters.iter().filter_map(|filter| filter.find(row));
        let covered: usize = places.map(|place| place.len()).sum();
        let share = u32::try_from(covered * 100 / row.text.len().max(1)).unwrap_or(0);
        Grade::filtered(share)
    }
}

/// The hits of sorted rows, without the makeshift ones where there are others.
fn hits(mut graded: Vec<(Grade, EntryId)>) -> Vec<Hit> {
    if graded.first().is_some_and(|(grade, _)| !grade.is_makeshift()) {
        graded.retain(|(grade, _)| !grade.is_makeshift());
    }
    graded.into_iter().map(|(grade, entry)| Hit { entry, why: grade.why() }).collect()
}
