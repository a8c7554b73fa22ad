//! The command line: reads the arguments, runs one verb and returns its exit status.

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
            // If standard error is closed too, the error can't be reported at all.
            let _ = writeln!(world.errors, "xerrno: {}", printable(&format!("{error:#}")));
            Status::Error
        }
    });
    status.into()
}

/// Answers a shell's request for completions, or else runs the arguments.
fn run_or_complete(world: &mut Environment<'_>) -> Result<Status> {
    let Some(shell) = (world.variable)(completions::VARIABLE).filter(|shell| !shell.is_empty()) else {
        return run(std::env::args_os(), world);
    };
    completions::answer(&shell, std::env::args_os(), world)?;
    world.output.flush()?;
    Ok(Status::Found)
}

/// Runs `arguments`, which begin with the program's own name. Fails with the error to report.
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
        // ^C ends the reader of the pipe too, so a closed pipe is expected then.
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

/// The exit status of a run. As in grep, a table that can't be read makes the status an error although the others are
/// used; not for the browser, which has shown the error on its screen.
fn answered(session: &Session, status: Status, arguments: &Arguments, world: &Environment<'_>) -> Status {
    let is_printed = matches!(status, Status::Found | Status::Nothing);
    let Arguments { verb, words, .. } = arguments;
    let browses = verb.is_none()
        && draws(arguments, world)
        && !scans(arguments, world)
        && (arguments.browse.print || !explain::is_asked(session, words));
    if session.has_failed && is_printed && !browses { Status::Error } else { status }
}

/// Runs arguments without a verb: codes are explained; text piped in is scanned; otherwise the browser opens or, if
/// standard output is no terminal, the search prints its results.
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
        let BrowseArgs { print, height, screen, .. } = *browse;
        browse::run(session, &browse::Options { query, print, height, screen }, world)
    } else {
        search::run(session, query, world)
    }
}

/// True if text that is piped in is to be scanned.
fn scans(Arguments { words, browse, common, .. }: &Arguments, world: &Environment<'_>) -> bool {
    let is_table = common.tables.iter().any(|table| table == Path::new("-"));
    !is_table && browse.query.is_none() && !browse.print && words.is_empty() && !world.terminals.input
}

/// True if there is a terminal to show the browser on.
fn draws(arguments: &Arguments, world: &Environment<'_>) -> bool {
    arguments.browse.print || world.terminals.output
}

/// Joins the words into one query.
fn joined(words: &[String]) -> String {
    words.iter().map(|word| word.trim()).collect::<Vec<_>>().join(" ")
}

/// True if the error is a pipe that its reader has closed, which is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
