//! The log that is read beside the loop, and the way by which what it says comes in.

use std::fs::File;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::Duration;

use crate::log::{Excerpt, Growth, Wanted};
use crate::system::waiting::{Ended, Input, Ready};

/// A log that is watched.
pub struct Watched<'c> {
    /// Reads it on a thread of its own, until it has ended or the browser has.
    pub read: Box<dyn FnOnce(&Outlet) + Send + 'c>,
    /// Reads lines of it again.
    pub lines: Box<dyn FnMut(&Wanted) -> Excerpt + 'c>,
}

/// Where the thread that reads hands over what it has read.
pub struct Outlet {
    growths: SyncSender<Growth>,
    /// Wakes the loop.
    wake: Box<dyn Fn() + Send>,
    /// Ends when the browser does.
    ended: Ended,
}

impl Outlet {
    /// An outlet into the loop, and where the loop finds what comes out.
    pub(super) fn new(wake: impl Fn() + Send + 'static, ended: Ended) -> (Self, Receiver<Growth>) {
        // One may wait. While it does, more is gathered, so that a loop that has no time doesn't fill the memory.
        let (growths, received) = sync_channel(1);
        (Self { growths, wake: Box::new(wake), ended }, received)
    }

    /// Hands over what was read; gives it back if the loop has not taken what came before.
    pub fn tell(&self, growth: Growth) -> Option<Growth> {
        match self.growths.try_send(growth) {
            Ok(()) => {
                (self.wake)();
                None
            }
            Err(TrySendError::Full(growth) | TrySendError::Disconnected(growth)) => Some(growth),
        }
    }

    /// Waits until one of these can be read, or for so long; false once the browser has ended.
    pub(crate) fn wait(&self, inputs: &[&Ready], limit: Duration) -> bool {
        self.ended.wait(inputs, limit)
    }

    /// Reads a file that others may be slow to write, at most until the browser ends.
    pub(crate) fn until_end(&self, file: File) -> io::Result<(Input, Ready)> {
        self.ended.input(file)
    }
}
