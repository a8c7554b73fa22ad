//! The one fold of characters: full-width forms, dashes, spaces, quotes, brackets and invisible characters in ASCII, and
//! traditional characters as simplified ones. Queries, cells of tables, arguments and logs are all read through it.

use std::ops::Range;
use std::sync::LazyLock;

const TRADITIONAL: &str = include_str!("../assets/traditional.txt");

/// The block of Han characters that the table of traditional ones lies in.
const HAN: Range<u32> = 0x4e00..0xa000;

/// The characters of the block, each traditional one replaced by its simplified form.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = HAN.filter_map(char::from_u32).collect();
    let groups = TRADITIONAL.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    for group in groups {
        let mut characters = group.chars();
        let simplified = characters.next().unwrap_or_default();
        for traditional in characters {
            table[(u32::from(traditional) - HAN.start) as usize] = simplified;
        }
    }
    table
});

/// A character in ASCII, where it has such a form: `９` is `9`, `−` and `—` are `-`, `【` is `[`, `、` is `;`, any space is
/// a space. Others stand for themselves. `None` where it is invisible: a zero-width space, a mark of direction.
pub(crate) fn plain(c: char) -> Option<char> {
    match c {
        ' '..='\u{7e}' => Some(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{fe58}' | '\u{fe63}' => Some('-'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
        '【' | '「' | '『' | '《' | '〈' | '〔' => Some('['),
        '】' | '」' | '』' | '》' | '〉' | '〕' => Some(']'),
        '‘' | '’' => Some('\''),
        '“' | '”' => Some('"'),
        '、' => Some(';'),
        _ if c.is_whitespace() && c != '\n' => Some(' '),
        _ => Some(c),
    }
}

/// `text` with every character [`plain`].
pub(crate) fn plain_text(text: &str) -> String {
    text.chars().filter_map(plain).collect()
}

/// True if `c` is a Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}')
}

/// The simplified form of a traditional Chinese character. Others stand for themselves.
pub(crate) fn simplified(c: char) -> char {
    let index = u32::from(c).checked_sub(HAN.start).map(|index| index as usize);
    index.and_then(|index| SIMPLIFIED.get(index)).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{HAN, TRADITIONAL, plain_text};

    #[test]
    fn characters_that_look_alike_are_one() {
        let cases = [
            ("－９７", "-97"),
            ("−97 ‐97 ‑97 ﹣97 —97", "-97 -97 -97 -97 -97"),
            ("-\u{200b}97\u{feff}", "-97"),
            ("错误码：【−97】", "错误码:[-97]"),
            ("“code”＝－97、－96", "\"code\"=-97;-96"),
            ("-97\u{3000}\u{a0}-96", "-97  -96"),
        ];
        for (text, plain) in cases {
            assert_eq!(plain_text(text), plain, "{text}");
        }
    }

    #[test]
    fn the_table_of_traditional_characters_holds_each_once_and_ends_in_one_step() {
        let groups: Vec<&str> =
            TRADITIONAL.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect();
        let mut seen = std::collections::HashSet::new();
        for c in groups.iter().flat_map(|group| group.chars()) {
            assert!(seen.insert(c), "{c} stands in two groups");
            assert!(HAN.contains(&u32::from(c)), "{c} lies outside the block");
        }
        assert!(groups.iter().all(|group| group.chars().count() >= 2));
    }
}
