//! Text in columns: cutting and wrapping it rightly in both scripts, with the marks of what answers the query.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Span;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The longest beginning of `text` that fits into `columns`.
pub(super) fn head(text: &str, columns: usize) -> &str {
    // Of printable ASCII each byte is a grapheme and a column, unless what follows it is part of it.
    let beginning = text.as_bytes().get(..=columns);
    if beginning.is_some_and(|beginning| beginning.iter().all(|byte| matches!(byte, b' '..=b'~'))) {
        return &text[..columns];
    }
    let mut used = 0;
    let fits = |(_, grapheme): &(usize, &str)| {
        used += width(grapheme);
        used <= columns
    };
    let end = text.grapheme_indices(true).take_while(fits).last().map_or(0, |(start, grapheme)| start + grapheme.len());
    &text[..end]
}

/// The longest end of `text` that fits into `columns`.
pub(super) fn tail(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let fits = |(_, grapheme): &(usize, &str)| {
        used += width(grapheme);
        used <= columns
    };
    let start = text.grapheme_indices(true).rev().take_while(fits).last().map_or(text.len(), |(start, _)| start);
    &text[start..]
}

/// `text` in at most `columns`, cut with an ellipsis at its end. Where the first mark would be cut away, the text begins
/// with an ellipsis instead, as late as needed to show that mark.
pub(super) fn fit<'t>(text: Marked<'t>, columns: usize, ellipsis: &'static str) -> Vec<Span<'t>> {
    let Marked { text: whole, marks, base, .. } = text;
    if width(whole) <= columns {
        return text.spans(0..whole.len());
    }
    let Some(room) = columns.checked_sub(width(ellipsis)) else { return Vec::new() };
    let mut shown = 0..head(whole, room).len();
    let mut spans = Vec::new();
    if let Some(first) = marks.first()
        && first.end > shown.end
    {
        let room = room.saturating_sub(width(ellipsis));
        let start = first.end - tail(&whole[..first.end], room).len();
        shown = start..start + head(&whole[start..], room).len();
        spans.push(Span::styled(ellipsis, base));
    }
    spans.extend(text.spans(shown.clone()));
    if shown.end < whole.len() {
        spans.push(Span::styled(ellipsis, base));
    }
    spans
}

/// A text, the parts of it that answer the query, and how to show both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marked<'t> {
    pub(super) text: &'t str,
    /// Sorted, apart from each other, on grapheme bounds.
    pub(super) marks: &'t [Range<usize>],
    pub(super) base: Style,
    pub(super) mark: Style,
}

impl<'t> Marked<'t> {
    /// The part of the text in `range`, as spans.
    pub(super) fn spans(self, range: Range<usize>) -> Vec<Span<'t>> {
        let mut spans = Vec::new();
        let mut at = range.start;
        for mark in self.marks {
            let start = mark.start.clamp(at, range.end);
            let end = mark.end.clamp(at, range.end);
            if start < end {
                spans.push(Span::styled(&self.text[at..start], self.base));
                spans.push(Span::styled(&self.text[start..end], self.base.patch(self.mark)));
                at = end;
            }
        }
        spans.push(Span::styled(&self.text[at..range.end], self.base));
        spans.retain(|span| !span.content.is_empty());
        spans
    }

    /// The text as lines of at most `columns`, each as spans. See [`wrap`].
    pub(super) fn wrapped(self, columns: usize) -> Vec<Vec<Span<'t>>> {
        wrap(self.text, columns).into_iter().map(|line| self.spans(line)).collect()
    }
}

/// Breaks `text` into lines of at most `columns`, as byte ranges of it, where Unicode's line breaking allows it
/// (UAX #14: between any two ideographs, but with no closing mark at a line's start); a word longer than a line is
/// broken between graphemes. White space at a break is left out. A grapheme wider than `columns` stands alone.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let options = Options::new(columns)
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    let mut lines = Vec::new();
    let mut from = 0;
    for line in textwrap::wrap(text, options) {
        // Without hyphens and indents each line is a piece of the text; they come in order.
        let line: Cow<'_, str> = line;
        let start = from + text[from..].find(line.as_ref()).unwrap_or_default();
        from = start + line.len();
        let mut rest = start..from;
        while width(&text[rest.clone()]) > columns {
            let piece = &text[rest.clone()];
            let fitting = match head(piece, columns).len() {
                0 => piece.graphemes(true).next().map_or(piece.len(), str::len),
                fitting => fitting,
            };
            lines.push(rest.start..rest.start + fitting);
            rest.start += fitting;
        }
        if !rest.is_empty() || line.is_empty() {
            lines.push(rest);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn both_scripts_wrap_where_a_reader_expects_it() {
        let cases: [(&str, usize, &[&str]); 6] = [
            ("无效的URL。 Url格式不符合格式要求", 12, &["无效的URL。", "Url格式不符", "合格式要求"]),
            ("签名过期。重试", 8, &["签名过", "期。重试"]),
            ("Signature expired", 10, &["Signature", "expired"]),
            ("ERROR_PROXY", 4, &["ERRO", "R_PR", "OXY"]),
            ("a图b", 2, &["a", "图", "b"]),
            ("图", 1, &["图"]),
        ];
        for (text, columns, lines) in cases {
            assert_eq!(wrapped(text, columns), lines, "{text} in {columns}");
        }
    }

    #[test]
    fn a_text_is_cut_so_that_its_first_mark_shows() {
        let fitted = |text, mark: Range<usize>, columns| {
            let marks = if mark.is_empty() { vec![] } else { vec![mark] };
            let text = Marked { text, marks: &marks, base: Style::new(), mark: Style::new() };
            fit(text, columns, "…").iter().map(|span| span.content.as_ref()).collect::<String>()
        };
        assert_eq!(fitted("签名过期", 0..0, 10), "签名过期");
        assert_eq!(fitted("签名过期", 0..0, 6), "签名…");
        assert_eq!(fitted("once upon a time", 10..11, 8), "…upon a…");
        assert_eq!(fitted("once upon a time", 12..16, 8), "…a time");
        assert_eq!(fitted("签名过期", 0..0, 1), "…");
        assert_eq!(fitted("签名过期", 0..0, 0), "");
    }

    #[test]
    fn a_beginning_is_cut_between_graphemes() {
        for (text, columns, beginning) in [
            ("Signature", 4, "Sign"),
            ("Sign", 4, "Sign"),
            ("e\u{301}e\u{301}", 1, "e\u{301}"),
            ("ab签", 3, "ab"),
            ("", 2, ""),
        ] {
            assert_eq!(head(text, columns), beginning);
        }
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_and_no_line_is_too_wide(text in "[a-z图片签名。，（）/_\\- ]{0,60}", columns in 1_usize..200) {
            let lines = wrapped(&text, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns || line.graphemes(true).count() == 1);
            }
            let solid = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
        }
    }
}
