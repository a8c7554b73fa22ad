//! What wakes the loop: keys, signals, results, answers; all through one channel.

use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event as Input};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::terminal;
use crate::app::results::Results;

/// What wakes the loop.
pub(super) enum Wake {
    /// The terminal sent something: see [`Inbox::input`].
    Input,
    /// The terminal can't be read any more.
    Gone(io::Error),
    /// The terminal has another size.
    Resized,
    /// Somebody asks for the program to be stopped.
    Stop,
    /// The program goes on after it was stopped.
    Continued,
    /// This signal asks for the program to be ended.
    End(i32),
    /// The clipboard has an answer.
    Clipboard,
    /// A search for this query has ended.
    Found(String, Results),
}

/// How long the loop has to end the program when a signal asks for that. Later than that it hangs on a terminal that
/// takes no more output, and the program ends without it.
const GRACE: Duration = Duration::from_millis(300);

/// How much of what the terminal sends may wait here. More of it waits in the terminal.
const MOST_WAITING: usize = 1 << 14;

/// The receiving end.
pub(super) struct Inbox {
    sender: Sender<Wake>,
    receiver: Receiver<Wake>,
    /// What the terminal sent goes its own way, so that no signal has to wait behind a flood of keys.
    inputs: Option<Receiver<Input>>,
}

impl Inbox {
    /// An inbox into which nobody writes yet.
    pub(super) fn new() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, inputs: None }
    }

    /// A way to write into it.
    pub(super) fn sender(&self) -> Sender<Wake> {
        self.sender.clone()
    }

    /// Waits for something to happen.
    pub(super) fn wait(&self) -> Wake {
        self.receiver.recv().expect("the inbox has a sender itself")
    }

    /// What else has happened already, so much of it as should pass before the next frame.
    pub(super) fn pending(&self) -> impl Iterator<Item = Wake> {
        self.receiver.try_iter().take(MOST_WAITING)
    }

    /// The next of the inputs that have woken the loop.
    pub(super) fn input(&self) -> Option<Input> {
        self.inputs.as_ref()?.try_recv().ok()
    }

    /// Reads the terminal from now on.
    pub(super) fn read_terminal(&mut self, keyboard: &Arc<File>) {
        let (inputs, received) = sync_channel(MOST_WAITING);
        self.inputs = Some(received);
        let (inbox, terminal) = (self.sender(), Arc::clone(keyboard));
        thread::spawn(move || {
            if let Err(error) = forward_all(&inbox, &inputs) {
                // crossterm has errors of its own for a terminal that goes before it is first read.
                let error = if has_hung_up(&terminal) { Errno::IO.into() } else { error };
                // A loop that has ended misses nothing.
                let _ = inbox.send(Wake::Gone(error));
            }
        });
        let (inbox, terminal) = (self.sender(), Arc::clone(keyboard));
        thread::spawn(move || {
            wait_for_hang_up(&terminal);
            let _ = inbox.send(Wake::Gone(Errno::IO.into()));
        });
    }
}

/// Sends on what the terminal sends, for as long as anybody listens.
fn forward_all(inbox: &Sender<Wake>, inputs: &SyncSender<Input>) -> io::Result<()> {
    loop {
        let input = event::read()?;
        // The size comes from the terminal itself, once per signal.
        let is_size = matches!(input, Input::Resize(..));
        if !is_size && (inputs.send(input).is_err() || inbox.send(Wake::Input).is_err()) {
            return Ok(());
        }
    }
}

fn has_hung_up(terminal: &File) -> bool {
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut [PollFd::new(terminal, PollFlags::empty())], Some(&at_once)).is_ok_and(|count| count > 0)
}

/// Waits until the terminal has gone. crossterm does not notice that: it would try to read for ever, without a pause.
fn wait_for_hang_up(terminal: &File) {
    // To have gone is the one event that is reported unasked.
    while poll(&mut [PollFd::new(terminal, PollFlags::empty())], None) == Err(Errno::INTR) {}
}

/// Catches signals from now on, so that none finds the terminal taken and leaves it so.
pub(super) fn catch_signals() -> io::Result<Signals> {
    Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])
}

/// Acts on the signals that were caught.
pub(super) fn obey_signals(mut signals: Signals, inbox: Sender<Wake>) {
    thread::spawn(move || {
        for signal in signals.forever() {
            let wake = match signal {
                SIGWINCH => Wake::Resized,
                SIGTSTP => Wake::Stop,
                SIGCONT => Wake::Continued,
                deadly => Wake::End(deadly),
            };
            let is_deadly = matches!(wake, Wake::End(_));
            if inbox.send(wake).is_err() {
                return;
            }
            if is_deadly {
                end_without_the_loop(signal);
            }
        }
    });
}

/// Ends the program unless the loop does so in time.
fn end_without_the_loop(signal: i32) {
    thread::sleep(GRACE);
    // This hangs likewise when a frame is stuck half-way in the terminal.
    thread::spawn(terminal::restore);
    thread::sleep(GRACE);
    let _ = emulate_default_handler(signal);
}
