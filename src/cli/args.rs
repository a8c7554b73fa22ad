//! The command line's shape: every verb, option and example that `--help`, the completions and the manual are made from.

use std::convert::Infallible;
use std::iter;
use std::path::PathBuf;

use clap::builder::{PathBufValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum, ValueHint};

use super::init::LineEditor;
use super::output::Format;
use crate::catalog::Form;
use crate::lang::Lang;
use crate::tui::inline::Height;

/// Stands before an argument that begins with a hyphen and is no option, on its way through clap. No argument of a
/// process can hold this character.
pub(super) const MARK: char = '\0';

/// Find the error codes of an image service by number or by meaning, read them, copy them
#[derive(Debug, Parser)]
#[command(name = "xerrno", version, disable_help_subcommand = true, args_override_self = true, after_help = NOTES)]
#[command(subcommand_value_name = "VERB", subcommand_help_heading = "Verbs")]
#[command(override_usage = "xerrno [OPTIONS] [WORDS]...\n       xerrno [OPTIONS] <VERB> ...")]
pub(super) struct Arguments {
    /// The verb, if there is one.
    #[command(subcommand)]
    pub(super) verb: Option<Verb>,
    /// Codes to explain; or, with no code among them, words to search for
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
    /// A common option that says nothing to the verb.
    #[arg(skip)]
    pub(super) not_taken: Option<String>,
}

const NOTES: &str = "\
Without a verb: a code is explained; text piped in is scanned for codes; else the browser opens.

Examples:
  xerrno                            browse
  xerrno -97                        what -97 means
  xerrno -97 --copy                 the same, and copy it
  xerrno 签名 过期                  browse with this query; in a pipe, search
  curl -sI \"$url\" | xerrno          the codes that a response mentions
  code=$(xerrno --print)            choose a code for a script
  xerrno search expired | head -1   the best answer, as tab-separated values
  xerrno --table more.md list       your own table beside the built-in one

In a pipe the output is tab-separated values. Their columns, without a header:
  explain, search, list             code, subsystem, zh, en, why
  scan                              file, line, code, subsystem, zh, en, column, key
  scan --summary                    count, code, subsystem, zh, en, share, first, last

Tables in the folder tables/ of the config folder ($XDG_CONFIG_HOME/xerrno, else
~/.config/xerrno on Linux) join in without --table; 'xerrno doctor' names it.

Exit status: 0 found, 1 nothing found, 2 an error, 130 left without a choice (--print).";

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Say what codes mean, in any spelling
    Explain(ExplainArgs),
    /// Find codes by meaning, best first
    Search(SearchArgs),
    /// Find the codes mentioned in logs, headers, JSON
    Scan(ScanArgs),
    /// Print every code
    #[command(after_help = "\
Examples:
  xerrno list --subsystem proxy
  xerrno list --format markdown > codes.md
  xerrno list | fzf --delimiter='\\t' --with-nth=1,3,4 --preview='xerrno explain {1} --format text' | cut -f1")]
    List,
    /// Show what will be used, and why: data, locale, terminal, clipboard
    #[command(after_help = "\
Examples:
  xerrno doctor
  xerrno doctor --format json")]
    Doctor,
    /// Print a completion script for a shell
    #[command(after_help = "\
Examples:
  xerrno completions bash > ~/.local/share/bash-completion/completions/xerrno
  xerrno completions zsh > ~/.zfunc/_xerrno
  xerrno completions fish > ~/.config/fish/completions/xerrno.fish")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print what a shell's start file takes over: completions, and Alt-E for a code at the cursor
    #[command(after_help = "\
Examples:
  source <(xerrno init bash)        in ~/.bashrc
  source <(xerrno init zsh)         in ~/.zshrc, after compinit
  xerrno init fish | source         in ~/.config/fish/config.fish")]
    Init {
        /// The shell
        shell: LineEditor,
    },
    /// Print the manual page
    #[command(after_help = "\
Examples:
  xerrno man | man -l -
  xerrno man > ~/.local/share/man/man1/xerrno.1")]
    Man,
}

/// What `explain` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  xerrno explain -97 96
  xerrno explain 'X-ErrNo: -6101'
  xerrno explain 0xFFFFFF9F --format json
  xerrno explain -97 --copy

Exit status: 0 every code is known, 1 one is not, 2 an error.")]
pub(super) struct ExplainArgs {
    /// Codes, in any spelling: -97, 97, 0xFFFFFF9F, 'X-ErrNo: -97', '{"code":-97}'
    #[arg(required = true, value_name = "CODE", value_parser = word)]
    pub(super) codes: Vec<String>,
    /// What goes with codes.
    #[command(flatten)]
    pub(super) copying: Copying,
}

/// Whether what is explained is copied too.
#[derive(Debug, Args)]
pub(super) struct Copying {
    /// Copy what is known of the codes too, as a line, or in another form
    #[arg(long, value_enum, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "line")]
    pub(super) copy: Option<Form>,
}

/// What `search` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  xerrno search 签名过期
  xerrno search expired signature
  xerrno search qianming --subsystem proxy
  xerrno search timeout --limit 3 --format json

Exit status: 0 found, 1 nothing found, 2 an error.")]
pub(super) struct SearchArgs {
    /// Words in Chinese, English or pinyin; every one must be answered
    #[arg(required = true, value_parser = word, value_hint = ValueHint::Other)]
    pub(super) query: Vec<String>,
}

/// What `scan` takes.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Examples:
  kubectl logs pod | xerrno scan
  xerrno scan --summary access.log error.log
  tail -f app.log | xerrno scan --only-listed

  xerrno scan -C 2 app.log.1.gz

To watch a service's errors as they come, pipe its log in; ^C ends it, and what
was found until then is counted:
  kubectl logs -f my-pod | xerrno scan
  kubectl logs -f my-pod | xerrno scan --keyed --not -6101

A number after a key such as X-ErrNo or code counts though no table lists it,
unless it is 0 or 200, which say that all went well. With --subsystem, what that
does not list is left out.

Exit status: 0 a code was found, 1 none was, 2 an error, 130 ended by ^C.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that is free of the others")]
pub(super) struct ScanArgs {
    /// Files to read; '-' or nothing: standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(value_parser = PathBufValueParser::new().map(word_as_path))]
    pub(super) files: Vec<PathBuf>,
    /// Leave out codes that no table lists
    #[arg(long)]
    pub(super) only_listed: bool,
    /// Print only how often each code occurs
    #[arg(long)]
    pub(super) summary: bool,
    /// Leave out numbers that stand under no key
    #[arg(long)]
    pub(super) keyed: bool,
    /// Take this name for a key that holds codes, too (repeatable)
    #[arg(long = "key", value_name = "NAME", value_parser = word)]
    pub(super) keys: Vec<String>,
    /// Leave out this code (repeatable)
    #[arg(long = "not", value_name = "CODE", value_parser = word)]
    pub(super) without: Vec<String>,
    /// Keep to this code (repeatable)
    #[arg(long = "code", value_name = "CODE", value_parser = word)]
    pub(super) codes: Vec<String>,
    /// Show this many lines around each line with codes, in --format text
    #[arg(short = 'C', long, value_name = "N", value_hint = ValueHint::Other)]
    pub(super) context: Option<usize>,
    /// Print nothing; the exit status says whether a code was found
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// What every verb takes.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Common options")]
pub(super) struct Common {
    /// Add a table of your own: a file, a folder, or '-' (repeatable)
    #[arg(short = 't', long = "table", global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(value_parser = PathBufValueParser::new().map(word_as_path))]
    pub(super) tables: Vec<PathBuf>,
    /// Which column of these tables holds what, by name or by number: code=Status,meaning=3
    #[arg(long, global = true, value_name = "SPEC", value_hint = ValueHint::Other)]
    pub(super) columns: Option<String>,
    /// Leave the built-in table out
    #[arg(long, global = true)]
    pub(super) no_embedded: bool,
    /// Keep to one subsystem
    #[arg(short, long, global = true, value_name = "ID", value_parser = word)]
    pub(super) subsystem: Option<String>,
    /// The language of everything but the meanings, which are always shown in both
    #[arg(long, global = true, value_parser = or_auto::<Lang>(), default_value = "auto", hide_possible_values = true)]
    #[arg(value_name = "zh|en|auto")]
    pub(super) lang: Choice<Lang>,
    /// The form of the output; 'auto' is text on a terminal, else TSV
    #[arg(short, long, global = true, value_parser = or_auto::<Format>(), default_value = "auto", value_name = "FORM")]
    pub(super) format: Choice<Format>,
    /// Whether to use colour
    #[arg(long, global = true, default_value_t, hide_possible_values = true)]
    #[arg(
        value_name = "auto|always|never",
        help = "Whether to use colour; 'auto': on a terminal, unless NO_COLOR is set"
    )]
    pub(super) color: ColorChoice,
    /// Print this many results at most
    #[arg(short = 'n', long, global = true, value_name = "N", value_parser = limit, value_hint = ValueHint::Other)]
    pub(super) limit: Option<usize>,
    /// Refuse to go on when a table has a mistake
    #[arg(long, global = true)]
    pub(super) strict: bool,
    /// The way to copy
    #[arg(
        long,
        global = true,
        value_name = "MODE",
        value_parser = word,
        help = "The way to copy: auto, desktop, osc52, tmux, none, or a \
        command that reads the text; XERRNO_CLIPBOARD says the same"
    )]
    pub(super) clipboard: Option<String>,
}

/// What the browser takes.
#[derive(Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Browser options")]
pub(super) struct BrowseArgs {
    /// Browse with this query typed
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true, value_parser = word)]
    pub(super) query: Option<String>,
    /// Write the chosen code to standard output instead of copying it
    #[arg(long)]
    pub(super) print: bool,
    /// Draw with ASCII characters only
    #[arg(long)]
    pub(super) ascii: bool,
    /// Take this many lines below the prompt, or this share of the terminal's, instead of the whole screen
    #[arg(long, value_name = "N|N%", value_parser = height)]
    pub(super) height: Option<Height>,
    /// Keep the terminal's cursor at the prompt, or on what is selected, for a screen reader
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

/// True if a common option says something to a verb.
pub(super) fn is_taken(option: &str, verb: &str) -> bool {
    let others: &[&str] = match verb {
        "search" | "scan" | "list" => &["clipboard"],
        "doctor" => &["subsystem", "limit"],
        "completions" | "init" | "man" => {
            &["tables", "columns", "no_embedded", "strict", "subsystem", "format", "color", "limit", "clipboard"]
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

/// A value that was chosen; `None` for `auto`, which leaves the choice to the program. The name keeps clap from taking
/// `None` for an option that was not given.
pub(super) type Choice<T> = Option<T>;

/// Reads one of the names of `T`, or `auto`.
fn or_auto<T: ValueEnum + Clone + Send + Sync + 'static>() -> impl TypedValueParser<Value = Choice<T>> {
    let names = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    PossibleValuesParser::new(iter::once(PossibleValue::new("auto")).chain(names))
        .map(|name| T::from_str(&name, false).ok())
}

/// An argument as it was typed.
#[expect(clippy::unnecessary_wraps, reason = "clap's parsers of values may fail")]
fn word(argument: &str) -> Result<String, Infallible> {
    Ok(argument.strip_prefix(MARK).unwrap_or(argument).to_owned())
}

/// The path that was typed.
fn word_as_path(path: PathBuf) -> PathBuf {
    path.to_str().and_then(|path| path.strip_prefix(MARK)).map(PathBuf::from).unwrap_or(path)
}

/// The value of `--limit`.
fn limit(argument: &str) -> Result<usize, &'static str> {
    argument.parse().ok().filter(|&limit| limit > 0).ok_or("it must be a number from 1 on")
}
