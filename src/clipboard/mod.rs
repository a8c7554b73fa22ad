//! The ways to put text on a clipboard, and the chain that tries them until one works.
//!
//! There are three outcomes, and none claims more than is known: the text is there (it was read back), it was sent where
//! nothing can be read back, or it went nowhere, with the reason of every way.

mod chain;
mod command;
mod desktop;
mod examine;
mod hold;
mod means;
mod osc52;
mod place;
mod reason;
mod system;
mod tmux;
#[cfg(all(unix, not(target_os = "macos")))]
mod wayland;
#[cfg(all(unix, not(target_os = "macos")))]
mod wl_copy;
mod wsl;
#[cfg(all(unix, not(target_os = "macos")))]
mod x11;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

pub use chain::{Step, Way, chain};
pub use desktop::VERB;
pub use examine::{Fate, Finding, examine};
pub use hold::hold;
pub use means::{Means, Mode};
pub use osc52::Caveat;
pub use place::{Place, Relay, System};
pub use reason::{LIMIT, Reason};
pub use tmux::version as tmux_version;

use crate::lang::Lang;
use crate::words::Words;

/// The settings of copying.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The way that the user asked for.
    pub mode: Mode,
    /// The place where the program runs.
    pub place: Place,
    /// The path of this program, which is run again as the process that holds the text.
    pub program: PathBuf,
    /// True if the text also goes to the primary selection, which the middle button pastes.
    pub primary: bool,
}

impl Settings {
    /// These settings for the terminal that is attached now: a multiplexer may know of another one than this process began in.
    /// Runs the multiplexer's program.
    #[must_use]
    pub fn as_attached(&self) -> Self {
        Self { place: tmux::as_attached(&self.place), ..self.clone() }
    }
}

/// The result of copying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The text is on the clipboard: it was read back.
    Copied(Way),
    /// The text was sent, and nothing shows whether it arrives; the caveat says why it may not.
    Sent(Way, Option<Caveat>),
    /// The text went nowhere; the reason of each way.
    Failed(Vec<(Way, Reason)>),
}

impl Outcome {
    /// Advice for a text that does not arrive; empty if it is known whether it did.
    pub fn advice(&self, lang: Lang) -> String {
        let words = &Words::of(lang).copying;
        match self {
            Self::Sent(_, Some(caveat)) => caveat.advise(words),
            Self::Sent(_, None) => words.if_nothing_arrives.to_owned(),
            Self::Copied(_) | Self::Failed(_) => String::new(),
        }
    }

    /// A message of one line about the copy of `text`.
    pub fn tell(&self, text: &str, lang: Lang) -> String {
        let words = &Words::of(lang).copying;
        let (how, detail) = match self {
            Self::Copied(way) => (words.copied, way.reach(lang).to_owned()),
            Self::Sent(way, None) => (words.sent, way.name(lang).to_owned()),
            Self::Sent(way, Some(caveat)) => (words.sent, format!("{}; {}", way.name(lang), caveat.advise(words))),
            Self::Failed(reasons) => {
                let reasons = reasons.iter().map(|(way, reason)| format!("{}: {}", way.name(lang), reason.tell(lang)));
                (words.failed, reasons.collect::<Vec<_>>().join("; "))
            }
        };
        (words.told)(how, text, &detail)
    }
}

/// The answer to a request to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The text that was to be copied.
    pub text: String,
    /// The result.
    pub outcome: Outcome,
    /// Bytes to write, in one piece, to the user's terminal: with OSC 52 only they carry the text.
    pub to_terminal: Option<Vec<u8>>,
}

/// Copies `text`. Returns when that is done, which can take seconds if a program hangs. If another program's text is read back
/// the chain ends, since that text is the newer one and must not be replaced.
pub fn copy(settings: &Settings, text: String) -> Answer {
    let settings = &settings.as_attached();
    let mut reasons = Vec::new();
    for Step { way, objection } in chain(&settings.mode, &settings.place) {
        let attempt = match objection {
            Some(objection) => Err(objection),
            None => (way.means.copy)(settings, &text),
        };
        match attempt {
            Ok(to_terminal) => {
                let outcome = if way.means.reads_back { Outcome::Copied(way) } else { sent(way, &settings.place) };
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

/// The outcome of a way that gives no answer.
fn sent(way: Way, place: &Place) -> Outcome {
    let caveat = Caveat::of(place).filter(|_| way == Way::from(&osc52::OSC_52));
    Outcome::Sent(way, caveat)
}

/// Copies on its own thread, so that callers never wait. A process has only one: dropping it ends the programs that are still
/// copying, and no more can be started.
pub struct Clipboard {
    settings: Settings,
    texts: Sender<String>,
    answers: Receiver<Answer>,
    /// The last text, until its answer has come.
    waiting: Option<String>,
}

impl Clipboard {
    /// A clipboard that has copied nothing yet. `wake` is called after each answer.
    pub fn new(settings: Settings, wake: impl Fn() + Send + 'static) -> Self {
        let (texts, requests) = mpsc::channel::<String>();
        let (sender, answers) = mpsc::channel();
        let own_settings = settings.clone();
        thread::spawn(move || {
            while let Ok(text) = requests.recv() {
                // Of several texts only the last counts; the others would be replaced at once.
                let text = requests.try_iter().last().unwrap_or(text);
                if sender.send(copy(&own_settings, text)).is_err() {
                    return;
                }
                wake();
            }
        });
        Self { settings, texts, answers, waiting: None }
    }

    /// Asks to copy `text`. Earlier requests that have not begun are dropped.
    pub fn copy(&mut self, text: String) {
        self.waiting = Some(text.clone());
        // The thread ends only when this clipboard is dropped.
        let _ = self.texts.send(text);
    }

    /// The next answer, if there is one.
    pub fn answer(&mut self) -> Option<Answer> {
        let answer = self.answers.try_recv().ok()?;
        self.waiting.take_if(|text| *text == answer.text);
        Some(answer)
    }

    /// Call this before the program ends: returns the last answer that was not taken, after waiting for it until `limit` at
    /// most. A text without an answer by then is sent to the terminal if possible, and otherwise not copied. Text that was
    /// copied stays on the clipboard even without this call.
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

/// Handles a text for which there is no time left: sends it the one way that takes no time, if that is open.
fn give_up(settings: &Settings, text: String) -> Answer {
    let steps = chain(&settings.mode, &settings.place).into_iter().filter(|step| step.objection.is_none());
    let ways: Vec<Way> = steps.map(|step| step.way).collect();
    let terminal = Way::from(&osc52::OSC_52);
    if ways.contains(&terminal)
        && let Ok(bytes) = osc52::sequence(&text, settings.place.relay)
    {
        return Answer { text, outcome: sent(terminal, &settings.place), to_terminal: Some(bytes) };
    }
    let reasons = ways.into_iter().map(|way| (way, Reason::TooSlow)).collect();
    Answer { text, outcome: Outcome::Failed(reasons), to_terminal: None }
}
