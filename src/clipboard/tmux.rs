//! The buffer of tmux.
//!
//! With its default settings tmux drops the OSC 52 of the programs inside it, plain or wrapped. Its own `load-buffer -w` fills
//! the buffer and sends the text on to the terminal of the attached client.

use std::process::Command;

use super::command::ask;
use super::means::{ANYWHERE, Means, Mode};
use super::place::{Place, Relay};
use super::reason::Reason;

/// The way to the buffer of tmux, and through it to the terminal.
pub(super) static TMUX: Means = Means {
    name: |words| words.tmux,
    mode: Mode::Tmux,
    systems: ANYWHERE,
    objection: |place| (place.relay != Some(Relay::Tmux)).then_some(Reason::Unset("TMUX")),
    copy: |_, text| copy(text).map(|()| None),
    probe: |_, words| {
        let version = version()?;
        let outer = ask(tmux(&["display-message", "-p", "#{client_termname}"]), Vec::new()).unwrap_or_default();
        let is_nested = outer.starts_with(b"tmux") || outer.starts_with(b"screen");
        let will = if is_nested { words.will_fill_nested_tmux } else { words.will_fill_tmux };
        Ok(will(&version))
    },
    reads_back: true,
};

/// The place as seen from the terminal that is attached to tmux now: a session may be started at one desk and continued at
/// another.
pub(super) fn as_attached(place: &Place) -> Place {
    let place = place.clone();
    if place.relay != Some(Relay::Tmux) {
        return place;
    }
    match ask(tmux(&["show-environment"]), Vec::new()) {
        Ok(printed) => place.as_attached(&String::from_utf8_lossy(&printed)),
        Err(_) => place,
    }
}

/// Puts `text` into a new buffer, and on the clipboard of the outer terminal if possible; then reads the buffer back.
fn copy(text: &str) -> Result<(), Reason> {
    ask(tmux(&["load-buffer", "-w", "-"]), text.as_bytes().to_vec())?;
    let back = ask(tmux(&["show-buffer"]), Vec::new())?;
    if back == text.as_bytes() { Ok(()) } else { Err(Reason::Replaced) }
}

/// The version of the tmux server, such as `tmux 3.3a`. Fails if it is too old or does not answer.
pub fn version() -> Result<String, Reason> {
    let version = ask(tmux(&["display-message", "-p", "#{version}"]), Vec::new())?;
    let version = format!("tmux {}", String::from_utf8_lossy(&version).trim());
    if is_old(&version) { Err(Reason::OldTmux(version)) } else { Ok(version) }
}

/// True if this version has no `load-buffer -w`. A version without a number is a development build, and recent.
fn is_old(version: &str) -> bool {
    let number = version.trim_start_matches(|char: char| !char.is_ascii_digit());
    let mut parts = number.split(|char: char| !char.is_ascii_digit()).map_while(|part| part.parse::<u32>().ok());
    parts.next().is_some_and(|major| (major, parts.next().unwrap_or_default()) < (3, 2))
}

fn tmux(arguments: &[&str]) -> Command {
    let mut command = Command::new("tmux");
    command.args(arguments);
    command
}

#[cfg(test)]
mod tests {
    use super::is_old;

    #[test]
    fn load_buffer_w_came_with_3_2() {
        let cases = [("1.8", true), ("2.9a", true), ("3.1c", true), ("3.2", false), ("3.3a", false)];
        for (version, old) in cases.into_iter().chain([("next-3.4", false), ("openbsd-7.1", false), ("master", false)])
        {
            assert_eq!(is_old(&format!("tmux {version}")), old, "{version}");
        }
    }
}
