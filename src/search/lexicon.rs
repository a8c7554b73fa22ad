//! Words that mean the same, from `assets/concepts.toml`.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::fold::{fold, is_han};
use super::stem::stem;

const CONCEPTS: &str = include_str!("../../assets/concepts.toml");
const FILLER: &str = include_str!("../../assets/filler.txt");

#[derive(Deserialize)]
struct Document {
    drop: Vec<String>,
    faint: Vec<String>,
    concept: Vec<Group>,
}

/// Words of one meaning, folded; `assets/concepts.toml` says how its parts differ.
#[derive(Deserialize)]
pub(super) struct Group {
    /// Words that stand for each other.
    pub(super) same: Vec<String>,
    /// Words that people say for those and no row does.
    #[serde(default)]
    asked: Vec<String>,
    /// Narrower words, which the others find.
    #[serde(default)]
    pub(super) kinds: Vec<String>,
    /// Words worth a look.
    #[serde(default)]
    pub(super) near: Vec<String>,
}

/// The lexicon's entry for a word.
#[derive(Default)]
pub(super) struct Sense {
    /// The groups among whose `same` it is, by position.
    pub(super) groups: Vec<u16>,
    /// It carries no meaning in a query.
    pub(super) drop: bool,
    /// It may stand in nearly every row.
    pub(super) faint: bool,
}

/// All that `assets/concepts.toml` says, arranged for looking words up.
pub(super) struct Lexicon {
    groups: Vec<Group>,
    senses: HashMap<String, Sense>,
}

/// The lexicon; parsed when it is first asked for.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::new(CONCEPTS))
}

impl Lexicon {
    /// The most words, or Chinese characters, that are looked up together.
    pub(super) const LONGEST: usize = 8;

    fn new(document: &str) -> Self {
        let Document { drop, faint, concept } =
            toml::from_str(document).expect("the lint of the concepts holds them to be well-formed");
        let mut senses: HashMap<String, Sense> = HashMap::with_capacity(1 << 14);
        for (index, group) in (0_u16..).zip(&concept) {
            // All of them are written folded, which the lint of the concepts holds them to.
            for word in group.same.iter().chain(&group.asked) {
                for key in keys(word) {
                    let groups = &mut senses.entry(key).or_default().groups;
                    if groups.last() != Some(&index) {
                        groups.push(index);
                    }
                }
            }
        }
        for word in drop.into_iter().chain(filler().map(str::to_owned)) {
            senses.entry(key(&fold(&word))).or_default().drop = true;
        }
        for word in faint {
            senses.entry(key(&fold(&word))).or_default().faint = true;
        }
        Self { groups: concept, senses }
    }

    /// The entry for a word that [`key`] gave.
    pub(super) fn sense(&self, key: &str) -> Option<&Sense> {
        self.senses.get(key)
    }

    /// The group at a position.
    pub(super) fn group(&self, index: u16) -> &Group {
        &self.groups[usize::from(index)]
    }

    /// Every word of every group.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let groups = self.groups.iter();
        groups.flat_map(|group| group.same.iter().chain(&group.asked).chain(&group.kinds)).map(String::as_str)
    }
}

/// The words of `assets/filler.txt`.
fn filler() -> impl Iterator<Item = &'static str> {
    let lines = FILLER.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|word| !word.is_empty())
}

/// The key under which a folded word or phrase is known: English words by their stems, a space between two of them,
/// and nothing else between words and characters.
pub(super) fn key(phrase: &str) -> String {
    let mut key = String::with_capacity(phrase.len());
    let mut after_word = false;
    for piece in pieces(phrase) {
        let word = !piece.starts_with(is_han);
        if word && after_word {
            key.push(' ');
        }
        key.push_str(&stem(piece));
        after_word = word;
    }
    key
}

/// The keys under which a word of a group is known: its own, and that of an English phrase written as one word.
fn keys(word: &str) -> impl Iterator<Item = String> {
    let own = key(word);
    let joined = (own.contains(' ') && !word.contains('\'')).then(|| {
        let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        stem(&letters)
    });
    let joined = joined.filter(|joined| *joined != own);
    [Some(own), joined].into_iter().flatten()
}

/// The words and Chinese characters that a folded text consists of; what separates them is left out.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let end = if is_han(first) {
            first.len_utf8()
        } else {
            rest.find(|c: char| !in_word(c)).unwrap_or(rest.len()).max(first.len_utf8())
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece.trim_end_matches('\''))
    })
}

/// True if `c` continues a word of letters and digits.
fn in_word(c: char) -> bool {
    c == '\'' || (c.is_alphanumeric() && !is_han(c))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use unicode_normalization::is_nfc;

    use super::{CONCEPTS, Document, fold, is_han, key, lexicon, pieces};
    use crate::catalog::Catalog;

    #[test]
    fn the_concepts_are_well_formed() {
        let Document { drop, faint, concept } = toml::from_str(CONCEPTS).expect("concepts.toml parses");
        let mut lists = vec![drop, faint];
        for group in concept {
            assert!(
                !group.same.is_empty() && group.same.len() + group.asked.len() + group.kinds.len() >= 2,
                "{:?} stands alone",
                group.same
            );
            lists.push([group.same, group.asked, group.kinds, group.near].concat());
        }
        for list in lists {
            let mut seen = HashSet::new();
            for word in &list {
                assert!(is_nfc(word) && !word.chars().any(char::is_control), "{word:?} is not NFC");
                assert_eq!(word, word.trim(), "{word:?} has space around it");
                assert_eq!(*word, fold(word), "{word:?} is not in small letters and simplified characters");
                assert!(seen.insert(word), "{word:?} stands twice beside {:?}", list[0]);
                assert!(!key(word).is_empty(), "{word:?} has no letters");
            }
        }
    }

    #[test]
    fn no_filler_means_anything_and_each_stands_once() {
        let lexicon = super::lexicon();
        let mut seen = HashSet::new();
        let mut mistakes = Vec::new();
        for word in super::filler() {
            let has_meaning = lexicon.sense(&key(word)).is_some_and(|sense| !sense.groups.is_empty() || sense.faint);
            if has_meaning || !seen.insert(word) || word != fold(word) {
                mistakes.push(word);
            }
        }
        assert!(mistakes.is_empty(), "{mistakes:?} mean something, stand twice, or are not folded");
    }

    /// A way in is a word that doesn't stand in the row itself, of a concept that has another which does.
    #[test]
    fn every_row_has_at_least_three_ways_in_per_language() {
        let catalog = Catalog::embedded();
        for id in catalog.entry_ids() {
            let entry = catalog.entry(id);
            let text = fold(&format!("{} {}", entry.fields.zh, entry.fields.en));
            let mut ways = HashSet::new();
            for group in &lexicon().groups {
                let names_row = group.same.iter().chain(&group.kinds).any(|word| word.len() > 4 && text.contains(word));
                let is_way = |word: &&String| {
                    let tells = lexicon().sense(&key(word)).is_some_and(|sense| !sense.faint && !sense.drop);
                    names_row && tells && !text.contains(word.as_str())
                };
                ways.extend(group.same.iter().chain(&group.asked).filter(is_way));
            }
            let (zh, en): (Vec<&String>, Vec<&String>) = ways.iter().partition(|word| word.contains(is_han));
            println!("{}: {zh:?} {en:?}", entry.code());
            assert!(zh.len() >= 3 && en.len() >= 3, "{} is reached by {zh:?} and {en:?} alone", entry.code());
        }
    }

    #[test]
    fn a_phrase_is_known_by_its_stems() {
        for (phrase, known) in [
            ("too many requests", "too mani request"),
            ("Expired", "Expired"),
            ("签名 服务", "签名服务"),
            ("业务id", "业务id"),
        ] {
            assert_eq!(key(phrase), known);
        }
        assert_eq!(
            pieces("sha-1:L5 图片url，don't").collect::<Vec<_>>(),
            ["sha", "1", "L5", "图", "片", "url", "don't"]
        );
    }
}
