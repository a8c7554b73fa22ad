//! A query taken apart: operators, and terms, which are the words and phrases that an entry must answer.

use std::ops::Range;

use super::fold::{beginning, fold, is_han};
use super::fuzzy::Filter;
use super::identifier::{identifiers, in_words};
use super::lexicon::{Lexicon, Sense, lexicon};
use super::stem::stem;

/// The most terms of a query that are looked at; a longer query is a paste, and its beginning says what it is about.
pub(super) const MAX_TERMS: usize = 16;

/// The most words and Chinese characters of a query that are looked at.
const MAX_PIECES: usize = 64;

/// The most of a query that is searched for, in bytes. Codes are looked for in all of it.
const MAX_TEXT: usize = 2048;

/// A word or phrase of a query.
#[derive(Clone)]
pub(super) struct Term {
    /// Its range in the query's text.
    pub(super) range: Range<usize>,
    /// The index of its word, between spaces, in the query.
    pub(super) word: usize,
    /// True if an entry must answer it. The others only put the entries that do first.
    pub(super) required: bool,
    /// The lexicon's entry for it, if there is one.
    pub(super) sense: Option<&'static Sense>,
    /// True if it begins with a Chinese character.
    pub(super) han: bool,
}

/// A query taken apart.
#[derive(Clone, Default)]
pub(super) struct Query {
    /// The query as typed, without the operators.
    pub(super) typed: String,
    /// The same, folded and with single spaces.
    pub(super) text: String,
    /// Its operators on text.
    pub(super) filters: Vec<Filter>,
    /// Beginnings of the names of the subsystems that it is restricted to; empty where it is not.
    pub(super) subsystems: Vec<String>,
    /// True if its words are not those that were typed.
    pub(super) is_respelt: bool,
    /// The phrases that are read word by word, by where they stand.
    apart: Vec<Range<usize>>,
    /// Its terms, in order.
    pub(super) terms: Vec<Term>,
}

impl Term {
    /// True if it is long enough to be known by its letters with others in between.
    pub(super) fn may_be_fuzzy(&self, query: &Query) -> bool {
        query.term(self).chars().count() >= if self.han { 3 } else { 4 }
    }
}

impl Query {
    /// Takes `query` apart.
    pub(super) fn new(query: &str) -> Self {
        let mut parsed = Self::default();
        let mut words = Vec::new();
        let beginning = beginning(query, MAX_TEXT);
        let typed = is_typed(beginning);
        for word in beginning.split_whitespace() {
            if !(typed && parsed.take_operator(&with_plain_sigils(word))) {
                words.push(word);
            }
        }
        let text = words.join(" ");
        let is_name = |word: &&str| identifiers(word).any(|name| name == *word);
        let spelt: Vec<String> =
            words.iter().map(|word| if is_name(word) { in_words(word) } else { (*word).to_owned() }).collect();
        parsed.read(&fold(&spelt.join(" ")));
        // Where a line ends says something about a pasted header block.
        parsed.typed = if typed && beginning.len() == query.len() { text } else { query.to_owned() };
        parsed
    }

    /// The same query with other words in place of its own.
    pub(super) fn respelt(query: &str, text: &str) -> Self {
        let mut parsed = Self::new(query);
        parsed.read(text);
        parsed.is_respelt = true;
        parsed
    }

    /// The same query with those of `terms` read word by word that are phrases of several words; `None` if none is.
    pub(super) fn with_phrases_apart(&self, terms: &[usize]) -> Option<Self> {
        let is_phrase = |range: &Range<usize>| pieces(&self.text[range.clone()]).nth(1).is_some();
        let phrases = terms.iter().map(|&term| &self.terms[term]).filter(|term| term.sense.is_some());
        let apart: Vec<Range<usize>> = phrases.map(|term| term.range.clone()).filter(is_phrase).collect();
        if apart.is_empty() {
            return None;
        }
        let mut query = self.clone();
        query.apart.extend(apart);
        query.find_terms();
        Some(query)
    }

    /// True if it asks for nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.filters.is_empty()
    }

    /// The text of a term.
    pub(super) fn term(&self, term: &Term) -> &str {
        &self.text[term.range.clone()]
    }

    /// The word between spaces that a term stands in, with what stands in it beside the term.
    pub(super) fn word(&self, term: &Term) -> &str {
        self.text.split(' ').nth(term.word).unwrap_or_default()
    }

    /// The number of words in a term; two Chinese characters count as one.
    pub(super) fn length(&self, term: &Term) -> u32 {
        let text = self.term(term);
        let characters = text.chars().filter(|&c| is_han(c)).count();
        u32::try_from(characters.div_ceil(2).max(text.split(' ').count())).unwrap_or(1)
    }

    /// Takes `word` if it is an operator; a sigil alone is one that asks for nothing.
    fn take_operator(&mut self, word: &str) -> bool {
        if let Some(subsystem) = word.strip_prefix('@') {
            if !subsystem.is_empty() {
                self.subsystems.push(fold(subsystem));
            }
            return true;
        }
        let Some(filter) = Filter::new(&fold(word)) else { return false };
        if !filter.is_empty() {
            self.filters.push(filter);
        }
        true
    }

    /// Takes `text` for the query's own.
    fn read(&mut self, text: &str) {
        self.text = with_verbs_whole(text);
        self.find_terms();
    }

    /// Finds the terms: the fewest words and phrases that the lexicon knows, and what stands between them.
    fn find_terms(&mut self) {
        let pieces: Vec<Piece> = pieces(&self.text).take(MAX_PIECES).collect();
        self.terms = terms(&pieces, &self.apart);
        if self.terms.iter().all(|term| term.sense.is_some_and(|sense| sense.drop)) {
            self.terms.iter_mut().for_each(|term| term.required = true);
        } else {
            self.terms.retain(|term| !term.sense.is_some_and(|sense| sense.drop));
            if self.terms.iter().all(|term| !term.required) {
                self.terms.iter_mut().for_each(|term| term.required = true);
            }
        }
        self.terms.truncate(MAX_TERMS);
    }
}

/// The same text with the verbs whole that something stands within: 签名不了 for 签不了名, 上传不上 for 上不上传.
fn with_verbs_whole(text: &str) -> String {
    let mut whole: Vec<char> = text.chars().collect();
    let ends_verb = |c: char| "了开上到出动成下掉来去着起通过全好进".contains(c);
    for at in 1..whole.len() {
        if !matches!(whole[at], '不' | '没' | '唔') {
            continue;
        }
        let length = whole[at + 1..].iter().take(2).take_while(|&&c| ends_verb(c)).count();
        let object = at + 1 + length;
        let is_verb = |end: &char| {
            let verb: String = [whole[at - 1], *end].into_iter().collect();
            is_han(*end) && lexicon().sense(&verb).is_some_and(|sense| !sense.groups.is_empty())
        };
        if length > 0 && whole.get(object).is_some_and(is_verb) {
            whole[at..=object].rotate_right(1);
        }
    }
    whole.into_iter().collect()
}

/// True if a query can hold operators: somebody typed it, in words. Punctuation of other kinds, or a word in quotes,
/// tells that it was pasted from a message, in which a `!` means nothing.
fn is_typed(query: &str) -> bool {
    let query = with_plain_sigils(query);
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "_-./'^$!@".contains(c);
    let operator = |word: &str| {
        let bare = word.trim_start_matches(['!', '\'', '^', '@']).trim_end_matches('$');
        !bare.ends_with(['!', '\'', '.']) && !bare.contains(['^', '$', '@', '!'])
    };
    query.chars().all(plain) && query.split_whitespace().all(operator)
}

/// `text` with the sigils of operators as an English keyboard has them: a Chinese one writes `！`, `＾`, `＇`, `‘`, `＄`, `＠`.
fn with_plain_sigils(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '！' => '!',
            '＾' => '^',
            '＇' | '‘' | '’' => '\'',
            '＄' => '$',
            '＠' => '@',
            _ => c,
        })
        .collect()
}

/// A word of letters and digits, or one Chinese character.
struct Piece<'q> {
    text: &'q str,
    start: usize,
    word: usize,
    han: bool,
}

impl Piece<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let offset = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
    text.split(' ').enumerate().flat_map(move |(word, part)| {
        super::lexicon::pieces(part).filter(|piece| !piece.is_empty()).map(move |piece| Piece {
            text: piece,
            start: offset(piece),
            word,
            han: piece.starts_with(is_han),
        })
    })
}

/// A way to read the pieces up to some point: what it costs, and how many pieces its last term has.
#[derive(Clone, Copy)]
struct Path {
    cost: u32,
    last: usize,
    sense: Option<&'static Sense>,
}

/// The terms that the pieces are, none of them one of the phrases `apart`.
fn terms(pieces: &[Piece], apart: &[Range<usize>]) -> Vec<Term> {
    if pieces.is_empty() {
        // For nothing the lexicon is not parsed: the first frame waits for this.
        return Vec::new();
    }
    let lexicon = lexicon();
    let stems: Vec<String> = pieces.iter().map(|piece| stem(piece.text)).collect();
    let unreached = Path { cost: u32::MAX, last: 0, sense: None };
    let mut paths = vec![unreached; pieces.len() + 1];
    paths[0].cost = 0;
    for start in 0..pieces.len() {
        let cost = paths[start].cost;
        let unknown = Path { cost: cost + if pieces[start].han { 20 } else { 14 }, last: 1, sense: None };
        paths[start + 1] = cheaper(paths[start + 1], unknown);
        let mut key = String::new();
        for end in start..pieces.len().min(start + Lexicon::LONGEST) {
            if end > start && !pieces[end].han && !pieces[end - 1].han {
                key.push(' ');
            }
            key.push_str(&stems[end]);
            let is_apart = apart.contains(&(pieces[start].start..pieces[end].end()));
            if let Some(sense) = lexicon.sense(&key).filter(|_| !is_apart) {
                let lone = start == end && pieces[start].han;
                let cost = cost
                    + if !lone {
                        10
                    } else if sense.drop {
                        12
                    } else {
                        16
                    };
                paths[end + 1] = cheaper(paths[end + 1], Path { cost, last: end + 1 - start, sense: Some(sense) });
            }
        }
    }
    let mut terms = Vec::new();
    let mut end = pieces.len();
    while end > 0 {
        let Path { last, sense, .. } = paths[end];
        push_term(&mut terms, &pieces[end - last..end], sense);
        end -= last;
    }
    terms.reverse();
    join_strays(&mut terms);
    terms
}

/// A lone unknown character beside a lone known one is half of an unknown word, 内存, and the known one is the other; and
/// so is a lone known one at the end of a longer unknown text, 发票抬头.
fn join_strays(terms: &mut Vec<Term>) {
    let lone = |term: &Term| term.han && term.range.len() <= 4;
    let half = |term: &Term| lone(term) && term.sense.is_some_and(|sense| !sense.drop && !sense.faint);
    let stray = |term: &Term| term.han && term.sense.is_none() && (lone(term) || term.range.len() >= 9);
    let mut index = 0;
    while index + 1 < terms.len() {
        let (one, other) = (&terms[index], &terms[index + 1]);
        let together = one.range.end == other.range.start;
        if together && ((half(one) && stray(other)) || (stray(one) && half(other))) {
            let end = other.range.end;
            terms[index] = Term { range: one.range.start..end, sense: None, required: true, ..terms[index] };
            terms.remove(index + 1);
        }
        index += 1;
    }
}

fn cheaper(one: Path, other: Path) -> Path {
    if other.cost < one.cost { other } else { one }
}

/// Adds the term before those that are there; unknown characters that stand side by side are one term.
fn push_term(terms: &mut Vec<Term>, pieces: &[Piece], sense: Option<&'static Sense>) {
    let [first, .., last] = pieces else {
        if let [only] = pieces {
            push_range(terms, only, only.end(), sense);
        }
        return;
    };
    push_range(terms, first, last.end(), sense);
}

fn push_range(terms: &mut Vec<Term>, first: &Piece, end: usize, sense: Option<&'static Sense>) {
    if let Some(next) = terms.last_mut()
        && (sense.is_none() && next.sense.is_none() && first.han && next.han && next.range.start == end)
    {
        next.range.start = first.start;
        return;
    }
    let required = sense.is_none_or(|sense| !sense.faint);
    terms.push(Term { range: first.start..end, word: first.word, required, sense, han: first.han });
}
