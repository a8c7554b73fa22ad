//! Repairs Markdown before it is parsed: joins rows that are broken over lines, takes out rules between rows and templating.

use std::borrow::Cow;

use super::cells;
use super::columns::{self, Header};
use super::inline::whole_addresses;

/// The fence of the code block that is open after `line`, if one is. `fence` is the one before it.
pub(super) fn fence_after(fence: Option<(char, usize)>, line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'));
    let length = mark.map_or(0, |mark| line.chars().take_while(|&c| c == mark).count());
    match (fence, mark) {
        (None, Some(mark)) if length >= 3 && !(mark == '`' && line[length..].contains('`')) => Some((mark, length)),
        (Some((open, least)), Some(mark)) if mark == open && length >= least && line[length..].trim().is_empty() => {
            None
        }
        (fence, _) => fence,
    }
}

/// The most lines over which a row may be broken.
const LONGEST_ROW: usize = 60;

/// Repairs the lines of a document. Each keeps its number in the file.
pub(super) fn mended(lines: &[(u64, String)]) -> Vec<(u64, String)> {
    let mut mended: Vec<(u64, String)> = Vec::with_capacity(lines.len());
    let mut fence = None;
    let mut width = None;
    let mut at = 0;
    while let Some((number, line)) = lines.get(at) {
        at += 1;
        let line = unquoted(line);
        let line = &*if width.is_none() { single_bars(line) } else { Cow::Borrowed(line) };
        let trimmed = line.trim();
        let was_open = fence.is_some();
        fence = fence_after(fence, trimmed);
        if was_open || fence.is_some() {
            mended.push((*number, line.to_owned()));
            width = None;
            continue;
        }
        if trimmed.starts_with(":::") {
            // The border of a box that only some site generators know.
            mended.push((*number, String::new()));
            width = None;
            continue;
        }
        if cells::is_rule(trimmed) {
            // The first rule sets the header off; further ones separate rows.
            if width.is_none() {
                width = Some(push_rule(&mut mended, *number));
            }
            continue;
        }
        if let Some(width) = width
            && trimmed.is_empty()
            && goes_on(lines, at, width)
        {
            continue;
        }
        if width.is_some() && cells::is_footer(trimmed) {
            mended.push((*number, String::new()));
            width = None;
            continue;
        }
        let mut whole = without_templates(line);
        if width.is_some() && !trimmed.starts_with('|') {
            at += join_wrapped(&mut whole, &lines[at..]);
        }
        if let Some(width) = width
            && trimmed.starts_with('|')
            && !closes(trimmed)
        {
            at += join_broken(&mut whole, width, &lines[at..]);
        } else if trimmed.is_empty() || trimmed.starts_with('#') {
            width = None;
        }
        let header: Vec<&str> = cells::of_markdown(trimmed).collect();
        let below = lines.get(at).map_or("", |(_, below)| unquoted(below).trim());
        let lacks_rule = width.is_none() && header.len() > 1 && below.contains('|') && !cells::is_rule(below);
        mended.push((*number, whole));
        if lacks_rule && matches!(columns::read(header.iter().copied()), Header::Codes(_)) {
            mended.insert(mended.len() - 1, (*number, String::new()));
            mended.push((*number, "|".to_owned() + &"---|".repeat(header.len())));
            width = Some(header.len());
        }
    }
    mended
}

/// Rewrites a header whose cells stand between doubled bars, as Jira has it: `||Code||Meaning||`.
fn single_bars(line: &str) -> Cow<'_, str> {
    let inner = line.trim().strip_prefix("||").and_then(|rest| rest.strip_suffix("||"));
    match inner {
        Some(inner) if inner.contains("||") && inner.split("||").all(|cell| !cell.contains('|')) => {
            Cow::Owned(format!("|{}|", inner.replace("||", "|")))
        }
        _ => Cow::Borrowed(line),
    }
}

/// Appends the rule below the header, which is the last line so far. Returns its number of cells.
fn push_rule(mended: &mut Vec<(u64, String)>, number: u64) -> usize {
    // Markdown requires as many cells in the rule as in the header, and a blank line above the header.
    let cells = mended.last().map_or(0, |(_, header)| cells::of_markdown(header).count());
    if mended.len() > 1 && !mended[mended.len() - 2].1.trim().is_empty() {
        mended.insert(mended.len() - 1, (number, String::new()));
    }
    mended.push((number, "|".to_owned() + &"---|".repeat(cells)));
    cells
}

/// Appends the lines below on which the texts of a row go on. Returns their number.
fn join_wrapped(row: &mut String, below: &[(u64, String)]) -> usize {
    let mut count = 0;
    while let Some(joined) = below.get(count).and_then(|(_, line)| wrapped(row, line)) {
        *row = joined;
        count += 1;
    }
    count
}

/// A row with the line below it, on which some of its texts go on. A database writes a plus at the end of each of those: ` 1 |
/// full, +` above `   | or so`.
fn wrapped(row: &str, below: &str) -> Option<String> {
    let (cells, more): (Vec<&str>, Vec<&str>) = (row.split('|').collect(), below.split('|').collect());
    let goes_on = |cell: &str| cell.ends_with('+');
    let fits = cells.len() > 1 && cells.len() == more.len() && cells.iter().any(|cell| goes_on(cell));
    if !fits || !cells.iter().zip(&more).all(|(cell, more)| goes_on(cell) || more.trim().is_empty()) {
        return None;
    }
    let join = |(cell, more): (&&str, &&str)| match cell.strip_suffix('+') {
        Some(cell) => format!("{} {}", cell.trim_end(), more.trim()),
        None => (*cell).to_owned(),
    };
    Some(cells.iter().zip(&more).map(join).collect::<Vec<_>>().join("|"))
}

/// Removes the marks of quotation before a row: `> | -1 | one |`.
fn unquoted(line: &str) -> &str {
    if line.contains('|') { line.trim_start_matches(['>', ' ', '\t']) } else { line }
}

/// True if the table's rows go on after blank lines, and no other table begins there.
fn goes_on(lines: &[(u64, String)], at: usize, width: usize) -> bool {
    let mut below = lines[at..].iter().map(|(_, line)| line.trim()).skip_while(|line| line.is_empty());
    let has_cells = |line: &str| line.contains('|') && cells::of_markdown(line).count() == width;
    let is_row = below.next().is_some_and(|line| line.starts_with('|') || has_cells(line));
    is_row && !below.next().is_some_and(cells::is_rule)
}

fn closes(row: &str) -> bool {
    row.len() > 1 && row.ends_with('|') && !row.ends_with("\\|")
}

/// Appends the lines below that complete a row which is not closed: up to the line that closes it, or to the next row. Returns
/// their number, 0 if a heading, a rule or a code block comes first.
fn join_broken(row: &mut String, width: usize, below: &[(u64, String)]) -> usize {
    let mut count = 0;
    for (at, (_, line)) in below.iter().take(LONGEST_ROW).enumerate() {
        let line = line.trim();
        if line.starts_with('#') || line.starts_with("```") || cells::is_rule(line) {
            break;
        }
        let begins_row = line.starts_with('|') && line.len() > 1;
        if begins_row
            && !(at > 0
                && cells::of_markdown(row).count() < width
                && line.ends_with('|')
                && cells::of_markdown(line).count() == 1)
        {
            // All text between two rows of a table belongs to the first.
            count = at;
            break;
        }
        if line == "|" || (line.ends_with('|') && !line.starts_with('|')) {
            count = at + 1;
            break;
        }
    }
    for (_, line) in &below[..count] {
        let line = line.trim();
        let line = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line).trim_start();
        if !line.is_empty() {
            if line != "|" {
                row.push(' ');
            }
            row.push_str(line);
        }
    }
    count
}

/// Removes template and MDX tags from a line: `{% tag %}`, `{{ value }}`, `{/* comment */}`.
fn without_templates(line: &str) -> String {
    let mut text = whole_addresses(line).into_owned();
    for (open, close) in [("{%", "%}"), ("{/*", "*/}"), ("{{<", ">}}"), ("{{%", "%}}")] {
        while let Some(start) = text.find(open)
            && let Some(length) = text[start..].find(close)
        {
            let end = start + length + close.len();
            // Of the spaces on either side one is enough.
            let blank = usize::from(text[..start].ends_with(' ') && text[end..].starts_with(' '));
            text.replace_range(start..end + blank, "");
        }
    }
    text
}
