//! The reasons why a way of copying failed or was not tried.

use std::fmt;
use std::io::{self, ErrorKind};
use std::process::{Command, ExitStatus};
use std::time::Duration;

use crate::lang::Lang;
use crate::words::Words;

/// The longest time that any program may take. After that the user is better served by the news that copying failed.
pub const LIMIT: Duration = Duration::from_secs(2);

/// The reason why a way failed, or was not tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Over SSH it would fill the clipboard of a machine at which the user does not sit.
    FarMachine,
    /// This environment variable is not set.
    Unset(&'static str),
    /// There is no terminal, or one of a kind that has no clipboard.
    NoTerminal,
    /// The user switched copying off.
    SwitchedOff,
    /// No X server answers.
    NoX11,
    /// No Wayland compositor answers.
    NoWayland,
    /// The compositor lets only the focused window copy.
    NoDataControl,
    /// The clipboard of macOS or Windows does not answer.
    NoSystemClipboard,
    /// It took longer than the limit.
    TooSlow,
    /// The text has this many bytes, too many for this way.
    TooLong(usize),
    /// Another text was read back.
    Replaced,
    /// This program is not installed.
    NotInstalled(String),
    /// The process that was to hold the text ended without an answer.
    HolderEnded,
    /// The user's setting is neither a mode nor a command.
    NoSuchMode,
    /// This version of tmux cannot pass a buffer on to the terminal.
    OldTmux(String),
    /// A program failed with this exit status.
    Failed(ExitStatus),
    /// An error message of another program or library.
    Said(String),
}

impl Reason {
    /// The reason for the `error` with which `command` could not be started.
    pub(super) fn not_started(command: &Command, error: &io::Error) -> Self {
        let program = command.get_program().display();
        match error.kind() {
            ErrorKind::NotFound => Self::NotInstalled(program.to_string()),
            _ => Self::Said(format!("{program}: {error}")),
        }
    }

    /// The reason as text.
    pub fn tell(&self, lang: Lang) -> String {
        let words = &Words::of(lang).copying;
        let fixed = match self {
            Self::Unset(variable) => return (words.unset)(variable),
            Self::TooSlow => return (words.too_slow)(LIMIT.as_secs()),
            Self::TooLong(bytes) => return (words.too_long)(*bytes),
            Self::NotInstalled(program) => return (words.not_installed)(program),
            Self::OldTmux(version) => return (words.old_tmux)(version),
            Self::Failed(status) => return (words.status)(&status.to_string()),
            Self::Said(message) => message,
            Self::FarMachine => words.far_machine,
            Self::NoTerminal => words.no_terminal,
            Self::SwitchedOff => words.switched_off,
            Self::NoX11 => words.no_x11,
            Self::NoWayland => words.no_wayland,
            Self::NoDataControl => words.no_data_control,
            Self::NoSystemClipboard => words.no_system_clipboard,
            Self::Replaced => words.replaced,
            Self::HolderEnded => words.holder_ended,
            Self::NoSuchMode => words.no_such_mode,
        };
        fixed.to_owned()
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tell(Lang::En))
    }
}
