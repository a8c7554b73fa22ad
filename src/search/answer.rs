//! The answers to single words of a query in a row, and their kinds.

use std::ops::Range;

use super::Why;
use super::query::MAX_TERMS;

/// In what way something answers, best first. Nothing in a lower tier ever comes before anything in a higher one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// It is the code.
    Code,
    /// It is the beginning of the code.
    CodePrefix,
    /// It is a whole meaning.
    Whole,
    /// It is the beginning of a meaning.
    Prefix,
    /// Words of the query, in whatever form, are all the words of a meaning.
    Covered,
    /// It stands in a meaning, in whole words.
    Text,
    /// Words of a meaning begin with it.
    Begun,
    /// It stands in the symbol.
    Symbol,
    /// It means the same.
    Synonym,
    /// It is another form of an English word.
    Stem,
    /// It sounds like it.
    Pinyin,
    /// Its syllables begin like it.
    Initials,
    /// Its Chinese words stand apart, or in another order.
    Words,
    /// It means something close.
    Near,
    /// It stands in a note.
    Note,
    /// It is a name of the subsystem.
    Subsystem,
    /// It stands there by chance: in the middle of an English word, or as one character of some Chinese word.
    Inside,
    /// Its letters stand there in order, with others between them.
    Fuzzy,
    /// Nothing answers but something close.
    Aside,
    /// Nothing answers but the subsystem's name.
    Named,
    /// It does not answer.
    None,
}

impl Tier {
    /// The score of an answer in this tier, of 100 for a word as it was typed.
    pub(super) fn value(self) -> u32 {
        match self {
            Self::Code | Self::CodePrefix | Self::Whole | Self::Prefix | Self::Covered | Self::Text => 100,
            Self::Begun => 90,
            Self::Symbol | Self::Synonym | Self::Stem => 85,
            Self::Pinyin => 80,
            Self::Initials | Self::Words => 70,
            Self::Note | Self::Subsystem => 50,
            Self::Inside | Self::Near | Self::Fuzzy | Self::Aside | Self::Named => 45,
            Self::None => 0,
        }
    }

    /// True if it answers a query only beside something that answers more directly.
    pub(super) fn is_aside(self) -> bool {
        matches!(self, Self::Subsystem | Self::Near | Self::None)
    }

    /// The reason that is shown for it.
    pub(super) fn why(self) -> Why {
        match self {
            Self::Code | Self::CodePrefix => Why::Code,
            Self::Whole
            | Self::Prefix
            | Self::Covered
            | Self::Text
            | Self::Begun
            | Self::Words
            | Self::Note
            | Self::Inside => Why::Text,
            Self::Symbol => Why::Symbol,
            Self::Synonym | Self::Near | Self::Aside | Self::None => Why::Synonym,
            Self::Stem => Why::Stem,
            Self::Subsystem | Self::Named => Why::Subsystem,
            Self::Pinyin | Self::Initials => Why::Pinyin,
            Self::Fuzzy => Why::Fuzzy,
        }
    }
}

/// The answer to one term in one row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    /// In what way.
    pub(super) tier: Tier,
    /// The share of the term that is answered, in hundredths.
    pub(super) share: u8,
    /// The start in the row, in bytes.
    pub(super) start: u32,
    pub(super) end: u32,
    /// True if it answers the whole word that the term stands in, not the term alone.
    whole_word: bool,
}

impl Answer {
    /// No answer.
    pub(super) const NONE: Self = Self { tier: Tier::None, share: 0, start: 0, end: 0, whole_word: false };

    /// An answer to one term.
    pub(super) fn new(tier: Tier, place: &Range<usize>) -> Self {
        // A row past 4 GiB does not come here, and its highlight would not matter if it did.
        let [start, end] = [place.start, place.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        Self { tier, share: 100, start, end, whole_word: false }
    }

    /// The answer's range, in bytes of the row; empty where it stands nowhere in it.
    pub(super) fn place(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// An answer to the whole word that a term stands in.
    pub(super) fn whole(tier: Tier, place: &Range<usize>) -> Self {
        Self { whole_word: true, ..Self::new(tier, place) }
    }

    /// True if the other answers the same whole, and so stands beside this one as the two terms do in the query.
    pub(super) fn is_one_with(&self, other: &Self) -> bool {
        self.whole_word && other.whole_word && self.place() == other.place()
    }

    /// An answer by the row's subsystem.
    pub(super) fn subsystem() -> Self {
        Self { tier: Tier::Subsystem, share: 100, ..Self::NONE }
    }

    /// Takes the other answer if that is better.
    pub(super) fn improve(&mut self, other: Self) {
        let rank = |answer: &Self| (answer.tier, !answer.whole_word);
        if rank(&other) < rank(self) {
            *self = other;
        }
    }

    /// Counts an answer by pairs of characters for the share of the pairs that was found.
    pub(super) fn weaken_pairs(&mut self, share: u8) {
        if self.tier == Tier::Words {
            self.share = share;
        }
    }

    /// True if the whole term is answered.
    pub(super) fn is_full(&self) -> bool {
        self.tier != Tier::None && self.share == 100
    }
}

/// The answer to each term of a query in one row.
pub(super) type Answers = [Answer; MAX_TERMS];
