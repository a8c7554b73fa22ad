//! The places in a text where a mention may begin, found sixty-four bytes at a time: in a log next to no number is one, and
//! this says so at the least cost.

#![expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch, and no two bytes could go together")]

/// So many bytes are looked at together.
pub(super) const STEP: usize = 64;
/// What decides about a place stands within so many bytes before it, and so many after it.
pub(super) const BEFORE: usize = 8;
pub(super) const AFTER: usize = 4;
/// What [`places`] looks at.
pub(super) type Window = [u8; BEFORE + STEP + AFTER];

/// The first two bytes of symbols; unused ones are no text.
pub(super) type Begins = [[u8; 2]; 4];

/// For each byte of the window's middle 1 if a mention may begin there, else 0. It is written without a branch, so that the
/// compiler makes of it what takes many bytes at a time.
pub(super) fn places(window: &Window, begins: Begins) -> [u8; STEP] {
    let mut places = [0; STEP];
    for (at, place) in places.iter_mut().enumerate() {
        let byte = |from: usize| window[at + from];
        let (first, second, third, fourth) = (byte(8), byte(9), byte(10), byte(11));
        let (before, earlier) = (byte(7), byte(6));
        let starts = !is_word(before);
        // -97, but not the month of a date; `%3D-97`, `\x20-97` and `\u0020-97` end in digits.
        let is_escaped = (byte(4) == b'%') | (byte(4) == b'=') | (byte(3) == b'\\') | (byte(1) == b'\\');
        let is_negative = (before == b'-') & (!is_digit(earlier) | is_escaped);
        // `code: 97`, but neither the parts of a time or an address, nor the second of two numbers; `%2D97`, `&#45;97`.
        let is_after_mark = (before == b';') | (before == b'%') | (before >= 0x80);
        let is_apart = starts & (before != b'-') & (!is_digit(earlier) | is_after_mark);
        let is_number = is_digit(first) & (is_negative | is_apart);
        // The other spellings of a negative number: 0xffffff9f, ffffff9f, 4294967199, 18446744073709551519.
        let is_hex = (first == b'0') & ((second | 0x20) == b'x');
        let is_bare_hex =
            ((first | 0x20) == b'f') & ((second | 0x20) == b'f') & ((third | 0x20) == b'f') & ((fourth | 0x20) == b'f');
        let is_unsigned = ((first == b'4') & (second == b'2') & (third == b'9'))
            | ((first == b'1') & (second == b'8') & (third == b'4'));
        let is_wide = (first == 0xef) & (second == 0xbc);
        let mut is_symbol = false;
        for [one, two] in begins {
            is_symbol |= (first == one) & (second == two);
        }
        *place = u8::from(is_number | (starts & (is_hex | is_bare_hex | is_unsigned | is_symbol)) | is_wide);
    }
    places
}

#[inline]
fn is_digit(byte: u8) -> bool {
    byte.wrapping_sub(b'0') < 10
}

#[inline]
fn is_word(byte: u8) -> bool {
    is_digit(byte) | ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte == b'_')
}
