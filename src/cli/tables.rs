//! The user's own tables: which files they are, and what is said when something is wrong with one.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::world::World;
use crate::catalog::{Catalog, Problem, printable, read_table};

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

/// Adds the tables of the config folder, and then those named on the command line, to `catalog`, and gives what came of
/// each. Mistakes go to `world.errors`, one in a line. Fails where a table that was named cannot be read, and, where
/// `strict` is set, when there was any mistake.
pub(super) fn load(
    catalog: &mut Catalog,
    named: &[PathBuf],
    strict: bool,
    world: &mut World<'_>,
) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    for path in in_config(world)? {
        tables.push(match add(catalog, &path, world) {
            Ok(table) => table,
            Err(error) => {
                warn(world, &format!("xerrno: {error:#}"))?;
                Table { path, rows: 0, mistakes: 1 }
            }
        });
    }
    for path in named {
        tables.push(add(catalog, path, world)?);
    }
    match tables.iter().map(|table| table.mistakes).sum() {
        1 if strict => bail!("there is a mistake in a table, and --strict is set"),
        mistakes @ 2.. if strict => bail!("there are {mistakes} mistakes in the tables, and --strict is set"),
        0_usize.. => Ok(tables),
    }
}

/// The folder whose files join the embedded table.
pub(super) fn folder(world: &World<'_>) -> Option<PathBuf> {
    (world.config)().map(|config| config.join("tables"))
}

/// The files in `tables/` of the config folder, by name. Hidden ones are not meant.
fn in_config(world: &mut World<'_>) -> Result<Vec<PathBuf>> {
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
fn add(catalog: &mut Catalog, path: &Path, world: &mut World<'_>) -> Result<Table> {
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
        warn(world, &format!("{}:{line}: {what}", path.display()))?;
    }
    if mistakes > MOST_NAMED {
        warn(world, &format!("{}: and {} more", path.display(), mistakes - MOST_NAMED))?;
    }
    Ok(Table { path: path.to_owned(), rows, mistakes })
}

fn warn(world: &mut World<'_>, line: &str) -> io::Result<()> {
    writeln!(world.errors, "{}", printable(line))
}
