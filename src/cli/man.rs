//! `xerrno man`: the manual page, made from the definition of the command line.

use std::io::{self, Write};

use anyhow::Result;
use clap::Command;
use clap::builder::PossibleValue;
use clap_mangen::Man;

use super::environment::Environment;
use super::help;
use super::status::Status;
use crate::lang::Lang;

/// Writes one page for the program and all its verbs.
pub(super) fn run(lang: Lang, world: &mut Environment<'_>) -> Result<Status> {
    let mut command = help::command(lang);
    let page = Man::new(command.clone());
    let output = &mut world.output;
    page.render_title(output)?;
    page.render_name_section(output)?;
    page.render_synopsis_section(output)?;
    page.render_description_section(output)?;
    page.render_options_section(output)?;
    writeln!(output, ".SH VERBS")?;
    for verb in command.get_subcommands_mut() {
        write_verb(verb, output)?;
    }
    for paragraph in command.get_after_long_help().map(ToString::to_string).unwrap_or_default().split("\n\n") {
        if let Some(examples) = paragraph.strip_prefix("Examples:\n") {
            write!(output, ".SH EXAMPLES\n.nf\n{}.fi\n", escaped(examples))?;
        } else if let Some(statuses) = paragraph.strip_prefix("Exit status: ") {
            write!(output, ".SH EXIT STATUS\n{}", escaped(statuses))?;
        } else if paragraph.starts_with("In a pipe") {
            write!(output, ".SH OUTPUT\n.nf\n{}.fi\n", escaped(paragraph))?;
        } else if paragraph.starts_with("Tables") {
            write!(output, ".SH FILES\n{}", escaped(paragraph))?;
        } else {
            write!(output, ".SH NOTES\n{}", escaped(paragraph))?;
        }
    }
    Ok(Status::Found)
}

/// A verb: how to call it, what it takes beside the common options, examples.
fn write_verb(verb: &mut Command, output: &mut dyn Write) -> io::Result<()> {
    let usage = verb.render_usage().to_string();
    write!(output, ".SS {}", escaped(usage.trim_start_matches("Usage: ")))?;
    write!(output, "{}", escaped(&verb.get_about().map(ToString::to_string).unwrap_or_default()))?;
    for argument in verb.get_arguments().filter(|argument| !argument.is_global_set() && argument.get_id() != "help") {
        let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let values = argument.get_possible_values();
        if !values.is_empty() {
            let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
            help.extend([" [possible values: ", &names.join(", "), "]"]);
        }
        write!(output, ".TP\n\\fB{}\\fR\n{}", escaped(&argument.to_string()).trim_end(), escaped(&help))?;
    }
    for paragraph in verb.get_after_long_help().map(ToString::to_string).unwrap_or_default().split("\n\n") {
        write!(output, ".PP\n.nf\n{}.fi\n", escaped(paragraph))?;
    }
    Ok(())
}

/// Text as lines of a page: a backslash, a hyphen or a dot at a line's start would be taken for an instruction.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for line in text.lines() {
        if line.starts_with(['.', '\'']) {
            escaped.push_str("\\&");
        }
        escaped.push_str(&line.replace('\\', "\\e").replace('-', "\\-"));
        escaped.push('\n');
    }
    escaped
}
