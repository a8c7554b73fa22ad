//! Results for people: a line for each entry of a list, a card for a single entry, both wrapped to the terminal's width.

use std::io::{self, Write};
use std::iter;

use super::Row;
use crate::catalog::{Catalog, Entry, Source};
use crate::cli::environment::Environment;
use crate::cli::session::Session;
use crate::lang::Lang;
use crate::tui::text::{width, wrap};
use crate::words::Words;

/// The width in columns if the terminal's is unknown.
const COLUMNS: usize = 80;
/// The variables with the width of the reader's terminal if output goes elsewhere: from fzf's preview, and from the shell.
const COLUMNS_VARIABLES: [&str; 2] = ["FZF_PREVIEW_COLUMNS", "COLUMNS"];
/// The longest line in columns: longer lines are hard to read, however wide the terminal is.
const MOST_COLUMNS: usize = 120;
/// The fewest columns that text is wrapped to: in a narrower terminal, the terminal itself breaks the lines.
const FEWEST_COLUMNS: usize = 16;

pub(in crate::cli) const BOLD: &str = "\x1b[1m";
pub(in crate::cli) const DIM: &str = "\x1b[2m";

/// Writes each row as `count  share  code  subsystem  zh / en  why`, and the files that mention it below, with columns that line up.
pub(in crate::cli) fn write_rows(session: &Session, rows: &[Row<'_>], world: &mut Environment<'_>) -> io::Result<()> {
    let mut page = Page::new(session, world);
    let widest = |cell: fn(&Row<'_>) -> String| rows.iter().map(|row| width(&cell(row))).max().unwrap_or(0);
    let (counts, codes, subsystems) = (widest(count), widest(|row| row.code().to_owned()), widest(subsystem));
    for row in rows {
        let mut head = String::new();
        if row.count.is_some() {
            head = format!("{:>counts$}  ", count(row));
        }
        if let Some(share) = row.share {
            head = format!("{head}{share:>5.1} %  ");
        }
        let indent = width(&head) + codes + subsystems + 4;
        let code = page.paint(BOLD, &pad(row.code(), codes));
        let subsystem = page.paint(DIM, &pad(&subsystem(row), subsystems));
        let unknown = || Words::of(session.lang).command.unknown.to_owned();
        let meanings = row.entry().map_or_else(unknown, meanings);
        page.block(&format!("{head}{code}  {subsystem}  "), indent, &meanings, row.why.unwrap_or_default())?;
        if let Some(files) = row.files {
            page.block(&" ".repeat(indent), indent, files, "")?;
        }
    }
    Ok(())
}

fn count(row: &Row<'_>) -> String {
    row.count.map(|count| count.to_string()).unwrap_or_default()
}

fn subsystem(row: &Row<'_>) -> String {
    row.entry().map(|entry| entry.subsystem.id.clone()).unwrap_or_default()
}

/// Writes one entry with all its facts:
///
/// ```text
/// -96  签名过期
///      Signature expired
///
///      Subsystem  proxy: signature checks, and forwarding to the cmd and process services
///      Symbol     ERROR_PROXY_AUTH_EXPIRED
///      See also   -97 非法签名 / Invalid signature
/// ```
pub(in crate::cli) fn write_card(
    session: &Session,
    catalog: &Catalog,
    entry: Entry<'_>,
    world: &mut Environment<'_>,
) -> io::Result<()> {
    let mut page = Page::new(session, world);
    let indent = width(entry.code()) + 2;
    let mut head = format!("{}  ", page.paint(BOLD, entry.code()));
    for meaning in [entry.fields.zh, entry.fields.en].into_iter().filter(|meaning| !meaning.is_empty()) {
        page.block(&head, indent, meaning, "")?;
        head = " ".repeat(indent);
    }
    writeln!(page.output)?;
    let facts = facts(catalog, entry, session.lang);
    let widest = facts.iter().map(|(label, ..)| width(label)).max().unwrap_or(0);
    for (label, code, fact) in facts {
        let head = format!("{}{}  {code}", " ".repeat(indent), page.paint(DIM, &pad(label, widest)));
        page.block(&head, indent + widest + 2 + width(&code), &fact, "")?;
    }
    Ok(())
}

/// The label, empty if the last one continues; the code before the fact, which indents its further lines; the fact.
type Fact = (&'static str, String, String);

/// The facts of an entry besides its code and its meanings, with the browser's labels.
fn facts(catalog: &Catalog, entry: Entry<'_>, lang: Lang) -> Vec<Fact> {
    let words = &Words::of(lang).screen;
    let fields = entry.fields;
    let group = entry.subsystem;
    let about = [group.about(lang), group.name(lang)];
    let about = about.into_iter().find(|about| !about.is_empty() && *about != group.id);
    let about = about.map_or_else(|| group.id.clone(), |about| format!("{}: {about}", group.id));
    let hint = lang.prefer(fields.hint_zh, fields.hint_en);
    let fact = |label, fact: &str| (label, String::new(), fact.to_owned());
    let mut facts = vec![fact(words.subsystem, &about), fact(words.symbol, fields.symbol), fact(words.hint, hint)];
    facts.extend([fact(words.spellings, fields.spellings), fact(words.note, fields.note)]);
    if let Some(Source { title, url, updated, .. }) = entry.source {
        let date = if updated.is_empty() { String::new() } else { format!(", {updated}") };
        facts.extend([fact(words.source, &format!("{title}{date}")), fact("", url)]);
    }
    for (label, others) in [(words.same, catalog.same_meaning(entry.id)), (words.see, catalog.see_also(entry.id))] {
        let labels = iter::once(label).chain(iter::repeat(""));
        let others = others.into_iter().map(|id| catalog.entry(id));
        facts.extend(labels.zip(others).map(|(label, other)| (label, format!("{} ", other.code()), meanings(other))));
    }
    facts.retain(|(_, code, fact)| !code.is_empty() || !fact.is_empty());
    facts
}

/// The meanings of an entry, separated by a slash if there are two.
fn meanings(entry: Entry<'_>) -> String {
    let known: Vec<&str> =
        [entry.fields.zh, entry.fields.en].into_iter().filter(|meaning| !meaning.is_empty()).collect();
    known.join(" / ")
}

/// `text` in a style, or plain without `color`.
pub(in crate::cli) fn paint(color: bool, style: &str, text: &str) -> String {
    if color { format!("{style}{text}\x1b[0m") } else { text.to_owned() }
}

/// `text` padded with spaces to `columns`.
fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

fn positive(columns: usize) -> Option<usize> {
    Some(columns).filter(|&columns| columns > 0)
}

/// Writes text for people, wrapped to the width of the terminal.
pub(in crate::cli) struct Page<'o> {
    output: &'o mut dyn Write,
    color: bool,
    columns: usize,
}

impl<'o> Page<'o> {
    pub(in crate::cli) fn new(session: &Session, world: &'o mut Environment<'_>) -> Self {
        // A terminal that reports 0 columns doesn't know its width.
        let terminal = if world.terminals.output { (world.columns)() } else { None };
        let named = || COLUMNS_VARIABLES.into_iter().find_map(|name| positive((world.variable)(name)?.parse().ok()?));
        let columns = terminal.and_then(positive).or_else(named).unwrap_or(COLUMNS);
        Self { columns: columns.min(MOST_COLUMNS), color: session.color, output: world.output }
    }

    /// Writes a line without wrapping.
    pub(in crate::cli) fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.output, "{line}")
    }

    fn paint(&self, style: &str, text: &str) -> String {
        paint(self.color, style, text)
    }

    /// Writes `head`, which is `indent` columns wide, and `body` after it, wrapped and indented below its first line, and
    /// a dim `tail` at the end.
    pub(in crate::cli) fn block(&mut self, head: &str, indent: usize, body: &str, tail: &str) -> io::Result<()> {
        let room = self.columns.saturating_sub(indent + width(tail) + 2).max(FEWEST_COLUMNS);
        let lines: Vec<&str> = wrap(body, room).into_iter().map(|line| &body[line]).collect();
        let lines = lines.join(&format!("\n{}", " ".repeat(indent)));
        let tail = if tail.is_empty() { String::new() } else { format!("  {}", self.paint(DIM, tail)) };
        writeln!(self.output, "{head}{lines}{tail}")
    }
}
