//! `--height`: the browser in a few lines below the shell's output.

use std::os::unix::process::ExitStatusExt;

use crate::support::pty::Running;
use crate::support::terminal::Terminal;
use crate::support::{XERRNO, all_codes};

/// Runs the browser in a shell that has written `lines`, with the cursor after the last one.
fn below(lines: &str, arguments: &str) -> Terminal {
    let script = format!("printf '{lines}'; {XERRNO} {arguments}; printf 'left with %s' $?");
    Terminal::start(&["sh", "-c", &script], &[])
}

#[test]
fn the_shells_lines_stay_above_the_browser_and_come_back_as_they_were() {
    let mut terminal = below("one\\ntwo\\n$ ", "--height 10 --print");
    terminal.wait_for(&all_codes());
    assert!(terminal.screen().starts_with("one\ntwo\n$ \n ❯"), "{}", terminal.screen());
    assert!(!terminal.modes().alternate_screen);
    terminal.type_keys("签名过期");
    terminal.wait_for("3/104");
    terminal.type_keys("\r");
    terminal.wait_for("left with 0");
    assert_eq!(terminal.screen().trim_end(), "one\ntwo\n$ -96\nleft with 0");
}

#[test]
fn at_the_foot_of_the_screen_the_shells_lines_move_up() {
    let lines = "line\\n".repeat(30);
    let mut terminal = below(&lines, "--height 40%");
    terminal.wait_for(&all_codes());
    let screen = terminal.screen();
    // Of the 24 rows the shell keeps 14; the last of these is the line on which the program started.
    assert!(screen.contains("line\n\n ❯"), "{screen}");
    assert_eq!(screen.lines().position(|line| line.contains('❯')), Some(15), "{screen}");
    terminal.type_keys("\x03");
    terminal.wait_for("left with 0");
    assert!(terminal.screen().trim_end().ends_with("line\nline\nleft with 0"), "{}", terminal.screen());
}

#[test]
fn another_size_leaves_nothing_of_the_old_frame() {
    let mut terminal = below("one\\n", "--height 8");
    terminal.wait_for(&all_codes());
    for (columns, rows) in [(60, 20), (140, 30), (30, 6), (100, 24)] {
        terminal.resize(columns, rows);
        terminal.type_keys("过\x7f");
        terminal.wait_until("one frame", |screen| screen.matches('❯').count() == 1 && screen.starts_with("one"));
    }
    terminal.type_keys("\x03");
    terminal.wait_for("left with 0");
    assert_eq!(terminal.screen().trim_end(), "one\nleft with 0");
}

#[test]
fn a_signal_gives_the_lines_back_too() {
    let running = Running::browse(&["--height", "10"]);
    running.signal("TERM");
    let (status, pty) = running.ends();
    assert_eq!(status.signal(), Some(15));
    assert_eq!(pty.contents().trim(), "");
}

#[test]
fn the_mouse_stays_with_the_terminal() {
    let mut terminal = below("", "--height 10");
    terminal.wait_for(&all_codes());
    terminal.type_keys("\x1bOR");
    terminal.wait_for("The mouse needs the whole screen");
    assert!(!terminal.modes().mouse);
}

#[test]
fn a_height_that_is_none_is_told() {
    for height in ["0", "101%", "tall"] {
        let mut terminal = below("", &format!("--height {height}"));
        terminal.wait_for("left with 2");
        assert!(terminal.screen().contains("say lines, as 15, or a share, as 40%"), "{}", terminal.screen());
    }
}
