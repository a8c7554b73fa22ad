//! From a query to the entries that answer it, best first.
//!
//! A query goes through `query` (operators and terms, found with the `lexicon`), `needles` (all that may answer the terms,
//! in one automaton), `rows` (the folded table) and `rank` (tiers and scores); `pass` holds the rows against it. Only when
//! nothing answers it do `fuzzy` (letters in order, with others in between), slips of `pinyin`, `respell` (misspellings) and
//! `questions` (how people ask for a row) come in.

mod answer;
mod codes;
mod coverage;
mod fold;
mod fuzzy;
mod identifier;
mod lexicon;
mod mark;
mod needles;
mod pass;
mod pinyin;
mod prefilter;
mod query;
mod questions;
mod rank;
mod respell;
mod row;
mod rows;
mod stem;
mod triples;

use std::ops::Range;

use fold::fold;
use pass::Pass;
use query::Query;
use questions::Questions;
use respell::Vocabulary;
use rows::Rows;

use crate::catalog::{Catalog, EntryId, Subsystem, SubsystemId};
use crate::lang::Lang;
use crate::words::Words;

#[doc(hidden)] // Public for tests and benchmarks.
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
    /// Its text is what the query misspells.
    Typo,
    /// People ask for it like this: nothing answers every word, and it is among the closest.
    Closest,
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
            Self::Closest => "closest",
        }
    }

    /// The reason in a word of the interface; nothing where every row answers.
    pub(crate) fn tell(self, lang: Lang) -> &'static str {
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
            Self::Closest => words.why_closest,
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

/// The reading of a query in which something answers it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// As it was typed.
    #[default]
    AsTyped,
    /// As if it had been spelt like this.
    Corrected(String),
    /// No entry answers every word; these answer those that tell most.
    Partly {
        /// The words that the first of them doesn't answer, folded, in the query's order.
        unused: Vec<String>,
    },
}

impl Reading {
    /// The reading of the query, in a sentence of the interface; nothing where it was read as it was typed.
    #[doc(hidden)] // Public for tests.
    pub fn tell(&self, lang: Lang) -> String {
        let words = &Words::of(lang).screen;
        match self {
            Self::AsTyped => String::new(),
            Self::Corrected(spelling) => format!("{}{spelling}", words.corrected),
            Self::Partly { unused } if unused.is_empty() => words.partly.to_owned(),
            Self::Partly { unused } => words.partly.to_owned() + &(words.unused)(&unused.join(words.comma)),
        }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The entries that answer it, best first.
    pub hits: Vec<Hit>,
    /// The reading of the query.
    pub reading: Reading,
}

/// The parts of an entry's text that answer a query: byte ranges on grapheme bounds, sorted, apart from each other.
#[doc(hidden)] // Public for tests.
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

/// A search over one catalog. The parts that a query needs are built when the first such query comes, and kept.
pub struct Search<'c> {
    catalog: &'c Catalog,
    rows: Option<Rows<'c>>,
    vocabulary: Option<Vocabulary>,
    questions: Option<Questions>,
}

/// Asked between two blocks of rows, on any thread, whether an answer is still wanted.
pub(crate) type Wanted<'w> = &'w (dyn Fn() -> bool + Sync);

impl<'c> Search<'c> {
    /// A search over `catalog`. Nothing is built yet.
    pub fn new(catalog: &'c Catalog) -> Self {
        Self { catalog, rows: None, vocabulary: None, questions: None }
    }

    /// The entries that answer `query`.
    pub fn run(&mut self, query: &str) -> Found {
        self.run_within(query, None, &|| true).unwrap_or_default()
    }

    /// The entries of one subsystem that answer `query`, or of all of them; `None` as soon as `wanted` says no. What the
    /// query's own `@` names is kept to as well.
    #[doc(hidden)] // Public for tests.
    pub fn run_within(&mut self, query: &str, only: Option<SubsystemId>, wanted: Wanted<'_>) -> Option<Found> {
        let query = Query::new(query);
        let mut admitted = self.subsystems_named(&query);
        if let Some(only) = only {
            for (index, admitted) in admitted.iter_mut().enumerate() {
                *admitted &= index == only.index();
            }
        }
        self.answer(&query, &admitted, wanted)
    }

    /// The entries of the admitted subsystems that answer `query`: as it was typed, else with letters left out, else in
    /// another spelling, else in part.
    fn answer(&mut self, query: &Query, admitted: &[bool], wanted: Wanted<'_>) -> Option<Found> {
        let admits = |id: EntryId| admitted[self.catalog.subsystem_of(id).index()];
        let all = |ids: &mut dyn Iterator<Item = EntryId>, why| {
            let hits = ids.filter(|&id| admits(id)).map(|entry| Hit { entry, why }).collect();
            Some(Found { hits, ..Found::default() })
        };
        if query.is_empty() {
            return all(&mut self.catalog.entry_ids(), Why::All);
        }
        if let Some(named) = codes::named(&query.typed, self.catalog) {
            return all(&mut named.into_iter(), Why::Code);
        }
        let rows = self.rows.get_or_insert_with(|| Rows::new(self.catalog));
        let mut pass = Pass::new(rows, admitted, query.clone());
        if pass.may_skip_rows() {
            let as_typed = pass.full(true, wanted)?;
            if as_typed.is_good() {
                return Some(as_typed.found());
            }
        }
        // How often each term is answered must be known of all rows now.
        let as_typed = pass.full(false, wanted)?;
        if as_typed.is_good() {
            return Some(as_typed.found());
        }
        let strange = pass.unanswered(&as_typed.counts);
        // A phrase that no row answers may be answered by its words, one after the other.
        let mut apart = query.with_phrases_apart(&strange);
        let mut in_words = None;
        while let Some(query) = apart.take() {
            let pass = Pass::new(rows, admitted, query.clone());
            let by_words = pass.full(false, wanted)?;
            if by_words.is_good() {
                return Some(by_words.found());
            }
            apart = query.with_phrases_apart(&pass.unanswered(&by_words.counts));
            in_words = Some((pass, by_words));
        }
        if pass.loosen(&strange) {
            let loosely = pass.full(false, wanted)?;
            if loosely.is_good() {
                return Some(loosely.found());
            }
        }
        let vocabulary = self.vocabulary.get_or_insert_with(|| Vocabulary::new(rows));
        let questions = self.questions.get_or_insert_with(|| Questions::new(self.catalog));
        let has_filters = !query.filters.is_empty();
        let closest = if has_filters { None } else { questions.closest(&fold(&query.typed), &admits) };
        let spellings = vocabulary.respell(query, &strange);
        let must_be_full = !as_typed.hits.is_empty() || closest.is_some();
        let corrected = pass.corrected(spellings, must_be_full, wanted)?;
        // A misspelt word tells nothing: if people ask less like the correction, it is a word that they use.
        let evidence = |text: &str| questions.closest(text, &admits).map_or(0.0, |closest| closest.evidence);
        let is_likely = match (&closest, &corrected.reading) {
            (Some(closest), Reading::Corrected(spelling)) => evidence(spelling) > closest.evidence,
            _ => true,
        };
        if !corrected.hits.is_empty() && is_likely {
            return Some(corrected);
        }
        let (pass, full) = match in_words {
            Some(in_words) if as_typed.hits.is_empty() => in_words,
            _ => (pass, as_typed),
        };
        let partial = pass.or_partial(full, wanted)?;
        Some(match closest {
            Some(closest) => closest.merge(partial),
            None => partial,
        })
    }

    /// By position, true if the query's `@` names the subsystem, or it has no `@`. Each may be named by the
    /// beginning of any of its names.
    fn subsystems_named(&self, query: &Query) -> Vec<bool> {
        let names = |subsystem: &Subsystem| [&subsystem.id, &subsystem.zh, &subsystem.en].map(|name| fold(name));
        let is_named = |subsystem| {
            let names = names(subsystem);
            query.subsystems.iter().any(|typed| names.iter().any(|name| name.starts_with(typed)))
        };
        let all = self.catalog.subsystems().iter();
        all.map(|subsystem| query.subsystems.is_empty() || is_named(subsystem)).collect()
    }
}
