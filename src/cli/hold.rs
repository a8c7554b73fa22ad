//! The hidden verb under which the program holds a copied text on X11 and Wayland, until another program copies.

use std::io::{self, Read, Write};
use std::process::{self, ExitCode};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use crate::clipboard;
use crate::system::programs;

/// Holds the text on standard input on the clipboard that `arguments` name, and answers in one line on standard output.
pub(super) fn run(arguments: &[String]) -> ExitCode {
    // The end of the terminal must not be the end of the text.
    programs::leave_session();
    let mut text = String::new();
    if io::stdin().read_to_string(&mut text).is_err() {
        return ExitCode::FAILURE;
    }
    let (sender, answered) = mpsc::channel();
    // Whoever asked ends a process that is late, but may be gone itself.
    thread::spawn(move || {
        if answered.recv_timeout(clipboard::LIMIT) == Err(RecvTimeoutError::Timeout) {
            process::exit(1);
        }
    });
    clipboard::hold(arguments, &text, |answer| {
        // Whoever asked may be gone. The text is held all the same.
        let _ = writeln!(io::stdout(), "{answer}");
        let _ = sender.send(());
    });
    ExitCode::SUCCESS
}
