//! The detail pane: everything that is known about the selected code, and nothing else.
//!
//! ```text
//!  -96   proxy
//!  签名过期
//!  Signature expired
//!
//!  Symbol     ERROR_PROXY_AUTH_EXPIRED
//!  Check      ...
//!  Source     title, date
//!             address
//!  Same as    6 -72  签名失败 · Signature failed
//!  See also   1 -97  非法签名 · Invalid (illegal) signature
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::columns::needs_reason;
use super::link;
use super::occurrences;
use super::skin::Skin;
use super::text::{Marked, width, wrap};
use crate::app::App;
use crate::catalog::{Entry, EntryId};
use crate::log::Place;
use crate::search::{Marker, Marks, Why};

/// The smallest width with labels beside their values.
const BESIDE_COLUMNS: usize = 26;

/// The smallest width for a meaning beside its code.
const MEANING_COLUMNS: usize = 10;

/// Draws the detail of the selected code; returns the most lines by which it can be scrolled.
pub(super) fn render(app: &App<'_>, skin: &Skin, marker: &mut Marker, (area, buffer): (Rect, &mut Buffer)) -> usize {
    let Some(entry) = app.entry() else { return 0 };
    let marks = marker.marks(entry);
    let columns = usize::from(area.width.saturating_sub(2)).max(1);
    let text = Text { app, skin, entry, columns, lines: Vec::new() };
    let why = app.selected().map_or(Why::All, |position| app.results().hits[position].why);
    let lines = text.compose(&marks, why);

    let height = usize::from(area.height);
    let hidden = lines.len().saturating_sub(height);
    let scroll = app.scroll().min(hidden);
    for (line, row) in lines.into_iter().skip(scroll).zip(area.rows()) {
        buffer.set_line(row.x + 1, row.y, &line, row.width.saturating_sub(1));
    }
    let signs = skin.theme.signs;
    let more = [(scroll > 0, area.y, signs.above), (scroll < hidden, area.bottom().saturating_sub(1), signs.below)];
    for (is_more, y, sign) in more {
        if is_more && area.width > 1 {
            buffer.set_string(area.right() - 1, y, sign, skin.theme.strong);
        }
    }
    hidden
}

/// The pane's text while it is composed.
struct Text<'a> {
    app: &'a App<'a>,
    skin: &'a Skin,
    entry: Entry<'a>,
    columns: usize,
    lines: Vec<Line<'a>>,
}

impl<'a> Text<'a> {
    fn compose(mut self, marks: &'a Marks, why: Why) -> Vec<Line<'a>> {
        let theme = self.skin.theme;
        let words = &self.skin.words.screen;
        let Entry { fields, subsystem, source, .. } = self.entry;
        self.title(&marks.code, why);
        self.paragraph(fields.zh, &marks.zh, theme.strong);
        self.paragraph(fields.en, &marks.en, Style::new());
        self.lines.push(Line::default());

        self.occurrences();
        let from = self.lines.len();
        self.symbol(&marks.symbol);
        let hint = self.skin.lang.prefer(fields.hint_zh, fields.hint_en);
        self.labelled(words.hint, hint, &[], Style::new());
        self.labelled(words.spellings, fields.spellings, &[], Style::new());
        self.labelled(words.note, fields.note, &[], Style::new());
        // Without any of these, the source is just the table that the reader is looking at.
        if let Some(source) = source.filter(|_| self.lines.len() > from) {
            self.source(&source.title, &source.updated);
            self.address(&source.url);
        }
        if self.lines.len() > from {
            self.lines.push(Line::default());
        }
        self.related();
        self.labelled(words.subsystem, subsystem.about(self.skin.lang), &[], theme.dim);
        while self.lines.last().is_some_and(|line| line.width() == 0) {
            self.lines.pop();
        }
        self.lines
    }

    /// The mentions of the code in the log: how many, the first, the last, and the latest lines.
    fn occurrences(&mut self) {
        let Some(watch) = self.app.watch() else { return };
        let Some(position) = watch.position_of(self.app) else { return };
        let (log, words, skin) = (&watch.log, &self.skin.words.log, self.skin);
        let share = occurrences::share(log.lines(position), log.lines_with_codes());
        let times = (words.times)(log.count(position), log.lines(position), &share);
        let place = |place: Option<Place>| place.map(|place| occurrences::place(log, place, skin)).unwrap_or_default();
        let facts =
            [(words.occurs, times), (words.first, place(log.first(position))), (words.last, place(log.last(position)))];
        for (label, fact) in facts {
            let lines =
                wrap(&fact, self.value_columns()).into_iter().map(|line| vec![Span::raw(fact[line].to_owned())]);
            self.labelled_lines(label, lines.collect());
        }
        let (wanted, excerpt) = self.app.excerpt();
        if wanted.code == self.entry.code() || wanted.code == log.codes()[position].0 {
            let latest = excerpt.lines.iter().rev().flatten().take(4);
            let columns = self.value_columns();
            let lines = latest.map(|line| super::lines::shown(line, columns, Style::new(), skin)).collect();
            self.labelled_lines(words.latest, lines);
        }
        self.lines.push(Line::default());
    }

    /// The code, its subsystem, and why it matches if its marks don't show that.
    fn title(&mut self, marks: &'a [Range<usize>], why: Why) {
        let theme = self.skin.theme;
        let code = Marked { text: self.entry.code(), marks, base: theme.strong, mark: theme.mark };
        let mut name = self.entry.subsystem.name(self.skin.lang).to_owned();
        if needs_reason(why) {
            name = format!("{name} {} {}", theme.signs.dot, why.tell(self.skin.lang));
        }
        let mut lines = code.wrapped(self.columns);
        match &mut lines[..] {
            [line] if width(self.entry.code()) + 3 + width(&name) <= self.columns => {
                line.push(Span::styled(format!("   {name}"), theme.dim));
            }
            // A long name goes below, and leaves the code the width that it needs.
            _ => {
                let below = wrap(&name, self.columns).into_iter();
                lines.extend(below.map(|line| vec![Span::styled(name[line].to_owned(), theme.dim)]));
            }
        }
        self.lines.extend(lines.into_iter().map(Line::from));
    }

    fn paragraph(&mut self, text: &'a str, marks: &'a [Range<usize>], base: Style) {
        if text.is_empty() {
            return;
        }
        let text = Marked { text, marks, base, mark: self.skin.theme.mark };
        self.lines.extend(text.wrapped(self.columns).into_iter().map(Line::from));
    }

    /// The columns before a labelled value. If the pane is too narrow for labels beside values, a value goes below its label,
    /// indented by this.
    fn label_columns(&self) -> usize {
        let words = &self.skin.words.screen;
        if self.columns < BESIDE_COLUMNS {
            return 2;
        }
        let labels = [
            words.symbol,
            words.hint,
            words.note,
            words.spellings,
            words.source,
            words.same,
            words.see,
            words.subsystem,
        ];
        labels.into_iter().map(width).max().unwrap_or_default() + 2
    }

    /// The columns of a labelled value.
    fn value_columns(&self) -> usize {
        self.columns.saturating_sub(self.label_columns()).max(1)
    }

    /// A value that may take several lines, with its label before the first; nothing if the value is empty.
    fn labelled(&mut self, label: &'static str, value: &'a str, marks: &'a [Range<usize>], base: Style) {
        if value.is_empty() {
            return;
        }
        let value = Marked { text: value, marks, base, mark: self.skin.theme.mark };
        self.labelled_lines(label, value.wrapped(self.value_columns()));
    }

    fn labelled_lines(&mut self, label: &'static str, lines: Vec<Vec<Span<'a>>>) {
        for (number, line) in lines.into_iter().enumerate() {
            self.labelled_line(if number == 0 { label } else { "" }, line);
        }
    }

    fn symbol(&mut self, marks: &'a [Range<usize>]) {
        let text = self.entry.fields.symbol;
        let symbol = Marked { text, marks, base: Style::new(), mark: self.skin.theme.mark };
        let lines = after_underscores(text, self.value_columns()).into_iter().map(|line| symbol.spans(line)).collect();
        self.labelled_lines(self.skin.words.screen.symbol, lines);
    }

    /// A source's title and its date, which is never alone on a line.
    fn source(&mut self, title: &'a str, updated: &'a str) {
        let theme = self.skin.theme;
        if title.is_empty() || updated.is_empty() {
            return self.labelled(self.skin.words.screen.source, title, &[], theme.dim);
        }
        // No line ends at a no-break space, so the title's last word goes with the date.
        let both = format!("{title}\u{a0}{}\u{a0}{updated}", theme.signs.dot);
        let lines = wrap(&both, self.value_columns()).into_iter();
        let lines = lines.map(|line| vec![Span::styled(both[line].replace('\u{a0}', " "), theme.dim)]);
        self.labelled_lines(self.skin.words.screen.source, lines.collect());
    }

    /// A source's address, below its title, or from the pane's edge on if only that leaves it whole.
    fn address(&mut self, url: &'a str) {
        let is_link = self.skin.theme.links && link::is_page(url);
        let dim = self.skin.theme.dim.patch(if is_link { link::style() } else { Style::new() });
        if (self.value_columns() + 1..=self.columns).contains(&width(url)) {
            self.lines.push(Line::styled(url, dim));
        } else {
            self.labelled("", url, &[], dim);
        }
    }

    fn labelled_line(&mut self, mut label: &'static str, value: Vec<Span<'a>>) {
        if self.columns < BESIDE_COLUMNS && !label.is_empty() {
            self.lines.push(Line::styled(label, self.skin.theme.dim));
            label = "";
        }
        let padding = " ".repeat(self.label_columns().saturating_sub(width(label)));
        let mut spans = vec![Span::styled(label, self.skin.theme.dim), Span::raw(padding)];
        spans.extend(value);
        self.lines.push(Line::from(spans));
    }

    /// The codes with the same meaning and those to see also, each with the digit that jumps to it.
    fn related(&mut self) {
        let catalog = self.app.catalog();
        let numbers = self.app.related(self.entry.id);
        let words = &self.skin.words.screen;
        let groups = [(words.same, catalog.same_meaning(self.entry.id)), (words.see, catalog.see_also(self.entry.id))];
        let is_any = groups.iter().any(|(_, codes)| !codes.is_empty());
        for (label, codes) in groups {
            for (position, &id) in codes.iter().enumerate() {
                let number = numbers.iter().position(|&other| other == id);
                let lines = self.reference(id, number);
                self.labelled_lines(if position == 0 { label } else { "" }, lines);
            }
        }
        if is_any {
            self.lines.push(Line::default());
        }
    }

    /// A related code: digit, code and meaning, in both languages if they fit into one line.
    fn reference(&self, id: EntryId, number: Option<usize>) -> Vec<Vec<Span<'a>>> {
        let theme = self.skin.theme;
        let entry: Entry<'a> = self.app.catalog().entry(id);
        let fields = entry.fields;
        let digit = number.filter(|&number| number < 9).map_or(String::from(" "), |number| (number + 1).to_string());
        let code = format!(" {:<5}  ", fields.code);
        let hang = 1 + width(&code);
        let head = vec![Span::styled(digit, theme.dim), Span::styled(code, theme.strong)];
        let dot = format!(" {} ", theme.signs.dot);
        let room = self.value_columns().saturating_sub(hang);
        let both = width(fields.zh) + width(&dot) + width(fields.en);
        if !fields.zh.is_empty() && !fields.en.is_empty() && both <= room {
            let meanings = [Span::raw(fields.zh), Span::styled(dot, theme.dim), Span::raw(fields.en)];
            return vec![head.into_iter().chain(meanings).collect()];
        }
        let text = self.skin.lang.prefer(fields.zh, fields.en);
        let meaning = Marked { text, marks: &[], base: Style::new(), mark: Style::new() };
        // There is no room beside a long code.
        let is_below = room < MEANING_COLUMNS;
        let hang = if is_below { 3 } else { hang };
        let mut lines = meaning.wrapped(self.value_columns().saturating_sub(hang));
        let first = if is_below || lines.is_empty() { Vec::new() } else { lines.remove(0) };
        for line in &mut lines {
            line.insert(0, Span::raw(" ".repeat(hang)));
        }
        lines.insert(0, head.into_iter().chain(first).collect());
        lines
    }
}

/// Breaks a symbol, which has no spaces, after its underscores into lines of at most `columns`.
fn after_underscores(symbol: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for part in symbol.split_inclusive('_') {
        let end = start + part.len();
        match lines.last_mut() {
            Some(line) if width(&symbol[line.start..end]) <= columns => line.end = end,
            _ => lines.extend(wrap(part, columns).into_iter().map(|line| start + line.start..start + line.end)),
        }
        start = end;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_breaks_after_underscores() {
        let cases: [(&str, usize, &[&str]); 5] = [
            ("ERROR_PROXY_INVALID_PROTOCOL", 28, &["ERROR_PROXY_INVALID_PROTOCOL"]),
            ("ERROR_PROXY_INVALID_PROTOCOL", 27, &["ERROR_PROXY_INVALID_", "PROTOCOL"]),
            ("ERROR_PROXY_INVALID_PROTOCOL", 12, &["ERROR_PROXY_", "INVALID_", "PROTOCOL"]),
            ("NoSuchBucket", 8, &["NoSuchBu", "cket"]),
            ("", 8, &[]),
        ];
        for (symbol, columns, lines) in cases {
            let broken: Vec<_> = after_underscores(symbol, columns).into_iter().map(|line| &symbol[line]).collect();
            assert_eq!(broken, lines, "{symbol} in {columns}");
        }
    }
}
