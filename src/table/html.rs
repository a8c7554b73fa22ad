//! HTML: tables, and the headings above them.

use std::borrow::Cow;
use std::collections::HashMap;

use html5gum::{Token, Tokenizer};

use super::current::Heads;
use super::grid::Row;
use super::heading::Headings;
use super::inline::raised;
use super::rows::Rows;

/// True if text begins like an HTML page, or with a table.
pub(super) fn looks_so(text: &str) -> bool {
    let start = text.trim_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    ["<!doctype", "<html", "<table", "<body", "<div"].iter().any(|tag| start.starts_with(tag))
}

pub(super) fn read(text: &str, rows: &mut Rows<'_>) {
    read_from(text, 1, &mut Headings::default(), rows);
}

/// The most columns or rows that one cell may span.
const WIDEST_SPAN: usize = 100;

/// The most columns of a table that are read: spans can turn a short file into a huge table.
const WIDEST: usize = 256;

/// The state of the parser: the elements that are open at the present place of a page.
#[derive(Default)]
struct Page {
    /// The cells of the present row, each with the numbers of columns and rows that it spans.
    row: Vec<(String, usize, usize)>,
    /// Cells of rows above that reach down: by column, the number of rows left, and the text.
    spans: HashMap<usize, (usize, String)>,
    in_row: bool,
    in_cell: bool,
    /// True between `<sup>` and `</sup>`.
    is_raised: bool,
    /// The line on which the row begins.
    line: u64,
    heading: Option<(usize, String)>,
    /// The open element whose text is ignored: a script or a style.
    silent: Option<Vec<u8>>,
}

/// Reads the tables in a piece of a page that begins on `line`, below the headings so far.
pub(super) fn read_from(text: &str, line: u64, headings: &mut Headings, rows: &mut Rows<'_>) {
    let mut page = Page { line, ..Page::default() };
    let mut at = line;
    for Ok(token) in Tokenizer::new(text) {
        match token {
            Token::StartTag(tag) => {
                let number = |name: &[u8]| {
                    let value = tag.attributes.get(name)?;
                    std::str::from_utf8(value.as_ref()).ok()?.trim().parse::<usize>().ok()
                };
                let spans = (number(b"colspan"), number(b"rowspan"));
                page.open(&tag.name, spans, at, headings, rows);
            }
            Token::EndTag(tag) => page.close(&tag.name, headings, rows),
            Token::String(text) => {
                at += memchr::memchr_iter(b'\n', &text).count() as u64;
                // A newline is a blank here; a break is an element.
                page.text(&String::from_utf8_lossy(&text).replace('\n', " "));
            }
            Token::Comment(text) => at += memchr::memchr_iter(b'\n', &text).count() as u64,
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.end_row(rows);
}

impl Page {
    fn open(
        &mut self,
        name: &[u8],
        (columns, down): (Option<usize>, Option<usize>),
        line: u64,
        headings: &mut Headings,
        rows: &mut Rows<'_>,
    ) {
        match name {
            b"script" | b"style" => self.silent = Some(name.to_vec()),
            b"table" => {
                self.end_row(rows);
                self.spans.clear();
                rows.begin(headings.table(), Heads::Below);
            }
            b"tr" => {
                self.end_row(rows);
                self.in_row = true;
                self.line = line;
            }
            b"td" | b"th" if self.in_row => {
                let span = |number: Option<usize>| number.unwrap_or(1).clamp(1, WIDEST_SPAN);
                self.row.push((String::new(), span(columns), span(down)));
                self.in_cell = true;
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.heading = Some((usize::from(name[1] - b'0'), String::new()));
            }
            b"br" | b"p" | b"li" | b"div" => self.text("\n"),
            b"sup" => self.is_raised = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8], headings: &mut Headings, rows: &mut Rows<'_>) {
        if self.silent.as_deref() == Some(name) {
            self.silent = None;
        }
        match name {
            b"tr" | b"table" => self.end_row(rows),
            b"td" | b"th" => self.in_cell = false,
            b"p" | b"li" | b"div" => self.text("\n"),
            b"sup" => self.is_raised = false,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                if let Some((level, text)) = self.heading.take() {
                    headings.push_marked(level, &text);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.silent.is_some() {
            return;
        }
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(&text.replace('\n', " "));
        }
        if self.in_cell
            && let Some((cell, ..)) = self.row.last_mut()
        {
            cell.push_str(&if self.is_raised { raised(text).into() } else { Cow::Borrowed(text) });
        }
    }

    /// Passes on the present row, with the cells of rows above that reach into it.
    fn end_row(&mut self, rows: &mut Rows<'_>) {
        (self.in_cell, self.is_raised) = (false, false);
        if !std::mem::take(&mut self.in_row) {
            return;
        }
        let mut cells: Vec<String> = Vec::new();
        let mut own = std::mem::take(&mut self.row).into_iter();
        loop {
            let column = cells.len();
            if let Some((more, text)) = self.spans.get_mut(&column).filter(|(more, _)| *more > 0) {
                *more -= 1;
                cells.push(text.clone());
                continue;
            }
            let Some((text, columns, down)) = own.next().filter(|_| column < WIDEST) else { break };
            let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = text.lines().map(words).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
            for at in column..column + columns {
                if down > 1 {
                    self.spans.insert(at, (down - 1, if at == column { text.clone() } else { String::new() }));
                }
                cells.push(if at == column { text.clone() } else { String::new() });
            }
        }
        let row: Row = (self.line, cells);
        rows.row(row.0, &row.1.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
