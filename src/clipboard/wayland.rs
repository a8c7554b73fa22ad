//! The clipboard of Wayland, for the process that holds the text.

use std::io::Read;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use wl_clipboard_rs::copy::{self, MimeSource, Options, Source};
use wl_clipboard_rs::paste::{self, ClipboardType, Seat};
use wl_clipboard_rs::utils::{PrimarySelectionCheckError, is_primary_selection_supported};

use super::desktop::{self, HELD, REPLACED, UNREACHABLE, UNSUPPORTED};
use super::means::{Means, Mode, far_machine};
use super::place::{Place, System};
use super::reason::Reason;

/// The way to the Wayland selection, by the data-control protocol.
pub(super) static WAYLAND: Means = Means {
    name: |words| words.wayland,
    mode: Mode::Desktop,
    systems: &[System::Unix, System::Wsl],
    objection,
    copy: |settings, text| desktop::copy(desktop::WAYLAND, settings, text).map(|()| None),
    probe: |settings, words| desktop::copy(desktop::WAYLAND, settings, "").map(|()| words.will_hold.to_owned()),
    reads_back: true,
};

/// The reason not to try Wayland in a place, if there is one.
pub(super) fn objection(place: &Place) -> Option<Reason> {
    far_machine(place).or_else(|| place.wayland.is_none().then_some(Reason::Unset("WAYLAND_DISPLAY")))
}

/// The time between two attempts to read the text back: the library reports when the text was replaced, but not when it is
/// there.
const PAUSE: Duration = Duration::from_millis(1);

/// Holds `text` until another program has copied something, or the compositor is gone. An empty text only tests whether there
/// is a compositor that allows it. With `primary` the primary selection gets the text too, if the compositor has one.
pub(super) fn hold(text: &str, primary: bool, answer: impl FnOnce(&str)) {
    let has_primary = match is_primary_selection_supported() {
        Ok(_) if text.is_empty() => return answer(HELD),
        Ok(has_primary) => has_primary,
        Err(PrimarySelectionCheckError::MissingProtocol) => return answer(UNSUPPORTED),
        Err(_) => return answer(UNREACHABLE),
    };
    let selections = if primary && has_primary { copy::ClipboardType::Both } else { copy::ClipboardType::Regular };
    // Also offered under a type that no other program uses: text that is read back under it is ours, and not the same text from
    // another program.
    let name = format!("application/x-xerrno.{}", std::process::id());
    let (sender, end) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| sender.send(serve(text, &name, selections)));
        answer(&read_back(text, &name, &end));
    });
}

/// Serves `text` until another program has copied something.
fn serve(text: &str, name: &str, selections: copy::ClipboardType) -> Result<(), copy::Error> {
    let offer = |mime_type| MimeSource { source: Source::Bytes(text.as_bytes().into()), mime_type };
    let mut options = Options::new();
    options.foreground(true).clipboard(selections);
    options.copy_multi(vec![offer(copy::MimeType::Text), offer(copy::MimeType::Specific(name.to_owned()))])
}

/// Waits until the text can be read back, or another program has replaced it.
fn read_back(text: &str, name: &str, end: &Receiver<Result<(), copy::Error>>) -> String {
    loop {
        let end = end.recv_timeout(PAUSE);
        let mut back = String::new();
        let pasted = paste::get_contents(ClipboardType::Regular, Seat::Unspecified, paste::MimeType::Specific(name));
        if pasted.is_ok_and(|(mut pipe, _)| pipe.read_to_string(&mut back).is_ok() && back == text) {
            return HELD.to_owned();
        }
        match end {
            Ok(Ok(())) => return REPLACED.to_owned(),
            Ok(Err(error)) => return error.to_string(),
            Err(_) => {}
        }
    }
}
