//! Headings of a document: which of them names the subsystem of a table.

use super::cells;

/// What a heading about codes says beside the name, in the order in which it is taken off. Lower case.
const GENERIC: [&str; 22] = [
    "说明",
    "汇总",
    "大全",
    "列表",
    "一览",
    "表",
    "错误码",
    "返回码",
    "状态码",
    "错误",
    "error codes",
    "error code",
    "return codes",
    "errors",
    "error",
    "codes",
    "code",
    "reference",
    "table",
    "list",
    ":",
    "：",
];

/// A heading by name is no longer than this; what is longer is a sentence.
const LONGEST_NAME: usize = 60;

/// The level of a line of text that may be a heading: below any that is marked as one.
const BARE: usize = 7;

/// The headings above the present line, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// The level and the name of each. A heading such as "Error codes" has none.
    open: Vec<(usize, Option<String>)>,
    /// The level and the name of a line of text that may be a heading, if a table follows and no marked one is nearer.
    bare: Option<(usize, String)>,
}

impl Headings {
    /// Takes note of a line outside any table. `below` is the line below it.
    pub(super) fn read(&mut self, line: &str, below: &str) {
        let line = line.trim();
        if let Some((level, text)) = marked(line) {
            self.push(level, name(text));
        } else if is_rule(below, '=') {
            self.push(1, name(line));
        } else if is_rule(below, '-') {
            self.push(2, name(line));
        } else if may_be_bare(line)
            && let Some(name) = name(line)
        {
            // In a marked section only a line that cannot be but a heading begins another one, and then beside it.
            let level = self.open.last().map_or(BARE, |&(level, _)| level);
            let stands_apart = below.trim().is_empty() || below.contains('|');
            if level == BARE || (stands_apart && is_title(line, &name)) {
                self.bare = Some((level, name));
            }
        }
    }

    /// A table starts here: the name of its subsystem, where a heading gives one.
    pub(super) fn table(&mut self) -> Option<&str> {
        if let Some((level, name)) = self.bare.take() {
            self.push(level, Some(name));
        }
        self.open.iter().rev().find_map(|(_, name)| name.as_deref())
    }

    /// Takes note of a heading with a mark, whose text has none.
    pub(super) fn push_marked(&mut self, level: usize, text: &str) {
        self.push(level, name(text));
    }

    fn push(&mut self, level: usize, name: Option<String>) {
        self.open.retain(|&(outer, _)| outer < level);
        self.open.push((level, name));
        self.bare = None;
    }
}

/// The level and the text of a heading with a mark: `## Gateway`, or Jira's `h2. Gateway`.
pub(super) fn marked(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&level) {
        return Some((level, line[level..].trim_end_matches('#')));
    }
    let (level, text) = line.strip_prefix('h')?.split_once(". ")?;
    let level = level.parse().ok().filter(|level| (1..=6).contains(level))?;
    Some((level, text))
}

/// Whether a line consists of `mark` alone, three times or more.
fn is_rule(line: &str, mark: char) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| c == mark)
}

/// Words by which a line introduces the table below it instead of naming anything. Lower case.
const INTRODUCING: [&str; 14] = [
    "如下",
    "下表",
    "以下",
    "下列",
    "下面",
    "参见",
    "请参",
    "请见",
    "请对照",
    "following",
    "below",
    " are ",
    " is ",
    "please",
];

/// Lines in bold that set a notice apart. Lower case.
const NOTICES: [&str; 10] = ["注", "注意", "提示", "警告", "重要", "note", "notes", "warning", "important", "tip"];

/// Whether a line of text looks like a heading without its mark: short, and no sentence, list, quotation, link or date.
fn may_be_bare(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.chars().any(char::is_alphanumeric)
        && line.chars().count() <= LONGEST_NAME
        && !line.contains(['：', '，', '。', '；'])
        && !line.contains(": ")
        && !line.ends_with(['.', ',', ';', '!', '?', '！', '？', ':'])
        && !line.starts_with(['-', '+', '>', '|', '<', '!', '[', '=', ':'])
        && !line.starts_with("* ")
        && !INTRODUCING.iter().any(|word| lower.contains(word))
        && !NOTICES.contains(&lower.trim_matches('*').trim())
        && (!is_item(line) || says_codes(line))
}

/// Whether a line can be an item of a list: `2. second`.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && [". ", ") "].iter().any(|mark| rest.starts_with(mark))
}

/// Whether a line with this name is a heading by its look alone: in bold, or the name of something and "error codes".
fn is_title(line: &str, name: &str) -> bool {
    let bold = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    bold.is_some_and(|text| !text.contains('*')) || (says_codes(line) && name.split_whitespace().count() <= 4)
}

/// Whether a line ends in what headings about codes end in.
fn says_codes(line: &str) -> bool {
    GENERIC.iter().any(|generic| without_end(line, generic).is_some())
}

/// The name in a heading: `3 文件缓存错误码说明` is about 文件缓存. `None` where nothing is left.
fn name(heading: &str) -> Option<String> {
    let mut scratch = String::new();
    let plain = cells::plain(heading, &mut scratch).replace('*', "");
    let mut name = unnumbered(plain.trim_matches(|c: char| c.is_whitespace() || c == '_'));
    while let Some(shorter) = GENERIC.iter().find_map(|generic| without_end(name, generic)) {
        name = shorter.trim_end();
    }
    (!name.is_empty() && name.chars().count() <= LONGEST_NAME).then(|| name.to_owned())
}

/// A heading without the number of its section: `3 `, `2.1 `, `一、`.
fn unnumbered(heading: &str) -> &str {
    let rest = heading.trim_start_matches(|c: char| c.is_ascii_digit() || ".、)）一二三四五六七八九十".contains(c));
    let number = &heading[..heading.len() - rest.len()];
    let ends = rest.starts_with(char::is_whitespace) || number.ends_with(['.', '、', ')', '）']);
    if ends { rest.trim_start() } else { heading }
}

/// `name` without `end`, in any case. An English word ends only where a word can.
fn without_end<'a>(name: &'a str, end: &str) -> Option<&'a str> {
    let at = name.len().checked_sub(end.len())?;
    let (rest, last) = name.split_at_checked(at)?;
    let inside_word =
        end.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.ends_with(|c: char| c.is_ascii_alphanumeric());
    (last.eq_ignore_ascii_case(end) && !inside_word).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_what_its_codes_belong_to() {
        let cases = [
            ("1 图片下载错误", Some("图片下载")),
            ("3 文件缓存错误码说明", Some("文件缓存")),
            ("4 cmd错误码说明", Some("cmd")),
            ("2.1 **Upload** error codes:", Some("Upload")),
            ("三、支付模块返回码列表", Some("支付模块")),
            ("一般错误", Some("一般")),
            ("Barcode", Some("Barcode")),
            ("[Billing API](https://example.com) errors", Some("Billing API")),
            ("`gateway`", Some("gateway")),
            ("Error codes", None),
            ("错误码说明", None),
            ("", None),
        ];
        for (heading, expected) in cases {
            assert_eq!(name(heading).as_deref(), expected, "{heading}");
        }
    }

    #[test]
    fn the_nearest_heading_with_a_name_counts() {
        let cases: [(&[&str], Option<&str>); 20] = [
            (&["# Gateway", "## Error codes"], Some("Gateway")),
            (&["# Gateway", "## Login", "# Billing"], Some("Billing")),
            (&["# Gateway", "These codes are returned in the header."], Some("Gateway")),
            (&["# Gateway", "- one", "> two"], Some("Gateway")),
            (&["3 文件缓存错误码说明", "", "说明文字，见下表。"], Some("文件缓存")),
            (&["# Gateway", "5 proxy错误码说明"], Some("proxy")),
            (&["**Storage errors**"], Some("Storage")),
            (&["Some text."], None),
            (&["错误码如下："], None),
            (&["## 支付", "", "错误码如下："], Some("支付")),
            (&["## 支付", "错误码见下表："], Some("支付")),
            (&["## 支付", "下表列出了错误码"], Some("支付")),
            (&["## 支付", "以下为公共错误码："], Some("支付")),
            (&["## 支付", "The error codes are:"], Some("支付")),
            (&["## 支付", "Updated: 2024-01-01"], Some("支付")),
            (&["## 支付", "**注意**"], Some("支付")),
            (&["## 支付", "[Back to top](#top)"], Some("支付")),
            (&["## 支付", "1. first", "2. second"], Some("支付")),
            (&["## 支付", "**退款**"], Some("退款")),
            (&["h2. Gateway", "", "Some words"], Some("Gateway")),
        ];
        for (lines, expected) in cases {
            let mut headings = Headings::default();
            for line in lines {
                headings.read(line, "");
            }
            assert_eq!(headings.table(), expected, "{lines:?}");
        }
        let mut headings = Headings::default();
        headings.read("Storage errors", "=====");
        assert_eq!(headings.table(), Some("Storage"));
    }
}
