//! A prefilter: of a large table, the rows that hold anything at all of one term, told from the others many bytes at a time.

use aho_corasick::Span;
use aho_corasick::packed::{Config, MatchKind, Searcher};

use super::needles::{KnownSound, Plan};
use super::pinyin;
use super::row::Field;
use super::rows::BlockRows;

/// Lets through all rows that a query touches, and few others.
pub(super) struct Prefilter {
    patterns: Searcher,
    /// What is listened for, each with its letters.
    sounds: Vec<(String, u32)>,
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
        let sounds = plan.sounds_of(term).map(|sound| (sound.to_owned(), pinyin::letters_typed(sound))).collect();
        Some(Self { patterns, sounds })
    }

    /// The rows of a block that it lets through.
    pub(super) fn over<'r>(&'r self, rows: BlockRows<'r>) -> Sieve<'r> {
        Sieve { prefilter: self, rows, next: self.next_from(rows, 0), heard: None }
    }

    /// The first row from the one at `index` on that holds a text of the term; the end of the block where none does. All
    /// rows between are gone over at once.
    fn next_from(&self, rows: BlockRows<'_>, index: usize) -> usize {
        let rest = Span { start: rows.start(index), end: rows.text().len() };
        let found = self.patterns.find_in(rows.text(), rest);
        found.map_or(rows.len(), |found| rows.row_at(found.start()))
    }
}

/// A prefilter on its way through a block of rows.
pub(super) struct Sieve<'r> {
    prefilter: &'r Prefilter,
    rows: BlockRows<'r>,
    /// The row that holds a text of the term next.
    next: usize,
    /// The sound that was heard in the last row, if one was.
    pub(super) heard: Option<KnownSound<'r>>,
}

impl Sieve<'_> {
    /// True if the row at `index`, which is asked for after all those before it, may hold something of the term.
    pub(super) fn lets_through(&mut self, index: usize) -> bool {
        if self.next < index {
            self.next = self.prefilter.next_from(self.rows, index);
        }
        self.heard = None;
        if self.next == index {
            return true;
        }
        let text = || self.rows.get(index).1.opening(Field::Zh);
        self.heard = self.prefilter.sounds.iter().find_map(|(sound, letters)| {
            // To have all letters is much the cheaper question.
            let may_sound = self.rows.letters()[index] & letters == *letters;
            let found = may_sound.then(|| pinyin::find(text(), sound, false)).flatten()?;
            Some(KnownSound { sound, found })
        });
        self.heard.is_some()
    }
}
