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
mod escapes;
mod expression;
mod fault;
mod grid;
mod heading;
mod html;
mod inline;
mod json;
mod keyed;
mod languages;
mod levels;
mod literals;
mod markdown;
mod mend;
mod node;
mod notes;
mod objects;
mod parameters;
mod parts;
mod properties;
mod records;
mod rows;
mod rst;
mod said;
mod sheet;
mod source;
mod statement;
mod statements;
mod texts;
mod tree;
mod values;
mod yaml;

use std::io::Read;

pub use fault::{Cause, Fault, Form, Problem, TableError};
pub use notes::{Note, add_notes};
pub use said::Columns;

use crate::catalog::Catalog;
use rows::Rows;

/// The largest file that is read as a table, in bytes. The limit also ends the reading of a device that never does.
pub const LARGEST: u64 = 1 << 29;

/// A format's reader: of text whose lines are independent, so that a bad one spoils no other; of text that is valid as a whole
/// or fails; or of a binary file.
enum Reader {
    Lines(fn(&str, &mut Rows<'_>)),
    Text(fn(&str, &mut Rows<'_>) -> Result<(), TableError>),
    Bytes(fn(&[u8], &mut Rows<'_>) -> Result<(), TableError>),
}

/// A table format: its name, the file extensions that it goes by, a test for text that looks like it, and its reader.
struct Format {
    name: &'static str,
    endings: &'static [&'static str],
    looks_so: fn(&str) -> bool,
    reader: Reader,
}

/// All formats. A file whose extension is not listed is read by the first format that it looks like.
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

/// Formats that are not read, by file extension, with the command that converts each into one that is.
const OTHERS: [(&[&str], Form, &str); 14] = [
    (
        &["adoc", "asciidoc", "asc"],
        Form::Named("AsciiDoc"),
        "asciidoctor -b docbook5 -o - FILE | pandoc -f docbook -t gfm | xerrno --table -",
    ),
    (&["toml"], Form::Named("TOML"), "yq -p toml -o json FILE | xerrno --table -"),
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

/// True if a file of this name belongs into a folder of tables: its extension is that of a format, and it is no backup, lock
/// file or README.
pub fn is_table_name(name: &str) -> bool {
    let is_special = name.starts_with(['.', '#', '~', '$']) || name.to_ascii_lowercase().starts_with("readme.");
    let ending = ending(name);
    !is_special && FORMATS.iter().any(|format| format.endings.contains(&ending.as_str()))
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase())
}

/// Facts about a file that are known before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// Its name: the source of its rows and, without its extension, the subsystem of those that have no other.
    pub name: &'a str,
    /// The columns that the user named, with `--columns` or in the config.
    pub columns: Option<&'a Columns>,
    /// The subsystem of rows that name none. It takes precedence over headings.
    pub group: Option<&'a str>,
}

/// The result of reading a file.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The format's name.
    pub format: &'static str,
    /// The encoding's name; empty for a binary format.
    pub encoding: &'static str,
    /// The header of the file's first table.
    pub header: Vec<String>,
    /// The number of the file's rows that the catalog has now, including those that it had before.
    pub rows: usize,
    /// The number of tables in the file that were left out.
    pub left_out: usize,
    /// Notes on rows of other tables, for [`add_notes`].
    pub notes: Vec<Note>,
    /// The number of problems.
    pub mistakes: usize,
    /// The first problems, up to a limit.
    pub problems: Vec<Problem>,
}

/// Adds every row of every table of codes in `input` to `catalog`. Fails if no table can be read; rows added before a failure
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
    // A `.txt` file may hold any format. Of Markdown's extensions only those that begin with `md` are taken at their word.
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

/// Fails if the file has no rows, notes or header. The reason is the last table that was left out, if there is one.
fn ended(outcome: Outcome) -> Result<Outcome, TableError> {
    if outcome.rows == 0 && outcome.notes.is_empty() && outcome.header.is_empty() {
        let left_out = outcome.problems.into_iter().rev().find(|problem| {
            matches!(
                problem.fault.itself(),
                Fault::HeaderUnknown(_) | Fault::HeaderWithoutMeaning(_) | Fault::HeaderLacks(..)
            )
        });
        return Err(TableError::NoTable(left_out));
    }
    Ok(outcome)
}

/// Recognises a format that is not read by its first bytes; returns it with the command that converts it into one that is.
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
