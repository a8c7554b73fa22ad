//! Signals, and panics.

use std::os::unix::process::ExitStatusExt;
use std::process::Command;

use crate::support::XERRNO;
use crate::support::processes::{session_members, signal, state};
use crate::support::pty::{Pty, Running};

#[test]
fn a_deadly_signal_gives_the_terminal_back_and_shows_in_the_exit_status() {
    for (name, number) in [("TERM", 15), ("INT", 2), ("HUP", 1)] {
        let running = Running::browse(&["--query", "签名"]);
        running.signal(name);
        let (status, _) = running.ends();
        assert_eq!(status.signal(), Some(number), "{name}");
    }
}

#[test]
fn a_deadly_signal_right_at_the_start_gives_the_terminal_back() {
    // The program has written its first bytes, but perhaps not yet its first frame.
    for _ in 0..20 {
        let pty = Pty::open();
        let command = pty.command(&[XERRNO]);
        let mut running = Running::of(pty, command);
        running.pty.wait("the first bytes", |pty| (!pty.bytes.is_empty()).then_some(()));
        running.signal("TERM");
        let (status, _) = running.ends();
        assert_eq!(status.signal(), Some(15));
    }
}

#[test]
fn a_deadly_signal_ends_the_program_while_the_mouse_is_ours_and_a_panel_is_open() {
    let mut running = Running::browse(&[]);
    running.pty.send("\x1bOR\x1bOP");
    running.pty.wait_for("─ Keys ");
    running.pty.wait("mouse reports", |pty| pty.bytes.windows(8).any(|bytes| bytes == b"\x1b[?1000h").then_some(()));
    running.signal("TERM");
    let (status, _) = running.ends();
    assert_eq!(status.signal(), Some(15));
}

/// A way to stop the program.
enum Stop {
    /// ^Z.
    Key,
    /// A signal to the program alone.
    Signal(&'static str),
}

#[test]
fn a_stopped_program_gives_the_terminal_back_and_takes_it_again() {
    // dash doesn't restore the terminal's modes when a job stops, so the program must have done it.
    let script = r#""$0" --query 签名; echo "left with $?"; read line; fg; echo "left with $?""#;
    for (stop, status) in [(Stop::Key, 147), (Stop::Signal("TSTP"), 147)] {
        let pty = Pty::open();
        let command = pty.command(&["dash", "-mc", script, XERRNO]);
        let mut running = Running::of(pty, command);
        running.pty.wait_for("签名过期");
        let browser = job(&running);
        match stop {
            Stop::Key => running.pty.send("\x1a"),
            Stop::Signal(name) => signal(browser, name),
        }
        running.pty.wait_for(&format!("left with {status}"));
        assert_eq!(running.pty.harm(), [""; 0], "while stopped");
        assert_eq!(state(browser), Some('T'));
        running.pty.send("\n");
        running.pty.wait("the browser", |pty| pty.screen.screen().alternate_screen().then_some(()));
        running.pty.wait_for("签名过期");
        running.pty.send("过期");
        running.pty.wait_for("签名过期");
        assert!(running.pty.screen.screen().bracketed_paste());
        running.pty.send("\x03");
        running.pty.wait_for("left with 0");
        running.ends();
    }
}

#[test]
fn a_program_that_was_stopped_unasked_takes_the_terminal_again() {
    let mut running = Running::browse(&["--query", "签名"]);
    running.pty.wait_for("签名过期");
    running.signal("STOP");
    running.pty.wait("a stopped program", |_| (state(running.child.id()) == Some('T')).then_some(()));
    // A shell might change the terminal like this meanwhile.
    running.pty.stty(&["sane"]);
    running.pty.screen.process(b"\x1b[?1049l\x1b[?2004l$ \x1b[2J");
    running.signal("CONT");
    running.pty.wait("the browser", |pty| pty.screen.screen().alternate_screen().then_some(()));
    running.pty.wait_for("签名过期");
    assert!(running.pty.screen.screen().bracketed_paste());
    // The terminal must be raw again: there ^C is a key and no signal.
    running.leaves_well();
}

#[test]
fn without_a_shell_that_could_continue_it_nothing_stops_the_program() {
    let mut running = Running::browse(&[]);
    running.pty.send("\x1a");
    running.signal("TSTP");
    running.pty.send("-6101");
    running.pty.wait_for("❯ -6101");
    assert_ne!(state(running.pid()), Some('T'));
    running.leaves_well();
}

#[test]
fn in_a_pid_namespace_whose_session_it_cannot_see_nothing_stops_the_program() {
    // As in a container, the program sees its session, and at first its parent too, as process 0.
    let unshare = ["unshare", "--user", "--map-root-user", "--pid", "--fork", "--kill-child"];
    if !Command::new(unshare[0]).args(&unshare[1..]).arg("true").status().is_ok_and(|status| status.success()) {
        return println!("not tried: no PID namespace is to be had here");
    }
    for program in [&[XERRNO] as &[_], &["sh", "-c", "\"$0\"; exit $?", XERRNO]] {
        let pty = Pty::open();
        let command = pty.command(&[&unshare, program].concat());
        let mut running = Running::of(pty, command);
        running.pty.wait("the first frame", |pty| pty.has_frame().then_some(()));
        running.pty.send("\x1a-6101");
        running.pty.wait_for("❯ -6101");
        running.leaves_well();
    }
}

#[test]
fn a_panic_in_the_loop_gives_the_terminal_back_before_it_is_reported() {
    // With a stack larger than any memory, the loop panics on starting a thread, with the first frame on the screen.
    let running = Running::start(&[], |command| {
        command.env("RUST_MIN_STACK", "1000000000000000");
    });
    let (status, pty) = running.ends();
    assert_eq!(status.code(), Some(101));
    assert!(pty.contents().contains("panicked at"), "{}", pty.contents());
}

/// The process of the browser that a shell runs as its job.
fn job(running: &Running) -> u32 {
    let members = session_members(running.pid());
    *members.iter().find(|&&pid| pid != running.pid()).expect("a job")
}
