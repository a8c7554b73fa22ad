//! The lines of a log that mention a code, the lines around the selected one with it.
//!
//! ```text
//! ╭─ -96 - line 12 of 12 ───────────────────────────────╮
//! │   11  app.log:9871   2016-05-12 10:22:31 ret=-96     │
//! │       │              GET /a.jpg                      │
//! │   12  app.log:9912   2016-05-12 10:22:35 ret=-96     │
//! ╰──────────────────────────────────────────────────────╯
//! ```

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::occurrences;
use super::panel::Panel;
use super::skin::Skin;
use super::text::{Marked, fit_with_key, width};
use crate::app::App;
use crate::log::{Log, LogLine, Wanted};

/// The lines, the one at `selected` of all in reverse, in a panel of this size at most.
pub(super) fn panel<'a>(app: &App<'_>, selected: usize, skin: &Skin, (columns, rows): (usize, usize)) -> Panel<'a> {
    let (wanted, excerpt) = app.excerpt();
    let Some(watch) = app.watch() else { return Panel { title: "".into(), lines: Vec::new(), scroll: 0 } };
    let here = wanted.around.map(|(place, _)| place);
    let at = wanted.places.iter().position(|(_, place)| Some(*place) == here).unwrap_or_default();
    let numbers = wanted.places.iter().map(|(number, _)| number.to_string().len()).max().unwrap_or_default();
    let names = places(&watch.log, wanted, columns / 3, skin);
    let name_columns = names.iter().map(|name| width(name)).max().unwrap_or_default();
    let room = columns.saturating_sub(numbers + name_columns + 8).max(8);
    let around = |text: &String| {
        let line = LogLine { text: text.clone(), marks: Vec::new() };
        let head = format!("{}  {}", " ".repeat(numbers), pad(skin.theme.signs.down, name_columns));
        line_of(&head, Some(&line), room, (skin.theme.dim, skin.theme.dim), skin)
    };
    let mut lines = Vec::new();
    let mut top = 0;
    for (row, ((number, _), name)) in wanted.places.iter().zip(&names).enumerate() {
        let head = format!("{number:>numbers$}  {}", pad(name, name_columns));
        let line = excerpt.lines.get(row).and_then(Option::as_ref);
        if row == at {
            lines.extend(excerpt.before.iter().map(around));
            top = lines.len();
            let line = line_of(&head, line, room, (Style::new(), Style::new()), skin);
            lines.push(line.style(skin.theme.selected));
            lines.extend(excerpt.after.iter().map(around));
        } else {
            lines.push(line_of(&head, line, room, (skin.theme.dim, Style::new()), skin));
        }
    }
    // The same size whichever line is selected: nothing jumps when the next one is.
    let most = wanted.places.len() + wanted.around.map_or(0, |(_, count)| 2 * count);
    lines.resize(lines.len().max(most.min(rows.saturating_sub(2))), Line::default());
    if let Some(line) = lines.first_mut() {
        line.push_span(" ".repeat(columns.saturating_sub(4 + line.width())));
    }
    // The selected line stands in the middle.
    let scroll = top.saturating_sub(rows.saturating_sub(2) / 2);
    // Of very many lines those in the middle are not kept: the line's own number counts, not its place among the kept.
    let number = wanted.places.get(at).map_or(selected as u64 + 1, |(number, _)| *number);
    let all = watch.position_of(app).map_or(0, |position| watch.log.lines(position));
    Panel { title: (skin.words.log.lines_of)(&wanted.code, number, all).into(), lines, scroll }
}

/// What stands before a line, and as much of it as fits.
fn line_of<'a>(head: &str, line: Option<&LogLine>, room: usize, styles: (Style, Style), skin: &Skin) -> Line<'a> {
    let mut spans = vec![Span::styled(format!("{head}  "), styles.0)];
    match line {
        Some(line) => spans.extend(shown(line, room, styles.1, skin)),
        None => spans.push(Span::styled(skin.words.log.gone_line, skin.theme.dim)),
    }
    Line::from(spans)
}

/// Where each line stands, in at most so many columns. The number comes last, and is always shown: of names that are too
/// long the folders go, and then the beginning.
fn places(log: &Log, wanted: &Wanted, columns: usize, skin: &Skin) -> Vec<String> {
    let mut places: Vec<String> =
        wanted.places.iter().map(|(_, place)| occurrences::place(log, *place, skin)).collect();
    if places.iter().any(|place| width(place) > columns) {
        for place in &mut places {
            *place = occurrences::end_of(occurrences::without_folders(place), columns, skin);
        }
    }
    places
}

/// As much of a line as fits, its codes marked and the first of them in view.
pub(super) fn shown<'a>(line: &LogLine, room: usize, base: Style, skin: &Skin) -> Vec<Span<'a>> {
    let text = Marked { text: &line.text, marks: &line.marks, base, mark: skin.theme.mark };
    let spans = fit_with_key(text, room, skin.theme.signs.ellipsis).into_iter();
    spans.map(|span| Span::styled(span.content.into_owned(), span.style)).collect()
}

fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}
