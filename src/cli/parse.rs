//! Parses the arguments, and checks that they go together.

use std::ffi::OsString;

use anyhow::{Result, bail, ensure};
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Id, Parser, ValueEnum};

use super::args::{Arguments, BrowseArgs, Common, MARK, Screen, Verb, is_taken};
use super::output::Format;
use super::{advice, help};
use crate::lang::Lang;
use crate::words::Words;

/// Parses the arguments, which begin with the program's own name. A request for help is a [`clap::Error`] too.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let matches = Arguments::command().try_get_matches_from(prepared(arguments))?;
    Ok(Arguments { not_taken: not_taken(&matches), ..Arguments::from_arg_matches(&matches)? })
}

/// The help or the version that the arguments ask for, in a language.
pub(super) fn help_of(arguments: impl IntoIterator<Item = OsString>, lang: Lang) -> String {
    let answer = help::command(lang).try_get_matches_from(prepared(arguments));
    answer.err().map(|answer| answer.to_string()).unwrap_or_default()
}

/// The value of `--lang`, for arguments that could not be parsed.
pub(super) fn lang_of(arguments: &[OsString]) -> Option<Lang> {
    let after = arguments.windows(2).filter(|pair| pair[0] == "--lang").filter_map(|pair| pair[1].to_str());
    let joined = arguments.iter().filter_map(|argument| argument.to_str()?.strip_prefix("--lang="));
    after.chain(joined).find_map(|name| Lang::from_str(name, false).ok())
}

/// Reorders and marks the arguments so that clap reads them as the user means them.
fn prepared(arguments: impl IntoIterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let mut arguments = arguments.into_iter().peekable();
    let mut tables: Vec<OsString> = arguments.by_ref().take(1).collect();
    let mut others = Vec::new();
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            others.push(argument);
            others.extend(arguments.by_ref());
        } else if let Some(copy) = advice::form_of_copy(&argument, arguments.peek()) {
            arguments.next();
            others.push(copy);
        } else if (argument == "--table" || argument == "-t")
            && let Some(file) = arguments.next()
        {
            tables.extend([argument, marked(file)]);
        } else if argument.as_encoded_bytes().starts_with(b"--table=") {
            tables.push(argument);
        } else {
            others.push(marked(argument));
        }
    }
    // If a global option is given both before and after the verb, clap keeps only the values after it: hence all tables
    // are moved to the front.
    tables.into_iter().chain(asking_for_help(others))
}

/// The first option on the command line that doesn't affect the verb.
fn not_taken(matches: &ArgMatches) -> Option<String> {
    let (verb, matches) = matches.subcommand()?;
    let is_given = |id: &&Id| matches.value_source(id.as_str()) == Some(ValueSource::CommandLine);
    let id = matches.ids().filter(is_given).find(|id| !is_taken(id.as_str(), verb))?;
    let command = Arguments::command();
    let argument = command.get_arguments().find(|argument| argument.get_id() == id)?;
    Some(format!("--{}", argument.get_long()?))
}

/// The tables that an unfinished command line names; `None` if it can't be parsed.
pub(super) fn tables_of(line: &[OsString]) -> Option<Common> {
    let is_table = |option: &OsString| option == "--table" || option == "-t";
    let named = line.windows(2).filter(|pair| is_table(&pair[0]) && pair[1] != "-").flatten().cloned();
    let arguments = Arguments::try_parse_from(line.first().cloned().into_iter().chain(named)).ok()?;
    Some(arguments.common)
}

/// Marks an argument with one hyphen as a word, such as `-97`, `-９７` and `-E_FOO`, unless it is a single letter or `-n` with
/// its number: an error for a letter that no option has is more useful than a search for it.
pub(super) fn marked(argument: OsString) -> OsString {
    match argument.to_str().and_then(|text| text.strip_prefix('-')) {
        Some("") | None => argument,
        Some(rest) if rest.strip_prefix('n').is_some_and(|limit| limit.parse::<usize>().is_ok()) => argument,
        Some(rest) if rest.starts_with('-') || (rest.len() == 1 && rest.starts_with(char::is_alphabetic)) => argument,
        Some(rest) => format!("{MARK}-{rest}").into(),
    }
}

/// Turns `help` and `help scan` into the option `--help`: clap's own verb `help` would add a copy of all verbs below it.
fn asking_for_help(arguments: Vec<OsString>) -> Vec<OsString> {
    let is_verb = |word: &OsString| Arguments::command().find_subcommand(word).is_some();
    match &arguments[..] {
        [help, verb @ ..] if help == "help" && verb.len() < 2 && verb.iter().all(is_verb) => {
            verb.iter().cloned().chain(["--help".into()]).collect()
        }
        _ => arguments,
    }
}

/// Fails if arguments don't go together, and says how to correct them.
pub(super) fn check(arguments: &Arguments, lang: Lang) -> Result<()> {
    let say = &Words::of(lang).command;
    let Arguments { verb, words, copying, common, browse, not_taken } = arguments;
    if let Some(option) = not_taken {
        bail!((say.not_taken)(option));
    }
    let scan = if let Some(Verb::Scan(scan)) = verb { Some(scan) } else { None };
    let draws_unasked = scan.is_some_and(|scan| !scan.browse && scan.screen != Screen::default());
    ensure!((verb.is_none() || *browse == BrowseArgs::default()) && !draws_unasked, say.for_the_browser);
    let has_codes =
        matches!(verb, Some(Verb::Explain(_))) || !(words.is_empty() || browse.print || browse.query.is_some());
    ensure!(copying.copy.is_none() || has_codes, say.copy_is_for_codes);
    ensure!(common.format.is_none() || !browse.print, say.has_one_form);
    let is_table = matches!(common.format, Some(Format::Csv | Format::Markdown));
    ensure!(!is_table || !matches!(verb, Some(Verb::Doctor)), say.forms_of_doctor);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        let arguments = ["xerrno"].into_iter().chain(line.split(' ')).map(OsString::from);
        let arguments = parse(arguments).expect("a good command line");
        match arguments.verb {
            Some(Verb::Explain(explain)) => explain.codes,
            Some(Verb::Search(search)) => search.query,
            _ => arguments.words,
        }
    }

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn no_code_is_taken_for_an_option() {
        for code in ["-97", "97", "-0", "-97,-96", "-９７", "-0xFFFFFF9F", "-1.5", "−97", "-5e3", "-E_FOO"] {
            assert_eq!(words(code), [code], "bare");
            assert_eq!(words(&format!("explain {code}")), [code], "explain");
            assert_eq!(words(&format!("{code} --format json --limit 3")), [code], "before options");
            assert_eq!(words(&format!("--color never explain --format json {code} 96")), [code, "96"], "after options");
            assert_eq!(words(&format!("search -- {code}")), [code], "after --");
        }
    }
}
