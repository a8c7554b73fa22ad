//! Cells: splitting a line into them, and the text of one.

/// Splits a row of a Markdown table into cells. The pipes at its ends are optional; an escaped pipe is text.
pub(super) fn of_markdown(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(line);
    let mut escaped = false;
    line.split(move |c| {
        let ends = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })
}

/// True if a line separates a table's header from its rows: `---|---`, `| :--: |`, or in a grid `+---+---+`.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains(['-', '='])
        && line.contains(['|', '+'])
        && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'|' | b'+' | b':' | b' ' | b'\t'))
}

/// True for the count of rows that databases print below a table: `(2 rows)`, `2 rows in set (0.00 sec)`.
pub(super) fn is_footer(line: &str) -> bool {
    let line = line.trim_start_matches('(');
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len()
        && (rest.starts_with(" row)")
            || rest.starts_with(" rows)")
            || rest.starts_with(" rows in set")
            || rest.starts_with(" row in set"))
}

/// True if a cell is empty, or has a mark that stands for nothing, such as the one that a database prints for no value.
pub(super) fn is_blank(cell: &str) -> bool {
    const MARKS: [&str; 14] =
        ["", "-", "--", "—", "——", "–", "―", "－", "N/A", "n/a", "NULL", "<null>", "(null)", "\\N"];
    MARKS.contains(&cell)
}

/// The result of reading one record of delimited values.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// The cells, and the length of the record in bytes with its newline.
    Whole(Vec<String>, usize),
    /// A quoted cell is not closed in this text.
    Open,
    /// Text follows right after a quoted cell, so its quotation marks are part of the text.
    Astray,
}

/// The rule that tells which quotation mark closes a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// The next one that is not doubled, even on a later line.
    Single,
    /// The next one before a delimiter or the line's end, since marks within the text are not doubled.
    Last,
}

/// Reads the first record of `text`. A cell that begins with a quotation mark ends at the one that closes it.
pub(super) fn of_quoted(text: &str, delimiter: char, marks: Marks) -> Record {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let mut cell = String::new();
        let after = if let Some((inner, after)) = quoted_twice(rest, delimiter) {
            cell.push_str(inner);
            after
        } else if let Some(quoted) = rest.trim_start_matches(' ').strip_prefix('"') {
            let Some(after) = push_quoted(&mut cell, quoted, delimiter, marks) else { return Record::Open };
            after.trim_start_matches([' ', '\r'])
        } else {
            let end = rest.find([delimiter, '\n']).unwrap_or(rest.len());
            cell.push_str(&rest[..end]);
            &rest[end..]
        };
        cells.push(cell);
        if let Some(next) = after.strip_prefix(delimiter) {
            rest = next;
        } else if after.is_empty() || after.starts_with('\n') {
            return Record::Whole(cells, text.len() - after.len() + usize::from(!after.is_empty()));
        } else {
            return Record::Astray;
        }
    }
}

/// The text of a cell with doubled quotation marks at both ends, `""text""`, and what follows it.
fn quoted_twice(text: &str, delimiter: char) -> Option<(&str, &str)> {
    let inner =
        text.strip_prefix("\"\"").filter(|inner| inner.starts_with(|c| c != delimiter && !"\"\r\n".contains(c)))?;
    let (inner, after) = inner.split_once("\"\"").filter(|(inner, _)| !inner.contains(['"', '\n']))?;
    let ends = after.is_empty() || after.starts_with([delimiter, '\r', '\n']);
    ends.then(|| (inner, after.trim_start_matches('\r')))
}

/// Appends a quoted cell up to its closing mark. Returns what follows, or `None` if it is not closed.
fn push_quoted<'a>(cell: &mut String, mut quoted: &'a str, delimiter: char, marks: Marks) -> Option<&'a str> {
    loop {
        let (part, after) = quoted.split_once('"')?;
        cell.push_str(part);
        if let Some(more) = after.strip_prefix('"') {
            cell.push('"');
            quoted = more;
            continue;
        }
        let ends = after.is_empty() || after.starts_with([delimiter, '\n', '\r']);
        if ends || (marks == Marks::Single && !part.ends_with('\\')) {
            return Some(after);
        }
        if part.ends_with('\\') {
            cell.pop();
        }
        cell.push('"');
        quoted = after;
    }
}

/// Characters that may begin markup, an escape or an entity.
const MARKS: [char; 9] = ['\\', '`', '*', '[', '!', '<', '&', '~', '{'];

/// Removes the markup from a Markdown cell: a link leaves its words, a code span its content. `scratch` is the buffer for the
/// result, if there is any markup.
pub(super) fn plain<'a>(cell: &'a str, scratch: &'a mut String) -> &'a str {
    if !cell.contains(MARKS) {
        return cell;
    }
    scratch.clear();
    push_plain(scratch, cell);
    scratch
}

fn push_plain(text: &mut String, cell: &str) {
    let mut rest = cell;
    while let Some(at) = rest.find(MARKS) {
        text.push_str(&rest[..at]);
        rest = push_unmarked(text, &rest[at..]);
    }
    text.push_str(rest);
}

/// Appends the text for the markup at the start of `rest`, and returns what follows it.
fn push_unmarked<'a>(text: &mut String, rest: &'a str) -> &'a str {
    if let Some(escaped) = rest.strip_prefix('\\') {
        // Except before punctuation a backslash is text, as in a path.
        let next = escaped.chars().next().filter(char::is_ascii_punctuation);
        text.push(next.unwrap_or('\\'));
        return &escaped[next.map_or(0, char::len_utf8)..];
    }
    if let Some(after) = ["**", "~~", "`"].iter().find_map(|mark| rest.strip_prefix(mark)) {
        return after;
    }
    if let Some((words, after)) = link(rest) {
        push_plain(text, words);
        return after;
    }
    if let Some(after) = rest.strip_prefix("</span>").or_else(|| styled(rest)) {
        return after;
    }
    for (mark, meaning) in ENTITIES {
        if let Some(after) = rest.strip_prefix(mark) {
            text.push_str(meaning);
            return after;
        }
    }
    let first = rest.chars().next().map_or(0, char::len_utf8);
    text.push_str(&rest[..first]);
    &rest[first..]
}

/// Entities, for characters that a cell cannot hold, and the few tags that are common in cells.
const ENTITIES: [(&str, &str); 14] = [
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
    ("&quot;", "\""),
    ("&#124;", "|"),
    ("<br>", " "),
    ("<br/>", " "),
    ("<br />", " "),
    ("<code>", ""),
    ("</code>", ""),
    ("<b>", ""),
    ("</b>", ""),
    ("<p>", ""),
];

/// Skips a colour tag at the start of `text`; returns what follows: `<span style="color:red">`, `{color:red}`, `{color}`.
fn styled(text: &str) -> Option<&str> {
    let (after, end) = match text.strip_prefix("<span") {
        Some(after) => (after, '>'),
        None => (text.strip_prefix("{color")?, '}'),
    };
    let (attributes, after) = after.split_at(after.find(['<', '>', '{', '}'])?);
    let begins = attributes.is_empty() || attributes.starts_with([' ', ':']);
    after.strip_prefix(end).filter(|_| begins)
}

/// Reads the link or image at the start of `text`, and returns its words and what follows it. Words and address end before the
/// next opening bracket, so that a cell of nothing but brackets doesn't take quadratic time.
fn link(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('!').unwrap_or(text).strip_prefix('[')?;
    let (words, after) = inner.split_at(inner.find(['[', ']'])?);
    let address = after.strip_prefix("](")?;
    let mut depth = 1;
    for (at, c) in address.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if c == '[' || c.is_whitespace() => return None,
            _ => {}
        }
        if depth == 0 {
            return Some((words, &address[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipes_part_cells_however_they_are_set() {
        let cases: [(&str, &[&str]); 9] = [
            ("-5|five", &["-5", "five"]),
            ("-5\t|five", &["-5\t", "five"]),
            ("| -5 | five |", &[" -5 ", " five "]),
            ("  |-5|five|\r\n", &["-5", "five"]),
            ("-5|", &["-5"]),
            ("||-5|five||", &["", "-5", "five", ""]),
            (r"-5|a \| b", &["-5", r"a \| b"]),
            (r"-5|a \|", &["-5", r"a \|"]),
            ("", &[""]),
        ];
        for (line, cells) in cases {
            assert_eq!(of_markdown(line).collect::<Vec<_>>(), cells, "{line}");
        }
    }

    #[test]
    fn markup_goes_and_text_stays() {
        let cases = [
            ("`-5`", "-5"),
            ("**bold** and [a link](https://example.com/a_b) here", "bold and a link here"),
            ("![icon](i.png) done", "icon done"),
            ("[nested](https://example.com/a_(b)) brackets", "nested brackets"),
            ("[`code`](#anchor)", "code"),
            (r"a \| b \* c", "a | b * c"),
            (r"C:\dir", r"C:\dir"),
            ("one<br>two &lt;three&gt; &amp;", "one two <three> &"),
            ("<bucket> [x] a*b ! & c", "<bucket> [x] a*b ! & c"),
            ("[not a link] (really)", "[not a link] (really)"),
            ("图片[说明](u)！", "图片说明！"),
            ("~~10005~~ a~b {x}", "10005 a~b {x}"),
            ("<span style=\"color:red\">10006</span> <spanner>", "10006 <spanner>"),
            ("{color:red}Bad{color} {colour}", "Bad {colour}"),
        ];
        for (cell, text) in cases {
            assert_eq!(plain(cell, &mut String::new()), text);
        }
    }

    #[test]
    fn quoted_cells_hold_delimiters_newlines_and_marks() {
        let whole = |cells: &[&str], end| Record::Whole(cells.iter().map(|&cell| cell.to_owned()).collect(), end);
        let cases = [
            ("-5,\"a,b\"\nrest", whole(&["-5", "a,b"], 9)),
            ("-5,\"a\nb\"\r\nrest", whole(&["-5", "a\nb"], 10)),
            ("\"a \"\"b\"\"\",c", whole(&["a \"b\"", "c"], 11)),
            ("-5, \"a\" ,b\n", whole(&["-5", "a", "b"], 11)),
            ("-5,19\" disk\n", whole(&["-5", "19\" disk"], 12)),
            ("-5,\"\"", whole(&["-5", ""], 5)),
            ("-5,\"a\n-6,b\n", Record::Open),
            ("-5,\"a\n-6,\"b\"\n", Record::Astray),
            (r#"-5,"a \"b\" c","#, whole(&["-5", r#"a "b" c"#, ""], 15)),
        ];
        for (text, record) in cases {
            assert_eq!(of_quoted(text, ',', Marks::Single), record, "{text}");
        }
    }
}
