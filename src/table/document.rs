//! Markdown documents: which lines are tables of codes, and under which headings they stand.

use super::cells;
use super::header::{self, Column, Header};
use super::heading::{self, Headings};
use super::row::{Dialect, RowReader};

/// Where in a Markdown document the present line stands.
#[derive(Debug, Default, PartialEq, Eq)]
enum Place {
    /// Before any table of codes.
    #[default]
    Start,
    /// In a table of codes with these columns.
    Table(Vec<Column>),
    /// After one, or in a table of something else.
    Elsewhere,
}

/// A Markdown document, read line by line.
#[derive(Debug, Default)]
pub(super) struct Document {
    place: Place,
    headings: Headings,
    /// Inside a block of code.
    in_fence: bool,
    /// The line before was blank.
    after_blank: bool,
}

impl Document {
    /// Whether a table of codes has been found.
    pub(super) fn has_table(&self) -> bool {
        self.place != Place::Start
    }

    /// Whether this may not be a Markdown document after all.
    pub(super) fn may_be_none(&self) -> bool {
        !self.has_table() && !self.in_fence
    }

    /// Reads one line; `next` is the one below it.
    pub(super) fn read(&mut self, line: &str, next: &str, rows: &mut RowReader<'_>) -> Result<(), String> {
        let (line, next) = (cells::unquoted(line.trim()), cells::unquoted(next.trim()));
        let after_blank = std::mem::replace(&mut self.after_blank, line.is_empty());
        if line.starts_with("```") || line.starts_with("~~~") {
            self.in_fence = !self.in_fence;
            self.leave_table();
            return Ok(());
        }
        if self.in_fence || line.is_empty() || cells::is_rule(line) || (self.has_table() && cells::is_footer(line)) {
            return Ok(());
        }
        let is_marked = heading::marked(line).is_some();
        let has_cells = line.contains('|') && !is_marked;
        if !has_cells {
            self.headings.read(line, next);
            // Markdown ends a table at a blank line or a heading. Any other line is a row, if an odd one.
            if after_blank || is_marked {
                self.leave_table();
            }
        } else if let Some(header) = self.header(line, next) {
            self.leave_table();
            match header {
                Header::Codes(columns) => {
                    rows.start_table(self.headings.table());
                    self.place = Place::Table(columns);
                }
                Header::NoMeaning if cells::is_rule(next) => {
                    return Err("no column of meanings in this table's header; it is left out".to_owned());
                }
                Header::NoMeaning | Header::Other => {}
            }
            return Ok(());
        }
        match &self.place {
            Place::Table(columns) => {
                let cells: Vec<&str> = cells::of_markdown(line).collect();
                let stray = cells.len().saturating_sub(columns.len());
                let stray = cells.iter().take(stray).take_while(|cell| cell.trim().is_empty()).count();
                rows.add(cells[stray..].iter().copied(), columns, Dialect::Markdown)
            }
            Place::Start | Place::Elsewhere => Ok(()),
        }
    }

    /// What a line with cells says as the header of a table, if it can be one.
    fn header(&self, line: &str, next: &str) -> Option<Header> {
        let in_table = matches!(self.place, Place::Table(_));
        if in_table && !cells::is_rule(next) {
            return None;
        }
        // Jira doubles the pipes of a header.
        let header = if line.starts_with("||") { &line.replace("||", "|") } else { line };
        let header = header::read(cells::of_markdown(header));
        // A grid has rules between its rows too.
        let is_row = in_table && next.contains('+') && !matches!(header, Header::Codes(_));
        (!is_row).then_some(header)
    }

    fn leave_table(&mut self) {
        if self.has_table() {
            self.place = Place::Elsewhere;
        }
    }
}
