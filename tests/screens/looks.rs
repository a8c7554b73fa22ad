//! Colours and styles on the screen.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use xerrno::app::{Event, Start};
use xerrno::clipboard::{Mode, Outcome, Place, chain};

use super::screen;

/// The cells of `row` that show `text`, which takes one column for each of its characters.
fn cells<'b>(buffer: &'b Buffer, row: u16, text: &str) -> Vec<&'b Cell> {
    let row: Vec<&Cell> = (0..buffer.area.width).map(|x| &buffer[(x, row)]).collect();
    let shows = |window: &&[&Cell]| window.iter().zip(text.chars()).all(|(cell, c)| cell.symbol() == c.to_string());
    row.windows(text.chars().count()).find(shows).expect("the row shows the text").to_vec()
}

#[test]
fn what_is_marked_in_the_selected_row_is_not_a_block_of_colour() {
    let buffer = screen((120, 20), &Start { query: "signature".to_owned(), ..Start::default() }, &[]);
    for (row, fg, is_reversed) in [(3, Color::Reset, true), (4, Color::LightBlue, false)] {
        for cell in cells(&buffer, row, "Signature") {
            assert_eq!(cell.fg, fg, "in row {row}");
            assert!(cell.modifier.contains(Modifier::BOLD | Modifier::UNDERLINED), "in row {row}");
            assert_eq!(cell.modifier.contains(Modifier::REVERSED), is_reversed, "in row {row}");
        }
    }
}

#[test]
fn a_copy_that_is_certain_one_that_is_not_and_a_failure_look_different_without_colours() {
    let steps = || chain(&Mode::Desktop, &Place::default()).into_iter().map(|step| step.way);
    let way = || steps().next().expect("a way");
    let outcomes = [Outcome::Copied(way()), Outcome::Sent(way(), None), Outcome::Failed(Vec::new())];
    let looks = outcomes.map(|outcome| {
        let answered = Event::Answered { text: "-96".to_owned(), outcome };
        // With no room for the panel that reports a failure, the failure is shown in the last row like the other outcomes.
        let buffer = screen((80, 3), &Start::default(), &[answered]);
        let of = |text: &str| cells(&buffer, 2, text)[0].modifier;
        let signs = [("✓ Copied", 0), ("~ Sent", 1), ("! Not copied", 2)];
        let (sign, kind) = signs.into_iter().find(|(sign, _)| row(&buffer, 2).contains(sign)).expect("a sign");
        (kind, of(sign))
    });
    assert_eq!(looks, [(0, Modifier::BOLD), (1, Modifier::empty()), (2, Modifier::REVERSED)]);
}

fn row(buffer: &Buffer, row: u16) -> String {
    (0..buffer.area.width).map(|x| buffer[(x, row)].symbol()).collect()
}

#[test]
fn tabs_that_do_not_fit_leave_a_sign() {
    let tabs = |columns, keys: &[Event]| row(&screen((columns, 12), &Start::default(), keys), 1).trim_end().to_owned();
    assert_eq!(tabs(40, &[]), "  All 104  Download 22  Plugin 16      …");
    assert_eq!(tabs(80, &[]), "  All 104   Download 22   Plugin 16   Cache 18   cmd 17   proxy 31");
    let last = [Event::PreviousTab];
    assert_eq!(tabs(40, &last), "… Plugin 16  Cache 18  cmd 17  proxy 31");
}
