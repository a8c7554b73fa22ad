//! The clipboard of macOS and Windows, where the system itself keeps the text.

use super::desktop::{self, HELD, REPLACED, UNREACHABLE};
use super::means::{Means, Mode, far_machine};
use super::place::System;

/// The way to the system's clipboard.
pub(super) static SYSTEM: Means = Means {
    name: |words| words.system,
    mode: Mode::Desktop,
    systems: &[System::Native],
    objection: far_machine,
    copy: |settings, text| desktop::copy(desktop::SYSTEM, settings, text).map(|()| None),
    probe: |settings, words| desktop::copy(desktop::SYSTEM, settings, "").map(|()| words.will_hold.to_owned()),
    reads_back: true,
};

/// Puts `text` on the clipboard and reads it back. An empty text only tests whether there is one.
pub(super) fn hold(text: &str, answer: impl FnOnce(&str)) {
    let Ok(mut clipboard) = arboard::Clipboard::new() else { return answer(UNREACHABLE) };
    if text.is_empty() {
        return answer(HELD);
    }
    match clipboard.set_text(text).and_then(|()| clipboard.get_text()) {
        Ok(back) if back == text => answer(HELD),
        Ok(_) => answer(REPLACED),
        Err(error) => answer(&error.to_string()),
    }
}
