//! Codes: text with a numeric reading where it has one, and the index that finds entries by either.

use super::{Catalog, EntryId};

/// The numeric reading of a code: a decimal number with or without a sign, or a hexadecimal one after `0x`. A value
/// that only fits an unsigned word of 32 or 64 bits is read as the negative number with the same bits, since that is
/// how a program that prints its codes unsigned writes them: `0xFFFFFF9F` and `4294967199` are -97. `None` where the
/// text is anything else or does not fit 64 bits.
pub fn number(code: &str) -> Option<i64> {
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
    let value = u64::from_str_radix(digits, radix).ok()?;
    if negative {
        return 0_i64.checked_sub_unsigned(value);
    }
    match u32::try_from(value) {
        Ok(word) if word > i32::MAX.cast_unsigned() => Some(i64::from(word.cast_signed())),
        _ => Some(value.cast_signed()),
    }
}

/// Finds entries by their code. Each list is sorted by its key, and by position among equal keys.
#[derive(Debug)]
pub(super) struct Index {
    numbers: Vec<i64>,
    by_number: Vec<EntryId>,
    spellings: Vec<String>,
    by_spelling: Vec<EntryId>,
}

impl Index {
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut numbered = Vec::with_capacity(catalog.len());
        let mut spelt = Vec::new();
        for entry in catalog.entries() {
            match entry.number() {
                Some(number) => numbered.push((number, entry.id)),
                None => spelt.push((entry.code().to_lowercase(), entry.id)),
            }
        }
        numbered.sort_unstable();
        spelt.sort_unstable();
        let (numbers, by_number) = numbered.into_iter().unzip();
        let (spellings, by_spelling) = spelt.into_iter().unzip();
        Self { numbers, by_number, spellings, by_spelling }
    }

    pub(super) fn find(&self, code: &str) -> &[EntryId] {
        let Some(value) = number(code) else {
            let spelling = code.to_lowercase();
            return &self.by_spelling[equal_range(&self.spellings, &spelling)];
        };
        let found = &self.by_number[equal_range(&self.numbers, &value)];
        if found.is_empty() && code.starts_with(|first: char| first.is_ascii_digit()) {
            return &self.by_number[equal_range(&self.numbers, &value.wrapping_neg())];
        }
        found
    }

    /// Whether some number continues `text` with further digits: first those with one more, then two, and so on.
    pub(super) fn begins_a_code(&self, text: &str) -> bool {
        let value = number(text).unwrap_or(0);
        let mut reach = (value != 0).then_some((value, value));
        while let Some((low, high)) = reach {
            let longer = |bound: i64, digit: i64| bound.checked_mul(10)?.checked_add(digit);
            let last = 9 * value.signum();
            reach = longer(low, last.min(0)).zip(longer(high, last.max(0)));
            if let Some((low, high)) = reach
                && self.numbers.partition_point(|&other| other < low)
                    < self.numbers.partition_point(|&other| other <= high)
            {
                return true;
            }
        }
        false
    }
}

fn equal_range<K: Ord>(sorted: &[K], key: &K) -> std::ops::Range<usize> {
    sorted.partition_point(|other| other < key)..sorted.partition_point(|other| other <= key)
}

#[cfg(test)]
mod tests {
    use super::number;

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
        ];
        for (text, reading) in cases {
            assert_eq!(number(text), reading, "{text:?}");
        }
    }
}
