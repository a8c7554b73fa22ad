//! The layout of the screen, and the events that clicks on it mean.
//!
//! ```text
//!  prompt                            prompt
//!  tabs                              tabs
//!  list           │ detail           list            from 100 columns on beside each other, else stacked, with what the
//!                 │                  ─────           list leaves free for the detail; with fewer than 12 rows there
//!                 │                  detail          is none
//!  footer                            footer
//! ```

use std::rc::Rc;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::keys::Keymap;
use super::list::{List, Rows};
use super::panel::{Shown, make_room};
use super::prompt::Prompt;
use super::skin::Skin;
use super::tabs::Tab;
use super::text::wrap;
use super::theme::Theme;
use super::{complaints, copying, detail, footer, help, lines, occurrences, recent, tabs};
use crate::app::{App, Event, Mode, Motion, Room};
use crate::mention;
use crate::search::{Marker, Reading, Why};

/// The smallest height with a detail pane, and the smallest width with it beside the list.
const DETAIL_ROWS: u16 = 12;
const DETAIL_BESIDE_COLUMNS: u16 = 100;

/// The smallest height of a detail pane under the list.
const DETAIL_LINES: u16 = 6;

/// The smallest and the largest width of a detail pane beside the list, and the width of the list from which on the pane grows.
const DETAIL_COLUMNS: (u16, u16) = (30, 64);
const LIST_COLUMNS: u16 = 60;

/// The column of the list at which a row's code begins.
const CODE_AT: u16 = 3;

/// The smallest height with an empty row below the tabs.
const ROOMY_ROWS: u16 = 30;

/// The state that outlives a frame: the scroll positions, and where everything was drawn.
pub struct View {
    theme: Theme,
    keys: Rc<Keymap>,
    prompt: Prompt,
    list: List,
    list_area: Rect,
    detail_area: Rect,
    rows: Vec<Option<usize>>,
    tabs_row: u16,
    tabs: Vec<Tab>,
    open: Option<Shown>,
    /// True if the cursor follows the selection.
    cursor_follows: bool,
    /// The target of the link in the detail; empty if there is none.
    address: String,
    /// The marker of the query that was drawn last, with that query and how it was read.
    marker: Option<(String, Reading, Marker)>,
}

/// The areas of the panels; empty for those without room.
#[derive(Clone, Copy, Debug, Default)]
struct Panes {
    prompt: Rect,
    tabs: Rect,
    list: Rect,
    /// The line between list and detail.
    rule: Rect,
    detail: Rect,
    footer: Rect,
}

impl Panes {
    fn new(area: Rect) -> Self {
        let row = |y, height| Rect { y: area.y + y, height, ..area };
        let (tabs, footer) = (u16::from(area.height > 3), u16::from(area.height > 2));
        let gap = u16::from(area.height >= ROOMY_ROWS);
        let head = (1 + tabs + gap).min(area.height);
        let body = row(head, area.height - head - footer);
        Self {
            prompt: row(0, area.height.min(1)),
            tabs: row(1.min(area.height), tabs),
            list: body,
            footer: row(area.height - footer, footer),
            ..Self::default()
        }
    }

    /// Divides the list's area between it and the detail. `needed` returns the lines that a list of this width needs, up to
    /// this height.
    fn divide(&mut self, area: Rect, needed: impl FnOnce(u16, u16) -> u16) {
        let body = self.list;
        if area.height < DETAIL_ROWS {
            return;
        }
        if area.width >= DETAIL_BESIDE_COLUMNS {
            let (least, greatest) = DETAIL_COLUMNS;
            let width = (area.width * 2 / 5).min(area.width - LIST_COLUMNS - 2).clamp(least, greatest);
            // A blank column keeps texts from touching the rule.
            let list = Rect { width: area.width - width - 2, ..body };
            self.list = list;
            self.rule = Rect { x: list.right() + 1, width: 1, ..body };
            self.detail = Rect { x: list.right() + 2, width, ..body };
        } else {
            let most = body.height - 1 - DETAIL_LINES.max(body.height * 2 / 5);
            let list = Rect { height: needed(body.width, most).clamp(1, most), ..body };
            self.list = list;
            self.rule = Rect { y: list.bottom(), height: 1, ..body };
            self.detail = Rect { y: list.bottom() + 1, height: body.height - list.height - 1, ..body };
        }
    }
}

impl View {
    /// A view with this theme; nothing is drawn yet.
    pub fn new(theme: Theme) -> Self {
        Self {
            theme,
            keys: Rc::default(),
            prompt: Prompt::default(),
            list: List::default(),
            list_area: Rect::default(),
            detail_area: Rect::default(),
            rows: Vec::new(),
            tabs_row: 0,
            tabs: Vec::new(),
            open: None,
            cursor_follows: false,
            address: String::new(),
            marker: None,
        }
    }

    /// The same view, with these keys, which its hints and its help page show.
    pub(super) fn with_keys(self, keys: Keymap) -> Self {
        Self { keys: Rc::new(keys), ..self }
    }

    /// The keys.
    pub(super) fn keys(&self) -> &Keymap {
        &self.keys
    }

    /// The same view, with the cursor on the selection or at the caret.
    #[must_use]
    pub fn with_cursor(self, follows: bool) -> Self {
        Self { cursor_follows: follows, ..self }
    }

    /// The target of the link in the last frame; empty if there is none.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// The position of the selection in the last frame, in the list or in the open panel.
    fn selection(&self, app: &App<'_>) -> Option<Position> {
        match (app.mode(), self.open) {
            (Mode::Forms(selected, _) | Mode::Recent(selected), Some(open)) => open.place_of(*selected),
            (Mode::Browse, _) => {
                let row = self.rows.iter().position(|hit| hit.is_some() && *hit == app.selected())?;
                let x = self.list_area.x + CODE_AT.min(self.list_area.width.saturating_sub(1));
                Some(Position::new(x, self.list_area.y + u16::try_from(row).ok()?))
            }
            _ => None,
        }
    }

    /// Draws the browser; returns the room that its panels had.
    pub fn render(&mut self, app: &App<'_>, frame: &mut Frame<'_>) -> Room {
        let area = frame.area();
        if area.is_empty() {
            return Room::default();
        }
        let skin = Skin::new(self.theme, app.lang(), Rc::clone(&self.keys));
        let mut panes = Panes::new(area);
        let mut marker = self.take_marker(app);
        let buffer = frame.buffer_mut();

        let caret = self.prompt.render(app, &skin, panes.prompt, buffer);
        self.tabs_row = panes.tabs.y;
        self.tabs = if panes.tabs.is_empty() { Vec::new() } else { tabs::render(app, &skin, panes.tabs, buffer) };
        let mut rows = area.height;
        if let Some(header) = occurrences::header(app, &skin, area.width.into()).filter(|_| panes.list.height > 4) {
            header.render(Rect { height: 1, ..panes.list }, buffer);
            panes.list = Rect { y: panes.list.y + 1, height: panes.list.height - 1, ..panes.list };
            // What it takes is not there for a detail.
            rows -= 1;
        }
        let remark = remark(app, &skin).filter(|_| panes.list.height > 3);
        let above = u16::from(remark.is_some());
        let mut body = None;
        if app.entry().is_some() {
            let lines = |rows: &Rows<'_>, most: u16| u16::try_from(rows.lines(most.into())).unwrap_or(most);
            panes.divide(Rect { height: rows, ..area }, |width, most| {
                let rows = Rows::new(app, skin.lang, width.into(), most.saturating_sub(above).into());
                let needed = lines(&rows, most - above) + above;
                body = Some(rows);
                needed
            });
        }
        if let Some(remark) = remark {
            remark.render(Rect { height: 1, ..panes.list }, buffer);
            panes.list = Rect { y: panes.list.y + above, height: panes.list.height - above, ..panes.list };
        }
        self.list_area = panes.list;
        let Rect { width, height, .. } = panes.list;
        let rows = body.unwrap_or_else(|| Rows::new(app, skin.lang, width.into(), height.into()));
        self.rows = self.list.render(&rows, &skin, &mut marker, (panes.list, buffer));
        if app.selected().is_none() && app.wanted().is_none() {
            nothing(app, &skin, Rect { width: area.width, ..panes.list }, buffer);
        }
        if app.entry().is_some() {
            rule(&skin, panes.rule, buffer);
        }
        self.detail_area = panes.detail;
        let detail = detail::render(app, &skin, &mut marker, (panes.detail, buffer));
        footer::render(app, &skin, panes.footer, buffer);
        self.open = open(app, &skin, area, buffer);
        self.marker = Some((app.prompt().text().to_owned(), app.results().reading.clone(), marker));
        let selection = if self.cursor_follows { self.selection(app) } else { None };
        frame.set_cursor_position(selection.unwrap_or(caret));
        let source = app.entry().and_then(|entry| entry.source).filter(|_| self.theme.links);
        self.address = source.map(|source| source.url.clone()).unwrap_or_default();
        Room { list: self.hits_shown().saturating_sub(1).max(1), detail, open: self.open.map(|open| open.hidden) }
    }

    /// The number of hits in the last frame.
    fn hits_shown(&self) -> usize {
        let mut shown: Vec<usize> = self.rows.iter().copied().flatten().collect();
        shown.dedup();
        shown.len()
    }

    /// The marker of the current query. It is made once per query, not once per frame, since making it takes longer than
    /// drawing.
    fn take_marker(&mut self, app: &App<'_>) -> Marker {
        let (query, reading) = (app.prompt().text(), &app.results().reading);
        match self.marker.take() {
            Some((known, as_read, marker)) if known == query && as_read == *reading => marker,
            _ => Marker::new(query, reading),
        }
    }

    /// The event for a click at a position on the screen, if there is one.
    pub(super) fn clicked(&self, at: Position) -> Option<Event> {
        // An open panel covers the rest.
        if let Some(open) = self.open {
            return open.line_at(at).map(Event::PickForm);
        }
        if at.y == self.tabs_row && !self.tabs.is_empty() {
            let (tab, _) = self.tabs.iter().find(|(_, columns)| columns.contains(&at.x))?;
            return Some(Event::PickTab(*tab));
        }
        if !self.list_area.contains(at) {
            return None;
        }
        self.rows.get(usize::from(at.y - self.list_area.y)).copied().flatten().map(Event::PickHit)
    }

    /// The event for a turn of the wheel at a position on the screen.
    pub(super) fn wheeled(&self, at: Position, down: bool) -> Event {
        if self.detail_area.contains(at) {
            return Event::Scroll(if down { 1 } else { -1 });
        }
        Event::Move(if down { Motion::Down } else { Motion::Up })
    }
}

/// A line on how the query was read, if not as it was typed.
fn remark<'a>(app: &'a App<'_>, skin: &Skin) -> Option<Line<'a>> {
    let hits = &app.results().hits;
    if hits.is_empty() {
        return None;
    }
    match &app.results().reading {
        // A frame without a code has nothing to look for.
        Reading::AsTyped if hits[0].why == Why::Code && app.listed_log().is_none() => match unlisted_codes(app) {
            codes if codes.is_empty() => None,
            codes => Some(Line::styled(format!(" {}", (skin.words.screen.unknown_code)(&codes)), skin.theme.dim)),
        },
        Reading::AsTyped => None,
        Reading::Corrected(spelling) => Some(Line::from(vec![
            Span::styled(format!(" {}", skin.words.screen.corrected), skin.theme.dim),
            Span::styled(spelling.as_str(), skin.theme.strong),
        ])),
        partly @ Reading::Partly { .. } => Some(Line::styled(format!(" {}", partly.tell(skin.lang)), skin.theme.dim)),
    }
}

/// Draws a message that nothing matches the query, and how to get back.
fn nothing(app: &App<'_>, skin: &Skin, area: Rect, buffer: &mut Buffer) {
    let words = &skin.words.screen;
    let hidden = app.results().count(None);
    let key = |name| skin.keys.key(name).unwrap_or_default();
    let is_empty = app.prompt().text().is_empty();
    let (what, way_back) = match (app.catalog().is_empty(), hidden) {
        (_, 0) if app.listed_log().is_some() && is_empty => {
            (skin.words.log.nothing.to_owned(), skin.words.log.looked_for.to_owned())
        }
        (_, 0) if app.listed_log().is_some() => ((skin.words.log.not_here)(key("table")), (words.clear)(key("escape"))),
        (true, _) => (words.empty_table.to_owned(), String::new()),
        (false, 0) => match unlisted_codes(app) {
            codes if codes.is_empty() => (words.nothing.to_owned(), (words.clear)(key("escape"))),
            codes => ((words.unknown_code)(&codes), (words.clear)(key("escape"))),
        },
        (false, hidden) => ((words.nothing_here)(hidden), (words.elsewhere)(key("next-subsystem"))),
    };
    let room = usize::from(area.width).saturating_sub(2);
    let ways = wrap(&way_back, room).into_iter().map(|line| Line::styled(&way_back[line], skin.theme.dim));
    let lines: Vec<Line<'_>> = std::iter::once(Line::styled(what, skin.theme.strong)).chain(ways).collect();
    let top = area.y + area.height.saturating_sub(2) / 3;
    for (line, row) in lines.into_iter().zip(Rect { y: top, height: area.bottom() - top, ..area }.rows()) {
        line.centered().render(row, buffer);
    }
}

/// The codes in the query that no table lists, separated by spaces. Beside hits a number must have its sign to be one.
fn unlisted_codes(app: &App<'_>) -> String {
    let has_hits = !app.results().hits.is_empty();
    let mut codes = mention::unlisted_in_query(app.prompt().text(), app.catalog());
    codes.retain(|code| !has_hits || code.starts_with('-'));
    codes.join(" ")
}

fn rule(skin: &Skin, area: Rect, buffer: &mut Buffer) {
    let sign = if area.width > 1 { skin.theme.signs.across } else { skin.theme.signs.down };
    for position in area.positions() {
        buffer[position].set_symbol(sign).set_style(skin.theme.dim);
    }
}

/// Draws the open panel, if there is one.
fn open(app: &App<'_>, skin: &Skin, area: Rect, buffer: &mut Buffer) -> Option<Shown> {
    let columns = usize::from(area.width);
    // The prompt and the footer stay in view.
    let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let panel = match app.mode() {
        Mode::Browse => return None,
        Mode::Help(scroll) => help::panel(skin, *scroll, columns),
        Mode::Forms(selected, scope) => copying::forms(app, (*selected, *scope), skin, columns),
        Mode::Recent(selected) => recent::panel(app, *selected, skin, columns),
        Mode::Complaints(scroll) => complaints::panel(app, *scroll, skin, columns),
        Mode::Lines(selected) => lines::panel(app, *selected, skin, (columns, inner.height.into())),
        Mode::NotCopied { text, reasons, scroll } => copying::not_copied((text, *scroll), reasons, skin, columns),
    };
    if matches!(app.mode(), Mode::Help(_)) {
        // The help page is read by itself, without the screen around it.
        make_room(inner, buffer);
    }
    panel.render(skin, inner, buffer)
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::app::Start;
    use crate::app::results::Results;
    use crate::catalog::Catalog;
    use crate::search::Search;

    #[test]
    fn a_click_means_what_is_on_top() {
        let catalog = Catalog::embedded();
        let query = "-96".to_owned();
        let mut app = App::new(&catalog, &Start { query: query.clone(), ..Start::default() });
        let results = Results::new(&catalog, Search::new(&catalog).run(&query));
        app.update(Event::Found { query, results });
        let mut view = View::new(Theme::new(true, false));
        let mut terminal = Terminal::new(TestBackend::new(80, 14)).expect("a backend in memory");
        let cases = [
            // the event that opens a panel, the position of the click, the event that it means
            (Event::Redraw, (3, 1), "Some(PickTab(None))"),
            (Event::Redraw, (3, 3), "Some(PickHit(0))"),
            (Event::Redraw, (3, 9), "None"),
            (Event::AskForm, (3, 1), "None"),
            (Event::AskForm, (3, 4), "Some(PickForm(0))"),
            (Event::AskForm, (3, 8), "Some(PickForm(4))"),
            (Event::AskForm, (3, 9), "None"),
        ];
        for (event, (x, y), expected) in cases {
            app.update(Event::Escape);
            app.update(event.clone());
            let render = |frame: &mut Frame<'_>| {
                view.render(&app, frame);
            };
            terminal.draw(render).expect("a backend in memory");
            assert_eq!(format!("{:?}", view.clicked(Position::new(x, y))), expected, "{x}, {y} after {event:?}");
        }
    }
}
