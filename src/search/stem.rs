//! English words and their stems.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};

/// The stem that the inflected forms of an English word share: `expired` and `expiring` give `expir`.
pub(super) fn stem(word: &str) -> String {
    static STEMMER: OnceLock<Stemmer> = OnceLock::new();
    // The algorithm takes `business` for a form of `busy`.
    if word.len() < 4 || word.starts_with("business") || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    STEMMER.get_or_init(|| Stemmer::create(Algorithm::English)).stem(word).into_owned()
}

/// How many words each thread knows the stems of. The words of a large table are few, but for its names and numbers.
const MOST_KNOWN: usize = 4096;

thread_local! {
    static KNOWN: RefCell<HashMap<Box<str>, Box<str>>> = RefCell::default();
}

/// Whether `word` has this stem: as [`stem`] finds it, which takes too long to do it again for each row of a table.
pub(super) fn has_stem(word: &str, expected: &str) -> bool {
    KNOWN.with_borrow_mut(|known| {
        if let Some(stem) = known.get(word) {
            return &**stem == expected;
        }
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        let stem = stem(word);
        let is_expected = stem == expected;
        known.insert(word.into(), stem.into());
        is_expected
    })
}

/// The beginning that all words with this stem have in common: the stem itself, but for an `i` that stands for `y`, or
/// an `e` that falls away.
pub(super) fn root(stem: &str) -> &str {
    match stem.strip_suffix(['i', 'e']) {
        Some(root) if root.len() >= 3 => root,
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::{root, stem};

    #[test]
    fn inflected_forms_share_a_stem_and_begin_with_its_root() {
        let families = [
            ["expire", "expired", "expiring"],
            ["copy", "copies", "copying"],
            ["store", "storing", "stored"],
            ["parse", "parsing", "parsed"],
        ];
        for family in families {
            let shared = stem(family[0]);
            for word in family {
                assert_eq!(stem(word), shared, "{word}");
                assert!(word.starts_with(root(&shared)), "{word}");
            }
        }
    }
}
