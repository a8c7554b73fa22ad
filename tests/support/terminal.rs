//! A terminal that is read continuously, and tmux between it and the program.

use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Instant;

use tempfile::TempDir;

use super::pty::{Ends, SIZE, attach, in_session, not_zero, resize};
use super::{PATIENCE, PAUSE, clear, command, printed, wait_for};

/// Modes of a terminal that a program may fail to restore. The default is the state before a program runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a terminal has each of them by itself")]
pub(crate) struct Modes {
    pub(crate) alternate_screen: bool,
    pub(crate) bracketed_paste: bool,
    pub(crate) hidden_cursor: bool,
    pub(crate) mouse: bool,
}

/// A terminal that runs a program. The output is read as it arrives, and kept as bytes and as a screen.
pub(crate) struct Terminal {
    child: Child,
    /// The terminal keeps its size and its modes while this is open.
    ends: Ends,
    output: Receiver<Vec<u8>>,
    bytes: Vec<u8>,
    screen: vt100::Parser,
}

impl Terminal {
    /// Runs `program` in a clean environment with `environment`.
    pub(crate) fn start(program: &[&str], environment: &[(&str, &str)]) -> Self {
        let ends = Ends::open(SIZE);
        let mut command = in_session(program);
        clear(&mut command, &[&[("TERM", "xterm-256color")], environment].concat());
        attach(&ends.slave, &mut command);
        let child = command.spawn().expect("the program starts");
        let mut reader = ends.master.try_clone().expect("a reader");
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(not_zero(SIZE.1), not_zero(SIZE.0), 0);
        Self { child, ends, output, bytes: Vec::new(), screen }
    }

    /// Resizes the terminal, as a user does by dragging its corner.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        resize(&self.ends.master, (columns, rows));
        self.screen.screen_mut().set_size(not_zero(rows), not_zero(columns));
    }

    /// Waits until the terminal has these modes.
    pub(crate) fn wait_for_modes(&mut self, modes: Modes) {
        wait_for("the modes of the terminal", || (self.modes() == modes).then_some(()));
    }

    /// The row and the column of the cursor, from 0.
    pub(crate) fn cursor(&mut self) -> (u16, u16) {
        self.bytes();
        self.screen.screen().cursor_position()
    }

    /// The current modes of the terminal.
    pub(crate) fn modes(&mut self) -> Modes {
        self.bytes();
        let screen = self.screen.screen();
        Modes {
            alternate_screen: screen.alternate_screen(),
            bracketed_paste: screen.bracketed_paste(),
            hidden_cursor: screen.hide_cursor(),
            mouse: screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None,
        }
    }

    pub(crate) fn type_keys(&mut self, keys: &str) {
        self.ends.master.write_all(keys.as_bytes()).expect("the terminal takes keys");
    }

    /// Everything written so far.
    pub(crate) fn bytes(&mut self) -> &[u8] {
        for bytes in self.output.try_iter() {
            self.screen.process(&bytes);
            self.bytes.extend(bytes);
        }
        &self.bytes
    }

    /// The screen as text.
    pub(crate) fn screen(&mut self) -> String {
        self.bytes();
        self.screen.screen().contents()
    }

    /// Waits until the screen shows `text`.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until the screen meets a condition.
    pub(crate) fn wait_until(&mut self, what: &str, condition: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !condition(&self.screen()) {
            assert!(Instant::now() < deadline, "waited in vain for {what:?} on\n{}", self.screen());
            thread::sleep(PAUSE);
        }
    }

    /// The texts that OSC 52 asked this terminal to copy, first to last.
    pub(crate) fn copied(&mut self) -> Vec<String> {
        use base64::Engine;
        let decode = |base64: &str| base64::engine::general_purpose::STANDARD.decode(base64).ok();
        let output = String::from_utf8_lossy(self.bytes()).into_owned();
        let sequences = output.split("\x1b]52;").skip(1).filter_map(|rest| {
            let (_, payload) = rest.split(['\x07', '\x1b']).next()?.split_once(';')?;
            String::from_utf8(decode(payload)?).ok()
        });
        sequences.collect()
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the program's end, and returns its exit status.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        wait_for("the program's end", || self.child.try_wait().expect("a child"))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A tmux server with default settings, for one test.
pub(crate) struct Tmux(TempDir);

impl Tmux {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn environment(&self) -> (&str, &str) {
        ("TMUX_TMPDIR", self.0.path().to_str().expect("a readable name"))
    }

    /// Attaches a terminal to a session in which `shell_command` runs.
    pub(crate) fn start(&self, shell_command: &str, environment: &[(&str, &str)]) -> Terminal {
        let environment = [environment, &[self.environment()]].concat();
        Terminal::start(&["tmux", "-f", "/dev/null", "new-session", shell_command], &environment)
    }

    /// Attaches another terminal to the session, and detaches the others.
    pub(crate) fn attach(&self, environment: &[(&str, &str)]) -> Terminal {
        let environment = [environment, &[self.environment()]].concat();
        Terminal::start(&["tmux", "-f", "/dev/null", "attach-session", "-d"], &environment)
    }

    /// Runs a tmux command, and returns its output.
    pub(crate) fn ask(&self, arguments: &[&str]) -> String {
        printed(command("tmux", &[self.environment()]).args(arguments))
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.ask(&["kill-server"]);
    }
}

/// Runs a command to its end on a terminal with this many columns, in a clean environment with `environment`. Returns its
/// exit status and its output, with plain newlines.
pub(crate) fn on_terminal(mut command: Command, columns: u16, environment: &[(&str, &str)]) -> (i32, String) {
    let Ends { mut master, slave, .. } = Ends::open((columns, 24));
    clear(&mut command, environment);
    attach(&slave, &mut command);
    let mut child = command.spawn().expect("the program starts");
    // `command` keeps the terminal open too. Once every copy is closed, Linux ends the reading below with an error.
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(slave);
    let mut written = Vec::new();
    let _ = master.read_to_end(&mut written);
    let status = child.wait().expect("the program ends").code().expect("an exit status");
    (status, String::from_utf8(written).expect("output in UTF-8").replace("\r\n", "\n"))
}
