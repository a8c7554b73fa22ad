//! A prefilter: of a large table, the rows that hold anything at all of one term, told from the others many bytes at a time.

use aho_corasick::packed::{Config, MatchKind, Searcher};

use super::needles::Plan;
use super::pinyin;
use super::row::{Field, Row};

/// Lets through all rows that a query touches, and few others.
pub(super) struct Prefilter {
    patterns: Searcher,
    sounds: Vec<String>,
}

impl Prefilter {
    /// A prefilter by one required term: the one with the longest texts to look for, since it lets the fewest rows through.
    /// `None` where each term can be met in too many ways.
    pub(super) fn new(plan: &Plan) -> Option<Self> {
        let required = (0..plan.query.terms.len()).filter(|&term| plan.query.terms[term].required);
        let shortest = |&term: &usize| {
            let is_heard = plan.sounds_of(term).next().is_some();
            (!is_heard, plan.patterns_of(term).map(str::len).min())
        };
        let term = required.max_by_key(shortest)?;
        let patterns: Vec<&str> = plan.patterns_of(term).collect();
        let holds_another = |pattern: &&str| patterns.iter().any(|part| part != pattern && pattern.contains(part));
        let fewest = patterns.iter().filter(|pattern| !holds_another(pattern));
        let patterns = Config::new().match_kind(MatchKind::LeftmostFirst).builder().extend(fewest).build()?;
        Some(Self { patterns, sounds: plan.sounds_of(term).map(str::to_owned).collect() })
    }

    /// Whether `row` may hold something of the term.
    pub(super) fn lets_through(&self, row: Row<'_>) -> bool {
        let sounds = |sound: &String| pinyin::find(row.opening(Field::Zh), sound, false).is_some();
        self.patterns.find(row.text).is_some() || self.sounds.iter().any(sounds)
    }
}
