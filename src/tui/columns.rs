//! The columns of the list: where each begins, and what is cut from a row that doesn't fit.
//!
//! ```text
//!  ▌+-96  ~签名过期            Signature expired             synonym
//!   ││    │└ Chinese           └ English                     └ why the row matches, if every row has room for it;
//!   ││    └ a sign instead of it otherwise
//! ```
//!
//! The column of codes is as wide as the longest one. English begins where most of the rows on the screen have room for both of
//! their meanings; a row that only fits with English elsewhere has it there. A row in which both don't fit takes more lines,
//! or, if the list is too low for that, gives the language of the interface all that it needs, except for a quarter that the
//! other one keeps.

use std::ops::Range;

use crate::catalog::Fields;
use crate::lang::Lang;
use crate::search::{Hit, Why};

use super::text::{width, wrap};

/// The most columns that codes may take.
const CODE_COLUMNS: usize = 16;

/// The columns before the code: a margin, the pointer, the mark.
pub(super) const CODE_AT: usize = 3;

/// The smallest and the preferred gap between two columns.
const GAP: usize = 2;
const WIDE_GAP: usize = 4;

/// The smallest width of a list with both languages. In a narrower one the longer half of the meanings would be cut.
const BOTH_COLUMNS: usize = 50;

/// The columns of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) code: usize,
    /// The width of the columns after the code that belong to a log.
    log: usize,
    /// The width of the meanings.
    text: usize,
    /// The start of English, from the start of the meanings.
    english: usize,
    lang: Lang,
    has_both: bool,
    /// The width of the words that say why a row matches, with the gap before them; 0 if they are not shown.
    why: usize,
}

/// A meaning, or a part of one, with its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The line within the row, from 0.
    pub(super) line: usize,
    /// The column, from the start of the row.
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) lang: Lang,
    /// The part of the meaning, in bytes.
    pub(super) part: Range<usize>,
}

impl Columns {
    /// The columns of a list of this width, in which the longest code has `longest_code` columns and these rows are shown.
    pub(super) fn new<'a>(
        whole: usize,
        longest_code: usize,
        lang: Lang,
        rows: impl Iterator<Item = (Fields<'a>, Hit)>,
    ) -> Self {
        let code = longest_code.min(CODE_COLUMNS);
        let text = whole.saturating_sub(CODE_AT + code + GAP);
        let has_both = whole >= BOTH_COLUMNS;
        // How many more rows have room for both meanings if English begins at this column instead of the one before.
        let mut gains = vec![0_isize; text + 2];
        let (mut longest, mut why) = (0, 0);
        for (fields, hit) in rows {
            let (zh, en) = widths(fields);
            if needs_reason(hit.why) {
                longest = longest.max(if has_both { zh + GAP + en } else { width(one(fields, lang).1) });
                why = why.max(GAP + width(hit.why.tell(lang)));
            }
            if zh + GAP + en <= text && zh > 0 && en > 0 {
                gains[zh + GAP] += 1;
                gains[text - en + 1] -= 1;
            }
        }
        let why = if longest + why <= text { why } else { 0 };
        Self { code, log: 0, text, english: best(&gains), lang, has_both, why }
    }

    /// The same columns, with `log` more after the code.
    pub(super) fn with_log(self, log: usize) -> Self {
        Self { log, ..self }
    }

    /// The column where the counts of a log begin, after the codes.
    pub(super) fn log_at(&self) -> usize {
        CODE_AT + self.code + GAP
    }

    /// The column at which the meanings begin.
    pub(super) fn text_at(&self) -> usize {
        self.log_at() + self.log
    }

    /// The width of a row.
    pub(super) fn whole(&self) -> usize {
        self.text_at() + self.text
    }

    /// True if every row has room for the word that says why it matches.
    pub(super) fn shows_why(&self) -> bool {
        self.why > 0
    }

    /// The lines that a row needs, or `most` if it needs more.
    pub(super) fn lines(&self, fields: Fields<'_>, most: usize) -> usize {
        let (zh, en) = widths(fields);
        let has_both = self.has_both && zh > 0 && en > 0;
        let text = one(fields, self.lang).1;
        let needed = if has_both { zh + GAP + en } else { width(text) };
        if needed <= self.text {
            return 1;
        }
        let fits = |&lines: &usize| {
            if has_both { self.english_in(fields, lines).is_some() } else { wrap(text, self.text).len() <= lines }
        };
        (2..most).find(fits).unwrap_or(most)
    }

    /// The meanings of a row of `lines` lines, each with its position.
    pub(super) fn pieces(&self, fields: Fields<'_>, lines: usize) -> Vec<Piece> {
        let (zh, en) = widths(fields);
        if !self.has_both || zh == 0 || en == 0 {
            let (lang, text) = one(fields, self.lang);
            return match lines {
                1 => vec![self.piece(0, lang, 0..self.text, 0..text.len())],
                _ => self.in_lines(lines, lang, text, 0..self.text),
            };
        }
        if lines > 1 {
            return self.wrapped(fields, lines);
        }
        let last = |room: usize| room.checked_sub(en).filter(|&last| zh + GAP <= last);
        let english = match last(self.text - self.why).or_else(|| last(self.text)) {
            Some(last) => self.english.clamp(zh + GAP, last),
            None => self.shared(zh, en),
        };
        let all = |text: &str| 0..text.len();
        vec![
            self.piece(0, Lang::Zh, 0..english - GAP, all(fields.zh)),
            self.piece(0, Lang::En, english..self.text, all(fields.en)),
        ]
    }

    fn piece(&self, line: usize, lang: Lang, columns: Range<usize>, part: Range<usize>) -> Piece {
        Piece { line, column: self.text_at() + columns.start, columns: columns.len(), lang, part }
    }

    /// Two meanings beside each other, in at most `lines` lines each.
    fn wrapped(&self, fields: Fields<'_>, lines: usize) -> Vec<Piece> {
        let english = self.english_in(fields, lines).unwrap_or(self.english).max(GAP + 1);
        let mut pieces = self.in_lines(lines, Lang::Zh, fields.zh, 0..english - GAP);
        pieces.extend(self.in_lines(lines, Lang::En, fields.en, english..self.text.max(english)));
        pieces
    }

    /// The start of English in a row of `lines` lines: as in other rows, or as near to that as leaves both meanings enough
    /// room. `None` if no place does.
    fn english_in(&self, fields: Fields<'_>, lines: usize) -> Option<usize> {
        let fits = |text, width, columns| width <= lines * columns && wrap(text, columns).len() <= lines;
        let (zh, en) = widths(fields);
        let zh_fits = |english: usize| fits(fields.zh, zh, english - GAP);
        let en_fits = |english: usize| fits(fields.en, en, self.text - english);
        let least = self.text / 4;
        let mut places: Vec<usize> = (least.max(GAP + 1)..self.text.saturating_sub(least)).collect();
        places.sort_by_key(|place| place.abs_diff(self.english));
        places.into_iter().find(|&english| zh_fits(english) && en_fits(english))
    }

    /// A meaning in these columns, in at most `lines` lines.
    fn in_lines(&self, lines: usize, lang: Lang, text: &str, columns: Range<usize>) -> Vec<Piece> {
        let mut parts = wrap(text, columns.len());
        if parts.len() > lines {
            // The last line is cut if it is too long.
            parts[lines - 1].end = text.len();
            parts.truncate(lines);
        }
        let parts = parts.into_iter().enumerate();
        parts.map(|(line, part)| self.piece(line, lang, columns.clone(), part)).collect()
    }

    /// The start of English in a row in which the meanings don't both fit.
    fn shared(&self, zh: usize, en: usize) -> usize {
        let room = self.text.saturating_sub(GAP);
        let kept = room / 4;
        match self.lang {
            // The cut language begins as in other rows, as long as it keeps its share.
            Lang::Zh => (zh.min(room - kept.min(en)) + GAP).max(self.english.min(self.text - kept.min(en))),
            Lang::En => room - en.min(room - kept.min(zh)) + GAP,
        }
    }
}

/// True if the marks in a row don't show why it matches.
pub(super) fn needs_reason(why: Why) -> bool {
    !matches!(why, Why::All | Why::Code | Why::Text)
}

/// The meaning in the language of the interface, or else in the other one.
fn one(fields: Fields<'_>, lang: Lang) -> (Lang, &str) {
    match lang {
        Lang::Zh if fields.zh.is_empty() => (Lang::En, fields.en),
        Lang::En if fields.en.is_empty() => (Lang::Zh, fields.zh),
        Lang::Zh => (Lang::Zh, fields.zh),
        Lang::En => (Lang::En, fields.en),
    }
}

fn widths(fields: Fields<'_>) -> (usize, usize) {
    (width(fields.zh), width(fields.en))
}

/// The first column at which the most rows have room, or one a little further on if as many have room there.
fn best(gains: &[isize]) -> usize {
    let mut count = 0;
    let counts: Vec<isize> = gains
        .iter()
        .map(|gain| {
            count += gain;
            count
        })
        .collect();
    let most = counts.iter().copied().max().unwrap_or_default();
    let first = counts.iter().position(|&count| count == most).unwrap_or_default();
    (first..=first + WIDE_GAP - GAP).rev().find(|&column| counts.get(column) == Some(&most)).unwrap_or(first)
}

/// The length in bytes of the longest beginning that `text` shares with one of the other texts.
pub(super) fn shared_beginning<'a>(text: &str, others: impl Iterator<Item = &'a str>) -> usize {
    let shared = |other: &str| {
        let alike = text.char_indices().zip(other.chars()).take_while(|((_, c), other)| c == other);
        alike.last().map_or(0, |((at, c), _)| at + c.len_utf8())
    };
    others.filter(|&other| other != text).map(shared).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    fn fields(zh: &'static str, en: &'static str) -> Fields<'static> {
        Fields { code: "-1", zh, en, ..Fields::default() }
    }

    fn columns(width: usize, lang: Lang, rows: &[Fields<'static>]) -> Columns {
        let entry = Catalog::embedded().find("-97")[0];
        Columns::new(width, 5, lang, rows.iter().map(|&fields| (fields, Hit { entry, why: Why::Text })))
    }

    fn placed(columns: &Columns, fields: Fields<'_>, lines: usize) -> Vec<(usize, usize, usize)> {
        columns.pieces(fields, lines).iter().map(|piece| (piece.line, piece.column, piece.columns)).collect()
    }

    #[test]
    fn english_begins_where_most_rows_fit_and_elsewhere_only_in_those_that_need_it() {
        let rows = [
            fields("签名", "Signature"),
            fields("签名过期", "Signature expired"),
            fields("回源到源站获取数据时，源站返回的数据有异常", "Abnormal"),
        ];
        let all = columns(60, Lang::En, &rows);
        assert_eq!(placed(&all, rows[0], 1), [(0, 10, 10), (0, 22, 38)]);
        assert_eq!(placed(&all, rows[1], 1), [(0, 10, 10), (0, 22, 38)]);
        assert_eq!(placed(&all, rows[2], 1), [(0, 10, 40), (0, 52, 8)]);
    }

    #[test]
    fn what_does_not_fit_is_taken_from_the_language_that_the_interface_does_not_speak() {
        let long = fields("回源到源站获取数据时源站返回的数据有异常", "Origin returned abnormal data on the way back");
        assert_eq!(placed(&columns(62, Lang::Zh, &[long]), long, 1), [(0, 10, 38), (0, 50, 12)]);
        assert_eq!(placed(&columns(62, Lang::En, &[long]), long, 1), [(0, 10, 12), (0, 24, 38)]);
    }

    #[test]
    fn a_row_of_two_lines_keeps_both_columns_and_loses_nothing() {
        let long = fields("回源到源站获取数据时源站返回的数据有异常", "Origin returned abnormal data on the way back");
        let both = columns(62, Lang::En, &[fields("签名过期", "Signature expired"), long]);
        let parts = both.pieces(long, 2).into_iter().map(|piece| {
            let text = if piece.lang == Lang::Zh { long.zh } else { long.en };
            (piece.line, piece.column, &text[piece.part])
        });
        assert_eq!(
            parts.collect::<Vec<_>>(),
            [
                (0, 10, "回源到源站获取数据时"),
                (1, 10, "源站返回的数据有异常"),
                (0, 32, "Origin returned abnormal data"),
                (1, 32, "on the way back"),
            ]
        );
    }

    #[test]
    fn a_narrow_list_speaks_one_language_but_shows_a_meaning_that_has_only_the_other() {
        let rows = [fields("签名过期", "Signature expired"), fields("签名过期", "")];
        let narrow = columns(40, Lang::En, &rows);
        let langs = rows.map(|row| narrow.pieces(row, 1).iter().map(|piece| piece.lang).collect::<Vec<_>>());
        assert_eq!(langs, [[Lang::En], [Lang::Zh]]);
    }

    #[test]
    fn texts_are_compared_up_to_where_they_differ() {
        let others = ["无效的样式名。", "无效的URL。", "签名过期"];
        assert_eq!(shared_beginning("无效的样式名ID。", others.into_iter()), "无效的样式名".len());
        assert_eq!(shared_beginning("签名过期", others.into_iter()), 0);
    }
}
