//! The exit status of a run.

use std::process::ExitCode;

/// The result of a run, each with its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// The request was found or done: 0.
    Found,
    /// Nothing was found, or a code is unknown: 1.
    Nothing,
    /// Something failed, and has been reported: 2.
    Error,
    /// The user left without choosing: 130.
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
