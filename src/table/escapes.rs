//! Escapes in texts of `.properties` files and of source code.

/// Replaces the escapes in a text: `\u4e2d`, `\u{4e2d}`, `\=`, `\n`.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    loop {
        if let Some((unit, below)) = unit(rest) {
            units.push(unit);
            rest = below;
            continue;
        }
        plain.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        if let Some((c, below)) = bracketed(rest) {
            plain.push(c);
            rest = below;
            continue;
        }
        let mut chars = rest.chars();
        match chars.next() {
            None => return plain,
            Some('\\') => match chars.next() {
                Some('n' | 'r' | 't') => plain.push(' '),
                // A text of a pattern has escapes that are not those of its file: `\w+`.
                Some(c) if c.is_ascii_alphanumeric() => plain.extend(['\\', c]),
                Some(c) => plain.push(c),
                None => {}
            },
            Some(c) => plain.push(c),
        }
        rest = chars.as_str();
    }
}

/// The unit of UTF-16 at the start of a text, and what follows it.
fn unit(text: &str) -> Option<(u16, &str)> {
    let hex = text.strip_prefix("\\u")?;
    let unit = u16::from_str_radix(hex.get(..4)?, 16).ok()?;
    Some((unit, &hex[4..]))
}

/// The character that a text begins with in the form `\u{4e2d}`, and what follows it.
fn bracketed(text: &str) -> Option<(char, &str)> {
    let (hex, below) = text.strip_prefix("\\u{")?.split_once('}')?;
    Some((char::from_u32(u32::from_str_radix(hex, 16).ok()?)?, below))
}
