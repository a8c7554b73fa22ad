//! The help page: all keys, from the table that dispatches them, and what a query may say.

use ratatui::text::{Line, Span};

use super::keys::{SECTIONS, Section};
use super::panel::Panel;
use super::skin::Skin;
use super::text::width;

/// What a query may say beyond words, with what it means in Chinese and in English.
const OPERATORS: [(&str, &str, &str); 7] = [
    ("-97  97  code=-97", "错误码，任何写法", "a code in any spelling"),
    ("qianming gq", "拼音或首字母", "pinyin or initials"),
    ("'word", "原样匹配", "exactly this"),
    ("^word", "以此开头", "at the start"),
    ("word$", "以此结尾", "at the end"),
    ("!word", "不含此词", "without this"),
    ("@proxy", "只看此子系统", "in this subsystem only"),
];

/// Columns of keys, and of what they do, in one of the two halves of a wide page.
const KEY_COLUMNS: usize = 24;
const HALF_COLUMNS: usize = 54;

/// The page, in two halves beside each other where `columns` allow it.
pub(super) fn panel(skin: &Skin, scroll: usize, columns: usize) -> Panel<'static> {
    let [find, read, edit, program] = &SECTIONS;
    let left: Vec<_> = [find, read].into_iter().flat_map(|part| section(part, skin)).chain(operators(skin)).collect();
    let right: Vec<_> = [edit, program].into_iter().flat_map(|part| section(part, skin)).collect();
    let mut lines = if columns >= 2 * HALF_COLUMNS + 4 { beside(left, right) } else { [left, right].concat() };
    lines.pop_if(|line| line.width() == 0);
    lines.push(Line::default());
    lines.push(Line::styled(concat!("xerrno ", env!("CARGO_PKG_VERSION")), skin.theme.dim));
    Panel { title: skin.lang.pick("按键", "Keys"), lines, scroll }
}

fn section(section: &Section, skin: &Skin) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(skin.lang.pick(section.zh, section.en), skin.theme.strong)];
    lines.extend(section.bindings.iter().map(|binding| {
        let keys = match binding.keys {
            [first, .., last] if binding.keys.len() > 2 => format!("{first} .. {last}"),
            keys => keys.join("  "),
        };
        row(&keys, skin.lang.pick(binding.zh, binding.en), skin)
    }));
    lines.push(Line::default());
    lines
}

fn operators(skin: &Skin) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(skin.lang.pick("查询写法", "A query may say"), skin.theme.strong)];
    lines.extend(OPERATORS.map(|(text, zh, en)| row(text, skin.lang.pick(zh, en), skin)));
    lines.push(Line::default());
    lines
}

fn row(keys: &str, does: &'static str, skin: &Skin) -> Line<'static> {
    let padding = " ".repeat(KEY_COLUMNS.saturating_sub(2 + width(keys)));
    Line::from(vec![Span::styled(format!("  {keys}{padding}"), skin.theme.accent), Span::raw(does)])
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
