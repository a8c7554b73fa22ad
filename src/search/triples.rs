//! Rules out texts that a small table can't hold, without looking through it: most words of the concepts are in no row of any
//! one table, and need not be looked for.

/// The number of bits by which triples of bytes are told apart.
const BITS: u32 = 16;

/// The triples of bytes that stand in some texts, as bits by their hashes.
pub(super) struct Triples(Vec<u64>);

impl Triples {
    /// Of no text yet.
    pub(super) fn new() -> Self {
        Self(vec![0; 1 << (BITS - 6)])
    }

    /// Adds those of a text.
    pub(super) fn add(&mut self, text: &str) {
        for triple in text.as_bytes().windows(3) {
            let (word, bit) = place(triple);
            self.0[word] |= bit;
        }
    }

    /// False if `part` stands in none of the texts.
    pub(super) fn may_hold(&self, part: &str) -> bool {
        part.as_bytes().windows(3).all(|triple| {
            let (word, bit) = place(triple);
            self.0[word] & bit != 0
        })
    }
}

/// The place of a triple's bit: a word, and the bit in it.
fn place(triple: &[u8]) -> (usize, u64) {
    let number = triple.iter().fold(0_u32, |number, &byte| number << 8 | u32::from(byte));
    // Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4).
    let hash = number.wrapping_mul(0x9E37_79B9) >> (32 - BITS);
    (hash as usize >> 6, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::Triples;

    #[test]
    fn what_stands_in_a_text_may_and_most_else_may_not() {
        let mut triples = Triples::new();
        triples.add("signature expired");
        triples.add("签名过期");
        for part in ["", "si", "nature ex", "过期", "expired"] {
            assert!(triples.may_hold(part), "{part}");
        }
        let strange = ["expiry", "quota", "过時", "throttled", "rate limit"];
        assert!(strange.iter().all(|part| !triples.may_hold(part)));
    }
}
