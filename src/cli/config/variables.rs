//! Reads the settings of the environment: `XERRNO_LANG` is `lang`, and so on. An empty variable counts as not set.

use super::{Config, CursorPlace, Kind, LangSetting, Mistake, Place, Wrong};

/// The prefix of the variables' names.
const PREFIX: &str = "XERRNO_";

/// Overrides the settings of `config` with those of the environment, and returns the mistakes.
pub(super) fn read(config: &mut Config, variable: &dyn Fn(&str) -> Option<String>) -> Vec<Mistake> {
    let mut variables = Variables { variable, mistakes: Vec::new() };
    variables.put("LANG", Kind::Lang, lang, &mut config.lang);
    variables.put("MOUSE", Kind::Flag, flag, &mut config.mouse);
    variables.put("CLIPBOARD", Kind::Text, |text| Some(text.to_owned()), &mut config.clipboard);
    variables.put("PRIMARY", Kind::Flag, flag, &mut config.primary);
    variables.put("EMBEDDED", Kind::Flag, flag, &mut config.embedded);
    variables.put("HISTORY", Kind::Flag, flag, &mut config.history);
    variables.put("ESCAPE_MS", Kind::Number, |text| text.parse().ok(), &mut config.escape_ms);
    variables.put("CURSOR", Kind::Cursor, cursor, &mut config.cursor);
    variables.mistakes
}

struct Variables<'v> {
    variable: &'v dyn Fn(&str) -> Option<String>,
    mistakes: Vec<Mistake>,
}

impl Variables<'_> {
    fn put<T>(&mut self, name: &str, kind: Kind, parse: impl Fn(&str) -> Option<T>, setting: &mut Option<T>) {
        let name = format!("{PREFIX}{name}");
        let Some(text) = (self.variable)(&name).filter(|text| !text.is_empty()) else { return };
        match parse(&text) {
            Some(value) => *setting = Some(value),
            None => self.mistakes.push(Mistake { place: Place::Variable(name), what: Wrong::Value(text, kind) }),
        }
    }
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

fn lang(text: &str) -> Option<LangSetting> {
    match text {
        "zh" => Some(LangSetting::Zh),
        "en" => Some(LangSetting::En),
        "auto" => Some(LangSetting::Auto),
        _ => None,
    }
}

fn cursor(text: &str) -> Option<CursorPlace> {
    match text {
        "prompt" => Some(CursorPlace::Prompt),
        "selection" => Some(CursorPlace::Selection),
        _ => None,
    }
}
