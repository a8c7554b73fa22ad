//! A query made ready to be held against rows: all that may answer its terms, looked for in one pass over a row.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::answer::{Answer, Answers, Tier};
use super::fold::is_han;
use super::fuzzy;
use super::lexicon::lexicon;
use super::pinyin::{self, Sound};
use super::query::{MAX_TERMS, Query, Term};
use super::row::{Field, Row};
use super::stem::{has_stem, root, stem};
use super::triples::Triples;

/// In what way a needle answers its term.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It is the term as typed.
    Typed,
    /// It is the root of the word typed.
    Inflected,
    /// It means the same.
    Same,
    /// It means something close.
    Near,
    /// It is a pair of neighbouring characters of the term, this one of its pairs.
    Pair(u8),
    /// It is the whole of the word that the term and others stand in.
    Word,
}

struct Needle {
    term: u8,
    kind: Kind,
    /// The stem that a word of the row must share if it goes on after the needle; empty where none is needed.
    stem: String,
    /// True if its term is a lone Chinese character.
    stray: bool,
}

/// A word of the query that may be meant as pinyin, and the terms that it answers as a whole.
struct Spelling {
    typed: String,
    terms: Range<usize>,
}

/// A sound that was heard in a row before its turn came.
#[derive(Clone)]
pub(super) struct KnownSound<'h> {
    pub(super) sound: &'h str,
    /// Where, and how well.
    pub(super) found: (Range<usize>, Sound),
}

/// A query made ready.
pub(super) struct Plan {
    /// The query itself.
    pub(super) query: Query,
    needles: Vec<Needle>,
    /// The text of each needle.
    patterns: Vec<String>,
    automaton: Option<AhoCorasick>,
    spellings: Vec<Spelling>,
    /// The number of pairs of characters in each term.
    pairs: [u32; MAX_TERMS],
    /// The terms that may be answered by their letters with others in between, by position.
    pub(super) fuzzy: Vec<usize>,
    /// True if pinyin may have slips.
    pub(super) slips: bool,
}

impl Plan {
    /// Makes `query` ready, to be held against a few texts, of which `triples` are known, if any are.
    pub(super) fn new(query: Query, triples: Option<&Triples>) -> Self {
        // The less is prepared in it the sooner it is made.
        Self::with_automaton(query, triples, Some(AhoCorasickKind::NoncontiguousNFA))
    }

    /// Makes `query` ready to be held against so many texts that it pays to prepare more.
    pub(super) fn for_many(query: Query) -> Self {
        Self::with_automaton(query, None, None)
    }

    fn with_automaton(query: Query, triples: Option<&Triples>, kind: Option<AhoCorasickKind>) -> Self {
        let mut collector = Collector { query: &query, triples, patterns: Vec::new(), needles: Vec::new() };
        let mut pairs = [0; MAX_TERMS];
        for (index, term) in query.terms.iter().enumerate() {
            pairs[index] = collector.add_term(index, term);
        }
        collector.add_words();
        let Collector { patterns, needles, .. } = collector;
        let automaton = AhoCorasick::builder().kind(kind).build(&patterns).ok().filter(|_| !patterns.is_empty());
        let spellings = spellings(&query);
        Self { query, needles, patterns, automaton, spellings, pairs, fuzzy: Vec::new(), slips: false }
    }

    /// All texts that are looked for because of a term.
    pub(super) fn patterns_of(&self, term: usize) -> impl Iterator<Item = &str> {
        let needles = self.needles.iter().zip(&self.patterns);
        needles.filter(move |(needle, _)| usize::from(needle.term) == term).map(|(_, pattern)| pattern.as_str())
    }

    /// True if something in the query may be pinyin.
    pub(super) fn may_be_pinyin(&self) -> bool {
        !self.spellings.is_empty()
    }

    /// All sounds that are listened for because of a term.
    pub(super) fn sounds_of(&self, term: usize) -> impl Iterator<Item = &str> {
        self.spellings
            .iter()
            .filter(move |spelling| spelling.terms.contains(&term))
            .map(|spelling| spelling.typed.as_str())
    }

    /// The best answer of `row` to each term.
    pub(super) fn answers(&self, row: Row<'_>) -> Answers {
        self.answers_noting(row, None, |_| {})
    }

    /// The same of a row in which `heard` is, if anything, and each answer of a word to `note`, be it the best to its term or
    /// not.
    pub(super) fn answers_noting(
        &self,
        row: Row<'_>,
        heard: Option<&KnownSound<'_>>,
        mut note: impl FnMut(&Answer),
    ) -> Answers {
        let mut answers = [Answer::NONE; MAX_TERMS];
        let mut pairs = [0_u32; MAX_TERMS];
        self.for_each_match(row, |term, answer, pair| {
            note(&answer);
            pairs[term] |= pair;
            answers[term].improve(answer);
        });
        for (index, (seen, all)) in pairs[..self.query.terms.len()].iter().zip(self.pairs).enumerate() {
            if *seen != 0 && seen.count_ones() < all {
                let share = u8::try_from(seen.count_ones() * 100 / all).unwrap_or(100);
                answers[index].weaken_pairs(share);
            }
        }
        if !self.spellings.is_empty() {
            self.for_each_sound(row, heard, &answers.clone(), |term, answer| {
                answers[term].improve(answer);
            });
        }
        for &term in &self.fuzzy {
            if answers[term].tier == Tier::None
                && let Some([first, .., last]) = fuzzy::find(row, self.query.term(&self.query.terms[term])).as_deref()
            {
                answers[term] = Answer::new(Tier::Fuzzy, &(first.start..last.end));
            }
        }
        answers
    }

    /// Reports every place of `row` that answers a term, and which pair of characters it is, as a bit.
    pub(super) fn for_each_match(&self, row: Row<'_>, mut report: impl FnMut(usize, Answer, u32)) {
        self.for_each_place(row, |needle, place| self.judge(needle, row, place, &mut report));
    }

    /// Reports every place of `row` where a needle stands.
    fn for_each_place(&self, row: Row<'_>, mut report: impl FnMut(&Needle, Range<usize>)) {
        let Some(automaton) = &self.automaton else { return };
        for found in automaton.find_overlapping_iter(row.text) {
            report(&self.needles[found.pattern().as_usize()], found.start()..found.end());
        }
    }

    /// Reports what a needle that stands at `place` answers, if it does.
    fn judge(&self, needle: &Needle, row: Row<'_>, place: Range<usize>, mut report: impl FnMut(usize, Answer, u32)) {
        let term = usize::from(needle.term);
        let Some(tier) = needle.tier(row, &place) else { return };
        if needle.kind == Kind::Word {
            let word = self.query.terms[term].word;
            let members = self.query.terms.iter().enumerate().filter(|(_, member)| member.word == word);
            members.for_each(|(member, _)| report(member, Answer::whole(tier, &place), 0));
        } else {
            let pair = if let Kind::Pair(pair) = needle.kind { 1 << pair } else { 0 };
            report(term, Answer::new(tier, &place), pair);
        }
    }

    /// Reports the terms whose sound stands in the Chinese of `row`, and where, unless something better answers them. One of
    /// the sounds may have been `heard` before.
    pub(super) fn for_each_sound(
        &self,
        row: Row<'_>,
        heard: Option<&KnownSound<'_>>,
        answers: &Answers,
        mut report: impl FnMut(usize, Answer),
    ) {
        for Spelling { typed, terms } in &self.spellings {
            if answers[terms.clone()].iter().all(|answer| answer.tier < Tier::Pinyin) {
                continue;
            }
            let found = match heard {
                Some(heard) if heard.sound == typed && !self.slips => Some(heard.found.clone()),
                _ => pinyin::find(row.opening(Field::Zh), typed, self.slips),
            };
            if let Some((place, sound)) = found {
                let tier = match sound {
                    Sound::Full => Tier::Pinyin,
                    Sound::Initials | Sound::Slipped => Tier::Initials,
                };
                terms.clone().for_each(|term| report(term, Answer::whole(tier, &place)));
            }
        }
    }
}

impl Needle {
    /// The tier in which this needle answers when it stands at `place`, if it does.
    fn tier(&self, row: Row<'_>, place: &Range<usize>) -> Option<Tier> {
        let bytes = row.text.as_bytes();
        let in_word = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_alphanumeric);
        let latin = bytes[place.start].is_ascii();
        let starts = !latin || place.start == 0 || !in_word(place.start - 1);
        let ends = !bytes[place.end - 1].is_ascii() || !in_word(place.end);
        let tier = match self.kind {
            Kind::Typed | Kind::Word => typed_tier(row, place, starts, ends).map(|tier| match tier {
                // A lone character is found by chance.
                Tier::Text if self.stray => Tier::Inside,
                tier => tier,
            }),
            Kind::Pair(_) => Some(Tier::Words),
            Kind::Inflected | Kind::Same | Kind::Near => {
                let fits = starts && if self.stem.is_empty() { ends } else { self.inflects(row.text, place) };
                fits.then_some(match self.kind {
                    Kind::Inflected if ends && row.field_at(place.start) >= Field::Symbol => Tier::Symbol,
                    Kind::Inflected if ends => Tier::Text,
                    Kind::Inflected => Tier::Stem,
                    Kind::Near => Tier::Near,
                    _ => Tier::Synonym,
                })
            }
        };
        // A note never answers before a meaning does.
        tier.map(|tier| if row.field_at(place.start) == Field::Note { tier.max(Tier::Note) } else { tier })
    }

    /// True if the row's word that the needle begins, or whose phrase it ends in, has the needle's stem.
    fn inflects(&self, text: &str, place: &Range<usize>) -> bool {
        let in_word = |byte: &u8| byte.is_ascii_alphanumeric();
        let bytes = text.as_bytes();
        let before = bytes[place.clone()].iter().rev().take_while(|byte| in_word(byte)).count();
        let after = bytes[place.end..].iter().take_while(|byte| in_word(byte)).count();
        let word = &text[place.end - before..place.end + after];
        word == self.stem || has_stem(word, &self.stem)
    }
}

fn typed_tier(row: Row<'_>, place: &Range<usize>, starts: bool, ends: bool) -> Option<Tier> {
    let field = row.field_at(place.start);
    let bytes = row.text.as_bytes();
    let digits = bytes[place.start..place.end].iter().all(u8::is_ascii_digit);
    match field {
        Field::Code => {
            let code = row.range(Field::Code);
            let sign = usize::from(bytes[code.start] == b'-');
            let whole = place.end == code.end;
            (place.start <= code.start + sign).then_some(if whole { Tier::Code } else { Tier::CodePrefix })
        }
        _ if !starts => {
            let known = !digits && place.len() >= 4;
            known.then_some(Tier::Inside)
        }
        _ if digits && !ends => None,
        _ if !ends => Some(Tier::Begun),
        Field::Symbol | Field::Words => Some(Tier::Symbol),
        _ => Some(Tier::Text),
    }
}

/// The start of the last English word of `text`; its end where it ends in something else.
fn last_word(text: &str) -> usize {
    text.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()
}

/// Gathers the patterns of a query and what each is for.
struct Collector<'q> {
    query: &'q Query,
    triples: Option<&'q Triples>,
    patterns: Vec<String>,
    needles: Vec<Needle>,
}

impl Collector<'_> {
    fn add(&mut self, term: usize, kind: Kind, pattern: &str, stem: String) {
        if !pattern.is_empty() && self.triples.is_none_or(|triples| triples.may_hold(pattern)) {
            self.patterns.push(pattern.to_owned());
            let Term { han, range, .. } = &self.query.terms[term];
            let stray = *han && range.len() <= 4 && kind == Kind::Typed;
            let term = u8::try_from(term).expect("a query has few terms");
            self.needles.push(Needle { term, kind, stem, stray });
        }
    }

    /// Adds all that may answer a term, and returns how many pairs of characters it has.
    fn add_term(&mut self, index: usize, term: &Term) -> u32 {
        let typed = self.query.term(term);
        self.add(index, Kind::Typed, typed, String::new());
        if typed.len() >= 4 && last_word(typed) == 0 {
            let stem = stem(typed);
            let root = root(&stem).to_owned();
            self.add(index, Kind::Inflected, &root, stem);
        }
        let lexicon = lexicon();
        for &group in term.sense.map_or(&[][..], |sense| &sense.groups) {
            let group = lexicon.group(group);
            // A lone character stands in words of other meanings too: 存 in 缓存.
            let lone = |word: &str| word.len() <= 4 && word.starts_with(is_han) && word.chars().count() == 1;
            for word in group.same.iter().chain(&group.kinds).filter(|word| *word != typed && !lone(word)) {
                self.add_word(index, Kind::Same, word);
            }
            for word in &group.near {
                self.add_word(index, Kind::Near, word);
            }
        }
        let mut pairs = 0;
        if term.han && term.sense.is_none() {
            let starts: Vec<usize> = typed.char_indices().map(|(at, _)| at).chain([typed.len()]).collect();
            for (pair, bounds) in (0_u8..32).zip(starts.windows(3)) {
                self.add(index, Kind::Pair(pair), &typed[bounds[0]..bounds[2]], String::new());
                pairs += 1;
            }
        }
        pairs
    }

    /// Adds a word or phrase of the lexicon; an English one stands for its inflected forms, and for itself with hyphens.
    fn add_word(&mut self, term: usize, kind: Kind, word: &str) {
        let last = last_word(word);
        let stem = stem(&word[last..]);
        let root = root(&stem);
        if root.is_empty() || !word[last..].starts_with(root) {
            self.add(term, kind, word, String::new());
        } else {
            self.add(term, kind, &word[..last + root.len()], stem.clone());
            if word.contains(' ') {
                self.add(term, kind, &word[..last + root.len()].replace(' ', "-"), stem);
            }
        }
    }

    /// Adds the words of the query that hold several terms, as they stand.
    fn add_words(&mut self) {
        for (index, terms) in self.query.terms.windows(2).enumerate() {
            let [first, second] = terms else { continue };
            let begins = index == 0 || self.query.terms[index - 1].word != first.word;
            if begins && first.word == second.word {
                let last = self.query.terms[index..].iter().take_while(|term| term.word == first.word).last();
                let end = last.map_or(second.range.end, |term| term.range.end);
                let word = &self.query.text[first.range.start..end];
                self.add(index, Kind::Word, word, String::new());
            }
        }
    }
}

/// The words of a query that may be meant as pinyin: those that the lexicon does not know as English.
fn spellings(query: &Query) -> Vec<Spelling> {
    let plain = |term: &Term| pinyin::plain_spelling(query.term(term)).into_owned();
    let strange = |term: &Term| !term.han && term.sense.is_none() && pinyin::is_spellable(&plain(term));
    let mut spellings: Vec<Spelling> = Vec::new();
    for (index, term) in query.terms.iter().enumerate().filter(|(_, term)| strange(term)) {
        let terms = &query.terms;
        let first = terms.iter().position(|other| other.word == term.word).unwrap_or(index);
        let end = first + terms[first..].iter().take_while(|other| other.word == term.word).count();
        let typed = query.word(term);
        if typed.len() > term.range.len() && pinyin::is_spellable(&typed.replace(is_han, "")) {
            spellings.push(Spelling { typed: typed.to_owned(), terms: first..end });
        }
        spellings.push(Spelling { typed: plain(term), terms: index..index + 1 });
    }
    if query.terms.len() > 1 && query.terms.iter().all(|term| !term.han) && query.terms.iter().any(strange) {
        let typed: String = query.terms.iter().map(plain).collect();
        if pinyin::is_spellable(&typed) {
            spellings.insert(0, Spelling { typed, terms: 0..query.terms.len() });
        }
    }
    spellings
}
