//! The names under which programs write codes, and those under which they write other numbers.

use super::number;

/// A key is not looked for further back than this.
const LONGEST: usize = 40;

/// Keys that hold codes, in small letters, without `_` and `-`.
const CODES: [&[u8]; 28] = [
    b"code",
    b"codes",
    b"err",
    b"error",
    b"errors",
    b"ret",
    b"rc",
    b"iret",
    b"nret",
    b"retval",
    b"rescode",
    b"respcode",
    b"result",
    b"resultcode",
    b"subcode",
    b"bizcode",
    b"businesscode",
    b"innercode",
    b"lasterror",
    b"errorno",
    b"errornumber",
    b"errnum",
    b"errid",
    b"errorid",
    b"msgcode",
    b"apicode",
    b"failcode",
    b"faultcode",
];
/// Ends of such keys that say it all, whatever stands before them: `X-ErrNo`, `upload_errcode`.
const ENDS: [&[u8]; 5] = [b"errno", b"errcode", b"errorcode", b"retcode", b"returncode"];
/// What may stand between a key and its number: `["code"]=> int(-82)`, `errno is -97`.
const FILLERS: [&[u8]; 7] = [b"int", b"integer", b"long", b"number", b"string", b"is", b"was"];
/// Words after which a key is not about the image service: `exit code`, `HTTP error`.
const STRANGERS: [&[u8]; 10] =
    [b"http", b"https", b"status", b"response", b"exit", b"zip", b"postal", b"country", b"area", b"source"];
/// Keys and commands that come before negative numbers of another kind.
const MEASURES: [&[u8]; 36] = [
    b"x",
    b"y",
    b"z",
    b"dx",
    b"dy",
    b"dz",
    b"lat",
    b"lon",
    b"lng",
    b"latitude",
    b"longitude",
    b"left",
    b"top",
    b"right",
    b"bottom",
    b"margin",
    b"offset",
    b"delta",
    b"diff",
    b"drift",
    b"skew",
    b"rssi",
    b"snr",
    b"dbm",
    b"signal",
    b"temp",
    b"temperature",
    b"tz",
    b"timezone",
    b"utc",
    b"gmt",
    b"nice",
    b"priority",
    b"head",
    b"tail",
    b"kill",
];
/// Keys that hold codes in Chinese, where no space sets a key apart from the word before it.
const CHINESE: [&str; 9] =
    ["错误码", "返回码", "错误代码", "错误号", "错误编号", "返回值", "失败码", "錯誤碼", "返回碼"];
const CHINESE_FILLERS: [&str; 9] = ["：", "＝", "（", "【", "“", "”", "为", "是", "爲"];

/// Whether a word that ends in these two letters may be a key that holds codes, or a filler.
static ENDINGS: [[bool; 32]; 32] = {
    let mut endings = [[false; 32]; 32];
    allow(&CODES, &mut endings);
    allow(&ENDS, &mut endings);
    allow(&FILLERS, &mut endings);
    endings
};

const fn allow(words: &[&[u8]], endings: &mut [[bool; 32]; 32]) {
    let mut index = 0;
    while index < words.len() {
        let [.., last_but_one, last] = words[index] else { panic!("a key has two letters") };
        endings[letter(*last_but_one)][letter(*last)] = true;
        index += 1;
    }
}

/// A letter's place in the alphabet, in either case.
const fn letter(byte: u8) -> usize {
    (byte & 31) as usize
}

/// What the text before a number says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// It is a code. `joined` if more than space stands between.
    Code { joined: bool },
    /// It is a code if it is negative: `result` holds counts too, and `ERROR 4711` is a level and a process.
    CodeIfNegative,
    /// It is not a code.
    Measure,
    /// Nothing.
    Unknown,
}

/// Whether [`before`] may find a key that holds codes. It is the cheaper of the two by far.
pub(super) fn may_stand_before(text: &[u8]) -> bool {
    match before_separators(text, false).0 {
        [.., 0x80..=0xff] => true,
        [.., last_but_one, last] if last_but_one.is_ascii_alphabetic() && last.is_ascii_alphabetic() => {
            ENDINGS[letter(*last_but_one)][letter(*last)]
        }
        _ => false,
    }
}

/// Reads backwards from the end of `text`, where a number begins.
pub(super) fn before(text: &[u8]) -> Key {
    let (mut rest, mut joined) = before_separators(text, false);
    if rest.len() == text.len() && text.last().is_none_or(|last| *last < 0x80) {
        return Key::Unknown;
    }
    let mut word = last_word(rest);
    if FILLERS.contains(&Name::of(word).as_bytes()) {
        (rest, joined) = before_separators(&rest[..rest.len() - word.len()], joined);
        word = last_word(rest);
    }
    if word.is_empty() {
        let is_chinese = CHINESE.iter().any(|key| rest.ends_with(key.as_bytes()));
        return if is_chinese { Key::Code { joined } } else { Key::Unknown };
    }
    judge(&rest[..rest.len() - word.len()], word, joined)
}

/// What a key says, given the text before it.
fn judge(before: &[u8], word: &[u8], joined: bool) -> Key {
    let name = Name::of(word);
    let name = name.as_bytes();
    if !holds_codes(name) {
        return if MEASURES.contains(&name) { Key::Measure } else { Key::Unknown };
    }
    if before.strip_suffix(b" ").is_some_and(|before| STRANGERS.contains(&Name::of(last_word(before)).as_bytes())) {
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
    let chinese = word.trim_end_matches(['为', '是', '爲']);
    holds_codes(name.as_bytes()) || FILLERS.contains(&name.as_bytes()) || CHINESE.contains(&chinese)
}

/// Whether a name in small letters is that of a key that holds codes.
fn holds_codes(name: &[u8]) -> bool {
    CODES.contains(&name) || ENDS.iter().any(|end| name.ends_with(end))
}

/// The text before what separates a key from its value, and whether that is more than space.
fn before_separators(mut text: &[u8], mut joined: bool) -> (&[u8], bool) {
    loop {
        text = match text {
            [rest @ .., b' ' | b'\t' | b'"' | b'\'' | b'`' | b'\\' | b'['] => rest,
            [rest @ .., b'-', b'>'] | [rest @ .., b':' | b'=' | b'(' | b'>'] => {
                joined = true;
                rest
            }
            [rest @ .., b']'] if joined => rest,
            [.., b'm'] => match number::without_color(text) {
                plain if plain.len() < text.len() => plain,
                _ => return (text, joined),
            },
            [.., 0x80..=0xff] => match CHINESE_FILLERS.iter().find_map(|filler| text.strip_suffix(filler.as_bytes())) {
                Some(rest) => {
                    joined = true;
                    rest
                }
                None => return (text, joined),
            },
            _ => return (text, joined),
        }
    }
}

/// The word at the end of `text`, hyphens included, without the letter of an escaped line end: `\r\nX-ErrNo`.
fn last_word(text: &[u8]) -> &[u8] {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte == b'-';
    let length = text.iter().rev().take(LONGEST).take_while(is_part).count();
    let (before, word) = text.split_at(text.len() - length);
    match word {
        [b'n' | b'r' | b't', word @ ..] if before.ends_with(b"\\") => word,
        _ => word,
    }
}

/// A word in small letters, without what joins its parts. It does without the heap: a log has a word before each number.
struct Name {
    letters: [u8; LONGEST],
    length: usize,
}

impl Name {
    fn of(word: &[u8]) -> Self {
        let mut name = Self { letters: [0; LONGEST], length: 0 };
        let letters = word.iter().filter(|byte| byte.is_ascii_alphanumeric());
        for (place, letter) in name.letters.iter_mut().zip(letters) {
            *place = letter.to_ascii_lowercase();
            name.length += 1;
        }
        name
    }

    fn as_bytes(&self) -> &[u8] {
        &self.letters[..self.length]
    }
}
