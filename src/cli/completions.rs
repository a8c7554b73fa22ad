//! `xerrno completions`: a script for a shell, in which the codes and the subsystems complete too.

use anyhow::Result;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, CommandFactory};
use clap_complete::Shell;

use super::args::Arguments;
use super::session::Session;
use super::status::Status;
use super::world::World;

/// No shell wants to be given more values than this.
const MOST_VALUES: usize = 5000;

/// A value that can be typed, and what it means.
type Value = (String, String);

/// Writes the script for `shell`.
pub fn run(session: &Session, shell: Shell, world: &mut World<'_>) -> Result<Status> {
    let (codes, subsystems) = (codes(session), subsystems(session));
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut with_values(&codes, &subsystems), "xerrno", &mut script);
    let script = String::from_utf8(script)?;
    match shell {
        Shell::Fish => {
            let condition = "__fish_xerrno_needs_command; or __fish_xerrno_using_subcommand explain";
            write!(world.output, "{script}complete -c xerrno -n \"{condition}\" -f -a \"")?;
            for (code, meaning) in &codes {
                writeln!(world.output, "{code}\\t'{meaning}'")?;
            }
            writeln!(world.output, "\"")?;
        }
        Shell::Elvish => {
            let candidate = |(value, meaning): &Value| format!("            cand {value} '{meaning}'\n");
            let script = with_candidates(&script, ["&'xerrno'= {", "&'xerrno;explain'= {"], &codes, candidate);
            let script = with_candidates(&script, ["&'xerrno;list'= {", "&'xerrno;search'= {"], &subsystems, candidate);
            world.output.write_all(script.as_bytes())?;
        }
        Shell::PowerShell => {
            let candidate = |(value, meaning): &Value| {
                let kind = "[CompletionResultType]::ParameterValue";
                format!("            [CompletionResult]::new('{value}', '{value}', {kind}, '{meaning}')\n")
            };
            let script = with_candidates(&script, ["'xerrno' {", "'xerrno;explain' {"], &codes, candidate);
            let script = with_candidates(&script, ["'xerrno;list' {", "'xerrno;search' {"], &subsystems, candidate);
            world.output.write_all(script.as_bytes())?;
        }
        _ => world.output.write_all(script.as_bytes())?,
    }
    Ok(Status::Found)
}

/// The command line with its codes and subsystems spelt out. They are not part of the definition itself, which would
/// refuse every other value.
fn with_values(codes: &[Value], subsystems: &[Value]) -> Command {
    let parser = |values: &[Value]| {
        PossibleValuesParser::new(values.iter().map(|(value, meaning)| PossibleValue::new(value).help(meaning)))
    };
    let (codes, subsystems) = (parser(codes), parser(subsystems));
    Arguments::command()
        .mut_arg("subsystem", |arg| arg.value_parser(subsystems))
        .mut_arg("words", |arg| arg.value_parser(codes.clone()))
        .mut_subcommand("explain", |explain| explain.mut_arg("codes", |arg| arg.value_parser(codes)))
}

/// A script with further candidates at the start of these blocks. In scripts for Elvish and PowerShell, clap completes
/// the names of options and verbs, but no values.
fn with_candidates(script: &str, blocks: [&str; 2], values: &[Value], candidate: impl Fn(&Value) -> String) -> String {
    let mut extended = String::with_capacity(script.len());
    for line in script.split_inclusive('\n') {
        extended.push_str(line);
        if blocks.contains(&line.trim()) {
            extended.extend(values.iter().map(&candidate));
        }
    }
    extended
}

fn codes(session: &Session) -> Vec<Value> {
    let mut codes: Vec<Value> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for entry in session.catalog.entries().filter(|entry| can_be_typed(entry.code())) {
        if codes.len() < MOST_VALUES && known.insert(entry.code()) {
            let fields = entry.fields;
            let meanings = session.lang.pick([fields.zh, fields.en], [fields.en, fields.zh]);
            let meaning = meanings.into_iter().find(|meaning| !meaning.is_empty()).unwrap_or(fields.symbol);
            codes.push((fields.code.to_owned(), harmless(meaning)));
        }
    }
    codes
}

fn subsystems(session: &Session) -> Vec<Value> {
    let subsystems = session.catalog.subsystems().iter().filter(|subsystem| can_be_typed(&subsystem.id));
    let named =
        subsystems.map(|subsystem| (subsystem.id.clone(), harmless(session.lang.pick(&subsystem.zh, &subsystem.en))));
    named.take(MOST_VALUES).collect()
}

/// Whether a value means itself in every shell.
fn can_be_typed(value: &str) -> bool {
    value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// A meaning without what means something else within quotation marks of some shell.
fn harmless(meaning: &str) -> String {
    meaning.replace(['\'', '"', '\\', '$', '`', '‘', '’', '“', '”'], "")
}
