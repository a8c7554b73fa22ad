//! Environments that lack something that programs usually rely on.

use std::fs::File;
use std::process::{Child, Command, Stdio};

use crate::support::XERRNO;
use crate::support::pty::{Pty, Running};

#[test]
fn without_a_home_or_a_locale_the_browser_opens_all_the_same() {
    type Place = fn(&mut Command) -> &mut Command;
    let places: [(&str, Place); 5] = [
        ("no home", |command| command.env_remove("HOME")),
        ("a home that is not there", |command| command.env("HOME", "/nonexistent/home")),
        ("a home that nobody can write to", |command| command.env("HOME", "/proc")),
        ("no locale", |command| command.env_remove("LC_ALL")),
        ("no environment at all", Command::env_clear),
    ];
    for (place, arrange) in places {
        let mut running = Running::start(&["--query", "签名过期"], |command| {
            arrange(command);
        });
        running.pty.wait("the answer", |pty| pty.contents().contains("Signature expired").then_some(()));
        running.pty.send("\x03");
        let (status, _) = running.ends();
        assert_eq!(status.code(), Some(0), "{place}");
    }
}

#[test]
fn a_terminal_that_can_only_print_is_told_so_and_is_sent_no_sequences() {
    let pty = Pty::open();
    let mut command = pty.command(&[XERRNO]);
    command.env("TERM", "dumb");
    let (status, pty) = Running::of(pty, command).ends();
    assert_eq!(status.code(), Some(2));
    assert!(pty.contents().contains("TERM=dumb"), "{}", pty.contents());
    assert!(!pty.bytes.contains(&0x1b));
}

#[test]
fn where_standard_input_is_no_terminal_keys_come_from_the_terminal_all_the_same() {
    for input in ["</dev/null", "<&-"] {
        let pty = Pty::open();
        let command = pty.command(&["sh", "-c", &format!(r#"exec "$0" --query 签名 {input}"#), XERRNO]);
        let mut running = Running::of(pty, command);
        running.pty.wait_for("签名过期");
        running.pty.send("\x15-6101");
        running.pty.wait_for("❯ -6101");
        running.pty.send("\x03");
        let (status, _) = running.ends();
        assert_eq!(status.code(), Some(0), "{input}");
    }
}

#[test]
fn without_any_terminal_to_read_keys_from_the_browser_does_not_open() {
    let pty = Pty::open();
    let mut command = Command::new("setsid");
    command.args([XERRNO, "--query", "签名"]);
    pty.attach(&mut command);
    command.stdin(Stdio::null());
    let (status, pty) = Running::of(pty, command).ends();
    assert_eq!(status.code(), Some(2));
    assert!(pty.contents().contains("could not use the terminal"), "{}", pty.contents());
}

#[test]
fn a_full_disk_is_reported() {
    let verbs: [&[&str]; 4] =
        [&["list"], &["list", "--format", "json"], &["search", "签名"], &["-97", "--format", "text"]];
    for verb in verbs {
        let full = File::options().write(true).open("/dev/full").expect("a full disk");
        let mut command = Command::new(XERRNO);
        command.args(verb).stdin(Stdio::null()).stdout(full).stderr(Stdio::piped());
        let output = command.spawn().and_then(Child::wait_with_output).expect("the program runs");
        assert_eq!(output.status.code(), Some(2), "{verb:?}");
        let report = String::from_utf8_lossy(&output.stderr);
        assert!(report.contains("No space left on device") && report.lines().count() == 1, "{verb:?}: {report}");
    }
}

#[test]
fn a_choice_that_finds_the_disk_full_is_reported() {
    let full = File::options().write(true).open("/dev/full").expect("a full disk");
    let mut running = Running::start(&["--print", "--query", "-6101"], |command| {
        command.stdout(full);
    });
    running.pty.wait_for("-6101");
    running.pty.send("\r");
    let (status, pty) = running.ends();
    assert_eq!(status.code(), Some(2));
    assert!(pty.contents().contains("No space left on device"), "{}", pty.contents());
}
