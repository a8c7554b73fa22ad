//! Sessions of a user in front of the browser, in a real pseudo-terminal.
#![cfg(unix)]

mod inline;
mod pages;
#[path = "../support/mod.rs"]
mod support;
mod tables;

use support::terminal::{Modes, Terminal};
use support::{XERRNO, all_codes};

const BACKSPACE: &str = "\x7f";
const COPY: &str = "\r";
const QUIT: &str = "\x03";
const MOUSE: &str = "\x1bOR";

fn browse(arguments: &[&str]) -> Terminal {
    let mut terminal = Terminal::start(&[&[XERRNO], arguments].concat(), &[]);
    terminal.wait_for(&all_codes());
    terminal
}

/// Waits until the row of `code` is selected.
fn wait_for_selected(terminal: &mut Terminal, code: &str) {
    terminal.wait_until(&format!("{code} selected"), |screen| {
        let row = screen.lines().find_map(|line| line.trim_start().strip_prefix('▌'));
        row.and_then(|row| row.split_whitespace().next()) == Some(code)
    });
}

#[test]
fn a_code_is_found_by_its_meaning_copied_and_left() {
    let mut terminal = browse(&["--clipboard", "osc52"]);
    let while_browsing = Modes { alternate_screen: true, bracketed_paste: true, ..Modes::default() };
    terminal.wait_for_modes(while_browsing);
    terminal.type_keys("签名过期");
    terminal.wait_for("❯ 签名过期");
    wait_for_selected(&mut terminal, "-96");
    terminal.type_keys(COPY);
    terminal.wait_for("Sent, cannot be confirmed · OSC 52 · if nothing arrives: xerrno doctor  -96");
    assert_eq!(terminal.copied(), ["-96"]);
    terminal.type_keys(QUIT);
    assert!(terminal.wait().success());
    terminal.wait_for_modes(Modes::default());
}

#[test]
fn a_terminal_resized_while_its_user_types_shows_the_query_at_every_size() {
    let mut terminal = browse(&[]);
    let mut typed = String::from("❯ ");
    for (key, (columns, rows)) in "签名过期啊".chars().zip([(80, 24), (40, 12), (200, 60), (20, 5), (120, 40)]) {
        terminal.resize(columns, rows);
        terminal.type_keys(&key.to_string());
        typed.push(key);
        terminal.wait_for(&typed);
    }
    terminal.type_keys(BACKSPACE);
    wait_for_selected(&mut terminal, "-96");
}

#[test]
fn a_pasted_block_is_one_query_and_neither_copies_nor_quits() {
    let mut terminal = browse(&["--clipboard", "osc52"]);
    terminal.type_keys("\x1b[200~HTTP/1.1 404 OK\r\nX-ErrNo: -6101\r\n\x03\x1b[31m\tServer: x\x1b[201~");
    terminal.wait_for("Server: x");
    wait_for_selected(&mut terminal, "-6101");
    assert_eq!(terminal.copied(), [""; 0]);
    assert!(terminal.modes().alternate_screen);
}

#[test]
fn the_mouse_is_taken_only_when_it_is_asked_for_and_given_back() {
    let mut terminal = browse(&[]);
    assert!(!terminal.modes().mouse);
    terminal.type_keys(MOUSE);
    terminal.wait_for("Mouse on");
    assert!(terminal.modes().mouse);
    // A press of the left button on the ninth row, which shows the third code.
    terminal.type_keys("\x1b[<0;10;9M");
    wait_for_selected(&mut terminal, "-902");
    terminal.type_keys(QUIT);
    assert!(terminal.wait().success());
    terminal.wait_for_modes(Modes::default());
}

#[test]
fn a_choice_is_printed_while_input_and_output_are_pipes() {
    let mut terminal =
        Terminal::start(&["sh", "-c", &format!("printf x | {XERRNO} --print --query -96 | sed 's/^/chosen: /'")], &[]);
    terminal.wait_for("ERROR_PROXY_AUTH_EXPIRED");
    terminal.type_keys(COPY);
    terminal.wait_for("chosen: -96");
    assert!(terminal.wait().success());
    terminal.wait_for_modes(Modes::default());
}

#[test]
fn the_vendors_later_codes_stand_in_a_group_of_their_own_with_document_and_date() {
    let mut terminal = Terminal::start(&[XERRNO, "--all", "--query", "-442"], &[]);
    wait_for_selected(&mut terminal, "-442");
    for mark in ["Later codes", "later documents", "2024-07-02"] {
        terminal.wait_for(mark);
    }
}

#[test]
fn leaving_without_a_choice_is_told_by_the_exit_status() {
    let mut terminal = Terminal::start(&[XERRNO, "--print"], &[]);
    terminal.wait_for(&all_codes());
    terminal.type_keys(QUIT);
    assert_eq!(terminal.wait().code(), Some(130));
}

#[test]
fn marked_codes_are_printed_together_and_what_was_chosen_is_offered_in_the_next_session() {
    let state = tempfile::tempdir().expect("a folder");
    let home = [("XDG_STATE_HOME", state.path().to_str().expect("a readable name"))];
    let mut terminal = Terminal::start(&["sh", "-c", &format!("{XERRNO} --print | sed 's/^/chosen: /'")], &home);
    terminal.wait_for(&all_codes());
    terminal.type_keys("-96\0");
    terminal.wait_for("1 marked");
    terminal.type_keys("\x15-97\0");
    terminal.wait_for("2 marked");
    terminal.type_keys(COPY);
    terminal.wait_for("chosen: -96");
    terminal.wait_for("chosen: -97");
    let mut terminal = Terminal::start(&[XERRNO], &home);
    terminal.wait_for(&all_codes());
    terminal.type_keys("\x12");
    terminal.wait_for("Recent");
    terminal.wait_for("Invalid (illegal) signature");
    terminal.type_keys(COPY);
    wait_for_selected(&mut terminal, "-97");
    terminal.type_keys(QUIT);
    assert!(terminal.wait().success());
}
