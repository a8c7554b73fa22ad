//! The clipboard of Windows, from the Linux inside it (WSL).

use std::process::Command;

use super::command::{feed, look_up};
use super::means::{Means, Mode, far_machine};
use super::place::System;
use super::reason::Reason;

/// The way to the clipboard of Windows.
pub(super) static CLIP_EXE: Means = Means {
    name: |_| "clip.exe",
    mode: Mode::Desktop,
    systems: &[System::Wsl],
    objection: far_machine,
    copy: |_, text| copy(text).map(|()| None),
    probe: |_, words| match look_up("clip.exe") {
        Ok(()) => Ok(words.will_send.to_owned()),
        Err(_) => Err(Reason::NotInstalled("clip.exe".to_owned())),
    },
    reads_back: false,
};

/// Puts `text` on the clipboard of Windows by `clip.exe`.
fn copy(text: &str) -> Result<(), Reason> {
    feed(Command::new("clip.exe"), utf16(text))
}

/// Encodes a text for `clip.exe`, which reads bytes in the system's old code page unless they look like UTF-16: little-endian,
/// with a zero in every other byte of ASCII. A byte order mark would be pasted along.
fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::utf16;

    #[test]
    fn windows_is_given_utf_16() {
        assert_eq!(utf16("-9签"), [b'-', 0, b'9', 0, 0x7e, 0x7b]);
    }
}
