//! The session: the tables, the language and the format that the common options result in.

use anyhow::{Result, anyhow};
use clap::ColorChoice;

use super::args::Common;
use super::config::Settings;
use super::environment::Environment;
use super::output::Format;
use super::tables::{self, Carried, Loaded, Named, Sources, Table};
use crate::catalog::{Catalog, Entry, EntryId, SubsystemId};
use crate::lang::Lang;
use crate::table::Columns;
use crate::words::Words;

/// Everything that a verb needs from the options, the config and the environment.
#[derive(Debug)]
pub(super) struct Session {
    /// The entries of the user's own tables and of the embedded one.
    pub(super) catalog: Catalog,

    /// True if a table from the command line could not be read.
    pub(super) has_failed: bool,
    /// The result of reading each of the user's own tables.
    pub(super) tables: Vec<Table>,
    /// The files of the tables.
    pub(super) sources: Sources,
    /// The subsystem that `--subsystem` limits the entries to.
    pub(super) subsystem: Option<SubsystemId>,
    /// The language of everything but the meanings.
    pub(super) lang: Lang,
    /// The format of the output.
    pub(super) format: Format,
    /// True if standard output is coloured.
    pub(super) color: bool,
    /// True if the browser's screen is coloured, even if standard output isn't.
    pub(super) colors_screen: bool,
    /// The most results to print.
    pub(super) limit: usize,
    /// The settings of the config file and the environment.
    pub(super) settings: Settings,
    /// The way to copy, as in `--clipboard`; `auto` if the user set none.
    pub(super) clipboard: String,
}

impl Session {
    /// Reads the tables and applies the options. Fails if a subsystem is unknown or, under `--strict`, if a table has a
    /// mistake. Other mistakes are only reported to `world.errors`, so that all readable tables are used.
    pub(super) fn open(common: &Common, settings: Settings, world: &mut Environment<'_>) -> Result<Self> {
        let lang = common.lang.unwrap_or_else(|| settings.lang(world));
        let sources = sources(common, &settings, lang, world)?;
        if world.terminals.errors && sources.take_long() {
            tables::warn(world, Words::of(lang).command.reading_tables)?;
        }
        let loaded = sources.read();
        loaded.complaints(lang).iter().try_for_each(|complaint| tables::warn(world, complaint))?;
        if common.strict {
            loaded.refuse_mistakes(lang)?;
        }
        let Loaded { catalog, tables, has_failed } = loaded;
        let subsystem = common.subsystem.as_deref().map(|id| subsystem_named(&catalog, id, lang)).transpose()?;
        let clipboard = common.clipboard.clone().or_else(|| settings.config.clipboard.clone());
        Ok(Self {
            subsystem,
            lang,
            format: common.format.unwrap_or(if world.terminals.output { Format::Text } else { Format::Tsv }),
            color: has_color(common.color, world.terminals.output, world),
            colors_screen: has_color(common.color, true, world),
            limit: common.limit.unwrap_or(usize::MAX),
            clipboard: clipboard.unwrap_or_else(|| "auto".to_owned()),
            settings,
            has_failed,
            tables,
            sources,
            catalog,
        })
    }

    /// The entries of the session, in the order of the tables.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.catalog.entries().filter(|entry| self.admits(entry.id))
    }

    /// Those of these entries that belong to the session, or one `None`, as the row of an unknown code, if none does.
    pub(super) fn admitted_or_none<'s>(&'s self, ids: &'s [EntryId]) -> impl Iterator<Item = Option<EntryId>> {
        let mut admitted = ids.iter().copied().filter(|&id| self.admits(id)).map(Some).peekable();
        let none = admitted.peek().is_none().then_some(None);
        admitted.chain(none)
    }

    /// The codes of the vendor's later documents; empty if only the user's own tables are read.
    pub(super) fn later(&self) -> Catalog {
        if self.sources.carries_table() { Catalog::later() } else { Catalog::default() }
    }

    /// True if an entry belongs to the subsystem of `--subsystem`, or if none was given.
    pub(super) fn admits(&self, id: EntryId) -> bool {
        self.subsystem.is_none_or(|only| self.catalog.subsystem_of(id) == only)
    }
}

/// The tables that the options and the config name. Fails if a description of their columns can't be parsed.
pub(super) fn sources(
    common: &Common,
    settings: &Settings,
    lang: Lang,
    world: &mut Environment<'_>,
) -> Result<Sources> {
    let columns_of = |spec: Option<&String>| {
        let columns = spec.map(|spec| Columns::parse(spec)).transpose();
        columns.map_err(|part| anyhow!((Words::of(lang).command.no_columns)(&part)))
    };
    let mut named = Vec::new();
    for table in &settings.config.tables {
        named.push(Named {
            path: table.path.clone(),
            columns: columns_of(table.columns.as_ref())?,
            subsystem: table.subsystem.clone(),
            is_asked_for: false,
        });
    }
    let columns = columns_of(common.columns.as_ref())?;
    named.extend(common.tables.iter().map(|path| Named {
        path: path.clone(),
        columns: columns.clone(),
        subsystem: None,
        is_asked_for: true,
    }));
    let carried = match !common.no_embedded && settings.config.embedded.unwrap_or(true) {
        _ if common.all => Carried::All,
        true => Carried::Table,
        false => Carried::Nothing,
    };
    Sources::new(named, carried, lang, world)
}

/// True if colour is to be used. A `NO_COLOR` that is set and not empty disables it, unless the user asks for it with
/// `--color always`.
fn has_color(choice: ColorChoice, on_terminal: bool, world: &Environment<'_>) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            on_terminal
                && (world.variable)("NO_COLOR").is_none_or(|value| value.is_empty())
                && !(world.variable)("TERM").is_some_and(|term| is_monochrome(&term))
        }
    }
}

/// True if terminals of this `TERM` have no colours: DEC's up to the VT320, and names that end in `-m` or `-mono`.
pub(super) fn is_monochrome(term: &str) -> bool {
    let dec = ["vt52", "vt100", "vt102", "vt220", "vt320"];
    dec.iter().any(|kind| term.starts_with(kind)) || term.ends_with("-m") || term.ends_with("-mono")
}

fn subsystem_named(catalog: &Catalog, id: &str, lang: Lang) -> Result<SubsystemId> {
    catalog.subsystem_named(id).ok_or_else(|| anyhow!(no_subsystem(catalog, id, lang)))
}

/// The message that no subsystem has this name.
pub(super) fn no_subsystem(catalog: &Catalog, id: &str, lang: Lang) -> String {
    let known: Vec<&str> = catalog.subsystems().iter().map(|subsystem| subsystem.id.as_str()).collect();
    (Words::of(lang).command.no_subsystem)(id, &known.join(", "))
}
