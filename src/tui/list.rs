//! The list: hits under the headings of their subsystems.
//!
//! ```text
//!  proxy · signature checks, and forwarding ─────────────────────── 3
//!  ▌ -96   签名过期        Signature expired
//!    -74   多次签名-过期…  Multi-use signature: expiry time is 0
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::skin::Skin;
use super::text::{Marked, fit, width};
use crate::app::App;
use crate::app::results::Group;
use crate::catalog::Entry;
use crate::search::{Hit, Marker, Marks, Why};

/// The longest code that the column of codes makes room for.
const CODE_COLUMNS: usize = 16;

/// The greatest width of the column of Chinese, which hardly any meaning fills; English has what is left.
const MOST_CHINESE_COLUMNS: usize = 40;

/// The columns before a row, where the pointer stands; they are never reversed.
const POINTER_COLUMNS: u16 = 2;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Row {
    Heading(Group),
    /// The hit at this position of the results.
    Hit(usize),
}

/// Where the list is scrolled to.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The row at the top of the screen. A heading stays at the top for as long as hits of its group follow.
    top: usize,
}

impl List {
    /// Draws the list, scrolled so that the selected hit is visible; returns the hit that each screen row shows.
    pub(super) fn render(
        &mut self,
        app: &App<'_>,
        skin: &Skin,
        marker: &mut Marker,
        (area, buffer): (Rect, &mut Buffer),
    ) -> Vec<Option<usize>> {
        let Some(selected) = app.selected() else { return Vec::new() };
        let groups = groups(app);
        let height = usize::from(area.height);
        self.scroll_to(row_of(&groups, selected), height, rows(&groups));
        let columns = Columns::new(app, area.width.into());
        let mut shown = Vec::with_capacity(height);
        for (row, line) in (self.top..rows(&groups)).zip(area.rows()) {
            let row = match row_at(&groups, row) {
                // The heading sticks to the top.
                Row::Hit(position) if line.y == area.y && height > 1 => heading_of(&groups, position),
                row => row,
            };
            match row {
                Row::Heading(group) => {
                    buffer.set_line(line.x, line.y, &heading(&group, app, skin, line.width.into()), line.width);
                    shown.push(None);
                }
                Row::Hit(position) => {
                    let hit = app.results().hits[position];
                    let entry = app.catalog().entry(hit.entry);
                    let marks = marker.marks(entry);
                    let is_marked = app.marked().contains(&hit.entry);
                    let look = Look { skin, is_selected: position == selected, is_marked };
                    for (column, text) in columns.texts(hit, &entry, &marks, &look) {
                        let room = line.width.saturating_sub(u16::try_from(column).unwrap_or(u16::MAX));
                        buffer.set_line(line.right() - room, line.y, &text, room);
                    }
                    if position == selected {
                        let text = Rect { x: line.x + POINTER_COLUMNS.min(line.width), ..line };
                        buffer.set_style(text.intersection(line), skin.theme.selected);
                    }
                    shown.push(Some(position));
                }
            }
        }
        shown
    }

    /// Moves the top as little as needed to have `row` on the screen, below the heading at the top.
    fn scroll_to(&mut self, row: usize, height: usize, rows: usize) {
        let heading = usize::from(height > 1);
        self.top = self.top.min(row.saturating_sub(heading)).max((row + 1).saturating_sub(height));
        self.top = self.top.min(rows.saturating_sub(height));
    }
}

/// The groups of the hits that are visible.
fn groups(app: &App<'_>) -> Vec<Group> {
    let chosen = |group: &&Group| app.tab().is_none_or(|tab| tab == group.subsystem);
    app.results().groups.iter().filter(chosen).cloned().collect()
}

fn rows(groups: &[Group]) -> usize {
    groups.iter().map(|group| 1 + group.range.len()).sum()
}

fn row_at(groups: &[Group], mut row: usize) -> Row {
    for group in groups {
        match row.checked_sub(1) {
            None => return Row::Heading(group.clone()),
            Some(hit) if hit < group.range.len() => return Row::Hit(group.range.start + hit),
            Some(hit) => row = hit - group.range.len(),
        }
    }
    unreachable!("a row is asked for only where there is one")
}

fn row_of(groups: &[Group], position: usize) -> usize {
    let mut row = 0;
    for group in groups {
        if group.range.contains(&position) {
            return row + 1 + position - group.range.start;
        }
        row += 1 + group.range.len();
    }
    row
}

fn heading_of(groups: &[Group], position: usize) -> Row {
    let group = groups.iter().find(|group| group.range.contains(&position));
    group.map_or(Row::Hit(position), |group| Row::Heading(group.clone()))
}

/// A heading: the subsystem's name, what it does if there is room to say it, how many hits it has.
fn heading<'a>(group: &Group, app: &App<'a>, skin: &Skin, columns: usize) -> Line<'a> {
    let subsystem = app.catalog().subsystem(group.subsystem);
    let name = format!(" {} ", subsystem.name(skin.lang));
    let count = format!(" {} ", group.range.len());
    let signs = skin.theme.signs;
    let rule_at_least = 2;
    let room = columns.saturating_sub(width(&name) + width(&count) + rule_at_least);
    let about = match topic(subsystem.about(skin.lang)) {
        "" => String::new(),
        about => format!("{} {about} ", signs.dot),
    };
    let about = if width(&about) <= room { about } else { String::new() };
    let rule = columns.saturating_sub(width(&name) + width(&about) + width(&count));
    Line::from(vec![
        Span::styled(name, skin.theme.accent),
        Span::styled(about, skin.theme.dim),
        Span::styled(signs.across.repeat(rule), skin.theme.dim),
        Span::styled(count, skin.theme.dim),
    ])
}

/// What a sentence on a subsystem says beyond its name, which the heading has said already: what follows its colon.
fn topic(about: &str) -> &str {
    about.split_once([':', '：']).map_or(about, |(_, topic)| topic.trim_start())
}

/// The widths of the columns. Each is followed by two spaces but the last.
struct Columns {
    code: usize,
    zh: usize,
    /// Why a row answers stands at the end of this column, where that is not plain.
    en: usize,
    shows_why: bool,
}

impl Columns {
    fn new(app: &App<'_>, width: usize) -> Self {
        let code = app.catalog().longest_code().min(CODE_COLUMNS);
        let text = width.saturating_sub(3 + code + 2 + 2 + 1);
        // Chinese says the same in less room.
        let zh = (text * 35 / 100).min(MOST_CHINESE_COLUMNS);
        Self { code, zh, en: text - zh, shows_why: width >= 44 }
    }

    /// The texts of a row, each with the column that it begins at. What they leave of their columns is blank.
    fn texts<'a>(&self, hit: Hit, entry: &Entry<'a>, marks: &'a Marks, look: &Look<'_>) -> [(usize, Line<'a>); 6] {
        let theme = look.skin.theme;
        let fields = entry.fields;
        let mark = if look.is_selected { theme.selected_mark } else { theme.mark };
        let fitted = |text, marks, base, columns| {
            Line::from(fit(Marked { text, marks, base, mark }, columns, theme.signs.ellipsis))
        };
        // Where the words themselves answer, their marks say so.
        let says_why = self.shows_why && hit.why != Why::Text;
        let why = if says_why { hit.why.tell(look.skin.lang) } else { "" };
        let zh_at = 3 + self.code + 2;
        let why_at = zh_at + self.zh + 2 + self.en - width(why).min(self.en);
        let end = if why.is_empty() { why_at } else { why_at.saturating_sub(2) };
        let en_at = match (fields.zh, fields.en) {
            ("", _) => zh_at,
            (_, "") => end + 2,
            _ => zh_at + self.zh + 2,
        };
        // Dim on reverse is hard to read in many terminals.
        let faint = if look.is_selected { Style::new() } else { theme.dim };
        [
            (1, Line::styled(if look.is_selected { theme.signs.pointer } else { "" }, theme.accent)),
            (2, Line::styled(if look.is_marked { "+" } else { "" }, theme.accent)),
            (3, fitted(fields.code, &marks.code, theme.strong, self.code)),
            (zh_at, fitted(fields.zh, &marks.zh, Style::new(), en_at.saturating_sub(zh_at + 2))),
            (en_at, fitted(fields.en, &marks.en, Style::new(), end.saturating_sub(en_at))),
            (why_at, Line::styled(why, faint)),
        ]
    }
}

/// How a row is to be shown.
struct Look<'a> {
    skin: &'a Skin,
    is_selected: bool,
    is_marked: bool,
}
