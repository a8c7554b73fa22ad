//! The reason why a log could not be read.

use std::io;
use std::path::Path;

use super::line::printable;
use crate::decode::{Reason, Unreadable};
use crate::words::Command;

/// The reason why a file was not read to its end and, where another program would read it, the command.
pub(super) fn cause(error: &io::Error, file: &Path, words: &Command) -> String {
    let Some(Unreadable { reason, command }) = Unreadable::in_error(error) else { return error.to_string() };
    let reason = match reason {
        Reason::Packed(by) => (words.packed)(by),
        Reason::Encoded(name) => (words.encoded)(name),
        Reason::Binary => words.binary.to_owned(),
    };
    let file = if file == Path::new("-") { String::new() } else { format!(" {}", quoted(file)) };
    (words.read_by)(&reason, &format!("{command}{file} | xerrno scan"))
}

/// A path as a shell takes it.
fn quoted(file: &Path) -> String {
    let name = printable(file.as_os_str().as_encoded_bytes());
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if name.chars().all(is_plain) { name.into_owned() } else { format!("'{}'", name.replace('\'', r"'\''")) }
}
