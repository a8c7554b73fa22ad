//! User tables that are odd, or that change while the program runs.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rustix::fs::{CWD, Mode, mkfifoat};
use tempfile::TempDir;

use crate::support::all_codes;
use crate::support::processes::peak;
use crate::support::pty::Running;

/// A table with one recognizable row at its end, in a temporary folder.
fn table(rows: usize) -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("more.csv");
    let mut text = String::from("code,zh,en\n");
    for row in 0..rows {
        writeln!(text, "{},第 {row} 行,row number {row}", -100_000 - i64::try_from(row).expect("small")).expect("text");
    }
    text.push_str("-7777777,最后一行,the last row of the table\n");
    fs::write(&path, text).expect("a table");
    let path = path.to_str().expect("a readable name").to_owned();
    (folder, path)
}

type Change = fn(&Path);

#[test]
fn a_table_that_changes_or_goes_while_the_program_runs_is_no_matter() {
    let changes: [(&str, Change); 3] = [
        ("removed", |path| fs::remove_file(path).expect("a table to remove")),
        ("cut short", |path| drop(fs::File::create(path).expect("a table to empty"))),
        ("replaced", |path| fs::write(path, vec![0xff; 1 << 20]).expect("a table to replace")),
    ];
    for (change, make) in changes {
        // With this many rows, the search runs on its own thread.
        let (_folder, path) = table(10_000);
        let mut running = Running::browse(&["--table", &path]);
        running.pty.wait_for("10105/10105");
        make(Path::new(&path));
        running.pty.send("row of the table");
        running.pty.wait_for("the last row of the table");
        running.pty.wait_for("1/10105");
        running.pty.send("\x03");
        let (status, _) = running.ends();
        assert_eq!(status.code(), Some(0), "{change}");
    }
}

#[test]
fn cells_of_a_million_characters_are_drawn_searched_and_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.csv");
    let (zh, en) = ("签名过期的长格".repeat(1_000_000 / 7), "long cell ".repeat(100_000));
    fs::write(&path, format!("code,zh,en\n-7777777,{zh}末尾,{en}zebra\n-7777778,短,short\n")).expect("a table");
    let mut running = Running::browse(&["--table", path.to_str().expect("a readable name")]);
    running.pty.wait_for("106/106");
    running.pty.send("-7777777");
    running.pty.wait_for("1/106");
    running.pty.wait_for("long cell");
    for word in ["zebra", "短", "末尾"] {
        running.pty.send(format!("\x15{word}"));
        running.pty.wait(word, |pty| {
            let screen = pty.contents();
            (screen.contains(&format!("❯ {word}")) && screen.contains("1/106")).then_some(())
        });
    }
    // The detail pane, line by line.
    running.pty.send("\x1b[1;2B".repeat(100));
    for size in [(20, 6), (200, 50), (1, 1), (100, 24)] {
        running.pty.resize(size);
        running.pty.send("\x0c");
        running.pty.read();
    }
    running.pty.send("\x15-6101");
    running.pty.wait_for("❯ -6101");
    running.pty.wait_for("1/106");
    assert!(peak(running.pid()) < 512 * 1024, "{} KiB", peak(running.pid()));
    running.leaves_well();
}

#[test]
fn a_table_that_cannot_be_read_is_named_and_the_browser_opens_without_it() {
    for path in ["/nonexistent/table.csv", "/proc/self/mem"] {
        let mut running = Running::browse(&["--table", path]);
        running.pty.wait_for(path);
        running.pty.wait_for(&all_codes());
        running.leaves_well();
    }
}

#[test]
fn a_table_that_comes_late_is_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("late.csv");
    mkfifoat(CWD, &path, Mode::RUSR | Mode::WUSR).expect("a named pipe");
    let late = path.clone();
    let writer = std::thread::spawn(move || fs::write(late, "code,meaning\n-7777777,overloaded\n"));
    let mut running = Running::browse(&["--print", "--table", path.to_str().expect("a readable name")]);
    writer.join().expect("a writer").expect("somebody reads");
    running.pty.wait_for("105/105");
    running.pty.send("overloaded");
    running.pty.wait_for("❯ overloaded");
    running.pty.send("\r");
    let (status, pty) = running.ends();
    assert_eq!(status.code(), Some(0));
    assert!(pty.contents().contains("-7777777"), "{}", pty.contents());
}
