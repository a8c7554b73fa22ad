//! Comments in source code.

use super::literals::{literal, pieces};

/// A line split into its code and the text of its comment.
pub(super) struct Parted {
    pub(super) code: String,
    pub(super) comment: String,
    /// Where the comment begins, in bytes from the line's start.
    pub(super) column: Option<usize>,
}

/// Splits a line into code and comments. `in_comment` is true while a block comment continues from line to line.
pub(super) fn parted(line: &str, in_comment: &mut bool) -> Parted {
    let (mut code, mut comment, mut column) = (String::new(), String::new(), None);
    let mut rest = line;
    loop {
        if *in_comment {
            let end = rest.find("*/");
            push(&mut comment, &rest[..end.unwrap_or(rest.len())]);
            let Some(end) = end else { break };
            *in_comment = false;
            rest = &rest[end + 2..];
            continue;
        }
        let Some((at, mark)) = comment_start(rest) else {
            code.push_str(rest);
            break;
        };
        column.get_or_insert(line.len() - rest.len() + at);
        code.push_str(&rest[..at]);
        rest = &rest[at + mark.len()..];
        if mark == "/*" {
            *in_comment = true;
        } else {
            push(&mut comment, rest);
            break;
        }
    }
    Parted { code, comment, column }
}

/// The position of the first comment outside quotation marks, in bytes, and its mark.
fn comment_start(code: &str) -> Option<(usize, &'static str)> {
    pieces(code).find_map(|(at, _)| Some((at, comment_mark(&code[at..])?)))
}

/// The mark of the comment that begins here. `#` alone is part of other code, unless a blank or another script follows it.
fn comment_mark(rest: &str) -> Option<&'static str> {
    let mark = ["/*", "//", "# ", "-- "].into_iter().find(|mark| rest.starts_with(mark));
    let is_bare = || rest.strip_prefix('#').is_some_and(|text| text.starts_with(|c: char| !c.is_ascii()));
    mark.filter(|_| !rest.starts_with("# define")).or_else(|| is_bare().then_some("#"))
}

/// Appends a line of a comment, without the marks before its text.
pub(super) fn push(text: &mut String, line: &str) {
    let line = line.trim().trim_start_matches(['*', '/', '!']);
    // Doxygen's mark for a comment on the member before it.
    let line = line.strip_prefix('<').filter(|rest| !rest.starts_with(char::is_alphabetic)).unwrap_or(line);
    // PHP's annotations stand in comments: `@Message("text")`.
    let said = line.split_once('(').filter(|(name, _)| name.starts_with('@')).and_then(|(_, said)| literal(said));
    let line = said.map_or(line, |(said, _)| said);
    let line = line.replace("<summary>", "").replace("</summary>", "");
    let line = line.trim();
    if !line.is_empty() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
}
