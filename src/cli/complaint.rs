//! The message for arguments that can't be parsed, in one line in the language of the interface.

use anyhow::anyhow;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, ValueEnum};

use super::args::{Arguments, MARK};
use super::nearest::nearest;
use super::output::Format;
use crate::lang::Lang;
use crate::words::Words;

/// Turns clap's error, several lines with the usage below, into one line.
pub(super) fn in_one_line(error: &clap::Error, lang: Lang) -> anyhow::Error {
    let form = unknown_option(error).filter(|name| Format::from_str(name, true).is_ok());
    if let Some(form) = form {
        return anyhow!((Words::of(lang).command.format_option)(form));
    }
    if let Some((option, verb)) = option_of_a_verb(error) {
        return anyhow!((Words::of(lang).command.option_of_verb)(&option, &verb));
    }
    let say = &Words::of(lang).arguments;
    let told = |kind| error.get(kind).map(|value| value.to_string().replace(MARK, "")).unwrap_or_default();
    let (argument, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    let mut line = match error.kind() {
        ErrorKind::UnknownArgument => (say.unexpected)(&argument),
        ErrorKind::InvalidValue if value.is_empty() => (say.no_value)(&argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => (say.invalid)(&value, &argument),
        ErrorKind::TooManyValues => (say.too_many)(&value, &argument),
        ErrorKind::MissingRequiredArgument => (say.missing)(&argument),
        _ => error.to_string().lines().next().unwrap_or_default().replace(MARK, ""),
    };
    if error.kind() == ErrorKind::ValueValidation {
        let option = argument.split(' ').next().unwrap_or_default();
        let mend = match option {
            "--limit" => say.from_one,
            "--height" => say.a_height,
            _ => say.a_number,
        };
        line.extend([say.because, mend]);
    }
    let values = told(ContextKind::ValidValue);
    if !values.is_empty() {
        line.extend([" ", &(say.values)(&values)]);
    }
    let meant =
        [(&argument, ContextKind::SuggestedArg, say.similar), (&value, ContextKind::SuggestedValue, say.similar_value)];
    for (typed, kind, tell) in meant {
        let meant = told(kind);
        // clap also suggests `--format` for `--sort`.
        let [word, other] = [typed, &meant].map(|name| name.trim_start_matches('-'));
        if !meant.is_empty() && nearest(word, std::iter::once(other)).is_some() {
            line.extend([say.and, &tell(&meant)]);
        }
    }
    anyhow!((say.see_help)(&line))
}

/// The unexpected option and the verb that it belongs to, if there is one.
fn option_of_a_verb(error: &clap::Error) -> Option<(String, String)> {
    let name = unknown_option(error)?;
    let command = Arguments::command();
    let verb =
        command.get_subcommands().find(|verb| verb.get_arguments().any(|other| other.get_long() == Some(name)))?;
    Some((format!("--{name}"), verb.get_name().to_owned()))
}

/// The name of the unexpected long option.
fn unknown_option(error: &clap::Error) -> Option<&str> {
    match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(ContextValue::String(option))) => option.strip_prefix("--"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::cli::parse::parse;

    #[test]
    fn a_mistake_takes_one_line_and_names_the_mend() {
        let cases = [
            ("--foramt json", "a similar argument exists: '--format'"),
            ("--sort code", "unexpected argument '--sort' found (see"),
            ("-z timeout", "unexpected argument '-z' found"),
            ("--format yaml", "[possible values: auto, text, tsv, json, ndjson, csv, markdown]"),
            ("--limit many", "invalid value 'many' for '--limit <N>'"),
            ("explain", "required arguments were not provided: <CODE>..."),
            ("completions tcsh", "[possible values: bash, elvish, fish, powershell, zsh]"),
        ];
        for (line, part) in cases {
            let arguments = ["xerrno"].into_iter().chain(line.split(' ')).map(OsString::from);
            let message = in_one_line(&parse(arguments).expect_err(line), Lang::En).to_string();
            assert!(message.contains(part), "{line}: {message}");
            assert!(!message.contains('\n') && !message.starts_with("error"), "{line}: {message}");
        }
    }
}
