//! The child that holds a text on the clipboard of a desktop.

use super::system;
#[cfg(all(unix, not(target_os = "macos")))]
use super::{
    desktop::{PRIMARY, WAYLAND, X11},
    wayland, x11,
};

/// Puts `text` on the clipboard that `arguments` name, reads it back, and reports the result through
/// `answer`. On X11 and Wayland it then returns when another program has copied something, or the display is gone. It answers
/// only once everything is set, so that it can't undo what another program copies after that.
pub fn hold(arguments: &[String], text: &str, answer: impl FnOnce(&str)) {
    #[cfg(all(unix, not(target_os = "macos")))]
    let is_primary = arguments.iter().any(|argument| argument == PRIMARY);
    match arguments.first().map(String::as_str) {
        #[cfg(all(unix, not(target_os = "macos")))]
        Some(WAYLAND) => wayland::hold(text, is_primary, answer),
        #[cfg(all(unix, not(target_os = "macos")))]
        Some(X11) => x11::hold(text, is_primary, answer),
        _ => system::hold(text, answer),
    }
}
