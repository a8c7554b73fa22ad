//! Characters that control a terminal, which no text of a catalog holds.

use std::borrow::Cow;

/// Replaces each character that controls a terminal with a space.
#[doc(hidden)] // Public for tests.
pub fn printable(text: &str) -> Cow<'_, str> {
    // Each character that steers, and few others, has one of these bytes: Chinese is told to be plain without decoding it.
    // All bytes are looked at, which a processor does sixteen at a time.
    let may_steer = |byte: u8| matches!(byte, 0..b' ' | 0x7f | 0xc2 | 0xe2);
    if !text.bytes().fold(false, |found, byte| found | may_steer(byte)) || !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_control(c) { ' ' } else { c }).collect()
}

/// The same of a text that is owned.
pub(super) fn printed(text: String) -> String {
    match printable(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(printable) => printable,
    }
}

/// True if a character controls a terminal instead of being shown: the C0 and C1 controls, and the invisible marks that change
/// the direction of the text around them.
#[doc(hidden)] // Public for tests.
pub fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
