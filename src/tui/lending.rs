//! The terminal while another program has it, such as an editor: its keys are read by that program alone, and what is typed
//! there to interrupt is not for this one.

use std::io;
use std::process::{Command, ExitStatus};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::system::signals::{self, Asked};

/// The process that has the terminal. Held while this program reads a key, so that none is read behind its back.
static BORROWER: Mutex<Option<u32>> = Mutex::new(None);

/// Told when the terminal has come back.
static RETURNED: Condvar = Condvar::new();

fn borrower() -> MutexGuard<'static, Option<u32>> {
    BORROWER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a program to its end; meanwhile the terminal is its own.
pub(super) fn run(command: &mut Command) -> io::Result<ExitStatus> {
    let mut borrows = borrower();
    let mut program = command.spawn()?;
    *borrows = Some(program.id());
    drop(borrows);
    let ended = program.wait();
    *borrower() = None;
    RETURNED.notify_all();
    ended
}

/// Lets keys be read for as long as the value lives. Where another program has the terminal, waits until it has come back:
/// then what there was to read is gone, and the value is none.
pub(super) fn ours() -> Option<impl Drop> {
    let borrower = borrower();
    if borrower.is_none() {
        return Some(borrower);
    }
    drop(RETURNED.wait_while(borrower, |borrower| borrower.is_some()));
    None
}

/// Does what a signal asks for while another program has the terminal. False where none has, and where the loop is to hear
/// of the signal as well.
pub(super) fn deals_with(asked: Asked) -> bool {
    let Some(process) = *borrower() else { return false };
    match asked {
        Asked::End(signal) if signals::is_typed(signal) => true,
        Asked::End(signal) => {
            signals::pass_on(signal, process);
            false
        }
        // The whole group stops, or else the shell would wait for this process.
        Asked::Stop => {
            if signals::has_job_control() {
                drop(signals::stop());
            }
            true
        }
        Asked::Resize | Asked::Continue => false,
    }
}
