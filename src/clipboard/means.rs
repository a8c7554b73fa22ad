//! The shape of a way to copy, and what a user asks for. Each way is a file of its own that fills it in.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use super::Settings;
use super::place::{Place, System};
use super::reason::Reason;
use crate::words::Copying;

/// The way to copy that the user asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The way that suits where the program runs.
    #[default]
    Auto,
    /// The clipboard of the desktop that this process runs on, even over SSH.
    Desktop,
    /// The terminal's clipboard, by the escape sequence OSC 52.
    Osc52,
    /// The buffer of tmux, and through it the terminal's clipboard.
    Tmux,
    /// A shell command that reads the text from its standard input.
    Command(String),
    /// No way: copying is switched off.
    None,
}

impl FromStr for Mode {
    type Err = Infallible;

    /// Reads the name of a mode. Empty text is [`Mode::Auto`], and any other text is a command.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.trim() {
            "" | "auto" => Self::Auto,
            "desktop" => Self::Desktop,
            "osc52" => Self::Osc52,
            "tmux" => Self::Tmux,
            "none" => Self::None,
            command => Self::Command(command.to_owned()),
        })
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Desktop => "desktop",
            Self::Osc52 => "osc52",
            Self::Tmux => "tmux",
            Self::Command(command) => command,
            Self::None => "none",
        })
    }
}

/// The result of an attempt to copy: the bytes to write to the terminal, if only they carry the text; or why it failed.
pub(super) type Attempt = Result<Option<Vec<u8>>, Reason>;

/// A way to put text on a clipboard: each is a file of its own, with a row in `WAYS`.
pub struct Means {
    /// Its name.
    pub(super) name: fn(&Copying) -> &'static str,
    /// The mode, beside [`Mode::Auto`], that asks for it.
    pub(super) mode: Mode,
    /// The systems that have it.
    pub(super) systems: &'static [System],
    /// Returns the reason not to try it in a place, if there is one.
    pub(super) objection: fn(&Place) -> Option<Reason>,
    /// Copies a text.
    pub(super) copy: fn(&Settings, &str) -> Attempt,
    /// Finds out, without copying anything, what a copy would do, or why it would fail.
    pub(super) probe: fn(&Settings, &Copying) -> Result<String, Reason>,
    /// True if a [`Means::copy`] that succeeds has read the text back.
    pub(super) reads_back: bool,
}

/// All systems.
pub(super) const ANYWHERE: &[System] = &[System::Unix, System::Wsl, System::Native];

/// The reason not to use this machine's desktop: over SSH, the user may not be sitting at it.
pub(super) fn far_machine(place: &Place) -> Option<Reason> {
    place.ssh.then_some(Reason::FarMachine)
}
