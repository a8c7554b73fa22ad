//! The panels for copying: the choice of a form, and the report of a copy that failed.

use ratatui::text::{Line, Span};

use super::panel::Panel;
use super::skin::Skin;
use super::text::{Marked, fit, width, wrap};
use crate::app::{App, Scope};
use crate::catalog::Form;
use crate::clipboard::{Reason, Way};
use ratatui::style::Style;

/// The forms in which the entries of a scope can be copied, each shown for the first of them, in at most `columns`. The title
/// gives the number of entries, unless it is the selected one alone.
pub(super) fn forms<'a>(app: &App<'_>, (selected, scope): (usize, Scope), skin: &Skin, columns: usize) -> Panel<'a> {
    let entries = app.in_scope(scope);
    let names = Form::ALL.map(|form| form.name(skin.lang));
    let name_columns = names.into_iter().map(width).max().unwrap_or_default();
    let room = columns.saturating_sub(name_columns + 11).clamp(1, 60);
    let lines = Form::ALL.into_iter().zip(names).enumerate().map(|(position, (form, name))| {
        let text = entries.first().map_or_else(String::new, |&entry| form.of(entry));
        let text = Marked { text: &text, marks: &[], base: Style::new(), mark: Style::new() };
        let padding = " ".repeat(name_columns - width(name));
        let mut spans = vec![
            Span::styled(format!(" {} ", position + 1), skin.theme.strong),
            Span::styled(format!(" {name}{padding}  "), skin.theme.strong),
        ];
        let shown = fit(text, room, skin.theme.signs.ellipsis);
        spans.extend(shown.into_iter().map(|span| Span::styled(span.content.into_owned(), span.style)));
        let line = Line::from(spans);
        if position == selected { line.style(skin.theme.selected) } else { line }
    });
    let words = &skin.words.screen;
    let title = match scope {
        Scope::Chosen if app.marked().is_empty() => words.forms.into(),
        Scope::Chosen => format!("{} {} {}", words.forms, skin.theme.signs.dot, (words.marked)(entries.len())).into(),
        Scope::All => format!("{} {} {}", words.forms, skin.theme.signs.dot, (words.whole_list)(entries.len())).into(),
    };
    Panel { title, lines: lines.collect(), scroll: selected }
}

/// The text that could not be copied, to be copied by hand, and why each way failed; scrolled down by the lines that come with
/// `text`.
pub(super) fn not_copied<'a>(
    (text, scroll): (&'a str, usize),
    reasons: &'a [(Way, Reason)],
    skin: &Skin,
    columns: usize,
) -> Panel<'a> {
    let room = columns.saturating_sub(6).clamp(1, 76);
    // The text comes first, since a low screen shows only the first lines.
    let text = wrap(text, room).into_iter().map(|line| Line::styled(&text[line], skin.theme.strong));
    let by_hand = wrap(skin.words.screen.by_hand, room).into_iter();
    let by_hand = by_hand.map(|line| Line::styled(&skin.words.screen.by_hand[line], skin.theme.dim));
    let mut lines: Vec<_> = text.chain(by_hand).chain([Line::default()]).collect();
    for (way, reason) in reasons {
        lines.push(Line::styled(way.name(skin.lang), skin.theme.strong));
        let reason = reason.tell(skin.lang);
        let reason = wrap(&reason, room.saturating_sub(2)).into_iter().map(|line| format!("  {}", &reason[line]));
        lines.extend(reason.map(Line::from));
    }
    Panel { title: skin.words.screen.not_copied.into(), lines, scroll }
}
