//! Rows by what people have asked for them: the last tier, for a query whose words no row answers.
//!
//! `assets/questions.txt` holds questions as people put them, under the meaning that each is about. A query resembles the
//! questions that share words and pairs of neighbours with it; each counts by how few meanings it is asked for, as in a
//! naive Bayes classifier (log odds, with a count that saturates). What is found so is shown as the closest, never as an
//! answer in the query's own words.

use std::collections::HashMap;

use super::fold::{fold, is_han};
use super::lexicon::pieces;
use super::stem::stem;
use super::{Found, Hit, Reading, Why};
use crate::catalog::{Catalog, EntryId};

const TEXT: &str = include_str!("../../assets/questions.txt");

/// A feature that stands in this many questions about a meaning says half of what it could.
const SEVERAL: f32 = 4.0;

/// The least evidence of a meaning for a query to be about the table, in the root of what the whole query says: a
/// long one says more by chance. So 3 of 232 queries about other things find something (`tests/data/nonsense.txt`), and
/// 599 of 600 by people who had seen nothing but the table.
const TELLING: f32 = 0.87;

/// The value of a feature that no question has, in nats: as much as the rarest that one has, nearly.
const UNHEARD: f32 = 4.0;

/// A meaning comes after the best one while it has this share of its evidence.
const SHARE_OF_BEST: f32 = 0.4;

/// The most entries that are worth a look.
const MOST: usize = 10;

/// The first row that answers a part of a query counts as this share of the best evidence: what a query resembles leads, and
/// what answers a part of it decides between rows that it resembles alike.
const PARTIAL: f32 = 0.4;

/// The fall of that from row to row: the second counts for 1 / 1.3 of it, the third for 1 / 1.6.
const PARTIAL_STEP: f32 = 0.3;

/// The entries whose questions a text is most like.
pub(super) struct Closest {
    /// The evidence for the first of them, in nats.
    pub(super) evidence: f32,
    /// Each with its evidence as a share of the first one's, the most first.
    pub(super) entries: Vec<(EntryId, f32)>,
}

/// The number of questions with each feature of a text, for each meaning.
pub(super) struct Questions {
    /// The entries with each meaning.
    meanings: Vec<Vec<EntryId>>,
    /// Each feature of each question, with the position of its meaning in its lowest bits; sorted.
    features: Vec<u64>,
}

impl Questions {
    /// The questions about the meanings that `catalog` has: none for a table of other meanings.
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut entries: HashMap<&str, Vec<EntryId>> = sections().map(|(meaning, _)| (meaning, Vec::new())).collect();
        for id in catalog.entry_ids() {
            if let Some(ids) = entries.get_mut(catalog.entry(id).fields.zh) {
                ids.push(id);
            }
        }
        let mut known = Self { meanings: Vec::new(), features: Vec::new() };
        for (meaning, questions) in sections() {
            let ids = entries.remove(meaning).unwrap_or_default();
            let Some(&first) = ids.first() else { continue };
            let fields = catalog.entry(first).fields;
            let texts = [fields.zh, fields.en, fields.hint_zh, fields.hint_en].map(fold);
            let position = known.meanings.len() as u64;
            let features_of_all = questions.map(features).chain(texts.iter().map(|text| features(text)));
            known.features.extend(features_of_all.flatten().map(|feature| feature.0 | position));
            known.meanings.push(ids);
        }
        known.features.sort_unstable();
        known
    }

    /// The positions of the meanings that a feature is asked for, and in how many questions about each it stands.
    fn counts(&self, feature: Feature) -> impl Iterator<Item = (usize, f32)> {
        let start = self.features.partition_point(|other| *other < feature.0);
        let same = self.features[start..].chunk_by(|one, other| one == other);
        let meaning =
            move |chunk: &[u64]| usize::try_from(chunk[0] ^ feature.0).ok().filter(|&position| position < MEANINGS);
        same.map_while(move |chunk| Some((meaning(chunk)?, as_float(chunk.len()))))
    }

    /// The entries most like `text`, which is folded, of those that `admits` allows, if any is like it.
    pub(super) fn closest(&self, text: &str, admits: &dyn Fn(EntryId) -> bool) -> Option<Closest> {
        let mut evidence = vec![0.0; self.meanings.len()];
        let mut said = 0.0;
        for feature in features(text) {
            let counts: Vec<(usize, f32)> = self.counts(feature).collect();
            let rarity = match counts.len() {
                0 => UNHEARD,
                meanings => (as_float(self.meanings.len()) / as_float(meanings)).ln(),
            };
            let weight = feature.weight() * rarity;
            said += weight;
            for (meaning, count) in counts {
                evidence[meaning] += weight * count / (count + SEVERAL);
            }
        }
        let mut ranked: Vec<(f32, &Vec<EntryId>)> = evidence.into_iter().zip(&self.meanings).collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
        let best = ranked.first()?.0;
        if best == 0.0 || best < TELLING * said.sqrt() {
            return None;
        }
        ranked.retain(|(evidence, _)| *evidence >= best * SHARE_OF_BEST);
        let entries = ranked.iter().flat_map(|(evidence, ids)| ids.iter().map(move |&id| (id, evidence / best)));
        let entries: Vec<(EntryId, f32)> = entries.filter(|(id, _)| admits(*id)).take(MOST).collect();
        (!entries.is_empty()).then_some(Closest { evidence: best, entries })
    }
}

impl Closest {
    /// Partial answers to a query, and the entries like it, each by its position there and its evidence here.
    pub(super) fn merge(&self, partial: Found) -> Found {
        let worth = |above: u16| PARTIAL / (1.0 + PARTIAL_STEP * f32::from(above));
        let mut ranked: Vec<(f32, Hit)> =
            partial.hits.iter().zip(0..).map(|(&hit, above)| (worth(above), hit)).collect();
        for &(entry, share) in &self.entries {
            match ranked.iter_mut().find(|(_, hit)| hit.entry == entry) {
                Some((worth, _)) => *worth += share,
                None => ranked.push((share, Hit { entry, why: Why::Closest })),
            }
        }
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
        let hits: Vec<Hit> = ranked.into_iter().map(|(_, hit)| hit).collect();
        let is_same = !hits.is_empty() && hits.first() == partial.hits.first();
        let reading = if is_same { partial.reading } else { Reading::Partly { unused: Vec::new() } };
        Found { hits, reading }
    }
}

/// Each meaning of the file, and the questions about it.
fn sections() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let sections = TEXT.split("\n= ").skip(1);
    sections.map(|section| {
        let (meaning, questions) = section.split_once('\n').unwrap_or((section, ""));
        (meaning, questions.lines().filter(|line| !line.is_empty()))
    })
}

/// A part of a text by which it is compared: a hash with its kind in two bits, and room for the position of a meaning below.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Feature(u64);

/// There is room for so many meanings.
const MEANINGS: usize = 1 << 10;

/// The kind of a feature, as the two bits above that room.
const WORD: u64 = 0;
const CHARACTER: u64 = 1 << 10;
const WORDS: u64 = 2 << 10;
const CHARACTERS: u64 = 3 << 10;

impl Feature {
    fn new(kind: u64, hash: u64) -> Self {
        Self((hash << 12) | kind)
    }

    /// Its weight beside the others: a lone character and a pair of English words say less.
    fn weight(self) -> f32 {
        match self.0 & CHARACTERS {
            WORD => 1.5,
            CHARACTERS => 1.0,
            _ => 0.5,
        }
    }
}

/// The features of a folded text, each once.
fn features(text: &str) -> Vec<Feature> {
    let mut features = Vec::new();
    let mut before = None;
    for piece in pieces(text) {
        let is_han = piece.starts_with(is_han);
        let own = if is_han { hash(piece.bytes()) } else { hash(stem(piece).bytes()) };
        let pair = before.filter(|(was_han, _)| *was_han == is_han);
        let pair = pair.map(|(_, other): (bool, u64)| hash(other.to_le_bytes().into_iter().chain(own.to_le_bytes())));
        let (one, two) = if is_han { (CHARACTER, CHARACTERS) } else { (WORD, WORDS) };
        features.push(Feature::new(one, own));
        features.extend(pair.map(|pair| Feature::new(two, pair)));
        before = Some((is_han, own));
    }
    features.sort_unstable();
    features.dedup();
    features
}

/// FNV-1a: the keys are short, and many.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[expect(clippy::cast_precision_loss, reason = "there are a hundred meanings, and a hundredth is all that counts")]
fn as_float(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{MEANINGS, fold, sections};
    use crate::catalog::Catalog;

    #[test]
    fn every_row_has_questions_in_both_languages_and_each_stands_once() {
        let catalog = Catalog::embedded();
        let mut meanings: HashSet<&str> = catalog.entries().map(|entry| entry.fields.zh).collect();
        for (meaning, questions) in sections() {
            assert!(meanings.remove(meaning), "no row means {meaning:?}, or it has two sections");
            let questions: Vec<&str> = questions.collect();
            let distinct: HashSet<&&str> = questions.iter().collect();
            assert_eq!(distinct.len(), questions.len(), "{meaning} has a question twice");
            let english = questions.iter().filter(|question| question.is_ascii()).count();
            assert!(english >= 10 && questions.len() - english >= 10, "{meaning} has {english} of {}", questions.len());
            for question in questions {
                assert_eq!(question, fold(question), "{question:?} is not in small letters and simplified characters");
            }
        }
        assert!(meanings.is_empty(), "nobody asks for {meanings:?}");
        assert!(sections().count() <= MEANINGS);
    }
}
