//! `xerrno doctor`: reports the settings in use and the reasons. It sends the terminal no queries, so that it never waits for
//! an answer.

use std::path::PathBuf;

use anyhow::Result;
use encoding_rs::Encoding;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::copy;
use super::environment::Environment;
use super::output::Format;
use super::output::text::Page;
use super::session::{Session, is_monochrome};
use super::status::Status;
use super::tables::{self, Table};
use crate::catalog::printable;
use crate::charset;
use crate::clipboard::{self, Finding, Relay};
use crate::lang::Lang;
use crate::words::Words;

/// The report, with the field names of its JSON.
#[derive(Debug, Serialize)]
struct Report {
    version: &'static str,
    codes: usize,
    subsystems: Vec<Subsystem>,
    config: ConfigFile,
    tables_folder: Option<PathBuf>,
    tables: Vec<Table>,
    locale: Option<String>,
    lang: &'static str,
    terminal: Terminal,
    ssh: bool,
    /// The program between this one and the terminal, such as tmux.
    relay: Option<Relay>,
    forwarded_display: bool,
    /// The terminal's name if it is known to ignore OSC 52.
    ignores_osc52: Option<&'static str>,
    tmux: Option<String>,
    wayland: Option<String>,
    x11: Option<String>,
    clipboard: Clipboard,
}

#[derive(Debug, Serialize)]
struct ConfigFile {
    file: Option<PathBuf>,
    exists: bool,
    mistakes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Subsystem {
    id: String,
    codes: usize,
}

#[derive(Debug, Serialize)]
struct Terminal {
    kind: Option<String>,
    columns: Option<usize>,
    color: bool,
    color_why: &'static str,
    charset: &'static str,
    /// The columns assumed for characters such as `·` and `─`, which some terminals draw two columns wide.
    ambiguous_width: u8,
}

#[derive(Debug, Serialize)]
struct Clipboard {
    mode: String,
    ways: Vec<Finding>,
}

/// Reports on data, locale, terminal and clipboard: as one object in JSON, or as lines for people in any other format.
pub(super) fn run(session: &Session, world: &mut Environment<'_>) -> Result<Status> {
    let report = report(session, world)?;
    if session.format == Format::Json {
        serde_json::to_writer_pretty(&mut *world.output, &report)?;
        writeln!(world.output)?;
        return Ok(Status::Found);
    }
    if session.format == Format::Ndjson {
        serde_json::to_writer(&mut *world.output, &report)?;
        writeln!(world.output)?;
        return Ok(Status::Found);
    }
    let lines = lines(&report, session.lang);
    let widest = lines.iter().map(|(label, _)| label.width()).max().unwrap_or_default();
    let is_read_by_people = world.terminals.output;
    let mut page = Page::new(session, world);
    for (label, fact) in lines {
        let head = format!("{label}{}  ", " ".repeat(widest - label.width()));
        if is_read_by_people {
            page.block(&head, widest + 2, &printable(&fact), "")?;
        } else {
            page.line(&format!("{head}{}", printable(&fact)))?;
        }
    }
    Ok(Status::Found)
}

fn report(session: &Session, world: &Environment<'_>) -> Result<Report> {
    let catalog = &session.catalog;
    let subsystems = catalog.subsystem_ids().map(|id| Subsystem {
        id: catalog.subsystem(id).id.clone(),
        codes: catalog.entries().filter(|entry| entry.subsystem_id == id).count(),
    });
    let has_terminal = copy::terminal().is_ok();
    let settings = copy::settings(session, has_terminal, world)?.as_attached();
    let locale = Lang::VARIABLES.into_iter().find_map(|name| {
        let value = (world.variable)(name).filter(|value| !value.is_empty())?;
        Some(format!("{name}={value}"))
    });
    Ok(Report {
        version: env!("CARGO_PKG_VERSION"),
        codes: catalog.len(),
        subsystems: subsystems.collect(),
        config: ConfigFile {
            file: session.settings.file.clone(),
            exists: session.settings.exists,
            mistakes: session.settings.told(session.lang),
        },
        tables_folder: tables::folder(world),
        tables: session.tables.clone(),
        locale,
        lang: session.lang.pick("zh", "en"),
        terminal: terminal(session, has_terminal, world),
        ssh: settings.place.ssh,
        relay: settings.place.relay,
        forwarded_display: settings.place.has_forwarded_display(),
        ignores_osc52: settings.place.ignoring,
        tmux: (settings.place.relay == Some(Relay::Tmux))
            .then(|| clipboard::tmux_version().unwrap_or_else(|reason| reason.tell(session.lang))),
        wayland: settings.place.wayland.clone(),
        x11: settings.place.x11.clone(),
        clipboard: Clipboard { mode: settings.mode.to_string(), ways: clipboard::examine(&settings, session.lang) },
    })
}

fn terminal(session: &Session, is_there: bool, world: &Environment<'_>) -> Terminal {
    let words = &Words::of(session.lang).doctor;
    let forbidden = (world.variable)("NO_COLOR").is_some_and(|value| !value.is_empty());
    Terminal {
        kind: (world.variable)("TERM"),
        // Without a terminal the size would be a guess.
        columns: if is_there { (world.columns)().filter(|&columns| columns > 0) } else { None },
        color: session.colors_screen,
        color_why: match (session.colors_screen, forbidden) {
            (true, _) => words.sixteen,
            (false, true) => words.no_color,
            (false, false) if (world.variable)("TERM").is_some_and(|term| is_monochrome(&term)) => words.monochrome,
            (false, false) => "--color never",
        },
        charset: charset::of_locale(world.variable).map_or("UTF-8", Encoding::name),
        ambiguous_width: 1,
    }
}

/// The place of the user, near or over SSH, and the program between this one and the terminal.
fn session(report: &Report, lang: Lang) -> String {
    let words = &Words::of(lang).doctor;
    let seat = match (report.ssh, report.forwarded_display) {
        (true, true) => words.over_ssh_with_display,
        (true, false) => words.over_ssh,
        (false, _) => words.near,
    };
    let relay = report.relay.map(|relay| relay.tell(lang));
    [Some(seat), relay, report.ignores_osc52].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The report for people: labels in `lang`, and facts. A label is empty if the last one continues.
fn lines(report: &Report, lang: Lang) -> Vec<(&'static str, String)> {
    let words = &Words::of(lang).doctor;
    let or_unset = |value: &Option<String>| value.clone().unwrap_or_else(|| words.not_set.to_owned());
    let counts = report.subsystems.iter().map(|subsystem| format!("{} {}", subsystem.id, subsystem.codes));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let Terminal { kind, columns, color, color_why, .. } = &report.terminal;
    let kind = or_unset(kind);
    let color = if *color { words.color_yes } else { words.color_no };
    let place = |path: &Option<PathBuf>, exists: bool| {
        let path = path.as_ref()?.display().to_string();
        Some(if exists { path } else { (words.absent)(&path) })
    };
    let folder = place(&report.tables_folder, report.tables_folder.as_ref().is_some_and(|folder| folder.is_dir()));
    let mut lines = vec![
        (words.version, format!("xerrno {}", report.version)),
        (words.data, (words.codes)(report.codes, &counts)),
        (words.config, or_unset(&place(&report.config.file, report.config.exists))),
    ];
    lines.extend(report.config.mistakes.iter().map(|mistake| ("", mistake.clone())));
    lines.push((words.tables, or_unset(&folder)));
    for table in &report.tables {
        let Table { path, rows, mistakes, format, encoding, columns, complaints } = table;
        lines.push(("", (words.table)(&path.display().to_string(), *rows, *mistakes)));
        if !format.is_empty() {
            let form = format!("{format} {encoding}");
            lines.push(("", (words.table_form)(form.trim_end(), &columns.join(" | "))));
        }
        lines.extend(complaints.iter().map(|complaint| ("", format!("  {complaint}"))));
    }
    lines.extend([
        (words.language, format!("{} ({})", report.lang, or_unset(&report.locale))),
        (words.terminal, columns.map_or_else(|| kind.clone(), |columns| (words.columns)(&kind, columns))),
        (words.color, format!("{color} ({color_why})")),
        (words.charset, report.terminal.charset.to_owned()),
        (words.widths, words.one_column.to_owned()),
        (words.session, session(report, lang)),
        ("Wayland", or_unset(&report.wayland)),
        ("X11", or_unset(&report.x11)),
        ("tmux", or_unset(&report.tmux)),
        (words.clipboard, report.clipboard.mode.clone()),
    ]);
    let ways = report.clipboard.ways.iter();
    lines.extend(ways.map(|Finding { way, fate, why }| ("", (words.finding)(way.name(lang), fate.tell(lang), why))));
    lines
}
