//! `xerrno`: the browser.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::args::{Cursor, Screen};
use super::config::CursorPlace;
use super::copy;
use super::environment::Environment;
use super::history;
use super::session::Session;
use super::status::Status;
use super::tables::all_complaints;
use crate::app::{Mouse, Start};
use crate::charset;
use crate::log::Log;
use crate::tui::inline::Height;
use crate::tui::keys::Keymap;
use crate::tui::reader::Watched;
use crate::tui::tables::Reread;
use crate::tui::theme::Theme;
use crate::tui::{self, Exit, Keep};
use crate::words::Words;

/// The options of the browser that aren't in the session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options<'a> {
    /// The query to start with.
    pub(super) query: &'a str,
    /// True to write the chosen code to standard output instead of copying it.
    pub(super) print: bool,
    /// The height in lines; `None` for the whole screen.
    pub(super) height: Option<Height>,
    /// How it draws.
    pub(super) screen: Screen,
}

/// Opens the browser. The chosen codes are written to `world.output`, and so is a text that could not be copied, for copying
/// by hand. Fails without a terminal to draw on and to read keys from.
pub(super) fn run(session: &Session, options: &Options<'_>, world: &mut Environment<'_>) -> Result<Status> {
    let words = &Words::of(session.lang).command;
    ensure!(options.print || world.terminals.output, words.not_a_terminal);
    let Exit { chosen, .. } = open(session, options, None, world)?;
    for code in &chosen {
        writeln!(world.output, "{code}")?;
    }
    Ok(if options.print && chosen.is_empty() { Status::Left } else { Status::Found })
}

/// Opens the browser over a log, and returns the log as counted when the user leaves.
pub(super) fn watch(
    session: &Session,
    options: &Options<'_>,
    log: Watched<'_>,
    world: &mut Environment<'_>,
) -> Result<Log> {
    Ok(open(session, options, Some(log), world)?.log.unwrap_or_default())
}

fn open<'s>(
    session: &'s Session,
    options: &Options<'_>,
    log: Option<Watched<'s>>,
    world: &mut Environment<'_>,
) -> Result<Exit> {
    let words = &Words::of(session.lang).command;
    ensure!((world.variable)("TERM").as_deref() != Some("dumb"), words.dumb_terminal);
    let keeps = session.settings.config.history.unwrap_or(true);
    let history = (world.state)().filter(|_| keeps).map(|folder| folder.join("recent"));
    let start = Start {
        query: options.query.to_owned(),
        tab: session.subsystem,
        lang: session.lang,
        choosing: options.print,
        watches: log.is_some(),
        mouse: match session.settings.config.mouse {
            _ if options.height.is_some() => Mouse::Unavailable,
            Some(true) => Mouse::Browser,
            _ => Mouse::Terminal,
        },
        complaints: all_complaints(&session.settings.told(session.lang), &session.tables),
        recent: history.as_deref().map(history::read).unwrap_or_default(),
    };
    let charset = charset::of_locale(world.variable);
    // Terminals with a character set other than UTF-8 draw signs beyond ASCII two columns wide, or not at all.
    let theme =
        Theme::new(session.colors_screen, options.screen.ascii || charset.is_some()).with_links(knows_links(world));
    let config = &session.settings.config;
    let theme = if session.colors_screen { theme.with_colours(&config.colors) } else { theme };
    let cursor_follows = match (options.screen.cursor, config.cursor) {
        (Some(cursor), _) => cursor == Cursor::Selection,
        (None, place) => place == Some(CursorPlace::Selection),
    };
    let opens_pages = has_display(world);
    let clipboard = copy::settings(session, true, world)?;
    let escape = session.settings.config.escape_ms.map_or(tui::ESCAPE, Duration::from_millis);
    let keys = keys(session, world);
    let run_with = tui::Options {
        start,
        theme,
        keys,
        cursor_follows,
        opens_pages,
        height: options.height,
        charset,
        clipboard,
        keep: keep(history),
        editor: editor(world),
        escape,
        // The codes of a log are counted by the tables as they were when the browser opened.
        reread: if log.is_none() { reread(session) } else { None },
        log,
    };
    let exit = tui::run(&session.catalog, run_with).context(words.could_not_use_terminal)?;
    if let Some(text) = &exit.not_copied {
        let channel: &mut dyn std::io::Write = if options.print { world.errors } else { world.output };
        writeln!(channel, "{text}")?;
    }
    Ok(exit)
}

/// True if there is a display to open a web page on, and not over SSH, where the user wouldn't see it.
fn has_display(world: &Environment<'_>) -> bool {
    let is_set = |name| (world.variable)(name).is_some_and(|value| !value.is_empty());
    let is_far = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].into_iter().any(is_set);
    !is_far && (cfg!(any(windows, target_os = "macos")) || is_set("WAYLAND_DISPLAY") || is_set("DISPLAY"))
}

/// The command of the user's editor.
fn editor(world: &Environment<'_>) -> Option<String> {
    let set = |name| (world.variable)(name).filter(|command| !command.trim().is_empty());
    set("VISUAL").or_else(|| set("EDITOR"))
}

/// True if the terminal ignores the escape sequence of a link if it doesn't know it. Consoles print it instead.
fn knows_links(world: &Environment<'_>) -> bool {
    let term = (world.variable)("TERM").unwrap_or_default();
    !["linux", "cons", "vt", "ansi", "cygwin", "wsvt"].into_iter().any(|console| term.starts_with(console))
}

/// The keys of the config. In st, turning the wheel sends `^Y`, which would overwrite the clipboard: there `^Y` copies a line
/// only if the config sets keys.
fn keys(session: &Session, world: &Environment<'_>) -> Keymap {
    let mut keys = session.settings.config.keymap.clone();
    let is_st = (world.variable)("TERM").is_some_and(|term| term == "st" || term.starts_with("st-"));
    if is_st && keys == Keymap::default() {
        keys.set("copy-line", vec!["Alt-Y".to_owned()]);
    }
    keys
}

/// Appends to the history, if there is one. If it can't be written, the history is lost without an error.
fn keep(history: Option<PathBuf>) -> Keep {
    Box::new(move |news| {
        if let Some(path) = &history {
            drop(history::append(path, news));
        }
    })
}

/// Returns a function that reads the tables again if they have changed; `None` if they can't be read more than once.
fn reread(session: &Session) -> Option<Reread> {
    let known = session.tables.iter().filter(|table| table.is_read()).map(|table| table.path.clone()).collect();
    let told = session.settings.told(session.lang);
    session.sources.stay().then(|| Box::new(session.sources.clone().reread(known, told)) as Reread)
}
