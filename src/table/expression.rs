//! Evaluates constant expressions: a number, a name plus a number, a shifted bit, with or without casts. A value that the file
//! doesn't determine is `None`, since a wrong code is worse than none.

use super::literals::unsuffixed;
use crate::catalog::number;

/// The deepest nesting that is evaluated.
const DEEPEST: usize = 32;

/// Evaluates an expression. `known` returns the values of names.
pub(super) fn value(text: &str, known: &dyn Fn(&str) -> Option<i64>) -> Option<i64> {
    let tokens = tokens(text)?;
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0, known };
    let value = reader.alternatives()?;
    (reader.at == tokens.len()).then_some(value)
}

/// Parses a number, without the suffix that gives its type.
fn literal(word: &str) -> Option<i64> {
    word.starts_with(|c: char| c.is_ascii_digit()).then(|| number(&unsuffixed(word).replace('_', "")))?
}

fn tokens(text: &str) -> Option<Vec<&str>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let length = match first {
            _ if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            '<' if rest.starts_with("<<") => 2,
            '+' | '-' | '*' | '|' | '(' | ')' => 1,
            _ => return None,
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

struct Reader<'a> {
    tokens: &'a [&'a str],
    at: usize,
    depth: usize,
    known: &'a dyn Fn(&str) -> Option<i64>,
}

impl Reader<'_> {
    /// Takes the next token if it is `token`.
    fn takes(&mut self, token: &str) -> bool {
        let is_next = self.tokens.get(self.at) == Some(&token);
        self.at += usize::from(is_next);
        is_next
    }

    fn alternatives(&mut self) -> Option<i64> {
        let mut value = self.shifted()?;
        while self.takes("|") {
            value |= self.shifted()?;
        }
        Some(value)
    }

    fn shifted(&mut self) -> Option<i64> {
        let mut value = self.sum()?;
        while self.takes("<<") {
            let bits = u32::try_from(self.sum()?).ok().filter(|bits| *bits < 63)?;
            value = value.checked_mul(1_i64 << bits)?;
        }
        Some(value)
    }

    fn sum(&mut self) -> Option<i64> {
        let mut value = self.product()?;
        loop {
            value = if self.takes("+") {
                value.checked_add(self.product()?)?
            } else if self.takes("-") {
                value.checked_sub(self.product()?)?
            } else {
                return Some(value);
            };
        }
    }

    fn product(&mut self) -> Option<i64> {
        let mut value = self.single()?;
        while self.takes("*") {
            value = value.checked_mul(self.single()?)?;
        }
        Some(value)
    }

    /// A number or a name, with a sign, in brackets, or after a cast.
    fn single(&mut self) -> Option<i64> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let value = self.single_within();
        self.depth -= 1;
        value
    }

    fn single_within(&mut self) -> Option<i64> {
        if self.takes("-") {
            return self.single()?.checked_neg();
        }
        if self.takes("(") {
            // `(NTSTATUS)0xC0000005`: a name in brackets before a value is a cast.
            if let [name, ")", next, ..] = self.tokens[self.at..]
                && is_type(name)
                && (self.known)(name).is_none()
                && !matches!(next, ")" | "+" | "*" | "|" | "<<")
            {
                self.at += 2;
                return self.single();
            }
            let value = self.alternatives()?;
            return self.takes(")").then_some(value);
        }
        let &word = self.tokens.get(self.at)?;
        self.at += 1;
        if let Some(value) = literal(word).or_else(|| (self.known)(word)) {
            return Some(value);
        }
        // `Code(5)` converts 5 to a type; a macro could compute anything from it.
        if is_type(word) && self.takes("(") {
            let value = self.alternatives()?;
            return self.takes(")").then_some(value);
        }
        None
    }
}

/// True if a word may name a type, or a macro that only casts.
fn is_type(word: &str) -> bool {
    let starts = word.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let is_macro = word.chars().all(|c| !c.is_lowercase());
    let makes_type =
        word.ends_with("_C") || word.contains("TYPEDEF") || matches!(word, "NTSTATUS" | "HRESULT" | "DWORD" | "LONG");
    starts && (!is_macro || makes_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_computed_and_what_is_not_known_is_no_value() {
        let known = |name: &str| (name == "BASE").then_some(100);
        let cases = [
            ("12", Some(12)),
            ("-12", Some(-12)),
            ("(-12)", Some(-12)),
            ("12UL", Some(12)),
            ("10_000", Some(10_000)),
            ("0x1F", Some(31)),
            ("BASE + 1", Some(101)),
            ("(BASE - 1)", Some(99)),
            ("(BASE + -3)", Some(97)),
            ("(1 | (2 << 8))", Some(513)),
            ("-(BASE * 2 + 1)", Some(-201)),
            ("((NTSTATUS)0x5L)", Some(5)),
            ("(int)5", Some(5)),
            ("Code(5)", Some(5)),
            ("INT32_C(5)", Some(5)),
            ("MAKE_ERROR(5)", None),
            ("OTHER", None),
            ("OTHER + 1", None),
            ("1 << 90", None),
            ("1 +", None),
            ("a ? 1 : 2", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(value(text, &known), expected, "{text}");
        }
        assert_eq!(value(&"(".repeat(100_000), &known), None);
    }
}
