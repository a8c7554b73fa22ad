//! The program `wl-copy`, which can also copy where the compositor has no data-control protocol.

use std::process::Command;

use super::command::{ask, feed};
use super::means::{Means, Mode};
use super::place::System;
use super::reason::Reason;
use super::{desktop, wayland};

/// The way by `wl-copy`.
pub(super) static WL_COPY: Means = Means {
    name: |_| "wl-copy",
    mode: Mode::Desktop,
    systems: &[System::Unix, System::Wsl],
    objection: wayland::objection,
    copy: |_, text| copy(text).map(|()| None),
    probe: |settings, words| {
        // Without data-control it has other methods; without a compositor it has none.
        match desktop::copy(desktop::WAYLAND, settings, "") {
            Ok(()) | Err(Reason::NoDataControl) => Ok((words.will_send_by)(&version()?)),
            Err(reason) => Err(reason),
        }
    },
    reads_back: false,
};

/// Puts `text` on the Wayland clipboard by `wl-copy`.
fn copy(text: &str) -> Result<(), Reason> {
    let mut command = Command::new("wl-copy");
    command.args(["--type", "text/plain;charset=utf-8"]);
    feed(command, text.as_bytes().to_vec())
}

/// The version that `wl-copy` reports.
fn version() -> Result<String, Reason> {
    let mut command = Command::new("wl-copy");
    command.arg("--version");
    let printed = ask(command, Vec::new())?;
    Ok(String::from_utf8_lossy(&printed).lines().next().unwrap_or_default().to_owned())
}
