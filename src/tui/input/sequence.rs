//! Parses a key, a report or a reply.
//!
//! The grammar is ECMA-48's (5.4 for control sequences, 5.6 for strings); the keys are those of xterm's `ctlseqs`, and of
//! rxvt, the Linux console, `PuTTY` and st, where they differ.

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// The result of parsing bytes from their start.
#[derive(Debug)]
pub(super) enum Parsed {
    /// More bytes are needed.
    Unfinished,
    /// It is complete. `None` if it means nothing here.
    Whole(Option<Input>),
    /// This input, and another one that begins at this byte.
    Two(Input, usize),
    /// The last byte can't belong to it.
    Broken,
    /// A string from the terminal follows, up to its terminator.
    Reply,
    /// A paste follows.
    Paste,
}

const ESC: u8 = 0x1b;

/// Parses the input at the start of `bytes`, which must not be empty.
pub(super) fn parse(bytes: &[u8]) -> Parsed {
    match bytes {
        [ESC] | [ESC, ESC] => Parsed::Unfinished,
        // rxvt and PuTTY put another Esc before a sequence for Alt.
        [ESC, ESC, b'[' | b'O', ..] => with_alt(parse(&bytes[1..])),
        [ESC, ESC, ..] => Parsed::Two(key(KeyCode::Esc, KeyModifiers::NONE), 1),
        [ESC, b'[', rest @ ..] => control_sequence(rest),
        [ESC, b'O', rest @ ..] => application_key(rest),
        [ESC, b']' | b'P' | b'_'] => Parsed::Reply,
        // The terminator of a string that is already over.
        [ESC, b'\\'] => Parsed::Whole(None),
        // Alt-Backspace, where Backspace is ^H.
        [ESC, 0x08] => Parsed::Whole(Some(key(KeyCode::Backspace, KeyModifiers::ALT))),
        [ESC, rest @ ..] => with_alt(character(rest)),
        rest => character(rest),
    }
}

fn with_alt(parsed: Parsed) -> Parsed {
    match parsed {
        Parsed::Whole(Some(Input::Key(mut key))) => {
            key.modifiers |= KeyModifiers::ALT;
            Parsed::Whole(Some(Input::Key(key)))
        }
        other => other,
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, modifiers))
}

/// A character in UTF-8, or a control character.
fn character(bytes: &[u8]) -> Parsed {
    let control = |c: u8| key(KeyCode::Char(c.into()), KeyModifiers::CONTROL);
    let plain = |code| key(code, KeyModifiers::NONE);
    Parsed::Whole(Some(match bytes {
        [0] => control(b' '),
        [b'\t'] => plain(KeyCode::Tab),
        [b'\r'] => plain(KeyCode::Enter),
        [0x7f] => plain(KeyCode::Backspace),
        [c @ 0x01..=0x1a] => control(c | 0x60),
        [c @ 0x1b..=0x1f] => control(c | 0x40),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => match text.chars().next() {
                Some(c) => alt_with_the_eighth_bit(c).unwrap_or_else(|| plain(KeyCode::Char(c))),
                None => return Parsed::Unfinished,
            },
            // The character is incomplete: the only error is the end.
            Err(error) if error.error_len().is_none() => return Parsed::Unfinished,
            Err(_) => return Parsed::Broken,
        },
    }))
}

/// By default xterm and mlterm send Alt-1 as `±`: the digit with its eighth bit set. `·`, which would be Alt-7, is left out,
/// since Chinese input methods type it.
fn alt_with_the_eighth_bit(c: char) -> Option<Input> {
    let digit = u8::try_from(c).ok().filter(|byte| matches!(byte, 0xb1..=0xb6 | 0xb8 | 0xb9))? & 0x7f;
    Some(key(KeyCode::Char(digit.into()), KeyModifiers::ALT))
}

/// Parses a control sequence, after its `ESC [`.
fn control_sequence(bytes: &[u8]) -> Parsed {
    match bytes {
        // The Linux console's F1 to F5.
        [b'['] => return Parsed::Unfinished,
        [b'[', c @ b'A'..=b'E'] => return Parsed::Whole(Some(key(KeyCode::F(c - b'A' + 1), KeyModifiers::NONE))),
        [b'[', _] => return Parsed::Broken,
        // A mouse report of the oldest kind: three bytes from the blank on. Never asked for, it must not count as typing.
        [b'M', coordinates @ ..] if coordinates.len() <= 3 => {
            return match coordinates {
                [.., 0..0x20] => Parsed::Broken,
                [_, _, _] => Parsed::Whole(None),
                _ => Parsed::Unfinished,
            };
        }
        b"200~" => return Parsed::Paste,
        _ => {}
    }
    let Some((&last, parameters)) = bytes.split_last() else { return Parsed::Unfinished };
    match last {
        // rxvt's Shift with a key ends with `$`, which otherwise ends no sequence.
        b'$' if !parameters.is_empty() && parameters.iter().all(u8::is_ascii_digit) => {
            Parsed::Whole(key_of_control_sequence(parameters, last))
        }
        b' '..=b'?' => Parsed::Unfinished,
        b'@'..=b'~' => Parsed::Whole(match parameters {
            [b'<', report @ ..] => mouse(report, last),
            _ => key_of_control_sequence(parameters, last),
        }),
        _ => Parsed::Broken,
    }
}

/// The parameters of a sequence; an absent one is 0. `None` if there is anything else among them, as in replies. After a colon
/// comes the kind of event, which [`is_release`] reads.
fn numbers(parameters: &[u8]) -> Option<Vec<u32>> {
    let text = std::str::from_utf8(parameters).ok()?;
    let number = |part: &str| match part.split(':').next().unwrap_or_default() {
        "" => Some(0),
        digits => digits.parse().ok(),
    };
    text.split(';').map(number).collect()
}

/// True for the release of a key, which is reported only if an earlier program has asked for that.
fn is_release(parameters: &[u8]) -> bool {
    parameters.ends_with(b":3")
}

fn key_of_control_sequence(parameters: &[u8], last: u8) -> Option<Input> {
    let numbers = numbers(parameters).filter(|_| !is_release(parameters))?;
    let number = |at: usize| numbers.get(at).copied().unwrap_or_default();
    let held = modifiers(number(1));
    Some(match last {
        b'Z' => key(KeyCode::BackTab, KeyModifiers::SHIFT),
        // The cursor's position, which another program has asked for, looks like F3 with modifiers.
        b'R' if number(0) > 1 => return None,
        // st's Delete.
        b'P' if parameters.is_empty() => key(KeyCode::Delete, held),
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => key(named_by_letter(last)?, held),
        // rxvt's Shift with an arrow.
        b'a'..=b'd' => key(named_by_letter(last.to_ascii_uppercase())?, KeyModifiers::SHIFT),
        // st's ^End.
        b'J' if parameters.is_empty() => key(KeyCode::End, KeyModifiers::CONTROL),
        b'~' if number(0) == 27 => key(named_by_code(number(2))?, held),
        b'~' => key(named_by_number(number(0))?, held),
        b'^' => key(named_by_number(number(0))?, KeyModifiers::CONTROL),
        b'$' => key(named_by_number(number(0))?, KeyModifiers::SHIFT),
        b'@' => key(named_by_number(number(0))?, KeyModifiers::CONTROL | KeyModifiers::SHIFT),
        b'u' => key(named_by_code(number(0))?, held),
        _ => return None,
    })
}

/// Parses a key of application mode, after its `ESC O`.
fn application_key(bytes: &[u8]) -> Parsed {
    let Some((&last, parameters)) = bytes.split_last() else { return Parsed::Unfinished };
    if matches!(last, b'0'..=b'9' | b';') {
        return Parsed::Unfinished;
    }
    // `ESC O 5 A` and `ESC O 1 ; 5 A`.
    let held = numbers(parameters).and_then(|numbers| numbers.last().copied()).map_or(KeyModifiers::NONE, modifiers);
    let input = match last {
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => named_by_letter(last).map(|code| key(code, held)),
        // rxvt's Ctrl with an arrow.
        b'a'..=b'd' => named_by_letter(last.to_ascii_uppercase()).map(|code| key(code, KeyModifiers::CONTROL)),
        b'M' => Some(key(KeyCode::Enter, held)),
        // The keypad: `*` to `9` are encoded 64 higher.
        b'j'..=b'y' => Some(key(KeyCode::Char((last - 64).into()), held)),
        b'@'..=b'~' => None,
        _ => return Parsed::Broken,
    };
    Parsed::Whole(input)
}

fn named_by_letter(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

/// Keys whose sequences end with `~`; the numbers of the VT220's function keys have gaps.
fn named_by_number(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(u8::try_from(number).ok()? - 10),
        17..=21 => KeyCode::F(u8::try_from(number).ok()? - 11),
        23 | 24 => KeyCode::F(u8::try_from(number).ok()? - 12),
        _ => return None,
    })
}

/// Keys that are reported by the number of their character.
fn named_by_code(code: u32) -> Option<KeyCode> {
    Some(match code {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        // kitty's functional keys, from a private range.
        57_344..=63_743 => return None,
        _ => KeyCode::Char(char::from_u32(code).filter(|c| !c.is_control())?),
    })
}

/// Decodes xterm's number for modifiers: one more than a sum of 1 (Shift), 2 (Alt) and 4 (Ctrl).
fn modifiers(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let held = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)];
    held.into_iter().filter(|(bit, _)| bits & bit != 0).fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier)
}

/// Parses a mouse report of xterm's mode 1006: `button ; column ; row`, from 1, ended by `M`, or by `m` for a release.
fn mouse(report: &[u8], last: u8) -> Option<Input> {
    const WHEEL: u32 = 64;
    let [button, column, row] = numbers(report)?.try_into().ok()?;
    let kind = match button & !0b1_1100 {
        0 if last == b'M' => MouseEventKind::Down(MouseButton::Left),
        WHEEL => MouseEventKind::ScrollUp,
        wheel if wheel == WHEEL + 1 => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let [column, row] = [column, row].map(|place| u16::try_from(place.saturating_sub(1)).unwrap_or(u16::MAX));
    Some(Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}
