//! Markdown documents, and others whose tables look like Markdown's: blocks are cut out and repaired line by line, then
//! pulldown-cmark parses them.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Tag, TagEnd};

use super::current::Heads;
use super::fault::Fault;
use super::heading::Headings;
use super::inline::{begins_raised, is_break, is_tag, parser, raised, without_markup};
use super::mend::{fence_after, mended};
use super::rows::Rows;
use super::{cells, codes, entries, grid, html};

/// Reads a Markdown document. If it has no table, its headings or bullets are read as codes.
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
    if rows.is_empty() && !rows.has_said_columns() {
        entries::read(text, rows);
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
    /// Reads the grid at the start of `lines`, and returns the number of its lines.
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

    /// Reads a piece of Markdown that has no grids and no HTML tables.
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
        for (event, range) in parser(&text, options).into_offset_iter() {
            self.event(event, (range.clone(), line_at(range.start)), &text, &mut reading);
        }
    }

    fn event(&mut self, event: Event<'_>, (range, line): (Range<usize>, u64), source: &str, reading: &mut Reading) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::TableCell) => {
                reading.text = Some(String::new());
                reading.is_raised = false;
            }
            Event::End(TagEnd::Heading(level)) => {
                self.headings.push_marked(level as usize, &reading.text.take().unwrap_or_default().replace('\n', " "));
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
            Event::InlineHtml(tag) if is_break(&tag) => reading.push("\n"),
            Event::InlineHtml(tag) if begins_raised(&tag).is_some() => {
                reading.is_raised = begins_raised(&tag) == Some(true);
            }
            // A tag that HTML doesn't have is a placeholder: `<bucket>`.
            Event::InlineHtml(tag) if !is_tag(&tag) => reading.push(&tag),
            _ => {}
        }
    }

    /// Looks for a heading without its mark in the lines of a paragraph.
    fn paragraph(&mut self, source: &str) {
        let mut lines = source.lines().peekable();
        while let Some(line) = lines.next() {
            self.headings.read(line, lines.peek().unwrap_or(&""));
        }
    }

    /// Passes on a row. Markdown drops cells beyond the header's and fills up missing ones; `source` shows how many there
    /// really are.
    fn row(&mut self, line: u64, cells: &[String], source: &str) {
        let written: Vec<&str> = cells::of_markdown(source).collect();
        let mut cells: Vec<String> = cells.to_vec();
        match self.rows.width() {
            Some(width) if written.len() > width => {
                let beyond = written[width..].iter().map(|cell| without_markup(cell));
                cells.extend(beyond);
                // A doubled bar at the start makes an empty cell too many.
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

    /// Restores a row whose first cells are merged with those of the row above, so that it has fewer cells than the header: its
    /// codes are in their column only if it is moved to the right.
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

/// The heading or the row that is being read.
#[derive(Debug, Default)]
struct Reading {
    text: Option<String>,
    /// True between `<sup>` and `</sup>`.
    is_raised: bool,
    cells: Vec<String>,
    line: u64,
}

impl Reading {
    fn push(&mut self, piece: &str) {
        if let Some(text) = &mut self.text {
            text.push_str(&if self.is_raised { raised(piece).into() } else { Cow::Borrowed(piece) });
        }
    }
}
