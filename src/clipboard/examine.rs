//! What each way of the chain would do, found out without copying anything.

use serde::{Serialize, Serializer};

use super::Settings;
use super::chain::{Step, Way, chain};
use crate::lang::Lang;
use crate::words::Words;

/// What would become of one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// The first that works: it gets the text.
    Used,
    /// It works too, and gets the text when those before it fail.
    Reserve,
    /// It was tried, and does not work.
    Fails,
    /// It is not tried here.
    Skipped,
}

impl Fate {
    /// It in a word.
    pub fn tell(self, lang: Lang) -> &'static str {
        let words = &Words::of(lang).copying;
        match self {
            Self::Used => words.used,
            Self::Reserve => words.reserve,
            Self::Fails => words.fails,
            Self::Skipped => words.skipped,
        }
    }
}

/// One way, what would become of it, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The way.
    #[serde(serialize_with = "name")]
    pub way: Way,
    /// What would become of it.
    pub fate: Fate,
    /// Why.
    pub why: String,
}

fn name<S: Serializer>(way: &Way, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(way)
}

/// Looks at every way that `settings` allow, in the order of the chain, and says why in `lang`. Takes as long as the
/// slowest displays, two seconds for each way at most.
pub fn examine(settings: &Settings, lang: Lang) -> Vec<Finding> {
    let mut is_taken = false;
    let steps = chain(&settings.mode, &settings.place).into_iter();
    let findings = steps.map(|Step { way, objection }| {
        let (fate, why) = match objection {
            Some(objection) => (Fate::Skipped, objection.tell(lang)),
            None => match (way.means.probe)(settings, &Words::of(lang).copying) {
                Ok(why) => (if is_taken { Fate::Reserve } else { Fate::Used }, why),
                Err(reason) => (Fate::Fails, reason.tell(lang)),
            },
        };
        is_taken |= fate == Fate::Used;
        Finding { way, fate, why }
    });
    findings.collect()
}
