//! The user's own tables: finding their files, reading them, and reporting their mistakes.

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

/// The most mistakes to name for one file. The rest are counted.
const MOST_NAMED: usize = 10;

/// A file of the user's, and the result of reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Table {
    /// The path of the file.
    pub(super) path: PathBuf,
    /// The number of rows read from it.
    pub(super) rows: usize,
    /// The number of mistakes in it.
    pub(super) mistakes: usize,
    /// The format's name; empty if the file could not be read.
    pub(super) format: String,
    /// The encoding's name; empty for a binary format.
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

/// A file or a folder that the user names, with the settings for it.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// The path; `-` for standard input.
    pub(super) path: PathBuf,
    /// The meaning of its columns; `None` to detect it.
    pub(super) columns: Option<Columns>,
    /// The subsystem of its rows.
    pub(super) subsystem: Option<String>,
    /// True for a table from the command line: the run fails if it can't be read.
    pub(super) is_asked_for: bool,
}

/// The files of the tables, in the order of reading: those of the config folder, then those that the user names.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    /// The tables that the user names.
    named: Vec<Named>,
    /// The folder of tables within the config folder.
    folder: Option<PathBuf>,
    carried: Carried,
    /// The contents of standard input, if that was named.
    input: Option<Arc<[u8]>>,
    lang: Lang,
}

/// Which of the embedded tables are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    /// None: only the user's own tables.
    Nothing,
    /// The service's own table.
    Table,
    /// The service's own table, and the codes of the vendor's later documents.
    All,
}

/// All tables in one catalog, and the result of reading each.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// The entries of the user's own tables, then those of the embedded one.
    pub(super) catalog: Catalog,
    /// The result of reading each of the user's own tables.
    pub(super) tables: Vec<Table>,
    /// True if a table from the command line could not be read.
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

    /// True if the service's own table is read too.
    pub(super) fn carries_table(&self) -> bool {
        self.carried != Carried::Nothing
    }

    /// The tables of the config folder by their names, and those that were named.
    fn all(&self) -> impl Iterator<Item = Named> {
        let in_config = self.folder.as_deref().and_then(|folder| tables_in(folder).ok()).unwrap_or_default();
        let unnamed = |path| Named { path, columns: None, subsystem: None, is_asked_for: false };
        in_config.into_iter().map(unnamed).chain(self.named.iter().cloned())
    }

    /// True if the tables can be read more than once, which a pipe can't.
    pub(super) fn stay(&self) -> bool {
        let stays = |named: &Named| fs::metadata(&named.path).map_or(true, |file| file.is_file() || file.is_dir());
        self.all().all(|named| named.path == Path::new("-") || stays(&named))
    }

    /// Returns a function that reads the tables again if they have changed since the last reading, but not while they are
    /// still changing. `known` are the files read before, and `told` are complaints about the settings.
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
            // A table that can't be read may be half written; its old rows are better than none.
            let is_whole = tables.iter().all(|table| table.is_read() || !known.contains(&table.path));
            if is_whole {
                known = tables.into_iter().filter(Table::is_read).map(|table| table.path).collect();
            }
            Some(Tables { catalog: is_whole.then_some(catalog), complaints })
        }
    }

    /// The files of the tables, with the length in bytes and the time of the last change of each.
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

    /// True if reading may take long enough that the user should be told: the tables are large, or come through a pipe.
    pub(super) fn take_long(&self) -> bool {
        const LARGE: u64 = 32 << 20;
        let files = self.all().filter_map(|named| fs::metadata(&named.path).ok());
        let bytes = files.map(|file| if file.is_file() || file.is_dir() { file.len() } else { u64::MAX });
        bytes.fold(0, u64::saturating_add) > LARGE
    }
}

impl Loaded {
    /// The complaints: the first of each table, and the number of the others.
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

/// The files to read for a path: the file itself, or the tables in a folder, each with its name as its subsystem.
fn files(named: &Named) -> Vec<(PathBuf, Option<String>)> {
    if !named.path.is_dir() {
        return vec![(named.path.clone(), None)];
    }
    let paths = tables_in(&named.path).unwrap_or_default();
    if paths.is_empty() {
        // Reading the folder reports that it is no table.
        return vec![(named.path.clone(), None)];
    }
    let with_group = |path: PathBuf| {
        let group = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        (path, group)
    };
    paths.into_iter().map(with_group).collect()
}

/// The files in a folder that have the name of a table, sorted.
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

/// All complaints, one a line: those `told` about the settings, then those about each table.
pub(super) fn all_complaints(told: &[String], tables: &[Table]) -> Vec<String> {
    let of_tables = tables.iter().flat_map(|table| &table.complaints);
    told.iter().chain(of_tables).map(|line| printable(line).into_owned()).collect()
}

/// Writes a complaint to standard error.
pub(super) fn warn(world: &mut Environment<'_>, line: &str) -> io::Result<()> {
    writeln!(world.errors, "{}", printable(line))
}
