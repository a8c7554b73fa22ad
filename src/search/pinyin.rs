//! Chinese by its sound: whole syllables, their initials, or a mixture, with characters and Latin words in between.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use pinyin::ToPinyinMulti;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::is_han;

/// The part of the sound that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sound {
    /// Whole syllables; the last may be unfinished.
    Full,
    /// At least one syllable by its initial only.
    Initials,
    /// At least one syllable with a sound that many speakers do not tell apart from its own.
    Slipped,
}

/// Sounds that many speakers do not tell apart, at the beginning of a syllable and at its end.
const ALIKE_INITIALS: [[&str; 2]; 4] = [["zh", "z"], ["ch", "c"], ["sh", "s"], ["l", "n"]];
const ALIKE_FINALS: [[&str; 2]; 3] = [["ing", "in"], ["ang", "an"], ["eng", "en"]];

/// The characters of Chinese that nearly all texts are written in.
const COMMON: Range<u32> = 0x4e00..0xa000;

/// The letters of the readings of each of them, as [`letters_of`] found them; 0 for one that it was not asked of yet.
static LETTERS: [AtomicU64; (COMMON.end - COMMON.start) as usize] =
    [const { AtomicU64::new(0) }; (COMMON.end - COMMON.start) as usize];

/// The bit that stands for having been looked up, beside those of the letters.
const LOOKED_UP: u64 = 1 << 63;

/// The bits of all letters.
const ALL_LETTERS: u32 = (1 << 26) - 1;

/// The most attempts at one text, so that a hostile one costs no more than a plain one.
const ATTEMPTS: u32 = 2000;

/// The readings of a character, without tones, `v` for `ü`.
pub(super) fn readings(c: char) -> impl Iterator<Item = &'static str> {
    let spelt = c.to_pinyin_multi().into_iter().flatten().map(|reading| match reading.plain() {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        plain => plain,
    });
    spelt.filter(|reading| reading.is_ascii())
}

/// Pinyin as the sounds of characters are written here: without tone marks and apostrophes, `v` for `ü`.
pub(super) fn plain_spelling(typed: &str) -> Cow<'_, str> {
    if typed.bytes().all(|byte| byte.is_ascii_alphanumeric()) || typed.chars().any(is_han) {
        return Cow::Borrowed(typed);
    }
    let mut plain = String::with_capacity(typed.len());
    for c in typed.nfd().filter(|c| *c != '\'') {
        match c {
            '\u{308}' if plain.ends_with('u') => {
                plain.pop();
                plain.push('v');
            }
            _ if is_combining_mark(c) => {}
            _ => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

/// A spelling in which those sounds are one that many speakers do not tell apart: `zh` and `z`, `ing` and `in`, `l` and `n`.
pub(super) fn blurred(spelling: &str) -> String {
    let mut blurred = String::with_capacity(spelling.len());
    for c in spelling.chars() {
        match c {
            'h' if blurred.ends_with(['z', 'c', 's']) => {}
            'g' if blurred.ends_with('n') => {}
            'l' => blurred.push('n'),
            _ => blurred.push(c),
        }
    }
    blurred
}

/// True if `typed` may be meant as pinyin: it has letters, and only such as the sounds of Chinese are written with.
pub(super) fn is_spellable(typed: &str) -> bool {
    let letters = typed.chars().filter(char::is_ascii_lowercase).count();
    letters >= 2 && typed.len() <= 64 && !typed.starts_with(['i', 'u', 'v']) && typed.chars().all(char::is_alphanumeric)
}

/// The first part of `text` that sounds like `typed`, in bytes; of such parts the one that sounds most like it. With `slips`
/// also what sounds so to those who do not tell `zh` from `z`, `ing` from `in`, or `l` from `n`.
pub(super) fn find(text: &str, typed: &str, slips: bool) -> Option<(Range<usize>, Sound)> {
    let first = typed.chars().next()?;
    let mut attempts = ATTEMPTS;
    let mut best: Option<(Range<usize>, Sound)> = None;
    let letters = letters_for(first, slips);
    let mut is_after_letter = false;
    for (at, c) in text.char_indices() {
        let is_inside_word = is_after_letter && c.is_ascii_alphanumeric();
        is_after_letter = c.is_ascii_alphanumeric();
        let begins = if c == first { !is_inside_word } else { !c.is_ascii() && letters_of(c).first & letters != 0 };
        if !begins {
            continue;
        }
        let start = Heard { sounded: 0, sound: Sound::Full, slips };
        let Some((length, sound)) = follow(&text[at..], typed, start, &mut attempts) else { continue };
        if best.as_ref().is_none_or(|(_, known)| sound < *known) {
            best = Some((at..at + length, sound));
        }
        if sound == Sound::Full {
            break;
        }
    }
    best
}

/// The letters, a bit for each, that the sound of a character can begin with for it to be the beginning of what was typed.
fn letters_for(first: char, slips: bool) -> u32 {
    match first {
        'l' | 'n' if slips => bit('l') | bit('n'),
        _ => bit(first),
    }
}

/// The letters of all sounds in `text` and those that stand in it, a bit for each: what is heard in it has no others.
pub(super) fn letters_in(text: &str) -> u32 {
    text.chars().fold(0, |letters, c| letters | if c.is_ascii() { bit(c) } else { letters_of(c).all })
}

/// The letters that something typed has, a bit for each.
pub(super) fn letters_typed(typed: &str) -> u32 {
    typed.chars().fold(0, |letters, c| letters | bit(c))
}

/// The letters of the readings of a character, a bit for each.
struct Letters {
    /// Those that a reading begins with.
    first: u32,
    all: u32,
}

/// The letters of the readings of a character. They are remembered: a large table asks for the same few thousand characters
/// millions of times between two keystrokes.
#[inline]
fn letters_of(c: char) -> Letters {
    let index = u32::from(c).wrapping_sub(COMMON.start) as usize;
    let letters = match LETTERS.get(index).map(|letters| letters.load(Ordering::Relaxed)) {
        None | Some(0) => look_up_letters(c),
        Some(letters) => letters,
    };
    let bits = |letters: u64| u32::try_from(letters & u64::from(ALL_LETTERS)).unwrap_or(0);
    Letters { first: bits(letters), all: bits(letters >> 32) }
}

#[cold]
fn look_up_letters(c: char) -> u64 {
    if !is_han(c) {
        return 0;
    }
    let letters = readings(c).fold(LOOKED_UP, |letters, reading| {
        let first = reading.chars().next().map_or(0, bit);
        letters | u64::from(first) | u64::from(letters_typed(reading)) << 32
    });
    if let Some(known) = LETTERS.get(u32::from(c).wrapping_sub(COMMON.start) as usize) {
        known.store(letters, Ordering::Relaxed);
    }
    letters
}

/// The bit of a small letter; none for anything else.
fn bit(letter: char) -> u32 {
    if letter.is_ascii_lowercase() { 1 << (u32::from(letter) - u32::from('a')) } else { 0 }
}

/// The rest of `typed` after `reading` with another of the sounds that are alike, at its beginning, its end, or both.
fn after_slipped<'t>(typed: &'t str, reading: &'static str) -> impl Iterator<Item = &'t str> {
    let initial = ALIKE_INITIALS.iter().flatten().find(|initial| reading.starts_with(**initial)).copied().unwrap_or("");
    let ending = ALIKE_FINALS.iter().flatten().find(|ending| reading.ends_with(**ending)).copied().unwrap_or("");
    let middle = &reading[initial.len()..reading.len() - ending.len()];
    let [initials, endings] = [(&ALIKE_INITIALS[..], initial), (&ALIKE_FINALS[..], ending)]
        .map(|(pairs, own)| pairs.iter().find(|pair| pair.contains(&own)).copied().unwrap_or([own; 2]));
    let begun = initials.into_iter().filter_map(move |initial| typed.strip_prefix(initial)?.strip_prefix(middle));
    let slipped = begun.flat_map(move |rest| endings.into_iter().filter_map(move |ending| rest.strip_prefix(ending)));
    slipped.filter(move |rest| typed.strip_prefix(reading) != Some(*rest))
}

#[derive(Clone, Copy)]
struct Heard {
    /// The number of characters that were recognised by their sound.
    sounded: usize,
    sound: Sound,
    /// True if sounds that are alike are taken for each other.
    slips: bool,
}

/// The number of bytes at the start of `text` that sound like `typed`, and how well they do.
fn follow(text: &str, typed: &str, heard: Heard, attempts: &mut u32) -> Option<(usize, Sound)> {
    let Heard { sounded, sound, .. } = heard;
    if typed.is_empty() {
        // Initials alone, and slips, must stand for two characters or more.
        let enough = if sound == Sound::Full { 1 } else { 2 };
        return (sounded >= enough).then_some((0, sound));
    }
    *attempts = attempts.checked_sub(1)?;
    let c = text.chars().next()?;
    let rest = &text[c.len_utf8()..];
    let mut best = None;
    let mut consider = |typed: &str, heard: Heard| {
        // Nothing can sound better than what was heard until here.
        if best.is_some_and(|(_, known)| known <= sound) {
            return;
        }
        if let Some((length, sound)) = follow(rest, typed, heard, attempts)
            && best.is_none_or(|(_, known)| sound < known)
        {
            best = Some((length + c.len_utf8(), sound));
        }
    };
    if let Some(typed) = typed.strip_prefix(c) {
        consider(typed, heard);
    } else if c == ' ' && sounded > 0 {
        consider(typed, heard);
    }
    if !c.is_ascii()
        && typed.chars().next().is_some_and(|first| letters_of(c).first & letters_for(first, heard.slips) != 0)
    {
        for reading in readings(c) {
            if let Some(typed) = typed.strip_prefix(reading) {
                consider(typed, Heard { sounded: sounded + 1, ..heard });
            } else if typed.len() >= 2 && reading.starts_with(typed) {
                consider("", Heard { sounded: sounded + 1, ..heard });
            }
            let initial = if reading[1..].starts_with('h') { 2 } else { 1 };
            for length in 1..=initial {
                if length < reading.len() && typed.starts_with(&reading[..length]) {
                    let heard = Heard { sounded: sounded + 1, sound: sound.max(Sound::Initials), ..heard };
                    consider(&typed[length..], heard);
                }
            }
            if heard.slips {
                let heard = Heard { sounded: sounded + 1, sound: Sound::Slipped, ..heard };
                after_slipped(typed, reading).for_each(|typed| consider(typed, heard));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Sound, find, letters_in, letters_typed, plain_spelling};

    #[test]
    fn tones_and_apostrophes_are_written_or_left_out() {
        for (typed, plain) in
            [("qiānmíng", "qianming"), ("nǚ", "nv"), ("lüè", "lve"), ("fang'an", "fangan"), ("签míng", "签míng")]
        {
            assert_eq!(plain_spelling(typed), plain);
        }
    }

    #[test]
    fn chinese_is_found_by_its_sound() {
        let cases = [
            ("秒传失败", "miaochuan", "秒传", Sound::Full),
            ("秒传失败", "miaochu", "秒传", Sound::Full),
            ("秒传失败", "秒chuan", "秒传", Sound::Full),
            ("业务ID错误".to_lowercase().leak(), "yewuid", "业务id", Sound::Full),
            ("重试", "chongshi", "重试", Sound::Full),
            ("长度", "changdu", "长度", Sound::Full),
            ("调用签名服务失败", "diaoyong", "调用", Sound::Full),
            ("文件过大", "wjgd", "文件过大", Sound::Initials),
            ("该图片在黑名单中", "hmd", "黑名单", Sound::Initials),
            ("压缩超时", "yasuocs", "压缩超时", Sound::Initials),
            ("解码失败", "jm失败", "解码失败", Sound::Initials),
        ];
        for (text, typed, part, sound) in cases {
            let (range, heard) = find(text, typed, false).unwrap_or_else(|| panic!("{typed} is not found in {text}"));
            assert_eq!((&text[range], heard), (part, sound), "{typed}");
            assert_eq!(letters_in(text) & letters_typed(typed), letters_typed(typed), "the letters of {typed}");
        }
        assert_eq!(letters_in("签名 of ab"), letters_typed("qianmingofab"));
    }

    #[test]
    fn sounds_that_speakers_confuse_are_taken_for_each_other_where_that_is_asked_for() {
        let cases = [
            ("网关重启", "wanguan", "网关"),
            ("账单冻结", "zangdan", "账单"),
            ("流量超限", "niuniangchaoxian", "流量超限"),
            ("商户停用", "sanghu", "商户"),
            ("订单取消", "dindan", "订单"),
        ];
        for (text, typed, part) in cases {
            assert_eq!(find(text, typed, false), None, "{typed}");
            let (range, heard) = find(text, typed, true).unwrap_or_else(|| panic!("{typed} is not found in {text}"));
            assert_eq!((&text[range], heard), (part, Sound::Slipped), "{typed}");
        }
    }

    #[test]
    fn what_does_not_sound_alike_is_not_found() {
        for (text, typed) in [("秒传失败", "zzqxv"), ("超时", "c"), ("http服务器", "tp"), ("签名", "签名"), ("", "a")]
        {
            assert_eq!(find(text, typed, true), None, "{typed} in {text}");
        }
    }

    proptest! {
        #[test]
        fn a_text_has_all_letters_of_what_is_heard_in_it(text in "[嗯啊重长a-c ]{0,20}", typed in "[a-enghoz]{1,6}") {
            if find(&text, &typed, false).is_some() {
                prop_assert_eq!(letters_in(&text) & letters_typed(&typed), letters_typed(&typed));
            }
        }

        #[test]
        fn a_part_that_sounds_alike_lies_on_character_bounds(text in "[嗯啊重长a-c ]{0,20}", typed in "[a-z嗯]{1,12}") {
            if let Some((range, _)) = find(&text, &typed, true) {
                prop_assert!(text.get(range).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
