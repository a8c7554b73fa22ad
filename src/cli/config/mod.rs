//! `config.toml` and the `XERRNO_*` variables: the user's settings for every run. Each setting is checked by itself: a wrong
//! one is reported, with its line and the nearest right name, and the others apply.

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

/// The settings in force, the file that they come from, and its mistakes.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The config file, whether or not it exists; `None` without a home folder.
    pub(super) file: Option<PathBuf>,
    /// True if the file exists.
    pub(super) exists: bool,
    /// The settings of the file, overridden by those of the environment.
    pub(super) config: Config,
    /// The mistakes in the file and in the variables.
    pub(super) mistakes: Vec<Mistake>,
}

impl Settings {
    /// Reads the config file, if there is one, and then the environment, which overrides it.
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

    /// The message for each mistake: `config.toml:3: what`, or `XERRNO_MOUSE: what`.
    pub(super) fn told(&self, lang: Lang) -> Vec<String> {
        let file = self.file.as_ref().map_or_else(|| NAME.to_owned(), |file| file.display().to_string());
        self.mistakes.iter().map(|mistake| mistake.tell(&file, lang)).collect()
    }

    /// The language that the config sets, or else the locale's.
    pub(super) fn lang(&self, world: &Environment<'_>) -> Lang {
        match self.config.lang {
            Some(LangSetting::Zh) => Lang::Zh,
            Some(LangSetting::En) => Lang::En,
            Some(LangSetting::Auto) | None => Lang::from_locale(world.variable),
        }
    }
}

/// Resolves a path of the config: `~/` is the home folder; any other relative path is relative to the config folder.
fn whole_path(path: &Path, folder: Option<&Path>, world: &Environment<'_>) -> PathBuf {
    let home = (world.variable)("HOME");
    match (path.strip_prefix("~"), home, folder) {
        (Ok(rest), Some(home), _) => Path::new(&home).join(rest),
        (_, _, Some(folder)) => folder.join(path),
        (_, _, None) => path.to_owned(),
    }
}

/// The contents of `config.toml`. A setting that it doesn't have is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Config {
    /// `lang`: the language of the interface; `auto` follows the locale.
    pub(super) lang: Option<LangSetting>,
    /// `mouse`: true if the browser starts with the mouse on.
    pub(super) mouse: Option<bool>,
    /// `clipboard`: the way to copy, as in `--clipboard`.
    pub(super) clipboard: Option<String>,
    /// `primary`: true if X11's and Wayland's primary selection is filled too.
    pub(super) primary: Option<bool>,
    /// `embedded`: false leaves the embedded table out, as `--no-embedded` does.
    pub(super) embedded: Option<bool>,
    /// `history`: false keeps no recent queries and codes.
    pub(super) history: Option<bool>,
    /// `escape_ms`: the time to wait after Esc for the rest of an escape sequence, in milliseconds.
    pub(super) escape_ms: Option<u64>,
    /// `cursor`: the place of the terminal's cursor, which a screen reader follows.
    pub(super) cursor: Option<CursorPlace>,
    /// `[colors]`: parts of the screen with their colours.
    pub(super) colors: Vec<colors::Coloured>,
    /// `[keys]`: the keys of the browser.
    pub(super) keymap: Keymap,
    /// `[[table]]`: tables to read besides the embedded one.
    pub(super) tables: Vec<TableSetting>,
    /// `[scan]`: the settings of `scan`.
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
    /// At the caret of the prompt, where input methods expect it.
    Prompt,
    /// On the selected row.
    Selection,
}

/// A setting whose name is checked elsewhere.
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
    /// `columns`: the meaning of its columns, as in `--columns`.
    pub(super) columns: Option<String>,
    /// `subsystem`: the subsystem of its rows.
    pub(super) subsystem: Option<String>,
    /// The line of its header in the file, from 1.
    pub(super) line: usize,
}

/// The settings of `[scan]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ScanSettings {
    /// `keys`: more keys that logs write before codes.
    pub(super) keys: Vec<String>,
    /// `not`: codes to leave out.
    pub(super) not: Vec<String>,
    /// `keyed`: true to find only codes after a key.
    pub(super) keyed: Option<bool>,
}
