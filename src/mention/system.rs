//! The errors of the system, which a line may state instead of a code.

use memchr::memchr2_iter;

/// Letters, from the most frequent in English to the rarest.
const BY_FREQUENCY: &[u8] = b"etaoinsrhldcumfpgwybvkxjqz";

/// Words that are looked for in lines, in any case.
#[derive(Debug)]
struct Phrase {
    text: String,
    /// Where in it its rarest letter stands, by which it is looked for.
    rarest: usize,
}

impl Phrase {
    fn new(text: &str) -> Self {
        let rank = |byte: u8| BY_FREQUENCY.iter().position(|letter| *letter == byte.to_ascii_lowercase());
        let rarest = (0..text.len()).max_by_key(|at| rank(text.as_bytes()[*at])).unwrap_or(0);
        Self { text: text.to_owned(), rarest }
    }

    fn is_in(&self, line: &[u8]) -> bool {
        let letter = self.text.as_bytes()[self.rarest];
        memchr2_iter(letter.to_ascii_lowercase(), letter.to_ascii_uppercase(), line).any(|at| {
            let start = at.checked_sub(self.rarest);
            let found = start.and_then(|start| line.get(start..start + self.text.len()));
            found.is_some_and(|found| found.eq_ignore_ascii_case(self.text.as_bytes()))
        })
    }
}

/// Errors by their number, each by its name and its text.
#[derive(Debug)]
pub(super) struct SystemErrors(Vec<Option<[Phrase; 2]>>);

impl SystemErrors {
    /// Those of lines such as `111 ECONNREFUSED Connection refused`.
    pub(super) fn new(lines: &[String]) -> Self {
        let mut errors = Vec::new();
        for line in lines {
            let mut parts = line.splitn(3, ' ');
            let number: Option<usize> = parts.next().and_then(|number| number.parse().ok());
            let (Some(number), Some(name), Some(text)) = (number, parts.next(), parts.next()) else { continue };
            errors.resize_with(errors.len().max(number + 1), || None);
            errors[number] = Some([Phrase::new(name), Phrase::new(text)]);
        }
        Self(errors)
    }

    /// True if a line has the name or the text of the error with this number.
    pub(super) fn are_told(&self, line: &[u8], number: u64) -> bool {
        let error = usize::try_from(number).ok().and_then(|number| self.0.get(number)?.as_ref());
        error.is_some_and(|error| error.iter().any(|phrase| phrase.is_in(line)))
    }
}
