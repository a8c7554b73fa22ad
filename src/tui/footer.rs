//! The last row: a notice about the last event, or else the most useful keys.
//!
//! ```text
//!  Enter copy -96   ^Y copy line   Tab subsystem   F1 help
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::skin::Skin;
use super::text::{Marked, fit, width};
use super::theme::Theme;
use crate::app::{App, Mode, Notice, Unedited};
use crate::catalog::printable;
use crate::clipboard::Outcome;

/// The columns between two hints.
const GAP: usize = 3;

/// Draws the notice, or as many hints as fit.
pub(super) fn render(app: &App<'_>, skin: &Skin, area: Rect, buffer: &mut Buffer) {
    let columns = usize::from(area.width);
    match app.notice() {
        Some(notice) => {
            let (sign, style) = look(notice, skin.theme);
            let text = format!(" {sign} {} ", tell(notice, app, skin));
            let text = Marked { text: &text, marks: &[], base: style, mark: style };
            Line::from(fit(text, columns, skin.theme.signs.ellipsis)).render(area, buffer);
        }
        None => hints(app, skin, columns).render(area, buffer),
    }
}

/// The sign before a notice, and its style. Success, uncertainty and failure look different even without colours.
fn look(notice: &Notice, theme: Theme) -> (&'static str, Style) {
    match notice {
        Notice::Answered { outcome: Outcome::Copied(_), .. } | Notice::Opened(_) => (theme.signs.done, theme.strong),
        Notice::Answered { outcome: Outcome::Sent(..), .. } => (theme.signs.about, Style::new()),
        Notice::Answered { outcome: Outcome::Failed(_), .. }
        | Notice::NotEdited(_)
        | Notice::Cut
        | Notice::Complaints => (theme.signs.wrong, theme.warning),
        Notice::Mouse(_) | Notice::NoMouse | Notice::NoPage | Notice::Order(_) | Notice::ReadAgain => {
            (theme.signs.dot, theme.strong)
        }
    }
}

/// The text of a notice. The copied text comes last, since the reader knows it best and it may be too long for the row.
fn tell(notice: &Notice, app: &App<'_>, skin: &Skin) -> String {
    let words = &skin.words.screen;
    let dot = skin.theme.signs.dot;
    match notice {
        Notice::Answered { text, outcome } => {
            // Several codes are copied as several lines.
            let text = printable(text);
            match outcome {
                Outcome::Copied(way) => format!("{} {dot} {}  {text}", words.copied, way.reach(skin.lang)),
                Outcome::Sent(way, _) => {
                    let advice = outcome.advice(skin.lang);
                    format!("{} {dot} {} {dot} {advice}  {text}", words.sent, way.name(skin.lang))
                }
                Outcome::Failed(_) => format!("{}  {text}", words.not_copied),
            }
        }
        Notice::Opened(page) => (words.opened)(page),
        Notice::NotEdited(reason) => not_edited(reason, skin),
        Notice::NoPage => words.no_page.to_owned(),
        Notice::ReadAgain => words.read_again.to_owned(),
        Notice::Cut => words.cut.to_owned(),
        Notice::Complaints => {
            let (count, first) = (app.complaints().len(), app.complaints().first().map_or("", String::as_str));
            (words.complaint)(skin.keys.key("complaints").unwrap_or_default(), count, first)
        }
        Notice::Mouse(true) => (words.mouse_on)(skin.keys.key("mouse").unwrap_or_default()),
        Notice::Order(order) => super::occurrences::order(*order, skin).to_owned(),
        Notice::NoMouse => words.no_mouse.to_owned(),
        Notice::Mouse(false) => words.mouse_off.to_owned(),
    }
}

/// Why a line of a log was not opened in an editor, and what would help.
fn not_edited(reason: &Unedited, skin: &Skin) -> String {
    let words = &skin.words.log;
    match reason {
        Unedited::Piped => words.piped.to_owned(),
        Unedited::Packed(name) => (words.packed)(name),
        Unedited::Moved(name) => (words.moved_away)(name),
        Unedited::NoEditor => words.no_editor.to_owned(),
        Unedited::Missing(name) => (words.no_such_editor)(name),
        Unedited::Failed(name, None) => (words.editor_failed)(name, words.signal),
        Unedited::Failed(name, Some(status)) => (words.editor_failed)(name, &(words.status)(*status)),
    }
}

/// A key and its action. If not all fit, those with the lowest rank are shown.
struct Hint {
    name: &'static str,
    does: String,
    rank: u8,
}

fn hint(rank: u8, name: &'static str, does: impl Into<String>) -> Hint {
    Hint { name, does: does.into(), rank }
}

/// The most useful keys at this moment, in an order that does not depend on which of them fit.
fn hints(app: &App<'_>, skin: &Skin, columns: usize) -> Line<'static> {
    let words = &skin.words.screen;
    let hints = match app.mode() {
        Mode::Browse => browsing(app, skin),
        Mode::Help(_) | Mode::Complaints(_) | Mode::NotCopied { .. } => {
            vec![hint(1, "down", words.scroll), hint(0, "escape", words.close)]
        }
        Mode::Forms(..) => vec![
            hint(0, "copy", words.copy),
            hint(3, "down", words.select),
            hint(2, "next-subsystem", words.other_scope),
            hint(1, "escape", words.close),
        ],
        Mode::Lines(_) => vec![
            hint(0, "copy", skin.words.log.copy_line),
            hint(2, "editor", skin.words.log.editor),
            hint(3, "down", words.select),
            hint(1, "escape", words.close),
        ],
        Mode::Recent(_) => {
            vec![hint(0, "copy", words.choose), hint(2, "down", words.select), hint(1, "escape", words.close)]
        }
    };
    let mut texts: Vec<(u8, String, String)> = hints
        .into_iter()
        .filter_map(|Hint { name, does, rank }| match (name, skin.keys.key("up")) {
            ("down", Some(up)) => Some((rank, format!("{up} {}", skin.keys.key(name)?), does)),
            _ => Some((rank, skin.keys.key(name)?.to_owned(), does)),
        })
        .collect();
    let columns_of = |(_, key, does): &(u8, String, String)| width(key) + 1 + width(does) + GAP;
    while texts.iter().map(columns_of).sum::<usize>() > columns + GAP - 1 {
        let Some(last) = texts.iter().map(|(rank, ..)| *rank).max() else { break };
        texts.retain(|(rank, ..)| *rank != last);
    }
    let spans = texts.into_iter().flat_map(|(_, key, does)| {
        [Span::styled(key, skin.theme.strong), Span::styled(format!(" {does}   "), skin.theme.dim)]
    });
    std::iter::once(Span::raw(" ")).chain(spans).collect()
}

/// The most useful keys in the list.
fn browsing(app: &App<'_>, skin: &Skin) -> Vec<Hint> {
    let words = &skin.words.screen;
    let mut hints = Vec::new();
    if let Some(entry) = app.entry() {
        let accept = if app.choosing() { words.choose } else { words.copy };
        let what = match app.marked().len() {
            0 => entry.code().to_owned(),
            count => (words.marked)(count),
        };
        hints.push(hint(0, "copy", format!("{accept} {what}")));
        hints.push(hint(4, "copy-line", words.copy_line));
        if !app.related(entry.id).is_empty() {
            hints.push(hint(6, "related", words.see_also));
        }
        if entry.source.is_some_and(|source| !source.url.is_empty()) {
            hints.push(hint(7, "open-page", words.page));
        }
        hints.push(hint(9, "copy-as", words.other_form));
    }
    if let Some(watch) = app.watch() {
        let log = &skin.words.log;
        if app.known_lines() > 0 {
            hints.push(hint(3, "lines", log.open_lines));
        }
        hints.push(hint(4, "table", if watch.shows_all { log.back } else { log.table }));
        hints.push(hint(7, "order", log.order));
    }
    // Useful if several subsystems have hits, or if the chosen one has none and another has.
    let has_others = app.results().groups.len() > 1 || (app.entry().is_none() && !app.results().groups.is_empty());
    if has_others {
        hints.push(hint(5, "next-subsystem", words.tab));
    }
    if app.has_trail() {
        hints.push(hint(3, "back", words.back));
    }
    let is_empty = app.prompt().text().is_empty();
    if is_empty && !app.recent().is_empty() {
        hints.push(hint(8, "recent", words.used_lately));
    }
    hints.push(hint(1, "help", words.help));
    hints.push(hint(2, "escape", if is_empty { words.quit } else { words.clear_query }));
    hints
}
