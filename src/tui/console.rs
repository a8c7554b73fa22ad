//! The terminal as the system provides it: how to find it, its modes, its size, and its input.

#[cfg(unix)]
pub(super) use unix::{
    Device, Keyboard, Modes, device, hand_over, has_gone, is_in_foreground, keyboard, mouse, read_all, size, takes_more,
};

#[cfg(windows)]
pub(super) use windows::{
    Device, Keyboard, Modes, device, hand_over, has_gone, is_in_foreground, keyboard, mouse, read_all, size, takes_more,
};

#[cfg(unix)]
mod unix {
    use std::fs::{File, OpenOptions};
    use std::io::{self, IsTerminal};
    use std::os::fd::AsFd;
    use std::process::Command;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;
    use rustix::process::getpgrp;
    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr};

    pub(in crate::tui) use crate::tui::input::read_all;

    /// The terminal that frames are written to.
    pub(in crate::tui) type Device = File;

    /// The terminal that keys come from.
    pub(in crate::tui) type Keyboard = File;

    /// The terminal that the browser is drawn on: standard output or, if that is no terminal, the controlling terminal of this
    /// process.
    pub(in crate::tui) fn device() -> io::Result<Device> {
        terminal_behind(&io::stdout())
    }

    /// The terminal that keys come from. It is the one that crossterm reads.
    pub(in crate::tui) fn keyboard() -> io::Result<Keyboard> {
        terminal_behind(&io::stdin())
    }

    fn terminal_behind(stream: &(impl IsTerminal + AsFd)) -> io::Result<File> {
        if stream.is_terminal() {
            return Ok(File::from(stream.as_fd().try_clone_to_owned()?));
        }
        OpenOptions::new().read(true).write(true).open("/dev/tty")
    }

    /// The modes that a terminal had.
    pub(in crate::tui) struct Modes(Termios);

    impl Modes {
        /// The present modes.
        pub(in crate::tui) fn of(keyboard: &Keyboard) -> io::Result<Self> {
            Ok(Self(tcgetattr(keyboard)?))
        }

        /// Makes the terminal send keys as they are pressed, and echo none.
        pub(in crate::tui) fn make_raw(&self, keyboard: &Keyboard) -> io::Result<()> {
            let mut raw = self.0.clone();
            raw.make_raw();
            Ok(tcsetattr(keyboard, OptionalActions::Now, &raw)?)
        }

        /// Sets the modes again, without waiting.
        pub(in crate::tui) fn restore(&self, keyboard: &Keyboard) -> io::Result<()> {
            Ok(tcsetattr(keyboard, OptionalActions::Now, &self.0)?)
        }
    }

    /// The columns and rows, if the terminal knows them.
    pub(in crate::tui) fn size(device: &Device) -> Option<(u16, u16)> {
        tcgetwinsize(device).ok().map(|size| (size.ws_col, size.ws_row))
    }

    /// True if the terminal accepts output within `limit`.
    pub(in crate::tui) fn takes_more(device: &Device, limit: Duration) -> bool {
        let limit = Timespec { tv_sec: limit.as_secs().cast_signed(), tv_nsec: limit.subsec_nanos().into() };
        poll(&mut [PollFd::new(device, PollFlags::OUT)], Some(&limit)).is_ok_and(|count| count > 0)
    }

    /// True if this process is in the foreground of the terminal, or if the terminal is that of another session, where nothing
    /// stops a process in the background.
    pub(in crate::tui) fn is_in_foreground(keyboard: &Keyboard) -> bool {
        !tcgetpgrp(keyboard).is_ok_and(|group| group != getpgrp())
    }

    /// Has a program use the terminal, wherever this one's own streams lead.
    pub(in crate::tui) fn hand_over(device: &Device, keyboard: &Keyboard, command: &mut Command) -> io::Result<()> {
        command.stdin(keyboard.try_clone()?).stdout(device.try_clone()?).stderr(device.try_clone()?);
        Ok(())
    }

    /// The sequences that make the terminal report presses and the wheel (mode 1000), also beyond column 223 (mode 1006), or no
    /// longer do so. Motion, which would wake the loop for nothing, is not asked for.
    pub(in crate::tui) fn mouse(ours: bool) -> &'static str {
        if ours { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" }
    }

    /// True if this error means that the terminal is gone.
    pub(in crate::tui) fn has_gone(error: &io::Error) -> bool {
        error.raw_os_error() == Some(Errno::IO.raw_os_error())
    }
}

#[cfg(windows)]
mod windows {
    use std::io::{self, Write};
    use std::process;
    use std::time::Duration;

    use crossterm::ansi_support::supports_ansi;
    use crossterm::event::{DisableMouseCapture, EnableMouseCapture, Event as Input, read};
    use crossterm::{Command, terminal};
    use crossterm_winapi::{Console, Handle};
    use encoding_rs::Encoding;

    use crate::tui::lending;

    /// The console's screen, which takes Unicode whatever its code page.
    #[derive(Clone)]
    pub(in crate::tui) struct Device(Handle);

    impl Device {
        #[expect(clippy::unnecessary_wraps, reason = "a file may have no second handle")]
        pub(in crate::tui) fn try_clone(&self) -> io::Result<Self> {
            Ok(self.clone())
        }
    }

    /// The bytes that are written at once: an older console takes no more than 64 KiB.
    const PORTION: usize = 1 << 14;

    impl Write for Device {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let text = str::from_utf8(bytes).map_err(io::Error::other)?;
            let end = (0..=PORTION.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
            let portion = &text[..end.unwrap_or_default()];
            Console::from(self.0.clone()).write_char_buffer(portion.as_bytes())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The console's keys. There is only one console, so this holds nothing.
    pub(in crate::tui) struct Keyboard;

    impl Keyboard {
        #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "a file may have no second handle")]
        pub(in crate::tui) fn try_clone(&self) -> io::Result<Self> {
            Ok(Self)
        }
    }

    /// The console that the browser is drawn on. Fails if this process has none, or one without escape sequences.
    pub(in crate::tui) fn device() -> io::Result<Device> {
        let screen = Handle::current_out_handle()?;
        if !supports_ansi() {
            return Err(io::Error::other(
                "this console knows no escape sequences: Windows 10 or later has one that does",
            ));
        }
        Ok(Device(screen))
    }

    /// The console that keys come from.
    pub(in crate::tui) fn keyboard() -> io::Result<Keyboard> {
        Handle::current_in_handle().map(|_| Keyboard)
    }

    /// The modes of the console. There are only two, and crossterm can set both, so this holds nothing.
    pub(in crate::tui) struct Modes;

    #[expect(clippy::unused_self, reason = "elsewhere the modes that were found are set again")]
    impl Modes {
        #[expect(clippy::unnecessary_wraps, reason = "elsewhere the terminal is asked")]
        pub(in crate::tui) fn of(_keyboard: &Keyboard) -> io::Result<Self> {
            Ok(Self)
        }

        /// Makes the console send keys as they are pressed, and echo none.
        pub(in crate::tui) fn make_raw(&self, _keyboard: &Keyboard) -> io::Result<()> {
            terminal::enable_raw_mode()
        }

        /// Makes the console read lines again.
        pub(in crate::tui) fn restore(&self, _keyboard: &Keyboard) -> io::Result<()> {
            terminal::disable_raw_mode()
        }
    }

    /// The columns and rows of the console's window.
    pub(in crate::tui) fn size(_device: &Device) -> Option<(u16, u16)> {
        terminal::size().ok()
    }

    /// True: a console always accepts output.
    pub(in crate::tui) fn takes_more(_device: &Device, _limit: Duration) -> bool {
        true
    }

    /// True: every process of a console is in its foreground.
    pub(in crate::tui) fn is_in_foreground(_keyboard: &Keyboard) -> bool {
        true
    }

    /// A program has its parent's console.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere a file may have no second handle")]
    pub(in crate::tui) fn hand_over(
        _device: &Device,
        _keyboard: &Keyboard,
        _command: &mut process::Command,
    ) -> io::Result<()> {
        Ok(())
    }

    /// Makes the console report the mouse, or not, by a call; there is no sequence to write.
    pub(in crate::tui) fn mouse(ours: bool) -> &'static str {
        // This fails if the console has no mouse, which is fine.
        let _ = if ours { EnableMouseCapture.execute_winapi() } else { DisableMouseCapture.execute_winapi() };
        ""
    }

    /// False: a console that is gone has ended this process with it.
    pub(in crate::tui) fn has_gone(_error: &io::Error) -> bool {
        false
    }

    /// Reads the console, and passes on its input until `take` returns false. The console sends keys, not characters of a set,
    /// and Esc is one of them.
    pub(in crate::tui) fn read_all(
        _keyboard: &Keyboard,
        _charset: Option<&'static Encoding>,
        _escape: Duration,
        mut take: impl FnMut(Input) -> bool,
    ) -> io::Result<()> {
        loop {
            let input = read()?;
            // A console can't be watched without reading it: the first key for another program comes here.
            if lending::ours().is_some() && !take(input) {
                return Ok(());
            }
        }
    }
}
