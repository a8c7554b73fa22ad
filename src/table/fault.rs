//! What can be wrong with a table, in both languages.

use std::fmt;
use std::io;

use crate::lang::Lang;
use crate::words::{Table, Words};

/// Something in one line of a table that is not in the catalog as it stands there. The lines around it are read all the
/// same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, or the row of a spreadsheet, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// The kinds of faults. Texts are those of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A row says something of no code.
    NoCode(String),
    /// A row has a code, and says nothing of it.
    NoMeaning(String),
    /// A table with this header has a column of codes, and none of meanings.
    HeaderWithoutMeaning(String),
    /// A table with this header has a column that looks like codes, and none that is called so.
    HeaderUnknown(String),
    /// The columns that were named are not those of the table with this header.
    HeaderLacks(String, String),
    /// A row has fewer cells than the header, and it does not show which are missing.
    TooFewCells(usize, usize),
    /// A quotation mark has no partner; the record ends with its line.
    StrayQuote,
    /// Some bytes are no text in the encoding with this name.
    Bytes(&'static str),
    /// The encoding was guessed to be this one.
    Guessed(&'static str),
    /// A note is about a code that no table has.
    NoteWithoutRow(String),
    /// A table stands in a file of its own, under this name.
    Elsewhere(String),
    /// A part is not read, for this reason of the library that reads the format.
    Skipped(String),
}

impl Fault {
    /// What is wrong, and what would help where something does.
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
        }
    }
}

/// How many characters of a table's own text are quoted.
const QUOTED: usize = 80;

fn short(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(QUOTED) {
        words.truncate(end);
        words.push('…');
    }
    words
}

/// A form that has no reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It goes by this name in every language.
    Named(&'static str),
    /// Files packed together, or one made smaller.
    Archive,
    /// A document of a word processor or a typesetter.
    Document,
    /// A spreadsheet of another program.
    Spreadsheet,
    /// A file of the Office of before 2007.
    OldOffice,
}

/// Why the reader of a format gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// What the library that reads the format says.
    Reader(String),
    /// A value stands for another one: a few lines of such unfold to more than any memory holds.
    Alias,
    /// Values are nested deeper than this.
    TooDeep(usize),
    /// There are more values than this.
    TooMany(usize),
    /// Cells repeat themselves more often than any table has cells.
    Repeats,
}

/// Why a file could not be read as a table.
#[derive(Debug)]
pub enum TableError {
    /// Reading failed.
    Read(io::Error),
    /// There are more bytes than this in it, unpacked ones included.
    TooLarge(u64),
    /// It has this form, which another program turns into one that is read: the form's name, and the command.
    Form(Form, &'static str),
    /// It begins like a format, and the reader of that gave up for this reason: the format's name, the line, the reason.
    Broken(&'static str, u64, Cause),
    /// No table of codes is in it. What comes nearest to the header of one, where something does.
    NoTable(Option<Problem>),
}

impl TableError {
    /// Why, in this language.
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
            // In Chinese a blank stands between a name in Latin letters and what follows.
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
