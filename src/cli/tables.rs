//! The user's own tables: which files they are, and what is said when something is wrong with one.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::{Result, bail};
use serde::Serialize;

use super::environment::Environment;
use crate::catalog::{Catalog, printable};
use crate::lang::Lang;
use crate::table::{self, Columns, Given, Note, Outcome, Problem, TableError, read_table};
use crate::tui::tables::Tables;
use crate::words::Words;

/// How many mistakes in one file are named. The rest is counted.
const MOST_NAMED: usize = 10;

/// A file of the user's, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Table {
    /// Where it is.
    pub(super) path: PathBuf,
    /// How many rows it gave.
    pub(super) rows: usize,
    /// How many mistakes are in it.
    pub(super) mistakes: usize,
    /// The format's name; empty where it could not be read.
    pub(super) format: String,
    /// The encoding's name; empty for a format that is no text.
    pub(super) encoding: String,
    /// The header of its first table.
    pub(super) columns: Vec<String>,
    /// The mistakes, one in a line, `file:line: what`.
    pub(super) complaints: Vec<String>,
}

impl Table {
    /// True if it could be read.
    pub(super) fn is_read(&self) -> bool {
        !self.format.is_empty()
    }
}

/// A file or a folder that the user names, and what he says of it.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Where it is; `-` for standard input.
    pub(super) path: PathBuf,
    /// Which column holds what.
    pub(super) columns: Option<Columns>,
    /// The subsystem of its rows.
    pub(super) subsystem: Option<String>,
    /// True if the user would miss it: one of the command line.
    pub(super) is_asked_for: bool,
}

/// Where tables come from, in the order in which they are read: those of the config folder, then those that were named.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    /// Those that the user names.
    named: Vec<Named>,
    /// The folder of the config whose tables come before them.
    folder: Option<PathBuf>,
    carried: Carried,
    /// What stood on standard input, if that was named.
    input: Option<Arc<[u8]>>,
    lang: Lang,
}

/// How much is read of what the program carries with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    /// The user's tables stand for themselves.
    Nothing,
    /// The service's own table.
    Table,
    /// The codes that the vendor's later documents list, too.
    All,
}

/// All tables in one catalog, and what came of each.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// The user's own, and the embedded one after them.
    pub(super) catalog: Catalog,
    /// What came of each of the user's own.
    pub(super) tables: Vec<Table>,
    /// True if one that was asked for could not be read.
    pub(super) has_failed: bool,
}

impl Sources {
    /// The files of the config folder and those `named`. A folder that cannot be listed is reported to `world.errors`.
    /// Standard input is read here, if it is named.
    pub(super) fn new(named: Vec<Named>, carried: Carried, lang: Lang, world: &mut Environment<'_>) -> Result<Self> {
        let folder = folder(world);
        if let Some(folder) = &folder
            && let Err(error) = tables_in(folder)
            && error.kind() != io::ErrorKind::NotFound
        {
            let said = (Words::of(lang).command.could_not_read)(&folder.display().to_string(), &error.to_string());
            warn(world, &format!("xerrno: {said}"))?;
        }
        let mut input = None;
        if named.iter().any(|named| named.path == Path::new("-")) {
            let mut bytes = Vec::new();
            (world.input)()?.take(table::LARGEST + 1).read_to_end(&mut bytes)?;
            input = Some(Arc::from(bytes));
        }
        Ok(Self { named, folder, carried, input, lang })
    }

    /// True if the service's own table is among them.
    pub(super) fn carries_table(&self) -> bool {
        self.carried != Carried::Nothing
    }

    /// The tables of the config folder by their names, and those that were named.
    fn all(&self) -> impl Iterator<Item = Named> {
        let in_config = self.folder.as_deref().and_then(|folder| tables_in(folder).ok()).unwrap_or_default();
        let unnamed = |path| Named { path, columns: None, subsystem: None, is_asked_for: false };
        in_config.into_iter().map(unnamed).chain(self.named.iter().cloned())
    }

    /// True if they can be read more than once: what comes through a pipe can't.
    pub(super) fn stay(&self) -> bool {
        let stays = |named: &Named| fs::metadata(&named.path).map_or(true, |file| file.is_file() || file.is_dir());
        self.all().all(|named| named.path == Path::new("-") || stays(&named))
    }

    /// Reads them again where they have changed since this was called: each time that is asked, if the change is no longer
    /// going on. `known` are the files whose rows are known, and `told` is what is wrong besides.
    pub(super) fn reread(self, mut known: Vec<PathBuf>, told: Vec<String>) -> impl FnMut() -> Option<Tables> + Send {
        let mut read = self.look();
        let mut seen = read.clone();
        move || {
            let now = self.look();
            let is_still = now == seen;
            seen = now;
            if !is_still || seen == read {
                return None;
            }
            read.clone_from(&seen);
            let Loaded { catalog, tables, .. } = self.read();
            let complaints = all_complaints(&told, &tables);
            // What can't be read may be half written; the rows that are known are better than none.
            let is_whole = tables.iter().all(|table| table.is_read() || !known.contains(&table.path));
            if is_whole {
                known = tables.into_iter().filter(Table::is_read).map(|table| table.path).collect();
            }
            Some(Tables { catalog: is_whole.then_some(catalog), complaints })
        }
    }

    /// Which files the tables are, and how long and how old each of them is.
    fn look(&self) -> Vec<(PathBuf, Option<(u64, SystemTime)>)> {
        let age = |file: fs::Metadata| Some((file.len(), file.modified().ok()?));
        let files = self.all().flat_map(|named| files(&named)).filter(|(path, _)| path != Path::new("-"));
        let aged = |(path, _): (PathBuf, _)| {
            let age = fs::metadata(&path).ok().and_then(age);
            (path, age)
        };
        files.map(aged).collect()
    }

    /// Reads all tables. A mistake in one does not keep the others from being read.
    pub(super) fn read(&self) -> Loaded {
        let catalog = match self.carried {
            Carried::Nothing => Catalog::default(),
            Carried::Table => Catalog::embedded(),
            Carried::All => Catalog::embedded_and_later(),
        };
        let mut loaded = Loaded { catalog, ..Loaded::default() };
        let before = loaded.catalog.len();
        let mut notes = Vec::new();
        for named in self.all() {
            for (path, group) in files(&named) {
                let given = Given {
                    name: "",
                    columns: named.columns.as_ref(),
                    group: group.as_deref().or(named.subsystem.as_deref()),
                };
                self.add(&path, given, &mut loaded, &mut notes);
                loaded.has_failed |= named.is_asked_for && loaded.tables.last().is_some_and(|table| !table.is_read());
            }
        }
        for (at, notes) in notes {
            let table = &mut loaded.tables[at];
            let shown = table.path.display().to_string();
            let mut problems = Vec::new();
            table.rows += table::add_notes(notes, &mut loaded.catalog, &mut |problem| problems.push(problem));
            table.mistakes += problems.len();
            table.complaints.extend(problems.iter().map(|problem| complaint(&shown, problem, self.lang)));
        }
        if before > 0 && loaded.catalog.len() > before {
            loaded.catalog.bring_forward(before);
        }
        loaded
    }

    fn add(&self, path: &Path, given: Given<'_>, loaded: &mut Loaded, notes: &mut Vec<(usize, Vec<Note>)>) {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let given = Given { name: if path == Path::new("-") { "stdin" } else { &name }, ..given };
        let read = match &self.input {
            Some(input) if path == Path::new("-") => read_table(Cursor::new(input), &given, &mut loaded.catalog),
            _ => File::open(path)
                .map_err(TableError::Read)
                .and_then(|file| read_table(file, &given, &mut loaded.catalog)),
        };
        let shown = path.display().to_string();
        let mut table = Table {
            path: path.to_owned(),
            rows: 0,
            mistakes: 1,
            format: String::new(),
            encoding: String::new(),
            columns: Vec::new(),
            complaints: Vec::new(),
        };
        match read {
            Ok(outcome) => {
                let Outcome { format, encoding, rows, notes: found, mistakes, problems, header, .. } = outcome;
                if !found.is_empty() {
                    notes.push((loaded.tables.len(), found));
                }
                let complaints = problems.iter().map(|problem| complaint(&shown, problem, self.lang)).collect();
                let [format, encoding] = [format, encoding].map(str::to_owned);
                table = Table { rows, mistakes, format, encoding, columns: header, complaints, ..table };
            }
            Err(error) => {
                let cause = error.tell(self.lang).replace("FILE", &shown);
                table.complaints.push((Words::of(self.lang).command.could_not_read_table)(&shown, &cause));
            }
        }
        loaded.tables.push(table);
    }

    /// True if a person would wonder why nothing happens while they are read: they are large, or come through a pipe.
    pub(super) fn take_long(&self) -> bool {
        const LARGE: u64 = 32 << 20;
        let files = self.all().filter_map(|named| fs::metadata(&named.path).ok());
        let bytes = files.map(|file| if file.is_file() || file.is_dir() { file.len() } else { u64::MAX });
        bytes.fold(0, u64::saturating_add) > LARGE
    }
}

impl Loaded {
    /// All complaints, of each table the first and how many more there are.
    pub(super) fn complaints(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        for table in &self.tables {
            lines.extend(table.complaints.iter().take(MOST_NAMED).cloned());
            if table.mistakes > MOST_NAMED {
                let path = table.path.display().to_string();
                lines.push((Words::of(lang).command.and_more)(&path, table.mistakes - MOST_NAMED));
            }
        }
        lines
    }

    /// Fails if there is any mistake.
    pub(super) fn refuse_mistakes(&self, lang: Lang) -> Result<()> {
        match self.tables.iter().map(|table| table.mistakes).sum() {
            0 => Ok(()),
            mistakes => bail!((Words::of(lang).table.mistakes)(mistakes)),
        }
    }
}

fn complaint(path: &str, problem: &Problem, lang: Lang) -> String {
    let Problem { line, fault } = problem;
    format!("{path}:{line}: {}", fault.tell(lang))
}

/// The files that a name stands for: itself, or the tables in a folder, each a subsystem that is called like it.
fn files(named: &Named) -> Vec<(PathBuf, Option<String>)> {
    if !named.path.is_dir() {
        return vec![(named.path.clone(), None)];
    }
    let paths = tables_in(&named.path).unwrap_or_default();
    if paths.is_empty() {
        // Reading it says that it is no table.
        return vec![(named.path.clone(), None)];
    }
    let with_group = |path: PathBuf| {
        let group = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        (path, group)
    };
    paths.into_iter().map(with_group).collect()
}

/// The files in a folder that are tables by their name, in its order.
fn tables_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_table =
        |path: &PathBuf| path.file_name().and_then(OsStr::to_str).is_some_and(table::is_table_name) && !path.is_dir();
    let paths = fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<io::Result<Vec<_>>>()?;
    let mut tables: Vec<PathBuf> = paths.into_iter().filter(is_table).collect();
    tables.sort();
    Ok(tables)
}

/// The folder whose files join the embedded table.
pub(super) fn folder(world: &Environment<'_>) -> Option<PathBuf> {
    (world.config)().map(|config| config.join("tables"))
}

/// All that is wrong, one in a line: what is `told` of the settings, and of each table every complaint.
pub(super) fn all_complaints(told: &[String], tables: &[Table]) -> Vec<String> {
    let of_tables = tables.iter().flat_map(|table| &table.complaints);
    told.iter().chain(of_tables).map(|line| printable(line).into_owned()).collect()
}

/// Writes a complaint to standard error.
pub(super) fn warn(world: &mut Environment<'_>, line: &str) -> io::Result<()> {
    writeln!(world.errors, "{}", printable(line))
}
