//! Suggestions for mistakes on the command line.

use std::ffi::OsString;

use clap::{CommandFactory, ValueEnum};

use super::args::Arguments;
use super::nearest::nearest;
use super::session::Session;
use crate::catalog::{Form, number};
use crate::search::{Reading, Search, Why};

/// The verb or option to suggest if the first of `words` is a misspelt one. A word that occurs in some entry is a query,
/// however near it is to a verb.
pub(super) fn verb_meant(session: &Session, words: &[String]) -> Option<String> {
    let first = words.first()?.as_str();
    if words.len() == 1 && first == "version" {
        return Some("--version".to_owned());
    }
    let command = Arguments::command();
    let verb = nearest(first, command.get_subcommands().map(clap::Command::get_name))?;
    let found = Search::new(&session.catalog).run_within(first, None, &|| true).unwrap_or_default();
    let stands_somewhere = |why: Why| matches!(why, Why::Code | Why::Text | Why::Symbol | Why::Subsystem | Why::Stem);
    let is_query = found.reading == Reading::AsTyped && found.hits.iter().any(|hit| stands_somewhere(hit.why));
    (!is_query).then(|| verb.to_owned())
}

/// A suggestion for a query that found nothing: for a number the nearest known codes, for a word the nearest word of
/// the English meanings.
pub(super) fn query_meant(session: &Session, query: &str) -> Option<String> {
    if number(query).is_some() {
        let near = super::explain::nearest(session, query);
        let codes: Vec<&str> = near.iter().map(|entry| entry.fields.code).collect();
        return Some(codes.join(", ")).filter(|codes| !codes.is_empty());
    }
    let query = query.to_lowercase();
    let words = session.entries().flat_map(|entry| entry.fields.en.split(|c: char| !c.is_alphanumeric()));
    let words = words.filter(|word| word.len() > 3).map(str::to_lowercase).collect::<Vec<_>>();
    nearest(&query, words.iter().map(String::as_str)).map(str::to_owned)
}

/// Joins `--copy line` into `--copy=line`, since users type both; `next` is the argument after `copy`.
pub(super) fn form_of_copy(copy: &OsString, next: Option<&OsString>) -> Option<OsString> {
    let form = next?.to_str()?;
    let is_form = Form::from_str(form, false).is_ok();
    (copy == "--copy" && is_form).then(|| format!("--copy={form}").into())
}
