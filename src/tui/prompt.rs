//! The prompt's row.
//!
//! ```text
//!  ❯ 签名过期▏                                                       3/104
//!  ❯ a number, words, pinyin, or a line of a log                   104/104
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::skin::Skin;
use super::text::{head, tail, width};
use crate::app::App;

/// The columns of text that stay visible on either side of the caret, unless the row is too narrow.
const OUTLOOK: usize = 4;

/// The scroll position of a query that is longer than its row.
#[derive(Debug, Default)]
pub(super) struct Prompt {
    /// The column of the text that is first in the row.
    left: usize,
}

impl Prompt {
    /// Draws the query and the number of hits; returns the position of the caret.
    pub(super) fn render(&mut self, app: &App<'_>, skin: &Skin, area: Rect, buffer: &mut Buffer) -> Position {
        let signs = skin.theme.signs;
        let count = count(app, skin);
        let sign = format!(" {} ", signs.prompt);
        let columns = usize::from(area.width);
        // If both don't fit, the typed text matters more than the count.
        let count_columns = if columns >= width(&sign) + width(&count) + 12 { width(&count) + 1 } else { 0 };
        let room = columns.saturating_sub(width(&sign) + count_columns + 1);

        let (before, after) = app.prompt().text().split_at(app.prompt().caret());
        let [before, after] = self.shown(before, after, room, signs.ellipsis);
        let query = Line::from(vec![
            Span::styled(sign.as_str(), skin.theme.strong),
            Span::styled(before.as_str(), skin.theme.strong),
            Span::styled(after, skin.theme.strong),
        ]);
        query.render(area, buffer);
        if app.prompt().text().is_empty() && app.marked().is_empty() {
            let invitations = [skin.words.screen.invitation, skin.words.screen.short_invitation];
            let invitation = invitations.into_iter().find(|text| width(text) <= room).unwrap_or_default();
            let start = u16::try_from(width(&sign)).unwrap_or(area.width).min(area.width);
            let place = Rect { x: area.x + start, width: area.width - start, ..area };
            Line::styled(invitation, skin.theme.dim).render(place, buffer);
        }
        if count_columns > 0 {
            let count = Line::styled(count + " ", skin.theme.dim).right_aligned();
            let start = area.right() - u16::try_from(count_columns).unwrap_or(area.width);
            count.render(Rect { x: start, width: area.right() - start, ..area }, buffer);
        }
        let caret = u16::try_from(width(&sign) + width(&before)).unwrap_or(u16::MAX);
        Position::new(area.x.saturating_add(caret).min(area.right().saturating_sub(1)), area.y)
    }

    /// The visible text before and after the caret in `room` columns, scrolled as little as needed, with an ellipsis at each
    /// end where text is hidden.
    fn shown(&mut self, before: &str, after: &str, room: usize, ellipsis: &str) -> [String; 2] {
        let (caret, whole) = (width(before), width(before) + width(after));
        let outlook = OUTLOOK.min(room / 3);
        // Far enough left for the text before the caret, and far enough right for the text after it.
        self.left = self.left.min(caret.saturating_sub(outlook)).max((caret + outlook).min(whole).saturating_sub(room));
        self.left = self.left.min(whole.saturating_sub(room));

        let left = caret - self.left;
        let before = match self.left {
            0 => before.to_owned(),
            _ => ellipsis.to_owned() + tail(before, left.saturating_sub(width(ellipsis))),
        };
        let right = room.saturating_sub(width(&before));
        if width(after) <= right {
            return [before, after.to_owned()];
        }
        [before, head(after, right.saturating_sub(width(ellipsis))).to_owned() + ellipsis]
    }
}

fn count(app: &App<'_>, skin: &Skin) -> String {
    let count = match app.marked().len() {
        0 => format!("{}/{}", app.visible().len(), app.total()),
        marked => {
            let marked = (skin.words.screen.marked)(marked);
            format!("{marked} {} {}/{}", skin.theme.signs.dot, app.visible().len(), app.total())
        }
    };
    let doing = match app.wanted() {
        Some(_) => skin.words.screen.searching,
        None => return count,
    };
    format!("{doing}{}  {count}", skin.theme.signs.ellipsis)
}

#[cfg(test)]
mod tests {
    use super::Prompt;

    #[test]
    fn a_long_query_scrolls_only_where_the_caret_would_leave_what_is_shown() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        let mut prompt = Prompt::default();
        // `|` is the caret; nothing is scrolled between two rows whose letters stand alike.
        for (caret, shown) in [
            (26, "…pqrstuvwxyz|"),
            (25, "…pqrstuvwxy|z"),
            (18, "…pqr|stuvwxyz"),
            (17, "…opq|rstuvwx…"),
            (20, "…opqrst|uvwx…"),
            (22, "…pqrstuv|wxyz"),
            (4, "abcd|efghijk…"),
            (1, "a|bcdefghijk…"),
            (8, "abcdefgh|ijk…"),
            (9, "…cdefghi|jkl…"),
        ] {
            let (before, after) = text.split_at(caret);
            assert_eq!(prompt.shown(before, after, 12, "…").join("|"), shown, "the caret behind {before}");
        }
    }

    #[test]
    fn what_is_shown_of_a_query_is_never_too_wide() {
        let text = "图片 image 签名-过期 e\u{301}";
        for room in 3..30 {
            let mut prompt = Prompt::default();
            for caret in text.char_indices().map(|(at, _)| at).chain([text.len()]).rev() {
                let (before, after) = text.split_at(caret);
                let shown = prompt.shown(before, after, room, "…");
                assert!(super::width(&shown.concat()) <= room, "{shown:?} in {room}");
            }
        }
        assert_eq!(Prompt::default().shown("签名", "过期", 8, "…"), ["签名", "过期"]);
    }
}
