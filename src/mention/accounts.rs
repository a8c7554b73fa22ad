//! The accounts of a number other than that it is a code, each with a case that it is for.

use std::sync::LazyLock;

use memchr::memchr_iter;
use memchr::memmem::{self, Finder};

use super::key::{Key, Line};
use super::keys::{Class, KEYS};
use super::token::{Int, Kind};

/// A number without a key, a minus or this many digits is more likely a count than a code.
const FEWEST_DIGITS: u8 = 3;
/// The end of a file name is no longer than this: `jpeg`, `class`.
const LONGEST_EXTENSION: usize = 5;
/// A word that explains a number in hexadecimal stands no more tokens before it than this.
const NEAR: usize = 4;

/// The program that wrote a line, where it is the kernel.
static KERNEL: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" kernel: "));

/// A number in its line.
pub(super) struct Look<'l> {
    pub(super) line: Line<'l>,
    pub(super) at: usize,
    pub(super) int: Int,
    /// The name before it.
    pub(super) key: &'l Key,
    /// True if the line is one of a diff.
    pub(super) is_diff: bool,
}

impl Look<'_> {
    /// True if the number is something else even under a key.
    pub(super) fn is_no_code(&self) -> bool {
        self.is_outcome_of_call() // syscall=42 success=no exit=-111
            || self.is_said_again() // -97 (0xffffff9f)
            || self.is_length() // string(3) "-97"
            || self.is_hunk() // @@ -97,7 +97,8 @@
            || self.is_diff_mark() // -97 where a line of a diff was taken out
            || self.is_kernels() // [    1.234567] usb 2-1: error -71
            || self.is_systems() // errno = 104 (Connection reset by peer)
            || self.is_end_of_range() // -97 to -64
            || self.is_hex_dump() // Code: 89 f8 48
            || self.is_count_under_key() // err: 120 seconds
    }

    /// True if the number is something else unless a key says that it is a code.
    pub(super) fn is_no_bare_code(&self) -> bool {
        self.is_padded() // -0700
            || self.is_part_of_name() // -97_, -97-sign, .-97
            || self.is_file_name() // -97.jpg
            || self.is_fraction() // -97/300, a/-97, not 404/-97
            || self.is_time_zone() // 10:22:31 -1000
            || self.is_year() // Sun Nov 24 10:22:31 CST 2024
            || self.has_unit() // -97 dBm
            || self.is_money() // ¥-100, $-100
            || self.has_other_key() // balance: -2000, lag -97, head -100
            || self.is_operand() // -96(%rbp), $-96, #-96
            || self.is_bound_of_slice() // items[:-97], items[-97:]
            || self.is_parameter() // /photo.jpg?w=-100
            || self.is_exponent() // 2^-97, 2**(-97)
            || self.is_cell_of_figures() // | -126 | -120 | -115 | -109 |
            || self.is_coordinate() // (-97, 30)
            || self.is_number_in_a_row() // L -97 -64 Z
            || self.is_unexplained_hex() // 0xffffff9f
            || self.is_count() // took 97 ms
            || self.stands_in_something() // lib.so.300
    }

    pub(super) fn before(&self) -> Option<Kind> {
        self.line.before(self.at)
    }

    pub(super) fn after(&self) -> Option<Kind> {
        self.line.kind(self.at + 1)
    }

    pub(super) fn touches_before(&self) -> bool {
        self.at > 0 && !self.line.tokens[self.at].is_spaced
    }

    pub(super) fn touches_after(&self) -> bool {
        self.line.touches_next(self.at)
    }

    /// The same number in another spelling is no second mention.
    fn is_said_again(&self) -> bool {
        let first = self.at.checked_sub(2).and_then(|first| self.line.kind(first));
        self.line.is_mark(self.at.wrapping_sub(1), b'(')
            && matches!(first, Some(Kind::Int(first)) if first.value == self.int.value && first != self.int)
    }

    /// PHP writes how long a string is.
    fn is_length(&self) -> bool {
        self.at >= 2 && self.line.is_mark(self.at - 1, b'(') && self.line.bytes(self.at - 2) == b"string"
    }

    fn is_hunk(&self) -> bool {
        self.at >= 2 && self.line.is_mark(self.at - 1, b'@') && self.line.is_mark(self.at - 2, b'@')
    }

    fn is_diff_mark(&self) -> bool {
        self.is_diff && self.int.has_minus && self.line.tokens[self.at].range.start == 0
    }

    /// The lines of a kernel's log say so by their time, or by the program that wrote them.
    fn is_kernels(&self) -> bool {
        let text = self.line.text;
        let is_timed = text.strip_prefix(b"[").is_some_and(|rest| {
            let rest = rest.trim_ascii_start();
            let seconds = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            matches!(&rest[seconds..], [b'.', micros @ .., ] if micros.len() > 6 && micros[6] == b']' && micros[..6].iter().all(u8::is_ascii_digit))
        });
        let first = self.line.tokens.iter().position(|token| token.kind == Kind::Word);
        is_timed
            || (self.key.class != Some(Class::Certain)
                && (first.is_some_and(|first| KEYS.word(self.line.bytes(first)).is_kernel)
                    || KERNEL.find(text).is_some()))
    }

    /// The kernel's audit says how its calls went.
    fn is_outcome_of_call(&self) -> bool {
        &self.line.text[self.key.range.clone()] == b"exit" && memmem::find(self.line.text, b" syscall=").is_some()
    }

    /// A name or a text of the system in the same line, that belongs to this number, settles it.
    fn is_systems(&self) -> bool {
        !self.line.text[self.key.range.clone()].eq_ignore_ascii_case(b"x-errno")
            && KEYS.tells_system_error(self.line.text, self.int.value.unsigned_abs())
    }

    fn is_hex_dump(&self) -> bool {
        let is_pair = |at: usize| {
            self.line.tokens.get(at).is_some_and(|token| token.is_spaced && token.range.len() == 2)
                && self.line.bytes(at).iter().all(u8::is_ascii_hexdigit)
        };
        !self.int.has_minus && self.int.digits == 2 && is_pair(self.at + 1) && is_pair(self.at + 2)
    }

    fn is_count_under_key(&self) -> bool {
        self.int.value > 0 && self.has_unit()
    }

    fn is_padded(&self) -> bool {
        self.int.is_padded
    }

    fn is_part_of_name(&self) -> bool {
        let goes_on = self.touches_after()
            && match self.after() {
                Some(Kind::Word | Kind::Figure | Kind::Int(_)) => true,
                Some(Kind::Mark(b'-')) => {
                    self.line.touches_next(self.at + 1) && self.line.kind(self.at + 2) != Some(Kind::Mark(b'-'))
                }
                _ => false,
            };
        goes_on || self.int.is_dotted || (self.touches_before() && matches!(self.before(), Some(Kind::Word)))
    }

    fn is_file_name(&self) -> bool {
        let is_ending = |at: usize| {
            let word = self.line.bytes(at);
            word.len() <= LONGEST_EXTENSION
                && word.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        self.touches_after()
            && self.after() == Some(Kind::Mark(b'.'))
            && self.line.touches_next(self.at + 1)
            && self.line.kind(self.at + 2) == Some(Kind::Word)
            && is_ending(self.at + 2)
    }

    /// Zones nearer to Greenwich are padded.
    fn is_time_zone(&self) -> bool {
        let is_time = match self.before() {
            Some(Kind::Figure) => true,
            Some(Kind::Int(year)) => year.digits == 4,
            _ => false,
        };
        is_time && matches!(self.int.value, -1000 | -1100 | -1200)
    }

    fn is_year(&self) -> bool {
        let Some(mut before) = self.at.checked_sub(1) else { return false };
        if before > 0 && self.line.bytes(before).iter().all(u8::is_ascii_uppercase) {
            before -= 1;
        }
        self.int.digits == 4 && !self.int.has_minus && memchr_iter(b':', self.line.bytes(before)).count() == 2
    }

    fn has_unit(&self) -> bool {
        match self.after() {
            Some(Kind::Word) => KEYS.word(self.line.bytes(self.at + 1)).is_unit,
            Some(Kind::Foreign) => KEYS.begins_with_unit(self.line.bytes(self.at + 1)),
            _ => false,
        }
    }

    fn is_money(&self) -> bool {
        self.touches_before()
            && match self.before() {
                Some(Kind::Foreign) => KEYS.ends_in_money(self.line.bytes(self.at - 1)),
                Some(Kind::Mark(b'$')) => self.after() != Some(Kind::Mark(b'$')),
                _ => false,
            }
    }

    fn has_other_key(&self) -> bool {
        match self.key.class {
            Some(Class::Measure) => true,
            Some(Class::Other) => self.key.is_joined,
            _ => false,
        }
    }

    fn is_operand(&self) -> bool {
        let is_offset =
            self.touches_after() && self.after() == Some(Kind::Mark(b'(')) && self.line.is_mark(self.at + 2, b'%');
        is_offset || (self.touches_before() && self.before() == Some(Kind::Mark(b'#')))
    }

    fn is_bound_of_slice(&self) -> bool {
        let is_colon_after = self.touches_after() && self.after() == Some(Kind::Mark(b':'));
        let is_colon_before = self.touches_before() && self.before() == Some(Kind::Mark(b':'));
        let is_bound = |kind| matches!(kind, Some(Kind::Int(_) | Kind::Mark(b'[' | b']')));
        (is_colon_before && is_bound(self.line.before(self.at - 1)) && self.after() == Some(Kind::Mark(b']')))
            || (is_colon_after
                && self.line.touches_next(self.at + 1)
                && is_bound(self.line.kind(self.at + 2))
                && self.before() == Some(Kind::Mark(b'['))
                && self.touches_before())
    }

    /// A parameter of an address whose name holds no code.
    fn is_parameter(&self) -> bool {
        let start = self.key.range.start;
        self.key.is_joined && start > 0 && matches!(self.line.text[start - 1], b'?' | b'&')
    }

    fn is_exponent(&self) -> bool {
        let before = |at: usize| self.line.before(at);
        let operator = match before(self.at) {
            Some(Kind::Mark(b'(')) => self.at - 1,
            _ => self.at,
        };
        match before(operator) {
            Some(Kind::Mark(b'^')) => true,
            // Markdown writes what is important so: it was **-97**.
            Some(Kind::Mark(b'*')) => {
                before(operator - 1) == Some(Kind::Mark(b'*')) && !self.line.tokens[operator - 2].is_spaced
            }
            _ => false,
        }
    }

    /// A mask, an address or a size is written so too: a word before it must speak of an outcome.
    fn is_unexplained_hex(&self) -> bool {
        let is_disguised = self.int.is_hex || (self.int.value < 0 && !self.int.has_minus);
        let explains = |at: usize| {
            self.line.kind(at) == Some(Kind::Word)
                && !matches!(KEYS.class(self.line.bytes(at)), Class::Measure | Class::Other)
        };
        let is_explained = || (self.at.saturating_sub(NEAR)..self.at).any(explains);
        let is_operand = self.touches_before() && self.before() == Some(Kind::Mark(b','));
        self.int.is_bare_hex || (is_disguised && (is_operand || !is_explained()))
    }

    fn is_count(&self) -> bool {
        self.int.value > 0 && self.int.digits < FEWEST_DIGITS
    }

    /// True if a number without a minus has a mark on its left that makes it a part of something longer.
    fn stands_in_something(&self) -> bool {
        !self.int.has_minus
            && self.touches_before()
            && !matches!(self.before(), Some(Kind::Foreign))
            && !matches!(self.before(), Some(Kind::Mark(mark)) if b",;|([{<>=\"':".contains(&mark))
    }
}
