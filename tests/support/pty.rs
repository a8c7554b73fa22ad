//! A pseudo-terminal under the test's control: it is read only when the test reads it, and closed when the test drops it.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::unix::fs::OpenOptionsExt;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use vt100::MouseProtocolMode;

use super::processes::{session_members, signal};
use super::{PATIENCE, XERRNO, clear};

/// Keeps programs that other tests start meanwhile from inheriting the test's end. macOS can't set this flag on opening.
#[cfg(target_os = "macos")]
const CLOEXEC: OpenptFlags = OpenptFlags::empty();
#[cfg(not(target_os = "macos"))]
const CLOEXEC: OpenptFlags = OpenptFlags::CLOEXEC;

/// The initial size of a terminal, in columns and rows.
pub(crate) const SIZE: (u16, u16) = (100, 24);

/// The two ends of a pseudo-terminal.
pub(crate) struct Ends {
    /// The end that a terminal emulator holds.
    pub(crate) master: File,
    /// The end for programs. While it is open, the terminal keeps its modes after the program has closed it.
    pub(crate) slave: File,
    pub(crate) name: String,
}

impl Ends {
    pub(crate) fn open(size: (u16, u16)) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | CLOEXEC).expect("a pseudo-terminal");
        rustix::io::fcntl_setfd(&master, rustix::io::FdFlags::CLOEXEC).expect("a flag");
        grantpt(&master).expect("a terminal of ours");
        unlockpt(&master).expect("an unlocked terminal");
        let name = ptsname(&master, Vec::new()).expect("a name").into_string().expect("a readable name");
        let noctty = i32::try_from(OFlags::NOCTTY.bits()).expect("a flag");
        let slave = OpenOptions::new().read(true).write(true).custom_flags(noctty).open(&name).expect("a terminal");
        let master = File::from(master);
        resize(&master, size);
        Self { master, slave, name }
    }
}

/// Resizes a terminal to these columns and rows, as a user does by dragging its corner.
pub(crate) fn resize(master: &File, (columns, rows): (u16, u16)) {
    let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(master, size).expect("a terminal takes any size");
}

/// The command that runs `program` in a session of its own, controlled by the terminal that it is attached to.
pub(crate) fn in_session(program: &[&str]) -> Command {
    let mut setsid = Command::new("setsid");
    setsid.arg("--ctty").args(program);
    setsid
}

/// Gives a terminal to a command as its standard streams.
pub(crate) fn attach(slave: &File, command: &mut Command) {
    let slave = || slave.try_clone().expect("a terminal");
    command.stdin(slave()).stdout(slave()).stderr(slave());
}

/// A terminal, the bytes written to it, and the screen that they result in.
pub(crate) struct Pty {
    master: File,
    /// Kept open so that the terminal keeps its modes after the program has closed it.
    slave: File,
    name: String,
    /// The modes before any program changed them.
    modes: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) screen: vt100::Parser,
}

impl Pty {
    pub(crate) fn open() -> Self {
        let Ends { master, slave, name } = Ends::open(SIZE);
        rustix::io::ioctl_fionbio(&master, true).expect("reading that does not wait");
        let screen = vt100::Parser::new(not_zero(SIZE.1), not_zero(SIZE.0), 0);
        let mut pty = Self { master, slave, name, modes: String::new(), bytes: Vec::new(), screen };
        // Unusual modes: only a program that saves and restores them brings them back, not one that sets defaults.
        pty.stty(&["-ixon", "eof", "^E", "werase", "^B"]);
        pty.modes = pty.stty(&["-a"]);
        pty
    }

    /// The command that runs `program` in a session of its own, which this terminal controls.
    pub(crate) fn command(&self, program: &[&str]) -> Command {
        let mut setsid = in_session(program);
        self.attach(&mut setsid);
        setsid
    }

    /// Gives this terminal and a plain environment to a command.
    pub(crate) fn attach(&self, command: &mut Command) {
        clear(command, &[("TERM", "xterm-256color")]);
        attach(&self.slave, command);
    }

    pub(crate) fn stty(&self, arguments: &[&str]) -> String {
        let output = Command::new("stty").args(["-F", &self.name]).args(arguments).output().expect("stty");
        String::from_utf8(output.stdout).expect("text")
    }

    pub(crate) fn resize(&mut self, (columns, rows): (u16, u16)) {
        resize(&self.master, (columns, rows));
        self.screen.screen_mut().set_size(not_zero(rows), not_zero(columns));
    }

    /// Reads the program's output, and waits up to 5 ms for some. Returns true if there was any.
    pub(crate) fn read(&mut self) -> bool {
        if !self.is_ready(PollFlags::IN, Duration::from_millis(5)) {
            return false;
        }
        let mut buffer = vec![0; 1 << 16];
        match self.master.read(&mut buffer) {
            Ok(length) => {
                self.screen.process(&buffer[..length]);
                self.bytes.extend(&buffer[..length]);
                length > 0
            }
            Err(_) => false,
        }
    }

    fn is_ready(&self, flags: PollFlags, timeout: Duration) -> bool {
        let timeout = Timespec::try_from(timeout).expect("a short time");
        let mut state = [PollFd::new(&self.master, flags)];
        poll(&mut state, Some(&timeout)).is_ok_and(|count| count > 0)
    }

    /// Sends keys, and reads meanwhile so that the two sides can't block each other.
    pub(crate) fn send(&mut self, keys: impl AsRef<[u8]>) {
        let mut rest = keys.as_ref();
        let deadline = Instant::now() + PATIENCE;
        while !rest.is_empty() {
            rest = &rest[self.write_some(rest)..];
            self.read();
            assert!(Instant::now() < deadline, "{} bytes were not taken", rest.len());
        }
    }

    /// Sends as many keys as the terminal takes at once; returns how many.
    pub(crate) fn write_some(&mut self, keys: &[u8]) -> usize {
        self.master.write(keys).unwrap_or_default()
    }

    /// The number of bytes that can be read.
    pub(crate) fn unread(&self) -> u64 {
        rustix::io::ioctl_fionread(&self.master).expect("a count")
    }

    pub(crate) fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    /// Reads until `condition` has a value.
    pub(crate) fn wait<T>(&mut self, what: &str, mut condition: impl FnMut(&mut Self) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.read();
            if let Some(value) = condition(self) {
                return value;
            }
            assert!(Instant::now() < deadline, "waited in vain for {what} on\n{}", self.contents());
        }
    }

    /// Reads until the screen shows `text`.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait(text, |pty| pty.contents().contains(text).then_some(()));
    }

    /// The differences from the terminal before any program used it, as far as the kernel and the emulator know them.
    pub(crate) fn harm(&self) -> Vec<&'static str> {
        let screen = self.screen.screen();
        let last = |sequence: &[u8]| self.bytes.windows(sequence.len()).rposition(|bytes| bytes == sequence);
        let harm = [
            (self.modes_now() != self.modes, "other modes"),
            (screen.alternate_screen(), "the alternate screen"),
            (screen.bracketed_paste(), "bracketed paste"),
            (screen.mouse_protocol_mode() != MouseProtocolMode::None, "mouse reports"),
            (screen.hide_cursor(), "no cursor"),
            (screen.application_cursor() || screen.application_keypad(), "application keys"),
            (screen.bold() || screen.dim() || screen.inverse() || screen.underline(), "attributes"),
            (last(b"\x1b[?2026h") > last(b"\x1b[?2026l"), "a synchronized update"),
        ];
        harm.into_iter().filter_map(|(is_so, what)| is_so.then_some(what)).collect()
    }

    /// The modes without the size, which programs don't restore.
    fn modes_now(&self) -> String {
        without_size(&self.stty(&["-a"]))
    }
}

fn without_size(stty: &str) -> String {
    stty.split_inclusive(['\n', ';']).filter(|part| !part.contains("rows") && !part.contains("columns")).collect()
}

pub(crate) fn not_zero(side: u16) -> NonZero<u16> {
    NonZero::new(side).unwrap_or(NonZero::<u16>::MIN)
}

/// A program on a terminal of its own.
pub(crate) struct Running {
    pub(crate) pty: Pty,
    pub(crate) child: Program,
}

/// A child that is killed when its test ends.
pub(crate) struct Program(Child);

impl Program {
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// The exit status, once there is one.
    pub(crate) fn status(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().expect("a child")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Runs the program under test with these arguments, and waits for its first frame.
    pub(crate) fn browse(arguments: &[&str]) -> Self {
        Self::start(arguments, |_| ())
    }

    /// The same, with a command that `arrange` changes first.
    pub(crate) fn start(arguments: &[&str], arrange: impl FnOnce(&mut Command)) -> Self {
        let pty = Pty::open();
        let mut command = pty.command(&[&[XERRNO], arguments].concat());
        arrange(&mut command);
        let mut running = Self::of(pty, command);
        running.pty.wait("the first frame", |pty| pty.has_frame().then_some(()));
        running
    }

    pub(crate) fn of(mut pty: Pty, mut command: Command) -> Self {
        pty.modes = without_size(&pty.modes);
        let child = Program(command.spawn().expect("the program starts"));
        Self { pty, child }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn signal(&self, name: &str) {
        signal(self.pid(), name);
    }

    /// Leaves the program with ^C, and checks that it ends without an error.
    #[track_caller]
    pub(crate) fn leaves_well(mut self) {
        self.pty.send("\x03");
        let (status, _) = self.ends();
        assert_eq!(status.code(), Some(0));
    }

    /// Waits for the program's end, and checks that the terminal is as before and nothing is left running.
    pub(crate) fn ends(mut self) -> (ExitStatus, Pty) {
        let child = &mut self.child;
        let status = self.pty.wait("the program's end", |_| child.status());
        while self.pty.read() {}
        assert_eq!(self.pty.harm(), [""; 0], "left behind on\n{}", self.pty.contents());
        assert!(session_members(child.id()).is_empty(), "left running");
        (status, self.pty)
    }
}

impl Pty {
    /// True if a whole frame was drawn.
    pub(crate) fn has_frame(&self) -> bool {
        self.bytes.windows(8).any(|bytes| bytes == b"\x1b[?2026l")
    }
}
