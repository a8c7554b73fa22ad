//! Every text of the interface, in both languages: one file for each area, one line for each text.
//!
//! A fixed text is a field, and a sentence with parts is a function, so that each language can order its words:
//!
//! ```text
//! copied = "已复制", "Copied";
//! unset(&str) = |name| format!("未设置 {name}"), |name| format!("{name} is not set");
//! ```
//!
//! Code below the interface returns errors as plain enums; their messages are here, and chosen where they are shown. The data
//! (meanings, hints, subsystems) has both languages itself, and stays in `assets/`.

mod arguments;
mod command;
mod config;
mod copying;
mod doctor;
mod help;
mod keys;
mod log;
mod manual;
mod screen;
mod table;

use crate::lang::Lang;

pub(crate) use arguments::Arguments;
pub(crate) use command::Command;
pub(crate) use config::Config;
pub(crate) use copying::Copying;
pub(crate) use doctor::Doctor;
#[cfg(test)]
pub(crate) use help::TEXTS as HELP_TEXTS;
pub(crate) use help::help;
pub(crate) use keys::Keys;
pub(crate) use log::Log;
pub(crate) use manual::Manual;
pub(crate) use screen::Screen;
pub(crate) use table::Table;

/// The texts of one language.
pub(crate) struct Words {
    /// The browser's panels.
    pub(crate) screen: Screen,
    /// The keys and the help page.
    pub(crate) keys: Keys,
    /// Names of the ways to copy, and messages about their success or failure.
    pub(crate) copying: Copying,
    /// The report of `xerrno doctor`.
    pub(crate) doctor: Doctor,
    /// Messages of the verbs on the command line, errors included.
    pub(crate) command: Command,
    /// The headings of the help, and messages about wrong arguments.
    pub(crate) arguments: Arguments,
    /// The sections of the manual page.
    pub(crate) manual: Manual,
    /// Mistakes in the config file.
    pub(crate) config: Config,
    /// Texts of the browser over a log.
    pub(crate) log: Log,
    /// Messages about problems with users' tables.
    pub(crate) table: Table,
}

static ZH: Words = Words {
    screen: screen::ZH,
    keys: keys::ZH,
    copying: copying::ZH,
    doctor: doctor::ZH,
    command: command::ZH,
    arguments: arguments::ZH,
    manual: manual::ZH,
    config: config::ZH,
    log: log::ZH,
    table: table::ZH,
};

static EN: Words = Words {
    screen: screen::EN,
    keys: keys::EN,
    copying: copying::EN,
    doctor: doctor::EN,
    command: command::EN,
    arguments: arguments::EN,
    manual: manual::EN,
    config: config::EN,
    log: log::EN,
    table: table::EN,
};

impl Words {
    /// The texts of a language.
    pub(crate) fn of(lang: Lang) -> &'static Self {
        lang.pick(&ZH, &EN)
    }
}

/// Defines the texts of an area: a struct with a field for each, and constants with its Chinese and its English values.
macro_rules! texts {
    ($(#[$about:meta])* $area:ident { $($name:ident $(($($part:ty),+))? = $zh:expr, $en:expr;)+ }) => {
        $(#[$about])*
        pub(crate) struct $area {
            $(pub(crate) $name: $crate::words::text!($($($part),+)?),)+
        }

        pub(super) const ZH: $area = $area { $($name: $zh,)+ };

        pub(super) const EN: $area = $area { $($name: $en,)+ };
    };
}

/// The type of a text: a fixed string, or a function of its parts.
macro_rules! text {
    () => { &'static str };
    ($($part:ty),+) => { fn($($part),+) -> String };
}

use {text, texts};
