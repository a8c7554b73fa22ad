//! The reason why a log could not be read, and the message that says so.

use std::io;
use std::path::Path;

use super::line::printable;
use crate::cli::environment::Environment;
use crate::decode::{Reason, Unreadable};
use crate::lang::Lang;
use crate::words::{Command, Words};

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

/// Says on standard error that a file could not be read to its end, and why.
pub(super) fn tell(name: &str, cause: &str, lang: Lang, world: &mut Environment<'_>) -> io::Result<()> {
    writeln!(world.errors, "xerrno: {}", (Words::of(lang).command.could_not_read)(name, cause))
}

/// A path as a shell takes it.
fn quoted(file: &Path) -> String {
    let name = printable(file.as_os_str().as_encoded_bytes());
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if name.chars().all(is_plain) { name.into_owned() } else { format!("'{}'", name.replace('\'', r"'\''")) }
}
