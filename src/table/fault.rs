//! What can be wrong with a table, in both languages.

use std::fmt;
use std::io;

use crate::lang::Lang;

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
    /// A part is not read, for this reason of the library that reads the format.
    Skipped(String),
}

impl Fault {
    /// What is wrong, and what would help where something does.
    pub fn tell(&self, lang: Lang) -> String {
        match self {
            Self::NoCode(text) => lang
                .pick(format!("这一行没有错误码：{}", short(text)), format!("this row has no code: {}", short(text))),
            Self::NoMeaning(code) => {
                lang.pick(format!("错误码 {} 没有含义", short(code)), format!("code {} has no meaning", short(code)))
            }
            Self::HeaderWithoutMeaning(header) => lang.pick(
                format!("表头「{}」中没有含义一列，此表未读；可用 --columns 指明", short(header)),
                format!(
                    "no column of meanings in the header \"{}\"; the table is left out (--columns says which is which)",
                    short(header)
                ),
            ),
            Self::HeaderUnknown(header) => lang.pick(
                format!("表头「{}」中认不出错误码一列，此表未读；可用 --columns 指明", short(header)),
                format!(
                    "no column of codes in the header \"{}\"; the table is left out (--columns says which is which)",
                    short(header)
                ),
            ),
            Self::HeaderLacks(wanted, header) => lang.pick(
                format!("表头「{}」中没有 {wanted} 这一列，此表未读", short(header)),
                format!("no column {wanted} in the header \"{}\"; the table is left out", short(header)),
            ),
            Self::TooFewCells(found, wanted) => lang.pick(
                format!("这一行只有 {found} 格，表头有 {wanted} 格；按从左起读入"),
                format!("this row has {found} cells, the header {wanted}; read from the left"),
            ),
            Self::StrayQuote => lang
                .pick("引号不成对，读到行末为止", "a quotation mark does not match; read to the end of the line")
                .to_owned(),
            Self::Bytes(encoding) => {
                lang.pick(format!("有些字节不是 {encoding}"), format!("some bytes are not {encoding}"))
            }
            Self::Guessed(encoding) => lang.pick(
                format!("没有说明编码，按 {encoding} 读入；若有乱码，请另存为 UTF-8"),
                format!("the encoding is not stated; read as {encoding} (save the file as UTF-8 if the text is wrong)"),
            ),
            Self::NoteWithoutRow(code) => lang.pick(
                format!("备注所说的错误码 {} 哪个表里都没有", short(code)),
                format!("the note is about code {}, which no table has", short(code)),
            ),
            Self::Skipped(cause) => lang.pick(format!("此处未读：{cause}"), format!("not read: {cause}")),
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

/// Why a file could not be read as a table.
#[derive(Debug)]
pub enum TableError {
    /// Reading failed.
    Read(io::Error),
    /// There are more bytes than this in it, unpacked ones included.
    TooLarge(u64),
    /// It has this form, which another program turns into one that is read: the form's name, and the command.
    Form(&'static str, &'static str),
    /// It begins like a format, and the reader of that gave up for this reason: the format's name, the line, the reason.
    Broken(&'static str, u64, String),
    /// No table of codes is in it. What comes nearest to the header of one, where something does.
    NoTable(Option<Problem>),
}

impl TableError {
    /// Why, in this language.
    pub fn tell(&self, lang: Lang) -> String {
        match self {
            Self::Read(cause) => cause.to_string(),
            Self::TooLarge(limit) => {
                let mib = limit >> 20;
                lang.pick(format!("超过 {mib} MiB，太大了"), format!("it is larger than {mib} MiB"))
            }
            Self::Form(form, command) => lang.pick(
                format!("{form} 不能直接读；先转换：{command}"),
                format!("{form} is not read directly; convert it: {command}"),
            ),
            Self::Broken(format, line, cause) => {
                lang.pick(format!("{format} 第 {line} 行：{cause}"), format!("{format}, line {line}: {cause}"))
            }
            Self::NoTable(Some(Problem { line, fault })) => {
                let fault = fault.tell(lang);
                lang.pick(format!("里面没有错误码表：第 {line} 行：{fault}"), format!("no table in it: line {line}: {fault}"))
            }
            Self::NoTable(None) => lang
                .pick(
                    "里面没有错误码表：表头要有错误码一列（code、errno、错误码、返回码）和含义一列（meaning、message、含义、说明）",
                    "no table in it: a header must name a column of codes (code, errno, 错误码, 返回码) and one of meanings \
                     (meaning, message, description, 含义, 说明)",
                )
                .to_owned(),
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
