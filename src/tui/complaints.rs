//! The complaints about settings and the user's tables: each row, column or table that was left out, and the remedy.
//!
//! ```text
//! ╭─ Not as it should be ─────────────────────────────╮
//! │ own.csv:3: no code in the column Code             │
//! │ config.toml:2: no setting is called histroy; ...  │
//! ╰───────────────────────────────────────────────────╯
//! ```

use ratatui::text::Line;

use super::panel::Panel;
use super::skin::Skin;
use super::text::wrap;
use crate::app::App;

/// The widest line, in columns.
const TEXT_COLUMNS: usize = 96;

/// The columns by which further lines of a complaint are indented.
const INDENT: usize = 2;

/// All complaints, scrolled down by `scroll` lines, in at most `columns`.
pub(super) fn panel<'a>(app: &App<'_>, scroll: usize, skin: &Skin, columns: usize) -> Panel<'a> {
    let room = columns.saturating_sub(6 + INDENT).clamp(1, TEXT_COLUMNS);
    let lines = app.complaints().iter().flat_map(|complaint| {
        wrap(complaint, room).into_iter().enumerate().map(move |(number, part)| {
            let indent = " ".repeat(if number > 0 { INDENT } else { 0 });
            Line::from(indent + &complaint[part])
        })
    });
    Panel { title: skin.words.screen.complaints.into(), lines: lines.collect(), scroll }
}
