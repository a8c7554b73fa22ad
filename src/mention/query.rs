//! A query read as codes: what somebody typed, or pasted, in any dress.

use std::ops::Range;

use super::Mention;
use super::key;
use super::number;
use super::rules::{self, Rules};
use crate::catalog::{self, Catalog};

/// Words between codes in a list of them.
const JOINERS: [&str; 9] = ["and", "or", "vs", "和", "与", "與", "或", "跟", "及"];
/// A negative number among words is a code, though no table lists it, from this many characters on.
const FEWEST_CHARACTERS: usize = 4;

/// The codes that somebody who typed or pasted `query` asks for, in order, each once. A query of words gives none.
///
/// A code that no table lists is given too if it stands under a key (`errno: -3004`), or is negative and no listed code
/// begins with it: `-9` may still become `-97`. A positive number counts by itself if a table lists it, or its negative,
/// and the query holds nothing but codes; a log line or a header block is read as a file of them is.
pub fn in_query(query: &str, catalog: &Catalog) -> Vec<Mention> {
    let folded = Folded::new(query);
    let reader =
        Reader { rules: Rules::new(catalog), catalog, text: &folded.text, is_list: is_list(&folded.text, catalog) };
    let mut mentions: Vec<Mention> = Vec::new();
    for mention in reader.mentions() {
        if mentions.iter().all(|earlier| !is_same(&earlier.code, &mention.code)) {
            mentions.push(Mention { range: folded.origin(&mention.range), ..mention });
        }
    }
    mentions
}

fn is_same(code: &str, other: &str) -> bool {
    match (catalog::number(code), catalog::number(other)) {
        (None, None) => code == other,
        (value, other) => value == other,
    }
}

/// A query in ASCII as far as codes go: full-width forms as their ASCII ones, every dash as a minus, every space as one.
struct Folded {
    text: String,
    /// For each byte of the text, the bytes of the query that it was made from.
    origins: Vec<Range<usize>>,
}

impl Folded {
    fn new(query: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(query.len()), origins: Vec::with_capacity(query.len()) };
        let mut previous = None;
        for (start, c) in query.char_indices() {
            // The dash of a Chinese keyboard comes in twos.
            let is_second = c == '—' && previous == Some('—');
            previous = if is_second { None } else { Some(c) };
            if !is_second && let Some(plain) = plain(c) {
                folded.text.push(plain);
                folded.origins.resize(folded.text.len(), start..start + c.len_utf8());
            }
        }
        folded
    }

    fn origin(&self, range: &Range<usize>) -> Range<usize> {
        self.origins[range.start].start..self.origins[range.end - 1].end
    }
}

/// A character in ASCII, where it has such a form; `None` where it has no width.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{fe58}' | '\u{fe63}' => Some('-'),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        '、' => Some(','),
        _ if c.is_whitespace() && c != '\n' => Some(' '),
        _ => Some(c),
    }
}

/// A folded query on its way to its mentions.
struct Reader<'t, 'c> {
    rules: Rules<'c>,
    catalog: &'c Catalog,
    text: &'t str,
    /// Whether the query holds nothing but codes.
    is_list: bool,
}

impl Reader<'_, '_> {
    fn mentions(&self) -> impl Iterator<Item = Mention> {
        let mut next = 0;
        starts(self.text.as_bytes()).filter_map(move |start| {
            let mention = if start < next { None } else { self.mention(start) };
            next = mention.as_ref().map_or(next, |mention| mention.range.end);
            mention
        })
    }

    /// The mention that begins with the word at `start`.
    fn mention(&self, start: usize) -> Option<Mention> {
        let text = self.text.as_bytes();
        if let Some(symbol) = self.symbol(start) {
            return Some(symbol);
        }
        if !text[start].is_ascii_digit() {
            return None;
        }
        let number = number::at(text, start)?;
        let (before, after) = (&self.text[..number.range.start], &self.text[number.range.end..]);
        // The search's own operators: `!-97`, `^-9`, `7$`.
        if before.ends_with(['!', '^']) || after.starts_with('$') {
            return None;
        }
        let is_asked_for = if self.rules.is_listed(&number.text) {
            self.is_list || self.rules.number(text, start).is_some()
        } else {
            match key::before(before.as_bytes()) {
                key::Key::Code { joined } if joined || number.negative => self.rules.number(text, start).is_some(),
                key::Key::CodeIfNegative | key::Key::Count => number.negative,
                _ => number.negative && self.is_clear(&number) && !self.catalog.begins_a_code(&number.text),
            }
        };
        is_asked_for.then(|| self.rules.mention(number.range, &number.text))
    }

    /// Whether a negative number that no table lists is a code, and not some other number of a log line.
    fn is_clear(&self, number: &number::Number<'_>) -> bool {
        let (before, after) = (&self.text[..number.range.start], &self.text[number.range.end..]);
        let stands_between_spaces = (before.is_empty() || before.ends_with(' '))
            && (after.is_empty() || after.starts_with(' '))
            && !self.text.contains('\n');
        self.is_list
            || (number.text.len() >= FEWEST_CHARACTERS
                && stands_between_spaces
                && !number.is_measure(self.text.as_bytes()))
    }

    /// A symbolic code: in any case if the query is nothing else, else letter for letter.
    fn symbol(&self, start: usize) -> Option<Mention> {
        let word = rules::word_at(self.text.as_bytes(), start);
        let word = str::from_utf8(word).ok()?;
        if self.is_list && catalog::number(word).is_none() && self.rules.is_listed(word) {
            return Some(self.rules.mention(start..start + word.len(), word));
        }
        self.rules.word(self.text.as_bytes(), start)
    }
}

/// Where words and numbers begin.
fn starts(text: &[u8]) -> impl Iterator<Item = usize> {
    (0..text.len()).filter(|&at| number::is_word(text[at]) && (at == 0 || !number::is_word(text[at - 1])))
}

/// Whether a query holds nothing but codes, keys and what stands between them.
fn is_list(text: &str, catalog: &Catalog) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let words = text.split(|c| !is_part(c)).flat_map(split_scripts);
    !text.contains(['!', '^', '$', '@', '%', '~', '\n']) && words.into_iter().all(|word| is_of_list(word, catalog))
}

fn is_of_list(word: &str, catalog: &Catalog) -> bool {
    let word = word.trim_end_matches(['.', '-']);
    word.is_empty() || catalog::number(word).is_some() || stands_beside_codes(word) || !catalog.find(word).is_empty()
}

/// Whether a word says that a code follows, as `errno:` does, or stands between codes, as `and` does.
pub fn stands_beside_codes(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    key::is_key(word) || JOINERS.iter().any(|joiner| joiner.eq_ignore_ascii_case(word))
}

/// `错误码-71` as `错误码` and `-71`.
fn split_scripts(run: &str) -> impl Iterator<Item = &str> {
    let at = run.find(|c: char| c.is_ascii()).unwrap_or(0);
    [&run[..at], &run[at..]].into_iter()
}

#[cfg(test)]
mod tests {
    use super::in_query;
    use crate::catalog::{Catalog, Fields, Subsystem};

    fn codes(query: &str, catalog: &Catalog) -> Vec<String> {
        in_query(query, catalog).into_iter().map(|mention| mention.code).collect()
    }

    #[test]
    fn a_code_is_read_in_any_dress() {
        let catalog = Catalog::embedded();
        let cases: &[(&str, &[&str])] = &[
            ("-902", &["-902"]),
            ("  902 ", &["-902"]),
            ("１２４", &["-124"]),
            ("－１８９８", &["-1898"]),
            ("–902", &["-902"]),
            ("−902", &["-902"]),
            ("—902", &["-902"]),
            ("——902", &["-902"]),
            ("(-64)", &["-64"]),
            ("[-64]", &["-64"]),
            ("（-81）", &["-81"]),
            ("code=-300", &["-300"]),
            ("code＝300", &["-300"]),
            ("err -78", &["-78"]),
            ("err_code:-1886", &["-1886"]),
            ("errno:-902", &["-902"]),
            ("errno 2000", &["-2000"]),
            ("错误码 -71", &["-71"]),
            ("错误码-71", &["-71"]),
            ("错误码为-71", &["-71"]),
            ("错误码：71", &["-71"]),
            ("\"code\": -96", &["-96"]),
            ("{\"code\":-97,\"message\":\"ERROR_PROXY_AUTH_FAILED\"}", &["-97"]),
            ("0xFFFFFF9F", &["-97"]),
            ("4294967199", &["-97"]),
            ("-122 -123", &["-122", "-123"]),
            ("97 96", &["-97", "-96"]),
            ("-96,-97", &["-96", "-97"]),
            ("-96、-97", &["-96", "-97"]),
            ("-89 and -86", &["-89", "-86"]),
            ("-97 97 4294967199", &["-97"]),
            ("-97 签名", &["-97"]),
            ("(-64, -65)", &["-64", "-65"]),
            ("X-ErrNo: -6101", &["-6101"]),
            ("array(3) { [\"httpcode\"]=> int(400) [\"code\"]=> int(-82) [\"message\"]=> string(0) \"\" }", &["-82"]),
            ("headInfo=404,image/jpeg,0,ImgHttp3.0.0,-6101,0,10.0.0.1", &["-6101"]),
            ("errno:-902 cost:5003ms host=10000001.image.myqcloud.com", &["-902"]),
            ("2016-05-12 10:22:31 upload err code:-1892 retry 3", &["-1892"]),
            ("HTTP/1.1 404 Not Found\r\nX-ErrNo: -6101\r\nContent-Length: 97\r\n", &["-6101"]),
            ("HTTP/1.1 404 OK Content-Type: application/xml X-ErrNo: -902 Connection: keep-alive", &["-902"]),
            ("ret=-1887 then ret=-1888\nret=-1887", &["-1887", "-1888"]),
        ];
        for (query, expected) in cases {
            assert_eq!(codes(query, &catalog), *expected, "{query:?}");
        }
    }

    #[test]
    fn a_query_of_words_has_no_codes() {
        let catalog = Catalog::embedded();
        let queries = [
            "",
            " ",
            "-",
            "--",
            "sha1 失败",
            "404 not found",
            "404",
            "md5",
            "L5",
            "too many requests",
            "100 张图片",
            "!-97",
            "^-97",
            "97$",
            "-97%",
            "10.0.0.1",
            "2016-05-12",
            "10-97",
            "1.5",
            "-97.5",
            "12:30",
            "error",
            "errno:",
            "code 0",
            "\"code\":0",
            "code: 200",
            "error 404",
            "http code: 404",
            "v97",
            "97x",
            "--97",
            "1e-97",
            "-97x",
            "64 bit",
        ];
        for query in queries {
            assert!(codes(query, &catalog).is_empty(), "{query:?}: {:?}", codes(query, &catalog));
        }
    }

    #[test]
    fn a_code_that_no_table_lists_is_given_unless_it_is_still_being_typed() {
        let catalog = Catalog::embedded();
        let cases: &[(&str, &[&str])] = &[
            ("-3004", &["-3004"]),
            ("－３００４", &["-3004"]),
            ("errno: -3004", &["-3004"]),
            ("X-ErrNo: 3004", &["3004"]),
            ("upload failed -3004", &["-3004"]),
            ("-97 -98765", &["-97", "-98765"]),
            ("3004", &[]),
            ("-9", &[]),
            ("-18", &[]),
            ("18", &[]),
            ("-610", &[]),
            ("-97 -9", &["-97"]),
            ("drift -1 ms", &[]),
        ];
        for (query, expected) in cases {
            assert_eq!(codes(query, &catalog), *expected, "{query:?}");
        }
    }

    #[test]
    fn a_symbolic_code_counts_when_a_table_lists_it() {
        let mut catalog = Catalog::default();
        let subsystem = catalog.add_subsystem(Subsystem {
            id: "mine".into(),
            zh: String::new(),
            en: String::new(),
            about_zh: String::new(),
            about_en: String::new(),
        });
        for code in ["E0425", "0x80070005", "NoSuchKey", "timeout", "1205"] {
            catalog.add_entry(subsystem, Fields { code, ..Fields::default() }, None);
        }
        let cases: &[(&str, &[&str])] = &[
            ("E0425", &["E0425"]),
            ("error[e0425]", &["E0425"]),
            ("0x80070005", &["0x80070005"]),
            ("-2147024891", &["0x80070005"]),
            ("nosuchkey", &["NoSuchKey"]),
            ("<Code>NoSuchKey</Code><Message>x</Message>", &["NoSuchKey"]),
            ("ERROR 1205 (HY000): Lock wait", &["1205"]),
            ("E04", &[]),
            ("Timeout after lunch", &[]),
            ("NoSuchKeys", &[]),
        ];
        for (query, expected) in cases {
            assert_eq!(codes(query, &catalog), *expected, "{query:?}");
        }
    }

    #[test]
    fn a_mention_knows_where_it_stands_in_the_query() {
        let catalog = Catalog::embedded();
        let query = "错误码：——９７，（−96）";
        let parts: Vec<&str> = in_query(query, &catalog).into_iter().map(|mention| &query[mention.range]).collect();
        assert_eq!(parts, ["——９７", "−96"]);
    }
}
