//! The clipboard of macOS and Windows, where the system keeps what was copied.

use super::holding::{HELD, REPLACED, UNREACHABLE};

/// Puts `text` on the clipboard and reads it back. An empty text only asks whether there is one.
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
