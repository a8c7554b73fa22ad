//! The list: hits under the headings of their subsystems.
//!
//! ```text
//!  proxy · signature checks, and forwarding ─────────────────────── 3
//!  ▌ -96   签名过期        Signature expired
//!    -74   多次签名-过期…  Multi-use signature: expiry time is 0
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::columns::{CODE_AT, Columns, needs_reason, shared_beginning};
use super::occurrences;
use super::skin::Skin;
use super::text::{Marked, fit, fit_apart, width};
use crate::app::App;
use crate::app::results::{Group, Heading};
use crate::catalog::{Fields, SubsystemId};
use crate::lang::Lang;
use crate::search::Marker;

/// The columns of the pointer, before a row; they are never reversed.
const POINTER_COLUMNS: u16 = 2;

/// The number of hits from which the widths of the columns are computed; hardly any list has more.
const MEASURED: usize = 256;

/// The most lines of a row if all rows fit into the list. No meaning of the embedded table needs more.
const MOST_LINES: usize = 6;

/// The smallest height of a list in which a row takes two lines rather than be cut, even if not all rows fit then.
const TALL: usize = 20;

/// The smallest height of a list with headings.
const HEADED: usize = 3;

/// The rows shown beyond the selected one, if there is room, so that the target of a jump has context.
const MARGIN: usize = 2;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Row {
    Heading(Group),
    /// The hit at this position of the results.
    Hit(usize),
}

/// The rows to show in a list of a certain width.
pub(super) struct Rows<'a> {
    app: &'a App<'a>,
    /// The groups with visible hits.
    groups: Vec<Group>,
    columns: Columns,
    /// The most lines that a row may take.
    most_lines: usize,
    /// The rows of a group's heading: 0 or 1.
    headings: usize,
}

impl<'a> Rows<'a> {
    /// The rows in a list of this width, and of at most this height.
    pub(super) fn new(app: &'a App<'a>, lang: Lang, width: usize, height: usize) -> Self {
        let chosen = |group: &&Group| app.tab().is_none_or(|tab| is_of(group, tab));
        let groups: Vec<Group> = app.results().groups.iter().filter(chosen).cloned().collect();
        let hits = &app.results().hits[app.visible()];
        let measured = hits.iter().take(MEASURED).map(|hit| (app.entry_at(hit.entry).fields, *hit));
        let codes =
            hits.iter().take(MEASURED).map(|hit| app.entry_at(hit.entry).code().len()).max().unwrap_or_default();
        let log = occurrences::columns(app, width);
        let longest = app.catalog().longest_code().max(if log > 0 { codes } else { 0 });
        let columns = Columns::new(width.saturating_sub(log), longest, lang, measured).with_log(log);
        let headings = usize::from(height >= HEADED);
        let mut rows = Self { app, groups, columns, most_lines: MOST_LINES, headings };
        if rows.lines(height + 1) > height {
            rows.most_lines = if height >= TALL { 2 } else { 1 };
        }
        rows
    }

    /// The lines that all rows take together, or `limit` if they take more.
    pub(super) fn lines(&self, limit: usize) -> usize {
        (0..self.len().min(limit)).map(|row| self.height(row)).sum::<usize>().min(limit)
    }

    fn len(&self) -> usize {
        self.groups.iter().map(|group| self.headings + group.range.len()).sum()
    }

    /// The group that a row belongs to, and the group's first row.
    fn group_of(&self, row: usize) -> (&Group, usize) {
        let first = self.groups.first().map_or(0, |group| group.range.start);
        let start = |number: usize| self.groups[number].range.start - first + number * self.headings;
        let mut bounds = 0..self.groups.len();
        while bounds.len() > 1 {
            let middle = bounds.start + bounds.len() / 2;
            if start(middle) <= row { bounds.start = middle } else { bounds.end = middle }
        }
        (&self.groups[bounds.start], start(bounds.start))
    }

    fn get(&self, row: usize) -> Row {
        let (group, start) = self.group_of(row);
        match (row - start).checked_sub(self.headings) {
            None => Row::Heading(group.clone()),
            Some(hit) => Row::Hit(group.range.start + hit),
        }
    }

    fn row_of(&self, position: usize) -> usize {
        let number = self.groups.partition_point(|group| group.range.end <= position);
        let first = self.groups.first().map_or(0, |group| group.range.start);
        position - first + (number + 1) * self.headings
    }

    fn fields(&self, position: usize) -> Fields<'a> {
        self.app.entry_at(self.app.results().hits[position].entry).fields
    }

    fn height(&self, row: usize) -> usize {
        match self.get(row) {
            Row::Hit(position) if self.most_lines > 1 => self.columns.lines(self.fields(position), self.most_lines),
            _ => 1,
        }
    }

    /// The first row from which everything up to `last` fits into `height` lines, together with the heading that is always at
    /// the top.
    fn first_above(&self, last: usize, height: usize) -> usize {
        let mut first = last;
        let mut lines = self.height(last);
        while let Some(above) = first.checked_sub(1) {
            lines += self.height(above);
            let sticky = if matches!(self.get(above), Row::Hit(_)) { self.headings } else { 0 };
            if lines + sticky > height {
                break;
            }
            first = above;
        }
        first
    }
}

/// The scroll position of the list.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The row at the top of the screen, below the heading of its group, which stays there while its hits follow.
    top: usize,
}

impl List {
    /// Draws the list, scrolled so that the selected hit is visible; returns the hit on each screen row.
    pub(super) fn render(
        &mut self,
        rows: &Rows<'_>,
        skin: &Skin,
        marker: &mut Marker,
        (area, buffer): (Rect, &mut Buffer),
    ) -> Vec<Option<usize>> {
        let Some(selected) = rows.app.selected() else { return Vec::new() };
        if area.is_empty() {
            return Vec::new();
        }
        self.scroll_to(rows, rows.row_of(selected), area.height.into());
        let mut plan: Vec<(Row, Rect)> = Vec::new();
        let mut y = area.y;
        let mut place = |row: Row, height: usize| {
            let height = u16::try_from(height).unwrap_or(1).min(area.bottom() - y);
            plan.push((row, Rect { y, height, ..area }));
            y += height;
            y < area.bottom()
        };
        let (group, _) = rows.group_of(self.top);
        let is_below_heading = rows.headings > 0 && matches!(rows.get(self.top), Row::Hit(_));
        if !is_below_heading || place(Row::Heading(group.clone()), 1) {
            for row in self.top..rows.len() {
                if !place(rows.get(row), rows.height(row)) {
                    break;
                }
            }
        }
        let mut painter = Painter { rows, skin, marker, shown: Vec::new() };
        painter.shown.extend(plan.iter().filter_map(|(row, _)| match row {
            Row::Hit(position) => Some(rows.fields(*position)),
            Row::Heading(_) => None,
        }));
        let mut lines = Vec::with_capacity(area.height.into());
        for (row, place) in plan {
            let shown = match row {
                Row::Heading(group) => {
                    let heading = heading(&group, rows.app, skin, place.width.into());
                    buffer.set_line(place.x, place.y, &heading, place.width);
                    None
                }
                Row::Hit(position) => {
                    painter.paint(position, place, buffer);
                    Some(position)
                }
            };
            lines.extend(std::iter::repeat_n(shown, place.height.into()));
        }
        lines
    }

    /// Moves the top as little as needed to show the row, with some rows around it.
    fn scroll_to(&mut self, rows: &Rows<'_>, row: usize, height: usize) {
        let last = rows.len().saturating_sub(1);
        let margin = MARGIN.min(height.saturating_sub(rows.headings + 1) / 3);
        self.top = self.top.min(row.saturating_sub(margin + rows.headings));
        self.top = self.top.max(rows.first_above((row + margin).min(last), height).min(row));
        // Rows of two lines may leave too little room for the margin below.
        self.top = self.top.max(rows.first_above(row, height)).min(rows.first_above(last, height));
    }
}

/// Draws the rows of hits.
struct Painter<'a> {
    rows: &'a Rows<'a>,
    skin: &'a Skin,
    marker: &'a mut Marker,
    /// All rows on the screen. Each must still differ from the others when it is cut.
    shown: Vec<Fields<'a>>,
}

impl Painter<'_> {
    fn paint(&mut self, position: usize, place: Rect, buffer: &mut Buffer) {
        let Rows { app, columns, most_lines, .. } = self.rows;
        let counts = columns.text_at() - columns.log_at();
        let hit = app.results().hits[position];
        let entry = app.entry_at(hit.entry);
        let marks = self.marker.marks(entry);
        let is_selected = app.selected() == Some(position);
        let theme = self.skin.theme;
        // Dim or bold on reverse is hard to read in many terminals.
        let [strong, faint, mark] = if is_selected {
            [Style::new(), Style::new(), theme.selected_mark]
        } else {
            [theme.strong, theme.dim, theme.mark]
        };
        let code = Marked { text: entry.fields.code, marks: &marks.code, base: strong, mark };
        let lines = if *most_lines > 1 { columns.lines(entry.fields, *most_lines) } else { 1 };
        let mut texts = vec![
            (0, 1, Line::styled(if is_selected { theme.signs.pointer } else { "" }, theme.accent)),
            (0, 2, Line::styled(if app.marked().contains(&hit.entry) { "+" } else { "" }, strong)),
            (0, CODE_AT, Line::from(fit(code, columns.code, theme.signs.ellipsis))),
        ];
        if counts > 0 {
            let cells = occurrences::cells(app, hit.entry, self.skin, counts);
            texts.push((0, columns.log_at(), Line::styled(cells, Style::new())));
        }
        if needs_reason(hit.why) && columns.shows_why() {
            let why = hit.why.tell(self.skin.lang);
            texts.push((lines - 1, columns.whole().saturating_sub(width(why)), Line::styled(why, faint)));
        } else if needs_reason(hit.why) {
            texts.push((0, columns.text_at() - 1, Line::styled(theme.signs.about, faint)));
        }
        for piece in columns.pieces(entry.fields, lines) {
            let (text, all) = match piece.lang {
                Lang::Zh => (entry.fields.zh, &marks.zh),
                Lang::En => (entry.fields.en, &marks.en),
            };
            let part = part(text, all, piece.part.clone());
            let text = Marked { text: part.0, marks: &part.1, base: Style::new(), mark };
            let others = self.shown.iter().map(|fields| if piece.lang == Lang::Zh { fields.zh } else { fields.en });
            let shared = if width(part.0) > piece.columns { shared_beginning(part.0, others) } else { 0 };
            let spans = fit_apart(text, piece.columns, theme.signs.ellipsis, shared);
            let spans = spans.into_iter().map(|span| Span::styled(span.content.into_owned(), span.style));
            texts.push((piece.line, piece.column, spans.collect()));
        }
        for (line, column, text) in texts {
            let column = u16::try_from(column).unwrap_or(u16::MAX).min(place.width);
            let line = u16::try_from(line).unwrap_or_default();
            if line < place.height {
                buffer.set_line(place.x + column, place.y + line, &text, place.width - column);
            }
        }
        if is_selected {
            let text = Rect { x: place.x + POINTER_COLUMNS.min(place.width), ..place };
            buffer.set_style(text.intersection(place), theme.selected);
        }
    }
}

/// A part of a text, with the marks in it.
fn part<'t>(text: &'t str, marks: &[Range<usize>], part: Range<usize>) -> (&'t str, Vec<Range<usize>>) {
    let inside = marks.iter().filter(|mark| mark.start < part.end && mark.end > part.start);
    let moved = inside.map(|mark| mark.start.max(part.start) - part.start..mark.end.min(part.end) - part.start);
    (&text[part.clone()], moved.collect())
}

/// True if a group belongs to a tab. The rows of a log are those of one tab already.
fn is_of(group: &Group, tab: SubsystemId) -> bool {
    !matches!(group.heading, Heading::Subsystem(subsystem) if subsystem != tab)
}

/// A heading: the subsystem's name, its task if there is room, and its number of hits.
fn heading<'a>(group: &Group, app: &App<'a>, skin: &Skin, columns: usize) -> Line<'a> {
    let (name, about) = match group.heading {
        Heading::Subsystem(id) => {
            let subsystem = app.catalog().subsystem(id);
            (subsystem.name(skin.lang), topic(subsystem.about(skin.lang)))
        }
        Heading::Listed(order) => (skin.words.log.listed, occurrences::order(order, skin)),
        Heading::Unlisted => (skin.words.log.unlisted, ""),
    };
    let name = format!(" {name} ");
    let count = format!(" {} ", group.range.len());
    let signs = skin.theme.signs;
    let rule_at_least = 2;
    let room = columns.saturating_sub(width(&name) + width(&count) + rule_at_least);
    let about = match about {
        "" => String::new(),
        about => format!("{} {about} ", signs.dot),
    };
    let about = if width(&about) <= room { about } else { String::new() };
    let rule = columns.saturating_sub(width(&name) + width(&about) + width(&count));
    Line::from(vec![
        Span::styled(name, skin.theme.strong),
        Span::styled(about, skin.theme.dim),
        Span::styled(signs.across.repeat(rule), skin.theme.dim),
        Span::styled(count, skin.theme.dim),
    ])
}

/// The part of a sentence on a subsystem after its colon: the heading has the name before that already.
fn topic(about: &str) -> &str {
    about.split_once([':', '：']).map_or(about, |(_, topic)| topic.trim_start())
}
