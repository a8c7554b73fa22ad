//! What each way of the chain would do, found out without copying anything.

use serde::{Serialize, Serializer};

use super::chain::{Step, Way, chain};
use super::reason::Reason;
use super::{Settings, command, desktop, tmux};
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
/// slowest displays, two seconds for each at most.
pub fn examine(settings: &Settings, lang: Lang) -> Vec<Finding> {
    let mut is_taken = false;
    let mut no_compositor = None;
    let steps = chain(&settings.mode, &settings.place).into_iter();
    let findings = steps.map(|Step { way, objection }| {
        let inherited = no_compositor.clone().filter(|_| way == Way::WlCopy);
        let (fate, why) = match (objection, inherited) {
            (Some(objection), _) => (Fate::Skipped, objection.tell(lang)),
            (None, Some(reason)) => (Fate::Fails, Reason::tell(&reason, lang)),
            (None, None) => match probe(&way, settings, lang) {
                Ok(why) => (if is_taken { Fate::Reserve } else { Fate::Used }, why),
                Err(reason) => {
                    let why = reason.tell(lang);
                    // Without data-control, wl-copy knows more tricks; without a compositor it is as helpless.
                    if way == Way::Wayland && reason != Reason::NoDataControl {
                        no_compositor = Some(reason);
                    }
                    (Fate::Fails, why)
                }
            },
        };
        is_taken |= fate == Fate::Used;
        Finding { way, fate, why }
    });
    findings.collect()
}

/// What there is to expect of a way, as far as that can be told without a text.
fn probe(way: &Way, settings: &Settings, lang: Lang) -> Result<String, Reason> {
    let words = &Words::of(lang).copying;
    Ok(match way {
        Way::Wayland | Way::X11 | Way::System => {
            desktop::copy(way, &settings.program, "")?;
            words.will_hold.to_owned()
        }
        Way::Tmux => (words.will_fill_tmux)(&tmux::version()?),
        Way::WlCopy => (words.will_send_by)(&command::wl_copy_version()?),
        Way::Off => return Err(Reason::SwitchedOff),
        Way::ClipExe => {
            command::look_up("clip.exe").map_err(|_| Reason::NotInstalled("clip.exe".to_owned()))?;
            words.will_send.to_owned()
        }
        Way::Command(command) => {
            command::look_up(command)?;
            words.will_send.to_owned()
        }
        Way::Osc52 => words.will_ask_terminal.to_owned(),
    })
}
