//! How the end of a text reads: full-width forms as their ASCII ones, a dash as a minus, and an escape as nothing.

/// The parameters of a sequence that sets a colour are no longer than this.
const LONGEST_COLOR: usize = 20;

/// How the control character that begins such a sequence is written, by itself and in a string of a program.
const ESCAPES: [&[u8]; 7] = [b"\x1b", br"\u001b", br"\u001B", br"\x1b", br"\x1B", br"\033", br"\e"];

/// The last character of `text` in ASCII, where it has such a form, and the text before it.
pub(super) fn last(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [rest @ .., byte @ ..=0x7f] => Some((*byte, rest)),
        [rest @ .., 0xef, 0xbc, byte @ 0x81..=0xbf] => Some((byte - 0x60, rest)),
        [rest @ .., 0xef, 0xbd, byte @ 0x80..=0x9e] => Some((byte - 0x20, rest)),
        // The minus of typesetters, and the dash that they put in its place.
        [rest @ .., 0xe2, 0x88, 0x92] | [rest @ .., 0xe2, 0x80, 0x93] => Some((b'-', rest)),
        _ => None,
    }
}

/// `text` without the escapes at its end, a sequence that sets a colour or a line end in a string: `\x1b[31m` and `\n`
/// are no words, though they end in a letter.
pub(super) fn without_escapes(mut text: &[u8]) -> &[u8] {
    while let Some(rest) = before_color(text).or_else(|| before_line_end(text)) {
        text = rest;
    }
    text
}

/// `text` without the sequences at its end that set colours.
pub(super) fn without_colors(mut text: &[u8]) -> &[u8] {
    while let Some(rest) = before_color(text) {
        text = rest;
    }
    text
}

/// The text before the line end or tab that `text` ends with, as it is written in a string.
pub(super) fn before_line_end(text: &[u8]) -> Option<&[u8]> {
    match text {
        [rest @ .., b'\\', b'n' | b'r' | b't'] => Some(rest),
        _ => None,
    }
}

fn before_color(text: &[u8]) -> Option<&[u8]> {
    let [rest @ .., b'm'] = text else { return None };
    let is_parameter = |byte: &&u8| matches!(**byte, b'0'..=b'9' | b';' | b':');
    let parameters = rest.iter().rev().take(LONGEST_COLOR).take_while(is_parameter).count();
    let start = rest[..rest.len() - parameters].strip_suffix(b"[")?;
    ESCAPES.iter().find_map(|escape| start.strip_suffix(*escape))
}
