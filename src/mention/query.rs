//! A query read as codes: what somebody typed, or pasted, in any dress.

use super::Mention;
use super::key::{self, Line};
use super::keys::{Class, KEYS, Word};
use super::plain::Plain;
use super::rules::{self, Rules};
use super::token::{Kind, Tokens};
use crate::catalog::{self, Catalog};
use crate::fold::plain_text;

/// Words between codes in a list of them.
const JOINERS: [&str; 9] = ["and", "or", "vs", "和", "与", "與", "或", "跟", "及"];
/// A negative number among words is a code, though no table lists it, from this many characters on.
const FEWEST_CHARACTERS: usize = 4;

/// The codes that somebody who typed or pasted `query` asks for, in order, each once. A query of words gives none.
///
/// A code that no table lists is given too if it stands under a key (`errno: -3004`), or is negative and no listed code
/// begins with it: `-9` may still become `-97`. A positive number counts by itself if a table lists it, or its negative,
/// and the query holds nothing but codes; a log line or a header block is read as a file of them is.
pub fn in_query<'c>(query: &str, catalog: &'c Catalog) -> Vec<Mention<'c>> {
    let mut reader = Reader {
        rules: Rules::new(catalog, &[]),
        is_list: is_list(&plain_text(query), catalog),
        is_block: query.contains('\n'),
        plain: Plain::default(),
        tokens: Tokens::default(),
    };
    let mut mentions: Vec<Mention<'_>> = Vec::new();
    let mut start = 0;
    for line in query.split_inclusive('\n') {
        for mut mention in reader.mentions(line) {
            if mentions.iter().all(|earlier| !is_same(earlier, &mention)) {
                mention.range = mention.range.start + start..mention.range.end + start;
                mention.key = mention.key.map(|key| key.start + start..key.end + start);
                mentions.push(mention);
            }
        }
        start += line.len();
    }
    mentions
}

/// The codes of [`in_query`] that no table lists, as the query writes them.
pub(crate) fn unlisted_in_query(query: &str, catalog: &Catalog) -> Vec<String> {
    let unlisted = in_query(query, catalog).into_iter().filter(|mention| !mention.is_listed());
    unlisted.map(|mention| mention.code.into_owned()).collect()
}

/// True for two spellings of one code. Two names of one number are two codes.
fn is_same(mention: &Mention<'_>, other: &Mention<'_>) -> bool {
    let is_same_code = match (catalog::number(&mention.code), catalog::number(&other.code)) {
        (None, None) => mention.code == other.code,
        (value, other) => value == other,
    };
    is_same_code && mention.entries == other.entries
}

/// A query on its way to its mentions.
struct Reader<'c> {
    rules: Rules<'c>,
    /// True if the query holds nothing but codes.
    is_list: bool,
    /// True if it has several lines.
    is_block: bool,
    plain: Plain,
    tokens: Tokens,
}

impl<'c> Reader<'c> {
    fn mentions(&mut self, line: &str) -> Vec<Mention<'c>> {
        self.plain.read(line.as_bytes());
        let text = self.plain.text(line.as_bytes());
        self.tokens.read(text, &KEYS, |_| false);
        let tokens = self.tokens.all();
        let plain = Line { text, tokens };
        let mut mentions: Vec<Mention<'c>> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let is_read = mentions.last().is_some_and(|last| last.range.end > token.range.start);
            if !is_read && let Some(mention) = self.symbol(plain, at).or_else(|| self.number(plain, at)) {
                mentions.push(mention);
            }
        }
        for mention in &mut mentions {
            mention.range = self.plain.origin(&mention.range);
            mention.key = mention.key.as_ref().map(|key| self.plain.origin(key));
        }
        mentions
    }

    /// The mention that the number at `at` is.
    fn number(&self, line: Line<'_>, at: usize) -> Option<Mention<'c>> {
        let asked = self.rules.asked(line, at)?;
        let Some(Kind::Int(int)) = line.kind(at) else { return None };
        // The search's own operators: `!-97`, `^-9`, `7$`.
        let is_operator = matches!(line.before(at), Some(Kind::Mark(b'!' | b'^')));
        if int.is_dotted || is_operator || line.is_mark(at + 1, b'$') {
            return None;
        }
        let found = self.rules.number(line, at, false);
        if asked.is_listed() {
            return found.or_else(|| (self.is_list || self.is_in_list(line, at)).then_some(asked));
        }
        let key = key::before(line, at);
        let is_certain = match key.class {
            Some(Class::Certain | Class::Likely) => key.is_joined || int.has_minus,
            Some(Class::Negative) => int.has_minus,
            _ => false,
        };
        match found {
            Some(found) if is_certain => Some(found),
            _ => {
                let is_asked_for =
                    int.has_minus && self.is_clear(line, at) && !self.rules.catalog.begins_a_code(&asked.code);
                is_asked_for.then_some(asked)
            }
        }
    }

    /// True if the number stands in a row of two or more, all of them codes: `103、104、105 分别是什么`.
    fn is_in_list(&self, line: Line<'_>, at: usize) -> bool {
        let is_code = |at: usize| self.rules.asked(line, at).is_some_and(|asked| asked.is_listed());
        let is_between = |at: usize| match line.kind(at) {
            Some(Kind::Mark(b',' | b';' | b'/')) => true,
            Some(Kind::Foreign | Kind::Word) => {
                str::from_utf8(line.bytes(at)).is_ok_and(|word| JOINERS.contains(&word.to_ascii_lowercase().as_str()))
            }
            _ => false,
        };
        let is_part = |at: usize| is_code(at) || is_between(at);
        let first = (0..at).rev().take_while(|&at| is_part(at)).last().unwrap_or(at);
        let row = (first..line.tokens.len()).take_while(|&at| is_part(at));
        let (codes, between) = row.fold(
            (0, 0),
            |(codes, between), at| {
                if is_code(at) { (codes + 1, between) } else { (codes, between + 1) }
            },
        );
        codes >= 2 && between + 1 >= codes
    }

    /// True if a negative number that no table lists is a code, and not some other number of a log line.
    fn is_clear(&self, line: Line<'_>, at: usize) -> bool {
        let stands_between_spaces =
            line.tokens[at].is_spaced && line.tokens.get(at + 1).is_none_or(|next| next.is_spaced) && !self.is_block;
        let is_long = line.bytes(at).len() >= FEWEST_CHARACTERS;
        self.is_list || (is_long && stands_between_spaces && !rules::has_other_account(line, at))
    }

    /// A symbolic code: in any case if the query is nothing else, else letter for letter.
    fn symbol(&self, line: Line<'_>, at: usize) -> Option<Mention<'c>> {
        if !matches!(line.kind(at), Some(Kind::Word | Kind::Int(_) | Kind::Figure)) {
            return None;
        }
        let start = line.tokens[at].range.start;
        let word = str::from_utf8(rules::word_at(line.text, start)).ok()?;
        if self.is_list && catalog::number(word).is_none() {
            let entries = self.rules.catalog.find(word);
            if !entries.is_empty() {
                return Some(self.rules.named(start..start + word.len(), entries));
            }
        }
        self.rules.code_word(line, at)
    }
}

/// True if a query holds nothing but codes, keys and what stands between them.
fn is_list(text: &str, catalog: &Catalog) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let words = text.split(|c| !is_part(c)).flat_map(split_scripts);
    !text.contains(['!', '^', '$', '@', '%', '~', '\n']) && words.into_iter().all(|word| is_of_list(word, catalog))
}

fn is_of_list(word: &str, catalog: &Catalog) -> bool {
    let word = word.trim_end_matches(['.', '-']);
    word.is_empty() || catalog::number(word).is_some() || stands_beside_codes(word) || !catalog.find(word).is_empty()
}

/// True if a word says that a code follows, as `errno:` does, or stands between codes, as `and` does.
pub(crate) fn stands_beside_codes(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    is_key(word) || JOINERS.iter().any(|joiner| joiner.eq_ignore_ascii_case(word))
}

/// True if a word by itself is a key that holds codes, or may stand between such a key and its number.
fn is_key(word: &str) -> bool {
    if !word.is_ascii() {
        return matches!(KEYS.foreign_class(KEYS.without_filler(word)), (Class::Certain, _));
    }
    let Word { class, is_filler, is_numbering, .. } = KEYS.word(word.as_bytes());
    is_filler || is_numbering || matches!(class, Class::Certain | Class::Likely | Class::Negative)
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
        in_query(query, catalog).into_iter().map(|mention| mention.code.into_owned()).collect()
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
            ("14 times -122, 3 times -123 since release", &["-122", "-123"]),
            ("今早 37 次 -902，5 次 -120", &["-902", "-120"]),
            ("103、104、105 分别是什么意思", &["-103", "-104", "-105"]),
            ("what are 96 and 97", &["-96", "-97"]),
            ("从 110 张和 97 张里", &[]),
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
