//! `xerrno`: the browser.

use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};

use anyhow::{Context, Result, ensure};

use super::copy;
use super::environment::Environment;
use super::history;
use super::session::Session;
use super::status::Status;
use super::tables::{Files, warn};
use crate::app::{Notice, Start};
use crate::catalog::Catalog;
use crate::tui::theme::Theme;
use crate::tui::{self, Exit, Keep};
use crate::words::Words;

/// How the browser starts, beside what the session says.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The query that is typed already.
    pub query: &'a str,
    /// Whether the chosen code is written to standard output instead of being copied.
    pub print: bool,
    /// Whether to draw with ASCII characters only.
    pub ascii: bool,
}

/// Opens the browser, and reads beside it the tables that the session has not read. What was chosen is written to
/// `world.output`; so is a text that could not be copied, to be copied by hand. Fails where there is no terminal to draw
/// on, or to read keys from, and where those tables cannot be read.
pub fn run(session: &Session, options: &Options<'_>, world: &mut Environment<'_>) -> Result<Status> {
    let words = &Words::of(session.lang).command;
    ensure!(options.print || world.terminals.output, words.not_a_terminal);
    ensure!((world.variable)("TERM").as_deref() != Some("dumb"), words.dumb_terminal);
    let (sender, told) = channel();
    let missing = session.files.clone().map(|files| reader(files, sender));
    let keeps = session.settings.config.history.unwrap_or(true);
    let history = (world.state)().filter(|_| keeps).map(|folder| folder.join("recent"));
    let start = Start {
        query: options.query.to_owned(),
        tab: session.subsystem,
        lang: session.lang,
        choosing: options.print,
        loading: missing.is_some(),
        mouse: session.settings.config.mouse.unwrap_or_default(),
        notice: mistakes(session).map(Notice::Mistake),
        recent: history.as_deref().map(history::read).unwrap_or_default(),
    };
    let theme = Theme::new(session.colors_screen, options.ascii);
    let clipboard = copy::settings(session, true, world)?;
    let run_with = tui::Options { start, theme, clipboard, keep: keep(history), missing };
    let Exit { chosen, not_copied } = tui::run(&session.catalog, run_with).context(words.could_not_use_terminal)?;
    for message in told.try_iter() {
        match message {
            Message::Complaint(complaint) => warn(world, &complaint)?,
            Message::Failure(error) => return Err(error),
        }
    }
    if let Some(text) = not_copied {
        let channel: &mut dyn std::io::Write = if options.print { world.errors } else { world.output };
        writeln!(channel, "{text}")?;
    }
    for code in &chosen {
        writeln!(world.output, "{code}")?;
    }
    Ok(if options.print && chosen.is_empty() { Status::Left } else { Status::Found })
}

/// Appends to the history, if there is one. A folder that cannot be written keeps nothing, and keeps nobody from work.
fn keep(history: Option<PathBuf>) -> Keep {
    Box::new(move |news| {
        if let Some(path) = &history {
            drop(history::append(path, news));
        }
    })
}

/// The first mistake in what the user has set, and how many follow it.
fn mistakes(session: &Session) -> Option<String> {
    let told = session.settings.told(session.lang);
    match &told[..] {
        [] => None,
        [one] => Some(one.clone()),
        [first, more @ ..] => Some((Words::of(session.lang).config.more)(first, more.len())),
    }
}

/// What reading tables beside the browser has to say; it is printed when the screen is the shell's again.
enum Message {
    Complaint(String),
    Failure(anyhow::Error),
}

/// Reads `files` into a catalog of their own, which begins like the session's.
fn reader(files: Files, sender: Sender<Message>) -> tui::Missing {
    Box::new(move || {
        let mut catalog = Catalog::embedded();
        // Nobody listens when the browser was left before this ended.
        let read = files.read(&mut catalog, &mut |complaint| drop(sender.send(Message::Complaint(complaint))));
        read.map(|_| catalog).map_err(|error| sender.send(Message::Failure(error))).ok()
    })
}
