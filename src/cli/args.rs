//! The definition of the command line: every verb and option. `--help`, the completions and the manual are made from it.

use std::convert::Infallible;
use std::iter;
use std::path::PathBuf;

use clap::builder::{PathBufValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum, ValueHint};

use super::output::Format;
use crate::catalog::Form;
use crate::lang::Lang;
use crate::tui::inline::Height;

/// Put before an argument that begins with a hyphen but is no option, so that clap takes it as a value. No argument of a
/// process can contain this character.
pub(super) const MARK: char = '\0';

/// The arguments. Their help stands in `src/words/help.rs`, in both languages.
#[derive(Debug, Parser)]
#[command(name = "xerrno", version, disable_help_subcommand = true, args_override_self = true)]
#[command(subcommand_value_name = "VERB", subcommand_help_heading = "Verbs")]
#[command(override_usage = "xerrno [OPTIONS] [WORDS]...\n       xerrno [OPTIONS] <VERB> ...")]
pub(super) struct Arguments {
    /// The verb, if there is one.
    #[command(subcommand)]
    pub(super) verb: Option<Verb>,
    #[arg(value_parser = word)]
    pub(super) words: Vec<String>,
    /// What goes with codes.
    #[command(flatten)]
    pub(super) copying: Copying,
    /// What goes with every verb.
    #[command(flatten)]
    pub(super) common: Common,
    /// What goes with the browser.
    #[command(flatten)]
    pub(super) browse: BrowseArgs,
    /// A common option on the command line that doesn't affect the verb.
    #[arg(skip)]
    pub(super) not_taken: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    Explain(ExplainArgs),
    Search(SearchArgs),
    Scan(ScanArgs),
    List,
    Doctor,
    Completions { shell: clap_complete::Shell },
    Init { shell: LineEditor },
    Man,
}

/// What `explain` takes.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    #[arg(required = true, value_name = "CODE", value_parser = word)]
    pub(super) codes: Vec<String>,
    /// What goes with codes.
    #[command(flatten)]
    pub(super) copying: Copying,
}

/// Whether what is explained is copied too.
#[derive(Debug, Args)]
pub(super) struct Copying {
    #[arg(long, value_enum, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "line")]
    pub(super) copy: Option<Form>,
}

/// What `search` takes.
#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    #[arg(required = true, value_parser = word, value_hint = ValueHint::Other)]
    pub(super) query: Vec<String>,
}

/// What `scan` takes.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that is free of the others")]
pub(super) struct ScanArgs {
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(value_parser = PathBufValueParser::new().map(word_as_path))]
    pub(super) files: Vec<PathBuf>,
    #[arg(short, long)]
    pub(super) browse: bool,
    /// What goes with the browser over it.
    #[command(flatten)]
    pub(super) screen: Screen,
    #[arg(long)]
    pub(super) only_listed: bool,
    #[arg(long)]
    pub(super) summary: bool,
    #[arg(long)]
    pub(super) keyed: bool,
    #[arg(long = "key", value_name = "NAME", value_parser = word)]
    pub(super) keys: Vec<String>,
    #[arg(long = "not", value_name = "CODE", value_parser = word)]
    pub(super) without: Vec<String>,
    #[arg(long = "code", value_name = "CODE", value_parser = word)]
    pub(super) codes: Vec<String>,
    #[arg(short = 'C', long, value_name = "N", value_hint = ValueHint::Other)]
    pub(super) context: Option<usize>,
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// What every verb takes.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Common options")]
pub(super) struct Common {
    #[arg(short = 't', long = "table", global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(value_parser = PathBufValueParser::new().map(word_as_path))]
    pub(super) tables: Vec<PathBuf>,
    #[arg(long, global = true, value_name = "SPEC", value_hint = ValueHint::Other)]
    pub(super) columns: Option<String>,
    #[arg(long, global = true)]
    pub(super) no_embedded: bool,
    #[arg(long, global = true, conflicts_with = "no_embedded")]
    pub(super) all: bool,
    #[arg(short, long, global = true, value_name = "ID", value_parser = word)]
    pub(super) subsystem: Option<String>,
    #[arg(long, global = true, value_parser = or_auto::<Lang>(), default_value = "auto", hide_possible_values = true)]
    #[arg(value_name = "zh|en|auto")]
    pub(super) lang: Choice<Lang>,
    #[arg(short, long, global = true, value_parser = or_auto::<Format>(), default_value = "auto", value_name = "FORM")]
    pub(super) format: Choice<Format>,
    #[arg(long, global = true, default_value_t, hide_possible_values = true)]
    #[arg(value_name = "auto|always|never")]
    pub(super) color: ColorChoice,
    #[arg(short = 'n', long, global = true, value_name = "N", value_parser = limit, value_hint = ValueHint::Other)]
    pub(super) limit: Option<usize>,
    #[arg(long, global = true)]
    pub(super) strict: bool,
    #[arg(long, global = true, value_name = "MODE", value_parser = word)]
    pub(super) clipboard: Option<String>,
}

/// What the browser takes.
#[derive(Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Browser options")]
pub(super) struct BrowseArgs {
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true, value_parser = word)]
    pub(super) query: Option<String>,
    #[arg(long)]
    pub(super) print: bool,
    #[arg(long, value_name = "N|N%", value_parser = height)]
    pub(super) height: Option<Height>,
    /// What goes with the browser over a log too.
    #[command(flatten)]
    pub(super) screen: Screen,
}

/// How the browser draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Args)]
pub(super) struct Screen {
    #[arg(long)]
    pub(super) ascii: bool,
    #[arg(long, value_enum, value_name = "PLACE")]
    pub(super) cursor: Option<Cursor>,
}

/// Where the terminal's cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Cursor {
    /// At the caret of the prompt, where input methods look for it
    Prompt,
    /// On what is selected, which a screen reader then reads
    Selection,
}

fn height(text: &str) -> Result<Height, &'static str> {
    text.parse().map_err(|()| "say lines, as 15, or a share, as 40%")
}

/// True if a common option affects a verb.
pub(super) fn is_taken(option: &str, verb: &str) -> bool {
    let others: &[&str] = match verb {
        "search" | "scan" | "list" => &["clipboard"],
        "doctor" => &["subsystem", "limit"],
        "completions" | "init" | "man" => {
            &["tables", "columns", "no_embedded", "all", "strict", "subsystem", "format", "color", "limit", "clipboard"]
        }
        _ => &[],
    };
    !others.contains(&option)
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Zh, Self::En]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.pick("zh", "en")))
    }
}

impl ValueEnum for Form {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.id()))
    }
}

/// The value of an option; `None` for `auto`. The alias hides `Option` from clap, which would make it an option without a
/// default.
pub(super) type Choice<T> = Option<T>;

/// Parses one of the names of `T`, or `auto`.
fn or_auto<T: ValueEnum + Clone + Send + Sync + 'static>() -> impl TypedValueParser<Value = Choice<T>> {
    let names = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    PossibleValuesParser::new(iter::once(PossibleValue::new("auto")).chain(names))
        .map(|name| T::from_str(&name, false).ok())
}

/// Removes the mark of [`MARK`] from an argument.
#[expect(clippy::unnecessary_wraps, reason = "clap's parsers of values may fail")]
fn word(argument: &str) -> Result<String, Infallible> {
    Ok(argument.strip_prefix(MARK).unwrap_or(argument).to_owned())
}

/// Removes the mark of [`MARK`] from a path.
fn word_as_path(path: PathBuf) -> PathBuf {
    path.to_str().and_then(|path| path.strip_prefix(MARK)).map(PathBuf::from).unwrap_or(path)
}

/// Parses the value of `--limit`, a number from 1.
fn limit(argument: &str) -> Result<usize, &'static str> {
    argument.parse().ok().filter(|&limit| limit > 0).ok_or("it must be a number from 1 on")
}

/// The shells that have a line editor to bind a key in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LineEditor {
    /// readline.
    Bash,
    /// zle.
    Zsh,
    /// fish's own.
    Fish,
}
