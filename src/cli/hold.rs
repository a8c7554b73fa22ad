//! The hidden verb under which the program holds a copied text on X11 and Wayland, until another program copies.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use crate::clipboard;

/// Holds the text on standard input on the clipboard of `display`, and answers in one line on standard output.
pub(super) fn run(display: &str) -> ExitCode {
    // A session of its own: the end of the terminal must not be the end of the text.
    #[cfg(unix)]
    let _ = rustix::process::setsid();
    let mut text = String::new();
    if io::stdin().read_to_string(&mut text).is_err() {
        return ExitCode::FAILURE;
    }
    clipboard::hold(display, &text, |answer| {
        // Whoever asked may be gone. The text is held all the same.
        let _ = writeln!(io::stdout(), "{answer}");
    });
    ExitCode::SUCCESS
}
