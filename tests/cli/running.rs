//! Runs the program with everything about its surroundings said.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const XERRNO: &str = env!("CARGO_BIN_EXE_xerrno");

/// A config folder without tables, so that those of whoever runs the tests don't join in.
const ENVIRONMENT: [(&str, &str); 2] = [("LC_ALL", "C.UTF-8"), ("XDG_CONFIG_HOME", "/nonexistent")];

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) status: i32,
    pub(crate) output: String,
    pub(crate) errors: String,
}

/// The program in a pipe, with nothing around it.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(XERRNO);
    command.args(arguments).env_clear().envs(ENVIRONMENT);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a command to its end.
pub(crate) fn outcome(command: &mut Command, input: &[u8]) -> Outcome {
    if !input.is_empty() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.spawn().expect("the program starts");
    if let Some(mut stdin) = child.stdin.take() {
        // It need not read what it has no use for.
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

/// What the program prints in a pipe. It must find something and have nothing to complain of.
pub(crate) fn printed(arguments: &[&str]) -> String {
    let Outcome { status, output, errors } = run(arguments);
    assert_eq!((status, errors.as_str()), (0, ""), "{arguments:?}");
    output
}

/// Runs the program on a terminal of 80 columns, and gives its exit status and what it wrote, with plain newlines.
pub(crate) fn on_terminal(arguments: &[&str], environment: &[(&str, &str)]) -> (u32, String) {
    on_terminal_of(80, arguments, environment)
}

/// The same on a terminal of another width.
pub(crate) fn on_terminal_of(cols: u16, arguments: &[&str], environment: &[(&str, &str)]) -> (u32, String) {
    let size = PtySize { rows: 24, cols, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(XERRNO);
    command.env_clear();
    command.args(arguments);
    for (name, value) in ENVIRONMENT.iter().chain(environment) {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut written = Vec::new();
    // Linux ends a terminal that nobody holds open with an error.
    let _ = pair.master.try_clone_reader().expect("a reader").read_to_end(&mut written);
    let status = child.wait().expect("the program ends").exit_code();
    (status, String::from_utf8(written).expect("output in UTF-8").replace("\r\n", "\n"))
}

/// A file of `tests/data`.
pub(crate) fn data(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "data", name].iter().collect()
}
