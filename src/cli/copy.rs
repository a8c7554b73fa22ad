//! Copying from the command line, and the clipboard settings for every verb.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};

use anyhow::{Context, Result};

use super::environment::Environment;
use super::session::Session;
use super::status::Status;
use crate::catalog::printable;
use crate::clipboard::{self, Outcome, Place, Settings};
use crate::words::Words;

/// Copies `text`, and reports the outcome on standard error. Returns [`Status::Error`] if copying failed.
pub(super) fn run(session: &Session, text: String, world: &mut Environment<'_>) -> Result<Status> {
    let terminal = terminal();
    let settings = settings(session, terminal.is_ok(), world)?;
    let answer = clipboard::copy(&settings, text);
    if let (Some(bytes), Ok(mut terminal)) = (&answer.to_terminal, terminal) {
        terminal.write_all(bytes).context(Words::of(session.lang).command.could_not_write_terminal)?;
    }
    writeln!(world.errors, "xerrno: {}", printable(&answer.outcome.tell(&answer.text, session.lang)))?;
    Ok(if matches!(answer.outcome, Outcome::Failed(_)) { Status::Error } else { Status::Found })
}

/// The clipboard settings of this process. `terminal` is true if there is a terminal to write to.
pub(super) fn settings(session: &Session, terminal: bool, world: &Environment<'_>) -> Result<Settings> {
    let Ok(mode) = session.clipboard.parse();
    let program = std::env::current_exe().context(Words::of(session.lang).command.could_not_find_itself)?;
    let place = Place::new(world.variable, terminal, (world.under_mosh)());
    Ok(Settings { mode, place, program, primary: session.settings.config.primary.unwrap_or_default() })
}

/// Opens the controlling terminal, even if the standard streams are redirected. Fails if there is none.
pub(super) fn terminal() -> io::Result<File> {
    OpenOptions::new().write(true).open("/dev/tty")
}
