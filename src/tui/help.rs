//! The help page: all keys, from the table that dispatches them, and what a query may say.

use ratatui::text::{Line, Span};

use super::keys::{SECTIONS, Section, Text};
use super::panel::Panel;
use super::skin::Skin;
use super::text::wrap;

/// What a query may say beyond words, with what it means.
const OPERATORS: [(&str, Text); 7] = [
    ("-97  97  code=-97", |keys| keys.any_code),
    ("qianming gq", |keys| keys.any_pinyin),
    ("'word", |keys| keys.exactly),
    ("^word", |keys| keys.at_start),
    ("word$", |keys| keys.at_end),
    ("!word", |keys| keys.without),
    ("@proxy", |keys| keys.only_here),
];

/// Columns of keys, and of what they do, in one of the two halves of a wide page.
const KEY_COLUMNS: usize = 24;
const HALF_COLUMNS: usize = 54;

/// The least columns for what keys do beside them.
const DOES_COLUMNS: usize = 10;

/// The page, in two halves beside each other where `columns` allow it.
pub(super) fn panel(skin: &Skin, scroll: usize, columns: usize) -> Panel<'static> {
    let [find, read, edit, program] = &SECTIONS;
    let is_wide = columns >= 2 * HALF_COLUMNS + 4;
    let room = if is_wide { HALF_COLUMNS } else { columns.saturating_sub(4) };
    let part = |part| section(part, skin, room);
    let left: Vec<_> = [find, read].into_iter().flat_map(part).chain(operators(skin, room)).collect();
    let right: Vec<_> = [edit, program].into_iter().flat_map(part).collect();
    let mut lines = if is_wide { beside(left, right) } else { [left, right].concat() };
    lines.pop_if(|line| line.width() == 0);
    lines.push(Line::default());
    lines.push(Line::styled(concat!("xerrno ", env!("CARGO_PKG_VERSION")), skin.theme.dim));
    Panel { title: skin.words.keys.title.into(), lines, scroll }
}

fn section(section: &Section, skin: &Skin, room: usize) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled((section.name)(&skin.words.keys), skin.theme.strong)];
    lines.extend(section.bindings.iter().flat_map(|binding| {
        let keys = match &skin.keys.keys(binding)[..] {
            [] => return Vec::new(),
            keys @ [first, .., last] if keys.len() > 3 => format!("{first} .. {last}"),
            keys => keys.join("  "),
        };
        rows(&keys, (binding.does)(&skin.words.keys), skin, room)
    }));
    lines.push(Line::default());
    lines
}

fn operators(skin: &Skin, room: usize) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(skin.words.keys.query, skin.theme.strong)];
    lines.extend(OPERATORS.into_iter().flat_map(|(text, means)| rows(text, means(&skin.words.keys), skin, room)));
    lines.push(Line::default());
    lines
}

/// Keys with what they do, in at most `room` columns: beside each other, or else one below the other.
fn rows(keys: &str, does: &'static str, skin: &Skin, room: usize) -> Vec<Line<'static>> {
    let beside = room.checked_sub(KEY_COLUMNS).filter(|&room| room >= DOES_COLUMNS);
    let indent = if beside.is_some() { KEY_COLUMNS } else { 4 };
    let mut does = wrap(does, beside.unwrap_or(room.saturating_sub(indent))).into_iter().map(|line| &does[line]);
    let names = wrap(keys, room.saturating_sub(2)).into_iter().map(|line| format!("  {}", &keys[line]));
    let mut lines: Vec<_> = names.map(|names| Line::from(Span::styled(names, skin.theme.accent))).collect();
    if beside.is_some()
        && let Some(keys) = lines.last_mut()
    {
        keys.push_span(Span::raw(" ".repeat(KEY_COLUMNS.saturating_sub(keys.width()))));
        keys.push_span(Span::raw(does.next().unwrap_or_default()));
    }
    lines.extend(does.map(|does| Line::from(format!("{}{does}", " ".repeat(indent)))));
    lines
}

fn beside(left: Vec<Line<'static>>, right: Vec<Line<'static>>) -> Vec<Line<'static>> {
    let rows = left.len().max(right.len());
    let empty = || std::iter::repeat_with(Line::default);
    let both = left.into_iter().chain(empty()).zip(right.into_iter().chain(empty()));
    both.take(rows)
        .map(|(mut left, right)| {
            let padding = HALF_COLUMNS.saturating_sub(left.width());
            left.push_span(Span::raw(" ".repeat(padding)));
            // A line's own style would spread to the other half.
            let spans = [left, right].into_iter().flat_map(|half| {
                let style = half.style;
                half.spans.into_iter().map(move |span| Span::styled(span.content, style.patch(span.style)))
            });
            spans.collect()
        })
        .collect()
}
