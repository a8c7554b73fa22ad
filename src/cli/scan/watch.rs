//! `xerrno scan --browse`: the browser over a log.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use anyhow::{Result, ensure};

use super::follow::Follower;
use super::found::Search;
use super::summary::Summary;
use super::texts::Texts;
use crate::cli::browse;
use crate::cli::environment::Environment;
use crate::cli::session::Session;
use crate::cli::status::Status;
use crate::log::{Log, State};
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
    let opened: Vec<(PathBuf, io::Result<File>)> = paths
        .iter()
        .map(|path| (path.clone(), if path == Path::new("-") { (world.input)() } else { files::open_at_once(path) }))
        .collect();
    let (texts, found) = channel();
    let mut texts_again = Texts::new(search, found);
    let follower = Follower::new(search, texts);
    let watched = Watched {
        read: Box::new(move |outlet| follower.run(opened, outlet)),
        lines: Box::new(move |wanted| texts_again.excerpt(wanted)),
    };
    let options = browse::Options { query: "", print: false, ascii: false, height: None, cursor: None };
    let log = browse::watch(session, &options, watched, world)?;
    end(search, &log, session, world)
}

/// Prints the summary, and what could not be read.
fn end(search: &Search<'_>, log: &Log, session: &Session, world: &mut Environment<'_>) -> Result<Status> {
    let names = search.names;
    let file_of = |part: usize| {
        let name = log.parts().get(part).map_or("", |part| part.name.as_str());
        names.iter().position(|other| other == name || (name.is_empty() && other == "-")).unwrap_or_default()
    };
    let summary = Summary::of(log, file_of);
    let has_found = log.counts().next().is_some();
    summary.write(names, session, world)?;
    world.output.flush()?;
    let words = Words::of(session.lang);
    let mut has_failed = false;
    for part in log.parts() {
        match &part.state {
            State::Failed(cause) => {
                has_failed = true;
                writeln!(world.errors, "xerrno: {}", (words.command.could_not_read)(&part.name, cause))?;
            }
            State::Reading | State::Waiting if part.size.is_some_and(|size| part.read < size) => {
                writeln!(world.errors, "xerrno: {}", (words.log.left_at)(&part.name, part.lines))?;
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
