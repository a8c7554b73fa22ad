//! The browser over a log: counting, following and showing lines, and errors meanwhile.
#![cfg(unix)]

#[path = "../support/mod.rs"]
mod support;

mod editor;
mod encoded;
mod extremes;

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::pty::{Pty, Running};
use support::{XERRNO, command, printed};
use tempfile::TempDir;

/// A folder with a log.
fn log(text: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("app.log");
    fs::write(&path, text).expect("a log");
    (folder, path)
}

fn append(path: &Path, text: &str) {
    let mut file = OpenOptions::new().append(true).open(path).expect("a log");
    file.write_all(text.as_bytes()).expect("it grows");
}

fn browse(path: &Path) -> Running {
    Running::browse(&["scan", "--browse", path.to_str().expect("a readable name")])
}

/// A folder with a named pipe.
fn named_pipe() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    (folder, path)
}

/// Runs the browser over a pipe, and returns the end to write to.
fn pipe(temporary: &Path) -> (Running, File, TempDir) {
    let (folder, fifo) = named_pipe();
    let name = fifo.to_str().expect("a readable name");
    let pty = Pty::open();
    let mut command = pty.command(&["sh", "-c", r#"exec "$0" scan --browse < "$1""#, XERRNO, name]);
    command.env("TMPDIR", temporary);
    let mut running = Running::of(pty, command);
    let writer = OpenOptions::new().write(true).open(&fifo).expect("a pipe");
    running.pty.wait("the first frame", |pty| pty.has_frame().then_some(()));
    (running, writer, folder)
}

/// Closes the open panel, which shows `text`.
fn closes(running: &mut Running, text: &str) {
    running.pty.send("\x1b");
    running.pty.wait("a closed panel", |pty| (!pty.contents().contains(text)).then_some(()));
}

/// Leaves with ^C; returns the exit status and the screen afterwards.
fn leave(mut running: Running) -> (Option<i32>, String) {
    running.pty.send("\x03");
    let (status, pty) = running.ends();
    (status.code(), pty.contents())
}

/// True if the screen has a row that begins with a code and its count.
fn counts(screen: &str, code: &str, count: u64) -> bool {
    let count = count.to_string();
    screen.lines().any(|line| {
        let words: Vec<&str> = line.split_whitespace().take(3).collect();
        words.windows(2).any(|pair| pair == [code, count.as_str()])
    })
}

fn wait_for_count(running: &mut Running, code: &str, count: u64) {
    running.pty.wait(&format!("{count} of {code}"), |pty| counts(&pty.contents(), code, count).then_some(()));
}

#[test]
fn the_codes_of_a_log_are_counted_searched_and_summed_up_on_the_way_out() {
    let (_folder, path) = log("ret=-96\nok\nret=-6101\nret=-96 again\nX-ErrNo: -3004\n");
    let mut running = browse(&path);
    wait_for_count(&mut running, "-96", 2);
    running.pty.wait_for("app.log:4");
    assert!(counts(&running.pty.contents(), "-3004", 1));
    running.pty.send("expired");
    running.pty.wait("only what answers", |pty| (!counts(&pty.contents(), "-6101", 1)).then_some(()));
    running.pty.send("\x15\x14");
    running.pty.wait_for("104/104");
    running.pty.send("\x14");
    let (status, printed) = leave(running);
    assert_eq!(status, Some(0));
    assert!(printed.contains("-96") && printed.contains("-3004"), "{printed}");
}

#[test]
fn the_lines_of_a_code_open_with_the_lines_around_them() {
    let (_folder, path) = log("before it\nret=-96 of interest\nafter it\nsomething else\n");
    let mut running = browse(&path);
    wait_for_count(&mut running, "-96", 1);
    running.pty.send("\x1b\r");
    running.pty.wait_for("before it");
    running.pty.wait_for("after it");
    closes(&mut running, "after it");
    assert_eq!(leave(running).0, Some(0));
}

#[test]
fn a_log_that_grows_is_followed_and_a_row_that_was_selected_stays_so() {
    let (_folder, path) = log("ret=-96\nret=-96\nret=-6101\n");
    let mut running = browse(&path);
    wait_for_count(&mut running, "-6101", 1);
    running.pty.send("\x1b[B");
    running.pty.wait_for("copy -6101");
    append(&path, "ret=-6101\nret=-6101\nhalf a line ret=-9");
    wait_for_count(&mut running, "-6101", 3);
    assert!(running.pty.contents().contains("copy -6101"));
    append(&path, "7\n");
    wait_for_count(&mut running, "-97", 1);
    assert!(!counts(&running.pty.contents(), "-9", 1), "a number that was not yet written whole");
    assert_eq!(leave(running).0, Some(0));
}

#[test]
fn a_log_that_is_followed_is_said_to_be_so_however_busy_it_is() {
    let (_folder, path) = log("ret=-96\n");
    let mut running = browse(&path);
    running.pty.wait_for("following");
    for count in 2..100 {
        append(&path, "ret=-96\n");
        running.pty.read();
        assert!(running.pty.contents().contains("following"), "after {count} lines:\n{}", running.pty.contents());
    }
    wait_for_count(&mut running, "-96", 99);
    assert_eq!(leave(running).0, Some(0));
}

#[test]
fn a_log_that_is_truncated_replaced_or_deleted_is_followed_all_the_same() {
    let (folder, path) = log("ret=-96 and so on\n");
    let mut running = browse(&path);
    wait_for_count(&mut running, "-96", 1);
    fs::write(&path, "").expect("a log");
    running.pty.wait_for("was truncated");
    append(&path, "ret=-96\n");
    wait_for_count(&mut running, "-96", 2);
    fs::rename(&path, folder.path().join("app.log.1")).expect("it is rotated");
    running.pty.wait_for("gone, awaited");
    fs::write(&path, "ret=-96\n").expect("a log");
    wait_for_count(&mut running, "-96", 3);
    running.pty.wait_for("was replaced");
    fs::remove_file(&path).expect("it goes");
    running.pty.wait_for("gone, awaited");
    assert_eq!(leave(running).0, Some(0));
}

#[test]
fn what_a_file_held_before_is_told_from_what_it_holds_now() {
    let (folder, path) = log("ret=-96 first\nret=-96 second\n");
    let mut running = browse(&path);
    wait_for_count(&mut running, "-96", 2);
    fs::rename(&path, folder.path().join("app.log.1")).expect("it is rotated");
    fs::write(&path, "ret=-96 third\n").expect("a log");
    wait_for_count(&mut running, "-96", 3);
    running.pty.wait_for("(earlier)");
    fs::write(&path, "").expect("it is truncated");
    running.pty.wait_for("was truncated");
    append(&path, "ret=-96 a new one\n");
    wait_for_count(&mut running, "-96", 4);
    running.pty.send("\x1b\r");
    // The file of the third line has other lines now; that of the first two is still open.
    for line in ["first", "second", "this line can't be read any more", "a new one"] {
        running.pty.wait_for(line);
    }
    running.pty.send("\x1b");
    let (status, left) = leave(running);
    assert_eq!(status, Some(0));
    for place in ["(earlier) 2, lines 1 … 2", "(earlier 2) 1, line 1", "app.log 1, line 1"] {
        assert!(left.contains(place), "{place} is not in\n{left}");
    }
}

#[test]
fn a_pipe_may_stall_go_on_and_end_and_leaves_no_file_behind() {
    let temporary = tempfile::tempdir().expect("a folder");
    let (mut running, mut writer, _pipe) = pipe(temporary.path());
    writer.write_all(b"ret=-96\n").expect("a line");
    wait_for_count(&mut running, "-96", 1);
    running.pty.send("\x1b\r");
    running.pty.wait_for("standard input:1");
    running.pty.send("\x1b");
    writer.write_all(b"ret=-96").expect("a line without its end");
    wait_for_count(&mut running, "-96", 2);
    drop(writer);
    running.pty.wait_for("read to its end");
    assert_eq!(leave(running).0, Some(0));
    assert_eq!(fs::read_dir(temporary.path()).expect("a folder").count(), 0);
}

#[test]
fn a_pipe_that_says_nothing_keeps_nobody_from_leaving() {
    let temporary = tempfile::tempdir().expect("a folder");
    let (mut running, writer, _pipe) = pipe(temporary.path());
    running.pty.wait_for("No code in this log so far");
    running.pty.wait_for("X-ErrNo");
    assert_eq!(leave(running).0, Some(1));
    drop(writer);
}

#[test]
fn a_signal_ends_the_browser_while_a_pipe_stalls() {
    let temporary = tempfile::tempdir().expect("a folder");
    let (mut running, mut writer, _pipe) = pipe(temporary.path());
    writer.write_all(b"ret=-96\n").expect("a line");
    wait_for_count(&mut running, "-96", 1);
    running.signal("TERM");
    let (status, _) = running.ends();
    assert_eq!(status.signal(), Some(15));
    assert_eq!(fs::read_dir(temporary.path()).expect("a folder").count(), 0);
}

#[test]
fn a_pipe_that_never_ends_is_counted_while_keys_are_answered() {
    let temporary = tempfile::tempdir().expect("a folder");
    let pty = Pty::open();
    let script = r#"yes ret=-96 | "$0" scan --browse"#;
    let mut command = pty.command(&["sh", "-c", script, XERRNO]);
    command.env("TMPDIR", temporary.path());
    let mut running = Running::of(pty, command);
    running.pty.wait_for("copy -96");
    running.pty.send("\x14");
    running.pty.wait_for("104/104");
    running.pty.send("\x14nothing of it");
    running.pty.wait_for("nothing of it");
    assert_eq!(leave(running).0, Some(0));
}

#[test]
fn many_mentions_and_lines_of_megabytes_are_counted_exactly() {
    let long = "x".repeat(3_000_000);
    let text = format!("{}{long} ret=-97 {long}\n{long} ret=-97\n", "2016-05-12 ret=-96\n".repeat(150_000));
    let (_folder, path) = log(text);
    let mut running = browse(&path);
    wait_for_count(&mut running, "-96", 150_000);
    wait_for_count(&mut running, "-97", 2);
    running.pty.send("\x1b[B\x1b\r");
    running.pty.wait_for("line 2 of 2");
    running.pty.send("\x1b");
    let (_, left) = leave(running);
    let path = path.to_str().expect("a readable name");
    let summary = printed(command(XERRNO, &[]).args(["scan", "--summary", "--format", "text", path]));
    for line in summary.lines().filter(|line| line.contains("-96") || line.contains("-97")) {
        let count = line.split_whitespace().next().expect("a count");
        assert!(left.contains(count), "{line} is not in\n{left}");
    }
}

#[test]
fn a_thousand_files_are_followed_with_little_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in 0..1000 {
        fs::write(folder.path().join(file.to_string()), "nothing happened\n".repeat(600) + "ret=-97\n").expect("a log");
    }
    let pty = Pty::open();
    let script = r#"ulimit -Sn 256; cd "$1" && exec "$0" scan --browse -- *"#;
    let command = pty.command(&["sh", "-c", script, XERRNO, folder.path().to_str().expect("a readable name")]);
    let mut running = Running::of(pty, command);
    wait_for_count(&mut running, "-97", 1000);
    append(&folder.path().join("500"), "ret=-96\n");
    wait_for_count(&mut running, "-96", 1);
    if cfg!(target_os = "linux") {
        let peak = support::processes::peak(running.pid());
        assert!(peak < 64 * 1024, "{peak} kB");
    }
    leave(running);
}

#[test]
fn what_is_no_log_is_named_on_the_screen_and_on_the_way_out() {
    let (folder, path) = log([&[1_u8, 2, 3][..], &[1; 500]].concat());
    let mut running = browse(&path);
    running.pty.wait_for("could not read");
    let (status, printed) = leave(running);
    assert_eq!(status, Some(2));
    assert!(printed.contains("could not read"), "{printed}");
    // Where there is nothing to browse, no browser opens.
    let missing = folder.path().join("no\u{1b}[31mwhere.log");
    let missing = missing.to_str().expect("a readable name");
    let told = command(XERRNO, &[]).args(["scan", "--browse", missing]).output().expect("it runs");
    assert_eq!(told.status.code(), Some(2));
    let told = String::from_utf8_lossy(&told.stderr);
    assert!(told.contains("could not read") && !told.contains('\u{1b}'), "{told:?}");
}

#[test]
fn a_packed_log_is_browsed_and_its_lines_are_shown() {
    let (folder, path) = log("ret=-96 packed\n");
    let packed = File::create(folder.path().join("app.log.gz")).expect("a file");
    if !support::have(&["gzip"]) {
        return;
    }
    Command::new("gzip").arg("-c").arg(&path).stdout(packed).status().expect("gzip");
    let mut running = browse(&folder.path().join("app.log.gz"));
    wait_for_count(&mut running, "-96", 1);
    running.pty.wait_for("ret=-96 packed");
    running.pty.wait_for("read to its end");
    assert_eq!(leave(running).0, Some(0));
}
