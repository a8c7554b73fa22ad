//! Identifiers as words: `orderId` and `order_id` are `order id`.

/// The parts of `text` that are identifiers of several words.
pub(super) fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.split(move |c| !in_name(c)).filter(|name| has_several_words(name))
}

/// The words of an identifier, a space between each two.
pub(super) fn in_words(identifier: &str) -> String {
    let bytes = identifier.as_bytes();
    let mut words = String::with_capacity(identifier.len() + 8);
    for (at, c) in identifier.char_indices() {
        if c == '_' {
            words.push(' ');
        } else {
            if begins_word(bytes, at) {
                words.push(' ');
            }
            words.push(c);
        }
    }
    words
}

/// True of `orderId` and `download_url`, and not of `APPID` or `timeout`.
fn has_several_words(name: &str) -> bool {
    let bytes = name.as_bytes();
    name.trim_matches('_').contains('_') || (1..bytes.len()).any(|at| begins_word(bytes, at))
}

/// True at the `I` of `orderId` and at the `E` of `HTTPError`.
fn begins_word(name: &[u8], at: usize) -> bool {
    let is = |at: usize, test: fn(&u8) -> bool| name.get(at).is_some_and(test);
    let before = at.checked_sub(1).filter(|_| is(at, u8::is_ascii_uppercase));
    before.is_some_and(|before| {
        is(before, u8::is_ascii_lowercase) || (is(before, u8::is_ascii_uppercase) && is(at + 1, u8::is_ascii_lowercase))
    })
}

#[cfg(test)]
mod tests {
    use super::{identifiers, in_words};

    #[test]
    fn identifiers_are_words() {
        for (text, words) in [
            ("NoSuchKey", "No Such Key"),
            ("the orderId of 订单download_url", "order Id|download url"),
            ("HTTPError ERR_TIMEOUT", "HTTP Error|ERR TIMEOUT"),
            ("APPID timeout __x", ""),
            ("XAmzContentSHA256Mismatch", "X Amz Content SHA256Mismatch"),
        ] {
            assert_eq!(identifiers(text).map(in_words).collect::<Vec<_>>().join("|"), words, "{text}");
        }
    }
}
