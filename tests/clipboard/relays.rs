//! Real programs between the browser and the terminal: copies pass through them, and the screen is cleared afterwards.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use crate::support::terminal::{Modes, Terminal};
use crate::support::{XERRNO, command, have, printed, run, wait_for};

const COPY: &str = "\r";
const COPY_LINE: &str = "\x19";
const QUIT: &str = "\x03";

/// A GNU screen without a config, used by one test.
struct Screen(TempDir);

impl Screen {
    /// Attaches a terminal to a screen in which a shell writes these lines and then runs the browser.
    fn start(script: &str) -> (Self, Terminal) {
        let folder = tempfile::tempdir().expect("a folder");
        // screen requires that only its user can access the folder of its sockets.
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

/// A script that writes lines and then runs the browser. The lines would show through a frame if the screen were not cleared
/// before it, and the frame would stay if the screen were not cleared after it.
fn shell(arguments: &str) -> String {
    format!(
        "yes 'old text of the shell, all along the line, over and over' | head -40; {XERRNO} {arguments}; echo left with $?; read line"
    )
}

/// Waits for the browser to find -96 with no old text on the screen, copies it, leaves, and checks that the screen is clear.
fn copies_and_leaves(terminal: &mut Terminal) {
    terminal.wait_for("Signature expired");
    terminal.wait_until("a whole frame", |screen| screen.contains("Esc clear") && !screen.contains("old text"));
    terminal.type_keys(COPY);
    terminal.wait_for("Sent");
    wait_for("the code", || (terminal.copied() == ["-96"]).then_some(()));
    terminal.type_keys(QUIT);
    terminal.wait_for("left with 0");
    // The program between may draw the end of the screen in any order.
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
    // In either case the screen must not be flooded with base64.
    assert!(!terminal.screen().contains("562+5ZC"), "{}", terminal.screen());
    terminal.type_keys("\x1b\x03");
}

/// Starts a mosh server that runs a shell, and a terminal with the client.
fn mosh(script: &str) -> Terminal {
    // A server without a client ends by itself after 20 seconds.
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
