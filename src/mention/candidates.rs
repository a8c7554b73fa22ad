//! The places in a text where a mention may begin, found many bytes at a time: in a log next to no number is one, and this
//! says so at the least cost.

#![expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch, and no two bytes could go together")]

/// The number of bytes before a place that decide about it.
pub(super) const BEFORE: usize = 8;
/// The number of places that are told at a time.
pub(super) const STEP: usize = 64 - BEFORE;
/// A part of a text; its first bytes, which stand before the places, are no places themselves.
pub(super) type Window = [u8; BEFORE + STEP];

/// The beginnings of mentions beside the spellings of negative numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// The first bytes of words that may be symbols; `None` where those are too many to look for each.
    pub(super) firsts: Option<[u8; 4]>,
    /// True if any number may be a code, be it the third of an address.
    pub(super) all_numbers: bool,
}

/// The places of a window where a mention may begin, as bits: the lowest is that of its first byte.
///
/// All bytes are asked the same few questions without a branch between, so that the compiler asks many at a time; the
/// answers are put together as bits, each of which stands for a byte.
pub(super) fn places(window: &Window, wanted: Wanted) -> u64 {
    let digits = bits(window, |byte| byte.is_ascii_digit());
    let words = bits(window, |byte| byte.is_ascii_digit() | ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte == b'_'));
    let marks =
        bits(window, |byte| (byte == b';') | (byte == b'%') | (byte == b'=') | (byte == b'\\') | (byte >= 0x80));
    let starts = !(words << 1);
    let numbers = digits & starts;
    // -97 and `code: 97`, but not the months of dates, the parts of times and addresses, and the second of two numbers.
    let mut places = numbers & !(digits << 2);
    // The digit before may end an escape (`%3D-97`, `\u0020-97`) or stand before one (`1%2D97`).
    let near_marks = [1, 2, 4].into_iter().fold(marks, |near, distance| near | near << distance);
    places |= numbers & near_marks;
    // The other spellings of a negative number: 0xffffff9f, 4294967199. What comes after the window is not known.
    let letters = words & !digits;
    let long = [1, 2, 4].into_iter().fold(digits, |long, distance| long & !(!long >> distance));
    places |= numbers & (!(!letters >> 1) | long);
    if wanted.all_numbers {
        places |= numbers;
    }
    places |= starts
        & match wanted.firsts {
            Some([a, b, c, d]) => {
                bits(window, |byte| ((byte | 0x20) == b'f') | (byte == a) | (byte == b) | (byte == c) | (byte == d))
            }
            None => !digits,
        };
    if marks != 0 {
        // Full-width digits.
        places |= bits(window, |byte| byte == 0xef);
    }
    places >> BEFORE << BEFORE
}

/// The bytes of a window that `is` is true of, as bits.
#[inline]
fn bits(window: &Window, is: impl Fn(u8) -> bool) -> u64 {
    /// Gathers the lowest bits of eight bytes in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut answers = [0; BEFORE + STEP];
    for (answer, byte) in answers.iter_mut().zip(window) {
        *answer = u8::from(is(*byte));
    }
    let mut bits = 0;
    for (at, eight) in answers.as_chunks::<8>().0.iter().enumerate() {
        bits |= (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) << (8 * at);
    }
    bits
}
