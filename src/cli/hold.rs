//! The hidden verb with which the program keeps a copied text on X11 and Wayland, until another program copies.

use std::io::{self, Read, Write};
use std::process::{self, ExitCode};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use crate::clipboard;
use crate::system::programs;

/// Keeps the text from standard input on the clipboard that `arguments` name, and reports the result in one line on
/// standard output.
pub(super) fn run(arguments: &[String]) -> ExitCode {
    // The text must survive the terminal.
    programs::leave_session();
    let mut text = String::new();
    if io::stdin().read_to_string(&mut text).is_err() {
        return ExitCode::FAILURE;
    }
    let (sender, answered) = mpsc::channel();
    // The parent ends a process that doesn't answer in time, but may itself have ended.
    thread::spawn(move || {
        if answered.recv_timeout(clipboard::LIMIT) == Err(RecvTimeoutError::Timeout) {
            process::exit(1);
        }
    });
    clipboard::hold(arguments, &text, |answer| {
        // The parent may have ended. The text is kept all the same.
        let _ = writeln!(io::stdout(), "{answer}");
        let _ = sender.send(());
    });
    ExitCode::SUCCESS
}
