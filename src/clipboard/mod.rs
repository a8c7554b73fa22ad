//! The ways to put text on a clipboard, and the chain that tries them until one works.
//!
//! Three answers are possible, and none says more than is known: the text is there (it was read back), it was sent
//! where nothing can be read back, or it went nowhere, with the reason of every way.

mod chain;
mod command;
mod desktop;
mod examine;
mod holding;
mod osc52;
mod reason;
#[cfg(not(all(unix, not(target_os = "macos"))))]
mod system;
mod tmux;
#[cfg(all(unix, not(target_os = "macos")))]
mod wayland;
mod wsl;
#[cfg(all(unix, not(target_os = "macos")))]
mod x11;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

pub use chain::{Mode, Place, Step, System, Way, chain};
pub use desktop::{VERB, hold};
pub use examine::{Fate, Finding, examine};
pub use reason::{LIMIT, Reason};
pub use tmux::version as tmux_version;

use crate::lang::Lang;
use crate::words::Words;

/// What copying depends on.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the user asked for.
    pub mode: Mode,
    /// Where the program runs.
    pub place: Place,
    /// This program, to be run again as the process that holds the text.
    pub program: PathBuf,
}

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The text is there: it was read back.
    Copied(Way),
    /// The text is on its way, and nothing can tell whether it arrives.
    Sent(Way),
    /// The text went nowhere; each way's own reason.
    Failed(Vec<(Way, Reason)>),
}

impl Outcome {
    /// One line on it, in which `text` is what was to be copied.
    pub fn tell(&self, text: &str, lang: Lang) -> String {
        let words = &Words::of(lang).copying;
        let (how, detail) = match self {
            Self::Copied(way) => (words.copied, way.reach(lang).to_owned()),
            Self::Sent(way) => (words.sent, way.name(lang).to_owned()),
            Self::Failed(reasons) => {
                let reasons = reasons.iter().map(|(way, reason)| format!("{}: {}", way.name(lang), reason.tell(lang)));
                (words.failed, reasons.collect::<Vec<_>>().join("; "))
            }
        };
        (words.told)(how, text, &detail)
    }
}

/// The answer to one request to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was to be copied.
    pub text: String,
    /// How it went.
    pub outcome: Outcome,
    /// Bytes to be written, in one piece, to the terminal that the user looks at: with [`Way::Osc52`] only they carry
    /// the text.
    pub to_terminal: Option<Vec<u8>>,
}

/// Copies `text`, and returns when that is done, which can take seconds where a program hangs. Where another program's
/// text was read back the chain ends: that text is the newer one, and is not replaced.
pub fn copy(settings: &Settings, text: String) -> Answer {
    let mut reasons = Vec::new();
    for Step { way, objection } in chain(&settings.mode, &settings.place) {
        let attempt = match objection {
            Some(objection) => Err(objection),
            None => try_way(&way, settings, &text),
        };
        match attempt {
            Ok(to_terminal) => {
                let read_back = matches!(way, Way::Wayland | Way::X11 | Way::System | Way::Tmux);
                let outcome = if read_back { Outcome::Copied(way) } else { Outcome::Sent(way) };
                return Answer { text, outcome, to_terminal };
            }
            Err(reason) => {
                let is_outrun = reason == Reason::Replaced;
                reasons.push((way, reason));
                if is_outrun {
                    break;
                }
            }
        }
    }
    Answer { text, outcome: Outcome::Failed(reasons), to_terminal: None }
}

fn try_way(way: &Way, settings: &Settings, text: &str) -> Result<Option<Vec<u8>>, Reason> {
    match way {
        Way::Wayland | Way::X11 | Way::System => desktop::copy(way, &settings.program, text)?,
        Way::WlCopy => command::wl_copy(text)?,
        Way::ClipExe => wsl::copy(text)?,
        Way::Tmux => tmux::copy(text)?,
        Way::Command(command) => command::shell(command, text)?,
        Way::Off => return Err(Reason::SwitchedOff),
        Way::Osc52 => return osc52::sequence(text, settings.place.tmux).map(Some),
    }
    Ok(None)
}

/// Copies on a thread of its own, so that whoever asks never waits. A process has one: when it is dropped, what hangs on a
/// text is ended, and no other program is run.
pub struct Clipboard {
    settings: Settings,
    texts: Sender<String>,
    answers: Receiver<Answer>,
    /// The last text, until it is answered.
    waiting: Option<String>,
}

impl Clipboard {
    /// A clipboard that has copied nothing yet. `wake` is called whenever an answer has come.
    pub fn new(settings: Settings, wake: impl Fn() + Send + 'static) -> Self {
        let (texts, requests) = mpsc::channel::<String>();
        let (sender, answers) = mpsc::channel();
        let own_settings = settings.clone();
        thread::spawn(move || {
            while let Ok(text) = requests.recv() {
                // Only the last of several counts: the others would be replaced at once.
                let text = requests.try_iter().last().unwrap_or(text);
                if sender.send(copy(&own_settings, text)).is_err() {
                    return;
                }
                wake();
            }
        });
        Self { settings, texts, answers, waiting: None }
    }

    /// Asks for `text` to be copied. What was asked before and has not begun is left out.
    pub fn copy(&mut self, text: String) {
        self.waiting = Some(text.clone());
        // The thread ends only when this clipboard is dropped.
        let _ = self.texts.send(text);
    }

    /// The next answer, if one has come.
    pub fn answer(&mut self) -> Option<Answer> {
        let answer = self.answers.try_recv().ok()?;
        self.waiting.take_if(|text| *text == answer.text);
        Some(answer)
    }

    /// On the way out: the last answer that has not been taken, for which it waits until `limit` is over. A text without
    /// one by then goes to the terminal, where that may be, and is not copied otherwise. What has been copied stays there
    /// without any of this.
    pub fn leave(mut self, limit: Duration) -> Option<Answer> {
        let deadline = Instant::now() + limit;
        let mut last = None;
        while self.waiting.is_some()
            && let Ok(answer) = self.answers.recv_timeout(deadline.saturating_duration_since(Instant::now()))
        {
            self.waiting.take_if(|text| *text == answer.text);
            last = Some(answer);
        }
        match self.waiting.take() {
            Some(text) => Some(give_up(&self.settings, text)),
            None => last,
        }
    }
}

impl Drop for Clipboard {
    fn drop(&mut self) {
        command::end_all();
    }
}

/// What becomes of a text that nobody can wait for any longer: the one way that takes no time, if it is open.
fn give_up(settings: &Settings, text: String) -> Answer {
    let steps = chain(&settings.mode, &settings.place).into_iter().filter(|step| step.objection.is_none());
    let ways: Vec<Way> = steps.map(|step| step.way).collect();
    if ways.contains(&Way::Osc52)
        && let Ok(bytes) = osc52::sequence(&text, settings.place.tmux)
    {
        return Answer { text, outcome: Outcome::Sent(Way::Osc52), to_terminal: Some(bytes) };
    }
    let reasons = ways.into_iter().map(|way| (way, Reason::TooSlow)).collect();
    Answer { text, outcome: Outcome::Failed(reasons), to_terminal: None }
}
