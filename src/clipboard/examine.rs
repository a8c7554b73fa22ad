//! Tests each way of the chain without copying anything.

use serde::{Serialize, Serializer};

use super::Settings;
use super::chain::{Step, Way, chain};
use crate::lang::Lang;
use crate::words::Words;

/// The expected result of trying a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// The first one that works: it gets the text.
    Used,
    /// It works too, and gets the text if those before it fail.
    Reserve,
    /// It was tested, and does not work.
    Fails,
    /// It is not tried in this place.
    Skipped,
}

impl Fate {
    /// It as a word.
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

/// The result of testing one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The way.
    #[serde(serialize_with = "name")]
    pub way: Way,
    /// The expected result.
    pub fate: Fate,
    /// The reason.
    pub why: String,
}

fn name<S: Serializer>(way: &Way, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(way)
}

/// Tests every way that `settings` allow, in the order of the chain, with reasons in `lang`. Takes as long as the slowest
/// displays, at most two seconds per way.
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
