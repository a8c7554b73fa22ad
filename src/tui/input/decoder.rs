//! Cuts the terminal's bytes into keys, pastes and reports, and lets none of them last for ever.

use std::time::Duration;

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};

use super::sequence::{Parsed, parse};

/// How long the rest of a sequence may take. Only a slow line splits one at all, and lines that take longer than this are
/// slower than anybody types on.
const SEQUENCE: Duration = Duration::from_millis(250);

/// How long a paste may pause. It is longer, since what came after its end would be typed.
const PASTE: Duration = Duration::from_secs(1);

/// How much of a sequence is kept. The longest that means anything, a mouse report, has 18 bytes.
const LONGEST: usize = 64;

/// How much of a paste is kept; the prompt takes far less.
const LONGEST_PASTE: usize = 1 << 24;

const ESC: u8 = 0x1b;
const CONTROL_C: u8 = 3;
const PASTE_END: &[u8] = b"\x1b[201~";

/// What the bytes belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// A key, a mouse report or a short reply.
    Sequence,
    /// A reply that is a string: its text means nothing here.
    Reply,
    /// A paste.
    Paste,
}

/// What has come and isn't whole yet.
#[derive(Debug)]
pub(super) struct Decoder {
    escape: Duration,
    inside: Inside,
    held: Vec<u8>,
}

impl Decoder {
    /// A decoder that takes Esc for a key when nothing has followed it for this long.
    pub(super) fn new(escape: Duration) -> Self {
        Self { escape, inside: Inside::Sequence, held: Vec::new() }
    }

    /// How long to wait for more before [`Self::expire`]; `None` where nothing has begun.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (self.inside, &self.held[..]) {
            (Inside::Paste, _) => Some(PASTE),
            (Inside::Sequence, []) => None,
            (Inside::Sequence, [ESC] | [ESC, ESC]) => Some(self.escape),
            (Inside::Sequence | Inside::Reply, _) => Some(SEQUENCE),
        }
    }

    /// Takes what the terminal has sent.
    pub(super) fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        for (at, &byte) in bytes.iter().enumerate() {
            // A pasted text may hold a ^C; one behind which nothing has come yet is typed.
            let may_be_pasted = self.inside == Inside::Paste && at + 1 < bytes.len();
            match self.inside {
                // Whatever has begun, ^C is heard.
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

    /// Nothing has come for as long as [`Self::patience`] says: what has begun is over.
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
            // Esc ends a string, be it as the first half of the string terminator or of another sequence.
            ESC => {
                self.reset();
                self.held.push(ESC);
            }
            // CAN and SUB cancel what has begun.
            0x18 | 0x1a => self.reset(),
            0x07 if is_operating_system_command => self.reset(),
            // A third byte says that this is a reply and not Alt with a key.
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

    /// Ends what has begun. Of a paste, what has come is pasted; the rest is dropped.
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
