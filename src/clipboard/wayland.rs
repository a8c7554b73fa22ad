//! The selection of Wayland, in the process that holds the text.

use std::io::Read;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use wl_clipboard_rs::copy::{self, MimeSource, Options, Source};
use wl_clipboard_rs::paste::{self, ClipboardType, Seat};
use wl_clipboard_rs::utils::{PrimarySelectionCheckError, is_primary_selection_supported};

use super::holding::{HELD, REPLACED, UNREACHABLE, UNSUPPORTED};

/// How long to wait before reading the text back, again and again: the library says when the text has been replaced, but
/// not when it is there.
const PAUSE: Duration = Duration::from_millis(1);

/// Holds `text` until another program has copied something, or the compositor is gone. An empty text only asks whether
/// there is one that allows it.
pub(super) fn hold(text: &str, answer: impl FnOnce(&str)) {
    match is_primary_selection_supported() {
        Ok(_) if text.is_empty() => return answer(HELD),
        Ok(_) => {}
        Err(PrimarySelectionCheckError::MissingProtocol) => return answer(UNSUPPORTED),
        Err(_) => return answer(UNREACHABLE),
    }
    // Offered once more under a name that no other program uses: what is read back under it is ours, and not the same
    // text from somebody else.
    let name = format!("application/x-xerrno.{}", std::process::id());
    let (sender, end) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| sender.send(serve(text, &name)));
        answer(&read_back(text, &name, &end));
    });
}

/// Serves `text` until another program has copied something.
fn serve(text: &str, name: &str) -> Result<(), copy::Error> {
    let offer = |mime_type| MimeSource { source: Source::Bytes(text.as_bytes().into()), mime_type };
    let mut options = Options::new();
    options.foreground(true);
    options.copy_multi(vec![offer(copy::MimeType::Text), offer(copy::MimeType::Specific(name.to_owned()))])
}

/// Waits until the text is there, or will not be.
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
