//! The command line: arguments to one verb to an exit status.

mod advice;
mod args;
mod browse;
mod complaint;
mod completions;
mod config;
mod copy;
mod doctor;
mod entries;
mod environment;
mod explain;
mod help;
mod history;
mod hold;
mod init;
mod interrupt;
mod list;
mod man;
mod nearest;
mod output;
mod parse;
mod scan;
mod search;
mod session;
mod status;
mod tables;

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail, ensure};

use crate::catalog::printable;
use crate::words::Words;
use args::{Arguments, BrowseArgs, ScanArgs, Verb};
use config::Settings;
use environment::Environment;
use session::Session;
use status::Status;

/// Runs the program with the arguments and streams of this process.
pub fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|verb| verb == crate::clipboard::VERB) {
        let arguments: Vec<String> = arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
        return hold::run(&arguments);
    }
    let status = environment::of_process(|world| match run_or_complete(world) {
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

/// Completes a line where a shell asks for that, and otherwise does what the arguments ask for.
fn run_or_complete(world: &mut Environment<'_>) -> Result<Status> {
    let Some(shell) = (world.variable)(completions::VARIABLE).filter(|shell| !shell.is_empty()) else {
        return run(std::env::args_os(), world);
    };
    completions::answer(&shell, std::env::args_os(), world)?;
    world.output.flush()?;
    Ok(Status::Found)
}

/// Does what `arguments` ask for, the program's own name first. Fails with what keeps it from being done.
fn run(arguments: impl IntoIterator<Item = OsString>, world: &mut Environment<'_>) -> Result<Status> {
    let settings = Settings::read(world);
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = || parse::lang_of(&arguments).unwrap_or_else(|| settings.lang(world));
    let status = match parse::parse(arguments.iter().cloned()) {
        Ok(arguments) => dispatch(&arguments, settings, world)?,
        Err(error) if error.use_stderr() => {
            return Err(complaint::in_one_line(&error, lang()));
        }
        Err(_) => {
            let help = parse::help_of(arguments.iter().cloned(), lang());
            writeln!(world.output, "{}", help.trim_end())?;
            Status::Found
        }
    };
    match world.output.flush() {
        // After ^C, which ends its reader too, that is no news.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe && status == Status::Left => {}
        result => result?,
    }
    Ok(status)
}

fn dispatch(arguments: &Arguments, settings: Settings, world: &mut Environment<'_>) -> Result<Status> {
    let Arguments { verb, common, .. } = arguments;
    let lang = common.lang.unwrap_or_else(|| settings.lang(world));
    parse::check(arguments, lang)?;
    for mistake in settings.told(lang) {
        tables::warn(world, &format!("xerrno: {mistake}"))?;
    }
    match verb {
        Some(Verb::Man) => return man::run(lang, world),
        Some(Verb::Completions { shell }) => return completions::run(*shell, world),
        Some(Verb::Init { shell }) => return init::run(*shell, world),
        _ => {}
    }
    let session = Session::open(common, settings, world)?;
    let status = match verb {
        Some(Verb::Explain(explain)) => {
            let copy = explain.copying.copy.or(arguments.copying.copy);
            explain::run(&session, &explain.codes, copy, world)
        }
        Some(Verb::Search(search)) => search::run(&session, &joined(&search.query), world),
        Some(Verb::Scan(scan)) => scan::run(&session, scan, world),
        Some(Verb::List) => list::run(&session, world),
        Some(Verb::Doctor) => doctor::run(&session, world),
        _ => without_verb(&session, arguments, world),
    }?;
    Ok(if matches!(verb, Some(Verb::Doctor)) { status } else { answered(&session, status, arguments, world) })
}

/// The status of an answer. As with grep, what could be read is answered from, and the status tells of the rest; the
/// browser has told of it on its screen.
fn answered(session: &Session, status: Status, arguments: &Arguments, world: &Environment<'_>) -> Status {
    let is_printed = matches!(status, Status::Found | Status::Nothing);
    let Arguments { verb, words, .. } = arguments;
    let browses = verb.is_none()
        && draws(arguments, world)
        && !scans(arguments, world)
        && (arguments.browse.print || !explain::is_asked(session, words));
    if session.has_failed && is_printed && !browses { Status::Error } else { status }
}

/// What is meant by arguments without a verb: a code is explained; text piped in is scanned; else the browser opens, or,
/// where nobody could see it, the search answers.
fn without_verb(session: &Session, arguments: &Arguments, world: &mut Environment<'_>) -> Result<Status> {
    let Arguments { words, browse, copying, .. } = arguments;
    let words_query = joined(words);
    if scans(arguments, world) {
        return scan::run(session, &ScanArgs::default(), world);
    }
    if browse.query.is_none() && !browse.print {
        if let Some(meant) = advice::verb_meant(session, words) {
            bail!((Words::of(session.lang).command.no_verb)(&words[0], &meant));
        }
        if copying.copy.is_some() || explain::is_asked(session, words) {
            return explain::run(session, words, copying.copy, world);
        }
        if let [file] = &words[..] {
            let is_meant = file.contains(['.', std::path::MAIN_SEPARATOR]) && std::path::Path::new(file).is_file();
            ensure!(!is_meant, (Words::of(session.lang).command.is_file)(file));
        }
    }
    let query = browse.query.as_deref().unwrap_or(&words_query);
    if draws(arguments, world) {
        let BrowseArgs { print, ascii, height, cursor, .. } = *browse;
        browse::run(session, &browse::Options { query, print, ascii, height, cursor }, world)
    } else {
        search::run(session, query, world)
    }
}

/// Whether text that is piped in is what is asked about.
fn scans(Arguments { words, browse, common, .. }: &Arguments, world: &Environment<'_>) -> bool {
    let is_table = common.tables.iter().any(|table| table == Path::new("-"));
    !is_table && browse.query.is_none() && !browse.print && words.is_empty() && !world.terminals.input
}

/// Whether somebody could see the browser.
fn draws(arguments: &Arguments, world: &Environment<'_>) -> bool {
    arguments.browse.print || world.terminals.output
}

/// The words as one query.
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
