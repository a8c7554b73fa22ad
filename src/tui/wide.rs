//! Wide characters, which go whole: what is written over one half of one blanks the other half as well.
//!
//! ratatui compares two frames cell by cell, and takes such a half for the blank that it was before.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Where the wide characters of the last frame begin.
#[derive(Debug, Default)]
pub(super) struct WideCells {
    area: Rect,
    starts: Vec<usize>,
}

impl WideCells {
    /// Has `frame` write the second half of each wide character of the last frame that it does not have there any more, and
    /// takes note of its own.
    pub(super) fn mend(&mut self, frame: &mut Buffer) {
        let is_wide = |symbol: &str| symbol.len() > 1 && symbol.width() == 2;
        let cells = frame.content.iter().enumerate();
        let starts: Vec<usize> = cells.filter(|(_, cell)| is_wide(cell.symbol())).map(|(index, _)| index).collect();
        if self.area == frame.area {
            let gone = self.starts.iter().filter(|start| starts.binary_search(start).is_err());
            for start in gone {
                if let Some(half) = frame.content.get_mut(start + 1) {
                    half.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
        }
        *self = Self { area: frame.area, starts };
    }
}
