//! `config.toml`: what the user wants to be so in every run. Each setting stands for itself: one that is wrong is told,
//! with its line and the nearest right name, and the others hold.

use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::lang::Lang;

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
    /// `[colors]`: the name of a part of the screen and a colour, with their line.
    pub(super) colors: Vec<Named<String>>,
    /// `[keys]`: the name of what a key does and its keys, with their line.
    pub(super) keys: Vec<Named<Vec<String>>>,
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
    pub(super) path: String,
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

/// A setting that cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Its line in the file, from 1.
    pub(super) line: usize,
    /// What is wrong with it.
    pub(super) what: Wrong,
}

/// What is wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// The file is no TOML there, in the parser's words.
    Syntax(String),
    /// No setting has this name; the nearest name that one has.
    Unknown(String, Option<&'static str>),
    /// The setting of this name takes other values, in the parser's words.
    Value(String, String),
    /// A `[[table]]` names no file.
    NoPath,
}

impl Wrong {
    /// What is wrong, in the words of a language.
    pub(super) fn tell(&self, lang: Lang) -> String {
        match self {
            Self::Syntax(why) => lang.pick(format!("不是 TOML：{why}"), format!("not TOML: {why}")),
            Self::Unknown(name, None) => {
                lang.pick(format!("没有设置项 {name}"), format!("no setting is called {name}"))
            }
            Self::Unknown(name, Some(nearest)) => lang.pick(
                format!("没有设置项 {name}；最接近的是 {nearest}"),
                format!("no setting is called {name}; the nearest is {nearest}"),
            ),
            Self::Value(name, why) => lang.pick(format!("{name} 的值不对：{why}"), format!("{name}: {why}")),
            Self::NoPath => lang
                .pick("[[table]] 缺少 path".to_owned(), "this [[table]] has no path; say which file it is".to_owned()),
        }
    }
}

const SETTINGS: [&str; 12] = [
    "lang",
    "mouse",
    "clipboard",
    "primary",
    "embedded",
    "history",
    "escape_ms",
    "cursor",
    "colors",
    "keys",
    "table",
    "scan",
];
const TABLE_SETTINGS: [&str; 3] = ["path", "columns", "subsystem"];
const SCAN_SETTINGS: [&str; 3] = ["keys", "not", "keyed"];

/// Reads the text of a config file. Gives what it says, and each mistake in it, in the order of its lines.
pub(super) fn read(text: &str) -> (Config, Vec<Mistake>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, mistakes: Vec::new() };
    for error in errors {
        reader.tell(error.span().unwrap_or_default(), Wrong::Syntax(error.message().to_owned()));
    }
    let config = reader.root(root.into_inner());
    let mut mistakes = reader.mistakes;
    mistakes.sort_by_key(|mistake| mistake.line);
    // One slip of syntax often breaks what follows it too; the first word on a line says enough.
    mistakes.dedup_by_key(|mistake| mistake.line);
    (config, mistakes)
}

/// A setting's name and value, with their places in the text.
type Setting<'t> = (Spanned<std::borrow::Cow<'t, str>>, Spanned<DeValue<'t>>);

struct Reader<'t> {
    text: &'t str,
    mistakes: Vec<Mistake>,
}

impl<'t> Reader<'t> {
    fn root(&mut self, root: DeTable<'t>) -> Config {
        let mut config = Config::default();
        for setting in root {
            match setting.0.get_ref().as_ref() {
                "lang" => config.lang = self.value(setting),
                "mouse" => config.mouse = self.value(setting),
                "clipboard" => config.clipboard = self.value(setting),
                "primary" => config.primary = self.value(setting),
                "embedded" => config.embedded = self.value(setting),
                "history" => config.history = self.value(setting),
                "escape_ms" => config.escape_ms = self.value(setting),
                "cursor" => config.cursor = self.value(setting),
                "colors" => config.colors = self.named(setting, String::clone),
                "keys" => config.keys = self.named(setting, OneOrMore::to_vec),
                "scan" => config.scan = self.scan(setting),
                "table" => config.tables = self.tables(setting),
                _ => self.unknown(&setting.0, &SETTINGS),
            }
        }
        config
    }

    /// The value of a setting; `None`, and told, where it is of another kind.
    fn value<T: DeserializeOwned>(&mut self, (name, value): Setting<'t>) -> Option<T> {
        let span = value.span();
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.tell(span, Wrong::Value(name.into_inner().into_owned(), error.message().to_owned()));
                None
            }
        }
    }

    /// The settings of a table whose names another part of the program checks.
    fn named<T: DeserializeOwned, U>(&mut self, setting: Setting<'t>, value: fn(&T) -> U) -> Vec<Named<U>> {
        let mut all = Vec::new();
        for setting in self.settings(setting) {
            let (name, line) = (setting.0.get_ref().to_string(), self.line(setting.0.span().start));
            if let Some(read) = self.value::<T>(setting) {
                all.push(Named { name, value: value(&read), line });
            }
        }
        all.sort_by_key(|named| named.line);
        all
    }

    fn scan(&mut self, setting: Setting<'t>) -> ScanSettings {
        let mut scan = ScanSettings::default();
        for setting in self.settings(setting) {
            match setting.0.get_ref().as_ref() {
                "keys" => scan.keys = self.value::<OneOrMore>(setting).map_or_else(Vec::new, |keys| keys.to_vec()),
                "not" => scan.not = self.value::<OneOrMore>(setting).map_or_else(Vec::new, |codes| codes.to_vec()),
                "keyed" => scan.keyed = self.value(setting),
                _ => self.unknown(&setting.0, &SCAN_SETTINGS),
            }
        }
        scan
    }

    fn tables(&mut self, (name, value): Setting<'t>) -> Vec<TableSetting> {
        let span = value.span();
        let DeValue::Array(all) = value.into_inner() else {
            let why = "a list of tables is written as [[table]]".to_owned();
            self.tell(span, Wrong::Value(name.into_inner().into_owned(), why));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for one in all {
            let start = one.span();
            let mut table = TableSetting { line: self.line(start.start), ..TableSetting::default() };
            for setting in self.settings((name.clone(), one)) {
                match setting.0.get_ref().as_ref() {
                    "path" => table.path = self.value(setting).unwrap_or_default(),
                    "columns" => table.columns = self.value(setting),
                    "subsystem" => table.subsystem = self.value(setting),
                    _ => self.unknown(&setting.0, &TABLE_SETTINGS),
                }
            }
            if table.path.is_empty() {
                self.tell(start, Wrong::NoPath);
            } else {
                tables.push(table);
            }
        }
        tables
    }

    /// The settings of a table; none, and told, where it is no table.
    fn settings(&mut self, (name, value): Setting<'t>) -> DeTable<'t> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => table,
            _ => {
                let why = "a table of settings is expected".to_owned();
                self.tell(span, Wrong::Value(name.into_inner().into_owned(), why));
                DeTable::new()
            }
        }
    }

    fn unknown(&mut self, name: &Spanned<std::borrow::Cow<'t, str>>, known: &[&'static str]) {
        let typed = name.get_ref().to_string();
        let nearest = known.iter().copied().map(|known| (strsim::damerau_levenshtein(known, &typed), known)).min();
        let nearest = nearest.filter(|(distance, known)| *distance <= known.len().div_ceil(2)).map(|(_, known)| known);
        self.tell(name.span(), Wrong::Unknown(typed, nearest));
    }

    fn tell(&mut self, span: Range<usize>, what: Wrong) {
        let line = self.line(span.start);
        self.mistakes.push(Mistake { line, what });
    }

    /// The line of a place in the text, from 1.
    fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
    }
}

/// One value, or a list of them; a number stands for its digits.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(Word),
    More(Vec<Word>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Word {
    Text(String),
    Number(i64),
}

impl OneOrMore {
    fn to_vec(&self) -> Vec<String> {
        let words = match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::More(words) => words,
        };
        let text = |word: &Word| match word {
            Word::Text(text) => text.clone(),
            Word::Number(number) => number.to_string(),
        };
        words.iter().map(text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_read() {
        let (config, mistakes) = read(
            r#"
lang = "zh"
mouse = true
clipboard = "tmux"
primary = true
embedded = false
history = false
escape_ms = 30
cursor = "selection"
[colors]
accent = "blue"
[keys]
help = ["f1", "alt-h"]
quit = "ctrl-q"
[[table]]
path = "gateway.xlsx"
columns = "code=1,meaning=2"
subsystem = "gateway"
[[table]]
path = "~/codes"
[scan]
keys = ["svr_ret"]
not = [-2, "-11"]
keyed = true
"#,
        );
        assert_eq!(mistakes, []);
        assert_eq!(config.lang, Some(LangSetting::Zh));
        assert_eq!(config.cursor, Some(CursorPlace::Selection));
        assert_eq!(config.escape_ms, Some(30));
        assert_eq!(config.keys[0].value, ["f1", "alt-h"]);
        assert_eq!((config.keys[1].value.as_slice(), config.keys[1].line), (&["ctrl-q".to_owned()][..], 14));
        assert_eq!(config.tables[0].columns.as_deref(), Some("code=1,meaning=2"));
        assert_eq!((config.tables[1].path.as_str(), config.tables[1].line), ("~/codes", 19));
        assert_eq!(config.scan.not, ["-2", "-11"]);
        assert_eq!(config.scan.keyed, Some(true));
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_the_others_hold() {
        let text = "lnag = \"zh\"\nmouse = 3\nhistory = false\n[[table]]\ncolumns = \"code\"\n[scan]\nkeyd = true\n";
        let (config, mistakes) = read(text);
        assert_eq!(config.history, Some(false));
        let told: Vec<_> = mistakes.iter().map(|mistake| (mistake.line, mistake.what.tell(Lang::En))).collect();
        assert_eq!(
            told,
            [
                (1, "no setting is called lnag; the nearest is lang".to_owned()),
                (2, "mouse: invalid type: integer `3`, expected a boolean".to_owned()),
                (4, "this [[table]] has no path; say which file it is".to_owned()),
                (7, "no setting is called keyd; the nearest is keyed".to_owned()),
            ]
        );
    }

    #[test]
    fn a_file_that_is_no_toml_is_told_where_it_is_none() {
        let (_, mistakes) = read("mouse = true\nlang =\n");
        assert_eq!(mistakes.iter().map(|mistake| mistake.line).collect::<Vec<_>>(), [2]);
        assert!(mistakes[0].what.tell(Lang::En).starts_with("not TOML: "), "{mistakes:?}");
    }
}
