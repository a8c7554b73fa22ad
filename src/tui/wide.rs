//! Repairs wide characters: on a terminal, writing over one half of one blanks the other half as well.
//!
//! ratatui compares two frames cell by cell, and takes such a half for the blank that it was before (ratatui#2738).

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::fold;

/// The positions of the wide characters in the last frame.
#[derive(Debug, Default)]
pub(super) struct WideCells {
    area: Rect,
    starts: Vec<usize>,
}

impl WideCells {
    /// Makes `frame` write the second half of each wide character that the last frame had there and this one hasn't, and
    /// records its own wide characters.
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

/// Removes invisible characters from cells that they don't change: some terminals give a joiner between two letters a column of
/// its own, which shifts the text after it. In an emoji that is made of several, it is kept.
pub(super) fn without_invisible(frame: &mut Buffer) {
    let is_invisible = |c: char| !c.is_ascii() && fold::plain(c).is_none();
    for cell in &mut frame.content {
        let symbol = cell.symbol();
        if symbol.len() > 1 && symbol.contains(is_invisible) {
            let visible = symbol.replace(is_invisible, "");
            if visible.width() == symbol.width() {
                cell.set_symbol(if visible.is_empty() { " " } else { &visible });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Cell;
    use ratatui::style::Style;

    #[test]
    fn a_joiner_goes_between_letters_and_stays_in_an_emoji() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "a\u{200d}b签\u{200b}👩\u{200d}👧", Style::new());
        without_invisible(&mut buffer);
        let symbols: Vec<&str> = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(symbols[..5], ["a", "b", "签", " ", "👩\u{200d}👧"]);
    }
}
