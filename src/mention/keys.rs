//! The words of `assets/keys.toml`: under which keys logs write codes, and what other words say about a number.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::system::SystemErrors;

/// Longer words are no key.
const LONGEST: usize = 48;

/// The lists of the file, as they stand in it.
#[derive(Debug, Deserialize)]
struct Lists {
    keys: KeyLists,
    beside: BesideLists,
    others: OtherLists,
    system: SystemLists,
}

#[derive(Debug, Deserialize)]
struct KeyLists {
    certain_ends: Vec<String>,
    likely: Vec<String>,
    negative: Vec<String>,
    counts: Vec<String>,
    chinese: Vec<String>,
    chinese_negative: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct BesideLists {
    fillers: Vec<String>,
    numbering: Vec<String>,
    chinese_fillers: Vec<String>,
    neutral: Vec<String>,
    outcomes: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct OtherLists {
    strangers: Vec<String>,
    domains: Vec<String>,
    measures: Vec<String>,
    chinese_measures: Vec<String>,
    units: Vec<String>,
    chinese_units: Vec<String>,
    times: Vec<String>,
    money: Vec<String>,
    commands: Vec<String>,
    joins: Vec<String>,
    kernel: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct SystemLists {
    errors: Vec<String>,
}

/// The meaning of a word that stands before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A key that holds codes and nothing else: `X-ErrNo`.
    Certain,
    /// A key that holds codes and other numbers: `code`, `ret`.
    Likely,
    /// A key that holds codes where they are negative: `error`, `result`.
    Negative,
    /// A name that may hold a code, or says nothing about its number: `failed`, `value`.
    Neutral,
    /// A name of another number: `lag`, `balance`.
    Measure,
    /// Any other name. A number that is joined to it by a sign is its own.
    Other,
}

/// The classes that the lists give a word in ASCII.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one list of the file, and a word may stand in several")]
pub(super) struct Word {
    /// The class of a name such as `X-ErrNo`, `svr_ret`, `tz_offset`.
    pub(super) class: Class,
    /// True if it may stand between a key and its number.
    pub(super) is_filler: bool,
    /// True if, between a key and its number, it says that the number is a code's: `Error No. 97`.
    pub(super) is_numbering: bool,
    /// True if a key after it is about something else: `exit code`.
    pub(super) is_stranger: bool,
    /// True if a code after it is one of another system: `NSURLErrorDomain`.
    pub(super) is_domain: bool,
    /// True if it measures the number before it.
    pub(super) is_unit: bool,
    /// True if it is, as it is written, a command that takes a number as an option.
    pub(super) is_command: bool,
    /// True if it is one of the kernel's.
    pub(super) is_kernel: bool,
}

/// The number of words that are remembered with their classes; a log repeats its words.
const SEEN_WORDS: usize = 256;

/// Words that have been looked up, each with what was found.
type Seen = Vec<Option<(Vec<u8>, Word)>>;

thread_local! {
    static SEEN: RefCell<Seen> = RefCell::new(vec![None; SEEN_WORDS]);
}

/// The lists that a part of a name is in.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one list of the file, and a word may stand in several")]
struct Part {
    likely: bool,
    negative: bool,
    outcome: bool,
    stranger: bool,
    measure: bool,
    neutral: bool,
}

/// All words, ready to be looked up.
#[derive(Debug)]
pub(super) struct Keys {
    lists: Lists,
    parts: HashMap<String, Part>,
    /// The words under which a number without a sign may be a code, and those between, by the last letters of each.
    endings: Vec<Vec<Ending>>,
    system: SystemErrors,
}

/// The one copy of the file's words.
pub(super) static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../assets/keys.toml")).expect("assets/keys.toml is well formed");
    let mut parts: HashMap<String, Part> = HashMap::new();
    let mut mark = |words: &[String], mark: fn(&mut Part)| {
        for word in words {
            mark(parts.entry(word.clone()).or_default());
        }
    };
    mark(&lists.keys.likely, |part| part.likely = true);
    mark(&lists.keys.negative, |part| part.negative = true);
    mark(&lists.keys.counts, |part| part.negative = true);
    mark(&lists.beside.outcomes, |part| part.outcome = true);
    mark(&lists.beside.neutral, |part| part.neutral = true);
    mark(&lists.others.strangers, |part| part.stranger = true);
    mark(&lists.others.measures, |part| part.measure = true);
    Keys { parts, endings: endings(&lists), system: SystemErrors::new(&lists.system.errors), lists }
});

/// A word that may stand before a code without a sign.
#[derive(Clone, Debug)]
struct Ending {
    word: String,
    /// True if the number must be said to be a code's: `error #97`.
    is_numbered: bool,
}

fn endings(lists: &Lists) -> Vec<Vec<Ending>> {
    let keys = lists.keys.certain_ends.iter().chain(&lists.keys.likely).chain(&lists.keys.counts);
    let words = keys.chain(&lists.beside.fillers).chain(&lists.beside.numbering).map(|word| (word, false));
    let numbered = lists.keys.negative.iter().map(|word| (word, true));
    let mut endings = vec![Vec::new(); 32 * 32];
    for (word, is_numbered) in words.chain(numbered) {
        let ending = Ending { word: word.clone(), is_numbered };
        match *word.as_bytes() {
            [.., one, two] => endings[last_letters(one, two)].push(ending),
            [only] => (0..32).for_each(|one| endings[last_letters(one, only)].push(ending.clone())),
            [] => {}
        }
    }
    endings
}

/// The place of a word's last two letters among all pairs of letters, in either case.
fn last_letters(one: u8, two: u8) -> usize {
    usize::from(one & 31) * 32 + usize::from(two & 31)
}

impl Keys {
    /// The classes that the lists give a word in ASCII.
    pub(super) fn word(&self, word: &[u8]) -> Word {
        let hash = word.iter().fold(word.len(), |hash, byte| hash.rotate_left(5) ^ usize::from(*byte));
        let at = (hash ^ (hash >> 8) ^ (hash >> 16)) % SEEN_WORDS;
        SEEN.with_borrow_mut(|seen| match &seen[at] {
            Some((known, found)) if known == word => *found,
            _ => {
                let found = self.look_up(word);
                seen[at] = Some((word.to_vec(), found));
                found
            }
        })
    }

    fn look_up(&self, word: &[u8]) -> Word {
        let name = Name::of(word);
        let is_one_of = |words: &[String]| words.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word));
        Word {
            class: self.class_of(word),
            is_filler: name.is_in(&self.lists.beside.fillers) || word == b"CDATA",
            is_numbering: is_one_of(&self.lists.beside.numbering),
            is_stranger: self.part(name.joined()).stranger,
            is_domain: name.is_in(&self.lists.others.domains),
            is_unit: name.is_in(&self.lists.others.units),
            is_command: self.lists.others.commands.iter().any(|command| command.as_bytes() == word),
            is_kernel: name.is_in(&self.lists.others.kernel),
        }
    }

    /// The class of a name in ASCII.
    pub(super) fn class(&self, word: &[u8]) -> Class {
        self.word(word).class
    }

    fn class_of(&self, word: &[u8]) -> Class {
        let name = Name::of(word);
        let all = name.joined();
        let whole = self.part(all);
        if whole.measure {
            return Class::Measure;
        }
        if !whole.neutral && self.lists.keys.certain_ends.iter().any(|end| all.ends_with(end.as_bytes())) {
            return Class::Certain;
        }
        let mut seen = Part::default();
        let mut is_about_else = false;
        let mut last = Part::default();
        for part in name.parts() {
            last = self.part(part.trim_ascii_end());
            seen.outcome |= last.outcome || last.likely || last.negative;
            seen.stranger |= last.stranger;
            seen.neutral |= last.neutral;
            is_about_else |= last.stranger && !last.outcome && !last.neutral;
        }
        let is_key = |is: fn(Part) -> bool| is(whole) || is(last);
        let has_stranger = seen.stranger && !whole.likely && !whole.negative;
        match () {
            () if is_key(|part| part.likely || part.negative) && has_stranger => {
                // `area_code` is about something else altogether, `status_code` may be of an answer of the service.
                if is_about_else { Class::Other } else { Class::Neutral }
            }
            () if is_key(|part| part.likely) => Class::Likely,
            () if is_key(|part| part.negative) => Class::Negative,
            () if is_key(|part| part.measure) => Class::Measure,
            () if seen.outcome || is_key(|part| part.neutral) => Class::Neutral,
            () => Class::Other,
        }
    }

    fn part(&self, part: &[u8]) -> Part {
        str::from_utf8(part).ok().and_then(|part| self.parts.get(part)).copied().unwrap_or_default()
    }

    /// The class of a run of characters of another script that ends before a number, and how many of its characters, at
    /// its end, say so.
    pub(super) fn foreign_class(&self, run: &str) -> (Class, usize) {
        let simple: String = run.chars().map(crate::fold::simplified).collect();
        let end = |words: &[String]| {
            let ends = words.iter().filter(|word| simple.ends_with(word.as_str()));
            ends.map(|word| word.chars().count()).max()
        };
        let OtherLists { chinese_measures, .. } = &self.lists.others;
        let KeyLists { chinese, chinese_negative, .. } = &self.lists.keys;
        let classes =
            [(chinese_measures, Class::Measure), (chinese, Class::Certain), (chinese_negative, Class::Negative)];
        let found = classes.into_iter().find_map(|(words, class)| Some((class, end(words)?)));
        found.unwrap_or((Class::Neutral, simple.chars().count()))
    }

    /// True if `text` may end in a key under which a number without a sign is a code, or in a word between such a key and
    /// its number; `is_numbered` says that it may be said to be a code's. It is the cheaper question by far.
    pub(super) fn may_end_a_key(&self, text: &[u8], is_numbered: bool) -> bool {
        let [.., one, two] = *text else { return false };
        let is_ended_by = |ending: &Ending| {
            (is_numbered || !ending.is_numbered)
                && (ending.word.len() > 1 || !one.is_ascii_alphanumeric())
                && ends_in_word(text, ending.word.as_bytes())
        };
        self.endings[last_letters(one, two)].iter().any(is_ended_by)
    }

    /// `run` without a word at its end that may stand between a key and its number: `错误码为`.
    pub(super) fn without_filler<'r>(&self, run: &'r str) -> &'r str {
        self.lists.beside.chinese_fillers.iter().find_map(|filler| run.strip_suffix(filler.as_str())).unwrap_or(run)
    }

    /// True if a word, or a run of characters of another script, says how often something was.
    pub(super) fn counts_times(&self, run: &[u8]) -> bool {
        let times =
            |times: &String| run == times.as_bytes() || (!times.is_ascii() && run.starts_with(times.as_bytes()));
        self.lists.others.times.iter().any(times)
    }

    /// True if a run of characters of another script measures the number before it.
    pub(super) fn begins_with_unit(&self, run: &[u8]) -> bool {
        self.lists.others.chinese_units.iter().any(|unit| run.starts_with(unit.as_bytes()))
    }

    /// True if a run of characters of another script ends in a sign of money.
    pub(super) fn ends_in_money(&self, run: &[u8]) -> bool {
        self.lists.others.money.iter().any(|sign| run.ends_with(sign.as_bytes()))
    }

    /// True if a word joins the ends of a range.
    pub(super) fn joins_ranges(&self, word: &[u8]) -> bool {
        self.lists.others.joins.iter().any(|join| join.as_bytes().eq_ignore_ascii_case(word))
    }

    /// True if a line has the name or the text of the system's error with this number.
    pub(super) fn tells_system_error(&self, line: &[u8], number: u64) -> bool {
        self.system.are_told(line, number)
    }
}

/// True if `text` ends in the letters of `word`, in either case, whatever hyphens stand between.
fn ends_in_word(text: &[u8], word: &[u8]) -> bool {
    let mut left = word;
    for byte in text.iter().rev().filter(|byte| !matches!(byte, b'_' | b'-')) {
        match left {
            [rest @ .., last] if byte.to_ascii_lowercase() == *last => left = rest,
            _ => break,
        }
    }
    left.is_empty()
}

/// A name in small letters with a space between its parts: `tz offset` for `tz_offset` and `tzOffset`. It does without
/// the heap: a log has a word before each number.
struct Name {
    letters: [u8; LONGEST],
    length: usize,
    /// The same without the spaces.
    joined: [u8; LONGEST],
    joined_length: usize,
}

impl Name {
    fn of(word: &[u8]) -> Self {
        let word = &word[word.len().saturating_sub(LONGEST / 2)..];
        // Digits at the end count one name from another: `ret1`.
        let digits = word.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let word = if digits < word.len() { &word[..word.len() - digits] } else { word };
        let mut name = Self { letters: [b' '; LONGEST], length: 0, joined: [0; LONGEST], joined_length: 0 };
        let mut previous = b' ';
        for (at, &byte) in word.iter().enumerate() {
            let is_letter = byte.is_ascii_alphanumeric();
            let ends_capitals = byte.is_ascii_uppercase() && word.get(at + 1).is_some_and(u8::is_ascii_lowercase);
            let is_hump = byte.is_ascii_uppercase() && (previous.is_ascii_lowercase() || ends_capitals);
            if !is_letter || (is_hump && previous != b' ' && name.letters[name.length.saturating_sub(1)] != b' ') {
                name.length += 1;
            }
            if is_letter {
                name.letters[name.length] = byte.to_ascii_lowercase();
                name.joined[name.joined_length] = byte.to_ascii_lowercase();
                name.length += 1;
                name.joined_length += 1;
            }
            previous = byte;
        }
        name
    }

    fn joined(&self) -> &[u8] {
        &self.joined[..self.joined_length]
    }

    fn parts(&self) -> impl Iterator<Item = &[u8]> {
        self.letters[..self.length].split(|byte| *byte == b' ').filter(|part| !part.is_empty())
    }

    fn is_in(&self, words: &[String]) -> bool {
        words.iter().any(|word| word.as_bytes() == self.joined())
    }
}
