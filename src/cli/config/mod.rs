//! `config.toml` and the `XERRNO_*` variables: what the user wants to be so in every run. Each setting stands for itself:
//! one that is wrong is told, with its line and the nearest right name, and the others hold.

mod colors;
mod keys;
mod mistake;
mod read;
mod variables;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub(super) use mistake::{Kind, Mistake, Place, Wrong};

use super::environment::Environment;
use crate::lang::Lang;
use crate::tui::keys::Keymap;

/// The name of the file in the config folder.
const NAME: &str = "config.toml";

/// The settings in force, and where they come from.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The config file, whether or not it exists; `None` where there is no home to look in.
    pub(super) file: Option<PathBuf>,
    /// True if the file exists.
    pub(super) exists: bool,
    /// The file's settings, those of the environment over them.
    pub(super) config: Config,
    /// The settings that cannot hold.
    pub(super) mistakes: Vec<Mistake>,
}

impl Settings {
    /// Reads the config file, where there is one, and then the environment, which is stronger.
    pub(super) fn read(world: &Environment<'_>) -> Self {
        let folder = (world.config)();
        let file = folder.as_ref().map(|folder| folder.join(NAME));
        let mut settings = Self { file, ..Self::default() };
        match settings.file.as_ref().map(fs::read_to_string) {
            None => {}
            Some(Ok(text)) => {
                settings.exists = true;
                (settings.config, settings.mistakes) = read::read(&text);
            }
            Some(Err(error)) if error.kind() == io::ErrorKind::NotFound => {}
            Some(Err(error)) => {
                settings.exists = true;
                let what = Wrong::Unreadable(error.to_string());
                settings.mistakes.push(Mistake { place: Place::File, what });
            }
        }
        for table in &mut settings.config.tables {
            table.path = whole_path(&table.path, folder.as_deref(), world);
        }
        settings.mistakes.extend(variables::read(&mut settings.config, world.variable));
        settings
    }

    /// Each mistake in a line: `config.toml:3: what`, or `XERRNO_MOUSE: what`.
    pub(super) fn told(&self, lang: Lang) -> Vec<String> {
        let file = self.file.as_ref().map_or_else(|| NAME.to_owned(), |file| file.display().to_string());
        self.mistakes.iter().map(|mistake| mistake.tell(&file, lang)).collect()
    }

    /// The language that the config sets; otherwise the locale's.
    pub(super) fn lang(&self, world: &Environment<'_>) -> Lang {
        match self.config.lang {
            Some(LangSetting::Zh) => Lang::Zh,
            Some(LangSetting::En) => Lang::En,
            Some(LangSetting::Auto) | None => Lang::from_locale(world.variable),
        }
    }
}

/// A path of the config: `~/` is the home folder, and any other relative path begins in the config folder.
fn whole_path(path: &Path, folder: Option<&Path>, world: &Environment<'_>) -> PathBuf {
    let home = (world.variable)("HOME");
    match (path.strip_prefix("~"), home, folder) {
        (Ok(rest), Some(home), _) => Path::new(&home).join(rest),
        (_, _, Some(folder)) => folder.join(path),
        (_, _, None) => path.to_owned(),
    }
}

/// What `config.toml` says. What it does not say is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Config {
    /// `lang`: the language of the interface; `auto` follows the locale.
    pub(super) lang: Option<LangSetting>,
    /// `mouse`: true if the browser starts with the mouse taken from the terminal.
    pub(super) mouse: Option<bool>,
    /// `clipboard`: the way to copy, in the words of `--clipboard`.
    pub(super) clipboard: Option<String>,
    /// `primary`: true if X11's and Wayland's primary selection is filled too.
    pub(super) primary: Option<bool>,
    /// `embedded`: false leaves the embedded table out, as `--no-embedded` does.
    pub(super) embedded: Option<bool>,
    /// `history`: false keeps no recent queries and codes.
    pub(super) history: Option<bool>,
    /// `escape_ms`: how long a lone Esc is held back for what may follow it, in milliseconds.
    pub(super) escape_ms: Option<u64>,
    /// `cursor`: where the terminal's cursor stands, which a screen reader follows.
    pub(super) cursor: Option<CursorPlace>,
    /// `[colors]`: parts of the screen with their colours.
    pub(super) colors: Vec<colors::Coloured>,
    /// `[keys]`: the keys of the browser.
    pub(super) keymap: Keymap,
    /// `[[table]]`: tables that join the embedded one.
    pub(super) tables: Vec<TableSetting>,
    /// `[scan]`: how `scan` reads logs.
    pub(super) scan: ScanSettings,
}

/// The values of `lang`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LangSetting {
    /// Chinese.
    Zh,
    /// English.
    En,
    /// The locale's.
    Auto,
}

/// The values of `cursor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum CursorPlace {
    /// At the caret of the prompt, where input methods look for it.
    Prompt,
    /// On the selected row.
    Selection,
}

/// A setting whose name belongs to another part of the program, which checks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named<T> {
    /// Its name.
    pub(super) name: String,
    /// Its value.
    pub(super) value: T,
    /// Its line in the file, from 1.
    pub(super) line: usize,
}

/// A `[[table]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TableSetting {
    /// `path`: the file or folder; relative to the config folder, and `~/` is the home folder.
    pub(super) path: PathBuf,
    /// `columns`: what its columns are, in the words of `--columns`.
    pub(super) columns: Option<String>,
    /// `subsystem`: the group that its rows stand in.
    pub(super) subsystem: Option<String>,
    /// The line of its header in the file, from 1.
    pub(super) line: usize,
}

/// The settings of `[scan]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ScanSettings {
    /// `keys`: further names under which logs write codes.
    pub(super) keys: Vec<String>,
    /// `not`: codes to leave out.
    pub(super) not: Vec<String>,
    /// `keyed`: true if only codes under a key count.
    pub(super) keyed: Option<bool>,
}
