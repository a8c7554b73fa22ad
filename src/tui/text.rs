//! Text in columns: how to cut and wrap it in both scripts, with the marks of matches.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Span;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The width of a text, in columns.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The longest beginning of `text` that fits into `columns`.
pub(super) fn head(text: &str, columns: usize) -> &str {
    // In printable ASCII each byte is a grapheme of one column, unless the next character is part of it.
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

/// The fewest columns that show which of several texts or marks this is: two wide characters, or four letters.
const GLANCE: usize = 4;

/// So many columns before a code hold its key, such as `"errno_code": `.
const KEY: usize = 16;

/// `text` in at most `columns`, cut with an ellipsis at its end. If that hides most of the first mark, text before the mark is
/// cut instead: between its beginning, which tells rows apart, and the mark if there is room for both, otherwise from the
/// start.
pub(super) fn fit<'t>(text: Marked<'t>, columns: usize, ellipsis: &'static str) -> Vec<Span<'t>> {
    fit_apart(text, columns, ellipsis, 0)
}

/// The same for a text that shares its beginning with another one, up to the byte `shared`: if both would be cut to the same
/// text, the place where they differ is shown as if it were marked.
pub(super) fn fit_apart<'t>(text: Marked<'t>, columns: usize, ellipsis: &'static str, shared: usize) -> Vec<Span<'t>> {
    cut(text, columns, ellipsis, |end| {
        let hidden = text.marks.first().filter(|mark| !text.shows_of(mark, end)).cloned();
        hidden.or_else(|| (shared >= end).then(|| beginning_at(text.text, shared)).flatten())
    })
}

/// The same for a text that is to show its first mark whole, with the words that stand just before that: in a log, the key
/// of a code.
pub(super) fn fit_with_key<'t>(text: Marked<'t>, columns: usize, ellipsis: &'static str) -> Vec<Span<'t>> {
    cut(text, columns, ellipsis, |end| {
        let mark = text.marks.first().filter(|mark| mark.end > end)?;
        let before = tail(&text.text[..mark.start], KEY.min(columns / 4));
        // From a word's beginning on, unless the key itself is longer than that.
        let whole =
            before.split_once(char::is_whitespace).map(|(_, words)| words).filter(|words| !words.trim().is_empty());
        Some(mark.start - whole.unwrap_or(before).len()..mark.end)
    })
}

/// A text in at most `columns`; where it doesn't fit, with what `needed` says, given where its beginning would end.
fn cut<'t>(
    text: Marked<'t>,
    columns: usize,
    ellipsis: &'static str,
    needed: impl FnOnce(usize) -> Option<Range<usize>>,
) -> Vec<Span<'t>> {
    let whole = text.text;
    if width(whole) <= columns {
        return text.spans(0..whole.len());
    }
    let Some(room) = columns.checked_sub(width(ellipsis)) else { return Vec::new() };
    let end = head(whole, room).len();
    let pieces = match needed(end) {
        Some(mark) if room >= GLANCE => text.around(&mark, room, width(ellipsis)),
        _ => [0..0, 0..end],
    };
    let mut spans = Vec::new();
    let mut shown = 0;
    for piece in pieces {
        if piece.start > shown {
            spans.push(Span::styled(ellipsis, text.base));
        }
        shown = piece.end;
        spans.extend(text.spans(piece));
    }
    if shown < whole.len() {
        spans.push(Span::styled(ellipsis, text.base));
    }
    spans
}

/// The grapheme that contains the byte `at`.
fn beginning_at(text: &str, at: usize) -> Option<Range<usize>> {
    let mut graphemes = text.grapheme_indices(true).map(|(start, grapheme)| start..start + grapheme.len());
    graphemes.find(|grapheme| at < grapheme.end)
}

/// A text, the ranges of it that match the query, and the styles of both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marked<'t> {
    pub(super) text: &'t str,
    /// In bytes, sorted, without overlaps, on grapheme boundaries.
    pub(super) marks: &'t [Range<usize>],
    pub(super) base: Style,
    pub(super) mark: Style,
}

impl<'t> Marked<'t> {
    /// True if all of `mark` is before `end`, or [`GLANCE`] columns of it.
    fn shows_of(self, mark: &Range<usize>, end: usize) -> bool {
        mark.end <= end || (mark.start < end && width(&self.text[mark.start..end]) >= GLANCE)
    }

    /// Two parts of the text that show `mark`, the first of which may be empty. Beside one ellipsis they fit into `room`
    /// columns; a second ellipsis takes `ellipsis` of these.
    fn around(self, mark: &Range<usize>, room: usize, ellipsis: usize) -> [Range<usize>; 2] {
        let whole = self.text;
        let rest = &whole[mark.start..];
        let beginning = |columns| 0..head(whole, columns).trim_end().len().min(mark.start);
        let beyond = room.checked_sub(width(rest));
        // If the second part reaches the text's end, one ellipsis is enough.
        if let Some(before) = beyond.filter(|before| *before >= GLANCE) {
            return [beginning(before), mark.start..whole.len()];
        }
        let both = room.saturating_sub(ellipsis);
        if both >= 2 * GLANCE {
            let first = beginning((both / 3).max(GLANCE));
            let left = both - width(&whole[first.clone()]);
            return [first, mark.start..mark.start + head(rest, left).len()];
        }
        let back_from = |end: usize, columns| end - tail(&whole[..end], columns).trim_start().len();
        if beyond.is_some() {
            return [0..0, back_from(whole.len(), room)..whole.len()];
        }
        let start = back_from(mark.end, both);
        [0..0, start..start + head(&whole[start..], both).len()]
    }

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

    /// The text in lines of at most `columns`, each as spans. See [`wrap`].
    pub(super) fn wrapped(self, columns: usize) -> Vec<Vec<Span<'t>>> {
        wrap(self.text, columns).into_iter().map(|line| self.spans(line)).collect()
    }
}

/// Breaks `text` into lines of at most `columns`, as byte ranges of it, where Unicode's line breaking allows it (UAX #14:
/// between any two ideographs, but with no closing mark at a line's start); a word longer than a line is broken between
/// graphemes. White space at a break is left out. A grapheme wider than `columns` has a line of its own.
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
        let illegal = "Invalid (illegal) signature";
        let reusable = "多次签名-过期时间为0";
        for (text, mark, columns, cut) in [
            ("签名过期", 0..0, 10, "签名过期"),
            ("签名过期", 0..0, 6, "签名…"),
            ("签名过期", 0..0, 1, "…"),
            ("签名过期", 0..0, 0, ""),
            // Enough of the mark shows at the end.
            (illegal, 18..27, 23, "Invalid (illegal) sign…"),
            (reusable, 13..19, 14, "多次签名-过期…"),
            // Both ends show, with what lies between them left out.
            (illegal, 18..27, 21, "Invalid (il…signature"),
            (illegal, 18..27, 14, "Inva…signature"),
            ("Multi-use signature: expiry time is 0", 21..27, 24, "Multi-u…expiry time is 0"),
            (reusable, 13..19, 12, "多次…过期时…"),
            ("once upon a time", 12..16, 12, "once up…time"),
            // There is no room for the beginning.
            ("once upon a time", 10..11, 8, "…a time"),
            ("once upon a time", 12..16, 8, "…a time"),
            ("once upon a time", 5..9, 7, "…upon …"),
            (reusable, 13..19, 8, "…-过期…"),
        ] {
            assert_eq!(fitted(text, mark, columns), cut, "{text} in {columns}");
        }
    }

    #[test]
    fn texts_that_begin_alike_are_cut_so_that_they_stay_apart() {
        let fitted = |text, shared| {
            let text = Marked { text, marks: &[], base: Style::new(), mark: Style::new() };
            fit_apart(text, 14, "…", shared).iter().map(|span| span.content.as_ref()).collect::<String>()
        };
        let shared = "无效的样式名".len();
        assert_eq!(fitted("无效的样式名。 Url中指定的样式名", shared), "无效…。 Url中…");
        assert_eq!(fitted("无效的样式名ID。没有找到该样式名", shared), "无效的样式名I…");
        assert_eq!(fitted("图片数据没有修改；HTTP状态码", "图片数据没有修改；".len()), "图片…HTTP状态…");
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
        fn a_cut_text_is_never_too_wide_and_shows_some_of_its_mark(
            before in "[a-z图片签名。 ]{0,20}",
            mark in "[a-z图片]{1,8}",
            after in "[a-z图片签名。 ]{0,20}",
            columns in 0_usize..40,
        ) {
            let whole = format!("{before}{mark}{after}");
            let marks: Vec<_> = whole.match_indices(&mark).map(|(at, mark)| at..at + mark.len()).take(1).collect();
            let underlined = Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED);
            let text = Marked { text: &whole, marks: &marks, base: Style::new(), mark: underlined };
            for cut in [fit(text, columns, "…"), fit_with_key(text, columns, "…")] {
                prop_assert!(cut.iter().map(Span::width).sum::<usize>() <= columns);
                prop_assert!(columns <= GLANCE || cut.iter().any(|span| span.style == underlined), "{:?}", cut);
            }
        }

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
