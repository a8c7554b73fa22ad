//! Misspellings: slips of the finger in English, characters that sound alike in Chinese, and words written as pinyin.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use super::fold::is_han;
use super::lexicon::lexicon;
use super::pinyin::{self, readings};
use super::query::{Query, Term};
use super::row::Field;
use super::rows::Rows;

/// The lengths of the Chinese words and parts of sentences that are compared, in characters.
const LENGTHS: RangeInclusive<usize> = 2..=6;

/// From how many characters on a Chinese word is known by the initials of its syllables alone.
const LEAST_INITIALS: usize = 4;

/// The most words that one misspelling may stand for.
const MOST_ALIKE: usize = 4;

/// The most words that are taken from a table, so that a table of a million rows costs no more than one of thousands.
const MOST_WORDS: usize = 50_000;

/// The words that a query can be corrected to: those of the lexicon, and of the table.
pub(super) struct Vocabulary {
    /// English words, each with whether the table has it.
    english: Vec<(String, bool)>,
    /// Chinese words, and parts of the table's sentences, each under its length.
    chinese: Vec<Vec<Vec<char>>>,
    /// The Chinese words of the lexicon by their sound.
    sounds: HashMap<String, &'static str>,
    /// The same by sounds in which those that speakers do not tell apart are one.
    blurred: HashMap<String, &'static str>,
}

impl Vocabulary {
    /// Gathers the words of the lexicon and of `rows`.
    pub(super) fn new(rows: &Rows<'_>) -> Self {
        let mut english: HashMap<String, bool> = HashMap::new();
        let mut chinese: HashSet<Vec<char>> = HashSet::new();
        let mut sounds = HashMap::new();
        let mut blurred = HashMap::new();
        for phrase in lexicon().words() {
            for word in english_words(phrase) {
                english.entry(word.to_owned()).or_insert(false);
            }
            if phrase.chars().all(is_han) {
                let characters: Vec<char> = phrase.chars().collect();
                for sound in sounds_of(&characters) {
                    if characters.len() > 1 {
                        blurred.entry(pinyin::blurred(&sound)).or_insert(phrase);
                    }
                    sounds.entry(sound).or_insert(phrase);
                }
                if characters.len() >= LEAST_INITIALS {
                    sounds.entry(initials_of(&characters)).or_insert(phrase);
                }
                if characters.len() > 1 {
                    chinese.insert(characters);
                }
            }
        }
        // Most of a large table has been said in the rows before.
        let mut said: HashSet<String> = HashSet::new();
        rows.read_until(|row| {
            for word in [Field::Zh, Field::En, Field::Symbol, Field::Words]
                .into_iter()
                .flat_map(|field| english_words(row.opening(field)))
            {
                match english.get_mut(word) {
                    Some(is_in_table) => *is_in_table = true,
                    None => _ = english.insert(word.to_owned(), true),
                }
            }
            for run in row.opening(Field::Zh).split(|c| !is_han(c)) {
                if said.contains(run) {
                    continue;
                }
                said.insert(run.to_owned());
                let run: Vec<char> = run.chars().collect();
                for length in LENGTHS {
                    chinese.extend(run.windows(length).map(<[char]>::to_vec));
                }
            }
            english.len() + chinese.len() > MOST_WORDS
        });
        let mut english: Vec<_> = english.into_iter().collect();
        english.sort_unstable();
        let mut by_length = vec![Vec::new(); LENGTHS.end() + 1];
        for word in chinese {
            if let Some(words) = by_length.get_mut(word.len()) {
                words.push(word);
            }
        }
        for words in &mut by_length {
            words.sort_unstable();
        }
        Self { english, chinese: by_length, sounds, blurred }
    }

    /// The text of `query` with the terms at `strange`, which no row answers, spelt as words that are known, and words
    /// that are pinyin in characters; the likeliest spelling first, and none where a strange term resembles nothing.
    pub(super) fn respell(&self, query: &Query, strange: &[usize]) -> Vec<String> {
        let mut letters = Letter::all(query, strange);
        let mut words: Vec<(&Term, Vec<String>)> = Vec::new();
        for (index, term) in query.terms.iter().enumerate() {
            let typed = query.term(term);
            let is_strange = strange.contains(&index);
            let like = if term.han {
                if is_strange && self.respell_chinese(&mut letters, term).is_none() {
                    return Vec::new();
                }
                continue;
            } else if term.sense.is_some() && !is_strange {
                continue;
            } else if let Some(known) = self.by_sound(typed) {
                vec![known]
            } else if is_strange {
                let english = self.english_like(typed);
                if english.is_empty() { self.by_blurred_sound(typed).into_iter().collect() } else { english }
            } else {
                continue;
            };
            if like.is_empty() {
                return Vec::new();
            }
            words.push((term, like));
        }
        let count = words.iter().map(|(_, like)| like.len()).max().unwrap_or(1);
        let spellings = (0..count).map(|choice| {
            let mut text = String::with_capacity(query.text.len());
            for letter in &letters {
                match words.iter().find(|(term, _)| term.range.contains(&letter.at)) {
                    Some((term, like)) if term.range.start == letter.at => text += &like[choice.min(like.len() - 1)],
                    Some(_) => {}
                    None => text.push(letter.c),
                }
            }
            text
        });
        spellings.filter(|spelling| *spelling != query.text).collect()
    }

    /// The Chinese words that sound like `typed` when they are said one after the other.
    fn by_sound(&self, typed: &str) -> Option<String> {
        fewest_words(typed, |part| self.sounds.get(part).copied())
    }

    /// The same where the writer did not tell `zh` from `z`, `ing` from `in`, or `l` from `n`.
    fn by_blurred_sound(&self, typed: &str) -> Option<String> {
        fewest_words(typed, |part| self.blurred.get(&pinyin::blurred(part)).copied())
    }

    /// The known word that `typed` begins, or those that are equally few slips of the finger away from it.
    fn english_like(&self, typed: &str) -> Vec<String> {
        let letters = typed.chars().count();
        if typed.chars().any(|c| c.is_ascii_digit()) && letters < 4 {
            return Vec::new();
        }
        let begun = self.english.iter().filter(|(word, _)| letters >= 5 && word.starts_with(typed));
        if let Some((word, _)) = begun.min_by_key(|(word, _)| word.len()) {
            return vec![word.clone()];
        }
        let candidates = self.english.iter().filter_map(|(word, of_table)| {
            let slips = slips(typed, word)?;
            let first = word.chars().next() != typed.chars().next();
            Some(((slips, first), !of_table, word.len().abs_diff(typed.len()), word))
        });
        let mut candidates: Vec<_> = candidates.collect();
        candidates.sort_unstable();
        let best = candidates.first().map(|(best, ..)| *best);
        let alike = candidates.into_iter().take_while(|(cost, ..)| Some(*cost) == best).take(MOST_ALIKE);
        alike.map(|(.., word)| word.clone()).collect()
    }

    /// Replaces the part of the query around `term` that most resembles a known word.
    fn respell_chinese(&self, letters: &mut [Letter], term: &Term) -> Option<()> {
        let inside = |letter: &&Letter| term.range.contains(&letter.at);
        let size = letters.iter().filter(inside).count();
        let mut best: Option<(i32, usize, &[char])> = None;
        for length in LENGTHS.filter(|&length| length >= size) {
            for (start, window) in letters.windows(length).enumerate() {
                let covered = window.iter().filter(inside).count();
                if covered < size || !window.iter().all(|letter| is_han(letter.c)) {
                    continue;
                }
                for known in self.chinese.get(length).into_iter().flatten() {
                    let likeness = likeness(window, known, covered == length);
                    if likeness > best.map_or(0, |(likeness, ..)| likeness) {
                        best = Some((likeness, start, known));
                    }
                }
            }
        }
        let (_, start, known) = best?;
        for (letter, c) in letters[start..].iter_mut().zip(known) {
            letter.c = *c;
        }
        Some(())
    }
}

/// The fewest words, one after the other, that `typed` spells as pinyin, where `word` gives the one that a part spells.
fn fewest_words(typed: &str, word: impl Fn(&str) -> Option<&'static str>) -> Option<String> {
    let typed = pinyin::plain_spelling(typed);
    if !pinyin::is_spellable(&typed) || !typed.is_ascii() {
        return None;
    }
    // For the text up to each letter, how many words spell it, where the last of them begins, and which it is.
    let mut ways: Vec<Option<(usize, usize, &str)>> = vec![None; typed.len() + 1];
    ways[0] = Some((0, 0, ""));
    for end in 1..=typed.len() {
        let way = |start: usize| {
            let (words, ..) = ways[start]?;
            Some((words + 1, start, word(&typed[start..end])?))
        };
        ways[end] = (0..end).filter_map(way).min_by_key(|&(words, start, _)| (words, start));
    }
    let mut words = Vec::new();
    let mut end = typed.len();
    while end > 0 {
        let (_, start, word) = ways[end]?;
        words.push(word);
        end = start;
    }
    words.reverse();
    Some(words.concat())
}

/// A character of a query.
struct Letter {
    at: usize,
    c: char,
    /// True if it belongs to a term that some row answers, and is no misspelling.
    right: bool,
}

impl Letter {
    fn all(query: &Query, strange: &[usize]) -> Vec<Self> {
        let right = |at: usize| {
            query.terms.iter().enumerate().any(|(index, term)| term.range.contains(&at) && !strange.contains(&index))
        };
        query.text.char_indices().map(|(at, c)| Self { at, c, right: right(at) }).collect()
    }
}

fn english_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() >= 3 && !word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The number of slips that turn `word` into `typed`, if few enough for the length: neighbours swapped, a letter left out, put in
/// or wrong. In a short word nothing but the first of these, or a letter left out or doubled, is believed.
fn slips(typed: &str, word: &str) -> Option<usize> {
    let (letters, known) = (typed.chars().count(), word.chars().count());
    let allowed = match letters.min(known) {
        0..=2 => return None,
        3..=7 => 1,
        8..=11 => 2,
        _ => 3,
    };
    // Vowels are what most people get wrong.
    let allowed = allowed + usize::from(letters >= 5 && consonants(typed) == consonants(word));
    if letters.abs_diff(known) > allowed {
        return None;
    }
    let slips = strsim::osa_distance(typed, word);
    let same_start = typed.chars().next() == word.chars().next();
    let swapped = || letters == known && sorted(typed) == sorted(word);
    let believed = match letters.min(known) {
        3 => swapped() && letters == known,
        4 => swapped() || (same_start && letters != known),
        5 | 6 => same_start || swapped(),
        _ => same_start || slips == 1,
    };
    (slips <= allowed && believed).then_some(slips)
}

fn consonants(word: &str) -> String {
    word.replace(['a', 'e', 'i', 'o', 'u', 'y'], "")
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// The likeness of a query's characters to a known word of the same length; 0 where it is something else. A
/// character that looks or sounds different is only believed to be a slip in a longer part, or where nothing in it was
/// known as it stood (`alone`).
fn likeness(window: &[Letter], known: &[char], alone: bool) -> i32 {
    let length = i32::try_from(known.len()).unwrap_or(0);
    let mut cost = 0;
    let same = window.iter().zip(known).filter(|(letter, known)| letter.c == **known).count();
    let swapped_pair = known.len() == 2 && window[0].c == known[1] && window[1].c == known[0];
    if same == known.len() || same + 2 < known.len() || (same == 0 && !swapped_pair) {
        return 0;
    }
    for (index, (letter, &known_char)) in window.iter().zip(known).enumerate() {
        let typed = letter.c;
        if typed == known_char {
            continue;
        }
        if letter.right {
            return 0;
        }
        let swapped = |other: usize| known.get(other) == Some(&typed) && window[other].c == known_char;
        cost += if swapped(index + 1) || (index > 0 && swapped(index - 1)) {
            4
        } else if readings(typed).any(|one| readings(known_char).any(|other| one == other)) {
            6
        } else if readings(typed)
            .any(|one| readings(known_char).any(|other| pinyin::blurred(one) == pinyin::blurred(other)))
        {
            8
        } else if length >= 4 || (alone && length == 3) {
            27
        } else {
            return 0;
        };
    }
    if cost > 27 { 0 } else { length * 10 - cost }
}

/// All that a word may sound like, up to a few.
fn sounds_of(characters: &[char]) -> Vec<String> {
    let mut sounds = vec![String::new()];
    for &c in characters {
        let mut longer = Vec::new();
        for sound in &sounds {
            let mut seen: Vec<&str> = Vec::new();
            for reading in readings(c) {
                if !seen.contains(&reading) && longer.len() < 8 {
                    seen.push(reading);
                    longer.push(format!("{sound}{reading}"));
                }
            }
        }
        sounds = longer;
    }
    sounds
}

/// The initials of a word's syllables, each in its most common reading.
fn initials_of(characters: &[char]) -> String {
    characters.iter().filter_map(|&c| readings(c).next()).map(|reading| &reading[..1]).collect()
}
