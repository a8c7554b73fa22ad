//! What each way of the chain would do, found out without copying anything.

use serde::{Serialize, Serializer};

use super::chain::{Step, Way, chain};
use super::reason::Reason;
use super::{Settings, command, desktop, tmux};
use crate::lang::Lang;

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
        match self {
            Self::Used => lang.pick("首选", "used"),
            Self::Reserve => lang.pick("备用", "in reserve"),
            Self::Fails => lang.pick("不可用", "fails"),
            Self::Skipped => lang.pick("不尝试", "not tried"),
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
    let unconfirmed = lang.pick("无法确认是否成功", "its success cannot be confirmed");
    Ok(match way {
        Way::Wayland | Way::X11 | Way::System => {
            desktop::copy(way, &settings.program, "")?;
            let en = "it answers; the text is read back, and outlives this program";
            lang.pick("可用；会读回核对，退出后文本仍在", en).to_owned()
        }
        Way::Tmux => {
            let version = tmux::version()?;
            lang.pick(
                format!("{version}；会读回核对，tmux 再发给终端的部分无法确认"),
                format!("{version}; its buffer is read back; what it sends on to the terminal cannot be confirmed"),
            )
        }
        Way::WlCopy => format!("{}; {unconfirmed}", command::wl_copy_version()?),
        Way::Off => return Err(Reason::SwitchedOff),
        Way::ClipExe => {
            command::look_up("clip.exe").map_err(|_| Reason::NotInstalled("clip.exe".to_owned()))?;
            unconfirmed.to_owned()
        }
        Way::Command(command) => {
            command::look_up(command)?;
            unconfirmed.to_owned()
        }
        Way::Osc52 => {
            lang.pick("终端不作答，也可能忽略它", "the terminal gives no answer, and may ignore it").to_owned()
        }
    })
}
