//! The text right before a number that may be a code: the cheap questions, which are asked of each number of a log.

use memchr::memchr2;

use super::keys::KEYS;
use super::token::is_word;

/// The most bytes that may stand between a key and its number.
pub(super) const SEPARATORS: usize = 64;

/// A byte that may stand between a key and its number.
const SEPARATES: u8 = 1;
/// One that may do so in a list of numbers: `[-97, 96]`.
const SEPARATES_IN_LIST: u8 = 2;

/// The use of each byte as a separator.
static SEPARATORS_OF: [u8; 256] = {
    let mut separates = [0; 256];
    let bytes = b"\x7f\"'`\\[]{}#:=()>.*";
    let mut at = 0;
    while at < bytes.len() {
        separates[bytes[at] as usize] = SEPARATES;
        at += 1;
    }
    let bytes = b",0123456789-;/";
    at = 0;
    while at < bytes.len() {
        separates[bytes[at] as usize] = SEPARATES_IN_LIST;
        at += 1;
    }
    // Control characters stand for spaces.
    at = 0;
    while at <= b' ' as usize {
        separates[at] = if at == b'\n' as usize { 0 } else { SEPARATES };
        at += 1;
    }
    separates
};

/// True if a hyphen after `before` may be a minus. After a letter or a digit it is a hyphen, as in a date, unless that
/// ends an escape (`\n`, `%3D`, `ESC[1m`) or a key (`code-97`).
pub(super) fn is_sign(before: &[u8]) -> bool {
    let Some(&last) = before.last() else { return true };
    if !is_word(last) {
        return true;
    }
    let is_escape = match before {
        [.., b'\\', b'n' | b'r' | b't']
        | [.., b'%' | b'=', _, _]
        | [.., b'\\', b'x', _, _]
        | [.., b'\\', b'u', _, _, _, _] => true,
        [.., b'm' | b'K' | b'B'] => before.iter().rev().take(24).any(|byte| matches!(byte, 0x1b | b'\\' | b'#')),
        _ => false,
    };
    is_escape || KEYS.may_end_a_key(before, false)
}

/// True if a key under which numbers without a sign are codes may stand at the end of `before`.
pub(super) fn may_be_keyed(before: &[u8]) -> bool {
    let unquoted = if let [rest @ .., b'"'] = before { rest } else { before };
    let is_list = matches!(unquoted.trim_ascii_end(), [.., b',']) || matches!(before, [.., b';' | b'/']);
    let separates = if is_list { SEPARATES | SEPARATES_IN_LIST } else { SEPARATES };
    let is_other = |byte: &u8| SEPARATORS_OF[usize::from(*byte)] & separates == 0;
    let end = before.iter().rposition(is_other).map_or(0, |at| at + 1);
    if end == before.len() {
        // A key in another script needs nothing between.
        return matches!(before, [.., 0x80..=0xff]);
    }
    match before[..end] {
        [.., 0x80..=0xff] => true,
        // A colour, a count in `string(3)`, a filler in another script: the tokens tell.
        [.., b'm' | b'K' | b'0'..=b'9'] => {
            memchr2(0x1b, b'\\', &before[..end]).is_some() || matches!(before, [.., b'"'])
        }
        _ => {
            let is_numbered = before[end..].iter().any(|byte| matches!(byte, b'#' | b'>'));
            KEYS.may_end_a_key(&before[..end], is_numbered)
        }
    }
}
