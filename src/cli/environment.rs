//! The process's streams and environment, passed to each verb, so that only [`main`](super::main) accesses the process.

use std::env;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};

use crate::charset::{self, ToTerminal};

/// The most ancestors of this process to look for a mosh server in.
const MOST_ANCESTORS: usize = 16;

/// The streams and the environment of the process.
pub(super) struct Environment<'w> {
    /// Reads a variable of the environment. One whose value is not Unicode counts as not set.
    pub(super) variable: &'w dyn Fn(&str) -> Option<String>,
    /// Opens standard input, unbuffered.
    pub(super) input: &'w dyn Fn() -> io::Result<File>,
    /// Standard output, buffered and flushed at the end of the verb.
    pub(super) output: &'w mut dyn Write,
    /// Standard error.
    pub(super) errors: &'w mut dyn Write,
    /// Which of the streams are terminals.
    pub(super) terminals: Terminals,
    /// The folder of this program's configuration, whether or not it exists.
    pub(super) config: &'w dyn Fn() -> Option<PathBuf>,
    /// The folder of this program's state, whether or not it exists.
    pub(super) state: &'w dyn Fn() -> Option<PathBuf>,
    /// The width of the terminal in columns; `None` without a terminal.
    pub(super) columns: &'w dyn Fn() -> Option<usize>,
    /// True if the program is known to run under mosh.
    pub(super) under_mosh: &'w dyn Fn() -> bool,
}

/// Which of the standard streams are terminals.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Terminals {
    /// Standard input is one.
    pub(super) input: bool,
    /// Standard output is one.
    pub(super) output: bool,
    /// Standard error is one.
    pub(super) errors: bool,
}

/// Calls `act` with the environment of this process.
pub(super) fn of_process<T>(act: impl FnOnce(&mut Environment<'_>) -> T) -> T {
    let terminals = Terminals {
        input: io::stdin().is_terminal(),
        output: io::stdout().is_terminal(),
        errors: io::stderr().is_terminal(),
    };
    let variable = |name: &str| env::var(name).ok();
    // Output is in the terminal's own character set only on a terminal; pipes and files get UTF-8.
    let charset = |is_terminal: bool| charset::of_locale(variable).filter(|_| is_terminal);
    let output = ToTerminal::new(Output(io::stdout().lock()), charset(terminals.output));
    act(&mut Environment {
        variable: &variable,
        input: &stdin,
        output: &mut BufWriter::with_capacity(1 << 16, output),
        errors: &mut ToTerminal::new(io::stderr().lock(), charset(terminals.errors)),
        terminals,
        config: &config_folder,
        state: &state_folder,
        columns: &|| crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns)),
        under_mosh: &under_mosh,
    })
}

#[cfg(unix)]
fn stdin() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(io::stdin().as_fd().try_clone_to_owned()?.into())
}

#[cfg(windows)]
fn stdin() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(io::stdin().as_handle().try_clone_to_owned()?.into())
}

/// The config folder. `$XDG_CONFIG_HOME` is used on every platform, since a user who sets it expects that.
fn config_folder() -> Option<PathBuf> {
    let set = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let folder = set.or_else(|| Some(choose_native_strategy().ok()?.config_dir()))?;
    Some(folder.join("xerrno"))
}

/// The state folder. `$XDG_STATE_HOME` is used on every platform, as for the config folder; a platform without a folder
/// for state uses the one for data.
fn state_folder() -> Option<PathBuf> {
    let set = env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let own = || {
        let strategy = choose_native_strategy().ok()?;
        Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()))
    };
    Some(set.or_else(own)?.join("xerrno"))
}

/// Standard output, with its name added to its errors.
struct Output<W>(W);

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}

/// Adds the stream's name to an error. An interrupted write is returned unchanged, so that the writer tries again.
fn named(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::Interrupted {
        return error;
    }
    io::Error::new(error.kind(), format!("could not write to standard output: {error}"))
}

/// Looks for a mosh server among this process's ancestors: mosh leaves no other trace.
fn under_mosh() -> bool {
    let parent = |process: &str| {
        let status = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name is in parentheses, and may contain parentheses itself.
        let (name, rest) = status.split_once('(')?.1.rsplit_once(')')?;
        Some((name.to_owned(), rest.split_whitespace().nth(1)?.to_owned()))
    };
    let processes = std::iter::successors(parent("self"), |(_, process)| parent(process));
    processes.take(MOST_ANCESTORS).any(|(name, _)| name == "mosh-server")
}
