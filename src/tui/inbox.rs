//! What wakes the loop: keys, signals, results, answers; all through one channel.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread;
use std::time::Duration;

use crossterm::event::Event as Input;
use encoding_rs::Encoding;

use super::console::{self, Keyboard};
use super::reader::Outlet;
use super::tables::Tables;
use super::terminal;
use crate::app::results::Results;
use crate::charset::FromTerminal;
use crate::log::Growth;
use crate::system::signals::{self, Asked, Signals};
use crate::system::waiting::Ended;

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
    /// More of the log has been read: see [`Inbox::growth`].
    Grown,
    /// The tables have changed.
    Tables(Box<Tables>),
    /// The search with this number, for this query, has ended.
    Found(u64, String, Results),
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
    /// So does what was read of a log, so that only so much of it waits.
    growths: Option<Receiver<Growth>>,
}

impl Inbox {
    /// An inbox into which nobody writes yet.
    pub(super) fn new() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, inputs: None, growths: None }
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

    /// The outlet for a thread that reads a log and that is to end with `ended`.
    pub(super) fn outlet(&mut self, ended: Ended) -> Outlet {
        let sender = self.sender();
        let wake = move || drop(sender.send(Wake::Grown));
        let (outlet, growths) = Outlet::new(wake, ended);
        self.growths = Some(growths);
        outlet
    }

    /// What was read of the log.
    pub(super) fn growth(&self) -> Option<Growth> {
        self.growths.as_ref()?.try_recv().ok()
    }

    /// The next of the inputs that have woken the loop.
    pub(super) fn input(&self) -> Option<Input> {
        self.inputs.as_ref()?.try_recv().ok()
    }

    /// Reads the terminal, which is in `charset`, from now on. A lone Esc is held back for `escape`.
    pub(super) fn read_terminal(&mut self, keyboard: Keyboard, escape: Duration, charset: Option<&'static Encoding>) {
        let (inputs, received) = sync_channel(MOST_WAITING);
        self.inputs = Some(received);
        let inbox = self.sender();
        thread::spawn(move || {
            let hand_on = |input| match input {
                // A console tells its size so.
                Input::Resize(..) => inbox.send(Wake::Resized).is_ok(),
                input => inputs.send(input).is_ok() && inbox.send(Wake::Input).is_ok(),
            };
            if let Err(error) = console::read_all(&keyboard, FromTerminal::new(charset), escape, hand_on) {
                // A loop that has ended misses nothing.
                let _ = inbox.send(Wake::Gone(error));
            }
        });
    }
}

/// Acts on the signals that were caught.
pub(super) fn obey_signals(signals: Signals, inbox: Sender<Wake>) {
    thread::spawn(move || {
        signals.each(|asked| {
            let wake = match asked {
                Asked::Resize => Wake::Resized,
                Asked::Stop => Wake::Stop,
                Asked::Continue => Wake::Continued,
                Asked::End(signal) => Wake::End(signal),
            };
            let is_heard = inbox.send(wake).is_ok();
            if let (true, Asked::End(signal)) = (is_heard, asked) {
                end_without_the_loop(signal);
            }
            is_heard
        });
    });
}

/// Ends the program unless the loop does so in time.
fn end_without_the_loop(signal: i32) {
    thread::sleep(GRACE);
    // This hangs likewise when a frame is stuck half-way in the terminal.
    thread::spawn(terminal::restore);
    thread::sleep(GRACE);
    signals::end_by(signal);
}
