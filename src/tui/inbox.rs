//! The channels that wake the loop: keys, signals, results, answers.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread;
use std::time::Duration;

use crossterm::event::Event as Input;
use encoding_rs::Encoding;

use super::console::{self, Keyboard};
use super::lending;
use super::reader::Outlet;
use super::tables::Tables;
use super::terminal;
use crate::app::results::Results;
use crate::log::Growth;
use crate::system::signals::{self, Asked, Signals};
use crate::system::waiting::Ended;

/// A reason for the loop to wake.
pub(super) enum Wake {
    /// The terminal sent input: see [`Inbox::input`].
    Input,
    /// The terminal can't be read any more.
    Gone(io::Error),
    /// The terminal's size has changed.
    Resized,
    /// Another process asks this program to stop.
    Stop,
    /// The program continues after it was stopped.
    Continued,
    /// This signal asks the program to end.
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

/// The time that the loop has to end the program after a signal. If it takes longer, it hangs on a terminal that accepts no
/// output, and the program ends without it.
const GRACE: Duration = Duration::from_millis(300);

/// The most inputs that may wait here. Further ones wait in the terminal.
const MOST_WAITING: usize = 1 << 14;

/// The receiving end.
pub(super) struct Inbox {
    sender: Sender<Wake>,
    receiver: Receiver<Wake>,
    /// Input has its own channel, so that no signal waits behind a flood of keys.
    inputs: Option<Receiver<Input>>,
    /// So has the log, so that only one growth of it waits.
    growths: Option<Receiver<Growth>>,
}

impl Inbox {
    /// An inbox without senders yet.
    pub(super) fn new() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, inputs: None, growths: None }
    }

    /// A sender into the inbox.
    pub(super) fn sender(&self) -> Sender<Wake> {
        self.sender.clone()
    }

    /// Waits for the next reason to wake.
    pub(super) fn wait(&self) -> Wake {
        self.receiver.recv().expect("the inbox has a sender itself")
    }

    /// Further reasons that are there already, as many as should be handled before the next frame.
    pub(super) fn pending(&self) -> impl Iterator<Item = Wake> {
        self.receiver.try_iter().take(MOST_WAITING)
    }

    /// The outlet for a thread that reads a log and ends with `ended`.
    pub(super) fn outlet(&mut self, ended: Ended) -> Outlet {
        let sender = self.sender();
        let wake = move || drop(sender.send(Wake::Grown));
        let (outlet, growths) = Outlet::new(wake, ended);
        self.growths = Some(growths);
        outlet
    }

    /// The next growth of the log, if there is one.
    pub(super) fn growth(&self) -> Option<Growth> {
        self.growths.as_ref()?.try_recv().ok()
    }

    /// The next input, if there is one.
    pub(super) fn input(&self) -> Option<Input> {
        self.inputs.as_ref()?.try_recv().ok()
    }

    /// Starts to read the terminal, which is in `charset`. A lone Esc is held back for `escape`.
    pub(super) fn read_terminal(&mut self, keyboard: Keyboard, escape: Duration, charset: Option<&'static Encoding>) {
        let (inputs, received) = sync_channel(MOST_WAITING);
        self.inputs = Some(received);
        let inbox = self.sender();
        thread::spawn(move || {
            let hand_on = |input| match input {
                // A Windows console reports its size this way.
                Input::Resize(..) => inbox.send(Wake::Resized).is_ok(),
                input => inputs.send(input).is_ok() && inbox.send(Wake::Input).is_ok(),
            };
            if let Err(error) = console::read_all(&keyboard, charset, escape, hand_on) {
                // This fails once the loop has ended, which then misses nothing.
                let _ = inbox.send(Wake::Gone(error));
            }
        });
    }
}

/// Passes caught signals on to the loop.
pub(super) fn obey_signals(signals: Signals, inbox: Sender<Wake>) {
    thread::spawn(move || {
        signals.each(|asked| {
            if lending::deals_with(asked) {
                return true;
            }
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

/// Ends the program if the loop does not do so in time.
fn end_without_the_loop(signal: i32) {
    thread::sleep(GRACE);
    // On a thread, since this also hangs if a frame is stuck half-way in the terminal.
    thread::spawn(terminal::restore);
    thread::sleep(GRACE);
    signals::end_by(signal);
}
