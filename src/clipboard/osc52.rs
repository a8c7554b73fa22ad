//! OSC 52, the escape sequence that asks a terminal to fill its clipboard. It crosses SSH, and gets no answer.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::reason::Reason;

/// The longest sequence that is sent. Terminals drop longer ones without a word; xterm and hterm are known to take this
/// many bytes.
const LIMIT: usize = 100_000;

/// The sequence for `text`, to be written to the terminal in one piece. Inside tmux it comes twice, once for a tmux that
/// forwards it (`set-clipboard on`) and once wrapped for one that passes wrapped sequences through (before 3.3, or
/// `allow-passthrough on`); tmux drops the one that it does not take.
pub(super) fn sequence(text: &str, tmux: bool) -> Result<Vec<u8>, Reason> {
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    if plain.len() > LIMIT {
        return Err(Reason::TooLong(text.len()));
    }
    if !tmux {
        return Ok(plain.into_bytes());
    }
    let wrapped = format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b"));
    Ok((plain + &wrapped).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_one_sequence_and_a_wrapped_one_in_tmux() {
        let cases: [(&str, bool, &[u8]); 3] = [
            ("-96", false, b"\x1b]52;c;LTk2\x07"),
            ("签名", false, b"\x1b]52;c;562+5ZCN\x07"),
            ("-96", true, b"\x1b]52;c;LTk2\x07\x1bPtmux;\x1b\x1b]52;c;LTk2\x07\x1b\\"),
        ];
        for (text, tmux, bytes) in cases {
            assert_eq!(sequence(text, tmux).as_deref(), Ok(bytes), "{text} {tmux}");
        }
    }

    #[test]
    fn a_text_too_long_for_terminals_is_refused_before_it_is_sent() {
        assert!(sequence(&"x".repeat(74_994), false).is_ok_and(|bytes| bytes.len() == LIMIT));
        let refused = sequence(&"x".repeat(74_995), false);
        assert_eq!(refused, Err(Reason::TooLong(74_995)));
    }
}
