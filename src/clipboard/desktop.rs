//! The clipboard of the desktop: a process of its own holds the text there.
//!
//! On X11 and Wayland a clipboard holds no text. The program that copied does, and answers each paste; when it ends,
//! the text is gone. So the text goes to a child, another run of this program under a hidden verb, which holds it until
//! another program copies something, however this one ends. Nothing is left to do on the way out, and a display that
//! hangs hangs the child alone.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use super::chain::Way;
use super::holding::{HELD, REPLACED, TOO_LONG, UNREACHABLE, UNSUPPORTED};
use super::reason::{LIMIT, Reason};
#[cfg(not(all(unix, not(target_os = "macos"))))]
use super::system;
#[cfg(all(unix, not(target_os = "macos")))]
use super::{wayland, x11};

/// The hidden verb under which this program holds a text.
pub const VERB: &str = "hold-clipboard";

/// What the child is started for.
const WAYLAND: &str = "wayland";
const X11: &str = "x11";

/// Puts `text` on the clipboard of the desktop by a child that is another run of `program`. An empty text is not put
/// there: it asks whether the clipboard can be reached.
pub(super) fn copy(way: &Way, program: &Path, text: &str) -> Result<(), Reason> {
    let mut child = start(way, program)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let length = text.len();
    let text = text.to_owned();
    let (sender, answer) = mpsc::channel();
    thread::spawn(move || {
        if let (Some(mut stdin), Some(stdout)) = (stdin, stdout) {
            // A child that died before it read everything says so by the end of its answer.
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
    // It ends when another program copies something, or has ended already: either way no zombie is left.
    thread::spawn(move || child.wait());
    match line.trim_end() {
        HELD => Ok(()),
        UNREACHABLE => Err(match way {
            Way::Wayland => Reason::NoWayland,
            Way::X11 => Reason::NoX11,
            _ => Reason::NoSystemClipboard,
        }),
        UNSUPPORTED => Err(Reason::NoDataControl),
        TOO_LONG => Err(Reason::TooLong(length)),
        REPLACED => Err(Reason::Replaced),
        "" => Err(Reason::HolderEnded),
        message => Err(Reason::Said(message.to_owned())),
    }
}

fn start(way: &Way, program: &Path) -> Result<Child, Reason> {
    let mut command = Command::new(program);
    let display = match way {
        Way::Wayland => WAYLAND,
        Way::X11 => X11,
        _ => "system",
    };
    command.args([VERB, display]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // It may outlive this program by days, and must not keep a file system busy that long.
    #[cfg(unix)]
    command.current_dir("/");
    command.spawn().map_err(|error| Reason::not_started(&command, &error))
}

/// The child's part: puts `text` on the clipboard of `display`, reads it back, and says through `answer` how that went.
/// On X11 and Wayland it then returns when another program has copied something, or the display is gone. It answers
/// only when nothing is left to be set: whoever copies after the answer must not be undone.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn hold(display: &str, text: &str, answer: impl FnOnce(&str)) {
    match display {
        WAYLAND => wayland::hold(text, answer),
        X11 => x11::hold(text, answer),
        _ => answer(UNREACHABLE),
    }
}

/// The child's part: puts `text` on the system's clipboard, reads it back, and says through `answer` how that went.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub fn hold(_display: &str, text: &str, answer: impl FnOnce(&str)) {
    system::hold(text, answer);
}
