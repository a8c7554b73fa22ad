//! The headings of a document, and the name that they give to the subsystem of a table.

use super::cells;

/// Words in a heading about codes that are no part of the name, in the order in which they are removed. Lower case.
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

/// The longest name that a heading can give, in characters. A longer text is a sentence.
const LONGEST_NAME: usize = 60;

/// The level of a heading without a mark: below any that has one.
const BARE: usize = 7;

/// The headings that enclose the present line, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// The level and the name of each. A heading such as "Error codes" has no name.
    open: Vec<(usize, Option<String>)>,
    /// The level and name of a line that may be an unmarked heading: it is one if a table follows before a marked heading.
    bare: Option<(usize, String)>,
}

impl Headings {
    /// Takes note of a line outside any table; `below` is the line after it.
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
            // Under a marked heading, only a line that must be a heading opens another section, at the same level.
            let level = self.open.last().map_or(BARE, |&(level, _)| level);
            let stands_apart = below.trim().is_empty() || below.contains('|');
            if level == BARE || (stands_apart && is_title(line, &name)) {
                self.bare = Some((level, name));
            }
        }
    }

    /// Starts a table. Returns the name of its subsystem if a heading gives one.
    pub(super) fn table(&mut self) -> Option<&str> {
        if let Some((level, name)) = self.bare.take() {
            self.push(level, Some(name));
        }
        self.open.iter().rev().find_map(|(_, name)| name.as_deref())
    }

    /// Takes note of a marked heading; `text` comes without the mark.
    pub(super) fn push_marked(&mut self, level: usize, text: &str) {
        self.push(level, name(text));
    }

    fn push(&mut self, level: usize, name: Option<String>) {
        self.open.retain(|&(outer, _)| outer < level);
        self.open.push((level, name));
        self.bare = None;
    }
}

/// Reads a heading with a mark: its level and its text. `## Gateway`, or Jira's `h2. Gateway`.
pub(super) fn marked(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&level) {
        return Some((level, line[level..].trim_end_matches('#')));
    }
    let (level, text) = line.strip_prefix('h')?.split_once(". ")?;
    let level = level.parse().ok().filter(|level| (1..=6).contains(level))?;
    Some((level, text))
}

/// True if a line consists of `mark` alone, three times or more.
fn is_rule(line: &str, mark: char) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| c == mark)
}

/// Words in a line that introduces the table below it and names no subsystem. Lower case.
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

/// Lines, often in bold, that begin a notice. Lower case.
const NOTICES: [&str; 10] = ["注", "注意", "提示", "警告", "重要", "note", "notes", "warning", "important", "tip"];

/// True if a line looks like a heading without a mark: short, and no sentence, list item, quotation, link or date.
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

/// True if a line may be an item of a numbered list: `2. second`.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && [". ", ") "].iter().any(|mark| rest.starts_with(mark))
}

/// True if a line with this name is a heading by its look alone: in bold, or a short name before "error codes".
fn is_title(line: &str, name: &str) -> bool {
    let bold = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    bold.is_some_and(|text| !text.contains('*')) || (says_codes(line) && name.split_whitespace().count() <= 4)
}

/// True if a line ends in one of the `GENERIC` words.
fn says_codes(line: &str) -> bool {
    GENERIC.iter().any(|generic| without_end(line, generic).is_some())
}

/// The name in a heading: 文件缓存 in `3 文件缓存错误码说明`. `None` if nothing is left, or a sentence.
fn name(heading: &str) -> Option<String> {
    let mut scratch = String::new();
    let plain = cells::plain(heading, &mut scratch).replace('*', "");
    let mut name = unnumbered(plain.trim_matches(|c: char| c.is_whitespace() || c == '_'));
    while let Some(shorter) = GENERIC.iter().find_map(|generic| without_end(name, generic)) {
        name = shorter.trim_end();
    }
    (!name.is_empty() && name.chars().count() <= LONGEST_NAME).then(|| name.to_owned())
}

/// Removes the section number from a heading: `3 `, `2.1 `, `一、`.
fn unnumbered(heading: &str) -> &str {
    let rest = heading.trim_start_matches(|c: char| c.is_ascii_digit() || ".、)）一二三四五六七八九十".contains(c));
    let number = &heading[..heading.len() - rest.len()];
    let ends = rest.starts_with(char::is_whitespace) || number.ends_with(['.', '、', ')', '）']);
    if ends { rest.trim_start() } else { heading }
}

/// Removes `end` from the end of `name`, in any case; `None` if it isn't there. An English `end` must be a whole word.
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
