//! Runs the program in an environment that only the test sets.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::support::{self, XERRNO, clear};

/// The exit status and the output of a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) status: i32,
    pub(crate) output: String,
    pub(crate) errors: String,
}

/// The program in a pipe, with a clean environment.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(XERRNO);
    command.args(arguments);
    clear(&mut command, &[]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a command to its end, with `input` on standard input.
pub(crate) fn outcome(command: &mut Command, input: &[u8]) -> Outcome {
    if !input.is_empty() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.spawn().expect("the program starts");
    if let Some(mut stdin) = child.stdin.take() {
        // The program may end without reading all its input.
        let _ = stdin.write_all(input);
    }
    let ended = child.wait_with_output().expect("the program ends");
    Outcome {
        status: ended.status.code().expect("an exit status"),
        output: String::from_utf8(ended.stdout).expect("output in UTF-8"),
        errors: String::from_utf8(ended.stderr).expect("errors in UTF-8"),
    }
}

/// Runs the program in a pipe, with nothing to read.
pub(crate) fn run(arguments: &[&str]) -> Outcome {
    outcome(&mut command(arguments), b"")
}

/// The output of the program in a pipe. Fails the test if it finds nothing or complains.
pub(crate) fn printed(arguments: &[&str]) -> String {
    let Outcome { status, output, errors } = run(arguments);
    assert_eq!((status, errors.as_str()), (0, ""), "{arguments:?}");
    output
}

/// Runs the program on a terminal of 80 columns, and returns its exit status and its output, with plain newlines.
pub(crate) fn on_terminal(arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String) {
    on_terminal_of(80, arguments, environment)
}

/// The same on a terminal of another width.
pub(crate) fn on_terminal_of(columns: u16, arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String) {
    let mut command = Command::new(XERRNO);
    command.args(arguments);
    support::terminal::on_terminal(command, columns, environment)
}

/// A file of `tests/data`.
pub(crate) fn data(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "data", name].iter().collect()
}
