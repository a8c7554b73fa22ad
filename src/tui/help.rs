//! The help page: all keys, from the table that dispatches them, and what a query may say.

use ratatui::text::{Line, Span};

use super::keys::{Keymap, SECTIONS, Section, Text};
use super::panel::Panel;
use super::skin::Skin;
use super::text::{width, wrap};
use crate::words::Keys;

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

/// The least width of a page with two columns of sections, and with three; the greatest width of such a column, and the gap
/// between two.
const TWO_COLUMNS: usize = 70;
const THREE_COLUMNS: usize = 142;
const MOST_COLUMNS: usize = 56;
const GAP: usize = 2;

/// The least columns for what keys do beside them.
const DOES_COLUMNS: usize = 10;

/// Keys with what they do, under a title.
pub(crate) struct Block {
    /// The title.
    pub(crate) title: &'static str,
    /// The keys of each row, and what they do.
    pub(crate) rows: Vec<(String, &'static str)>,
}

impl Block {
    /// The lines of the block, in columns of this width, of which `keys` are for keys; and an empty one.
    fn lines(&self, skin: &Skin, columns: usize, keys: usize) -> Vec<Line<'static>> {
        let rows = self.rows.iter().flat_map(|(names, does)| row(names, does, skin, (columns, keys)));
        let title = Line::styled(self.title, skin.theme.strong);
        std::iter::once(title).chain(rows).chain([Line::default()]).collect()
    }
}

/// The page, in as many columns of sections as there is room for.
pub(super) fn panel(skin: &Skin, scroll: usize, columns: usize) -> Panel<'static> {
    let blocks = blocks(&skin.words.keys, &skin.keys);
    // The frame has two columns on either side.
    let inner = columns.saturating_sub(4);
    let count = 1 + [TWO_COLUMNS, THREE_COLUMNS].iter().filter(|&&least| inner >= least).count();
    let room = ((inner + GAP) / count).saturating_sub(GAP).min(MOST_COLUMNS);
    let parts: Vec<Vec<Line<'static>>> = split(&blocks, count)
        .into_iter()
        .map(|blocks| {
            let names = blocks.iter().flat_map(|block| &block.rows).map(|(names, _)| width(names) + 4);
            let keys = names.max().unwrap_or_default().min(room / 2);
            blocks.iter().flat_map(|block| block.lines(skin, room, keys)).collect()
        })
        .collect();
    let mut lines = beside(parts, room + GAP);
    lines.pop_if(|line| line.width() == 0);
    lines.push(Line::default());
    lines.push(Line::styled(concat!("xerrno ", env!("CARGO_PKG_VERSION")), skin.theme.dim));
    Panel { title: skin.words.keys.title.into(), lines, scroll }
}

/// All keys in force, and in their midst what a query may say.
pub(crate) fn blocks(words: &Keys, keymap: &Keymap) -> Vec<Block> {
    let operators = OPERATORS.into_iter().map(|(text, means)| (text.to_owned(), means(words))).collect();
    let mut blocks: Vec<Block> = SECTIONS.iter().map(|section| block(section, words, keymap)).collect();
    blocks.insert(2.min(blocks.len()), Block { title: words.query, rows: operators });
    blocks
}

fn block(section: &Section, words: &Keys, keymap: &Keymap) -> Block {
    let mut rows = Vec::new();
    for binding in section.bindings {
        let keys = match &keymap.keys(binding)[..] {
            [] => continue,
            keys @ [first, .., last] if keys.len() > 3 => format!("{first} .. {last}"),
            keys => keys.join("  "),
        };
        rows.push((keys, (binding.does)(words)));
    }
    Block { title: (section.name)(words), rows }
}

/// The blocks in `count` parts, in their order, with the longest part as short as possible.
fn split(blocks: &[Block], count: usize) -> Vec<&[Block]> {
    let lines = |blocks: &[Block]| blocks.iter().map(|block| block.rows.len() + 2).sum::<usize>();
    if count <= 1 || blocks.len() <= 1 {
        return vec![blocks];
    }
    let tries = (1..blocks.len()).map(|first| {
        let (first, rest) = blocks.split_at(first);
        std::iter::once(first).chain(split(rest, count - 1)).collect::<Vec<_>>()
    });
    let longest = |parts: &Vec<&[Block]>| parts.iter().map(|part| lines(part)).max();
    tries.min_by_key(longest).unwrap_or_default()
}

/// Keys with what they do: beside each other, or else one below the other.
fn row(names: &str, does: &'static str, skin: &Skin, (columns, keys): (usize, usize)) -> Vec<Line<'static>> {
    let key = |names: &str| Span::styled(format!("  {names}"), skin.theme.strong);
    let is_beside = columns >= keys + DOES_COLUMNS;
    let (key_columns, indent) = if is_beside { (keys - 3, keys) } else { (columns.saturating_sub(2), 4) };
    let names: Vec<_> = wrap(names, key_columns).into_iter().map(|line| key(&names[line])).collect();
    let does: Vec<_> = wrap(does, columns.saturating_sub(indent)).into_iter().map(|line| &does[line]).collect();
    let indented = |does: &&'static str| Line::from(format!("{}{does}", " ".repeat(indent)));
    if !is_beside {
        return names.into_iter().map(Line::from).chain(does.iter().map(indented)).collect();
    }
    let rows = names.len().max(does.len());
    let line = |at: usize| {
        let name = names.get(at).cloned().unwrap_or_default();
        let padding = " ".repeat(keys.saturating_sub(name.width()));
        Line::from(vec![name, Span::raw(padding), Span::raw(does.get(at).copied().unwrap_or_default())])
    };
    (0..rows).map(line).collect()
}

/// Texts of this width beside each other.
fn beside(parts: Vec<Vec<Line<'static>>>, columns: usize) -> Vec<Line<'static>> {
    let rows = parts.iter().map(Vec::len).max().unwrap_or_default();
    let mut lines = vec![Line::default(); rows];
    for (number, part) in parts.into_iter().enumerate() {
        for (line, added) in lines.iter_mut().zip(part) {
            line.push_span(" ".repeat((number * columns).saturating_sub(line.width())));
            // A line's own style would spread to the others.
            let style = added.style;
            line.spans.extend(added.spans.into_iter().map(|span| Span::styled(span.content, style.patch(span.style))));
        }
    }
    lines
}
