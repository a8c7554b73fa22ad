//! Very large logs, and sessions that end abnormally.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::process::ExitStatusExt;

use crate::support::processes::session_members;
use crate::support::pty::{Pty, Running};
use crate::support::{XERRNO, command, printed};
use crate::{browse, closes, leave, log, named_pipe, pipe, wait_for_count};

#[test]
fn a_million_mentions_of_one_code_are_counted_exactly_and_the_last_is_shown() {
    let (_folder, path) = log(format!("{}ret=-96 the very last\n", "ret=-96\n".repeat(999_999)));
    let mut running = browse(&path);
    wait_for_count(&mut running, "-96", 1_000_000);
    running.pty.wait_for("app.log:1000000");
    running.pty.wait_for("the very last");
    running.pty.send("\x1b\r\x1b[1;5F");
    running.pty.wait_for("line 1000000 of 1000000");
    closes(&mut running, "of 1000000");
    let (status, printed) = leave(running);
    assert_eq!(status, Some(0));
    assert!(printed.contains("1000000"), "{printed}");
}

#[test]
fn codes_in_lines_of_ten_megabytes_are_counted_and_the_line_is_shown_at_its_code() {
    let long = "x".repeat(10_000_000);
    let (_folder, path) = log(format!("{long} ret=-97 amid it all {long}\n{long} ret=-97\nret=-97\n"));
    let mut running = browse(&path);
    wait_for_count(&mut running, "-97", 3);
    running.pty.send("\x1b\r");
    running.pty.wait_for("of 3");
    running.pty.send("\x1b[1;5H");
    running.pty.wait_for("ret=-97 amid it all");
    closes(&mut running, "amid it all xxx");
    assert_eq!(leave(running).0, Some(0));
}

#[test]
fn a_terminal_that_is_closed_ends_the_browser_and_leaves_nothing() {
    let temporary = tempfile::tempdir().expect("a folder");
    let (mut running, mut writer, _pipe) = pipe(temporary.path());
    writer.write_all(b"ret=-96\n").expect("a line");
    wait_for_count(&mut running, "-96", 1);
    let Running { pty, mut child } = running;
    drop(pty);
    // The browser's terminal is gone, so the waiting is done on another one.
    let status = Pty::open().wait("the program's end", |_| child.status());
    assert_eq!(status.signal(), Some(1));
    assert!(session_members(child.id()).is_empty(), "left running");
    assert_eq!(fs::read_dir(temporary.path()).expect("a folder").count(), 0);
}

#[test]
fn a_log_without_a_code_says_what_was_looked_for_and_ends_like_a_search_without_a_hit() {
    let (_folder, path) = log("all is well\nGET /index.html 200 12 ms\n".repeat(1_000));
    let mut running = browse(&path);
    running.pty.wait_for("2000 lines");
    running.pty.wait_for("No code in this log so far");
    running.pty.wait_for("Looked for: numbers under keys such as errno");
    assert_eq!(leave(running).0, Some(1));
}

#[test]
fn a_deadly_signal_amid_a_large_file_gives_the_terminal_back() {
    let (_folder, path) = log("ret=-96 and much more of a line\n".repeat(500_000));
    let mut running = browse(&path);
    running.pty.wait_for("copy -96");
    running.signal("TERM");
    let (status, _) = running.ends();
    assert_eq!(status.signal(), Some(15));
}

#[test]
fn one_interrupt_ends_a_scan_while_a_named_pipe_has_no_writer() {
    let (_folder, path) = log("ret=-96\n");
    let (_other, fifo) = named_pipe();
    let [path, fifo] = [&path, &fifo].map(|path| path.to_str().expect("a readable name"));
    let pty = Pty::open();
    let command = pty.command(&[XERRNO, "scan", path, fifo]);
    let mut running = Running::of(pty, command);
    running.pty.wait_for("-96");
    running.pty.send("\x03");
    let (status, _) = running.ends();
    assert_eq!(status.code(), Some(130));
}

#[test]
fn the_browser_opens_while_a_named_pipe_has_no_writer_and_reads_it_when_one_comes() {
    let (_folder, fifo) = named_pipe();
    let mut running = browse(&fifo);
    let mut writer = OpenOptions::new().write(true).open(&fifo).expect("a pipe");
    writer.write_all(b"ret=-96\n").expect("somebody reads");
    wait_for_count(&mut running, "-96", 1);
    assert_eq!(leave(running).0, Some(0));
    let running = browse(&fifo);
    assert_eq!(leave(running).0, Some(1), "one ^C ends it");
}

#[test]
fn a_named_pipe_whose_writer_comes_late_is_scanned_to_its_end() {
    let (_folder, fifo) = named_pipe();
    let late = fifo.clone();
    let writer = std::thread::spawn(move || fs::write(late, "ret=-96\n".repeat(100_000)));
    let summary = printed(command(XERRNO, &[]).args(["scan", "--summary"]).arg(&fifo));
    writer.join().expect("a writer").expect("somebody reads");
    assert!(summary.contains("100000"), "{summary}");
}
