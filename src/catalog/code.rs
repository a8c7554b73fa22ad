//! Codes: text, with a numeric value if it has one, and the index that finds entries by either.

use super::{Catalog, EntryId};
use crate::fold::{plain, plain_text};

/// The numeric value of a code: a decimal number with or without a sign, or a hexadecimal one after `0x`. A value that only
/// fits an unsigned word of 32 or 64 bits is read as the negative number with the same bits, since programs that print their
/// codes unsigned write them so: `0xFFFFFF9F` and `4294967199` are -97. A fraction of zeros is ignored: `-97.0` is -97.
/// Full-width digits and typographic dashes count as plain ones. `None` if the text is anything else, or does not fit 64 bits.
pub fn number(code: &str) -> Option<i64> {
    if code.is_ascii() {
        return plain_number(code);
    }
    // The first character is enough to tell that a name in another script is no number.
    let first = code.chars().find_map(plain)?;
    if matches!(first, '-' | '+' | '0'..='9') { plain_number(&plain_text(code)) } else { None }
}

fn plain_number(code: &str) -> Option<i64> {
    let code = match code.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        _ => code,
    };
    let (negative, digits) = match code.as_bytes() {
        [b'-', ..] => (true, &code[1..]),
        [b'+', ..] => (false, &code[1..]),
        _ => (false, code),
    };
    let (radix, digits) = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hexadecimal) => (16, hexadecimal),
        None => (10, digits),
    };
    if !digits.starts_with(|first: char| first.is_digit(radix)) {
        return None;
    }
    signed(u64::from_str_radix(digits, radix).ok()?, negative)
}

/// The number for the value of its digits and its sign. A value that only fits an unsigned word is the negative number with the
/// same bits. `None` if it does not fit 64 bits.
pub(crate) fn signed(value: u64, is_negative: bool) -> Option<i64> {
    if is_negative {
        return 0_i64.checked_sub_unsigned(value);
    }
    match u32::try_from(value) {
        Ok(word) if word > i32::MAX.cast_unsigned() => Some(i64::from(word.cast_signed())),
        _ => Some(value.cast_signed()),
    }
}

/// A sort key: by magnitude, then by sign, so that 97 and -97 are neighbours, in this order. The lowest bit is that of the
/// minus.
type Magnitude = u128;

fn magnitude(number: i64) -> Magnitude {
    (u128::from(number.unsigned_abs()) << 1) | u128::from(number < 0)
}

/// Finds entries by their codes. Each list is sorted by its key, and by position among equal keys.
#[derive(Debug)]
pub(super) struct Index {
    numbers: Vec<Magnitude>,
    by_number: Vec<EntryId>,
    spellings: Vec<String>,
    by_spelling: Vec<EntryId>,
    pub(super) has_positive: bool,
}

impl Index {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut numbered = Vec::with_capacity(catalog.len());
        let mut spelt = Vec::new();
        let mut has_positive = false;
        for entry in catalog.entries() {
            let fields = entry.fields;
            has_positive |= entry.number() > Some(0);
            for spelling in fields.spellings.split("; ").chain([fields.code, fields.symbol]) {
                match number(spelling) {
                    Some(number) => numbered.push((magnitude(number), entry.id)),
                    None if spelling.is_empty() => {}
                    None => spelt.push((spelling.to_lowercase(), entry.id)),
                }
            }
        }
        numbered.sort_unstable();
        numbered.dedup();
        spelt.sort_unstable();
        spelt.dedup();
        let (numbers, by_number) = numbered.into_iter().unzip();
        let (spellings, by_spelling) = spelt.into_iter().unzip();
        Self { numbers, by_number, spellings, by_spelling, has_positive }
    }

    pub(super) fn find(&self, code: &str) -> &[EntryId] {
        let Some(value) = number(code) else {
            let spelling = code.to_lowercase();
            return &self.by_spelling[range(&self.spellings, &spelling, &spelling)];
        };
        // Only decimal numbers are written without their sign; hexadecimal shows it in its first digit.
        self.find_number(value, code.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// The entries with a number, followed by those with its negative if the sign may have been left out.
    pub(super) fn find_number(&self, value: i64, is_unsigned: bool) -> &[EntryId] {
        let first = magnitude(value);
        let last = if is_unsigned && value > 0 { magnitude(-value) } else { first };
        let start = self.numbers.partition_point(|other| *other < first);
        let count = self.numbers[start..].iter().take_while(|other| **other <= last).count();
        &self.by_number[start..start + count]
    }

    /// True if some number continues `text` with further digits. Tries one more digit, then two, and so on.
    pub(super) fn begins_a_code(&self, text: &str) -> bool {
        let number = number(text).unwrap_or(0);
        let value = number.unsigned_abs();
        let mut reach = (value != 0).then_some((value, value));
        while let Some((low, high)) = reach {
            let longer = |bound: u64, digit: u64| bound.checked_mul(10)?.checked_add(digit);
            reach = longer(low, 0).zip(longer(high, 9));
            if let Some((low, high)) = reach {
                let reached = range(&self.numbers, &(u128::from(low) << 1), &(u128::from(high) << 1 | 1));
                let is_negative = u128::from(number < 0);
                if self.numbers[reached].iter().any(|other| other & 1 == is_negative) {
                    return true;
                }
            }
        }
        false
    }
}

/// The range of the keys from `first` to `last`, inclusive.
fn range<K: Ord>(sorted: &[K], first: &K, last: &K) -> std::ops::Range<usize> {
    sorted.partition_point(|other| other < first)..sorted.partition_point(|other| other <= last)
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::catalog::{Catalog, Fields};

    #[test]
    fn a_code_has_one_numeric_reading_or_none() {
        let cases = [
            ("-97", Some(-97)),
            ("97", Some(97)),
            ("+97", Some(97)),
            ("-0097", Some(-97)),
            ("0xFFFFFF9F", Some(-97)),
            ("0Xffffffffffffff9f", Some(-97)),
            ("4294967199", Some(-97)),
            ("2147483647", Some(2_147_483_647)),
            ("0x80070005", Some(-2_147_024_891)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("99999999999999999999", None),
            ("", None),
            ("-", None),
            ("--1", None),
            ("-+1", None),
            ("0x", None),
            ("E0425", None),
            ("NoSuchKey", None),
            ("1.5", None),
            ("-97.0", Some(-97)),
            ("-97.", None),
            ("97.000", Some(97)),
            ("−97", Some(-97)),
            ("－９７", Some(-97)),
            ("-\u{200b}97", Some(-97)),
            ("-6,101", None),
        ];
        for (text, reading) in cases {
            assert_eq!(number(text), reading, "{text:?}");
        }
    }

    #[test]
    fn a_number_without_a_sign_names_its_negative_after_itself() {
        let mut catalog = Catalog::embedded();
        let subsystem = catalog.subsystem_ids().next().expect("a subsystem");
        catalog.add_entry(subsystem, Fields { code: "97", ..Fields::default() }, None);
        for (spelling, codes) in [
            ("97", &["97", "-97"][..]),
            ("+97", &["97"]),
            ("-97", &["-97"]),
            ("0x61", &["97"]),
            ("0xFFFFFF9F", &["-97"]),
        ] {
            let found: Vec<_> = catalog.find(spelling).iter().map(|&id| catalog.entry(id).code()).collect();
            assert_eq!(found, codes, "{spelling}");
        }
        assert!(catalog.begins_a_code("9") && catalog.begins_a_code("-9") && !catalog.begins_a_code("18"));
    }
}
