//! The world as a verb sees it, so that nothing below [`main`](super::main) looks at the process itself.

use std::env;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};

use crate::charset::{self, ToTerminal};

/// How many processes are looked at from this one upwards.
const MOST_ANCESTORS: usize = 16;

/// The streams of the program and its environment.
pub(super) struct Environment<'w> {
    /// Looks a name up in the environment. A value that is not Unicode is not set.
    pub(super) variable: &'w dyn Fn(&str) -> Option<String>,
    /// Opens standard input, without a buffer.
    pub(super) input: &'w dyn Fn() -> io::Result<File>,
    /// Standard output, in a buffer that is flushed when the verb is done.
    pub(super) output: &'w mut dyn Write,
    /// Standard error.
    pub(super) errors: &'w mut dyn Write,
    /// Which of the streams are terminals.
    pub(super) terminals: Terminals,
    /// The folder of this program's configuration, whether or not it exists.
    pub(super) config: &'w dyn Fn() -> Option<PathBuf>,
    /// The folder of what this program remembers, whether or not it exists.
    pub(super) state: &'w dyn Fn() -> Option<PathBuf>,
    /// The width of the terminal in columns, where there is one.
    pub(super) columns: &'w dyn Fn() -> Option<usize>,
    /// True if the program runs under mosh, as far as that can be told.
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

/// Calls `act` with the world of this process.
pub(super) fn of_process<T>(act: impl FnOnce(&mut Environment<'_>) -> T) -> T {
    let terminals = Terminals {
        input: io::stdin().is_terminal(),
        output: io::stdout().is_terminal(),
        errors: io::stderr().is_terminal(),
    };
    let variable = |name: &str| env::var(name).ok();
    // Only what a person reads is in the terminal's own character set; pipes and files carry UTF-8.
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

/// `$XDG_CONFIG_HOME` counts on every platform: who sets it means it.
fn config_folder() -> Option<PathBuf> {
    let set = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let folder = set.or_else(|| Some(choose_native_strategy().ok()?.config_dir()))?;
    Some(folder.join("xerrno"))
}

/// `$XDG_STATE_HOME` counts on every platform, as the config folder's does; where a platform has no place for state, the
/// data folder is one.
fn state_folder() -> Option<PathBuf> {
    let set = env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let own = || {
        let strategy = choose_native_strategy().ok()?;
        Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()))
    };
    Some(set.or_else(own)?.join("xerrno"))
}

/// Standard output, as its errors call it.
struct Output<W>(W);

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}

/// An interrupted write is left as it is: the writer tries again.
fn named(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::Interrupted {
        return error;
    }
    io::Error::new(error.kind(), format!("could not write to standard output: {error}"))
}

/// mosh leaves no trace but its server among the processes that this one comes from.
fn under_mosh() -> bool {
    let parent = |process: &str| {
        let status = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name stands in parentheses, and may hold any.
        let (name, rest) = status.split_once('(')?.1.rsplit_once(')')?;
        Some((name.to_owned(), rest.split_whitespace().nth(1)?.to_owned()))
    };
    let processes = std::iter::successors(parent("self"), |(_, process)| parent(process));
    processes.take(MOST_ANCESTORS).any(|(name, _)| name == "mosh-server")
}
