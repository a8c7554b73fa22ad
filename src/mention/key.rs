//! What the text before a number says about it: the key that it stands under, if it stands under one.

use memchr::memrchr2;

use super::fold;
use super::words::{
    self, CHINESE, CHINESE_FILLERS, CHINESE_MEASURES, CODES, COMMANDS, COUNTS, ENDS, FILLERS, MEASURES, STRANGERS,
};

/// A key is not looked for further back than this.
const LONGEST: usize = 40;

/// What the text before a number says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// It is a code. `joined` if more than space stands between.
    Code { joined: bool },
    /// It is a code if it is negative: `result` holds counts too, and `ERROR 4711` is a level and a process.
    CodeIfNegative,
    /// It is a code if it is negative, and otherwise none whatever a table lists.
    Count,
    /// It is not a code.
    Measure,
    /// Nothing.
    Unknown,
}

/// Whether [`before`] may find a key that holds codes. It is the cheaper of the two by far.
pub(super) fn may_stand_before(text: &[u8]) -> bool {
    match before_separators(before_list(text), false).0 {
        [.., 0x80..=0xff] => true,
        [.., last_but_one, last] => words::may_end_a_key(*last_but_one, *last),
        _ => false,
    }
}

/// Reads backwards from the end of `text`, where a number begins.
pub(super) fn before(text: &[u8]) -> Key {
    let text = before_list(text);
    let (mut rest, mut joined) = before_separators(text, false);
    if rest.len() == text.len() && text.last().is_none_or(|last| *last < 0x80) {
        return Key::Unknown;
    }
    // PHP writes how long a string is: `string(3) "-97"`.
    if text.ends_with(b"string(") || is_process(rest, &text[rest.len()..]) {
        return Key::Measure;
    }
    let mut word = last_word(rest);
    if FILLERS.contains(&Name::of(word).as_bytes()) {
        (rest, joined) = before_separators(&rest[..rest.len() - word.len()], joined);
        word = last_word(rest);
    }
    if word.is_empty() {
        let ends_in = |keys: &[&str]| keys.iter().any(|key| rest.ends_with(key.as_bytes()));
        return match () {
            () if ends_in(&CHINESE) => Key::Code { joined },
            () if ends_in(&CHINESE_MEASURES) => Key::Measure,
            () => Key::Unknown,
        };
    }
    judge(&rest[..rest.len() - word.len()], word, joined)
}

/// What a key says, given the text before it.
fn judge(before: &[u8], word: &[u8], joined: bool) -> Key {
    let name = Name::of(word);
    let name = name.as_bytes();
    if COUNTS.contains(&name) {
        return Key::Count;
    }
    if !holds_codes(name) {
        let is_measure = MEASURES.contains(&Name::of(last_part(word)).as_bytes());
        let is_measure = is_measure || is_option(before, word) || (!joined && is_command(before, name));
        return if is_measure { Key::Measure } else { Key::Unknown };
    }
    if is_strange(before) {
        return Key::Unknown;
    }
    let is_level = !joined && matches!(word, b"ERROR" | b"ERR");
    // Python's `[Errno 104] Connection reset by peer` is the system's number.
    let is_system = !joined && name == b"errno" && before.ends_with(b"[");
    if is_level || is_system || name == b"result" {
        return Key::CodeIfNegative;
    }
    Key::Code { joined }
}

/// Whether a word by itself is a key that holds codes, or may stand between such a key and its number.
pub(super) fn is_key(word: &str) -> bool {
    let name = Name::of(word.as_bytes());
    let name = name.as_bytes();
    let chinese = word.trim_end_matches(['为', '是', '爲']);
    holds_codes(name) || COUNTS.contains(&name) || FILLERS.contains(&name) || CHINESE.contains(&chinese)
}

/// Whether a name in small letters is that of a key that holds codes.
fn holds_codes(name: &[u8]) -> bool {
    CODES.contains(&name) || ENDS.iter().any(|end| name.ends_with(end))
}

/// Whether the key after `before` is about something else: `exit code`, `exited with code`.
fn is_strange(before: &[u8]) -> bool {
    let word_before = |text: &[u8]| {
        let text = text.strip_suffix(b" (").or_else(|| text.strip_suffix(b" "))?;
        let word = last_word(text);
        Some((Name::of(word), text.len() - word.len()))
    };
    let Some((mut name, start)) = word_before(before) else { return false };
    if name.as_bytes() == b"with"
        && let Some((verb, _)) = word_before(&before[..start])
    {
        name = verb;
    }
    STRANGERS.contains(&name.as_bytes())
}

/// Whether what follows a tag and an opening bracket is the process in a line of Android's log: `W/System.err( 2210): `.
fn is_process(tag: &[u8], separators: &[u8]) -> bool {
    let start = tag.iter().rposition(u8::is_ascii_whitespace).map_or(0, |space| space + 1);
    matches!(tag[start..], [b'A'..=b'Z', b'/', _, ..]) && separators.trim_ascii_end() == b"("
}

/// Whether a word is an option of a command, as in `tail -n -100`, where `before` is the text before it.
fn is_option(before: &[u8], word: &[u8]) -> bool {
    let name = word.strip_prefix(b"--").or_else(|| word.strip_prefix(b"-"));
    name.is_some_and(|name| name.first().is_some_and(u8::is_ascii_alphabetic))
        && before.last().is_none_or(u8::is_ascii_whitespace)
}

/// Whether a word is a command that takes a number as an option: `head -100`, `git log -100`.
fn is_command(before: &[u8], name: &[u8]) -> bool {
    COMMANDS.contains(&name) || before.strip_suffix(b" ").is_some_and(|before| last_word(before) == b"git")
}

/// The text before the first number of a list, if `text` ends within one: `[-97, ` or `97、`. Else `text` itself.
fn before_list(text: &[u8]) -> &[u8] {
    let mut rest = text;
    while let Some(before) = rest.strip_suffix("、".as_bytes()) {
        let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let before = &before[..before.len() - digits];
        rest = fold::last(before).filter(|(byte, _)| *byte == b'-').map_or(before, |(_, before)| before);
    }
    // Most numbers are no items of a list, which is told soonest by what stands before them.
    let is_beside = |byte: &&u8| matches!(**byte, b' ' | b'"' | b'\'' | b'\\');
    let beside = rest.iter().rev().take_while(is_beside).count();
    if !rest[..rest.len() - beside].ends_with(b",") {
        return rest;
    }
    let is_part = |byte: &&u8| byte.is_ascii_digit() || matches!(**byte, b'-' | b',' | b' ' | b'"' | b'\'' | b'\\');
    match rest.split_at(rest.len() - rest.iter().rev().take_while(is_part).count()) {
        (before @ [.., b'['], items) if items.contains(&b',') => before,
        _ => rest,
    }
}

/// The text before what separates a key from its value, and whether that is more than space.
fn before_separators(mut text: &[u8], mut joined: bool) -> (&[u8], bool) {
    while let Some((rest, joins)) = before_separator(text, joined) {
        text = rest;
        joined |= joins;
    }
    (text, joined)
}

/// The text before one separator, and whether that is more than space. A comparison is none: `ret > 100`, `code >= 300`.
fn before_separator(text: &[u8], joined: bool) -> Option<(&[u8], bool)> {
    let Some((byte, rest)) = fold::last(text) else {
        return CHINESE_FILLERS.iter().find_map(|filler| text.strip_suffix(filler.as_bytes())).map(|rest| (rest, true));
    };
    match (byte, rest) {
        // The dot of `Error No. 97` is one.
        (b' ' | b'\t' | b'"' | b'\'' | b'`' | b'\\' | b'[' | b'{' | b'#', _) | (b'.', [.., b'N' | b'n', b'o']) => {
            Some((rest, false))
        }
        (b'=', [.., b'<' | b'>' | b'!' | b'~']) => None,
        (b':' | b'=' | b'(', _) => Some((rest, true)),
        (b'>', [rest @ .., b'-' | b'=']) => Some((rest, true)),
        (b'>', _) => closes_tag(rest).then_some((rest, true)),
        (b']', _) => joined.then_some((rest, false)),
        (b')', _) => before_parentheses(rest).map(|rest| (rest, false)),
        (b'm' | b'n' | b'r' | b't', _) => {
            let plain = fold::without_escapes(text);
            (plain.len() < text.len()).then_some((plain, false))
        }
        _ => None,
    }
}

/// Whether a `>` after `text` is the end of a tag: `<Code>-97`.
fn closes_tag(text: &[u8]) -> bool {
    let opening = memrchr2(b'<', b'>', text).map(|at| &text[at..]);
    matches!(opening, Some([b'<', b'A'..=b'Z' | b'a'..=b'z', .., last]) if !last.is_ascii_whitespace())
}

/// The text before parentheses that a `)` after `text` closes, if they hold nothing, or the length of a string:
/// `getCode()`, `string(3)`.
fn before_parentheses(text: &[u8]) -> Option<&[u8]> {
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let before = text[..text.len() - digits].strip_suffix(b"(")?;
    (digits == 0 || before.ends_with(b"string")).then_some(before)
}

/// The word at the end of `text`, hyphens included, without the last letter of an escape: `\r\nX-ErrNo`.
fn last_word(text: &[u8]) -> &[u8] {
    let mut before = text;
    while text.len() - before.len() < LONGEST
        && let Some((byte, rest)) = fold::last(before)
        && (byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    {
        before = rest;
    }
    let start = before.len();
    let escape = text.len().min(start + 1 + text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count());
    let is_escape = fold::without_escapes(&text[..escape]).len() < start;
    &text[if is_escape { escape } else { start }..]
}

/// The last part of a word that is put together: `offset` of `tz_offset` and of `utcOffset`.
fn last_part(word: &[u8]) -> &[u8] {
    let begins = |pair: &[u8]| matches!(pair, [b'_' | b'-', _] | [b'a'..=b'z', b'A'..=b'Z']);
    &word[word.windows(2).rposition(begins).map_or(0, |at| at + 1)..]
}

/// A word in small letters, without what joins its parts. It does without the heap: a log has a word before each number.
struct Name {
    letters: [u8; LONGEST],
    start: usize,
}

impl Name {
    fn of(word: &[u8]) -> Self {
        let mut name = Self { letters: [0; LONGEST], start: LONGEST };
        let mut rest = word;
        while name.start > 0
            && let Some((byte, before)) = fold::last(rest)
        {
            rest = before;
            if byte.is_ascii_alphanumeric() {
                name.start -= 1;
                name.letters[name.start] = byte.to_ascii_lowercase();
            }
        }
        name
    }

    fn as_bytes(&self) -> &[u8] {
        &self.letters[self.start..]
    }
}
