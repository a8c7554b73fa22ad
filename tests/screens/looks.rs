//! How what is on the screen looks, beyond its text.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use xerrno::app::Start;

use super::screen;

/// The cells of `row` that show `text`, which takes one column for each of its characters.
fn cells<'b>(buffer: &'b Buffer, row: u16, text: &str) -> Vec<&'b Cell> {
    let row: Vec<&Cell> = (0..buffer.area.width).map(|x| &buffer[(x, row)]).collect();
    let shows = |window: &&[&Cell]| window.iter().zip(text.chars()).all(|(cell, c)| cell.symbol() == c.to_string());
    row.windows(text.len()).find(shows).expect("the row shows the text").to_vec()
}

#[test]
fn what_is_marked_in_the_selected_row_is_not_a_block_of_colour() {
    let buffer = screen((120, 20), &Start { query: "signature".to_owned(), ..Start::default() }, &[]);
    for (row, fg, is_reversed) in [(3, Color::Reset, true), (4, Color::Magenta, false)] {
        for cell in cells(&buffer, row, "Signature") {
            assert_eq!(cell.fg, fg, "in row {row}");
            assert!(cell.modifier.contains(Modifier::BOLD | Modifier::UNDERLINED), "in row {row}");
            assert_eq!(cell.modifier.contains(Modifier::REVERSED), is_reversed, "in row {row}");
        }
    }
}
