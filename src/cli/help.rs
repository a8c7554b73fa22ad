//! The command line with its help in the language of the interface.

use clap::builder::PossibleValue;
use clap::{Arg, Command, CommandFactory};

use super::args::{Arguments, is_taken};
use crate::lang::Lang;
use crate::words::{Words, help};

/// Options that only the long help shows.
const RARE: [&str; 7] = ["columns", "no_embedded", "all", "strict", "clipboard", "color", "lang"];

/// The definition of the command line, with every text in one language. Of the common options, a verb shows only those
/// that affect it.
pub(super) fn command(lang: Lang) -> Command {
    let mut command = Arguments::command();
    command.build();
    worded(command, lang).mut_subcommands(|verb| worded(verb, lang))
}

fn worded(command: Command, lang: Lang) -> Command {
    let words = &Words::of(lang).arguments;
    let verb = command.get_name().to_owned();
    let usage = words.usage;
    let command = command
        .about(help(&verb, lang))
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .subcommand_help_heading(words.verbs)
        .mut_args(|argument| explained(argument, &verb, lang));
    let examples = help(&format!("{verb} examples"), lang);
    let short = help(&format!("{verb} short"), lang).or(examples);
    command.after_help(short.unwrap_or_default()).after_long_help(examples.unwrap_or_default())
}

fn explained(argument: Arg, verb: &str, lang: Lang) -> Arg {
    let words = &Words::of(lang).arguments;
    let id = argument.get_id().to_string();
    let heading = match argument.get_help_heading() {
        Some("Common options") => words.common,
        Some("Browser options") => words.browser,
        _ if argument.is_positional() => words.positional,
        _ => words.options,
    };
    let text = help(&format!("{verb}.{id}"), lang).or_else(|| help(&id, lang)).unwrap_or_default();
    let values = argument.get_possible_values();
    let names: Vec<&str> = match (verb, &*id) {
        ("doctor", "format") => vec!["auto", "text", "json", "ndjson"],
        _ => values.iter().map(PossibleValue::get_name).collect(),
    };
    let hides_values = names.is_empty() || argument.is_hide_possible_values_set();
    let text = if hides_values { text.to_owned() } else { format!("{text} {}", (words.values)(&names.join(", "))) };
    let takes_values = argument.get_action().takes_values();
    argument
        .help(text.clone())
        .long_help(text)
        .help_heading(heading)
        .hide_possible_values(takes_values)
        .hide_default_value(takes_values)
        .hide_short_help(RARE.contains(&&*id))
        .hide(!is_taken(&id, verb))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::words::HELP_TEXTS;

    #[test]
    fn every_verb_and_argument_has_its_text_and_every_text_its_use() {
        let mut command = Arguments::command();
        command.build();
        let mut used: HashSet<String> = HashSet::from(["xerrno short".to_owned()]);
        for verb in [&command].into_iter().chain(command.get_subcommands()) {
            let name = verb.get_name();
            let examples = format!("{name} examples");
            for text in [name.to_owned(), examples] {
                assert!(help(&text, Lang::En).is_some(), "no help for {text} in src/words/help.rs");
                used.insert(text);
            }
            for argument in verb.get_arguments() {
                let names = [format!("{name}.{}", argument.get_id()), argument.get_id().to_string()];
                let found = names.into_iter().find(|name| help(name, Lang::En).is_some());
                used.insert(found.unwrap_or_else(|| panic!("no help for {} in src/words/help.rs", argument.get_id())));
            }
        }
        for (name, zh, en) in HELP_TEXTS {
            assert!(used.contains(*name), "{name} helps with nothing");
            assert!(zh != en && !zh.is_empty() && !en.is_empty(), "{name} stands in one language");
        }
    }
}
