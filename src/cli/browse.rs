//! `xerrno`: the browser.

use anyhow::{Context, Result, ensure};

use super::copy;
use super::session::Session;
use super::status::Status;
use super::world::World;
use crate::app::Start;
use crate::tui::theme::Theme;
use crate::tui::{self, Exit};

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

/// Opens the browser. What was chosen is written to `world.output`; so is a text that could not be copied, to be copied
/// by hand. Fails where there is no terminal to draw on, or to read keys from.
pub fn run(session: &Session, options: &Options<'_>, world: &mut World<'_>) -> Result<Status> {
    ensure!(
        options.print || world.terminals.output,
        "standard output is not a terminal; use --print to browse all the same, or a verb such as 'xerrno list'"
    );
    ensure!(
        (world.variable)("TERM").as_deref() != Some("dumb"),
        "this terminal (TERM=dumb) cannot show the browser; use a verb such as 'xerrno list'"
    );
    let start =
        Start { query: options.query.to_owned(), tab: session.subsystem, lang: session.lang, choosing: options.print };
    let theme = Theme::new(session.colors_screen, options.ascii);
    let clipboard = copy::settings(session, true, world)?;
    let Exit { chosen, not_copied } =
        tui::run(&session.catalog, tui::Options { start, theme, clipboard }).context("could not use the terminal")?;
    if let Some(text) = not_copied {
        let channel: &mut dyn std::io::Write = if options.print { world.errors } else { world.output };
        writeln!(channel, "{text}")?;
    }
    match chosen {
        Some(entry) => {
            writeln!(world.output, "{}", session.catalog.entry(entry).code())?;
            Ok(Status::Found)
        }
        None if options.print => Ok(Status::Left),
        None => Ok(Status::Found),
    }
}
