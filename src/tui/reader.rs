//! The log that is read beside the loop, and the way by which what it says comes in.

use std::fs::File;
use std::io::{self, PipeReader, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::{Receiver, Sender, SyncSender, sync_channel};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::inbox::Wake;
use crate::log::{Excerpt, Growth, Wanted};

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
    inbox: Sender<Wake>,
    /// Ends when the browser does.
    ended: PipeReader,
}

impl Outlet {
    /// An outlet into the loop, and where the loop finds what comes out.
    pub(super) fn new(inbox: Sender<Wake>, ended: PipeReader) -> (Self, Receiver<Growth>) {
        // One may wait. While it does, more is gathered, so that a loop that has no time doesn't fill the memory.
        let (growths, received) = sync_channel(1);
        (Self { growths, inbox, ended }, received)
    }

    /// Hands over what was read; gives it back if the loop has not taken what came before.
    pub fn tell(&self, growth: Growth) -> Option<Growth> {
        match self.growths.try_send(growth) {
            Ok(()) => {
                let _ = self.inbox.send(Wake::Grown);
                None
            }
            Err(error) => Some(match error {
                std::sync::mpsc::TrySendError::Full(growth) | std::sync::mpsc::TrySendError::Disconnected(growth) => {
                    growth
                }
            }),
        }
    }

    /// Waits until one of these can be read, or for so long; false once the browser has ended.
    pub fn wait(&self, inputs: &[BorrowedFd<'_>], limit: Duration) -> bool {
        let mut ready = vec![PollFd::from_borrowed_fd(self.ended.as_fd(), PollFlags::IN)];
        ready.extend(inputs.iter().map(|input| PollFd::from_borrowed_fd(*input, PollFlags::IN)));
        let limit = Timespec { tv_sec: limit.as_secs().cast_signed(), tv_nsec: limit.subsec_nanos().into() };
        // What interrupts it is no reason to end.
        let _ = poll(&mut ready, Some(&limit));
        ready[0].revents().is_empty()
    }

    /// True if this can be read without waiting.
    pub fn is_ready(&self, input: BorrowedFd<'_>) -> bool {
        let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
        poll(&mut [PollFd::from_borrowed_fd(input, PollFlags::IN)], Some(&at_once)).is_ok_and(|count| count > 0)
    }

    /// Reads a file that others may be slow to write, at most until the browser ends.
    pub fn until_end(&self, file: File) -> io::Result<UntilEnd> {
        Ok(UntilEnd { file, ended: self.ended.try_clone()? })
    }
}

/// A file that ends with the browser.
pub struct UntilEnd {
    file: File,
    ended: PipeReader,
}

impl Read for UntilEnd {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut ready = [
            PollFd::from_borrowed_fd(self.file.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(self.ended.as_fd(), PollFlags::IN),
        ];
        poll(&mut ready, None)?;
        if ready[1].revents().is_empty() { self.file.read(buffer) } else { Ok(0) }
    }
}
