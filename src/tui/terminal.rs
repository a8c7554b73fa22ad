//! Takes the terminal for the browser, and gives it back on every way out.

use std::io::{self, Write};
use std::process::{Command, ExitStatus};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{panic, process, thread};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{cursor, queue, style};
use encoding_rs::Encoding;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use ratatui::style::Modifier;
use ratatui::{Frame, Terminal};

use super::backend::BufferedBackend;
use super::console::{self, Device, Keyboard, Modes};
use super::inline::{self, CursorAt, Height, make_room};
use super::lending;
use super::wide::{WideCells, without_invisible};
use crate::charset::encoded;

/// The terminal to give back, while it is taken. Ways out that don't know the loop (a signal, a panic) find it here; taking it
/// out of here makes sure that it is restored only once.
static TAKEN: Mutex<Option<Taken>> = Mutex::new(None);

/// Locked while something is written, so that giving the terminal back waits for a frame that is under way, and no frame is
/// written after that.
static WRITING: Mutex<()> = Mutex::new(());

/// Everything that is needed to give the terminal back.
struct Taken {
    device: Device,
    keyboard: Keyboard,
    modes: Modes,
    /// True if the browser has the whole screen, and not only some lines of it.
    is_whole: bool,
}

/// xterm's mode 1036, which is off by default: Alt with a key sends Esc and the key, instead of a character with its eighth bit
/// set, which is `±` for Alt-1. Other terminals don't have the mode, and ignore it. This saves its state, and sets it.
const META_SENDS_ESCAPE: &str = "\x1b[?1036s\x1b[?1036h";

/// Restores the saved state.
const META_AS_BEFORE: &str = "\x1b[?1036r";

/// The longest time for which the exit waits for a terminal that accepts no output.
const LAST_WORDS: Duration = Duration::from_millis(200);

/// The longest wait for the foreground, into which a shell puts a program before or right after it starts it.
const FOREGROUND: Duration = Duration::from_millis(300);
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// The exit status after a panic, as usual for Rust programs.
const PANICKED: i32 = 101;

/// The size to assume if a terminal doesn't know its own.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// The terminal while it is taken.
pub(super) struct Screen {
    device: Device,
    keyboard: Keyboard,
    terminal: Terminal<BufferedBackend>,
    wide: WideCells,
    mouse: bool,
    /// The terminal's character set; `None` for UTF-8.
    charset: Option<&'static Encoding>,
    /// The height of the browser; `None` for the whole screen.
    height: Option<Height>,
    /// True if room for these lines was made, and not given back since.
    has_room: bool,
    /// True if the contents of the terminal are unknown, or its size has changed.
    is_stale: bool,
}

impl Screen {
    /// Takes the terminal, which is in `charset`, or some lines of it, without asking it anything. Fails if this process isn't
    /// in the terminal's foreground.
    pub(super) fn enter(
        device: Device,
        keyboard: Keyboard,
        height: Option<Height>,
        charset: Option<&'static Encoding>,
    ) -> io::Result<Self> {
        wait_for_foreground(&keyboard)?;
        let Ok(terminal) = Terminal::new(BufferedBackend::new(size(&device), height.is_none()));
        // Stale from the start: without an alternate screen (mosh, GNU screen, a console), the first frame must clear what
        // others have drawn.
        let mut screen = Self {
            device,
            keyboard,
            terminal,
            wide: WideCells::default(),
            mouse: false,
            charset,
            height,
            has_room: false,
            is_stale: true,
        };
        screen.take()?;
        Ok(screen)
    }

    /// Takes the terminal; the sequences for that go out with the next frame. One that is taken already is taken again, since
    /// others may have had it while this process was stopped.
    fn take(&mut self) -> io::Result<()> {
        let mut taken = lock(&TAKEN);
        if taken.is_none() {
            let modes = Modes::of(&self.keyboard)?;
            *taken = Some(Taken {
                device: self.device.try_clone()?,
                keyboard: self.keyboard.try_clone()?,
                modes,
                is_whole: self.height.is_none(),
            });
        }
        if let Some(Taken { modes, .. }) = &*taken {
            modes.make_raw(&self.keyboard)?;
        }
        let backend = self.terminal.backend_mut();
        if self.height.is_none() {
            backend.add(EnterAlternateScreen);
        }
        backend.add(EnableBracketedPaste);
        backend.bytes().push_str(META_SENDS_ESCAPE);
        if self.mouse {
            backend.bytes().push_str(console::mouse(true));
        }
        Ok(())
    }

    /// Takes the terminal again after others had it, and forgets what they may have overwritten.
    pub(super) fn retake(&mut self) -> io::Result<()> {
        self.has_room = false;
        self.refresh();
        self.take()
    }

    /// Gives the terminal to another program until that ends; how it does is in the value. Fails where the terminal does.
    pub(super) fn lend(&mut self, command: &mut Command) -> io::Result<io::Result<ExitStatus>> {
        console::hand_over(&self.device, &self.keyboard, command)?;
        let ended = lending::run(command, || {
            restore();
        });
        self.retake()?;
        Ok(ended)
    }

    /// Makes the next frame a whole one, in the terminal's size at that time.
    pub(super) fn refresh(&mut self) {
        self.is_stale = true;
    }

    /// Draws a frame: only changed cells, in one write, as one update. `render` returns the address of the frame's link.
    pub(super) fn draw<'v>(&mut self, render: impl FnOnce(&mut Frame<'_>) -> &'v str) -> io::Result<()> {
        self.terminal.backend_mut().add(BeginSynchronizedUpdate);
        if std::mem::take(&mut self.is_stale) {
            let mut size = size(&self.device);
            let backend = self.terminal.backend_mut();
            let room = self.height.map(|height| {
                size.height = height.of(size.height);
                let from = match std::mem::replace(&mut self.has_room, true) {
                    false => CursorAt::Shell,
                    true if backend.frame() == size => CursorAt::Ours,
                    true => CursorAt::Resized(backend.row()),
                };
                make_room(size.height, from)
            });
            backend.renew(size);
            self.terminal.backend_mut().bytes().extend(room);
            let Ok(()) = self.terminal.resize(size.into());
        }
        let link = self.terminal.backend().link();
        let Ok(_) = self.terminal.draw(|frame| {
            let address = render(frame);
            link.lead_to(address, frame.buffer_mut());
            without_invisible(frame.buffer_mut());
            self.wide.mend(frame.buffer_mut());
            unembolden_reversed(frame.buffer_mut());
        });
        let backend = self.terminal.backend_mut();
        backend.add(EndSynchronizedUpdate);
        let bytes = encoded(backend.bytes(), self.charset);
        backend.bytes().clear();
        self.write(&bytes)
    }

    /// Takes the mouse from the terminal with the next frame, or gives it back.
    pub(super) fn mouse(&mut self, ours: bool) {
        self.mouse = ours;
        self.terminal.backend_mut().bytes().push_str(console::mouse(ours));
    }

    /// Writes bytes in one piece; does nothing once the terminal was given back.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let _writing = lock(&WRITING);
        if lock(&TAKEN).is_none() {
            return Ok(());
        }
        self.device.write_all(bytes)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn lock<T>(mutex: &'static Mutex<T>) -> MutexGuard<'static, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the terminal back, if it is taken; true if it was.
pub(super) fn restore() -> bool {
    let Some(Taken { mut device, keyboard, modes, is_whole }) = lock(&TAKEN).take() else { return false };
    // If any of this fails, the terminal is gone. The modes come first, since setting them never waits.
    let _ = modes.restore(&keyboard);
    let mut farewell = Vec::new();
    let _ = queue!(
        farewell,
        EndSynchronizedUpdate,
        style::Print(console::mouse(false)),
        DisableBracketedPaste,
        style::Print(META_AS_BEFORE),
        style::ResetColor
    );
    let _ = if is_whole {
        // Cleared for terminals without an alternate screen, where the frame would stay behind the shell's prompt.
        queue!(farewell, Clear(ClearType::All), cursor::MoveTo(0, 0), LeaveAlternateScreen)
    } else {
        queue!(farewell, style::Print(inline::LEAVE))
    };
    let _ = queue!(farewell, cursor::Show);
    if console::takes_more(&device, LAST_WORDS) {
        let _writing = lock(&WRITING);
        let _ = device.write_all(&farewell);
    }
    true
}

/// Waits until this process is in the foreground of the terminal, where a shell is about to put it. Fails if that doesn't
/// happen: zsh runs `< <(xerrno --print)` in the background, where taking the terminal would stop the process for good.
fn wait_for_foreground(keyboard: &Keyboard) -> io::Result<()> {
    let deadline = Instant::now() + FOREGROUND;
    while !console::is_in_foreground(keyboard) {
        if Instant::now() > deadline {
            return Err(io::Error::other("the program runs in the background of its terminal"));
        }
        thread::sleep(LOOK_AGAIN);
    }
    Ok(())
}

/// Removes bold from reversed cells: terminals that draw bold as bright brighten the colour that has become the background, so
/// that the text can't be read (`PuTTY`, `QTerminal`).
fn unembolden_reversed(frame: &mut Buffer) {
    for cell in &mut frame.content {
        if cell.modifier.contains(Modifier::REVERSED) {
            cell.modifier.remove(Modifier::BOLD);
        }
    }
}

/// Makes a panic on any thread give the terminal back before it is reported, and end the program: a browser without one of its
/// threads would no longer respond.
pub(super) fn restore_on_panic() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let was_ours = restore();
        report(panic);
        if was_ours {
            process::exit(PANICKED);
        }
    }));
}

fn size(device: &Device) -> Size {
    let known = console::size(device).filter(|(columns, rows)| *columns > 0 && *rows > 0);
    known.unwrap_or(USUAL_SIZE).into()
}
