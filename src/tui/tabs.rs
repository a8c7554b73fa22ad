//! The row of tabs: the subsystems, with their numbers of hits.
//!
//! ```text
//!   All 3   Download 0   Plugin 0   Cache 0   cmd 0   proxy 3
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::skin::Skin;
use super::text::width;
use crate::app::App;
use crate::catalog::SubsystemId;

/// The columns between two tabs, if there is room.
const WIDE_GAP: u16 = 3;

/// A tab and its columns on the screen.
pub(super) type Tab = (Option<SubsystemId>, Range<u16>);

/// A tab without its position: the subsystem that it chooses, its name, its number of hits.
struct Label {
    tab: Option<SubsystemId>,
    name: String,
    count: usize,
}

impl Label {
    fn columns(&self) -> usize {
        width(&self.name) + 1 + self.count.to_string().len()
    }
}

/// Draws the tabs; returns the position of each. If not all fit, those without hits are left out, and then those farthest from
/// the chosen one.
pub(super) fn render(app: &App<'_>, skin: &Skin, area: Rect, buffer: &mut Buffer) -> Vec<Tab> {
    // Without the margin on the left, and the last column.
    let columns = usize::from(area.width.saturating_sub(3));
    let mut labels = labels(app, skin, columns);
    let gap = if total(&labels, WIDE_GAP) <= columns { WIDE_GAP } else { WIDE_GAP - 1 };
    if total(&labels, gap) > columns {
        labels.retain(|label| label.count > 0 || label.tab.is_none() || label.tab == app.tab());
    }
    let chosen = labels.iter().position(|label| label.tab == app.tab()).unwrap_or_default();
    let shown = around(&labels, chosen, gap, columns);
    // A sign says that there are more.
    let ellipsis = skin.theme.signs.ellipsis;
    for (x, is_cut) in [(area.x, shown.start > 0), (area.right().saturating_sub(1), shown.end < labels.len())] {
        buffer.set_string(x, area.y, if is_cut { ellipsis } else { "" }, skin.theme.dim);
    }

    let mut tabs = Vec::new();
    let mut x = area.x.saturating_add(2);
    for label in &labels[shown] {
        let room = usize::from(area.right().saturating_sub(x));
        let is_chosen = label.tab == app.tab();
        // The chosen tab has one more column on either side, within the gaps.
        let padding = if is_chosen && label.columns() < room { " " } else { "" };
        let line = line(label, is_chosen, padding, skin);
        let taken = u16::try_from(label.columns().min(room)).unwrap_or(area.width);
        let shift = u16::from(!padding.is_empty());
        line.render(Rect { x: x - shift, width: taken + 2 * shift, ..area }.intersection(area), buffer);
        tabs.push((label.tab, x..x + taken));
        x = x.saturating_add(taken).saturating_add(gap);
    }
    tabs
}

fn line<'a>(label: &'a Label, is_chosen: bool, padding: &'static str, skin: &Skin) -> Line<'a> {
    let theme = skin.theme;
    let chosen = theme.accent.patch(theme.selected);
    let (name, count) = match (is_chosen, label.count) {
        (true, _) => (chosen, chosen),
        (false, 0) => (theme.dim, theme.dim),
        (false, _) => (theme.strong, theme.dim),
    };
    Line::from(vec![
        Span::styled(padding, name),
        Span::styled(label.name.as_str(), name),
        Span::styled(format!(" {}{padding}", label.count), count),
    ])
}

/// The tabs that may be shown: of more than fit at their shortest, only those that have hits and are near the chosen one.
fn labels(app: &App<'_>, skin: &Skin, columns: usize) -> Vec<Label> {
    let catalog = app.catalog();
    let count = |tab| app.results().count(tab);
    let mut tabs: Vec<_> = std::iter::once(None).chain(catalog.subsystem_ids().map(Some)).collect();
    if tabs.len() > columns {
        tabs.retain(|&tab| tab == app.tab() || count(tab) > 0);
        let chosen = tabs.iter().position(|&tab| tab == app.tab()).unwrap_or_default();
        tabs = tabs[chosen.saturating_sub(columns)..tabs.len().min(chosen + columns)].to_vec();
    }
    let name = |tab: Option<SubsystemId>| match tab {
        None => skin.words.screen.all.to_owned(),
        Some(id) => catalog.subsystem(id).short_name(skin.lang),
    };
    tabs.into_iter().map(|tab| Label { tab, name: name(tab), count: count(tab) }).collect()
}

/// The width of tabs with a gap between each two.
fn total(labels: &[Label], gap: u16) -> usize {
    let gaps = labels.len().saturating_sub(1) * usize::from(gap);
    labels.iter().map(Label::columns).sum::<usize>() + gaps
}

/// The longest run of tabs that fits and contains the chosen one, extended to its left and right in turn.
fn around(labels: &[Label], chosen: usize, gap: u16, columns: usize) -> Range<usize> {
    let fits = |range: Range<usize>| total(&labels[range], gap) <= columns;
    let mut shown = chosen..chosen + 1;
    loop {
        let left = shown.start.saturating_sub(1)..shown.end;
        let right = shown.start..(shown.end + 1).min(labels.len());
        if left != shown && fits(left.clone()) {
            shown = left;
        } else if right != shown && fits(right.clone()) {
            shown = right;
        } else {
            return shown;
        }
    }
}
