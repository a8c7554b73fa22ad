//! The terminal while another program has it, such as an editor: its keys are read by that program alone, and what is typed
//! there to interrupt is not for this one.

use std::io;
use std::process::{Command, ExitStatus};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::system::signals::{self, Asked};

/// Who has the terminal. Held while this program reads a key, so that none is read behind its back.
static HOLDER: Mutex<Holder> = Mutex::new(Holder::Us(None));

/// Told when the terminal has come back.
static RETURNED: Condvar = Condvar::new();

/// On a busy machine, a signal that was typed and that has ended the other program is told so much later here.
const LATE: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    /// This program, since the other one ended, if there was any.
    Us(Option<Instant>),
    /// The program that is this process.
    Other(u32),
}

fn holder() -> MutexGuard<'static, Holder> {
    HOLDER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the terminal back by `restore`, and runs a program to its end; meanwhile the terminal is its own.
pub(super) fn run(command: &mut Command, restore: impl FnOnce()) -> io::Result<ExitStatus> {
    let mut now = holder();
    restore();
    let mut program = command.spawn()?;
    *now = Holder::Other(program.id());
    drop(now);
    let ended = program.wait();
    *holder() = Holder::Us(Some(Instant::now()));
    RETURNED.notify_all();
    ended
}

/// Lets keys be read for as long as the value lives. Where another program has the terminal, waits until it has come back:
/// then what there was to read is gone, and the value is none.
pub(super) fn ours() -> Option<impl Drop> {
    let holder = holder();
    if matches!(*holder, Holder::Us(_)) {
        return Some(holder);
    }
    drop(RETURNED.wait_while(holder, |holder| matches!(holder, Holder::Other(_))));
    None
}

/// Does what a signal asks for while another program has the terminal. False where none has, and where the loop is to hear
/// of the signal as well.
pub(super) fn deals_with(asked: Asked) -> bool {
    let holder = *holder();
    match (asked, holder) {
        (Asked::End(signal), Holder::Other(_)) if signals::is_typed(signal) => true,
        (Asked::End(signal), Holder::Us(Some(since))) => signals::is_typed(signal) && since.elapsed() < LATE,
        (Asked::End(signal), Holder::Other(process)) => {
            signals::pass_on(signal, process);
            false
        }
        // The whole group stops, or else the shell would wait for this process.
        (Asked::Stop, Holder::Other(_)) => {
            if signals::has_job_control() {
                drop(signals::stop());
            }
            true
        }
        _ => false,
    }
}
