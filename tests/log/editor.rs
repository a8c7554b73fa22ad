//! The user's editor at a line of a log: it has the terminal for itself, and the browser comes back.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;

use crate::support::processes::{session_members, state};
use crate::support::pty::{Pty, Running};
use crate::support::{Fakes, XERRNO, wait_for};
use crate::{append, closes, leave, log, pipe, wait_for_count};

const LOG: &str = "ret=-96\nok\nret=-6101\nret=-96 again\n";

/// An editor that keeps what it is told and what is typed into it, a line of it; then it does `last`.
fn editor(last: &str) -> Fakes {
    let script = r#"here=$(dirname "$0"); printf '%s\n' "$@" >"$here/told"; echo editing; read -r line; echo "$line" >"$here/typed"; "#;
    Fakes::new(&[("vim", &format!("{script}{last}"))])
}

fn read(fakes: &Fakes, name: &str) -> String {
    fs::read_to_string(fakes.file(name)).unwrap_or_default()
}

/// The browser over `path`, with this editor, and the lines of the first code open.
fn lines_of(path: &Path, editor: Option<&str>) -> Running {
    let path = path.to_str().expect("a readable name");
    let mut running = Running::start(&["scan", "--browse", path], |command| {
        command.envs(editor.map(|editor| ("EDITOR", editor)));
    });
    wait_for_count(&mut running, "-96", 2);
    running.pty.send("\x1b\r");
    running.pty.wait_for("line 2 of 2");
    running
}

#[test]
fn the_editor_opens_the_selected_line_and_has_every_key_until_it_ends() {
    let (_folder, path) = log(LOG);
    let fakes = editor("");
    let mut running = lines_of(&path, Some(&format!("LC_ALL=C '{}' -u 'a b'", fakes.file("vim").display())));
    for (keys, line) in [("\x1be", 4), ("\x1b[A\x1b[20~", 1)] {
        running.pty.send(keys);
        running.pty.wait_for("editing");
        assert!(
            !running.pty.screen.screen().alternate_screen() && running.pty.harm().is_empty(),
            "it has the terminal"
        );
        running.pty.send("these words are for the editor\r");
        running.pty.wait("the browser", |pty| pty.screen.screen().alternate_screen().then_some(()));
        assert_eq!(read(&fakes, "told"), format!("-u\na b\n+{line}\n{}\n", path.display()));
        assert_eq!(read(&fakes, "typed"), "these words are for the editor\n");
    }
    running.pty.wait_for("line 1 of 2");
    append(&path, "ret=-96\n");
    running.pty.wait_for("line 1 of 3");
    closes(&mut running, "line 1 of 3");
    running.pty.send("expired");
    running.pty.wait_for("❯ expired");
    assert_eq!(leave(running).0, Some(0));
}

#[test]
fn from_the_list_the_editor_opens_the_last_line_of_the_code() {
    let (_folder, path) = log(LOG);
    let fakes = editor("");
    let mut running = lines_of(&path, Some(fakes.file("vim").to_str().expect("a readable name")));
    closes(&mut running, "line 2 of 2");
    running.pty.send("\x1b[B");
    running.pty.wait_for("copy -6101");
    running.pty.send("\x1be");
    running.pty.wait_for("editing");
    running.pty.send("\r");
    running.pty.wait_for("copy -6101");
    assert!(read(&fakes, "told").starts_with("+3\n"));
    assert_eq!(leave(running).0, Some(0));
}

#[test]
fn an_editor_that_is_not_there_or_fails_is_told_with_the_remedy() {
    let (_folder, path) = log(LOG);
    for (editor, notice) in [
        (None, "No editor is set; set VISUAL or EDITOR, as in export EDITOR=vim"),
        (Some("no-such-editor -x"), "There is no editor no-such-editor; set VISUAL or EDITOR"),
        (Some("false"), "false failed (status 1); VISUAL or EDITOR sets another editor"),
    ] {
        let mut running = lines_of(&path, editor);
        running.pty.send("\x1be");
        running.pty.wait_for(notice);
        running.pty.send("\x1b[A");
        running.pty.wait_for("line 1 of 2");
        assert_eq!(leave(running).0, Some(0));
    }
}

#[test]
fn a_line_that_stands_in_no_file_is_told_to_be_so() {
    let temporary = tempfile::tempdir().expect("a folder");
    let (mut running, writer, _pipe) = pipe(temporary.path());
    std::io::Write::write_all(&mut &writer, b"ret=-96\n").expect("a line");
    wait_for_count(&mut running, "-96", 1);
    running.pty.send("\x1be");
    running.pty.wait_for("The log came through a pipe");
    assert_eq!(leave(running).0, Some(0));
    let (folder, path) = log(LOG);
    let mut running = lines_of(&path, None);
    fs::rename(&path, folder.path().join("app.log.1")).expect("it is rotated");
    fs::write(&path, "ret=-97\n").expect("another");
    running.pty.send("\x1b");
    running.pty.wait_for("was replaced");
    running.pty.send("\x1be");
    running.pty.wait_for("has this line no more");
    assert_eq!(leave(running).0, Some(0));
}

#[test]
fn without_a_log_the_key_does_nothing() {
    let mut running = Running::browse(&["--query", "签名"]);
    running.pty.send("\x1be\x1b[20~过期");
    running.pty.wait_for("❯ 签名过期");
    running.leaves_well();
}

#[test]
fn an_interrupt_is_for_the_editor_alone() {
    let (_folder, path) = log(LOG);
    let fakes = Fakes::new(&[("vim", "trap 'exit 3' INT; echo editing; while :; do read -r line; done")]);
    let mut running = lines_of(&path, Some(fakes.file("vim").to_str().expect("a readable name")));
    running.pty.send("\x1be");
    running.pty.wait_for("editing");
    running.pty.send("\x03");
    running.pty.wait_for("vim failed (status 3)");
    running.pty.send("\x1b[A");
    running.pty.wait_for("line 1 of 2");
    assert_eq!(leave(running).0, Some(0));
}

#[test]
fn a_deadly_signal_ends_the_editor_too() {
    let (_folder, path) = log(LOG);
    let fakes = Fakes::new(&[("vim", "trap 'exit 3' TERM; echo editing; while :; do read -r line; done")]);
    let mut running = lines_of(&path, Some(fakes.file("vim").to_str().expect("a readable name")));
    running.pty.send("\x1be");
    running.pty.wait_for("editing");
    running.signal("TERM");
    let (status, _) = running.ends();
    assert_eq!(status.signal(), Some(15));
}

#[test]
fn an_editor_that_suspends_itself_suspends_the_browser_and_both_come_back() {
    let (_folder, path) = log(LOG);
    let fakes = editor("kill -s TSTP 0; echo edited; read -r line");
    let pty = Pty::open();
    let script = r#""$0" scan --browse "$1"; echo "left with $?"; read line; fg; echo "left with $?""#;
    let mut command = pty.command(&["dash", "-mc", script, XERRNO, path.to_str().expect("a readable name")]);
    command.env("EDITOR", fakes.file("vim"));
    let mut running = Running::of(pty, command);
    wait_for_count(&mut running, "-96", 2);
    running.pty.send("\x1be");
    running.pty.wait_for("editing");
    running.pty.send("\r");
    running.pty.wait_for("left with 147");
    let stopped = || session_members(running.pid()).into_iter().filter(|pid| state(*pid) == Some('T')).count();
    wait_for("both to stop", || (stopped() >= 2).then_some(()));
    running.pty.send("\n");
    running.pty.wait_for("edited");
    running.pty.send("\r");
    running.pty.wait("the browser", |pty| pty.screen.screen().alternate_screen().then_some(()));
    wait_for_count(&mut running, "-96", 2);
    running.pty.send("\x03");
    running.pty.wait_for("left with 0");
    running.ends();
}
