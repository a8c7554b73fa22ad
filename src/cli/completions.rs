//! Completions: the script for a shell, and the answers to its requests at each Tab.

use std::collections::HashSet;
use std::env;
use std::ffi::{OsStr, OsString};
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::{Arg, Command};
use clap_complete::Shell;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;

use super::args::is_taken;
use super::config::Settings;
use super::environment::Environment;
use super::help;
use super::parse;
use super::session;
use super::status::Status;
use crate::catalog::{Catalog, Entry};
use crate::lang::Lang;

/// The variable with which a script asks for completions; its value is the shell's name.
pub(super) const VARIABLE: &str = "XERRNO_COMPLETE";

/// The variable in which most scripts give the index of the word at the cursor.
const CURSOR: &str = "_CLAP_COMPLETE_INDEX";

/// The most values to offer: no shell shows more.
const MOST_VALUES: usize = 5000;

/// The end of zsh's script. zsh runs a script from its `fpath` as the completion function itself; since the script only
/// defines that function, the first Tab would find nothing unless the script also calls it.
const ZSH_AT_ONCE: &str = "
if [[ $funcstack[1] == _xerrno ]]; then
    _clap_dynamic_completer_xerrno \"$@\"
fi
";

/// The values of `--clipboard` other than commands.
const WAYS: [&str; 5] = ["auto", "desktop", "osc52", "tmux", "none"];

/// Options of the browser and of codes: no verb follows them.
const WITHOUT_VERB: [&str; 7] = ["-q", "--query", "--print", "--ascii", "--height", "--cursor", "--copy"];

/// Writes the script for `shell`.
pub(super) fn run(shell: Shell, world: &mut Environment<'_>) -> Result<Status> {
    let shells = Shells::builtins();
    let completer = shells.completer(&shell.to_string()).context("clap_complete has no script for this shell")?;
    completer.write_registration(VARIABLE, "xerrno", "xerrno", "xerrno", &mut world.output)?;
    if shell == Shell::Zsh {
        world.output.write_all(ZSH_AT_ONCE.as_bytes())?;
    }
    Ok(Status::Found)
}

/// Writes the completions of the word at the cursor for the script of `shell`; `arguments` end with the words of the
/// command line. Mistakes in a table or in the config aren't reported: the message would break into the line being typed.
pub(super) fn answer(
    shell: &str,
    arguments: impl Iterator<Item = OsString>,
    world: &mut Environment<'_>,
) -> Result<Status> {
    let shells = Shells::builtins();
    let completer = shells.completer(shell).context("no completions for this shell")?;
    let line = line(shell, arguments, world);
    let settings = Settings::read(world);
    let lang = settings.lang(world);
    let common = parse::tables_of(&line).unwrap_or_default();
    let catalog = session::sources(&common, &settings, lang, world)?.read().catalog;
    let mut command = command(&line, &Values::new(&catalog, lang), lang);
    let folder = env::current_dir().ok();
    completer.write_complete(&mut command, line, folder.as_deref(), &mut world.output)?;
    Ok(Status::Found)
}

/// The words of the line up to the cursor. All but the last are marked as in [`parse`], so that `-97` is no option.
fn line(shell: &str, arguments: impl Iterator<Item = OsString>, world: &Environment<'_>) -> Vec<OsString> {
    let mut words: Vec<OsString> = arguments.skip_while(|argument| argument != "--").skip(1).collect();
    let cursor = (world.variable)(CURSOR).and_then(|cursor| cursor.parse().ok());
    let cursor: usize = cursor.unwrap_or(words.len().saturating_sub(1));
    words.resize(cursor + 1, OsString::new());
    // bash splits `--format=json` into three words.
    while let Some(sign) = words.iter().position(|word| shell == "bash" && word == "=") {
        words.remove(sign);
        // The cursor is an index of a word, so an option without a value is inserted in place of the sign.
        words.insert(1, "--strict".into());
    }
    words[..cursor].iter_mut().for_each(|word| *word = parse::marked(std::mem::take(word)));
    words
}

/// The definition of the command line for completing `line`: each verb has only the options that affect it.
fn command(line: &[OsString], values: &Values, lang: Lang) -> Command {
    let word = line.last().map(OsString::as_os_str).unwrap_or_default();
    let has_verb = !line.iter().any(|word| WITHOUT_VERB.iter().any(|option| word == option));
    let prints = line.iter().any(|word| word == "--print");
    let browses = line.iter().any(|word| word == "--browse" || word == "-b");
    let whole = help::command(lang);
    let rebuilt = |old: &Command| {
        let name = old.get_name().to_owned();
        let arguments = old.get_arguments().filter(|argument| {
            let id = argument.get_id().as_str();
            let is_for_browser = name == "scan" && ["ascii", "cursor"].contains(&id);
            is_taken(id, &name) && !(prints && ["format", "copy"].contains(&id)) && (browses || !is_for_browser)
        });
        let arguments: Vec<Arg> = arguments.map(|argument| completed(argument.clone(), &name, word, values)).collect();
        Command::new(name)
            .version(env!("CARGO_PKG_VERSION"))
            .disable_help_flag(true)
            .disable_version_flag(true)
            .args(arguments)
    };
    let verbs = whole.get_subcommands().filter(|_| has_verb);
    rebuilt(&whole).subcommands(verbs.map(|verb| rebuilt(verb).about(verb.get_about().cloned().unwrap_or_default())))
}

/// An argument of a verb, with completions of its values.
fn completed(argument: Arg, verb: &str, word: &OsStr, values: &Values) -> Arg {
    // Options are offered after a hyphen, or if nothing else can follow.
    let argument = argument.global(false).hide(word.is_empty());
    // Short options aren't combined behind one hyphen.
    let is_letters = word.to_str().and_then(|word| word.strip_prefix('-')).is_some_and(|rest| !rest.is_empty());
    let argument = if is_letters { argument.short(None) } else { argument };
    match argument.get_id().as_str() {
        // The empty word may become a verb, and hundreds of codes would hide the verbs.
        "words" => argument.add(codes(values, 1)),
        "codes" | "without" => argument.add(codes(values, 0)),
        "subsystem" => argument.add(fixed(&values.subsystems)),
        "clipboard" => argument.add(fixed(&named(&WAYS))),
        "format" if verb == "doctor" => argument.add(fixed(&named(&["text", "json", "ndjson"]))),
        _ => argument,
    }
}

/// Completes codes once the word at the cursor has `least` bytes, and symbols too unless it is empty.
fn codes(values: &Values, least: usize) -> ArgValueCompleter {
    let [codes, symbols] = [Arc::clone(&values.codes), Arc::clone(&values.symbols)];
    ArgValueCompleter::new(move |word: &OsStr| {
        let Some(word) = word.to_str().filter(|word| word.len() >= least) else { return Vec::new() };
        let symbols = symbols.iter().filter(|_| !word.is_empty());
        let known = codes.iter().chain(symbols).filter(|(value, _)| value.starts_with(word));
        known.take(MOST_VALUES).map(candidate).collect()
    })
}

fn fixed(values: &[Value]) -> ArgValueCandidates {
    let values = values.to_vec();
    ArgValueCandidates::new(move || values.iter().map(candidate).collect())
}

fn named(names: &[&str]) -> Vec<Value> {
    names.iter().map(|&name| (name.to_owned(), String::new())).collect()
}

fn candidate((value, meaning): &Value) -> CompletionCandidate {
    let help = Some(meaning.as_str()).filter(|meaning| !meaning.is_empty());
    CompletionCandidate::new(value).help(help.map(|meaning| meaning.to_owned().into()))
}

/// A value that can be typed, and its meaning.
type Value = (String, String);

/// The values of the tables.
struct Values {
    codes: Arc<[Value]>,
    symbols: Arc<[Value]>,
    subsystems: Vec<Value>,
}

impl Values {
    fn new(catalog: &Catalog, lang: Lang) -> Self {
        let subsystems = catalog.subsystems().iter().filter(|subsystem| can_be_typed(&subsystem.id));
        let subsystems = subsystems.map(|subsystem| (subsystem.id.clone(), subsystem.name(lang).to_owned()));
        Self {
            codes: spellings(catalog, |entry| entry.fields.code, lang),
            symbols: spellings(catalog, |entry| entry.fields.symbol, lang),
            subsystems: subsystems.take(MOST_VALUES).collect(),
        }
    }
}

/// The codes or symbols of all entries, each once, with their meanings.
fn spellings<'c>(catalog: &'c Catalog, of: fn(&Entry<'c>) -> &'c str, lang: Lang) -> Arc<[Value]> {
    let mut known = HashSet::new();
    let entries = catalog.entries().filter(|entry| can_be_typed(of(entry)) && known.insert(of(entry)));
    entries.map(|entry| (of(&entry).to_owned(), lang.prefer(entry.fields.zh, entry.fields.en).to_owned())).collect()
}

/// True if a value needs no quoting in any shell.
fn can_be_typed(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
