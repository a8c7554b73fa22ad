//! The last row: what just happened, else the keys that help here.
//!
//! ```text
//!  Enter copy -96   ^Y copy line   Tab subsystem   F1 help
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::skin::Skin;
use super::text::{Marked, fit, width};
use crate::app::{App, Mode, Notice};
use crate::clipboard::Outcome;

/// Draws the notice, or as many hints as fit.
pub(super) fn render(app: &App<'_>, skin: &Skin, area: Rect, buffer: &mut Buffer) {
    let columns = usize::from(area.width);
    match app.notice() {
        Some(notice) => {
            let text = format!(" {}", tell(notice, skin));
            // What is certain has the accent; what can't be confirmed must not look alike.
            let is_sent = matches!(notice, Notice::Answered { outcome: Outcome::Sent(..), .. });
            let style = if is_sent { skin.theme.strong } else { skin.theme.accent };
            let text = Marked { text: &text, marks: &[], base: style, mark: style };
            Line::from(fit(text, columns, skin.theme.signs.ellipsis)).render(area, buffer);
        }
        None => hints(app, skin, columns).render(area, buffer),
    }
}

/// A notice in words. The copied text comes last, for the reader knows it best and it may be too long for the row.
fn tell(notice: &Notice, skin: &Skin) -> String {
    let words = &skin.words.screen;
    let dot = skin.theme.signs.dot;
    match notice {
        Notice::Answered { text, outcome } => match outcome {
            Outcome::Copied(way) => format!("{} {dot} {}  {text}", words.copied, way.reach(skin.lang)),
            Outcome::Sent(way, _) => {
                let advice = outcome.advice(skin.lang);
                format!("{} {dot} {} {dot} {advice}  {text}", words.sent, way.name(skin.lang))
            }
            Outcome::Failed(_) => format!("{}  {text}", words.not_copied),
        },
        Notice::Cut => words.cut.to_owned(),
        Notice::Mistake(what) => what.clone(),
        Notice::Mouse(true) => (words.mouse_on)(skin.keys.key("mouse").unwrap_or_default()),
        Notice::NoMouse => words.no_mouse.to_owned(),
        Notice::Mouse(false) => words.mouse_off.to_owned(),
    }
}

/// Keys with what they do, the most useful first, as many as fit.
fn hints(app: &App<'_>, skin: &Skin, columns: usize) -> Line<'static> {
    let words = &skin.words.screen;
    let mut hints: Vec<(String, String)> = Vec::new();
    let mut hint = |name, does: &str| hints.extend(skin.keys.key(name).map(|key| (key.to_owned(), does.to_owned())));
    if *app.mode() == Mode::Browse {
        if let Some(entry) = app.entry() {
            let accept = if app.choosing() { words.choose } else { words.copy };
            hint("copy", &format!("{accept} {}", entry.code()));
            hint("copy-line", words.copy_line);
        }
        hint("next-subsystem", words.tab);
        if app.has_trail() {
            hint("back", words.back);
        }
        hint("help", words.help);
        hint("escape", if app.prompt().text().is_empty() { words.quit } else { words.clear_query });
    } else {
        match app.mode() {
            Mode::Forms(..) => {
                hint("copy", words.copy);
                hint("escape", words.close);
                hint("next-subsystem", words.other_scope);
            }
            Mode::Recent(_) => {
                hint("copy", words.choose);
                hint("escape", words.close);
            }
            _ => hint("escape", words.close),
        }
    }
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    for (key, does) in hints {
        let needed = width(&key) + 1 + width(&does);
        if used + needed > columns {
            break;
        }
        used += needed + 3;
        spans.extend([Span::styled(key, skin.theme.strong), Span::styled(format!(" {does}   "), skin.theme.dim)]);
    }
    Line::from(spans)
}
