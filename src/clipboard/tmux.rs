//! The buffer of tmux.
//!
//! With its default settings tmux drops the OSC 52 of the programs inside it, plain or wrapped. Its own `load-buffer -w`
//! fills the buffer and sends the text on to the terminal that the client is attached from.

use std::process::Command;

use super::command::ask;
use super::reason::Reason;

/// Puts `text` into a new buffer, and on the clipboard of the outer terminal where that can be; reads the buffer back.
pub(super) fn copy(text: &str) -> Result<(), Reason> {
    ask(tmux(&["load-buffer", "-w", "-"]), text.as_bytes().to_vec())?;
    let back = ask(tmux(&["show-buffer"]), Vec::new())?;
    if back == text.as_bytes() { Ok(()) } else { Err(Reason::Replaced) }
}

/// The version of the tmux that would be run, as it prints it; or why none can be.
pub fn version() -> Result<String, Reason> {
    ask(tmux(&["-V"]), Vec::new()).map(|version| String::from_utf8_lossy(&version).trim().to_owned())
}

fn tmux(arguments: &[&str]) -> Command {
    let mut command = Command::new("tmux");
    command.args(arguments);
    command
}
