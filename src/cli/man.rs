//! `xerrno man`: the manual page, made from the definition of the command line and the table of keys.

use std::io::{self, Write};

use anyhow::Result;
use clap::{Arg, Command};
use unicode_width::UnicodeWidthChar;

use super::environment::Environment;
use super::help;
use super::status::Status;
use crate::lang::Lang;
use crate::tui::help::blocks;
use crate::tui::keys::Keymap;
use crate::words::{Manual, Words};

/// Writes one page for the program and all its verbs.
pub(super) fn run(lang: Lang, world: &mut Environment<'_>) -> Result<Status> {
    let words = &Words::of(lang).manual;
    let mut command = help::command(lang);
    let notes = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let notes: Vec<&str> = notes.split("\n\n").collect();
    let paragraph = |at: usize| notes.get(at).copied().unwrap_or_default();
    let [without_verb, examples, columns, tables, exit] = [0, 1, 2, 3, 4].map(paragraph);
    let mut page = Page(&mut *world.output);
    page.raw(concat!(".TH xerrno 1 \"\" \"xerrno ", env!("CARGO_PKG_VERSION"), "\"\n.ad l\n.nh\n"))?;
    page.section(words.name)?;
    page.text(&format!("xerrno - {}", words.about))?;
    page.section(words.synopsis)?;
    page.verbatim(&usage(&mut command))?;
    page.section(words.description)?;
    page.text(words.describes)?;
    page.paragraph(without_verb)?;
    options(&mut page, &command)?;
    page.section(words.verbs)?;
    for verb in command.get_subcommands_mut() {
        write_verb(&mut page, verb)?;
    }
    write_keys(&mut page, words, lang)?;
    page.section(words.tables)?;
    page.text(words.table_formats)?;
    page.paragraph(tables)?;
    page.section(words.output)?;
    page.verbatim(columns)?;
    page.section(words.config)?;
    let (how, settings) = words.settings.split_once("\n\n").unwrap_or_default();
    page.text(how)?;
    page.raw(".PP\n")?;
    page.verbatim(settings)?;
    write_places(&mut page, words)?;
    page.section(words.exit)?;
    page.text(exit.split_once([':', '：']).map_or(exit, |(_, statuses)| statuses.trim()))?;
    page.section(words.examples)?;
    page.verbatim(examples.split_once('\n').map_or(examples, |(_, examples)| examples))?;
    page.section(words.see_also)?;
    page.raw(".BR errno (1),\n.BR errno (3),\n.BR fzf (1),\n.BR grep (1)\n")?;
    Ok(Status::Found)
}

fn usage(command: &mut Command) -> String {
    let usage = command.render_usage().to_string();
    let lines: Vec<&str> = usage.trim_start_matches("Usage: ").lines().map(str::trim).collect();
    lines.join("\n")
}

/// Writes an argument and its help.
fn item(page: &mut Page<'_>, argument: &Arg) -> io::Result<()> {
    let short = argument.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    page.item(&format!("{short}{argument}"), &argument.get_help().map(ToString::to_string).unwrap_or_default())
}

/// Writes the options, each group under its heading.
fn options(page: &mut Page<'_>, command: &Command) -> io::Result<()> {
    let mut headings: Vec<&str> = Vec::new();
    for heading in command.get_arguments().filter_map(Arg::get_help_heading) {
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    for heading in headings {
        page.section(&heading.to_uppercase())?;
        for argument in command.get_arguments().filter(|argument| argument.get_help_heading() == Some(heading)) {
            item(page, argument)?;
        }
    }
    Ok(())
}

/// Writes a verb: its usage, its arguments except for the common options, and its examples.
fn write_verb(page: &mut Page<'_>, verb: &mut Command) -> io::Result<()> {
    page.part(&usage(verb))?;
    page.text(&verb.get_about().map(ToString::to_string).unwrap_or_default())?;
    for argument in verb.get_arguments().filter(|argument| !argument.is_global_set() && argument.get_id() != "help") {
        item(page, argument)?;
    }
    for paragraph in verb.get_after_long_help().map(ToString::to_string).unwrap_or_default().split("\n\n") {
        page.raw(".PP\n")?;
        page.verbatim(paragraph)?;
    }
    Ok(())
}

/// Writes the keys of the browser and the syntax of queries, from the rows of the help page.
fn write_keys(page: &mut Page<'_>, words: &Manual, lang: Lang) -> io::Result<()> {
    page.section(words.keys)?;
    page.text(words.keys_are)?;
    for block in blocks(&Words::of(lang).keys, &Keymap::default()) {
        page.part(block.title)?;
        for (keys, does) in block.rows {
            page.item(&keys, does)?;
        }
    }
    Ok(())
}

fn write_places(page: &mut Page<'_>, words: &Manual) -> io::Result<()> {
    page.section(words.environment)?;
    for (names, means) in words.variables.lines().filter_map(|line| line.split_once('\t')) {
        page.item(names, means)?;
    }
    page.section(words.files)?;
    page.item("~/.config/xerrno/config.toml", words.config_file)?;
    page.item("~/.config/xerrno/tables/", words.table_folder)?;
    page.item("~/.local/state/xerrno/recent", words.state)
}

/// Writes the page in the markup of man.
struct Page<'o>(&'o mut dyn Write);

impl Page<'_> {
    fn raw(&mut self, lines: &str) -> io::Result<()> {
        self.0.write_all(lines.as_bytes())
    }

    fn section(&mut self, title: &str) -> io::Result<()> {
        self.raw(&format!(".SH \"{}\"\n", escaped(title).trim_end()))
    }

    fn part(&mut self, title: &str) -> io::Result<()> {
        self.raw(&format!(".SS \"{}\"\n", escaped(title).trim_end()))
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.raw(&escaped(text))
    }

    fn paragraph(&mut self, text: &str) -> io::Result<()> {
        self.raw(".PP\n")?;
        self.text(text)
    }

    /// Writes lines unfilled, with their breaks kept.
    fn verbatim(&mut self, lines: &str) -> io::Result<()> {
        self.raw(&format!(".nf\n{}.fi\n", escaped(lines)))
    }

    /// Writes a name and its meaning.
    fn item(&mut self, name: &str, means: &str) -> io::Result<()> {
        self.raw(&format!(".TP\n\\fB{}\\fR\n{}", escaped(name).trim_end(), escaped(means)))
    }
}

/// Escapes text for a page: man would print another character for a backslash, a hyphen, a circumflex, a tilde, a grave
/// accent or an apostrophe, end a title at a quotation mark, and run a line that begins with a dot or an apostrophe.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for line in text.lines() {
        if line.starts_with(['.', '\'']) {
            escaped.push_str("\\&");
        }
        let mut rest = line.chars();
        while let Some(c) = rest.next() {
            match c {
                '\\' => escaped.push_str("\\e"),
                '-' => escaped.push_str("\\-"),
                '^' => escaped.push_str("\\(ha"),
                '~' => escaped.push_str("\\(ti"),
                '`' => escaped.push_str("\\(ga"),
                '\'' => escaped.push_str("\\(aq"),
                '"' => escaped.push_str("\\(dq"),
                c => escaped.push(c),
            }
            // Chinese lines may break between any two characters, but not before closing punctuation.
            if is_wide(c) && rest.clone().next().is_some_and(|next| is_wide(next) && !"，。；：、）".contains(next))
            {
                escaped.push_str("\\:");
            }
        }
        escaped.push('\n');
    }
    escaped
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}
