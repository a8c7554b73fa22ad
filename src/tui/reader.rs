//! The log that is read beside the loop, and the channel through which its growth comes in.

use std::fs::File;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::Duration;

use crate::log::{Excerpt, Growth, Wanted};
use crate::system::waiting::{Ended, Input, Ready};

/// A log to watch.
pub struct Watched<'c> {
    /// Reads it on a thread of its own, until the log or the browser has ended.
    pub read: Box<dyn FnOnce(&Outlet) + Send + 'c>,
    /// Reads lines of it again.
    pub lines: Box<dyn FnMut(&Wanted) -> Excerpt + 'c>,
}

/// The channel into which the reading thread puts the growth of a log.
pub struct Outlet {
    growths: SyncSender<Growth>,
    /// Wakes the loop.
    wake: Box<dyn Fn() + Send>,
    /// Knows whether the browser has ended.
    ended: Ended,
}

impl Outlet {
    /// An outlet into the loop, and the receiver from which the loop takes growths.
    pub(super) fn new(wake: impl Fn() + Send + 'static, ended: Ended) -> (Self, Receiver<Growth>) {
        // One growth may wait. Meanwhile the thread adds to the next one, so that a busy loop doesn't fill the memory.
        let (growths, received) = sync_channel(1);
        (Self { growths, wake: Box::new(wake), ended }, received)
    }

    /// Passes on a growth; returns it if the loop has not taken the one before.
    pub fn tell(&self, growth: Growth) -> Option<Growth> {
        match self.growths.try_send(growth) {
            Ok(()) => {
                (self.wake)();
                None
            }
            Err(TrySendError::Full(growth) | TrySendError::Disconnected(growth)) => Some(growth),
        }
    }

    /// Waits until one of `inputs` can be read, for `limit` at most; false once the browser has ended.
    pub(crate) fn wait(&self, inputs: &[&Ready], limit: Duration) -> bool {
        self.ended.wait(inputs, limit)
    }

    /// A reader of a file that others may be slow to write; it stops when the browser ends.
    pub(crate) fn until_end(&self, file: File) -> io::Result<(Input, Ready)> {
        self.ended.input(file)
    }
}
