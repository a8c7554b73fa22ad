//! Programs that stand between the browser and the terminal, for real: what they let through, and what they leave behind.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use crate::support::terminal::{Modes, Terminal};
use crate::support::{XERRNO, command, have, printed, run, wait_for};

const COPY: &str = "\r";
const COPY_LINE: &str = "\x19";
const QUIT: &str = "\x03";

/// A GNU screen without a config, for one test.
struct Screen(TempDir);

impl Screen {
    /// Attaches a terminal to a screen in which a shell writes these lines and then runs the browser.
    fn start(script: &str) -> (Self, Terminal) {
        let folder = tempfile::tempdir().expect("a folder");
        // screen wants its sockets in a folder of the user alone.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).expect("a private folder");
        let path = folder.path().to_str().expect("a readable name").to_owned();
        let environment = [("SCREENDIR", path.as_str()), ("SCREENRC", "/dev/null"), ("SYSSCREENRC", "/dev/null")];
        let terminal = Terminal::start(&["screen", "-U", "-T", "screen-256color", "sh", "-c", script], &environment);
        (Self(folder), terminal)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let path = self.0.path().to_str().expect("a readable name");
        run(command("screen", &[("SCREENDIR", path)]).args(["-X", "quit"]));
    }
}

/// Lines that would shine through a frame that is not cleared before, and stay behind one that is not cleared after.
fn shell(arguments: &str) -> String {
    format!(
        "yes 'old text of the shell, all along the line, over and over' | head -40; {XERRNO} {arguments}; echo left with $?; read line"
    )
}

/// Waits for the browser with -96 found and nothing shining through, copies it, and leaves a cleared screen.
fn copies_and_leaves(terminal: &mut Terminal) {
    terminal.wait_for("Signature expired");
    terminal.wait_until("a whole frame", |screen| screen.contains("Esc clear") && !screen.contains("old text"));
    terminal.type_keys(COPY);
    terminal.wait_for("Sent");
    wait_for("the code", || (terminal.copied() == ["-96"]).then_some(()));
    terminal.type_keys(QUIT);
    terminal.wait_for("left with 0");
    // What stands between draws in whatever order it likes.
    terminal.wait_until("a cleared screen", |screen| !screen.contains('❯'));
}

#[test]
fn in_gnu_screen_nothing_shines_through_and_a_copy_reaches_the_terminal() {
    if !have(&["screen"]) {
        return;
    }
    let (_screen, mut terminal) = Screen::start(&shell("--query -96"));
    copies_and_leaves(&mut terminal);
}

#[test]
fn in_gnu_screen_a_text_of_kilobytes_goes_in_pieces_and_arrives_whole() {
    if !have(&["screen"]) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("long.csv");
    let long = "签名 signature ".repeat(200);
    fs::write(&table, format!("code,meaning\n-9001,{long}\n")).expect("a table");
    let script = shell(&format!("--no-embedded --table {} --query -9001", table.display()));
    let (_screen, mut terminal) = Screen::start(&script);
    terminal.wait_for("1/1");
    terminal.type_keys(COPY_LINE);
    wait_for("the text, or a refusal", || {
        let arrived = terminal.copied().iter().any(|text| text.contains(long.trim()));
        let refused = terminal.screen().contains("Not copied");
        (arrived || refused).then_some(())
    });
    // Be it as it may, the screen is not flooded with base64.
    assert!(!terminal.screen().contains("562+5ZC"), "{}", terminal.screen());
    terminal.type_keys("\x1b\x03");
}

/// A mosh server on this machine, in which a shell runs; and a terminal with its client.
fn mosh(script: &str) -> Terminal {
    // A server whose client has gone ends by itself after a while.
    let mut server = command("mosh-server", &[("TERM", "xterm-256color"), ("MOSH_SERVER_NETWORK_TMOUT", "20")]);
    let announced = printed(server.args(["new", "-i", "127.0.0.1", "--", "sh", "-c", script]));
    let words: Vec<&str> =
        announced.lines().find(|line| line.starts_with("MOSH CONNECT")).expect(&announced).split(' ').collect();
    let [_, _, port, key] = words[..] else { panic!("{announced}") };
    Terminal::start(&["mosh-client", "127.0.0.1", port], &[("MOSH_KEY", key)])
}

#[test]
fn in_mosh_nothing_shines_through_and_a_copy_reaches_the_terminal() {
    if !have(&["mosh-server", "mosh-client"]) {
        return;
    }
    let mut terminal = mosh(&shell("--query -96"));
    copies_and_leaves(&mut terminal);
    terminal.type_keys("\n");
    terminal.wait();
    terminal.wait_for_modes(Modes::default());
}
