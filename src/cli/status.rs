//! How a run ends.

use std::process::ExitCode;

/// What the program has to say for itself at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// What was asked for was found or done: 0.
    Found,
    /// Nothing was found, or a code is unknown: 1.
    Nothing,
    /// Something failed, and has been reported: 2.
    Error,
    /// The user left without a choice: 130.
    Left,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Found => 0,
            Status::Nothing => 1,
            Status::Error => 2,
            Status::Left => 130,
        })
    }
}
