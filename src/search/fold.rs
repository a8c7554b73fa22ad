//! Folding: one spelling for texts that differ only in width, dashes, case, or simplified and traditional characters.

use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use unicode_segmentation::UnicodeSegmentation;

pub(super) use crate::fold::is_han;
use crate::fold::{self, simplified};

/// Appends `text` to `folded` in the one spelling that all searching is done in.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        folded[start..].make_ascii_lowercase();
    } else if is_nfkc_quick(text.chars().map(narrow)) == IsNormalized::Yes {
        text.chars().for_each(|c| push_folded(c, folded));
    } else {
        for grapheme in text.graphemes(true) {
            grapheme.nfkc().for_each(|c| push_folded(c, folded));
        }
    }
}

/// The folded spelling of `text`.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// A folded text that remembers which grapheme of its source each part came from.
pub(super) struct Folded {
    /// The folded text.
    pub(super) text: String,
    /// The start of each grapheme, in the folded text and in its source; the ends of both come last.
    starts: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds `source`.
    pub(super) fn new(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut starts = Vec::with_capacity(source.len() + 1);
        for (at, grapheme) in source.grapheme_indices(true) {
            starts.push((text.len(), at));
            fold_into(grapheme, &mut text);
        }
        starts.push((text.len(), source.len()));
        Self { text, starts }
    }

    /// The graphemes of the source that a part of the folded text came from, in bytes.
    pub(super) fn source(&self, part: Range<usize>) -> Range<usize> {
        let first = self.starts.partition_point(|&(folded, _)| folded <= part.start).saturating_sub(1);
        let end = self.starts.partition_point(|&(folded, _)| folded < part.end);
        self.starts[first].1..self.starts[end.min(self.starts.len() - 1)].1
    }
}

/// The beginning of `text`, of no more than `most` bytes, up to a character bound.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

/// A full-width form of an ASCII character as that character, which NFKC makes of it too: Chinese texts have many, `，` most of
/// all, and what has nothing else to normalize is folded ten times as fast.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn push_folded(c: char, folded: &mut String) {
    if is_han(c) {
        folded.push(simplified(c));
    } else if let Some(plain) = fold::plain(c) {
        folded.extend(plain.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::{Folded, fold};

    #[test]
    fn texts_that_look_different_fold_to_one() {
        let cases = [
            ("ＡＰＰＩＤ　１２４", "appid 124"),
            ("–902 −902 —902 －902", "-902 -902 -902 -902"),
            ("簽名過期", "签名过期"),
            ("圖片不存在", "图片不存在"),
            ("重複", "重复"),
            ("don’t", "don't"),
            ("ﬁle", "file"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_way_back_covers_whole_graphemes_and_folds_to_at_least_the_part(source in "\\PC{0,24}", a in 0usize..60, b in 0usize..60) {
            let folded = Folded::new(&source);
            prop_assert_eq!(&folded.text, &fold(&source));
            let (start, end) = (a.min(b).min(folded.text.len()), a.max(b).min(folded.text.len()));
            prop_assume!(start < end && folded.text.is_char_boundary(start) && folded.text.is_char_boundary(end));
            let back = folded.source(start..end);
            let bounds: Vec<usize> = source.grapheme_indices(true).map(|(at, _)| at).chain([source.len()]).collect();
            prop_assert!(bounds.contains(&back.start) && bounds.contains(&back.end));
            prop_assert!(fold(&source[back]).contains(&folded.text[start..end]));
        }
    }
}
