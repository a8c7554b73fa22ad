//! Users' tables: a file of any format that teams keep codes in, read whole, decoded once, and put into a catalog.
//!
//! A format is one file here and one row of `FORMATS`.

mod cells;
mod codes;
mod columns;
mod comments;
mod current;
mod decode;
mod delimited;
mod entries;
mod expression;
mod fault;
mod grid;
mod heading;
mod html;
mod inline;
mod json;
mod literals;
mod markdown;
mod mend;
mod parts;
mod properties;
mod records;
mod rows;
mod rst;
mod said;
mod sheet;
mod source;
mod tree;
mod yaml;

use std::io::Read;

pub use fault::{Cause, Fault, Form, Problem, TableError};
pub use said::Columns;

use crate::catalog::Catalog;
use parts::has_han;
use rows::{Rows, subsystem_named};

/// A file with more bytes is no table that somebody keeps; a device that never ends is found out by it.
pub const LARGEST: u64 = 1 << 29;

/// How a format is read: from text whose every line is read by itself, from text that is whole or broken, or from bytes that
/// are no text.
enum Reader {
    Lines(fn(&str, &mut Rows<'_>)),
    Text(fn(&str, &mut Rows<'_>) -> Result<(), TableError>),
    Bytes(fn(&[u8], &mut Rows<'_>) -> Result<(), TableError>),
}

/// A format: its name, the endings of its files, how else it is known, and its reader.
struct Format {
    name: &'static str,
    endings: &'static [&'static str],
    looks_so: fn(&str) -> bool,
    reader: Reader,
}

/// All formats. A file whose ending is not listed is read by the first whose look it has.
const FORMATS: [Format; 9] = [
    Format { name: "XLSX/ODS", endings: &["xlsx", "xlsm", "ods"], looks_so: never, reader: Reader::Bytes(sheet::read) },
    Format {
        name: "JSON",
        endings: &["json", "ndjson", "jsonl"],
        looks_so: json::looks_so,
        reader: Reader::Text(json::read),
    },
    Format {
        name: "HTML",
        endings: &["html", "htm", "xhtml"],
        looks_so: html::looks_so,
        reader: Reader::Lines(html::read),
    },
    Format {
        name: "CSV",
        endings: &["csv", "tsv", "tab", "psv"],
        looks_so: delimited::looks_so,
        reader: Reader::Lines(delimited::read),
    },
    Format { name: "YAML", endings: &["yaml", "yml"], looks_so: yaml::looks_so, reader: Reader::Text(yaml::read) },
    Format {
        name: "source text",
        endings: source::ENDINGS,
        looks_so: source::looks_so,
        reader: Reader::Lines(source::read),
    },
    Format {
        name: "properties",
        endings: &["properties", "ini", "conf"],
        looks_so: never,
        reader: Reader::Lines(properties::read),
    },
    Format { name: "reStructuredText", endings: &["rst", "rest"], looks_so: never, reader: Reader::Lines(rst::read) },
    // Any other text may have a table or a grid in it.
    Format {
        name: "Markdown",
        endings: &["md", "mdx", "markdown", "txt", "text", "mdown", "qmd"],
        looks_so: |_| true,
        reader: Reader::Lines(markdown::read),
    },
];

/// Forms that are not read, by the ending of their files, and the command that turns one into a form that is.
const OTHERS: [(&[&str], Form, &str); 13] = [
    (
        &["adoc", "asciidoc", "asc"],
        Form::Named("AsciiDoc"),
        "asciidoctor -b docbook5 -o - FILE | pandoc -f docbook -t gfm | xerrno --table -",
    ),
    (&["docx"], Form::Named("Word"), "pandoc -t gfm FILE | xerrno --table -"),
    (
        &["odt", "rtf", "epub", "tex", "org", "textile", "docbook"],
        Form::Document,
        "pandoc -t gfm FILE | xerrno --table -",
    ),
    (
        &["doc", "wps"],
        Form::Named("Word (.doc)"),
        "soffice --convert-to docx FILE && pandoc -t gfm FILE.docx | xerrno --table -",
    ),
    (&["xls", "et", "numbers", "xlsb"], Form::Spreadsheet, "soffice --convert-to xlsx FILE"),
    (&["pdf"], Form::Named("PDF"), "pdftotext -layout FILE - | less"),
    (&["gz"], Form::Archive, "gzip -dc FILE | xerrno --table -"),
    (&["zst"], Form::Archive, "zstd -dc FILE | xerrno --table -"),
    (&["xz"], Form::Archive, "xz -dc FILE | xerrno --table -"),
    (&["bz2"], Form::Archive, "bzip2 -dc FILE | xerrno --table -"),
    (&["zip"], Form::Archive, "unzip -p FILE | xerrno --table -"),
    (&["7z"], Form::Archive, "7z x -so FILE | xerrno --table -"),
    (&["tar", "tgz"], Form::Archive, "tar -xOf FILE | xerrno --table -"),
];

fn never(_: &str) -> bool {
    false
}

/// True for the name of a file that a folder of tables is expected to hold: one with an ending that is read, and no backup, lock or
/// README.
pub fn is_table_name(name: &str) -> bool {
    let is_special = name.starts_with(['.', '#', '~', '$']) || name.to_ascii_lowercase().starts_with("readme.");
    let ending = ending(name);
    !is_special && FORMATS.iter().any(|format| format.endings.contains(&ending.as_str()))
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase())
}

/// What is known of a file before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// Its name: the source of its rows, and without its ending the subsystem of those that have no other.
    pub name: &'a str,
    /// Which column holds what, where the user says so.
    pub columns: Option<&'a Columns>,
    /// The subsystem of rows that name none, whatever headings say.
    pub group: Option<&'a str>,
}

/// What came of a file.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The format's name.
    pub format: &'static str,
    /// The encoding's name; empty for a format that is no text.
    pub encoding: &'static str,
    /// The header of its first table.
    pub header: Vec<String>,
    /// How many rows are in the catalog now because of it, or were there before.
    pub rows: usize,
    /// How many tables of the file were left out.
    pub left_out: usize,
    /// What it says of rows of other tables, for [`add_notes`].
    pub notes: Vec<Note>,
    /// How many problems there are.
    pub mistakes: usize,
    /// The first of them.
    pub problems: Vec<Problem>,
}

/// What a row says of a code without giving it a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    line: u64,
    code: String,
    subsystem: Option<String>,
    group: String,
    name: String,
    text: String,
    /// True if the text is a meaning where no other table has the code.
    may_be_meaning: bool,
}

/// Adds to `catalog` every row of every table of codes in `input`. Fails where no table can be read; the rows before a failure
/// stay.
pub fn read_table(input: impl Read, given: &Given<'_>, catalog: &mut Catalog) -> Result<Outcome, TableError> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(TableError::TooLarge(LARGEST));
    }
    let ending = ending(given.name);
    if let Some((_, form, command)) = OTHERS.iter().find(|(endings, ..)| endings.contains(&ending.as_str())) {
        return Err(TableError::Form(*form, command));
    }
    let mut rows = Rows::new(catalog, given);
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    let by_ending = FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()));
    let of_bytes = FORMATS.iter().find_map(|format| match format.reader {
        Reader::Bytes(read) => Some((format, read)),
        Reader::Lines(_) | Reader::Text(_) => None,
    });
    if let Some((format, read)) = of_bytes
        && (is_zip || format.endings.contains(&ending.as_str()))
    {
        read(&bytes, &mut rows)?;
        return ended(Outcome { format: format.name, ..rows.finish() });
    }
    if let Some((form, command)) = form_of(&bytes) {
        return Err(TableError::Form(form, command));
    }
    let Some(text) = decode::decode(&bytes) else {
        return Err(TableError::Form(Form::Named("UTF-32"), "iconv -f UTF-32 -t UTF-8 FILE | xerrno --table -"));
    };
    if text.guessed {
        rows.report(1, Fault::Guessed(text.encoding));
    }
    if text.broken {
        for (line, _) in (1..).zip(text.all.lines()).filter(|(_, line)| line.contains(char::REPLACEMENT_CHARACTER)) {
            rows.report(line, Fault::Bytes(text.encoding));
        }
    }
    // What a file is called is no proof of what is in it.
    let by_look = || FORMATS.iter().find(|format| (format.looks_so)(&text.all));
    let Some(format) =
        by_ending.filter(|format| format.name != "Markdown" || ending.starts_with("md")).or_else(by_look)
    else {
        return Err(TableError::NoTable(None));
    };
    match format.reader {
        Reader::Lines(read) => read(&text.all, &mut rows),
        Reader::Text(read) => read(&text.all, &mut rows)?,
        Reader::Bytes(_) => {}
    }
    ended(Outcome { format: format.name, encoding: text.encoding, ..rows.finish() })
}

/// Fails where a file without rows was read.
fn ended(outcome: Outcome) -> Result<Outcome, TableError> {
    if outcome.rows == 0 && outcome.notes.is_empty() && outcome.header.is_empty() {
        let left_out = outcome.problems.into_iter().rev().find(|problem| {
            matches!(problem.fault, Fault::HeaderUnknown(_) | Fault::HeaderWithoutMeaning(_) | Fault::HeaderLacks(..))
        });
        return Err(TableError::NoTable(left_out));
    }
    Ok(outcome)
}

/// A form that bytes show by how they begin, and the command that turns it into one that is read.
fn form_of(bytes: &[u8]) -> Option<(Form, &'static str)> {
    const MARKS: [(&[u8], Form, &str); 7] = [
        (b"%PDF", Form::Named("PDF"), "pdftotext -layout FILE - | less"),
        (b"\x1f\x8b", Form::Named("gzip"), "gzip -dc FILE | xerrno --table -"),
        (b"\x28\xb5\x2f\xfd", Form::Named("zstd"), "zstd -dc FILE | xerrno --table -"),
        (b"\xfd7zXZ", Form::Named("xz"), "xz -dc FILE | xerrno --table -"),
        (b"BZh", Form::Named("bzip2"), "bzip2 -dc FILE | xerrno --table -"),
        (b"\xd0\xcf\x11\xe0", Form::OldOffice, "soffice --convert-to xlsx FILE"),
        (
            b"SQLite format 3",
            Form::Named("SQLite"),
            "sqlite3 -header -csv FILE 'select * from TABLE' | xerrno --table -",
        ),
    ];
    MARKS.into_iter().find(|(mark, ..)| bytes.starts_with(mark)).map(|(_, form, command)| (form, command))
}

/// Adds notes to the rows that they are about, when all tables have been read. A note on a code that no table has is told, unless
/// it can be the meaning of a row of its own, and becomes that. Gives the number of rows added.
pub fn add_notes(notes: Vec<Note>, catalog: &mut Catalog, report: &mut dyn FnMut(Problem)) -> usize {
    let before = catalog.len();
    for note in notes {
        let mut found = catalog.find(&note.code).to_vec();
        if let Some(subsystem) = note.subsystem.as_deref() {
            let only = catalog.subsystem_named(subsystem);
            found.retain(|&id| Some(catalog.subsystem_of(id)) == only);
        }
        if !found.is_empty() {
            for id in found {
                catalog.add_note(id, &note.text);
            }
        } else if note.may_be_meaning {
            let subsystem = subsystem_named(catalog, note.subsystem.as_deref().unwrap_or(&note.group));
            let (zh, en) = if has_han(&note.text) { (note.text.as_str(), "") } else { ("", note.text.as_str()) };
            let source = catalog.source_named(&note.name);
            for code in codes::in_cell(&note.code) {
                let spellings = code.spellings.join("; ");
                let fields =
                    crate::catalog::Fields { code: &code.text, zh, en, spellings: &spellings, ..Default::default() };
                catalog.add_entry(subsystem, fields, Some(source));
            }
        } else {
            report(Problem { line: note.line, fault: Fault::NoteWithoutRow(note.code) });
        }
    }
    catalog.len() - before
}
