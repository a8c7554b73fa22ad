//! The user's own tables: which files they are, and what is said when something is wrong with one.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::config::Config;
use super::environment::Environment;
use crate::catalog::{Catalog, printable};
use crate::table::{Problem, read_table};

/// How many mistakes in one file are named. The rest is counted.
const MOST_NAMED: usize = 10;

/// A file of the user's, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Where it is.
    pub path: PathBuf,
    /// How many rows it gave.
    pub rows: usize,
    /// How many mistakes are in it.
    pub mistakes: usize,
}

/// Files that join the embedded table, in the order in which they are read: those of the config folder, then those that
/// were named.
#[derive(Clone, Debug)]
pub struct Files {
    in_config: Vec<PathBuf>,
    named: Vec<PathBuf>,
    strict: bool,
}

/// How many bytes of tables are read in less than a frame.
const WITHIN_A_FRAME: u64 = 2 << 20;

impl Files {
    /// The files of the config folder, those that the config names, and those `named`. A folder that cannot be listed is reported to `world.errors`.
    pub(super) fn new(config: &Config, named: &[PathBuf], strict: bool, world: &mut Environment<'_>) -> Result<Self> {
        let mut files = in_config(world)?;
        files.extend(config.tables.iter().map(|table| table.path.clone()));
        Ok(Self { in_config: files, named: named.to_owned(), strict })
    }

    /// Whether reading them may take longer than a frame: they are large, or no files but pipes or devices.
    pub(super) fn take_long(&self) -> bool {
        let kinds = self.in_config.iter().chain(&self.named).filter_map(|path| fs::metadata(path).ok());
        let bytes = kinds.map(|kind| if kind.is_file() || kind.is_dir() { kind.len() } else { u64::MAX });
        bytes.fold(0, u64::saturating_add) > WITHIN_A_FRAME
    }

    /// Adds the tables to `catalog`, and gives what came of each. Mistakes go to `complain`, one in a line. Fails where a
    /// table that was named cannot be read, and, where mistakes are not allowed, when there was any.
    pub(super) fn read(&self, catalog: &mut Catalog, complain: &mut dyn FnMut(String)) -> Result<Vec<Table>> {
        let mut tables = Vec::new();
        for path in &self.in_config {
            tables.push(add(catalog, path, complain).unwrap_or_else(|error| {
                complain(format!("xerrno: {error:#}"));
                Table { path: path.clone(), rows: 0, mistakes: 1 }
            }));
        }
        for path in &self.named {
            tables.push(add(catalog, path, complain)?);
        }
        match tables.iter().map(|table| table.mistakes).sum() {
            1 if self.strict => bail!("there is a mistake in a table, and --strict is set"),
            mistakes @ 2.. if self.strict => bail!("there are {mistakes} mistakes in the tables, and --strict is set"),
            0_usize.. => Ok(tables),
        }
    }
}

/// The folder whose files join the embedded table.
pub(super) fn folder(world: &Environment<'_>) -> Option<PathBuf> {
    (world.config)().map(|config| config.join("tables"))
}

/// The files in `tables/` of the config folder, by name. Hidden ones are not meant.
fn in_config(world: &mut Environment<'_>) -> Result<Vec<PathBuf>> {
    let Some(folder) = folder(world) else { return Ok(Vec::new()) };
    let files =
        fs::read_dir(&folder).and_then(|files| files.map(|file| Ok(file?.path())).collect::<io::Result<Vec<_>>>());
    let mut files = match files {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            warn(world, &format!("xerrno: could not read {}: {error}", folder.display()))?;
            return Ok(Vec::new());
        }
    };
    let hidden = |path: &Path| path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
    files.retain(|path| !hidden(path) && !path.is_dir());
    files.sort();
    Ok(files)
}

/// Adds the table at `path`.
fn add(catalog: &mut Catalog, path: &Path, complain: &mut dyn FnMut(String)) -> Result<Table> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut mistakes = 0;
    let mut report = |problem| {
        mistakes += 1;
        if mistakes <= MOST_NAMED {
            problems.push(problem);
        }
    };
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    // Where a file is no table, what is wrong with its lines does not matter.
    let rows = File::open(path)
        .map_err(Into::into)
        .and_then(|file| read_table(file, &name, catalog, &mut report))
        .with_context(|| format!("could not read table {}", path.display()))?;
    for Problem { line, what } in problems {
        complain(format!("{}:{line}: {what}", path.display()));
    }
    if mistakes > MOST_NAMED {
        complain(format!("{}: and {} more", path.display(), mistakes - MOST_NAMED));
    }
    Ok(Table { path: path.to_owned(), rows, mistakes })
}

/// Writes a complaint to standard error.
pub(super) fn warn(world: &mut Environment<'_>, line: &str) -> io::Result<()> {
    writeln!(world.errors, "{}", printable(line))
}
