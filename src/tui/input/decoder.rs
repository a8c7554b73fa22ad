//! Splits the terminal's bytes into keys, pastes and reports, none of which can stay unfinished for ever.

use std::time::Duration;

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};

use super::sequence::{Parsed, parse};

/// The longest pause within a sequence. Only a slow line splits one at all, and a line with longer pauses is too slow to type
/// on.
const SEQUENCE: Duration = Duration::from_millis(250);

/// The longest pause within a paste. It is longer, since text after the supposed end would count as typed.
const PASTE: Duration = Duration::from_secs(1);

/// The most bytes of a sequence that are kept. The longest one with a meaning, a mouse report, has 18.
const LONGEST: usize = 64;

/// The most bytes of a paste that are kept; the prompt takes far fewer.
const LONGEST_PASTE: usize = 1 << 24;

const ESC: u8 = 0x1b;
const CONTROL_C: u8 = 3;
const PASTE_END: &[u8] = b"\x1b[201~";

/// The kind of input that the bytes belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// A key, a mouse report or a short reply.
    Sequence,
    /// A reply that is a string: it is ignored.
    Reply,
    /// A paste.
    Paste,
}

/// Collects bytes until an input is whole.
#[derive(Debug)]
pub(super) struct Decoder {
    escape: Duration,
    inside: Inside,
    held: Vec<u8>,
}

impl Decoder {
    /// A decoder that takes a lone Esc for a key after `escape`.
    pub(super) fn new(escape: Duration) -> Self {
        Self { escape, inside: Inside::Sequence, held: Vec::new() }
    }

    /// The time to wait for more bytes before [`Self::expire`]; `None` if nothing has begun.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (self.inside, &self.held[..]) {
            (Inside::Paste, _) => Some(PASTE),
            (Inside::Sequence, []) => None,
            (Inside::Sequence, [ESC] | [ESC, ESC]) => Some(self.escape),
            (Inside::Sequence | Inside::Reply, _) => Some(SEQUENCE),
        }
    }

    /// Takes bytes from the terminal, and adds the inputs that they make.
    pub(super) fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        for (at, &byte) in bytes.iter().enumerate() {
            // A pasted text may contain a ^C; one with nothing after it is typed.
            let may_be_pasted = self.inside == Inside::Paste && at + 1 < bytes.len();
            match self.inside {
                // ^C counts whatever has begun.
                _ if byte == CONTROL_C && !may_be_pasted => {
                    self.end(inputs);
                    inputs.push(key(KeyCode::Char('c'), KeyModifiers::CONTROL));
                }
                Inside::Sequence => self.add(byte, inputs),
                Inside::Reply => self.add_to_reply(byte),
                Inside::Paste => self.add_to_paste(byte, inputs),
            }
        }
    }

    /// Ends the input that has begun, after nothing has come for as long as [`Self::patience`] says.
    pub(super) fn expire(&mut self, inputs: &mut Vec<Input>) {
        match (self.inside, &self.held[..]) {
            (Inside::Sequence, escapes @ ([ESC] | [ESC, ESC])) => {
                inputs.extend(escapes.iter().map(|_| key(KeyCode::Esc, KeyModifiers::NONE)));
                self.held.clear();
            }
            // Alt-[, Alt-O, Alt-] are keys that begin like a sequence.
            (Inside::Sequence | Inside::Reply, &[ESC, introducer]) => {
                inputs.push(key(KeyCode::Char(introducer.into()), KeyModifiers::ALT));
                self.reset();
            }
            _ => self.end(inputs),
        }
    }

    fn add(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        // The last byte of a sequence that is too long still ends it.
        self.held.truncate(LONGEST);
        self.held.push(byte);
        match parse(&self.held) {
            Parsed::Unfinished => {}
            Parsed::Whole(input) => {
                self.held.clear();
                inputs.extend(input);
            }
            Parsed::Two(first, rest) => {
                inputs.push(first);
                let rest = self.held.split_off(rest);
                self.held.clear();
                self.feed(&rest, inputs);
            }
            Parsed::Broken => {
                let is_first = self.held.len() == 1;
                self.held.clear();
                if !is_first {
                    self.add(byte, inputs);
                }
            }
            Parsed::Reply => self.inside = Inside::Reply,
            Parsed::Paste => {
                self.held.clear();
                self.inside = Inside::Paste;
            }
        }
    }

    fn add_to_reply(&mut self, byte: u8) {
        let is_operating_system_command = self.held.get(1) == Some(&b']');
        match byte {
            // Esc ends a string, as the first half of the string terminator or of another sequence.
            ESC => {
                self.reset();
                self.held.push(ESC);
            }
            // CAN and SUB cancel what has begun.
            0x18 | 0x1a => self.reset(),
            0x07 if is_operating_system_command => self.reset(),
            // With a third byte this is a reply, and not Alt with a key.
            _ => self.held.resize(3, byte),
        }
    }

    fn add_to_paste(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        if self.held.len() == LONGEST_PASTE {
            self.held.truncate(LONGEST_PASTE - PASTE_END.len());
        }
        self.held.push(byte);
        if self.held.ends_with(PASTE_END) {
            self.held.truncate(self.held.len() - PASTE_END.len());
            self.end(inputs);
        }
    }

    /// Ends the input that has begun. A paste is passed on as far as it has come; anything else is dropped.
    fn end(&mut self, inputs: &mut Vec<Input>) {
        if self.inside == Inside::Paste {
            inputs.push(Input::Paste(String::from_utf8_lossy(&self.held).into_owned()));
        }
        self.reset();
    }

    fn reset(&mut self) {
        self.inside = Inside::Sequence;
        self.held = Vec::new();
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, modifiers))
}
