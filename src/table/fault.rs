//! The problems that tables can have, with messages in both languages.

use std::fmt;
use std::io;

use crate::lang::Lang;
use crate::words::{Table, Words};

/// A problem with one line of a table, which is not in the catalog the way the file has it. The lines around it are read all
/// the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, or the row of a spreadsheet, from 1.
    pub line: u64,
    /// The kind of problem.
    pub fault: Fault,
}

/// The kinds of problems. Texts are quoted from the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A row, with this text, has no code.
    NoCode(String),
    /// A row with this code has no meaning.
    NoMeaning(String),
    /// A table with this header has a column of codes, but none of meanings.
    HeaderWithoutMeaning(String),
    /// A table with this header has a column that looks like codes, but is not named so.
    HeaderUnknown(String),
    /// The first text is a column that the user named, and that the header, the second text, lacks.
    HeaderLacks(String, String),
    /// A row has fewer cells, the first count, than the header, the second, and it isn't clear which are missing.
    TooFewCells(usize, usize),
    /// A quotation mark has no partner; the record ends with its line.
    StrayQuote,
    /// Some bytes are invalid in this encoding.
    Bytes(&'static str),
    /// The encoding was guessed to be this one.
    Guessed(&'static str),
    /// A note is about this code, which no table has.
    NoteWithoutRow(String),
    /// A table is in another file, with this name.
    Elsewhere(String),
    /// A part was skipped, for this reason given by the library that reads the format.
    Skipped(String),
    /// A problem is in the sheet with this name; the line is its row.
    InSheet(String, Box<Fault>),
}

impl Fault {
    /// The problem itself, wherever it is.
    pub(super) fn itself(&self) -> &Self {
        if let Self::InSheet(_, fault) = self { fault.itself() } else { self }
    }

    /// The message, with a remedy if there is one.
    pub fn tell(&self, lang: Lang) -> String {
        let words = &Words::of(lang).table;
        match self {
            Self::NoCode(text) => (words.no_code)(&short(text)),
            Self::NoMeaning(code) => (words.no_meaning)(&short(code)),
            Self::HeaderWithoutMeaning(header) => (words.header_without_meaning)(&short(header)),
            Self::HeaderUnknown(header) => (words.header_unknown)(&short(header)),
            Self::HeaderLacks(wanted, header) => (words.header_lacks)(wanted, &short(header)),
            Self::TooFewCells(found, wanted) => (words.too_few_cells)(*found, *wanted),
            Self::StrayQuote => words.stray_quote.to_owned(),
            Self::Bytes(encoding) => (words.bytes)(encoding),
            Self::Guessed(encoding) => (words.guessed)(encoding),
            Self::NoteWithoutRow(code) => (words.note_without_row)(&short(code)),
            Self::Elsewhere(file) => (words.elsewhere)(&short(file)),
            Self::Skipped(cause) => (words.skipped)(cause),
            Self::InSheet(sheet, fault) => (words.in_sheet)(&short(sheet), &fault.tell(lang)),
        }
    }
}

/// The most characters of a table's own text that a message quotes.
const QUOTED: usize = 80;

fn short(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(QUOTED) {
        words.truncate(end);
        words.push('…');
    }
    words
}

/// A file format that has no reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A format with this name in every language.
    Named(&'static str),
    /// Files packed together, or a compressed file.
    Archive,
    /// A document of a word processor or a typesetter.
    Document,
    /// A spreadsheet of another program.
    Spreadsheet,
    /// A file of Microsoft Office before 2007.
    OldOffice,
}

/// The reason why the reader of a format gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The message of the library that reads the format.
    Reader(String),
    /// A YAML alias: a few lines of them can expand to more than memory holds.
    Alias,
    /// Values are nested deeper than this.
    TooDeep(usize),
    /// There are more values than this.
    TooMany(usize),
    /// Cells are repeated more often than any table has cells.
    Repeats,
}

/// The reason why a file could not be read as a table.
#[derive(Debug)]
pub enum TableError {
    /// Reading failed.
    Read(io::Error),
    /// The file has more bytes than this, unpacked ones included.
    TooLarge(u64),
    /// No reader exists for this format; the command converts it into one that is read.
    Form(Form, &'static str),
    /// The file looks like this format, and its reader gave up on this line for this reason.
    Broken(&'static str, u64, Cause),
    /// The file has no table of codes. The problem is that of the row that comes nearest to the header of one, if there is any.
    NoTable(Option<Problem>),
}

impl TableError {
    /// The message in this language.
    pub fn tell(&self, lang: Lang) -> String {
        let words = &Words::of(lang).table;
        match self {
            Self::Read(cause) => cause.to_string(),
            Self::TooLarge(limit) => (words.too_large)(limit >> 20),
            Self::Form(form, command) => (words.form)(&form.tell(words, lang), command),
            Self::Broken(format, line, cause) => (words.broken)(format, *line, &cause.tell(words)),
            Self::NoTable(Some(Problem { line, fault })) => (words.nothing_but)(*line, &fault.tell(lang)),
            Self::NoTable(None) => words.nothing.to_owned(),
        }
    }
}

impl Form {
    fn tell(self, words: &Table, lang: Lang) -> String {
        match self {
            // In Chinese a space separates a name in Latin letters from what follows.
            Self::Named(name) => lang.pick(format!("{name} "), name.to_owned()),
            Self::Archive => words.archive.to_owned(),
            Self::Document => words.document.to_owned(),
            Self::Spreadsheet => words.spreadsheet.to_owned(),
            Self::OldOffice => words.old_office.to_owned(),
        }
    }
}

impl Cause {
    fn tell(&self, words: &Table) -> String {
        match self {
            Self::Reader(cause) => cause.clone(),
            Self::Alias => words.alias.to_owned(),
            Self::TooDeep(levels) => (words.too_deep)(*levels),
            Self::TooMany(most) => (words.too_many)(*most),
            Self::Repeats => words.repeats.to_owned(),
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tell(Lang::En))
    }
}

impl std::error::Error for TableError {}

impl From<io::Error> for TableError {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}
