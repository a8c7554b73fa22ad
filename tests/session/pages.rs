//! The web page of a code's source: a terminal link to it, and a key that opens it or copies its address.

use std::fs;

use super::support::terminal::Terminal;
use super::support::{Fakes, XERRNO, wait_for};
use super::wait_for_selected;

const OPEN_PAGE: &str = "\x07";
const PAGE: &str = "https://cloud.tencent.com/document/product/436/6059";

fn browse(environment: &[(&str, &str)]) -> Terminal {
    let mut terminal = Terminal::start(&[XERRNO, "--query", "-96", "--clipboard", "osc52"], environment);
    wait_for_selected(&mut terminal, "-96");
    terminal
}

#[test]
fn a_page_is_opened_by_the_desktop_where_there_is_a_display() {
    let fakes = Fakes::new(&[("xdg-open", "echo \"$1\" >\"$(dirname \"$0\")/opened\"")]);
    let mut terminal = browse(&[("PATH", &fakes.path()), ("DISPLAY", ":77")]);
    terminal.type_keys(OPEN_PAGE);
    terminal.wait_for(&format!("✓ Handed to the desktop to open  {PAGE}"));
    let opened =
        wait_for("the page", || fs::read_to_string(fakes.file("opened")).ok().filter(|page| page.ends_with('\n')));
    assert_eq!(opened.trim_end(), PAGE);
    assert_eq!(terminal.copied(), [""; 0]);
}

#[test]
fn the_address_is_copied_where_there_is_no_display_and_over_ssh() {
    for environment in [[("TERM", "xterm"), ("LANG", "C.UTF-8")], [("DISPLAY", ":77"), ("SSH_CONNECTION", "1 2 3 4")]] {
        let mut terminal = browse(&environment);
        terminal.type_keys(OPEN_PAGE);
        terminal.wait_for("~ Sent, cannot be confirmed · OSC 52");
        assert_eq!(terminal.copied(), [PAGE], "{environment:?}");
    }
}

#[test]
fn an_address_is_a_link_but_not_where_a_console_would_write_that_out() {
    let link = format!("\x1b]8;;{PAGE}\x1b\\");
    for (term, has_link) in [("xterm-256color", true), ("linux", false)] {
        let mut terminal = browse(&[("TERM", term)]);
        terminal.wait_for("cloud.tencent.com/");
        let bytes = String::from_utf8_lossy(terminal.bytes()).into_owned();
        assert_eq!(bytes.contains(&link), has_link, "{term}");
        assert_eq!(bytes.contains("\x1b]8;;\x1b\\"), has_link, "{term}");
    }
}

#[test]
fn the_cursor_follows_the_selection_where_a_screen_reader_asks_for_it() {
    for (arguments, row, column) in [(&["--cursor", "selection"][..], 4, 3), (&[][..], 0, 11)] {
        let mut terminal = Terminal::start(&[&[XERRNO, "--query", "签名过期"], arguments].concat(), &[]);
        wait_for_selected(&mut terminal, "-96");
        terminal.type_keys("\x1b[B");
        wait_for_selected(&mut terminal, "-74");
        wait_for("the cursor in its place", || (terminal.cursor() == (row, column)).then_some(()));
    }
}
