//! Every text of the interface, in both languages: one file for each area, one line for each text.
//!
//! A fixed text is a field, a sentence with parts a function, so that each language orders its words as it likes:
//!
//! ```text
//! copied = "已复制", "Copied";
//! unset(&str) = |name| format!("未设置 {name}"), |name| format!("{name} is not set");
//! ```
//!
//! What is wrong below the interface is told by plain enums, and worded from here where it is shown. The data (meanings,
//! hints, subsystems) is bilingual by itself, and stays in `assets/`.

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
    /// Ways to copy, how it went, and why not.
    pub(crate) copying: Copying,
    /// The report of `xerrno doctor`.
    pub(crate) doctor: Doctor,
    /// What the verbs say on the command line, mistakes in it too.
    pub(crate) command: Command,
    /// The headings of the help, and what is wrong with arguments.
    pub(crate) arguments: Arguments,
    /// The sections of the manual page.
    pub(crate) manual: Manual,
    /// Mistakes in the config file.
    pub(crate) config: Config,
    /// A log in the browser.
    pub(crate) log: Log,
    /// What is wrong with a user's table.
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

/// The texts of an area: a struct with a field for each, and its Chinese and its English value.
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

/// The type of a text: fixed, or made from parts.
macro_rules! text {
    () => { &'static str };
    ($($part:ty),+) => { fn($($part),+) -> String };
}

use {text, texts};
