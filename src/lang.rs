//! The two languages of the interface, and which of them is in force.

/// A language of the interface. An entry's meaning is shown in both, whichever is in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, in simplified characters.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The variables that [`Lang::from_locale`] looks up, the strongest first.
    pub const VARIABLES: [&'static str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// The language that a POSIX environment asks for: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and
    /// not empty decides, and anything but `zh…` is English. `variable` looks a name up in the environment.
    pub fn from_locale(variable: impl Fn(&str) -> Option<String>) -> Self {
        let locale = Self::VARIABLES.into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
        match locale {
            Some(value) if value.to_ascii_lowercase().starts_with("zh") => Self::Zh,
            _ => Self::En,
        }
    }

    /// The other language.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// Of two renderings of one text, the one in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// Of two renderings of one text, the one in this language, or the other where this one is empty.
    pub fn prefer<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        let [first, second] = self.pick([zh, en], [en, zh]);
        if first.is_empty() { second } else { first }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn the_first_locale_variable_that_is_set_decides() {
        let cases: [(&[(&str, &str)], Lang); 5] = [
            (&[], Lang::En),
            (&[("LANG", "zh_CN.UTF-8")], Lang::Zh),
            (&[("LC_ALL", "en_GB.UTF-8"), ("LANG", "zh_CN.UTF-8")], Lang::En),
            (&[("LC_ALL", ""), ("LANG", "zh_TW")], Lang::Zh),
            (&[("LC_MESSAGES", "C.UTF-8")], Lang::En),
        ];
        for (environment, lang) in cases {
            let variable =
                |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(Lang::from_locale(variable), lang, "{environment:?}");
        }
    }
}
