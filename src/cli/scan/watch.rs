//! `xerrno scan --browse`: the browser over a log.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use anyhow::{Result, ensure};

use super::cause;
use super::follow::Follower;
use super::found::Search;
use super::summary::Summary;
use super::texts::Texts;
use crate::cli::browse;
use crate::cli::environment::Environment;
use crate::cli::session::Session;
use crate::cli::status::Status;
use crate::log::{Log, Part, State};
use crate::system::files;
use crate::tui::reader::Watched;
use crate::words::Words;

/// Opens the browser over the files of a scan, and prints the summary when it is left. Files that can't be read are named
/// on the way out too.
pub(super) fn run(search: &Search<'_>, paths: &[PathBuf], world: &mut Environment<'_>) -> Result<Status> {
    let Search { session, args, .. } = *search;
    let words = &Words::of(session.lang).log;
    ensure!(!args.quiet && args.context.is_none(), words.has_no_lines);
    let reads_terminal = world.terminals.input && paths.iter().any(|file| file == Path::new("-"));
    ensure!(!reads_terminal, words.none_named);
    // All stay open: they are followed.
    files::allow_many();
    let opened: Vec<(PathBuf, io::Result<File>)> = paths
        .iter()
        .map(|path| (path.clone(), if path == Path::new("-") { (world.input)() } else { files::open_at_once(path) }))
        .collect();
    if opened.iter().all(|(_, file)| file.is_err()) {
        for ((path, file), name) in opened.iter().zip(search.names) {
            let why = |error| cause::cause(error, path, &Words::of(session.lang).command);
            cause::tell(name, &file.as_ref().err().map(why).unwrap_or_default(), session.lang, world)?;
        }
        return Ok(Status::Error);
    }
    let (texts, found) = channel();
    let mut texts_again = Texts::new(search, found);
    let follower = Follower::new(search, texts);
    let watched = Watched {
        read: Box::new(move |outlet| follower.run(opened, outlet)),
        lines: Box::new(move |wanted| texts_again.excerpt(wanted)),
    };
    let options = browse::Options { query: "", print: false, height: None, screen: args.screen };
    let log = browse::watch(session, &options, watched, world)?;
    end(&log, session, world)
}

/// Prints the summary, and what could not be read.
fn end(log: &Log, session: &Session, world: &mut Environment<'_>) -> Result<Status> {
    let words = &Words::of(session.lang).log;
    let name = |(at, part): (usize, &Part)| {
        let name = if part.name.is_empty() { "-" } else { &part.name };
        log.earlier(at).map_or_else(|| name.to_owned(), |count| (words.earlier)(name, count))
    };
    // A file that was replaced has the lines of several: each is one of its own.
    let names: Vec<String> = log.parts().iter().enumerate().map(name).collect();
    let summary = Summary::of(log);
    let has_found = log.counts().next().is_some();
    summary.write(&names, session, world)?;
    world.output.flush()?;
    let mut has_failed = false;
    for part in log.parts() {
        match &part.state {
            State::Failed(cause) => {
                has_failed = true;
                cause::tell(&part.name, cause, session.lang, world)?;
            }
            State::Reading | State::Waiting if part.size.is_some_and(|size| part.read < size) => {
                writeln!(world.errors, "xerrno: {}", (words.left_at)(&part.name, part.lines))?;
            }
            _ => {}
        }
    }
    Ok(match (has_failed, has_found) {
        (true, _) => Status::Error,
        (false, true) => Status::Found,
        (false, false) => Status::Nothing,
    })
}
