//! A panel over the screen: a frame with a title, and lines that may scroll.
//!
//! ```text
//! ╭─ Copy as ──────────────╮
//! │ 1  code     -96        │
//! ╰────────────────────────╯
//! ```

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::skin::Skin;
use super::text::{head, width};

/// A framed text over the middle of the screen.
pub(super) struct Panel<'a> {
    pub(super) title: Cow<'a, str>,
    pub(super) lines: Vec<Line<'a>>,
    /// The lines by which the text is scrolled down, if it has so many.
    pub(super) scroll: usize,
}

/// The part of a panel's text that was drawn, and its position.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    area: Rect,
    /// The lines by which the text is scrolled down.
    scroll: usize,
    /// The most lines by which it can be scrolled.
    pub(super) hidden: usize,
}

impl Shown {
    /// The position on the screen at which a line of the text begins, if it is visible.
    pub(super) fn place_of(&self, line: usize) -> Option<Position> {
        let below = u16::try_from(line.checked_sub(self.scroll)?).ok()?;
        (below < self.area.height).then(|| Position::new(self.area.x, self.area.y + below))
    }

    /// The line of the text at a position on the screen.
    pub(super) fn line_at(&self, at: Position) -> Option<usize> {
        self.area.contains(at).then(|| self.scroll + usize::from(at.y - self.area.y))
    }
}

impl Panel<'_> {
    /// Draws the panel as small as its text allows; `None` if there is no room for a line.
    pub(super) fn render(self, skin: &Skin, area: Rect, buffer: &mut Buffer) -> Option<Shown> {
        let widest = self.lines.iter().map(Line::width).max().unwrap_or_default().max(width(&self.title) + 4);
        let frame = centred(area, widest + 4, self.lines.len() + 2);
        if frame.width < 5 || frame.height < 3 {
            return None;
        }
        let margin = Rect { x: frame.x.saturating_sub(1), width: frame.width + 2, ..frame };
        make_room(margin.intersection(area), buffer);
        draw_frame(&self.title, skin, frame, buffer);
        let inner = Rect { x: frame.x + 2, y: frame.y + 1, width: frame.width - 4, height: frame.height - 2 };
        let hidden = self.lines.len().saturating_sub(inner.height.into());
        let scroll = self.scroll.min(hidden);
        for (line, row) in self.lines.into_iter().skip(scroll).zip(inner.rows()) {
            line.render(row, buffer);
        }
        let signs = skin.theme.signs;
        if scroll > 0 {
            buffer.set_string(frame.right() - 2, frame.y, signs.above, skin.theme.strong);
        }
        if scroll < hidden {
            buffer.set_string(frame.right() - 2, frame.bottom() - 1, signs.below, skin.theme.strong);
        }
        Some(Shown { area: inner, scroll, hidden })
    }
}

/// A rectangle of this size, or as much of it as there is room for, in the middle of `area`.
fn centred(area: Rect, columns: usize, rows: usize) -> Rect {
    let width = u16::try_from(columns).unwrap_or(u16::MAX).min(area.width);
    let height = u16::try_from(rows).unwrap_or(u16::MAX).min(area.height);
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    Rect { x, y, width, height }
}

/// Clears `place`. A wide character that reaches into it from the left is cleared too, so that no half of it remains.
pub(super) fn make_room(place: Rect, buffer: &mut Buffer) {
    Clear.render(place, buffer);
    if let Some(x) = place.x.checked_sub(1) {
        for y in place.top()..place.bottom() {
            let cell = &mut buffer[(x, y)];
            if width(cell.symbol()) > 1 {
                cell.set_symbol(" ");
            }
        }
    }
}

fn draw_frame(title: &str, skin: &Skin, frame: Rect, buffer: &mut Buffer) {
    let theme = skin.theme;
    let [top_left, top_right, bottom_right, bottom_left] = theme.signs.corners;
    let across = |columns| Span::styled(theme.signs.across.repeat(columns), theme.dim);
    let corner = |sign| Span::styled(sign, theme.dim);
    let columns = usize::from(frame.width) - 2;
    let title = Span::styled(format!(" {} ", head(title, columns.saturating_sub(4))), theme.strong);
    let rest = columns.saturating_sub(1 + title.width());
    let top = Line::from(vec![corner(top_left), across(1), title, across(rest), corner(top_right)]);
    let bottom = Line::from(vec![corner(bottom_left), across(columns), corner(bottom_right)]);
    let last = frame.bottom() - 1;
    top.render(Rect { height: 1, ..frame }, buffer);
    bottom.render(Rect { y: last, height: 1, ..frame }, buffer);
    for y in frame.y + 1..last {
        buffer.set_string(frame.x, y, theme.signs.down, theme.dim);
        buffer.set_string(frame.right() - 1, y, theme.signs.down, theme.dim);
    }
}
