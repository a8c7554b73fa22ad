//! The names of subsystems and forms in the language of the interface.

use super::{Form, Subsystem};
use crate::lang::Lang;
use crate::words::Words;

impl Subsystem {
    /// Its name.
    pub(crate) fn name(&self, lang: Lang) -> &str {
        match lang.prefer(&self.zh, &self.en) {
            "" => &self.id,
            name => name,
        }
    }

    /// A name for narrow places: in English the ID, with a capital if the name has one.
    pub(crate) fn short_name(&self, lang: Lang) -> String {
        let name = self.name(lang);
        match lang {
            Lang::En if name.starts_with(char::is_uppercase) => {
                let mut id = self.id.chars();
                id.next().map_or_else(String::new, |c| c.to_uppercase().chain(id).collect())
            }
            _ => name.to_owned(),
        }
    }

    /// A sentence on its task; empty if there is none.
    pub(crate) fn about(&self, lang: Lang) -> &str {
        lang.prefer(&self.about_zh, &self.about_en)
    }
}

impl Form {
    /// Its name.
    pub(crate) fn name(self, lang: Lang) -> &'static str {
        let words = &Words::of(lang).screen;
        match self {
            Self::Code => words.form_code,
            Self::Line => words.form_line,
            Self::Markdown => words.form_markdown,
            Self::Json => words.form_json,
            Self::Header => words.form_header,
        }
    }
}
