//! Headings of a document: which of them names the subsystem of a table.

use super::cells;

/// What a heading about codes says beside the name, in the order in which it is taken off. Lower case.
const GENERIC: [&str; 20] = [
    "说明",
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

/// The headings above the present line, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// The level and the name of each. A heading such as "Error codes" has none.
    open: Vec<(usize, Option<String>)>,
    /// A line of text that may be a heading, if a table follows and no marked heading is nearer.
    bare: Option<String>,
}

impl Headings {
    /// Takes note of a line outside any table. `underline` is the line below it.
    pub(super) fn read(&mut self, line: &str, underline: &str) {
        let line = line.trim();
        let level = line.bytes().take_while(|&byte| byte == b'#').count();
        if (1..=6).contains(&level) {
            self.push(level, name(line[level..].trim_end_matches('#')));
        } else if is_rule(underline, '=') {
            self.push(1, name(line));
        } else if is_rule(underline, '-') {
            self.push(2, name(line));
        } else if may_be_bare(line) {
            self.bare = name(line);
        }
    }

    /// A table starts here: the name of its subsystem, where a heading gives one.
    pub(super) fn table(&mut self) -> Option<&str> {
        if let Some(bare) = self.bare.take() {
            let level = self.open.pop().map_or(1, |(level, _)| level);
            self.open.push((level, Some(bare)));
        }
        self.open.iter().rev().find_map(|(_, name)| name.as_deref())
    }

    fn push(&mut self, level: usize, name: Option<String>) {
        self.open.retain(|&(outer, _)| outer < level);
        self.open.push((level, name));
        self.bare = None;
    }
}

/// Whether a line consists of `mark` alone, three times or more.
fn is_rule(line: &str, mark: char) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| c == mark)
}

/// Whether a line of text looks like a heading without its mark: short, and no sentence, list or quotation.
fn may_be_bare(line: &str) -> bool {
    line.chars().any(char::is_alphanumeric)
        && line.chars().count() <= LONGEST_NAME
        && !line.ends_with(['。', '.', '，', ',', '；', ';', '！', '!', '？', '?'])
        && !line.starts_with(['-', '+', '>', '|', '<', '!'])
        && !line.starts_with("* ")
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
        let cases: [(&[&str], Option<&str>); 8] = [
            (&["# Gateway", "## Error codes"], Some("Gateway")),
            (&["# Gateway", "## Login", "# Billing"], Some("Billing")),
            (&["# Gateway", "These codes are returned in the header."], Some("Gateway")),
            (&["# Gateway", "- one", "> two"], Some("Gateway")),
            (&["3 文件缓存错误码说明", "", "说明文字，见下表。"], Some("文件缓存")),
            (&["# Gateway", "5 proxy错误码说明"], Some("proxy")),
            (&["**Storage errors**"], Some("Storage")),
            (&["Some text."], None),
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
