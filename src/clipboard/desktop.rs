//! The clipboard of the desktop, where a separate process holds the text.
//!
//! On X11 and Wayland a clipboard holds no text. The program that copied does, and answers each paste; when it ends, the text
//! is gone. So the text goes to a child, another run of this program under a hidden verb, which holds it until another program
//! copies something, however this one ends. Nothing is left to do on the way out, and a display that hangs blocks the child
//! alone.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use super::Settings;
use super::reason::{LIMIT, Reason};

/// The hidden verb under which this program holds a text.
pub const VERB: &str = "hold-clipboard";

/// The names of the clipboards, as arguments of the child.
pub(super) const WAYLAND: &str = "wayland";
pub(super) const X11: &str = "x11";
pub(super) const SYSTEM: &str = "system";

/// The argument after the clipboard's name that asks to fill the primary selection as well.
pub(super) const PRIMARY: &str = "primary";

/// The child's answer, in one line: the text is on the clipboard.
pub(super) const HELD: &str = "held";
/// The child's answer: another program copied something first.
pub(super) const REPLACED: &str = "replaced";
/// The child's answer: the text is longer than the clipboard can hand over.
pub(super) const TOO_LONG: &str = "too long";
/// The child's answer: no clipboard can be reached.
pub(super) const UNREACHABLE: &str = "unreachable";
/// The child's answer: the compositor lets only the focused window copy.
pub(super) const UNSUPPORTED: &str = "unsupported";

/// Puts `text` on the clipboard of this name, by a child that holds it. An empty text only tests whether the clipboard can be
/// reached.
pub(super) fn copy(clipboard: &str, settings: &Settings, text: &str) -> Result<(), Reason> {
    let mut child = start(clipboard, settings)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let length = text.len();
    let text = text.to_owned();
    let (sender, answer) = mpsc::channel();
    thread::spawn(move || {
        if let (Some(mut stdin), Some(stdout)) = (stdin, stdout) {
            // If the child dies before it has read everything, its answer is empty.
            let _ = stdin.write_all(text.as_bytes());
            drop(stdin);
            let mut line = String::new();
            let _ = BufReader::new(stdout).read_line(&mut line);
            let _ = sender.send(line);
        }
    });
    let Ok(line) = answer.recv_timeout(LIMIT) else {
        let _ = child.kill();
        let _ = child.wait();
        return Err(Reason::TooSlow);
    };
    // The child ends when another program copies something, or has ended already; waiting for it leaves no zombie.
    thread::spawn(move || child.wait());
    match line.trim_end() {
        HELD => Ok(()),
        UNREACHABLE => Err(match clipboard {
            WAYLAND => Reason::NoWayland,
            X11 => Reason::NoX11,
            _ => Reason::NoSystemClipboard,
        }),
        UNSUPPORTED => Err(Reason::NoDataControl),
        TOO_LONG => Err(Reason::TooLong(length)),
        REPLACED => Err(Reason::Replaced),
        "" => Err(Reason::HolderEnded),
        message => Err(Reason::Said(message.to_owned())),
    }
}

fn start(clipboard: &str, settings: &Settings) -> Result<Child, Reason> {
    let mut command = Command::new(&settings.program);
    command.args([VERB, clipboard]).args(settings.primary.then_some(PRIMARY));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // The attached terminal's display may differ from the one that this process began with.
    let place = &settings.place;
    let displays = [("DISPLAY", &place.x11), ("WAYLAND_DISPLAY", &place.wayland), ("XAUTHORITY", &place.x11_authority)];
    command.envs(displays.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))));
    // The child may outlive this program by days, and must not keep a file system busy that long.
    if cfg!(unix) {
        command.current_dir("/");
    }
    command.spawn().map_err(|error| Reason::not_started(&command, &error))
}
