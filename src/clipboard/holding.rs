//! What the process that holds a text says of it to the one that started it, in one line.

/// When the text is on the clipboard.
pub(super) const HELD: &str = "held";

/// When another program was quicker.
pub(super) const REPLACED: &str = "replaced";

/// When the text is longer than the clipboard can hand over.
pub(super) const TOO_LONG: &str = "too long";

/// When there is no clipboard to be reached.
pub(super) const UNREACHABLE: &str = "unreachable";

/// When the compositor lets only the window in front copy.
pub(super) const UNSUPPORTED: &str = "unsupported";
