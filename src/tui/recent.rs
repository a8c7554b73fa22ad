//! The panel of recent copies and searches.
//!
//! ```text
//! ╭─ Recent ───────────────────────────────╮
//! │ -96      Signature expired       5 min │
//! │ 签名过期                            2 h │
//! ╰────────────────────────────────────────╯
//! ```

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::panel::Panel;
use super::skin::Skin;
use super::text::{Marked, fit, width};
use crate::app::App;
use crate::app::recent::{Recent, What};

/// The widest text of a row, in columns.
const TEXT_COLUMNS: usize = 60;

/// The list, with the item at `selected` reversed, in at most `columns`.
pub(super) fn panel<'a>(app: &App<'_>, selected: usize, skin: &Skin, columns: usize) -> Panel<'a> {
    let recent = app.recent();
    let whens: Vec<String> = recent.iter().map(|recent| age(app.now().saturating_sub(recent.at), skin)).collect();
    let when_columns = whens.iter().map(|when| width(when)).max().unwrap_or_default();
    let texts: Vec<String> = recent.iter().map(|recent| text(app, recent, skin)).collect();
    let most = columns.saturating_sub(when_columns + 8).clamp(1, TEXT_COLUMNS);
    let text_columns = texts.iter().map(|text| width(text)).max().unwrap_or_default().min(most);
    let lines = texts.iter().zip(&whens).enumerate().map(|(position, (text, when))| {
        let text = Marked { text, marks: &[], base: Style::new(), mark: Style::new() };
        let mut spans: Vec<Span<'_>> = fit(text, text_columns, skin.theme.signs.ellipsis)
            .into_iter()
            .map(|span| Span::styled(span.content.into_owned(), span.style))
            .collect();
        let used: usize = spans.iter().map(Span::width).sum();
        let gap = text_columns.saturating_sub(used) + 2 + when_columns - width(when);
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(when.clone(), if position == selected { Style::new() } else { skin.theme.dim }));
        let line = Line::from(spans);
        if position == selected { line.style(skin.theme.selected) } else { line }
    });
    Panel { title: skin.words.screen.recent.into(), lines: lines.collect(), scroll: selected }
}

/// The text of a query, or a code with its meaning.
fn text(app: &App<'_>, recent: &Recent, skin: &Skin) -> String {
    match &recent.what {
        What::Query(query) => query.clone(),
        What::Code(code) => match app.catalog().find(code) {
            [] => code.clone(),
            [entry, ..] => {
                let fields = app.catalog().entry(*entry).fields;
                format!("{code}  {}", skin.lang.prefer(fields.zh, fields.en))
            }
        },
    }
}

/// The age of an item, in the largest unit that it fills.
fn age(seconds: u64, skin: &Skin) -> String {
    let words = &skin.words.screen;
    match seconds {
        0..60 => words.now.to_owned(),
        60..3_600 => (words.minutes)(seconds / 60),
        3_600..86_400 => (words.hours)(seconds / 3_600),
        _ => (words.days)(seconds / 86_400),
    }
}
