//! The prompt's row.
//!
//! ```text
//!  ❯ 签名过期▏                                                       3/104
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::skin::Skin;
use super::text::{head, tail, width};
use crate::app::App;

/// Draws the query and how many entries answer it; returns where the caret belongs.
pub(super) fn render(app: &App<'_>, skin: &Skin, area: Rect, buffer: &mut Buffer) -> Position {
    let signs = skin.theme.signs;
    let count = count(app, skin);
    let sign = format!(" {} ", signs.prompt);
    let columns = usize::from(area.width);
    // Where both don't fit, what is typed matters more than the count.
    let count_columns = if columns >= width(&sign) + width(&count) + 12 { width(&count) + 1 } else { 0 };
    let room = columns.saturating_sub(width(&sign) + count_columns + 1);

    let (before, after) = app.prompt().text().split_at(app.prompt().caret());
    let before = tail(before, room);
    let after = head(after, room - width(before));
    let query = Line::from(vec![
        Span::styled(sign.as_str(), skin.theme.accent),
        Span::styled(before, skin.theme.strong),
        Span::styled(after, skin.theme.strong),
    ]);
    query.render(area, buffer);
    if count_columns > 0 {
        let count = Line::styled(count + " ", skin.theme.dim).right_aligned();
        let start = area.right() - u16::try_from(count_columns).unwrap_or(area.width);
        count.render(Rect { x: start, width: area.right() - start, ..area }, buffer);
    }
    let caret = u16::try_from(width(&sign) + width(before)).unwrap_or(u16::MAX);
    Position::new(area.x.saturating_add(caret).min(area.right().saturating_sub(1)), area.y)
}

fn count(app: &App<'_>, skin: &Skin) -> String {
    let count = format!("{}/{}", app.visible().len(), app.catalog().len());
    let doing = match app.wanted() {
        _ if app.loading() => skin.words.loading,
        Some(_) => skin.words.searching,
        None => return count,
    };
    format!("{doing}{}  {count}", skin.theme.signs.ellipsis)
}
