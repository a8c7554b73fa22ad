//! The hidden verb under which the program holds a copied text on X11 and Wayland, until another program copies.

use std::fs;
use std::io::{self, Read, Write};
use std::process::{self, ExitCode};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use crate::clipboard;

/// Holds the text on standard input on the clipboard that `arguments` name, and answers in one line on standard output.
pub(super) fn run(arguments: &[String]) -> ExitCode {
    // A session of its own: the end of the terminal must not be the end of the text.
    let _ = rustix::process::setsid();
    close_inherited();
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

/// Closes what this process has from whoever started the program, such as a lock, or a pipe that somebody reads to its
/// end.
fn close_inherited() {
    let open = fs::read_dir("/dev/fd").into_iter().flatten();
    let open: Vec<i32> = open.filter_map(|file| file.ok()?.file_name().to_str()?.parse().ok()).collect();
    for file in open.into_iter().filter(|&file| file > 2) {
        // The one that listed them is closed already.
        let _ = nix::unistd::close(file);
    }
}
