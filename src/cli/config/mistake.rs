//! A setting that cannot hold, in words.

use crate::lang::Lang;
use crate::words::Words;

/// A setting that cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Mistake {
    /// Where it stands.
    pub(in crate::cli) place: Place,
    /// What is wrong with it.
    pub(in crate::cli) what: Wrong,
}

/// Where a setting stands.
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
    /// The line, or 0 where there is none.
    pub(super) fn line(&self) -> usize {
        if let Self::Line(line) = self { *line } else { 0 }
    }
}

/// What is wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Wrong {
    /// The file cannot be read, in the system's words.
    Unreadable(String),
    /// The file is no TOML there, in the parser's words.
    Syntax(String),
    /// No setting has this name; the nearest name that one has.
    Unknown(String, Option<&'static str>),
    /// The setting of this name takes values of this kind.
    Value(String, Kind),
    /// No colour has this name; the nearest that one has.
    NoColor(String, Option<&'static str>),
    /// A `[[table]]` names no file.
    NoPath,
    /// No key is called so, or it types a character.
    NoKey(String),
    /// This key is set for what has this name already.
    KeyTwice(String, &'static str),
    /// What has this name has no key left, since its keys are set for what has the other.
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
    /// A place of the cursor.
    Cursor,
    /// Settings under a heading.
    Settings,
    /// Several of them under the same heading.
    Tables,
}

impl Mistake {
    /// The mistake in a line, with where it stands; `file` is the name of the config file.
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
