//! The mistakes in the config, and their messages.

use crate::lang::Lang;
use crate::words::Words;

/// A mistake in the config file or in a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Mistake {
    /// The place of the mistake.
    pub(in crate::cli) place: Place,
    /// The kind of mistake.
    pub(in crate::cli) what: Wrong,
}

/// The place of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Place {
    /// The file as a whole.
    File,
    /// A line of the file, from 1.
    Line(usize),
    /// A variable of the environment.
    Variable(String),
}

impl Place {
    /// The line from 1, or 0 if there is none.
    pub(super) fn line(&self) -> usize {
        if let Self::Line(line) = self { *line } else { 0 }
    }
}

/// A kind of mistake in a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Wrong {
    /// The file can't be read; the system's error message.
    Unreadable(String),
    /// The file is not valid TOML there; the parser's error message.
    Syntax(String),
    /// No setting has this name; the nearest name of a setting.
    Unknown(String, Option<&'static str>),
    /// The setting of this name, or the variable with this value, must be of this kind.
    Value(String, Kind),
    /// No colour has this name; the nearest name of a colour.
    NoColor(String, Option<&'static str>),
    /// A `[[table]]` has no path.
    NoPath,
    /// No key has this name, or the key types a character.
    NoKey(String),
    /// This key is set for the command of this name already.
    KeyTwice(String, &'static str),
    /// The first command has no key left, since its keys are set for the second.
    KeyLost(&'static str, String),
}

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Kind {
    /// True or false.
    Flag,
    /// A whole number, not negative.
    Number,
    /// One text.
    Text,
    /// One text or a list of them.
    Texts,
    /// A language.
    Lang,
    /// A place for the cursor.
    Cursor,
    /// A TOML table of settings.
    Settings,
    /// An array of TOML tables.
    Tables,
}

impl Mistake {
    /// The message for the mistake, in one line with its place; `file` is the name of the config file.
    pub(super) fn tell(&self, file: &str, lang: Lang) -> String {
        let what = self.what.tell(lang);
        match &self.place {
            Place::File => format!("{file}: {what}"),
            Place::Line(line) => format!("{file}:{line}: {what}"),
            Place::Variable(name) => format!("{name}: {what}"),
        }
    }
}

impl Wrong {
    fn tell(&self, lang: Lang) -> String {
        let words = &Words::of(lang).config;
        match self {
            Self::Unreadable(why) => (words.unreadable)(why),
            Self::Syntax(why) => (words.no_toml)(why),
            Self::Unknown(name, None) => (words.no_setting)(name),
            Self::Unknown(name, Some(nearest)) => (words.no_setting_but)(name, nearest),
            Self::Value(name, kind) => (words.must_be)(name, kind.tell(lang)),
            Self::NoColor(name, None) => (words.no_color)(name),
            Self::NoColor(name, Some(nearest)) => (words.no_color_but)(name, nearest),
            Self::NoPath => words.no_path.to_owned(),
            Self::NoKey(key) => (words.no_key)(key),
            Self::KeyTwice(key, other) => (words.key_twice)(key, other),
            Self::KeyLost(name, taker) => (words.key_lost)(name, taker),
        }
    }
}

impl Kind {
    fn tell(self, lang: Lang) -> &'static str {
        let words = &Words::of(lang).config;
        match self {
            Self::Flag => words.flag,
            Self::Number => words.number,
            Self::Text => words.text,
            Self::Texts => words.texts,
            Self::Lang => words.lang,
            Self::Cursor => words.cursor,
            Self::Settings => words.settings,
            Self::Tables => words.tables,
        }
    }
}
