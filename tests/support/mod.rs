//! Support for tests of the real program: displays, terminals, processes, and waiting with a deadline.
#![allow(dead_code, reason = "each test program uses its own part of this")]

pub(crate) mod displays;
pub(crate) mod processes;
pub(crate) mod pty;
pub(crate) mod terminal;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The time to wait before a test fails: longer than anything takes on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The time between two checks of a condition.
const PAUSE: Duration = Duration::from_millis(2);

/// The default environment of every program: English, and no tables or history of the user's.
const HOME: [(&str, &str); 3] =
    [("LC_ALL", "C.UTF-8"), ("XDG_CONFIG_HOME", "/nonexistent"), ("XDG_STATE_HOME", "/dev/null")];

/// Gives a command a clean environment: `PATH`, `HOME`, the defaults and `environment`, so that it doesn't depend on where
/// the tests run.
pub(crate) fn clear(command: &mut Command, environment: &[(&str, &str)]) {
    command.env_clear();
    command.envs(["PATH", "HOME"].into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    command.envs(HOME).envs(environment.iter().copied());
}

/// True if all these programs are installed. If not, prints that the test is skipped; with `XERRNO_TEST_ALL` set, fails the
/// test instead.
pub(crate) fn have(programs: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let installed = |program: &&str| std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    let Some(missing) = programs.iter().find(|program| !installed(program)) else { return true };
    assert!(std::env::var_os("XERRNO_TEST_ALL").is_none(), "{missing} is not installed, and no test may be skipped");
    let current = thread::current();
    let line = format!("\nskipped {}: needs {missing}\n", current.name().unwrap_or_default());
    // Not with eprintln, whose output the test harness would hide.
    let _ = std::io::stderr().write_all(line.as_bytes());
    false
}

/// Waits until `condition` has a value, and returns it. Fails the test after [`PATIENCE`].
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

/// The number of embedded codes.
pub(crate) fn codes() -> usize {
    xerrno::catalog::Catalog::embedded().len()
}

/// The count in the prompt when all codes are listed.
pub(crate) fn all_codes() -> String {
    format!("{0}/{0}", codes())
}

/// A command in a clean environment, as in [`clear`].
pub(crate) fn command(program: impl AsRef<OsStr>, environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program);
    clear(&mut command, environment);
    command
}

/// Runs a command to its end, with an empty input.
pub(crate) fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// The output of a command, whatever its exit status.
pub(crate) fn printed(command: &mut Command) -> String {
    String::from_utf8_lossy(&run(command).stdout).into_owned()
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
