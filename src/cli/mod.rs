//! The command line: arguments to one verb to an exit status.

pub mod args;
pub mod browse;
pub mod completions;
pub mod copy;
pub mod doctor;
pub mod entries;
pub mod explain;
mod hold;
pub mod list;
pub mod man;
pub mod output;
pub mod scan;
pub mod search;
pub mod session;
pub mod status;
pub mod tables;
mod tally;
mod text;
pub mod world;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use anyhow::{Result, ensure};

use crate::catalog::{number, printable};
use crate::scan::in_query;
use args::{Arguments, BrowseArgs, ScanArgs, Verb};
use session::Session;
use status::Status;
use world::World;

/// Runs the program with the arguments and streams of this process.
pub fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|verb| verb == crate::clipboard::VERB) {
        return hold::run(&arguments.next().unwrap_or_default().to_string_lossy());
    }
    let status = world::of_process(|world| match run(std::env::args_os(), world) {
        Ok(status) => status,
        Err(error) if is_closed_pipe(&error) => Status::Found,
        Err(error) => {
            // There is nobody left to tell when standard error itself is gone.
            let _ = writeln!(world.errors, "xerrno: {}", printable(&format!("{error:#}")));
            Status::Error
        }
    });
    status.into()
}

/// Does what `arguments` ask for, the program's own name first. Fails with what keeps it from being done.
pub fn run(arguments: impl IntoIterator<Item = OsString>, world: &mut World<'_>) -> Result<Status> {
    let status = match args::parse(arguments) {
        Ok(arguments) => dispatch(&arguments, world)?,
        Err(error) if error.use_stderr() => return Err(args::in_one_line(&error)),
        Err(help) => {
            write!(world.output, "{help}")?;
            Status::Found
        }
    };
    world.output.flush()?;
    Ok(status)
}

fn dispatch(arguments: &Arguments, world: &mut World<'_>) -> Result<Status> {
    let Arguments { verb, common, browse, words } = arguments;
    ensure!(
        verb.is_none() || *browse == BrowseArgs::default(),
        "--query, --print and --ascii are for the browser; leave them out, or the verb"
    );
    if let Some(Verb::Man) = verb {
        return man::run(world);
    }
    // Words may be codes of any table; without them the browser can open before it has read all tables.
    let may_wait = verb.is_none() && words.is_empty() && !scans(browse, words, world) && draws(browse, world);
    let session = Session::open(common, may_wait, world)?;
    match verb {
        Some(Verb::Explain(explain)) => explain::run(&session, &explain.codes, explain.copy.map(Into::into), world),
        Some(Verb::Search(search)) => search::run(&session, &joined(&search.query), world),
        Some(Verb::Scan(scan)) => scan::run(&session, scan, world),
        Some(Verb::List) => list::run(&session, world),
        Some(Verb::Doctor) => doctor::run(&session, world),
        Some(Verb::Completions { shell }) => completions::run(&session, *shell, world),
        Some(Verb::Man) | None => without_verb(&session, browse, words, world),
    }
}

/// What is meant by arguments without a verb: a code is explained; text piped in is scanned; else the browser opens, or,
/// where nobody could see it, the search answers.
fn without_verb(session: &Session, browse: &BrowseArgs, words: &[String], world: &mut World<'_>) -> Result<Status> {
    let words_query = joined(words);
    if scans(browse, words, world) {
        return scan::run(session, &ScanArgs::default(), world);
    }
    if browse.query.is_none() && !browse.print {
        // A number is a code even if no table lists it: an answer by its digits would be another code's.
        if !words.is_empty() && words.iter().all(|word| is_number(word)) {
            return explain::run(session, words, None, world);
        }
        if !in_query(&words_query, &session.catalog).is_empty() {
            return explain::run(session, &[words_query], None, world);
        }
    }
    let query = browse.query.as_deref().map_or(words_query.as_str(), str::trim_start);
    if draws(browse, world) {
        browse::run(session, &browse::Options { query, print: browse.print, ascii: browse.ascii }, world)
    } else {
        search::run(session, query, world)
    }
}

/// Whether text that is piped in is what is asked about.
fn scans(browse: &BrowseArgs, words: &[String], world: &World<'_>) -> bool {
    browse.query.is_none() && !browse.print && words.is_empty() && !world.terminals.input
}

/// Whether somebody could see the browser.
fn draws(browse: &BrowseArgs, world: &World<'_>) -> bool {
    browse.print || world.terminals.output
}

fn is_number(word: &str) -> bool {
    let word = word.trim();
    number(word).is_some() || word.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_numeric))
}

/// The words as one query. Each is trimmed: see [`args::parse`] for the space that a code may carry.
fn joined(words: &[String]) -> String {
    words.iter().map(|word| word.trim()).collect::<Vec<_>>().join(" ")
}

/// Whether the reader at the other end of a pipe has gone, which is its right and no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
