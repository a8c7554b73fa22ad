//! The key that a number stands under: the name before it, past what separates a name from its value.

use std::ops::Range;

use super::keys::{Class, KEYS, Word};
use super::token::{Kind, Token};

/// A key is not looked for past more tokens than this.
const FARTHEST: usize = 16;
/// A tag of HTML or XML has no more tokens than this.
const LONGEST_TAG: usize = 24;

/// A line, or a part of it, as its tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t [u8],
    pub(super) tokens: &'t [Token],
}

impl<'t> Line<'t> {
    #[inline]
    pub(super) fn bytes(&self, at: usize) -> &'t [u8] {
        &self.text[self.tokens[at].range.clone()]
    }

    #[inline]
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        Some(self.tokens.get(at)?.kind)
    }

    /// The token before the one at `at`.
    #[inline]
    pub(super) fn before(&self, at: usize) -> Option<Kind> {
        self.kind(at.checked_sub(1)?)
    }

    #[inline]
    pub(super) fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.kind(at) == Some(Kind::Mark(mark))
    }

    /// True if nothing stands between the token at `at` and the one after it.
    #[inline]
    pub(super) fn touches_next(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| !next.is_spaced)
    }

    #[inline]
    fn word(&self, at: usize) -> Option<&'t [u8]> {
        (self.kind(at)? == Kind::Word).then(|| self.bytes(at))
    }
}

/// The name before a number.
#[derive(Clone, Debug, Default)]
pub(super) struct Key {
    /// The class of the name, if there is one.
    pub(super) class: Option<Class>,
    /// Where the name stands in the plain text.
    pub(super) range: Range<usize>,
    /// True if more than space stands between: `code=`, `code(`, `"code":`.
    pub(super) is_joined: bool,
    /// True if it says that the number is a code's number, as in `error #97`, or that of a table's cell.
    pub(super) is_numbered: bool,
}

impl Key {
    fn named(self, class: Class, range: Range<usize>) -> Self {
        Self { class: Some(class), range, ..self }
    }
}

/// The key of the number or word that is the token at `at`.
pub(super) fn before(line: Line<'_>, at: usize) -> Key {
    let mut key = Key::default();
    let mut end = before_list(line, at);
    for _ in 0..FARTHEST {
        let Some(last) = end.checked_sub(1) else { break };
        end = match line.tokens[last].kind {
            Kind::Word => match KEYS.word(line.bytes(last)) {
                Word { is_numbering: true, .. } => {
                    key.is_numbered = true;
                    last
                }
                Word { is_filler: true, .. } => last,
                Word { class, .. } => return named(line, last, class, key),
            },
            Kind::Foreign => match foreign(line, last, &key) {
                Some(key) => return key,
                None => last,
            },
            Kind::Int(_) | Kind::Figure => break,
            Kind::Mark(b'>') => match tag(line, last, &mut key) {
                Some(Tag::Key(found)) => return found,
                Some(Tag::Skipped(open)) => open,
                None => break,
            },
            Kind::Mark(mark) => match before_mark(line, last, mark, &mut key, at) {
                Some(end) => end,
                None => break,
            },
        };
    }
    key
}

/// Where the text ends that stands before a mark, if the mark may stand between a key and its number.
fn before_mark(line: Line<'_>, last: usize, mark: u8, key: &mut Key, at: usize) -> Option<usize> {
    match mark {
        // `items[-97]`
        b'[' if !line.tokens[last].is_spaced && matches!(line.before(last), Some(Kind::Word)) => key.is_joined = true,
        b'"' | b'\'' | b'`' | b'[' | b'{' | b'*' => {}
        // `error #97`, but not `an error (#97)`, which is an issue of a project.
        b'#' if matches!(line.before(last), Some(Kind::Mark(b'(' | b'['))) => return None,
        b'#' if last + 1 == at && !line.tokens[at].is_spaced => key.is_numbered = true,
        b':' | b'(' => key.is_joined = true,
        // A comparison says what a number is not: `code >= 300`.
        b'=' => match line.before(last) {
            Some(Kind::Mark(b'<' | b'>' | b'!' | b'~')) if !line.tokens[last].is_spaced => return None,
            _ => key.is_joined = true,
        },
        // `No. 97`, and `errno.-97` and `X-ErrNo:.-97`, where other programs write no dot.
        b'.' if last + 1 == at && !line.tokens[at].is_spaced => key.is_joined = true,
        b'.' if line.word(last.checked_sub(1)?).is_some_and(|word| KEYS.word(word).is_numbering) => {}
        b']' if key.is_joined => {}
        // `getCode()`, `string(3)`
        b')' => {
            return match line.before(last)? {
                Kind::Mark(b'(') => Some(last - 1),
                Kind::Int(_) if last >= 2 && line.is_mark(last - 2, b'(') => Some(last - 2),
                _ => None,
            };
        }
        // `last_errno{api="upload"} -97`
        b'}' => {
            key.is_joined = true;
            let open = (0..last).rev().take(LONGEST_TAG).find(|&open| line.is_mark(open, b'{'))?;
            return line.word(open.checked_sub(1)?).map(|_| open);
        }
        b'!' if last > 0 && line.is_mark(last - 1, b'<') => return Some(last - 1),
        _ => return None,
    }
    Some(last)
}

/// The text before the first number of a list, if the token at `at` is a later one: `[-97, -96]`, `97、96`, `-97/-96`.
fn before_list(line: Line<'_>, at: usize) -> usize {
    let mut first = at;
    let mut has_comma = false;
    let (mut numbers, mut are_negative) = (0, true);
    while let Some(before) = first.checked_sub(1) {
        match line.tokens[before].kind {
            Kind::Mark(b',') => has_comma = true,
            Kind::Mark(b'"' | b'\'' | b';' | b'/') => {}
            Kind::Int(int) => {
                numbers += 1;
                are_negative &= int.has_minus;
            }
            _ => break,
        }
        first = before;
    }
    let opens = first.checked_sub(1).is_some_and(|before| matches!(line.kind(before), Some(Kind::Mark(b'[' | b'('))));
    let is_list = numbers > 0 && first < at && (opens || !has_comma || are_negative);
    let is_separated = !matches!(line.before(at), Some(Kind::Int(_)));
    if is_list && is_separated { first } else { at }
}

/// The key that is the word at `at`, which is of this class.
fn named(line: Line<'_>, at: usize, class: Class, key: Key) -> Key {
    let range = line.tokens[at].range.clone();
    let is_dotted = !line.tokens[at].is_spaced && matches!(line.before(at), Some(Kind::Mark(b'.')));
    let class = match class {
        Class::Certain if is_system(line, at, &key) => Class::Negative,
        Class::Certain | Class::Likely if is_of_domain(line, at) => Class::Measure,
        Class::Likely | Class::Negative if is_strange(line, at) => Class::Neutral,
        Class::Likely if is_process(line, at) || is_dotted => Class::Negative,
        Class::Certain | Class::Likely | Class::Negative => class,
        _ if is_option(line, at) || (!key.is_joined && is_command(line, at)) => Class::Measure,
        // `ErrNo.SIGN = -97`
        _ if is_dotted && at >= 2 && line.word(at - 2).is_some_and(holds_codes) => Class::Neutral,
        _ => class,
    };
    if class == Class::Neutral
        && let Some(name) = name_beside(line, at)
    {
        return key.named(KEYS.class(line.bytes(name)), line.tokens[name].range.clone());
    }
    key.named(class, range)
}

fn holds_codes(word: &[u8]) -> bool {
    matches!(KEYS.class(word), Class::Certain | Class::Likely | Class::Negative)
}

/// The key that is a run of characters of another script, unless the whole of it stands between a key and its number.
fn foreign(line: Line<'_>, at: usize, key: &Key) -> Option<Key> {
    let run = str::from_utf8(line.bytes(at)).unwrap_or_default();
    let name = KEYS.without_filler(run);
    let (class, length) = KEYS.foreign_class(name);
    let is_key = class != Class::Neutral || name.len() == run.len();
    if name.is_empty() {
        return None;
    }
    let end = line.tokens[at].range.start + name.len();
    let start = name.char_indices().rev().nth(length.saturating_sub(1)).map_or(0, |(start, _)| start);
    let class = if is_key { class } else { Class::Neutral };
    Some(key.clone().named(class, line.tokens[at].range.start + start..end))
}

/// Python's `[Errno 104] Connection reset by peer` is the system's number.
fn is_system(line: Line<'_>, at: usize, key: &Key) -> bool {
    !key.is_joined && line.bytes(at) == b"Errno" && at > 0 && line.is_mark(at - 1, b'[')
}

/// True if the key at `at` is about something else: `exit code`, `exited with code`, `status code (`.
fn is_strange(line: Line<'_>, at: usize) -> bool {
    let before = |at: usize| at.checked_sub(1).and_then(|at| line.word(at));
    match before(at) {
        Some(b"with") => before(at - 1).is_some_and(|verb| KEYS.word(verb).is_stranger),
        Some(word) => KEYS.word(word).is_stranger,
        None => false,
    }
}

/// True if the key at `at` is one of another system: `Domain=NSURLErrorDomain Code=`.
fn is_of_domain(line: Line<'_>, at: usize) -> bool {
    at.checked_sub(1).and_then(|at| line.word(at)).is_some_and(|word| KEYS.word(word).is_domain)
}

/// The tag and the process in a line of Android's log: `E/ret(  300): `.
fn is_process(line: Line<'_>, at: usize) -> bool {
    at >= 2 && line.is_mark(at - 1, b'/') && line.word(at - 2).is_some_and(|level| level.len() == 1)
}

/// An option of a command: `tail -n -100`, `--level -100`.
fn is_option(line: Line<'_>, at: usize) -> bool {
    at > 0 && line.is_mark(at - 1, b'-') && !line.tokens[at].is_spaced
}

/// A command that takes a number as an option: `head -100`, `git log -100`.
fn is_command(line: Line<'_>, at: usize) -> bool {
    KEYS.word(line.bytes(at)).is_command || (at > 0 && line.word(at - 1) == Some(b"git"))
}

/// The name that stands beside a value: `{"name":"X-ErrNo","value":"-97"}`.
fn name_beside(line: Line<'_>, at: usize) -> Option<usize> {
    if !line.bytes(at).eq_ignore_ascii_case(b"value") {
        return None;
    }
    let is_between = |at: &usize| matches!(line.kind(*at), Some(Kind::Mark(b'"' | b'\'' | b',')));
    let name = (0..at).rev().find(|at| !is_between(at))?;
    line.word(name).is_some_and(holds_codes).then_some(name)
}

/// The meaning of a tag that ends before a number.
enum Tag {
    /// It is, or names, the key.
    Key(Key),
    /// Nothing; this is where it begins.
    Skipped(usize),
}

/// The tag that ends at `at`, an arrow included: `<Code>-97`, `<td class="code">97`, `code => -97`.
fn tag(line: Line<'_>, at: usize, key: &mut Key) -> Option<Tag> {
    let is_arrow = !line.tokens[at].is_spaced && matches!(line.before(at), Some(Kind::Mark(b'-' | b'=')));
    if is_arrow {
        key.is_joined = true;
        return Some(Tag::Skipped(at - 1));
    }
    let open =
        (0..at).rev().take(LONGEST_TAG).find(|&open| matches!(line.kind(open), Some(Kind::Mark(b'<' | b'>'))))?;
    if line.is_mark(open, b'>') || !line.touches_next(open) {
        return None;
    }
    if line.is_mark(open + 1, b'/') {
        return Some(Tag::Skipped(open));
    }
    let name = line.word(open + 1)?;
    let found = (open + 1..at).find(|&word| line.word(word).is_some_and(holds_codes));
    if let Some(word) = found {
        let found = Key { is_joined: true, is_numbered: true, ..key.clone() };
        return Some(Tag::Key(found.named(KEYS.class(line.bytes(word)), line.tokens[word].range.clone())));
    }
    let is_inline = matches!(name, b"b" | b"i" | b"em" | b"strong" | b"span" | b"font" | b"a" | b"mark");
    is_inline.then_some(Tag::Skipped(open))
}
