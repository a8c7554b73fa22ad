//! The matching that nucleo does: fzf's operators, and words whose letters stand in a row in order with others in between, such as
//! `blackist` and 签期.

use std::cell::RefCell;
use std::ops::Range;

use nucleo::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo::{Config, Matcher, Utf32Str};

use super::row::{Field, Row};

/// The least share of the score of an unbroken word that is no far-fetched match, in hundredths.
const LEAST_SHARE: u32 = 72;

thread_local! {
    /// nucleo's scratch memory, over 100 KB, made once for each thread that comes to need it.
    static MATCHER: RefCell<Matcher> = RefCell::new(Matcher::new(Config::DEFAULT));
}

/// One of `'exact`, `^prefix`, `suffix$`, `^whole$`, each of which a `!` turns round.
#[derive(Clone)]
pub(super) struct Filter {
    atom: Atom,
}

impl Filter {
    /// The operator that a folded word is; `None` for a word without one.
    pub(super) fn new(word: &str) -> Option<Self> {
        let atom = Atom::parse(word, CaseMatching::Respect, Normalization::Never);
        (atom.negative || atom.kind != AtomKind::Fuzzy).then_some(Self { atom })
    }

    /// True for a sigil alone, which asks for nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.atom.needle_text().is_empty()
    }

    /// True if the row must not hold it.
    pub(super) fn is_negated(&self) -> bool {
        self.atom.negative
    }

    /// True if the row may be shown.
    pub(super) fn admits(&self, row: Row<'_>) -> bool {
        self.find(row).is_some() != self.atom.negative
    }

    /// The part of `row` in which its text stands, in bytes, negated or not. nucleo parses the operator but does not look
    /// for it: in a text that is not ASCII its 0.3.1 never finds a substring at the very end.
    pub(super) fn find(&self, row: Row<'_>) -> Option<Range<usize>> {
        let needle = self.atom.needle_text().to_string();
        [Field::Zh, Field::En, Field::Symbol, Field::Code].into_iter().find_map(|field| {
            let text = row.field(field);
            let at = match self.atom.kind {
                AtomKind::Prefix => text.starts_with(&needle).then_some(0),
                AtomKind::Postfix => text.ends_with(&needle).then(|| text.len() - needle.len()),
                AtomKind::Exact => (text == needle).then_some(0),
                _ => text.find(&needle),
            }?;
            let start = row.range(field).start + at;
            Some(start..start + needle.len())
        })
    }
}

/// The characters of the first word or Chinese text of `row` that `typed` is a close abridgement of, in bytes.
pub(super) fn find(row: Row<'_>, typed: &str) -> Option<Vec<Range<usize>>> {
    let latin = typed.is_ascii();
    let fields = if latin { &[Field::En, Field::Zh][..] } else { &[Field::Zh] };
    fields.iter().find_map(|&field| {
        let separates = |c: char| if latin { !c.is_ascii_alphanumeric() } else { c.is_ascii() };
        let mut end = row.range(field).start;
        row.opening(field).split_inclusive(separates).find_map(|piece| {
            let start = end;
            end += piece.len();
            let word = piece.trim_end_matches(separates);
            let is_longer = word.len() > typed.len() && word.chars().next() == typed.chars().next();
            let places = if is_longer { abridged(word, typed)? } else { return None };
            Some(places.into_iter().map(|place| start + place.start..start + place.end).collect())
        })
    })
}

/// The characters of `word` that `typed` consists of, in bytes, where they stand close together.
fn abridged(word: &str, typed: &str) -> Option<Vec<Range<usize>>> {
    // Characters, not graphemes as nucleo would take them: the way back counts in these.
    let [word_chars, typed_chars] = [word, typed].map(|text| text.chars().collect::<Vec<char>>());
    let [haystack, needle] = [&word_chars, &typed_chars].map(|chars| Utf32Str::Unicode(chars));
    let mut indices = Vec::new();
    let (unbroken, reached) = MATCHER.with_borrow_mut(|matcher| {
        let unbroken = matcher.fuzzy_match(needle, needle)?;
        Some((u32::from(unbroken), u32::from(matcher.fuzzy_indices(haystack, needle, &mut indices)?)))
    })?;
    indices.sort_unstable();
    indices.dedup();
    let span = (indices.last()? - indices.first()?) as usize;
    if reached * 100 < unbroken * LEAST_SHARE || span > typed.len() + (typed.len() / 3).max(1) {
        return None;
    }
    let places: Vec<Range<usize>> = word.char_indices().map(|(at, c)| at..at + c.len_utf8()).collect();
    indices.into_iter().map(|index| places.get(index as usize).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abridged_word_is_found_and_a_far_fetched_one_is_not() {
        let row = Row::new("图片在黑名单中\nthe image is in the blacklist\nERROR\n-110");
        for (typed, part) in
            [("blackist", Some("blackist")), ("blst", None), ("图片在名", Some("图片在名")), ("黑中图", None)]
        {
            let marked = find(row, typed).map(|places| places.into_iter().map(|place| &row.text[place]).collect());
            assert_eq!(marked, part.map(str::to_owned), "{typed}");
        }
    }

    #[test]
    fn an_operator_of_fzf_stands_where_it_says() {
        let row = Row::new("签名过期\nsignature expired\nSIGN\n-96");
        let cases = [
            ("'过期", Some("过期")),
            ("^签名", Some("签名")),
            ("^过期", None),
            ("expired$", Some("expired")),
            ("^-96$", Some("-96")),
            ("^-9$", None),
            ("!signature", Some("signature")),
        ];
        for (word, part) in cases {
            let filter = Filter::new(word).unwrap_or_else(|| panic!("{word} is an operator"));
            assert_eq!(filter.find(row).map(|place| &row.text[place]), part, "{word}");
        }
        assert!(Filter::new("签名").is_none());
    }
}
