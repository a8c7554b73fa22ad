//! Unusual terminals: another character set, no colours, a wheel that sends keys.

use crate::support::XERRNO;
use crate::support::pty::{Pty, Running, SIZE, not_zero};

fn browse_as(environment: &[(&'static str, &'static str)], arguments: &[&str]) -> Running {
    Running::start(arguments, |command| {
        command.envs(environment.iter().copied());
    })
}

#[test]
fn a_terminal_in_gb_18030_is_written_and_read_in_gb_18030() {
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    for locale in ["zh_CN.GB18030", "zh_CN.gbk"] {
        let mut running = browse_as(&[("LC_ALL", locale)], &[]);
        running.pty.send(gb("签名过期"));
        // The screen as a terminal in that character set shows it.
        running.pty.wait("the answer", |pty| {
            let text = encoding_rs::GB18030.decode(&pty.bytes).0;
            let mut screen = vt100::Parser::new(not_zero(SIZE.1), not_zero(SIZE.0), 0);
            screen.process(text.as_bytes());
            let shown = screen.screen().contents();
            (shown.contains("> 签名过期 ") && shown.contains("多次签名")).then_some(())
        });
        running.leaves_well();
    }
}

#[test]
fn a_terminal_without_colours_gets_none() {
    for term in ["vt100", "vt220", "xterm-mono"] {
        let mut running = browse_as(&[("TERM", term)], &["--query", "签名"]);
        running.pty.wait_for("签名过期");
        let text = String::from_utf8_lossy(&running.pty.bytes).into_owned();
        for sequence in text.split("\x1b[").skip(1) {
            let Some((parameters, _)) = sequence.split_once('m') else { continue };
            let is_colour = |number: &str| matches!(number.len(), 2 | 3) && !matches!(number, "22" | "27");
            let is_style = parameters.bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
            assert!(!is_style || !parameters.split(';').any(is_colour), "{term}: {parameters}");
        }
        running.leaves_well();
    }
}

#[test]
fn the_wheel_of_st_writes_over_no_clipboard() {
    let mut running = browse_as(&[("TERM", "st-256color")], &["--clipboard", "osc52", "--query", "-96"]);
    // st sends this for a turn of the wheel; another key copies a line there.
    running.pty.send("\x19");
    running.pty.send("x\x7f");
    running.pty.wait_for("❯ -96 ");
    assert!(!running.pty.contents().contains("Sent"), "{}", running.pty.contents());
    running.pty.send("\x1by");
    running.pty.wait_for("Sent");
    running.leaves_well();
}

#[test]
fn only_presses_and_the_wheel_are_asked_of_a_mouse() {
    let mut running = browse_as(&[], &[]);
    running.pty.send("\x1bOR");
    running.pty.wait_for("Mouse on");
    let text = String::from_utf8_lossy(&running.pty.bytes).into_owned();
    for mode in ["1002", "1003", "1005", "1015"] {
        assert!(!text.contains(&format!("\x1b[?{mode}h")), "mode {mode}");
    }
    running.leaves_well();
}

#[test]
fn in_the_background_of_its_terminal_the_program_ends_instead_of_being_stopped() {
    // As zsh does for `< <(xerrno --print)`.
    let pty = Pty::open();
    let command = pty.command(&["dash", "-mc", "\"$0\" --print & wait $!; echo \"ended with $?\"", XERRNO]);
    let mut running = Running::of(pty, command);
    running.pty.wait_for("ended with 2");
    assert!(running.pty.contents().contains("in the background of its terminal"), "{}", running.pty.contents());
    running.ends();
}

#[test]
fn nothing_is_bold_where_it_is_reversed() {
    // Terminals that draw bold as bright would write dark grey on grey.
    let mut running = browse_as(&[], &["--query", "签名过期"]);
    running.pty.wait_for("3/104");
    let screen = running.pty.screen.screen();
    let (rows, columns) = screen.size();
    let cells = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
    let mut reversed =
        cells.filter_map(|(row, column)| screen.cell(row, column)).filter(|cell| cell.inverse()).peekable();
    assert!(reversed.peek().is_some(), "nothing is selected");
    assert!(reversed.all(|cell| !cell.bold()), "a reversed cell is bold");
    running.leaves_well();
}
