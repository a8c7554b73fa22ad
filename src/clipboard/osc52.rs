//! OSC 52, the escape sequence that asks a terminal to fill its clipboard. It works over SSH, and gets no answer.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::means::{ANYWHERE, Means, Mode};
use super::place::{Place, Relay};
use super::reason::Reason;
use crate::words::Copying;

/// The way to the terminal's own clipboard.
pub(super) static OSC_52: Means = Means {
    name: |_| "OSC 52",
    mode: Mode::Osc52,
    systems: ANYWHERE,
    objection: |place| (!place.terminal).then_some(Reason::NoTerminal),
    copy: |settings, text| sequence(text, settings.place.relay).map(Some),
    probe: |settings, words| {
        let caveat = Caveat::of(&settings.place);
        Ok(caveat.map_or_else(|| words.will_ask_terminal.to_owned(), |caveat| caveat.expect(words)))
    },
    reads_back: false,
};

/// The longest sequence that is sent, in bytes. Terminals silently drop longer ones; xterm and hterm are known to accept this
/// many bytes.
const LIMIT: usize = 100_000;

/// The longest sequence that mosh 1.4 passes on, in bytes; a longer one makes it empty the clipboard.
const LIMIT_OF_MOSH: usize = 16_000;

/// The most bytes of a sequence that GNU screen passes on in one piece; it prints longer ones on its screen.
const PIECE: usize = 700;

/// A reason why a text that was sent may not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caveat {
    /// The tmux on the user's own machine accepts it only with `set-clipboard on`.
    FarTmux,
    /// The terminal of this name ignores it, unless its user has allowed it.
    Ignored(&'static str),
}

impl Caveat {
    /// The caveat that applies in a place.
    pub(super) fn of(place: &Place) -> Option<Self> {
        match (place.relay, place.ignoring) {
            (Some(Relay::FarTmux), _) => Some(Self::FarTmux),
            (_, terminal) => terminal.map(Self::Ignored),
        }
    }

    /// A message before copying: what will happen, and what helps.
    fn expect(self, words: &Copying) -> String {
        match self {
            Self::FarTmux => words.will_need_set_clipboard.to_owned(),
            Self::Ignored(terminal) => (words.will_be_ignored)(terminal),
        }
    }

    /// Advice for a text that does not arrive.
    pub(super) fn advise(self, words: &Copying) -> String {
        match self {
            Self::FarTmux => words.set_clipboard.to_owned(),
            Self::Ignored(terminal) => (words.ignored)(terminal),
        }
    }
}

/// The sequence for `text`, in the wrapping that `relay` needs, to be written in one piece. Fails if it is too long.
pub(super) fn sequence(text: &str, relay: Option<Relay>) -> Result<Vec<u8>, Reason> {
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    let limit = if relay == Some(Relay::Mosh) { LIMIT_OF_MOSH } else { LIMIT };
    if plain.len() > limit {
        return Err(Reason::TooLong(text.len()));
    }
    let bytes = match relay {
        None | Some(Relay::Zellij | Relay::FarTmux | Relay::Mosh) => plain,
        // Once for a tmux that forwards it (`set-clipboard on`) and once for one that passes wrapped sequences through (before
        // 3.3, or `allow-passthrough on`); tmux drops the one that it does not take.
        Some(Relay::Tmux) => {
            let wrapped = format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b"));
            plain + &wrapped
        }
        Some(Relay::Screen) => in_pieces(&plain),
        // An old tmux calls itself screen; each of the two drops the form meant for the other.
        Some(Relay::FarScreen) => {
            let pieces = in_pieces(&plain);
            plain + &pieces
        }
    };
    Ok(bytes.into_bytes())
}

/// Splits a sequence for GNU screen into device control strings, whose contents it passes on unchanged.
fn in_pieces(sequence: &str) -> String {
    // Base64 and the little around it are ASCII.
    let pieces = sequence.as_bytes().chunks(PIECE).map(String::from_utf8_lossy);
    pieces.flat_map(|piece| ["\x1bP".into(), piece, "\x1b\\".into()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_one_sequence_in_the_wrapping_of_what_stands_between() {
        let cases: [(&str, Option<Relay>, &[u8]); 6] = [
            ("-96", None, b"\x1b]52;c;LTk2\x07"),
            ("签名", None, b"\x1b]52;c;562+5ZCN\x07"),
            ("-96", Some(Relay::Zellij), b"\x1b]52;c;LTk2\x07"),
            ("-96", Some(Relay::Tmux), b"\x1b]52;c;LTk2\x07\x1bPtmux;\x1b\x1b]52;c;LTk2\x07\x1b\\"),
            ("-96", Some(Relay::Screen), b"\x1bP\x1b]52;c;LTk2\x07\x1b\\"),
            ("-96", Some(Relay::FarScreen), b"\x1b]52;c;LTk2\x07\x1bP\x1b]52;c;LTk2\x07\x1b\\"),
        ];
        for (text, relay, bytes) in cases {
            assert_eq!(sequence(text, relay).as_deref(), Ok(bytes), "{text} {relay:?}");
        }
    }

    #[test]
    fn no_piece_is_too_long_for_screen_and_together_they_are_the_sequence() {
        let text = "签名过期".repeat(500);
        let pieces = String::from_utf8(sequence(&text, Some(Relay::Screen)).expect("not too long")).expect("ASCII");
        let pieces: Vec<&str> = pieces.split_inclusive("\x1b\\").collect();
        assert!(pieces.len() > 1 && pieces.iter().all(|piece| piece.len() < 768));
        let whole: String = pieces.iter().map(|piece| &piece[2..piece.len() - 2]).collect();
        assert_eq!(whole.as_bytes(), sequence(&text, None).expect("not too long"));
    }

    #[test]
    fn a_text_too_long_for_terminals_is_refused_before_it_is_sent() {
        assert!(sequence(&"x".repeat(74_994), None).is_ok_and(|bytes| bytes.len() == LIMIT));
        assert_eq!(sequence(&"x".repeat(74_995), None), Err(Reason::TooLong(74_995)));
        assert_eq!(sequence(&"x".repeat(20_000), Some(Relay::Mosh)), Err(Reason::TooLong(20_000)));
    }
}
