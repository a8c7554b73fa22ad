//! The grade of a row that answers a query: the tier decides, and within a tier a score.

use std::ops::RangeInclusive;

use memchr::memmem;

use super::Why;
use super::answer::{Answer, Answers, Tier};
use super::coverage::Coverage;
use super::query::{MAX_TERMS, Query, Term};
use super::row::{Field, Row};
use crate::catalog::EntryId;

/// The grade of an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grade {
    /// The tier of the term that is answered worst, and below it what the score lacks; the smaller the better.
    rank: u32,
    /// The tier that is given as the reason.
    reason: Tier,
}

const FULL_SCORE: u32 = 10_000;

impl Grade {
    fn new(tier: Tier, score: u32) -> Self {
        Self { rank: ((tier as u32) << 16) | FULL_SCORE.saturating_sub(score), reason: tier }
    }

    /// The place of the row with this grade among others, the smaller the farther in front: one number, since a million of
    /// them may have to be sorted between two keystrokes. What it has of the rank is all of it, 21 bits.
    pub(super) fn place(self, id: EntryId) -> u64 {
        u64::from(self.rank) << 40 | (self.reason as u64) << 32 | id.index() as u64
    }

    /// Why a row with this grade answers.
    pub(super) fn why(self) -> Why {
        self.reason.why()
    }

    /// The tier of the row as a whole.
    fn tier(self) -> u32 {
        self.rank >> 16
    }

    /// True if the row answers by chance, so that another reading of the query may be better.
    pub(super) fn is_makeshift(self) -> bool {
        [Tier::Inside, Tier::Aside, Tier::Named].map(|tier| tier as u32).contains(&self.tier())
    }

    /// True if the row is shown where another has the grade `best`: one that answers by chance only beside its like, and
    /// one by its subsystem's name unless the words stand in another row's text.
    pub(super) fn stands_beside(self, best: Self) -> bool {
        match self.is_makeshift() {
            true if self.tier() == Tier::Named as u32 => best.tier() >= Tier::Synonym as u32,
            true => best.is_makeshift(),
            false => true,
        }
    }

    /// The grade of a row that a filter alone selects, with the share of its text that the filter covers, in hundredths.
    pub(super) fn filtered(share: u32) -> Self {
        Self::new(Tier::Text, share)
    }
}

/// The grade of a row that answers every required term; `None` for one that does not.
pub(super) fn full(query: &Query, row: Row<'_>, answers: &Answers, coverage: &Coverage<'_>) -> Option<Grade> {
    let required = || query.terms.iter().zip(answers).filter(|(term, _)| term.required);
    if !required().all(|(_, answer)| answer.is_full()) {
        return None;
    }
    let mut tier = required().map(|(_, answer)| answer.tier).max()?;
    if required().all(|(_, answer)| answer.tier == Tier::Subsystem) {
        tier = Tier::Named;
    } else if required().all(|(_, answer)| answer.tier.is_aside()) {
        tier = Tier::Aside;
    }
    if tier > Tier::Prefix && query.text.len() >= 2 {
        for field in [Field::Zh, Field::En] {
            match row.field(field).strip_prefix(query.text.as_str()) {
                Some("") => tier = tier.min(Tier::Whole),
                Some(_) => tier = tier.min(Tier::Prefix),
                None => {}
            }
        }
        if row.field(Field::Words).trim_end() == query.text {
            tier = tier.min(Tier::Whole);
        }
    }
    let reason = tier;
    // All of the query as it was typed says as much as all of a meaning in other words.
    let stands_whole = || {
        query.terms.len() > 1
            && memmem::find(row.text.as_bytes(), query.text.as_bytes()).is_some_and(|at| row.field_at(at) <= Field::En)
    };
    if tier > Tier::Covered && tier <= Tier::Stem && (coverage.is_whole() || tier == Tier::Text && stands_whole()) {
        tier = Tier::Covered;
    }
    let count = u32::try_from(required().count()).unwrap_or(1);
    let values: u32 = required().map(|(_, answer)| answer.tier.value()).sum();
    Some(Grade { reason, ..Grade::new(tier, 10 * values / count + details(query, row, answers)) })
}

/// Puts one row before another that answers as much in the same ways: the one whose text says little else. The share of
/// the meaning that answers, up to 300.
fn details(query: &Query, row: Row<'_>, answers: &Answers) -> u32 {
    let answered = || answers[..query.terms.len()].iter().filter(|answer| answer.end > 0);
    let share = [Field::Zh, Field::En].map(|field| {
        let range = row.range(field);
        let mut last = 0..0;
        let mut covered = 0;
        for place in answered().map(Answer::place).filter(|place| range.contains(&place.start)) {
            let again = place.end.min(last.end).saturating_sub(place.start.max(last.start));
            covered += place.len() - again;
            last = place;
        }
        (covered * 300 / range.len().max(1)).min(300)
    });
    let [zh, en] = share;
    let optional = query.terms.iter().zip(answers).filter(|(term, answer)| !term.required && answer.is_full()).count();
    let together = answered().zip(answered().skip(1)).filter(|(one, other)| one.is_one_with(other)).count();
    u32::try_from(zh.max(en) + optional * OPTIONAL + together * TOGETHER).unwrap_or(0)
}

/// The score of an answer to a word that decides nothing, beside the share.
const OPTIONAL: usize = 100;

/// The same of two words that stand together in the row as they do in the query.
const TOGETHER: usize = 100;

/// The information in each term of a query, in eighths of a bit: the rarer a term, the more.
pub(super) struct Weights {
    terms: [u32; MAX_TERMS],
    /// The least share that a row must answer, in thousandths, and one that answers several words.
    least: u32,
    least_of_several: u32,
    /// The number of required terms that no row answers.
    strange: u32,
}

/// The share of a query's weight that must be words that some row answers, in hundredths, for it to be about the table: then
/// less of it is enough of a row that answers several. `malformed image link, path does not follow the pattern` is such
/// a query; `mysql replication lag` has words of the table too, but each in another row.
const SHARE_OF_OURS: u32 = 55;
const SHARE_OF_SEVERAL_OF_OURS: u32 = 50;

/// A row that answers a part of a query.
pub(super) struct Part {
    /// The share of the query that it answers, in thousandths.
    pub(super) share: u32,
    /// Its grade by that.
    pub(super) grade: Grade,
    /// The required terms that it doesn't answer: a bit for each, by position.
    pub(super) unanswered: u16,
}

/// The information in a term that decides nothing.
const FAINT: u32 = 2;

/// The information in a lone Chinese character of which nothing is known.
const STRAY: u32 = 6;

/// The information in each letter of an English word that no row answers, within bounds, and in each character of a Chinese one.
const STRANGE_LETTER: u32 = 6;
const STRANGE_WORD: RangeInclusive<u32> = 40..=56;
const STRANGE_CHARACTER: u32 = 23;

/// The least share of what a query says that a row must answer where none answers all of it, in thousandths: where all
/// of its words are words of the table, and where some are not, so that it may be about something else altogether.
const LEAST_SHARE: u32 = 200;
const LEAST_SHARE_OF_STRANGE: u32 = 400;

/// The part of that, in hundredths, that is enough of a row that answers several words: one may stand there by chance.
const SHARE_OF_SEVERAL: u32 = 70;

/// The least weight of a row's words that the concepts know, in eighths of a bit, for the row to be shown though most of the
/// query is about something else: 5.75 bits, which is one of two rows of a hundred. `the fileid was sent twice and refused`
/// is such a query. One word alone must say more among several that no row knows: `pin blocked at the atm` finds nothing.
/// A phrase doesn't stand there by chance: `hotlink protection rejects the page we embed from`.
const TELLING: u32 = 46;
const TELLING_ALONE: u32 = 60;

/// The same of a query that had to be spelt otherwise: with `hello word` for `hello world` anything can be found.
const LEAST_SHARE_OF_RESPELT: u32 = 550;

/// The least share of the best row's that another row must answer beside it, in hundredths.
const LEAST_OF_BEST: u32 = 75;

impl Weights {
    /// The weights of the terms of `query`, each of which `counts` rows of `rows` answer.
    pub(super) fn new(query: &Query, counts: &[usize; MAX_TERMS], rows: usize) -> Self {
        let mut weights = [0; MAX_TERMS];
        let mut strange = 0;
        let mut least_of_several = SHARE_OF_SEVERAL;
        let mut least = if query.is_respelt { LEAST_SHARE_OF_RESPELT } else { LEAST_SHARE };
        for (weight, (term, &count)) in weights.iter_mut().zip(query.terms.iter().zip(counts)) {
            let characters = u32::try_from(query.term(term).chars().count()).unwrap_or(u32::MAX);
            *weight = match count {
                _ if !term.required => FAINT,
                _ if term.han && term.sense.is_none() && characters == 1 => STRAY,
                0 if term.han => characters.saturating_mul(STRANGE_CHARACTER),
                0 => characters.saturating_mul(STRANGE_LETTER).clamp(*STRANGE_WORD.start(), *STRANGE_WORD.end()),
                _ => rarity(count, rows) * (3 + query.length(term).min(5)) / 4,
            };
            if count == 0 && term.required {
                least = least.max(LEAST_SHARE_OF_STRANGE);
                strange += u32::from(*weight != STRAY);
            }
        }
        let is_ours = |(term, count): (&Term, &usize)| !term.required || *count > 0;
        let ours = weights.iter().zip(query.terms.iter().zip(counts)).filter(|(_, pair)| is_ours(*pair));
        let ours: u32 = ours.map(|(weight, _)| weight).sum();
        if !query.is_respelt && ours * 100 >= weights.iter().sum::<u32>() * SHARE_OF_OURS {
            least_of_several = SHARE_OF_SEVERAL_OF_OURS;
        }
        Self { terms: weights, least, least_of_several: least * least_of_several / 100, strange }
    }

    /// The part of the query that a row answers; `None` for one that answers too little.
    pub(super) fn partial(&self, query: &Query, row: Row<'_>, answers: &Answers) -> Option<Part> {
        let terms = || query.terms.iter().zip(answers);
        let said = |(weight, pair): (&u32, (&Term, &Answer))| weight * worth(pair);
        let share = self.terms.iter().zip(terms()).map(said).sum::<u32>() / self.terms.iter().sum::<u32>().max(1);
        let mut required = terms().filter(|(term, _)| term.required).map(|(_, answer)| answer);
        let reason = required.clone().map(|answer| answer.tier).filter(|tier| *tier != Tier::None).max()?;
        let telling = required.clone().filter(|answer| answer.tier <= Tier::Stem).count();
        let least = if telling >= 2 { self.least_of_several } else { self.least };
        let tells_enough = !query.is_respelt && {
            let is_known = |(term, answer): (&Term, &Answer)| {
                term.required && term.sense.is_some() && answer.tier <= Tier::Synonym
            };
            let known = self.terms.iter().zip(terms()).filter(|(_, pair)| is_known(*pair));
            let has_phrase = terms().any(|pair| is_known(pair) && query.length(pair.0) > 1);
            let is_beside_strange = telling < 2 && self.strange > 1 && !has_phrase;
            known.map(said).sum::<u32>() / 1000 >= if is_beside_strange { TELLING_ALONE } else { TELLING }
        };
        if !(share >= least || tells_enough) || required.all(|answer| answer.tier.is_aside()) {
            return None;
        }
        let grade = Grade { reason, ..Grade::new(Tier::None, share * 9 + details(query, row, answers) / 2) };
        let missing = terms().enumerate().filter(|(_, (term, answer))| term.required && answer.tier == Tier::None);
        let unanswered = missing.fold(0, |bits, (index, _)| bits | 1 << index);
        Some(Part { share, grade, unanswered })
    }

    /// True if a row that answers `share` of the query may stand beside one that answers `best`.
    pub(super) fn stands_beside(share: u32, best: u32) -> bool {
        share * 100 >= best * LEAST_OF_BEST
    }
}

/// The score of an answer to a term, of 1000.
fn worth((term, answer): (&Term, &Answer)) -> u32 {
    // A word that is not of this field, and is only something like one of the row's, says little.
    let is_doubtful =
        matches!(answer.tier, Tier::Begun | Tier::Stem | Tier::Pinyin | Tier::Initials | Tier::Inside | Tier::Fuzzy);
    let trust = if term.sense.is_none() && is_doubtful { 5 } else { 10 };
    trust * answer.tier.value() * u32::from(answer.share) / 100
}

/// The weight of one of `count` rows among `rows`, in eighths of a bit: `8 * log2(1 + rows / count)`.
fn rarity(count: usize, rows: usize) -> u32 {
    let sixteenths = ((rows + count) * 16 / count).min(usize::from(u16::MAX));
    (sixteenths as u128).pow(8).ilog2() - 8 * 4
}
