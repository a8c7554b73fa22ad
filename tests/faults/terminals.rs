//! Terminals that are resized, stop reading, or are closed.

use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::processes::{session_members, ticks};
use crate::support::pty::{Pty, Running, SIZE, not_zero};
use crate::support::{PATIENCE, XERRNO, codes};

/// The most CPU time that the program may use while its terminal is gone or blocked, in hundredths of a second.
const NO_SPIN: u64 = 20;

#[test]
fn a_thousand_sizes_leave_the_picture_whole() {
    let mut running = Running::browse(&["--query", "签名"]);
    running.pty.wait_for("签名过期");
    let before = running.pty.contents();
    let mut random: u32 = 1;
    for round in 0..1_000_u32 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [columns, rows] =
            [(random >> 16) % 300, (random >> 8) % 100].map(|side| u16::try_from(side).expect("small"));
        running.pty.resize(match round % 50 {
            0 => (0, 0),
            1 => (1, 1),
            2 => (500, 200),
            3 => (columns, 0),
            _ => (columns, rows),
        });
        running.pty.read();
    }
    running.pty.resize(SIZE);
    running.pty.wait("the picture as before", |pty| (pty.contents() == before).then_some(()));
    running.leaves_well();
}

#[test]
fn a_terminal_without_a_size_is_taken_for_a_usual_one() {
    let mut pty = Pty::open();
    pty.resize((0, 0));
    let command = pty.command(&[XERRNO, "--query", "签名"]);
    let mut running = Running::of(pty, command);
    running.pty.wait("a frame", |pty| pty.has_frame().then_some(()));
    running.pty.resize(SIZE);
    running.pty.wait_for("签名过期");
    running.pty.send("\x03");
    running.ends();
}

#[test]
fn when_the_terminal_is_closed_the_program_ends_and_nothing_spins() {
    for keys in ["", "\x1b[", "\x1b[200~abc", "签名\x01"] {
        let mut running = Running::browse(&[]);
        running.pty.send(keys);
        let status = close(&mut running);
        assert_eq!(status.signal(), Some(1), "after {keys:?}: a hang-up");
    }
}

#[test]
fn a_terminal_that_goes_without_a_hang_up_is_noticed() {
    for keys in ["", "\x1b[", "\x1b[200~abc"] {
        let pty = Pty::open();
        // A session without a controlling terminal gets no signal when the terminal is closed.
        let mut command = Command::new("setsid");
        command.arg(XERRNO);
        pty.attach(&mut command);
        let mut running = Running::of(pty, command);
        running.pty.wait("the first frame", |pty| pty.has_frame().then_some(()));
        running.pty.send(keys);
        let status = close(&mut running);
        assert_eq!(status.signal(), Some(1), "after {keys:?}: a hang-up all the same");
    }
}

/// Closes the terminal; the program must end soon, without much computing, and leave nothing behind.
fn close(running: &mut Running) -> std::process::ExitStatus {
    let pid = running.pid();
    let before = ticks(pid);
    // The terminal is closed once the last file that refers to it is.
    drop(std::mem::replace(&mut running.pty, Pty::open()));
    let deadline = Instant::now() + PATIENCE;
    let mut used = 0;
    let status = loop {
        if let Some(status) = running.child.status() {
            break status;
        }
        used = used.max(ticks(pid).saturating_sub(before));
        assert!(Instant::now() < deadline, "still running, {used} ticks");
        running.pty.read();
    };
    assert!(used < NO_SPIN, "{used} ticks");
    assert!(session_members(pid).is_empty());
    status
}

#[test]
fn output_that_nobody_reads_for_seconds_is_caught_up_with() {
    let mut running = Running::browse(&[]);
    clog(&mut running);
    let before = ticks(running.pid());
    let until = Instant::now() + Duration::from_secs(3);
    while Instant::now() < until {
        running.pty.write_some(b"\x1b[B");
        std::thread::park_timeout(Duration::from_millis(50));
    }
    assert!(ticks(running.pid()) - before < NO_SPIN, "nothing is computed meanwhile");
    running.pty.send("\x15-6101");
    running.pty.wait_for("❯ -6101");
    running.pty.wait_for(&format!("1/{}", codes()));
    running.leaves_well();
}

#[test]
fn a_deadly_signal_ends_a_program_whose_output_nobody_reads() {
    let mut running = Running::browse(&[]);
    clog(&mut running);
    running.signal("TERM");
    let deadline = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = running.child.status() {
            break status;
        }
        assert!(Instant::now() < deadline, "still running");
        std::thread::park_timeout(Duration::from_millis(5));
    };
    assert_eq!(status.signal(), Some(15));
    assert!(!running.pty.harm().contains(&"other modes"), "of the rest the terminal could not be told");
}

/// Makes the program draw until the terminal's buffer is full.
fn clog(running: &mut Running) {
    let deadline = Instant::now() + PATIENCE;
    let mut still_since = Instant::now();
    let mut unread = 0;
    while unread == 0 || still_since.elapsed() < Duration::from_millis(500) {
        running.pty.write_some(b"\x0c");
        std::thread::park_timeout(Duration::from_millis(5));
        let now = running.pty.unread();
        if now != unread {
            (unread, still_since) = (now, Instant::now());
        }
        assert!(Instant::now() < deadline, "{unread} bytes unread, and still more");
    }
}

/// A terminal without an alternate screen, as mosh and GNU screen are by default, in which other programs have written.
struct Plain(vt100::Parser);

impl Plain {
    fn new() -> Self {
        let mut screen = vt100::Parser::new(not_zero(SIZE.1), not_zero(SIZE.0), 0);
        for _ in 0..SIZE.1 {
            screen.process(
                "an old line that fills the whole row of the terminal, to its very end\r\n".repeat(2).as_bytes(),
            );
        }
        Self(screen)
    }

    /// Shows the program's output, without the sequences that such a terminal doesn't know.
    fn show(&mut self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes).replace("\x1b[?1049h", "").replace("\x1b[?1049l", "");
        self.0.process(text.as_bytes());
        self.0.screen().contents()
    }
}

#[test]
fn a_terminal_without_an_alternate_screen_shows_nothing_but_the_browser_and_is_left_clean() {
    let mut running = Running::browse(&["--query", "签名"]);
    running.pty.wait_for("签名过期");
    let mut plain = Plain::new();
    let frame = running.pty.bytes.len();
    assert_eq!(plain.show(&running.pty.bytes), running.pty.contents());
    running.pty.send("\x03");
    let (_, pty) = running.ends();
    assert_eq!(plain.show(&pty.bytes[frame..]), "");
    assert_eq!(plain.0.screen().cursor_position(), (0, 0));
}
