//! Real terminals on a virtual display: the keys of a keyboard do what the help page says.
#![cfg(target_os = "linux")]

#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use support::displays::{Ending, Xvfb};
use support::pty::not_zero;
use support::{Fakes, XERRNO, all_codes, command, have, printed, run, wait_for};
use tempfile::TempDir;

/// The command lines of the terminals, with an installed font.
const TERMINALS: [&[&str]; 2] =
    [&["xterm", "-fa", "DejaVu Sans Mono", "-fs", "9"], &["urxvt", "-fn", "xft:DejaVu Sans Mono:size=9"]];

/// A terminal in which the browser runs, with a record of the browser's output.
struct Window {
    x11: Xvfb,
    folder: TempDir,
    _terminal: Ending,
    /// The columns and rows of the emulator that shows the output.
    size: (u16, u16),
}

impl Window {
    /// Opens `terminal` with the browser in it; `None`, with a message, if it is not installed.
    fn open(terminal: &[&str]) -> Option<Self> {
        let mut window = Self::with(terminal, XERRNO, &[])?;
        window.wait_for(&all_codes());
        Some(window)
    }

    /// Opens `terminal` with this command line in it and with these variables.
    fn with(terminal: &[&str], line: &str, environment: &[(&str, &str)]) -> Option<Self> {
        if !have(&["Xvfb", "xclip", "xdotool", "xwd", "script", terminal[0]]) {
            return None;
        }
        let x11 = Xvfb::with_screen("900x600x24");
        let folder = tempfile::tempdir().expect("a folder");
        let state = folder.path().join("state");
        fs::create_dir(&state).expect("a folder");
        let log = folder.path().join("written");
        let mut command = command(
            terminal[0],
            &[&x11.environment()[..], &[("XDG_STATE_HOME", state.to_str().expect("a name"))], environment].concat(),
        );
        // `script` records all that the browser writes, and passes keys through unchanged.
        command.args(&terminal[1..]).args(["-e", "script", "-qfc", line]).arg(&log);
        let terminal = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let window = Self { x11, folder, _terminal: Ending::new(terminal.expect("a terminal")), size: (80, 24) };
        // Without a window manager, keys go to the window under the pointer.
        window.xdotool(&["mousemove", "100", "100"]);
        Some(window)
    }

    fn xdotool(&self, arguments: &[&str]) -> String {
        printed(command("xdotool", &self.x11.environment()).args(arguments))
    }

    fn press(&self, keys: &[&str]) {
        self.xdotool(&[&["key", "--delay", "30"], keys].concat());
    }

    fn types(&self, text: &str) {
        self.xdotool(&["type", "--delay", "30", "--", text]);
    }

    /// The screen as an emulator shows the output so far.
    fn screen(&self) -> String {
        let mut emulator = vt100::Parser::new(not_zero(self.size.1), not_zero(self.size.0), 0);
        emulator.process(&fs::read(self.folder.path().join("written")).unwrap_or_default());
        emulator.screen().contents()
    }

    /// The length of the output so far, in bytes.
    fn written(&self) -> u64 {
        fs::metadata(self.folder.path().join("written")).map_or(0, |written| written.len())
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    #[track_caller]
    fn wait_until(&mut self, what: &str, condition: impl Fn(&str) -> bool) {
        wait_for(&format!("{what} on\n{}", self.screen()), || condition(&self.screen()).then_some(()));
    }

    /// Waits for `text` until `limit` has passed. Returns true if it was shown.
    fn shows_within(&self, limit: Duration, text: &str) -> bool {
        let deadline = Instant::now() + limit;
        while Instant::now() < deadline {
            if self.screen().contains(text) {
                return true;
            }
        }
        false
    }

    /// Waits until the row of `code` is selected.
    #[track_caller]
    fn wait_for_selected(&mut self, code: &str) {
        let row = format!("▌ {code} ");
        self.wait_until(&row, |screen| screen.lines().any(|line| line.trim_start().starts_with(&row)));
    }

    /// Empties the query, even if a panel is open.
    fn clear(&mut self) {
        self.press(&["ctrl+e", "ctrl+u"]);
        self.wait_for(&all_codes());
    }
}

impl Drop for Window {
    /// Leaves the browser, which `script` would keep running after its terminal has closed.
    fn drop(&mut self) {
        self.press(&["ctrl+c"]);
    }
}

/// Runs `test` in every terminal that is installed.
fn in_each(test: impl Fn(&mut Window)) {
    for terminal in TERMINALS {
        if let Some(mut window) = Window::open(terminal) {
            test(&mut window);
        }
    }
}

#[test]
fn keys_that_move_and_open_do_what_the_help_page_says() {
    in_each(|window| {
        // The keys, and the row that is selected then.
        for (key, code) in [
            ("Down", "-5062"),
            ("ctrl+n", "-902"),
            ("Up", "-5062"),
            ("ctrl+p", "-6101"),
            ("ctrl+End", "-64"),
            ("ctrl+Home", "-6101"),
            ("alt+greater", "-64"),
            ("alt+less", "-6101"),
        ] {
            window.press(&[key]);
            window.wait_for_selected(code);
        }
        window.press(&["Next"]);
        window.wait_until("a page down", |screen| !screen.contains("▌ -6101"));
        window.press(&["Prior"]);
        window.wait_for_selected("-6101");
        window.press(&["Tab"]);
        window.wait_until("one subsystem", |screen| !screen.contains("Plugin ·") && !screen.contains("proxy ·"));
        window.press(&["shift+Tab"]);
        // The panel that opens on a key, and on its alternative.
        for (keys, title) in [(["F1", "alt+h"], "─ Keys "), (["F4", "ctrl+o"], "─ Copy as ")] {
            for key in keys {
                window.press(&[key]);
                window.wait_for(title);
                window.press(&["Escape"]);
                window.wait_until("closed", |screen| !screen.contains(title));
            }
        }
        window.press(&["F2"]);
        window.wait_for("全部");
        window.press(&["F2"]);
        window.wait_for("All");
        window.press(&["F3"]);
        window.wait_for("Mouse on");
        window.press(&["F3"]);
        window.wait_for("Mouse off");
        window.press(&["ctrl+space"]);
        window.wait_for("1 marked");
        window.press(&["Up", "alt+m"]);
        window.wait_until("nothing marked", |screen| !screen.contains("marked"));
        // Related codes and back, with either key of each.
        window.types("-96");
        window.wait_for("1/104");
        for (there, back) in [("alt+1", "alt+Left"), ("F6", "F5")] {
            window.press(&[there]);
            window.wait_for_selected("-97");
            window.press(&[back]);
            window.wait_for("1/104");
        }
        window.press(&["Escape"]);
        window.wait_for(&all_codes());
        window.press(&["alt+Up"]);
        window.wait_for("❯ -96");
        window.clear();
        window.press(&["ctrl+d"]);
        wait_for("the end of the browser", || {
            window.xdotool(&["search", "--class", "xterm|urxvt"]).is_empty().then_some(())
        });
    });
}

#[test]
fn keys_that_read_and_draw_do_what_the_help_page_says() {
    let fakes = Fakes::new(&[("xdg-open", "echo \"$1\" >\"$(dirname \"$0\")/opened\"")]);
    for terminal in TERMINALS {
        let Some(mut window) = Window::with(terminal, XERRNO, &[("PATH", &fakes.path())]) else { continue };
        window.wait_for(&all_codes());
        // The detail pane has too little room for this; it is scrolled to its end and back.
        window.press(&["shift+Down"; 20]);
        window.wait_for("See also");
        window.press(&["shift+Up"; 20]);
        window.wait_until("the beginning of the detail", |screen| !screen.contains("See also"));
        window.press(&["alt+Down"; 20]);
        window.wait_for("See also");
        window.types("-96");
        window.wait_for("1/104");
        window.press(&["ctrl+g"]);
        window.wait_for("Handed to the desktop");
        wait_for("the page", || {
            fs::read_to_string(fakes.file("opened")).is_ok_and(|page| page.contains("436/6059")).then_some(())
        });
        fs::remove_file(fakes.file("opened")).expect("it was opened");
        window.press(&["ctrl+y"]);
        wait_for("the line", || window.x11.paste().starts_with("-96 签名过期").then_some(()));
        window.press(&["ctrl+r"]);
        window.wait_for("─ Recent ");
        window.wait_for("now");
        window.press(&["Escape"]);
        window.wait_until("closed", |screen| !screen.contains("─ Recent "));
        // ^L writes a whole frame, though nothing has changed.
        let written = window.written();
        window.press(&["ctrl+l"]);
        wait_for("a whole frame", || (window.written() > written + 500).then_some(()));
        window.wait_for("1/104");
    }
}

#[test]
fn keys_over_a_log_do_what_the_help_page_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("app.log");
    fs::write(&log, "errno=-97 a\nerrno=-97 b\nerrno=-6101 c\n").expect("a log");
    let fakes = Fakes::new(&[("vim", "echo \"$@\" >\"$(dirname \"$0\")/told\"")]);
    let editor = fakes.file("vim");
    let environment = [("EDITOR", editor.to_str().expect("a readable name"))];
    for terminal in TERMINALS {
        let line = format!("{XERRNO} scan --browse {}", log.display());
        let Some(mut window) = Window::with(terminal, &line, &environment) else { continue };
        window.wait_for_selected("-97");
        // There are two keys since each terminal uses one of them itself: xterm Alt-Enter, urxvt Alt-S.
        let is_xterm = terminal[0] == "xterm";
        for key in if is_xterm { ["ctrl+s", "alt+s"] } else { ["ctrl+s"; 2] } {
            window.wait_for("most frequent first");
            window.press(&[key]);
            window.wait_for("last seen first");
            window.press(&[key]);
            window.wait_until("the table's order", |screen| !screen.contains("Codes in the log"));
            window.press(&[key]);
        }
        window.wait_for("most frequent first");
        for key in if is_xterm { ["F7"; 2] } else { ["F7", "alt+Return"] } {
            window.press(&[key]);
            window.wait_for("line 2 of 2");
            window.press(&["Escape"]);
            window.wait_until("closed", |screen| !screen.contains("line 2 of 2"));
        }
        for key in ["alt+e", "F9"] {
            window.press(&[key]);
            let told = wait_for("the editor", || {
                fs::read_to_string(fakes.file("told")).ok().filter(|told| told.ends_with('\n'))
            });
            assert!(told.starts_with("+2 "), "{told}");
            fs::remove_file(fakes.file("told")).expect("it was told");
            window.wait_for_selected("-97");
        }
        window.press(&["ctrl+t"]);
        window.wait_for(&all_codes());
        window.press(&["ctrl+t"]);
        window.wait_for("most frequent first");
    }
}

#[test]
fn the_key_that_suspends_gives_the_shell_back_and_the_shell_the_browser() {
    for terminal in TERMINALS {
        let Some(mut window) = Window::with(terminal, "bash --norc -i", &[]) else { continue };
        window.wait_for("bash-");
        window.types(XERRNO);
        window.press(&["Return"]);
        window.wait_for(&all_codes());
        window.types("-96");
        window.wait_for("1/104");
        window.press(&["ctrl+z"]);
        window.wait_for("Stopped");
        window.types("fg");
        window.press(&["Return"]);
        window.wait_for_selected("-96");
        window.press(&["ctrl+c"]);
        window.wait_until("the shell", |screen| !screen.contains("1/104") && screen.contains("bash-"));
        window.types("exit");
        window.press(&["Return"]);
    }
}

#[test]
fn keys_that_edit_do_what_the_help_page_says() {
    in_each(|window| {
        // The keys and the text typed after `one two`, and the query then.
        for (keys, text, expected) in [
            (&["Home"][..], "x", "xone two"),
            (&["ctrl+a", "End"], "x", "one twox"),
            (&["Left", "ctrl+b"], "x", "one txwo"),
            (&["Home", "Right", "ctrl+f"], "x", "onxe two"),
            (&["alt+b"], "x", "one xtwo"),
            (&["ctrl+Left"], "x", "one xtwo"),
            (&["Home", "alt+f"], "x", "onex two"),
            (&["Home", "ctrl+Right"], "x", "onex two"),
            (&["BackSpace", "ctrl+h"], "x", "one tx"),
            (&["Home", "Delete"], "x", "xne two"),
            (&["ctrl+w"], "x", "one x"),
            (&["alt+BackSpace"], "x", "one x"),
            (&["Home", "alt+d"], "x", "x two"),
            (&["Home", "Right", "ctrl+k"], "x", "ox"),
            (&["Left", "ctrl+u"], "x", "xo"),
            (&["ctrl+a", "ctrl+e"], "x", "one twox"),
        ] {
            window.clear();
            window.types("one two");
            window.press(keys);
            window.types(text);
            window.wait_until(&format!("{keys:?}"), |screen| {
                screen.lines().next().is_some_and(|line| line.starts_with(&format!(" ❯ {expected} ")))
            });
        }
    });
}

#[test]
fn chinese_is_typed_and_pasted_and_copied_and_the_window_resized() {
    in_each(|window| {
        // xdotool remaps keys to characters that the keyboard lacks, and a busy terminal may learn of it too late.
        let is_typed = |window: &mut Window| {
            window.clear();
            window.types("签名过期");
            window.shows_within(Duration::from_secs(3), "❯ 签名过期 ")
        };
        assert!((0..5).any(|_| is_typed(window)), "{}", window.screen());
        window.wait_for_selected("-96");
        window.press(&["Return"]);
        window.wait_for("X11 clipboard");
        assert_eq!(window.x11.paste(), "-96");
        window.press(&["ctrl+y"]);
        window.wait_for("-96 签名过期 / Signature expired");
        wait_for("the line", || (window.x11.paste() == "-96 签名过期 / Signature expired").then_some(()));
        // Pastes a response of several lines from the primary selection, with the middle button.
        window.clear();
        let mut xclip = command("xclip", &window.x11.environment());
        xclip.args(["-selection", "primary", "-i"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut xclip = xclip.spawn().expect("xclip");
        let response = b"HTTP/1.1 404 Not Found\nX-ErrNo: -6101\nServer: x\n";
        std::io::Write::write_all(&mut xclip.stdin.take().expect("a pipe"), response).expect("xclip reads");
        window.xdotool(&["click", "2"]);
        window.wait_for_selected("-6101");
        assert!(xclip.wait().expect("xclip ends").success());
        // A screenshot is not blank: text and background have different colours.
        let picture = run(command("xwd", &window.x11.environment()).args(["-root", "-silent"])).stdout;
        let mut colours: Vec<&[u8]> = picture.chunks_exact(4).skip(1_000).collect();
        colours.sort_unstable();
        colours.dedup();
        assert!(colours.len() > 8, "{} colours", colours.len());
        // After a resize, the browser draws in the new size.
        let id =
            window.xdotool(&["search", "--class", "xterm|urxvt"]).lines().last().map(str::to_owned).expect("a window");
        window.xdotool(&["windowsize", &id, "800", "560"]);
        window.press(&["ctrl+e", "ctrl+u"]);
        window.size = (200, 60);
        window.wait_until("a wider screen", |screen| {
            screen
                .lines()
                .next()
                .is_some_and(|line| line.trim_end().ends_with(&all_codes()) && line.chars().count() > 85)
        });
    });
}
