//! reStructuredText: its headings, and its tables other than grids, are rewritten as Markdown, line for line.

use super::cells::{self, Marks, Record};
use super::fault::Fault;
use super::rows::Rows;
use super::{grid, markdown};

pub(super) fn read(text: &str, rows: &mut Rows<'_>) {
    let lines: Vec<&str> = text.lines().collect();
    let mut written: Vec<String> = Vec::with_capacity(lines.len());
    while let Some(&line) = lines.get(written.len()) {
        let at = written.len();
        let count = if let Some(cuts) = simple_rule(line) {
            simple_table(&lines[at..], &cuts, &mut written)
        } else if let Some(directive) = line.trim_start().strip_prefix(".. ") {
            let count = body(&lines[at..]);
            let block = &lines[at..at + count];
            if directive.starts_with("list-table::") {
                list_table(block, &mut written);
            } else if directive.starts_with("csv-table::") {
                for (line, text) in (at as u64 + 1..).zip(block) {
                    if let Some(file) = text.trim().strip_prefix(":file:").or_else(|| text.trim().strip_prefix(":url:"))
                    {
                        rows.report(line, Fault::Elsewhere(file.trim().to_owned()));
                    }
                }
                csv_table(block, &mut written);
            } else {
                // The body of a directive may be a grid, so only its first line is dropped.
                written.push(String::new());
            }
            written.len() - at
        } else {
            written.push(heading_or_text(line, at.checked_sub(1).map(|above| lines[above])));
            1
        };
        written.resize(at + count.max(1), String::new());
    }
    markdown::read(&written.join("\n"), rows);
}

/// A line as Markdown has it. A line of marks below a heading becomes `---`, since here any mark may underline one.
fn heading_or_text(line: &str, above: Option<&str>) -> String {
    let trimmed = line.trim_end();
    let mark = trimmed.chars().next().filter(char::is_ascii_punctuation);
    let is_line = mark.is_some_and(|mark| trimmed.len() > 2 && trimmed.chars().all(|c| c == mark) && mark != '=');
    let has_title = above.is_some_and(|above| {
        let is_marks = above.trim_end().chars().all(|c| c.is_ascii_punctuation());
        !above.trim().is_empty() && !above.starts_with(' ') && !is_marks
    });
    match (is_line, has_title) {
        (true, true) => "---".to_owned(),
        (true, false) => String::new(),
        // Kept as it is, since the bars of a grid must stand where its border says.
        _ if trimmed.trim_start().starts_with(['|', '+']) => line.to_owned(),
        _ => plain(line),
    }
}

/// The number of lines of a directive: the first, and those below that are indented more, or blank between such.
fn body(lines: &[&str]) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(lines[0]);
    let is_part = |line: &&&str| line.trim().is_empty() || indent(line) > own;
    let mut count = 1 + lines[1..].iter().take_while(is_part).count();
    while count > 1 && lines[count - 1].trim().is_empty() {
        count -= 1;
    }
    count
}

/// Formats a row as Markdown.
fn row(cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| plain(cell.trim()).replace('|', "\\|"));
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// The rule below the header in Markdown.
fn rule(width: usize) -> String {
    "|".to_owned() + &"---|".repeat(width)
}

/// Rewrites a list of lists, in which `* -` begins a row and `-` a cell.
fn list_table(block: &[&str], written: &mut Vec<String>) {
    let start = written.len();
    let mut table: Vec<(usize, Vec<String>)> = Vec::new();
    for (at, line) in block.iter().enumerate().skip(1) {
        let text = line.trim_start();
        let (begins, text) = match text.strip_prefix("* ").map(str::trim_start) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if begins {
            table.push((at, Vec::new()));
        }
        let Some((_, cells)) = table.last_mut() else { continue };
        let is_cell = text == "-" || text.starts_with("- ");
        if is_cell && (begins || indent_of_cells(block, line)) {
            cells.push(text[1..].trim().to_owned());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(' ');
            cell.push_str(text.trim());
        }
    }
    for (nth, (at, cells)) in table.iter().enumerate() {
        written.resize(start + at, String::new());
        written.push(row(cells));
        if nth == 0 && cells.len() > 1 {
            written.push(rule(cells.len()));
        }
    }
    written.resize(start + block.len(), String::new());
}

/// True if a line is indented like the first cell on a line of its own; a list within a cell is indented more.
fn indent_of_cells(block: &[&str], line: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = block.iter().find(|line| line.trim_start().starts_with("- "));
    first.is_some_and(|first| indent(first) == indent(line))
}

/// Rewrites comma-separated values, with the header as an option or as the first line.
fn csv_table(block: &[&str], written: &mut Vec<String>) {
    let start = written.len();
    let mut width = None;
    let mut in_options = true;
    for (at, line) in block.iter().enumerate().skip(1) {
        let text = line.trim();
        in_options &= !text.is_empty();
        let text = text.strip_prefix(":header:").unwrap_or(text).trim();
        let is_option = in_options && text.starts_with(':');
        let cells = match cells::of_quoted(text, ',', Marks::Last) {
            Record::Whole(cells, _) if !text.is_empty() && !is_option => cells,
            _ => continue,
        };
        // The header moves up a line to make room for the rule below it.
        written.resize(start + at - usize::from(width.is_none()), String::new());
        written.push(row(&cells));
        if width.is_none() {
            width = Some(cells.len());
            written.push(rule(cells.len()));
        }
    }
    written.resize(start + block.len(), String::new());
}

/// The positions at which the columns in a simple table's border begin: `====  =====`. `None` if the line is no such border.
fn simple_rule(line: &str) -> Option<Vec<usize>> {
    let is_rule = line.trim().contains("= ") && line.trim().bytes().all(|byte| matches!(byte, b'=' | b' '));
    let starts = || line.char_indices().filter(|&(at, c)| c == '=' && !line[..at].ends_with('='));
    is_rule.then(|| starts().map(|(at, _)| at).collect())
}

/// Rewrites a table between borders of `=`, whose columns begin at `cuts`. Returns the number of its lines.
fn simple_table(lines: &[&str], cuts: &[usize], written: &mut Vec<String>) -> usize {
    let borders: Vec<usize> = lines
        .iter()
        .enumerate()
        .take_while(|(at, line)| {
            *at < 2 || !line.trim().is_empty() || lines.get(at + 1).is_some_and(|line| !line.is_empty())
        })
        .filter(|(_, line)| simple_rule(line).is_some())
        .map(|(at, _)| at)
        .take(3)
        .collect();
    let [_, below_header, end] = borders[..] else { return 1 };
    let start = written.len();
    let mut table: Vec<(usize, Vec<String>)> = Vec::new();
    for (at, line) in lines.iter().enumerate().take(end).skip(1) {
        if at == below_header || line.trim().is_empty() {
            continue;
        }
        let cells = simple_cells(line, cuts);
        let goes_on = cells.first().is_some_and(String::is_empty);
        match table.last_mut().filter(|_| goes_on) {
            Some((_, above)) => {
                for (whole, more) in above.iter_mut().zip(&cells) {
                    whole.push(' ');
                    whole.push_str(more);
                }
            }
            None => table.push((at, cells)),
        }
    }
    for (nth, (at, cells)) in table.iter().enumerate() {
        written.resize(start + at, String::new());
        written.push(row(cells));
        if nth == 0 {
            written.resize(start + below_header, String::new());
            written.push(rule(cuts.len()));
        }
    }
    end + 1
}

/// Splits a line of a simple table into cells, which begin at `cuts`, in columns of the screen. A line that has text before such
/// a column was written by characters.
fn simple_cells(line: &str, cuts: &[usize]) -> Vec<String> {
    let starts = |by_screen: bool| -> Vec<usize> {
        let offsets = grid::offsets(line, by_screen);
        cuts.iter().map(|cut| offsets.get(*cut).copied().unwrap_or(line.len())).collect()
    };
    let fits = |starts: &[usize]| starts.iter().all(|&at| at == 0 || at == line.len() || line[..at].ends_with(' '));
    let (by_screen, by_character) = (starts(true), starts(false));
    let starts = if fits(&by_screen) || !fits(&by_character) { by_screen } else { by_character };
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    starts.iter().zip(ends).map(|(&start, end)| line[start..end].trim().to_owned()).collect()
}

/// Removes roles and addresses from a text: of :ref:`words <place>` and `words <address>`_ the words stay.
fn plain(text: &str) -> String {
    if !text.contains('`') {
        return text.to_owned();
    }
    let mut plain = String::new();
    for (nth, piece) in text.split('`').enumerate() {
        if nth % 2 == 0 {
            let piece = if nth > 0 { piece.trim_start_matches('_') } else { piece };
            let role = piece.rfind(" :").map_or(0, |at| at + 1);
            let is_role = piece[role..].len() > 2 && piece[role..].starts_with(':') && piece[role..].ends_with(':');
            plain.push_str(if is_role { &piece[..role] } else { piece });
        } else {
            let words = piece.split_once(" <").filter(|(_, address)| address.ends_with('>'));
            plain.push_str(words.map_or(piece, |(words, _)| words));
        }
    }
    plain
}
