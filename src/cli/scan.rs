//! `xerrno scan`: the codes that a text mentions, each with what it means.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::args::ScanArgs;
use super::environment::Environment;
use super::output::text::{BOLD, DIM, paint};
use super::output::{Format, Row, Table};
use super::session::Session;
use super::status::Status;
use super::summary::Summary;
use crate::catalog::{self, Entry, Form};
use crate::decode::{Decoded, Reason, Unreadable};
use crate::mention::{Mention, Passage, Scanner};
use crate::words::{Command, Words};

/// A stretch of a line without codes is shown up to this far from its ends, in bytes.
const SHOWN: usize = 200;

/// Scans files or standard input, and writes what it finds as it reads. A file that cannot be read is named on standard
/// error, and the others are read all the same.
pub(super) fn run(session: &Session, args: &ScanArgs, world: &mut Environment<'_>) -> Result<Status> {
    let args = &with_config(args, session);
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    let mut scan = Scan {
        session,
        args,
        only_listed: args.only_listed || session.subsystem.is_some(),
        sink: Sink::new(session, args, files.len() > 1, world.output)?,
        tally: Summary::default(),
        // The limit of a summary is on its rows.
        left: match args {
            ScanArgs { quiet: true, .. } => 1,
            ScanArgs { summary: true, .. } => usize::MAX,
            _ => session.limit,
        },
        has_found: false,
    };
    let mut has_failed = false;
    let words = &Words::of(session.lang).command;
    if args.files.is_empty() && world.terminals.input {
        writeln!(world.errors, "xerrno: {}", words.waits)?;
    }
    for file in files {
        let name = printable(file.as_os_str().as_encoded_bytes());
        if let Some(error) = scan.file(file, &name, world.input)? {
            scan.sink.flush()?;
            writeln!(world.errors, "xerrno: {}", (words.could_not_read)(&name, &cause(&error, file, words)))?;
            has_failed = true;
        }
    }
    let Scan { sink, tally, has_found, .. } = scan;
    sink.end()?;
    match args {
        ScanArgs { quiet: true, .. } => {}
        ScanArgs { summary: true, .. } => tally.write(session, world)?,
        _ if session.format == Format::Text && has_found => {
            writeln!(world.output)?;
            tally.write(session, world)?;
        }
        _ => {}
    }
    Ok(match (has_failed, has_found) {
        (true, _) => Status::Error,
        (false, true) => Status::Found,
        (false, false) => Status::Nothing,
    })
}

/// The options, and what `[scan]` of the config adds to them.
fn with_config(args: &ScanArgs, session: &Session) -> ScanArgs {
    let config = &session.settings.config.scan;
    let mut args = args.clone();
    args.keys.extend_from_slice(&config.keys);
    args.without.extend_from_slice(&config.not);
    args.keyed |= config.keyed.unwrap_or(false);
    args
}

/// A scan of several files.
struct Scan<'s, 'o> {
    session: &'s Session,
    args: &'s ScanArgs,
    only_listed: bool,
    sink: Sink<'o>,
    tally: Summary,
    /// How many mentions may still be written.
    left: usize,
    has_found: bool,
}

impl Scan<'_, '_> {
    /// Scans one file, or `stdin` for `-`. Gives what kept it from being read to its end, and fails where the output does.
    fn file(&mut self, file: &Path, name: &str, stdin: &mut dyn Read) -> io::Result<Option<io::Error>> {
        if file == Path::new("-") {
            return self.text(name, stdin);
        }
        match File::open(file) {
            Ok(mut file) => self.text(name, &mut file),
            Err(error) => Ok(Some(error)),
        }
    }

    fn text(&mut self, name: &str, input: &mut dyn Read) -> io::Result<Option<io::Error>> {
        let mut input = Decoded::new(input);
        let mut scanner = Scanner::with_keys(&self.session.catalog, &self.args.keys);
        let mut has_more = true;
        while has_more && self.left > 0 {
            has_more = match scanner.read(&mut input) {
                Ok(has_more) => has_more,
                Err(error) => return Ok(Some(error)),
            };
            scanner.search(|passage| self.passage(name, passage))?;
            self.sink.flush()?;
        }
        Ok(None)
    }

    fn passage(&mut self, name: &str, passage: &Passage<'_, '_>) -> io::Result<()> {
        let session = self.session;
        let found = passage.mentions.iter().filter(|mention| is_chosen(self.args, mention));
        let found = found.map(|mention| (mention, session.find_or_none(&mention.code)));
        let found = found.filter(|(_, entries)| !self.only_listed || entries[0].is_some());
        let found: Vec<_> = found.take(self.left).collect();
        if found.is_empty() {
            return Ok(());
        }
        self.has_found = true;
        self.left -= found.len();
        match &mut self.sink {
            Sink::Rows(table) => {
                for (mention, entries) in &found {
                    let key = mention.key.clone().map_or_else(String::new, |key| printable(&passage.text[key]));
                    for entry in entries {
                        table.row(&Row {
                            file: Some(name),
                            line: Some(passage.line),
                            code: &mention.code,
                            entry: entry.map(|entry| (&session.catalog, entry)),
                            column: Some(passage.offset + mention.range.start as u64 + 1),
                            key: Some(&key),
                            ..Row::default()
                        })?;
                    }
                }
                return Ok(());
            }
            Sink::Lines { output, with_names } => {
                let place = if *with_names { format!("{name}:") } else { String::new() };
                let place = paint(session.color, DIM, &format!("{place}{}:", passage.line));
                let line = Line { session, text: passage.text, found: &found };
                writeln!(output, "{place} {}  {}", line.shown(), line.meanings())?;
            }
            Sink::Nothing => {}
        }
        for (mention, _) in &found {
            self.tally.count(&mention.code);
        }
        Ok(())
    }
}

/// The reason why a file was not read to its end and, where another program would read it, the command.
fn cause(error: &io::Error, file: &Path, words: &Command) -> String {
    let Some(Unreadable { reason, command }) = Unreadable::in_error(error) else { return error.to_string() };
    let reason = match reason {
        Reason::Packed(by) => (words.packed)(by),
        Reason::Encoded(name) => (words.encoded)(name),
        Reason::Binary => words.binary.to_owned(),
    };
    let file = if file == Path::new("-") { String::new() } else { format!(" {}", quoted(file)) };
    (words.read_by)(&reason, &format!("{command}{file} | xerrno scan"))
}

/// A path as a shell takes it.
fn quoted(file: &Path) -> String {
    let name = printable(file.as_os_str().as_encoded_bytes());
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if name.chars().all(is_plain) { name } else { format!("'{}'", name.replace('\'', r"'\''")) }
}

/// True if the options let a mention through.
fn is_chosen(args: &ScanArgs, mention: &Mention<'_>) -> bool {
    let is_one_of = |codes: &[String]| codes.iter().any(|code| is_meant(code, &mention.code));
    (mention.key.is_some() || !args.keyed)
        && (args.codes.is_empty() || is_one_of(&args.codes))
        && !is_one_of(&args.without)
}

/// True if `wanted` is a spelling of `code`; without a sign it means its negative too.
fn is_meant(wanted: &str, code: &str) -> bool {
    match (catalog::number(wanted), catalog::number(code)) {
        (Some(wanted), Some(code)) => wanted == code || (wanted > 0 && -wanted == code),
        _ => wanted.eq_ignore_ascii_case(code),
    }
}

/// Where mentions go.
enum Sink<'o> {
    /// To a table, each in a row or, if several subsystems have it, in several.
    Rows(Table<'o>),
    /// To people, each line with what its codes mean.
    Lines { output: &'o mut dyn Write, with_names: bool },
    /// Nowhere: they are only counted.
    Nothing,
}

impl<'o> Sink<'o> {
    fn new(session: &Session, args: &ScanArgs, with_names: bool, output: &'o mut dyn Write) -> io::Result<Self> {
        if args.summary || args.quiet {
            return Ok(Self::Nothing);
        }
        let Some(layout) = session.format.layout() else { return Ok(Self::Lines { output, with_names }) };
        let sample = Row { file: Some(""), line: Some(0), column: Some(0), key: Some(""), ..Row::default() };
        Ok(Self::Rows(Table::new(layout, &sample, output)?))
    }

    /// Lets the reader have what has been written: the next read may wait for a long time.
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Rows(table) => table.flush(),
            Self::Lines { output, .. } => output.flush(),
            Self::Nothing => Ok(()),
        }
    }

    fn end(self) -> io::Result<()> {
        if let Self::Rows(table) = self { table.end() } else { Ok(()) }
    }
}

/// A line with codes, as people see it.
struct Line<'l> {
    session: &'l Session,
    text: &'l [u8],
    found: &'l [(&'l Mention<'l>, Vec<Option<Entry<'l>>>)],
}

impl Line<'_> {
    /// The line, its codes marked, and what steers a terminal left out.
    fn shown(&self) -> String {
        let mut shown = String::new();
        let mut end = 0;
        for (mention, _) in self.found {
            shown += &stretch(&self.text[end..mention.range.start]);
            // A number under no key may be something else after all.
            let style = if mention.key.is_some() { BOLD } else { DIM };
            shown += &paint(self.session.color, style, &printable(&self.text[mention.range.clone()]));
            end = mention.range.end;
        }
        shown + stretch(&self.text[end..]).trim_end()
    }

    /// What each of its codes means, once.
    fn meanings(&self) -> String {
        let mut meanings: Vec<String> = Vec::new();
        for (mention, entries) in self.found {
            for entry in entries {
                let unknown = || format!("{} {}", mention.code, Words::of(self.session.lang).command.unknown);
                let meaning = entry.map_or_else(unknown, |entry| Form::Line.of(entry));
                if !meanings.contains(&meaning) {
                    meanings.push(meaning);
                }
            }
        }
        paint(self.session.color, DIM, &format!("# {}", meanings.join("; ")))
    }
}

/// A part of a line without codes; if it is long, its ends.
fn stretch(text: &[u8]) -> String {
    if text.len() <= 2 * SHOWN {
        return printable(text);
    }
    let is_inside = |byte: &&u8| **byte & 0xc0 == 0x80;
    let head = SHOWN - text[..=SHOWN].iter().rev().take_while(is_inside).count();
    let tail = &text[text.len() - SHOWN..];
    let tail = &tail[tail.iter().take_while(is_inside).count()..];
    format!("{} … {}", printable(&text[..head]), printable(tail))
}

/// Text that can stand on a terminal: what sets a colour is left out, and whatever else would steer it becomes a space.
fn printable(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((parameters, rest)) if parameters.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b';')) => {
                plain += rest;
            }
            _ => plain.extend([" ", part]),
        }
    }
    catalog::printable(&plain).into_owned()
}
