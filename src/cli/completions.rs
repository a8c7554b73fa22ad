//! `xerrno completions`: a script for a shell, in which the codes and the subsystems complete too.

use anyhow::Result;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, CommandFactory, ValueEnum};
use clap_complete::Shell;

use super::args::Arguments;
use super::environment::Environment;
use super::session::Session;
use super::status::Status;

/// No shell wants to be given more values than this.
const MOST_VALUES: usize = 5000;

/// A value that can be typed, and what it means, which is never empty: PowerShell takes no empty text.
type Value = (String, String);

/// The values that complete beside verbs and options.
struct Values {
    codes: Vec<Value>,
    subsystems: Vec<Value>,
    shells: Vec<Value>,
}

/// Writes the script for `shell`.
pub(super) fn run(session: &Session, shell: Shell, world: &mut Environment<'_>) -> Result<Status> {
    let values = Values { codes: codes(session), subsystems: subsystems(session), shells: shells() };
    let mut command = Arguments::command().mut_arg("subsystem", |arg| arg.value_parser(parser(&values.subsystems)));
    command = match shell {
        Shell::Bash => with_codes(command, &values.codes),
        Shell::Zsh => without_words(&command),
        _ => command,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "xerrno", &mut script);
    let script = String::from_utf8(script)?;
    let script = match shell {
        Shell::Bash => bash(&script),
        Shell::Zsh => zsh(&script, &values.codes),
        Shell::Fish => script + &fish(&values),
        Shell::Elvish => with_candidates(
            &script,
            &values,
            |verb| format!("&'{verb}'= {{"),
            |(value, meaning)| format!("cand {value} {}", doubled(meaning, &['\''])),
        ),
        Shell::PowerShell => with_candidates(
            &script,
            &values,
            |verb| format!("'{verb}' {{"),
            |(value, meaning)| {
                let kind = "[CompletionResultType]::ParameterValue";
                let meaning = doubled(meaning, &['\'', '‘', '’', '‚', '‛']);
                format!("[CompletionResult]::new('{value}', '{value}', {kind}, {meaning})")
            },
        ),
        _ => script,
    };
    world.output.write_all(script.as_bytes())?;
    Ok(Status::Found)
}

/// The definition itself has no list of values, and so refuses none. Of what clap puts between quotation marks here, it
/// escapes all but the mark.
fn parser(values: &[Value]) -> PossibleValuesParser {
    let values = values.iter().map(|(value, meaning)| PossibleValue::new(value).help(meaning.replace('"', "''")));
    PossibleValuesParser::new(values)
}

fn with_codes(command: Command, codes: &[Value]) -> Command {
    command
        .mut_arg("words", |arg| arg.value_parser(parser(codes)))
        .mut_subcommand("explain", |explain| explain.mut_arg("codes", |arg| arg.value_parser(parser(codes))))
}

/// The command line whose first word is a verb. clap's script for zsh counts the words that may stand in the verb's place
/// as one before it, and never comes to what the verb takes.
fn without_words(command: &Command) -> Command {
    Command::new("xerrno")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .args(command.get_arguments().filter(|arg| arg.get_id() != "words").cloned())
        .subcommands(command.get_subcommands().cloned())
}

/// The script for bash, whose `scan` takes files first of all: where a function has no answer, bash completes files.
fn bash(script: &str) -> String {
    let mut is_scan = false;
    let mut lines = String::with_capacity(script.len());
    for line in script.split_inclusive('\n') {
        if line.starts_with("        xerrno") {
            is_scan = line.trim() == "xerrno__subcmd__scan)";
        }
        match line.trim_end() {
            "            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then" if is_scan => {
                lines.push_str("            if [[ ${cur} == -* ]] ; then\n");
            }
            "            COMPREPLY=( $(compgen -W \"${opts}\" -- \"${cur}\") )" if is_scan => {}
            _ => lines.push_str(line),
        }
    }
    lines
}

/// `_describe` would put codes with the same meaning in one line, which leaves no room for any meaning.
const ZSH_CODES_END: &str = r#"    )
    local values expl; values=("${(@)codes%%:*}") codes=("${(@)codes/:/  -- }")
    _wanted codes expl code compadd -l -d codes -a values
}
"#;

/// The script for zsh, with the codes as an answer of their own, in the verb's place too.
fn zsh(script: &str, codes: &[Value]) -> String {
    let script = script
        .replace("\":: :_xerrno_commands\" \\\n", "\":: :{_xerrno_commands; _xerrno_codes}\" \\\n")
        .replace("\n        esac\n", "\n            (*)\n_xerrno_codes && ret=0\n;;\n        esac\n");
    let mut lines = String::with_capacity(script.len());
    for line in script.split_inclusive('\n') {
        if line.starts_with("(( $+functions[_xerrno_commands] ))") {
            lines.push_str("(( $+functions[_xerrno_codes] )) ||\n_xerrno_codes() {\n    local codes; codes=(\n");
            for (code, meaning) in codes {
                lines.extend(["'", code, ":", &meaning.replace('\'', r"'\''"), "'\n"]);
            }
            lines.push_str(ZSH_CODES_END);
        }
        match line.strip_suffix(":_default' \\\n").filter(|line| line.starts_with("'*::codes ")) {
            Some(line) => lines.extend([line, ":_xerrno_codes' \\\n"]),
            None => lines.push_str(line),
        }
    }
    lines
}

/// What the script for fish lacks: it knows no values but those of options.
fn fish(values: &Values) -> String {
    let using = |verbs: &str| format!("__fish_xerrno_using_subcommand {verbs}");
    let codes = format!("__fish_xerrno_needs_command; or {}", using("explain"));
    let mut script = String::new();
    for (condition, values) in [(codes, &values.codes), (using("completions"), &values.shells)] {
        script.extend(["complete -c xerrno -n \"", &condition, "\" -f -a \""]);
        for (value, meaning) in values {
            // Quoted twice: the list of values is a word, and is taken apart into words again.
            let meaning = meaning.replace('\\', r"\\").replace('\'', r"\'");
            let meaning = meaning.replace('\\', r"\\").replace('"', "\\\"").replace('$', "\\$");
            script.extend([value, "\\t'", &meaning, "'\n"]);
        }
        script.push_str("\"\n");
    }
    script + &format!("complete -c xerrno -n \"{}\" -f\n", using("search list doctor man"))
}

/// A script with the values at the start of the verbs' blocks, which `head` begins. In scripts for Elvish and PowerShell,
/// clap completes the names of options and verbs, but no values.
fn with_candidates(
    script: &str,
    values: &Values,
    head: impl Fn(&str) -> String,
    candidate: impl Fn(&Value) -> String,
) -> String {
    let Values { codes, subsystems, shells } = values;
    let verbs = [
        ("xerrno", codes),
        ("xerrno;explain", codes),
        ("xerrno;list", subsystems),
        ("xerrno;search", subsystems),
        ("xerrno;completions", shells),
    ];
    let blocks = verbs.map(|(verb, values)| (head(verb), values));
    let mut extended = String::with_capacity(script.len());
    for line in script.split_inclusive('\n') {
        extended.push_str(line);
        for (_, values) in blocks.iter().filter(|(head, _)| line.trim() == head) {
            extended.extend(values.iter().map(|value| format!("            {}\n", candidate(value))));
        }
    }
    extended
}

/// Text between single quotation marks, where each of `marks` in it is written twice.
fn doubled(text: &str, marks: &[char]) -> String {
    let doubled = text.chars().flat_map(|c| std::iter::repeat_n(c, if marks.contains(&c) { 2 } else { 1 }));
    format!("'{}'", doubled.collect::<String>())
}

fn codes(session: &Session) -> Vec<Value> {
    let mut codes: Vec<Value> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for entry in session.catalog.entries().filter(|entry| can_be_typed(entry.code())) {
        if codes.len() < MOST_VALUES && known.insert(entry.code()) {
            let fields = entry.fields;
            let meanings = session.lang.pick([fields.zh, fields.en], [fields.en, fields.zh]);
            let meaning = meanings.into_iter().find(|meaning| !meaning.is_empty()).unwrap_or(fields.code);
            codes.push((fields.code.to_owned(), meaning.to_owned()));
        }
    }
    codes
}

fn subsystems(session: &Session) -> Vec<Value> {
    let subsystems = session.catalog.subsystems().iter().filter(|subsystem| can_be_typed(&subsystem.id));
    let named = subsystems.map(|subsystem| (subsystem.id.clone(), subsystem.name(session.lang).to_owned()));
    named.take(MOST_VALUES).collect()
}

fn shells() -> Vec<Value> {
    Shell::value_variants().iter().map(|shell| (shell.to_string(), shell.to_string())).collect()
}

/// Whether a value means itself in every shell.
fn can_be_typed(value: &str) -> bool {
    value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
