//! Decodes the terminal's bytes as keys, pastes and mouse reports.
//!
//! crossterm's own reader waits for the end of any sequence that has begun, so that a reply which it doesn't know, or half a
//! mouse report, swallows every key after it. Here a sequence ends by its grammar, by ^C or by time, and replies are never
//! taken for typing.

mod decoder;
mod sequence;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, Read};
use std::time::Duration;

use crossterm::event::Event as Input;
use encoding_rs::Encoding;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use decoder::Decoder;

use super::lending;
use crate::charset::FromTerminal;

/// The bytes that are read at once. A terminal's own buffer has 4 KiB.
const PORTION: usize = 1 << 12;

/// Reads `terminal`, which is in `charset`, and passes on its input until `take` returns false; a lone Esc counts after
/// `escape`. Fails if the terminal is gone.
pub(super) fn read_all(
    mut terminal: &File,
    charset: Option<&'static Encoding>,
    escape: Duration,
    mut take: impl FnMut(Input) -> bool,
) -> io::Result<()> {
    let mut charset = FromTerminal::new(charset);
    let mut decoder = Decoder::new(escape);
    let mut portion = [0; PORTION];
    let mut text = String::new();
    let mut inputs = Vec::new();
    loop {
        if is_readable(terminal, decoder.patience())? {
            let Some(ours) = lending::ours() else { continue };
            let count = terminal.read(&mut portion)?;
            drop(ours);
            if count == 0 {
                return Err(Errno::IO.into());
            }
            decoder.feed(charset.decode(&portion[..count], &mut text), &mut inputs);
        } else {
            decoder.expire(&mut inputs);
        }
        if !inputs.drain(..).all(&mut take) {
            return Ok(());
        }
    }
}

/// Waits for `limit` at most; true if there is something to read, which the end of the input counts as.
fn is_readable(terminal: &File, limit: Option<Duration>) -> io::Result<bool> {
    let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
    loop {
        match poll(&mut [PollFd::new(terminal, PollFlags::IN)], limit.as_ref()) {
            Ok(count) => return Ok(count > 0),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
