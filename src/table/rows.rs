//! Rows of tables: their cells assembled into entries of a catalog.

use std::collections::HashMap;

use super::cells;
use super::codes;
use super::columns::{self, Column, Header};
use super::current::{Heads, Table};
use super::fault::{Fault, Problem};
use super::notes::subsystem_named;
use super::parts::{Parts, has_han, joined};
use super::{Given, Note, Outcome, levels};
use crate::catalog::{Catalog, EntryId, Fields, Source, SourceId, SubsystemId, is_control, number};

/// The most rows that may stand above a header: titles, dates, blank lines.
const MOST_TITLES: usize = 30;

/// The most problems of one file that are kept; further ones are only counted.
const MOST_PROBLEMS: usize = 1_000;

/// The number of entries that rows are compared with, to drop duplicates. These are the embedded ones, which come back in a
/// list that the program printed itself.
const COMPARED: usize = 1_000;

/// Adds the rows of one file to a catalog.
pub(super) struct Rows<'c> {
    catalog: &'c mut Catalog,
    given: &'c Given<'c>,
    source: Option<SourceId>,
    /// The subsystem of rows that name none.
    group: String,
    /// The subsystem of the last row, and the file's name for it.
    last: Option<(String, SubsystemId)>,
    parts: Parts,
    /// The entries that the catalog had before the file was read, by code.
    before: HashMap<String, Vec<EntryId>>,
    table: Table,
    /// The name of the sheet that is being read, if the file has several.
    sheet: Option<String>,
    outcome: Outcome,
}

impl<'c> Rows<'c> {
    /// A reader that adds the rows of the given file to `catalog`.
    pub(super) fn new(catalog: &'c mut Catalog, given: &'c Given<'c>) -> Self {
        let mut before: HashMap<String, Vec<EntryId>> = HashMap::new();
        for entry in catalog.entries().take(COMPARED) {
            before.entry(entry.code().to_owned()).or_default().push(entry.id);
        }
        let table = Table::new(Heads::First);
        let (parts, outcome, group) = (Parts::default(), Outcome::default(), String::new());
        Self { catalog, given, source: None, group, last: None, parts, before, table, sheet: None, outcome }
    }

    /// Ends the last table and returns the result.
    pub(super) fn finish(mut self) -> Outcome {
        self.end();
        self.outcome
    }

    /// Starts a table. Its rows belong to `group`, or else to a subsystem named after the file, unless they name their own.
    pub(super) fn begin(&mut self, group: Option<&str>, heads: Heads) {
        self.end();
        let stem = self.given.name.rsplit_once('.').map_or(self.given.name, |(stem, _)| stem);
        self.given.group.or(group).unwrap_or(stem).clone_into(&mut self.group);
        self.parts.subsystem.clear();
        self.table = Table::new(heads);
    }

    /// Ends the present table, if there is one, and reports it if it was left out.
    fn end(&mut self) {
        let table = std::mem::replace(&mut self.table, Table::new(Heads::First));
        if table.columns.is_none()
            && let Some(problem) = table.nearest
        {
            let is_sure = matches!(problem.fault, Fault::HeaderWithoutMeaning(_) | Fault::HeaderLacks(..));
            if is_sure || (table.has_codes && !table.lists_parts) {
                self.outcome.left_out += 1;
                self.report(problem.line, problem.fault);
            }
        }
    }

    /// Reports a line that is not in the catalog the way the file has it.
    pub(super) fn report(&mut self, line: u64, fault: Fault) {
        let fault = self.placed(fault);
        self.outcome.mistakes += 1;
        if self.outcome.problems.len() < MOST_PROBLEMS {
            self.outcome.problems.push(Problem { line, fault });
        }
    }

    /// A fault with the sheet that it is in, if the file has several.
    fn placed(&self, fault: Fault) -> Fault {
        match &self.sheet {
            Some(sheet) => Fault::InSheet(sheet.clone(), Box::new(fault)),
            None => fault,
        }
    }

    /// Starts the table of a sheet. Its name is that of its subsystem if it `says_group`, and is in all reports if the file
    /// has others beside it.
    pub(super) fn begin_sheet(&mut self, name: &str, says_group: bool, has_others: bool) {
        self.begin(says_group.then_some(name), Heads::Below);
        self.sheet = has_others.then(|| name.to_owned());
    }

    /// The number of columns of the present table; `None` before its header.
    pub(super) fn width(&self) -> Option<usize> {
        self.table.columns.as_ref().map(|(columns, _)| columns.len() * self.table.times)
    }

    /// The index of the present table's column of codes, from 0.
    pub(super) fn code_column(&self) -> Option<usize> {
        self.table.columns.as_ref()?.0.iter().position(|column| *column == Column::Code)
    }

    /// True if the program itself printed the present table: it has columns that only such a list has.
    pub(super) fn is_own(&self) -> bool {
        self.table.columns.as_ref().is_some_and(|(columns, _)| columns.contains(&Column::Ignored))
    }

    /// True if the file has given no rows and no notes so far.
    pub(super) fn is_empty(&self) -> bool {
        self.outcome.rows == 0 && self.outcome.notes.is_empty()
    }

    /// The name of the file.
    pub(super) fn name(&self) -> &str {
        self.given.name
    }

    /// True if the user named the columns.
    pub(super) fn has_said_columns(&self) -> bool {
        self.given.columns.is_some()
    }

    /// Sets the columns of the present table, for formats whose rows have fixed parts.
    pub(super) fn columns(&mut self, columns: &[Column]) {
        self.table.columns = Some((columns.to_vec(), vec![String::new(); columns.len()]));
    }

    /// Takes the next row of the present table: its header, or a row of codes.
    pub(super) fn row(&mut self, line: u64, cells: &[&str]) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        if (self.table.columns.is_none() && !self.header(line, cells)) || self.is_header(cells) {
            return;
        }
        let Some((columns, labels)) = self.table.columns.take() else { return };
        if self.table.times > 1 {
            for part in cells.chunks(columns.len()).filter(|part| part.iter().any(|cell| !cell.trim().is_empty())) {
                self.add(line, part, &columns, &labels);
            }
        } else {
            self.add(line, cells, &columns, &labels);
        }
        self.table.columns = Some((columns, labels));
    }

    /// Tries a row as the header. True if the table turned out to have none, so that the row is one of codes.
    fn header(&mut self, line: u64, cells: &[&str]) -> bool {
        if self.table.heads != Heads::Below && self.table.titles > 0 || self.table.titles > MOST_TITLES {
            self.table.has_codes |= cells.iter().filter(|cell| codes::is_one(cell.trim())).count() > 0;
            return false;
        }
        self.table.titles += 1;
        let seen = || cells.iter().map(|cell| cell.trim()).collect::<Vec<_>>().join(" | ");
        let names = levels::names(&std::mem::replace(&mut self.table.title, levels::labels(cells)), cells);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let fault = match &self.given.columns {
            Some(said) if said.are_numbered() => {
                let columns = said.of(cells).unwrap_or_default();
                self.table.columns = Some((columns, vec![String::new(); cells.len()]));
                // A format that always has a header, such as Markdown, has one here too, which is skipped.
                return self.table.heads == Heads::Below;
            }
            Some(said) => match said.of(cells) {
                Ok(columns) => {
                    self.table.columns = Some((columns, levels::labels(cells)));
                    return false;
                }
                Err(lacks) => Some(Fault::HeaderLacks(lacks, seen())),
            },
            None => match columns::read(names.iter().copied()) {
                Header::Codes(columns) => {
                    self.take_header(&names, columns);
                    return false;
                }
                Header::NoMeaning => Some(Fault::HeaderWithoutMeaning(seen())),
                Header::NoCode => Some(Fault::HeaderUnknown(seen())),
                Header::Other if cells.len() > 1 => Some(Fault::HeaderUnknown(seen())),
                Header::Parts => {
                    self.table.lists_parts = true;
                    None
                }
                Header::Other => None,
            },
        };
        let is_name = |cell: &&str| codes::is_one(cell.trim()) && number(cell.trim()).is_none();
        let has_code = codes::is_one(cells[0].trim()) || cells.iter().any(is_name);
        self.table.has_codes |= self.table.titles > 1 && cells.len() > 1 && has_code;
        if let (None, Some(fault)) = (&self.table.nearest, fault) {
            self.table.nearest = Some(Problem { line, fault });
        }
        false
    }

    /// Takes a row as the header of codes, with these columns.
    fn take_header(&mut self, cells: &[&str], mut columns: Vec<Column>) {
        let mut labels = levels::labels(cells);
        let period = columns::period(cells);
        self.table.times = cells.len().div_ceil(period);
        columns.truncate(period);
        labels.truncate(period);
        if self.outcome.header.is_empty() {
            self.outcome.header.clone_from(&labels);
        }
        self.table.columns = Some((columns, labels));
    }

    /// Takes a row below the header as a further header if it is one: its second row, itself again, or that of a further table.
    fn is_header(&mut self, cells: &[&str]) -> bool {
        let Some((columns, labels)) = &self.table.columns else { return false };
        // Rows of fixed parts have no header, and what the user said of one holds for all.
        let Some(code) = columns.iter().position(|column| *column == Column::Code) else { return false };
        if self.table.heads == Heads::Keys || labels.iter().all(String::is_empty) {
            return false;
        }
        if self.given.columns.is_some() {
            return labels.iter().zip(cells).all(|(label, cell)| cell.trim() == label);
        }
        let is_first = self.table.above.is_empty() && self.table.times == 1;
        let joined = if is_first { levels::joined(labels, cells) } else { None };
        let names: Vec<&str> = match &joined {
            Some(names) => names.iter().map(String::as_str).collect(),
            None if levels::is_another(code, labels, cells) => cells.to_vec(),
            None => return false,
        };
        if let Header::Codes(columns) = columns::read(names.iter().copied()) {
            self.take_header(&names, columns);
            self.table.above.clear();
        }
        true
    }

    /// Adds a row. It is dropped without a report if it is empty or repeats an entry that was there before, and with one if it
    /// makes no entry.
    fn add(&mut self, line: u64, cells: &[&str], columns: &[Column], labels: &[String]) {
        self.parts.clear();
        if self.table.heads == Heads::Keys {
            self.parts.subsystem.clear();
        }
        let mut says_nothing = true;
        let mut names_subsystem = false;
        for (index, cell) in cells.iter().enumerate() {
            let cell = cell.trim_matches(|c: char| c.is_whitespace() || is_control(c));
            // A merged cell: the subsystem of the row above goes on.
            let is_subsystem = columns.get(index) == Some(&Column::Subsystem);
            if is_subsystem && matches!(cell, "" | "^") {
                continue;
            }
            if is_subsystem && !std::mem::replace(&mut names_subsystem, true) {
                self.parts.subsystem.clear();
            }
            if cells::is_blank(cell) {
                continue;
            }
            // More cells than columns: the text of the last cell contained a delimiter.
            let at = index.min(columns.len().saturating_sub(1));
            let column = match columns.get(at).copied() {
                Some(Column::Identifier) if self.counts(cell, cells, columns) => Column::Other,
                Some(Column::Error) => {
                    if codes::is_one(cell) && self.parts.symbol.is_empty() {
                        Column::Symbol
                    } else {
                        Column::Remark
                    }
                }
                Some(Column::Status) if number(cell).is_some_and(|status| (100..600).contains(&status)) => {
                    Column::Other
                }
                column => column.unwrap_or(Column::Other),
            };
            says_nothing &= column == Column::Ignored;
            self.parts.put(column, cell, labels.get(at).map_or("", String::as_str), index > at);
        }
        self.table.above.resize(cells.len(), String::new());
        for (above, cell) in self.table.above.iter_mut().zip(cells) {
            above.clear();
            above.push_str(cell);
        }
        if !says_nothing {
            self.entry(line, cells, columns);
        }
    }

    /// True if a cell in a column of identifiers only numbers its row: it is a number beside a code that is one as well, or the
    /// column begins with 0 or 1.
    fn counts(&mut self, cell: &str, cells: &[&str], columns: &[Column]) -> bool {
        let Some(counted) = number(cell) else { return false };
        self.table.counts |= self.table.above.is_empty() && matches!(counted, 0 | 1);
        let code = columns.iter().position(|column| *column == Column::Code).and_then(|at| cells.get(at));
        self.table.counts || code.is_some_and(|code| number(code.trim()).is_some())
    }

    /// The cells of the row above, which merged cells repeat.
    pub(super) fn above(&self) -> &[String] {
        &self.table.above
    }

    /// Makes an entry, or a note, from the parts of the row.
    fn entry(&mut self, line: u64, cells: &[&str], columns: &[Column]) {
        self.parts.code.truncate(codes::without_footnote(&self.parts.code).len());
        let is_silent = self.parts.zh.is_empty() && self.parts.en.is_empty();
        let names_symbol = self.parts.code.is_empty() && !self.parts.symbol.is_empty();
        if names_symbol && !is_silent {
            // Without a number the name is the code.
            self.parts.code = std::mem::take(&mut self.parts.symbol);
        }
        if self.parts.symbol == self.parts.code {
            self.parts.symbol.clear();
        }
        if self.parts.code.is_empty() {
            let text = cells.join(" ");
            return self.report(line, Fault::NoCode(text));
        }
        let Parts { zh, en, symbol, hint_zh, hint_en, remark, note, others, .. } = &mut self.parts;
        if is_silent && symbol.is_empty() && hint_zh.is_empty() && hint_en.is_empty() {
            match Note::of(&mut self.parts, line, columns, &self.group, self.given.name) {
                Some(mut note) => {
                    note.otherwise = note.otherwise.map(|fault| self.placed(fault));
                    self.outcome.notes.push(note);
                }
                None => self.report(line, Fault::NoMeaning(self.parts.code.clone())),
            }
            return;
        }
        if is_silent && !remark.is_empty() {
            let remark = std::mem::take(remark);
            let part = if has_han(&remark) { zh } else { en };
            part.push_str(&remark);
        }
        let note = joined([&*note, &*remark, &*others], "; ");
        self.add_entries(&note);
    }

    fn add_entries(&mut self, note: &str) {
        let subsystem = self.subsystem();
        let name = self.given.name;
        let catalog = &mut *self.catalog;
        let source = *self.source.get_or_insert_with(|| {
            let [title, url, updated] = [name, "", ""].map(str::to_owned);
            catalog.add_source(Source { id: title.clone(), title, url, updated })
        });
        let Parts { code, zh, en, symbol, hint_zh, hint_en, spellings, .. } = &self.parts;
        for code in codes::in_cell(code) {
            let mut names = code.spellings;
            let others = spellings.split(['\n', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
            for other in others {
                if !names.iter().any(|name| name == other) {
                    names.push(other.to_owned());
                }
            }
            names.retain(|name| *name != code.text);
            let spellings = names.join("; ");
            let fields = Fields { code: &code.text, zh, en, symbol, hint_zh, hint_en, note, spellings: &spellings };
            let is_there = |id: &EntryId| {
                let entry = self.catalog.entry(*id);
                entry.subsystem_id == subsystem && entry.fields == fields
            };
            if self.before.get(&code.text).is_none_or(|entries| !entries.iter().any(is_there)) {
                self.catalog.add_entry(subsystem, fields, Some(source));
            }
            self.outcome.rows += 1;
        }
    }

    /// The subsystem that the present row names, or else that of its table.
    fn subsystem(&mut self) -> SubsystemId {
        let name = if self.parts.subsystem.is_empty() { &self.group } else { &self.parts.subsystem };
        if let Some((last, id)) = &self.last
            && last == name
        {
            return *id;
        }
        let found = subsystem_named(self.catalog, name);
        self.last = Some((name.clone(), found));
        found
    }
}
