//! Parses a config file.

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::{
    Config, CursorPlace, Kind, LangSetting, Mistake, Named, Place, ScanSettings, TableSetting, Wrong, colors, keys,
};

/// The settings at the top level.
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

/// Parses the text of a config file. Returns its settings and its mistakes, in the order of its lines.
pub(super) fn read(text: &str) -> (Config, Vec<Mistake>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, mistakes: Vec::new() };
    for error in errors {
        reader.tell(error.span().unwrap_or_default(), Wrong::Syntax(error.message().to_owned()));
    }
    let config = reader.root(root.into_inner());
    let mut mistakes = reader.mistakes;
    mistakes.sort_by_key(|mistake| mistake.place.line());
    // One error of syntax often causes more on the same line; the first is enough.
    mistakes.dedup_by_key(|mistake| mistake.place.line());
    (config, mistakes)
}

/// A setting's name and value, with their positions in the text.
type Setting<'t> = (Spanned<Cow<'t, str>>, Spanned<DeValue<'t>>);

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
                "colors" => {
                    let (colors, mistakes) = colors::colors(&self.named(setting, String::clone));
                    config.colors = colors;
                    self.mistakes.extend(mistakes);
                }
                "keys" => {
                    let (keymap, mistakes) = keys::keymap(&self.named(setting, OneOrMore::to_vec));
                    config.keymap = keymap;
                    self.mistakes.extend(mistakes);
                }
                "scan" => config.scan = self.scan(setting),
                "table" => config.tables = self.tables(setting),
                _ => self.unknown(&setting.0, &SETTINGS),
            }
        }
        config
    }

    /// The value of a setting; `None`, with a mistake reported, if it has the wrong type.
    fn value<T: Value>(&mut self, (name, value): Setting<'t>) -> Option<T> {
        let span = value.span();
        let read = T::deserialize(ValueDeserializer::from(value)).ok();
        if read.is_none() {
            self.tell(span, Wrong::Value(name.into_inner().into_owned(), T::KIND));
        }
        read
    }

    /// The settings of a TOML table whose names are checked elsewhere.
    fn named<T: Value, U>(&mut self, setting: Setting<'t>, value: fn(&T) -> U) -> Vec<Named<U>> {
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
            self.tell(span, Wrong::Value(name.into_inner().into_owned(), Kind::Tables));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for one in all {
            let start = one.span();
            let mut table = TableSetting { line: self.line(start.start), ..TableSetting::default() };
            for setting in self.settings((name.clone(), one)) {
                match setting.0.get_ref().as_ref() {
                    "path" => {
                        table.path = self.value(setting).map(|path: String| path.into()).unwrap_or_default();
                    }
                    "columns" => table.columns = self.value(setting),
                    "subsystem" => table.subsystem = self.value(setting),
                    _ => self.unknown(&setting.0, &TABLE_SETTINGS),
                }
            }
            if table.path.as_os_str().is_empty() {
                self.tell(start, Wrong::NoPath);
            } else {
                tables.push(table);
            }
        }
        tables
    }

    /// The settings of a TOML table; empty, with a mistake reported, if the value is none.
    fn settings(&mut self, (name, value): Setting<'t>) -> DeTable<'t> {
        let span = value.span();
        if let DeValue::Table(table) = value.into_inner() {
            return table;
        }
        self.tell(span, Wrong::Value(name.into_inner().into_owned(), Kind::Settings));
        DeTable::new()
    }

    fn unknown(&mut self, name: &Spanned<Cow<'t, str>>, known: &[&'static str]) {
        let typed = name.get_ref().to_string();
        let nearest = crate::cli::nearest::nearest(&typed, known.iter().copied());
        self.tell(name.span(), Wrong::Unknown(typed, nearest));
    }

    fn tell(&mut self, span: Range<usize>, what: Wrong) {
        let line = self.line(span.start);
        self.mistakes.push(Mistake { place: Place::Line(line), what });
    }

    /// The line of the byte `at` of the text, from 1.
    fn line(&self, at: usize) -> usize {
        memchr::memchr_iter(b'\n', &self.text.as_bytes()[..at.min(self.text.len())]).count() + 1
    }
}

/// A type of value, and its kind in messages.
trait Value: DeserializeOwned {
    const KIND: Kind;
}

impl Value for bool {
    const KIND: Kind = Kind::Flag;
}

impl Value for u64 {
    const KIND: Kind = Kind::Number;
}

impl Value for String {
    const KIND: Kind = Kind::Text;
}

impl Value for LangSetting {
    const KIND: Kind = Kind::Lang;
}

impl Value for CursorPlace {
    const KIND: Kind = Kind::Cursor;
}

impl Value for OneOrMore {
    const KIND: Kind = Kind::Texts;
}

/// One value, or a list of them; a number is read as its digits.
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
    use crate::lang::Lang;
    use crate::words::Words;

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
        assert_eq!(config.colors, [("accent", ratatui::style::Color::Blue)]);
        assert_eq!(config.lang, Some(LangSetting::Zh));
        assert_eq!(config.cursor, Some(CursorPlace::Selection));
        assert_eq!(config.escape_ms, Some(30));
        assert_eq!(config.keymap.keys_of("help"), ["F1", "Alt-H"]);
        assert_eq!(config.keymap.keys_of("quit"), ["^Q"]);
        assert_eq!(config.tables[0].columns.as_deref(), Some("code=1,meaning=2"));
        assert_eq!((config.tables[1].path.to_str(), config.tables[1].line), (Some("~/codes"), 19));
        assert_eq!(config.scan.not, ["-2", "-11"]);
        assert_eq!(config.scan.keyed, Some(true));
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_the_others_hold() {
        let text = "lnag = \"zh\"\nmouse = 3\nhistory = false\n[[table]]\ncolumns = \"code\"\n[scan]\nkeyd = true\n[colors]\nacent = \"red\"\ndim = \"bright-gren\"\n";
        let (config, mistakes) = read(text);
        assert_eq!(config.history, Some(false));
        let told: Vec<_> = mistakes.iter().map(|mistake| mistake.tell("config.toml", Lang::En)).collect();
        assert_eq!(
            told,
            [
                "config.toml:1: no setting is called lnag; the nearest is lang",
                "config.toml:2: mouse must be true or false",
                "config.toml:4: this [[table]] has no path; say which file it is",
                "config.toml:7: no setting is called keyd; the nearest is keyed",
                "config.toml:9: no setting is called acent; the nearest is accent",
                "config.toml:10: bright-gren is no colour; the nearest is bright-green",
            ]
        );
    }

    #[test]
    fn a_file_that_is_no_toml_is_told_where_it_is_none() {
        let (_, mistakes) = read("mouse = true\nlang =\n");
        assert_eq!(mistakes.iter().map(|mistake| mistake.place.line()).collect::<Vec<_>>(), [2]);
        assert!(mistakes[0].tell("c", Lang::En).starts_with("c:2: not TOML: "), "{mistakes:?}");
    }

    #[test]
    fn the_manual_page_shows_every_setting_and_its_example_is_right() {
        for lang in [Lang::Zh, Lang::En] {
            let manual = &Words::of(lang).manual;
            let (_, example) = manual.settings.split_once("\n\n").expect("an example");
            assert_eq!(read(example).1, [], "{lang:?}");
            let is_shown = |name: &str| {
                let begins = |line: &str| line.split(' ').next() == Some(name);
                example.lines().any(|line| begins(line) || line.trim_matches(['[', ']']) == name)
            };
            for name in SETTINGS.into_iter().chain(TABLE_SETTINGS).chain(SCAN_SETTINGS) {
                assert!(is_shown(name), "{name} in {lang:?}");
            }
        }
    }
}
