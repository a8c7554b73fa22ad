//! Copying in the browser, on a terminal.

use std::fs;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use xerrno::clipboard::{Clipboard, Mode, Outcome, Place, Settings};

use crate::support::displays::{Sway, Xvfb, holders};
use crate::support::processes::{children, state};
use crate::support::terminal::{Modes, Terminal, Tmux};
use crate::support::{Fakes, XERRNO, command, have, run, wait_for};

const LINE: &str = "-96 签名过期 / Signature expired";
const COPY_LINE: &str = "\x19";
const QUIT: &str = "\x03";
const BROWSE: [&str; 3] = [XERRNO, "--query", "-96"];

/// A way to end the browser.
type End = fn(&mut Terminal);

/// The browser with the entry of [`LINE`] selected.
fn browse(environment: &[(&str, &str)]) -> Terminal {
    let mut terminal = Terminal::start(&BROWSE, environment);
    terminal.wait_for("ERROR_PROXY_AUTH_EXPIRED");
    terminal
}

fn signal(terminal: &Terminal, signal: Signal) {
    let pid = i32::try_from(terminal.pid()).ok().and_then(Pid::from_raw).expect("a process id");
    kill_process(pid, signal).expect("the browser runs");
}

#[test]
fn on_x11_a_copied_text_is_there_at_once_and_after_any_end_of_the_browser() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let ends: [(&str, End); 4] = [
        ("it is left", |terminal| terminal.type_keys(QUIT)),
        ("SIGTERM", |terminal| signal(terminal, Signal::TERM)),
        ("SIGHUP", |terminal| signal(terminal, Signal::HUP)),
        ("SIGKILL", |terminal| signal(terminal, Signal::KILL)),
    ];
    for (name, end) in ends {
        let x11 = Xvfb::start();
        let mut terminal = browse(&x11.environment());
        terminal.type_keys(COPY_LINE);
        terminal.wait_for("X11 clipboard");
        assert_eq!(x11.paste(), LINE, "before {name}");
        end(&mut terminal);
        terminal.wait();
        assert_eq!(x11.paste(), LINE, "after {name}");
        assert_eq!(x11.holders().len(), 1, "after {name}");
    }
}

#[test]
fn on_x11_a_copied_text_outlives_the_terminal() {
    if !have(&["Xvfb", "xclip", "tmux"]) {
        return;
    }
    let x11 = Xvfb::start();
    let tmux = Tmux::new();
    let mut outer = tmux.start(&BROWSE.join(" "), &x11.environment());
    outer.wait_for("ERROR_PROXY_AUTH_EXPIRED");
    outer.type_keys(COPY_LINE);
    outer.wait_for("X11 clipboard");
    let browser = tmux.ask(&["list-panes", "-F", "#{pane_pid}"]).trim().parse().expect("a process id");
    tmux.ask(&["kill-server"]);
    wait_for("the end of the browser", || matches!(state(browser), None | Some('Z')).then_some(()));
    assert_eq!(x11.paste(), LINE);
    assert_eq!(x11.holders().len(), 1);
}

#[test]
fn a_tmux_that_was_begun_at_the_desk_and_is_attached_from_afar_copies_to_where_the_user_sits() {
    if !have(&["Xvfb", "xclip", "tmux"]) {
        return;
    }
    let x11 = Xvfb::start();
    let _before = x11.copy_elsewhere("at the desk");
    let tmux = Tmux::new();
    let mut desk = tmux.start(&BROWSE.join(" "), &x11.environment());
    desk.wait_for("ERROR_PROXY_AUTH_EXPIRED");
    let mut afar = tmux.attach(&[("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")]);
    afar.wait_for("ERROR_PROXY_AUTH_EXPIRED");
    afar.type_keys(COPY_LINE);
    afar.wait_for("tmux buffer");
    wait_for("OSC 52", || (afar.copied() == [LINE]).then_some(()));
    assert_eq!(tmux.ask(&["show-buffer"]), LINE);
    assert_eq!(x11.paste(), "at the desk");
    // Attached at the desk again, copying goes to the desk's clipboard.
    let mut back = tmux.attach(&x11.environment());
    back.wait_for("ERROR_PROXY_AUTH_EXPIRED");
    back.type_keys(COPY_LINE);
    wait_for("the line", || (x11.paste() == LINE).then_some(()));
}

#[test]
fn a_text_copied_and_left_in_one_breath_is_there() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    let mut terminal = browse(&x11.environment());
    terminal.type_keys(&[COPY_LINE, QUIT].concat());
    assert!(terminal.wait().success());
    assert_eq!(x11.paste(), LINE);
}

#[test]
fn on_x11_neither_a_child_nor_a_zombie_is_left_when_another_program_copies() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    let mut terminal = browse(&x11.environment());
    terminal.type_keys(&[COPY_LINE, COPY_LINE, "\r"].concat());
    wait_for("the last of three texts", || (x11.paste() == "-96").then_some(()));
    wait_for("one holder only", || (children(terminal.pid()).len() == 1).then_some(()));
    let _other = x11.copy_elsewhere("别的文字");
    wait_for("no child", || children(terminal.pid()).is_empty().then_some(()));
    terminal.type_keys(QUIT);
    assert!(terminal.wait().success());
    assert_eq!(x11.paste(), "别的文字");
    assert!(x11.holders().is_empty());
}

/// The program that [`a_panic_does_not_take_the_text_along`] runs: the test binary with only this test. Run with the other
/// tests, it does nothing.
#[test]
fn a_program_that_copies_and_panics() {
    if std::env::var_os("COPY_AND_PANIC").is_none() {
        return;
    }
    let place = Place::new(|name| std::env::var(name).ok(), false, false);
    let settings = Settings { mode: Mode::Auto, place, program: XERRNO.into(), primary: false };
    let mut clipboard = Clipboard::new(settings, || {});
    clipboard.copy(LINE.to_owned());
    let answer = wait_for("the answer", || clipboard.answer());
    assert!(matches!(&answer.outcome, Outcome::Copied(way) if way.to_string() == "X11 clipboard"));
    panic!("as it was asked to");
}

#[test]
fn a_panic_does_not_take_the_text_along() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    let mut panicking = command(std::env::current_exe().expect("this test"), &x11.environment());
    panicking.args(["--exact", "browser::a_program_that_copies_and_panics"]).env("COPY_AND_PANIC", "1");
    let output = run(&mut panicking);
    let output = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.contains("as it was asked to"), "{output}");
    assert_eq!(x11.paste(), LINE);
    assert_eq!(x11.holders().len(), 1);
}

#[test]
fn on_wayland_a_copied_text_is_there_at_once_and_after_the_browser_is_left() {
    if !have(&["sway", "wl-paste"]) {
        return;
    }
    let wayland = Sway::start();
    let mut terminal = browse(&wayland.environment());
    terminal.type_keys(COPY_LINE);
    terminal.wait_for("Wayland clipboard");
    assert_eq!(wayland.paste(), LINE);
    terminal.type_keys(QUIT);
    assert!(terminal.wait().success());
    assert_eq!(wayland.paste(), LINE);
    assert_eq!(wayland.holders().len(), 1);
}

#[test]
fn in_tmux_a_copied_text_reaches_its_buffer_and_the_outer_terminal() {
    if !have(&["tmux"]) {
        return;
    }
    let tmux = Tmux::new();
    let mut outer = tmux.start(&BROWSE.join(" "), &[]);
    outer.wait_for("ERROR_PROXY_AUTH_EXPIRED");
    outer.type_keys(COPY_LINE);
    outer.wait_for("tmux buffer");
    assert_eq!(tmux.ask(&["show-buffer"]), LINE);
    wait_for("OSC 52", || (outer.copied() == [LINE]).then_some(()));
    outer.type_keys(QUIT);
    outer.wait();
}

#[test]
fn osc_52_reaches_the_terminal_while_the_output_is_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("output");
    let shell = format!("{XERRNO} --print --query -96 > {}", file.display());
    let mut terminal = Terminal::start(&["sh", "-c", &shell], &[]);
    terminal.wait_for("ERROR_PROXY_AUTH_EXPIRED");
    terminal.type_keys(COPY_LINE);
    terminal.wait_for("OSC 52");
    assert_eq!(terminal.copied(), [LINE]);
    terminal.type_keys("\r");
    assert!(terminal.wait().success());
    assert_eq!(fs::read_to_string(file).expect("the output"), "-96\n");
}

#[test]
fn a_text_that_went_nowhere_is_shown_and_printed_on_the_way_out() {
    let ends: [End; 3] = [
        |terminal| terminal.type_keys(QUIT),
        |terminal| signal(terminal, Signal::TERM),
        |terminal| signal(terminal, Signal::INT),
    ];
    for end in ends {
        let mut terminal = browse(&[("XERRNO_CLIPBOARD", "desktop")]);
        terminal.type_keys(COPY_LINE);
        terminal.wait_for("DISPLAY is not set");
        assert!(terminal.screen().contains(LINE));
        end(&mut terminal);
        terminal.wait();
        terminal.wait_until("the text below the shell's own lines", |screen| screen.lines().any(|line| line == LINE));
    }
}

#[test]
fn a_text_left_while_a_program_hangs_on_it_goes_to_the_terminal_or_is_printed_and_the_program_is_ended() {
    let left: End = |terminal| terminal.type_keys(QUIT);
    let killed: End = |terminal| signal(terminal, Signal::TERM);
    for (mode, end, sent, is_printed) in [
        ("auto", left, &[LINE][..], false),
        ("auto", killed, &[LINE], false),
        ("desktop", left, &[], true),
        ("desktop", killed, &[], true),
    ] {
        let fakes = Fakes::new(&[("wl-copy", "echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 1000")]);
        let path = fakes.path();
        let place = [("WAYLAND_DISPLAY", "nowhere"), ("XDG_RUNTIME_DIR", "/nowhere"), ("PATH", &path)];
        let mut terminal = browse(&[&place[..], &[("XERRNO_CLIPBOARD", mode)]].concat());
        terminal.type_keys(COPY_LINE);
        let hanging = wait_for("wl-copy", || fs::read_to_string(fakes.file("pid")).ok()?.trim().parse().ok());
        end(&mut terminal);
        terminal.wait();
        terminal.wait_for_modes(Modes::default());
        wait_for("the end of what hung", || matches!(state(hanging), None | Some('Z')).then_some(()));
        terminal.wait_until("what becomes of the text", |screen| screen.lines().any(|line| line == LINE) == is_printed);
        assert_eq!(terminal.copied(), sent, "{mode}");
    }
}

#[test]
fn a_display_that_hangs_does_not_hold_a_process_when_nobody_waits_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let _mute = std::os::unix::net::UnixListener::bind(folder.path().join("wayland-0")).expect("a socket");
    let path = folder.path().to_str().expect("a readable name");
    let mut terminal = browse(&[("WAYLAND_DISPLAY", "wayland-0"), ("XDG_RUNTIME_DIR", path)]);
    terminal.type_keys(COPY_LINE);
    let holders = || holders(&format!("XDG_RUNTIME_DIR={path}"));
    wait_for("a holder", || (!holders().is_empty()).then_some(()));
    signal(&terminal, Signal::KILL);
    terminal.wait();
    wait_for("the end of the holder", || holders().is_empty().then_some(()));
}

#[test]
fn without_any_display_the_answer_is_on_the_screen_within_fifty_milliseconds() {
    let mut terminal = browse(&[("XERRNO_CLIPBOARD", "desktop")]);
    let mut answered = || {
        let started = Instant::now();
        terminal.type_keys(COPY_LINE);
        terminal.wait_for("DISPLAY is not set");
        let elapsed = started.elapsed();
        terminal.type_keys("\x1b");
        terminal.wait_until("the report is closed", |screen| !screen.contains("DISPLAY is not set"));
        elapsed
    };
    // A machine that is busy with other tests may be late once, but not always.
    let best = (0..5).map(|_| answered()).min().expect("five times");
    assert!(best < Duration::from_millis(50), "{best:?}");
}

#[test]
fn a_wl_copy_that_hangs_holds_up_no_frame() {
    let fakes = Fakes::new(&[("wl-copy", "echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 1000")]);
    let path = fakes.path();
    let environment = [("WAYLAND_DISPLAY", "nowhere"), ("XDG_RUNTIME_DIR", "/nowhere"), ("PATH", &path)];
    let mut terminal = browse(&environment);
    let started = Instant::now();
    terminal.type_keys(COPY_LINE);
    let hanging = wait_for("wl-copy", || fs::read_to_string(fakes.file("pid")).ok()?.trim().parse().ok());
    terminal.type_keys("\x15-97");
    terminal.wait_for("ERROR_PROXY_AUTH_FAILED");
    assert!(started.elapsed() < Duration::from_secs(2), "the query waited for wl-copy");
    terminal.wait_for("OSC 52");
    assert!(started.elapsed() >= Duration::from_secs(2), "wl-copy was given its time");
    assert_eq!(terminal.copied(), [LINE]);
    assert_eq!(state(hanging), None);
}

#[test]
fn a_wl_copy_that_prints_leaves_the_screen_alone() {
    let fakes = Fakes::new(&[("wl-copy", "cat > \"$(dirname \"$0\")/text\"; echo noise; echo noise >&2")]);
    let path = fakes.path();
    let environment = [("WAYLAND_DISPLAY", "nowhere"), ("XDG_RUNTIME_DIR", "/nowhere"), ("PATH", &path)];
    let mut terminal = browse(&environment);
    terminal.type_keys(COPY_LINE);
    terminal.wait_for("wl-copy");
    assert_eq!(fs::read_to_string(fakes.file("text")).expect("the text"), LINE);
    terminal.type_keys(QUIT);
    assert!(terminal.wait().success());
    assert!(!String::from_utf8_lossy(terminal.bytes()).contains("noise"));
}
