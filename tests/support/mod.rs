//! The world outside for tests of the real program: displays, terminals, and patience with a deadline.
#![allow(dead_code, reason = "each test program uses its own part of this")]

pub(crate) mod displays;

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// Longer than anything takes on a busy machine, and short enough to wait for a failure.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(2);

/// The variables that say where a program runs. A test sets those it means, and none is taken over from outside.
const PLACE: [&str; 12] = [
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_RUNTIME_DIR",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "SSH_TTY",
    "TMUX",
    "TMUX_PANE",
    "WSL_DISTRO_NAME",
    "WSL_INTEROP",
    "XERRNO_CLIPBOARD",
    "LANG",
];

/// Where every program is at home unless its test says otherwise: no tables of anybody's, and English.
const HOME: [(&str, &str); 2] = [("LC_ALL", "C.UTF-8"), ("XDG_CONFIG_HOME", "/nonexistent")];

/// Whether all these programs are installed. Where one is not, the test is skipped and says so; under `XERRNO_TEST_ALL`
/// it fails.
pub(crate) fn have(programs: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let installed = |program: &&str| std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    let Some(missing) = programs.iter().find(|program| !installed(program)) else { return true };
    assert!(std::env::var_os("XERRNO_TEST_ALL").is_none(), "{missing} is not installed, and no test may be skipped");
    let current = thread::current();
    let line = format!("\nskipped {}: needs {missing}\n", current.name().unwrap_or_default());
    // Not by eprintln, which the test harness would keep to itself.
    let _ = std::io::stderr().write_all(line.as_bytes());
    false
}

/// The value of `condition` as soon as it has one. Fails the test when it has none for too long.
pub(crate) fn wait_for<T>(what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        thread::sleep(PAUSE);
    }
}

/// The program under test.
pub(crate) const XERRNO: &str = env!("CARGO_BIN_EXE_xerrno");

/// `program`, in a place that only `environment` describes.
pub(crate) fn command(program: impl AsRef<OsStr>, environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program);
    for name in PLACE {
        command.env_remove(name);
    }
    command.envs(HOME).envs(environment.iter().copied());
    command
}

/// Runs a command to its end, with nothing to read, and without a terminal.
pub(crate) fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// What a command prints, whatever its exit status.
pub(crate) fn printed(command: &mut Command) -> String {
    String::from_utf8_lossy(&run(command).stdout).into_owned()
}

/// Modes of a terminal that a program may leave behind. The default is what a program finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a terminal has each of them by itself")]
pub(crate) struct Modes {
    pub(crate) alternate_screen: bool,
    pub(crate) bracketed_paste: bool,
    pub(crate) hidden_cursor: bool,
    pub(crate) mouse: bool,
}

/// A terminal with the program in it: what it writes is kept as bytes and as a screen.
pub(crate) struct Terminal {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    bytes: Vec<u8>,
    screen: vt100::Parser,
}

impl Terminal {
    /// Runs `program` in a place that only `environment` describes.
    pub(crate) fn start(program: &[&str], environment: &[(&str, &str)]) -> Self {
        let [rows, columns] = [24, 100].map(|side| NonZero::<u16>::new(side).expect("not zero"));
        let size = PtySize { rows: rows.get(), cols: columns.get(), pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        for name in PLACE {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        for (name, value) in HOME.iter().chain(environment) {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keyboard = pair.master.take_writer().expect("a writer");
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(rows, columns, 0);
        Self { child, master: pair.master, keyboard, output, bytes: Vec::new(), screen }
    }

    /// Gives the terminal another size, as the user does who drags its corner.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("the terminal takes its size");
        let [rows, columns] = [rows, columns].map(|side| NonZero::new(side).expect("not zero"));
        self.screen.screen_mut().set_size(rows, columns);
    }

    /// Waits until the terminal has these modes.
    pub(crate) fn wait_for_modes(&mut self, modes: Modes) {
        wait_for("the modes of the terminal", || (self.modes() == modes).then_some(()));
    }

    /// The modes that a program may leave behind, as the terminal has them now.
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
        self.keyboard.write_all(keys.as_bytes()).expect("the terminal takes keys");
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
        self.child.process_id().expect("a process")
    }

    /// Waits for the program's end and gives its exit status.
    pub(crate) fn wait(&mut self) -> portable_pty::ExitStatus {
        wait_for("the program's end", || self.child.try_wait().expect("a child"))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A tmux server with its default settings, for one test.
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

    /// What a command to the server prints.
    pub(crate) fn ask(&self, arguments: &[&str]) -> String {
        printed(command("tmux", &[self.environment()]).args(arguments))
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.ask(&["kill-server"]);
    }
}

/// A folder with programs that shadow the installed ones.
pub(crate) struct Fakes(TempDir);

impl Fakes {
    pub(crate) fn new(programs: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, script) in programs {
            let path = folder.path().join(name);
            fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a script that runs");
        }
        Self(folder)
    }

    /// The search path with this folder first.
    pub(crate) fn path(&self) -> String {
        format!("{}:{}", self.0.path().display(), std::env::var("PATH").unwrap_or_default())
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// The state letter of a process: `Z` is a zombie; `None` where there is no such process.
pub(crate) fn state(pid: u32) -> Option<char> {
    let stat = fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("stat")).ok()?;
    stat.rsplit_once(") ")?.1.chars().next()
}

/// The children of a process, whatever their state.
pub(crate) fn children(pid: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").expect("/proc").filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let parent = |child: u32| {
        let stat = fs::read_to_string(format!("/proc/{child}/stat")).ok()?;
        stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse::<u32>().ok()
    };
    all.filter(|&child| parent(child) == Some(pid)).collect()
}
