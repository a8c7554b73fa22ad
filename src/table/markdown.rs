//! Markdown documents, and others whose tables look like Markdown's: blocks are cut out and mended line by line, then
//! pulldown-cmark reads them.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::codes;
use super::columns::{self, Header};
use super::fault::Fault;
use super::heading::Headings;
use super::rows::{Heads, Rows};
use super::{cells, grid, html};

/// Reads a Markdown document.
pub(super) fn read(text: &str, rows: &mut Rows<'_>) {
    let lines: Vec<(u64, &str)> = (1..).zip(text.lines()).collect();
    let mut document = Document { headings: Headings::default(), rows };
    let mut pending: Vec<(u64, String)> = Vec::new();
    let mut fence = None;
    let mut at = 0;
    while let Some(&(number, line)) = lines.get(at) {
        let trimmed = line.trim_start();
        fence = fence_after(fence, trimmed);
        if fence.is_none() && grid::is_border(trimmed) {
            document.markdown(&std::mem::take(&mut pending));
            at += document.grid(&lines[at..]);
        } else if fence.is_none() && begins_html_table(trimmed) {
            document.markdown(&std::mem::take(&mut pending));
            let end =
                lines[at..].iter().position(|(_, line)| ends_html_table(line)).map_or(lines.len(), |end| at + end + 1);
            let page: Vec<&str> = lines[at..end].iter().map(|(_, line)| *line).collect();
            html::read_from(&page.join("\n"), number, &mut document.headings, document.rows);
            at = end;
        } else {
            pending.push((number, line.to_owned()));
            at += 1;
        }
    }
    document.markdown(&pending);
}

/// Reads a document in reStructuredText, whose headings are underlined with any mark.
pub(super) fn read_rst(text: &str, rows: &mut Rows<'_>) {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim_end();
        let mark = trimmed.chars().next().filter(char::is_ascii_punctuation);
        let is_underline =
            mark.is_some_and(|mark| trimmed.len() > 2 && trimmed.chars().all(|c| c == mark) && mark != '=');
        let has_title = lines.last().is_some_and(|above| !above.trim().is_empty() && !above.starts_with(' '));
        lines.push(match (is_underline, has_title) {
            (true, true) => "---",
            (true, false) => "",
            _ => line,
        });
    }
    read(&lines.join("\n"), rows);
}

/// The fence of a block of code that is open below a line, if one is.
fn fence_after(fence: Option<(char, usize)>, line: &str) -> Option<(char, usize)> {
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

fn begins_html_table(line: &str) -> bool {
    line.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("<table"))
}

fn ends_html_table(line: &str) -> bool {
    line.to_ascii_lowercase().contains("</table>")
}

struct Document<'d, 'c> {
    headings: Headings,
    rows: &'d mut Rows<'c>,
}

impl Document<'_, '_> {
    /// Reads the grid that begins here, and gives the number of its lines.
    fn grid(&mut self, lines: &[(u64, &str)]) -> usize {
        let is_part = |line: &str| grid::is_border(line) || line.trim_start().starts_with(['|', '+']);
        let count = lines.iter().take_while(|(_, line)| is_part(line)).count();
        self.rows.begin(self.headings.table(), Heads::First);
        for (line, cells) in grid::rows(&lines[..count]) {
            let cells: Vec<String> = cells.iter().map(|cell| without_markup(cell)).collect();
            self.rows.row(line, &cells.iter().map(String::as_str).collect::<Vec<_>>());
        }
        count
    }

    /// Reads a piece of Markdown without grids and HTML tables.
    fn markdown(&mut self, lines: &[(u64, String)]) {
        let lines = mended(lines);
        let mut text = String::new();
        let mut starts = Vec::with_capacity(lines.len());
        for (number, line) in &lines {
            starts.push((text.len(), *number));
            text.push_str(line);
            text.push('\n');
        }
        let line_at = |offset: usize| {
            let after = starts.partition_point(|&(start, _)| start <= offset);
            starts.get(after.saturating_sub(1)).map_or(1, |&(_, number)| number)
        };
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let mut reading = Reading::default();
        for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
            self.event(event, (range.clone(), line_at(range.start)), &text, &mut reading);
        }
    }

    fn event(&mut self, event: Event<'_>, (range, line): (Range<usize>, u64), source: &str, reading: &mut Reading) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::TableCell) => reading.text = Some(String::new()),
            Event::End(TagEnd::Heading(level)) => {
                self.headings.push_marked(level as usize, &reading.text.take().unwrap_or_default());
            }
            Event::Start(Tag::Paragraph) => self.paragraph(&source[range]),
            Event::Start(Tag::Table(_)) => self.rows.begin(self.headings.table(), Heads::First),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                reading.cells.clear();
                reading.line = line;
            }
            Event::End(TagEnd::TableCell) => reading.cells.push(reading.text.take().unwrap_or_default()),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                let source = &source[range];
                self.row(reading.line, &reading.cells, source);
            }
            Event::Text(text) | Event::Code(text) => reading.push(&text),
            Event::SoftBreak | Event::HardBreak => reading.push(" "),
            Event::InlineHtml(tag) if is_break(&tag) => reading.push(" "),
            // What looks like a tag and is none that pages have stands for something: `<bucket>`.
            Event::InlineHtml(tag) if !is_tag(&tag) => reading.push(&tag),
            _ => {}
        }
    }

    /// A paragraph may be a heading without its mark, or a table without its rule.
    fn paragraph(&mut self, source: &str) {
        let mut lines = source.lines().peekable();
        while let Some(line) = lines.next() {
            self.headings.read(line, lines.peek().unwrap_or(&""));
        }
    }

    /// Hands a row over. Markdown drops cells beyond the header's and fills up those that lack; `source` shows how many
    /// there are.
    fn row(&mut self, line: u64, cells: &[String], source: &str) {
        let written: Vec<&str> = cells::of_markdown(source).collect();
        let mut cells: Vec<String> = cells.to_vec();
        match self.rows.width() {
            Some(width) if written.len() > width => {
                let beyond = written[width..].iter().map(|cell| without_markup(cell));
                cells.extend(beyond);
                // A bar that stands doubled at the start is an empty cell too many.
                let stray = cells.iter().take(cells.len() - width).take_while(|cell| cell.is_empty()).count();
                cells.drain(..stray);
                if cells.len() > width {
                    let rest = cells.split_off(width - 1);
                    cells.push(rest.join(" | "));
                }
            }
            Some(width) if written.len() < width && written.len() > 1 => {
                cells.truncate(written.len());
                if let Some(whole) = self.merged(&cells, width) {
                    cells = whole;
                } else if written.len() + 1 < width {
                    self.rows.report(line, Fault::TooFewCells(written.len(), width));
                }
            }
            _ => {}
        }
        self.rows.row(line, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    }

    /// A row with fewer cells than the header, whose first ones are merged with those of the row above: its codes are in
    /// their column only if it is moved to the right.
    fn merged(&self, cells: &[String], width: usize) -> Option<Vec<String>> {
        let code = self.rows.code_column()?;
        let above = self.rows.above();
        let lacking = (1..=code).find(|lacking| {
            let moved = cells.get(code - lacking);
            let fits = |cell: Option<&String>| cell.is_some_and(|cell| codes::is_one(cell));
            *lacking + cells.len() <= width && fits(moved) && !fits(cells.get(code))
        })?;
        let mut whole: Vec<String> = above.iter().take(lacking).cloned().collect();
        whole.resize(lacking, String::new());
        whole.extend(cells.iter().cloned());
        Some(whole)
    }
}

/// What has been read of a heading or a row.
#[derive(Debug, Default)]
struct Reading {
    text: Option<String>,
    cells: Vec<String>,
    line: u64,
}

impl Reading {
    fn push(&mut self, piece: &str) {
        if let Some(text) = &mut self.text {
            text.push_str(piece);
        }
    }
}

fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
    ["br", "p", "li", "div"]
        .iter()
        .any(|known| name.strip_prefix(known).is_some_and(|rest| rest.starts_with(['>', ' ', '/'])))
}

/// True for a tag, or a comment, of HTML or of a component: something with a name that HTML has, a closing mark, attributes or a
/// capital.
fn is_tag(tag: &str) -> bool {
    const NAMES: [&str; 30] = [
        "a", "abbr", "b", "big", "br", "center", "code", "del", "details", "div", "em", "font", "hr", "i", "img",
        "ins", "kbd", "li", "mark", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "u",
    ];
    if tag.starts_with("<!") {
        return true;
    }
    let inner = tag.trim_start_matches(['<', '/']).trim_end_matches(['/', '>']);
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    NAMES.contains(&name.to_ascii_lowercase().as_str()) || inner.contains('=') || tag.ends_with("/>") || name == "ul"
}

/// The text of a piece of inline Markdown.
fn without_markup(cell: &str) -> String {
    let mut reading = Reading { text: Some(String::new()), ..Reading::default() };
    for event in Parser::new_ext(cell.trim(), Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => reading.push(&text),
            Event::InlineHtml(tag) | Event::Html(tag) if is_break(&tag) => reading.push(" "),
            Event::InlineHtml(tag) | Event::Html(tag) if !is_tag(&tag) => reading.push(&tag),
            Event::SoftBreak | Event::HardBreak => reading.push(" "),
            // A list or a heading within a cell is no block: its mark is text.
            Event::Start(Tag::Item | Tag::CodeBlock(_)) | Event::Rule => {
                return cells::plain(cell.trim(), &mut String::new()).to_owned();
            }
            _ => {}
        }
    }
    reading.text.unwrap_or_default()
}

/// How many lines below one may belong to a row that is not closed.
const LONGEST_ROW: usize = 60;

/// Lines as Markdown has them: rows that are broken over lines joined, rules between rows and templating taken out.
fn mended(lines: &[(u64, String)]) -> Vec<(u64, String)> {
    let mut mended: Vec<(u64, String)> = Vec::with_capacity(lines.len());
    let mut fence = None;
    let mut width = None;
    let mut at = 0;
    while let Some((number, line)) = lines.get(at) {
        at += 1;
        let line = unquoted(line);
        let trimmed = line.trim();
        let was_open = fence.is_some();
        fence = fence_after(fence, trimmed);
        if was_open || fence.is_some() {
            mended.push((*number, line.to_owned()));
            width = None;
            continue;
        }
        if cells::is_rule(trimmed) {
            // The first rule sets a header off; any further one stands between rows.
            if width.is_none() {
                // Markdown wants as many cells in it as in the header, and nothing but a blank line above that.
                let cells = mended.last().map_or(0, |(_, header)| cells::of_markdown(header).count());
                if mended.len() > 1 && !mended[mended.len() - 2].1.trim().is_empty() {
                    mended.insert(mended.len() - 1, (*number, String::new()));
                }
                width = Some(cells);
                mended.push((*number, "|".to_owned() + &"---|".repeat(cells)));
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

/// The row in a quoted line: `> | -1 | one |`.
fn unquoted(line: &str) -> &str {
    if line.contains('|') { line.trim_start_matches(['>', ' ', '\t']) } else { line }
}

/// True where, after blank lines, the table's rows go on, and no other table begins.
fn goes_on(lines: &[(u64, String)], at: usize, width: usize) -> bool {
    let mut below = lines[at..].iter().map(|(_, line)| line.trim()).skip_while(|line| line.is_empty());
    let has_cells = |line: &str| line.contains('|') && cells::of_markdown(line).count() == width;
    let is_row = below.next().is_some_and(|line| line.starts_with('|') || has_cells(line));
    is_row && !below.next().is_some_and(cells::is_rule)
}

fn closes(row: &str) -> bool {
    row.len() > 1 && row.ends_with('|') && !row.ends_with("\\|")
}

/// Appends the lines below that belong to a row which is not closed, and gives their number. They do if one of them closes it
/// before the next row begins, or if there are no more blocks between.
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
            // All that stands between two rows of one table belongs to the first.
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

/// A line without the marks of templates and of MDX: `{% tag %}`, `{{ value }}`, `{/* comment */}`.
fn without_templates(line: &str) -> String {
    let mut text = line.to_owned();
    for (open, close) in [("{%", "%}"), ("{/*", "*/}"), ("{{<", ">}}"), ("{{%", "%}}")] {
        while let Some(start) = text.find(open)
            && let Some(length) = text[start..].find(close)
        {
            text.replace_range(start..start + length + close.len(), "");
        }
    }
    text
}
