//! English words and their stems.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};

/// The most stems that are cached. A table and the concepts have some thousand words, and they come again with every key; a table
/// with more words than this has the rest made anew.
const KEPT: usize = 1 << 14;

thread_local! {
    /// The stems that were made in this thread: making one takes ten times as long as finding it.
    static KNOWN: RefCell<HashMap<String, String>> = RefCell::default();
}

/// The stem that the inflected forms of an English word share: `expired` and `expiring` give `expir`.
pub(super) fn stem(word: &str) -> String {
    with_stem(word, str::to_owned)
}

/// True if `word` has this stem.
pub(super) fn has_stem(word: &str, expected: &str) -> bool {
    with_stem(word, |stem| stem == expected)
}

/// The value of `look` for the stem of a word.
fn with_stem<T>(word: &str, look: impl Fn(&str) -> T) -> T {
    static STEMMER: OnceLock<Stemmer> = OnceLock::new();
    // The algorithm takes `business` for a form of `busy`.
    if word.len() < 4 || word.starts_with("business") || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return look(word);
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(stem) = known.get(word) {
            return look(stem);
        }
        let stem = STEMMER.get_or_init(|| Stemmer::create(Algorithm::English)).stem(word);
        let value = look(&stem);
        if known.len() < KEPT {
            known.insert(word.to_owned(), stem.into_owned());
        }
        value
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
