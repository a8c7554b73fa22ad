//! `xerrno explain --copy`: the chain of ways to copy, without the browser.

use std::fs;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::displays::{Sway, Xvfb, holders};
use crate::support::processes::state;
use crate::support::terminal::{Terminal, Tmux};
use crate::support::{Fakes, XERRNO, command, have, run, wait_for};

const COPY: [&str; 3] = ["explain", "-96", "--copy"];
const LINE: &str = "-96 签名过期 / Signature expired";

/// The program in a session without a terminal, even if the tests were started from one.
fn explain(environment: &[(&str, &str)]) -> Command {
    let mut setsid = command("setsid", environment);
    setsid.args(["--wait", XERRNO]).args(COPY);
    setsid
}

/// The program's report on the copy.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn on_x11_the_text_is_there_after_the_program_has_ended() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    let output = run(&mut explain(&x11.environment()));
    assert_eq!(said(&output), format!("xerrno: copied: {LINE} (X11 clipboard)\n"));
    assert!(output.status.success());
    assert_eq!(x11.paste(), LINE);
    assert_eq!(x11.paste(), LINE, "and a second time");
    assert_eq!(x11.holders().len(), 1);
}

#[test]
fn on_x11_nothing_is_left_when_another_program_copies() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    run(&mut explain(&x11.environment()));
    assert_eq!(x11.holders().len(), 1);
    let _other = x11.copy_elsewhere("别的文字");
    wait_for("the end of the holder", || x11.holders().is_empty().then_some(()));
    assert_eq!(x11.paste(), "别的文字");
}

#[test]
fn on_x11_a_second_copy_replaces_the_first_holder() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    run(&mut explain(&x11.environment()));
    let first = x11.holders();
    run(&mut explain(&x11.environment()));
    wait_for("one holder, another than before", || (x11.holders().len() == 1 && x11.holders() != first).then_some(()));
    assert_eq!(x11.paste(), LINE);
}

#[test]
fn on_x11_one_of_two_copies_at_the_same_moment_is_there() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    for round in 0..20 {
        let copies = ["-96", "-97"].map(|code| {
            let mut copy = command(XERRNO, &x11.environment());
            copy.args(["explain", code, "--copy=code"]).stdout(Stdio::null()).stderr(Stdio::null());
            copy.spawn().expect("the program starts")
        });
        for mut copy in copies {
            copy.wait().expect("the program ends");
        }
        wait_for("the end of all holders but one", || (x11.holders().len() == 1).then_some(()));
        assert!(["-96", "-97"].contains(&x11.paste().as_str()), "round {round}: {:?}", x11.paste());
    }
}

#[test]
fn on_x11_a_text_that_cannot_be_pasted_is_not_called_copied() {
    if !have(&["Xvfb"]) {
        return;
    }
    let x11 = Xvfb::start();
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("long.csv");
    let length = 17_000_000;
    fs::write(&table, format!("code,zh\n-4001,{}\n", "x".repeat(length))).expect("a table");
    let mut explain = explain(&x11.environment());
    explain.args(["--limit", "2"]).args(["--table", table.to_str().expect("a readable name"), "-4001"]);
    let output = run(&mut explain);
    assert!(said(&output).contains("X11 clipboard: the text is too long for it: 170"), "{:?}", output.status);
    assert!(x11.holders().is_empty());
}

#[test]
fn a_copy_that_another_program_outran_replaces_nothing_of_it() {
    let fakes = Fakes::new(&[("tmux", "[ $1 = show-buffer ] && echo 别的文字; cat > /dev/null")]);
    let path = fakes.path();
    let mut terminal = Terminal::start(&[&[XERRNO][..], &COPY].concat(), &[("TMUX", "/tmp/x,1,0"), ("PATH", &path)]);
    terminal.wait_for("tmux buffer: another text was read back");
    assert!(!terminal.wait().success());
    assert_eq!(terminal.copied(), [""; 0]);
}

#[test]
fn a_holder_ends_with_its_x_server() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    run(&mut explain(&x11.environment()));
    let [holder] = x11.holders()[..] else { panic!("one process holds the text") };
    x11.stop();
    wait_for("the end of the holder", || matches!(state(holder), None | Some('Z')).then_some(()));
}

#[test]
fn a_holder_keeps_no_stream_of_whoever_copied_and_no_text_in_its_arguments() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    // This reads the output to its end, and so would wait for a holder that kept the pipe open.
    let output = run(&mut explain(&x11.environment()));
    assert!(output.status.success());
    let [holder] = x11.holders()[..] else { panic!("one process holds the text") };
    let arguments = fs::read_to_string(format!("/proc/{holder}/cmdline")).expect("its arguments");
    assert!(!arguments.contains("-96"), "{arguments:?}");
    let folder = fs::read_link(format!("/proc/{holder}/cwd")).expect("its folder");
    assert_eq!(folder.to_str(), Some("/"), "a folder that it keeps busy");
    let mut terminal = Terminal::start(&[&[XERRNO][..], &COPY].concat(), &x11.environment());
    assert!(terminal.wait().success());
    wait_for("the new holder", || (x11.holders().len() == 1 && x11.holders() != [holder]).then_some(()));
    let streams = fs::read_dir(format!("/proc/{}/fd", x11.holders()[0])).expect("its streams");
    let targets = streams.map(|stream| fs::read_link(stream.expect("a stream").path()).unwrap_or_default());
    let on_terminal: Vec<_> = targets.filter(|target| target.starts_with("/dev/pts")).collect();
    assert!(on_terminal.is_empty(), "{on_terminal:?}");
}

#[test]
fn a_holder_keeps_nothing_that_the_program_inherited() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    let mut shell = command("sh", &x11.environment());
    shell.args(["-c", &format!("({XERRNO} {} 3>&1 >/dev/null 2>&1)", COPY.join(" "))]);
    // This reads the pipe to its end, and so would wait for a holder that kept it open.
    let output = run(&mut shell);
    assert!(output.status.success());
    let [holder] = x11.holders()[..] else { panic!("one process holds the text") };
    let open = fs::read_dir(format!("/proc/{holder}/fd")).expect("its files");
    let pipes = open.filter(|file| {
        let target = fs::read_link(file.as_ref().expect("a file").path()).unwrap_or_default();
        target.to_string_lossy().starts_with("pipe:")
    });
    assert_eq!(pipes.count(), 2, "its input and its answer");
}

#[test]
fn on_wayland_the_text_is_there_after_the_program_has_ended() {
    if !have(&["sway", "wl-copy", "wl-paste"]) {
        return;
    }
    let wayland = Sway::start();
    let output = run(&mut explain(&wayland.environment()));
    assert_eq!(said(&output), format!("xerrno: copied: {LINE} (Wayland clipboard)\n"));
    assert_eq!(wayland.paste(), LINE);
    assert_eq!(wayland.paste(), LINE, "and a second time");
    assert_eq!(wayland.holders().len(), 1);
    run(command("wl-copy", &wayland.environment()).arg("别的文字").stdout(Stdio::null()).stderr(Stdio::null()));
    wait_for("the end of the holder", || wayland.holders().is_empty().then_some(()));
    assert_eq!(wayland.paste(), "别的文字");
}

#[test]
fn in_tmux_the_text_reaches_its_buffer_and_the_outer_terminal() {
    if !have(&["tmux"]) {
        return;
    }
    let tmux = Tmux::new();
    let mut outer = tmux.start(&format!("{XERRNO} {}; exec cat", COPY.join(" ")), &[]);
    outer.wait_for("copied: ");
    outer.wait_for("(tmux buffer; sent on, unconfirmed)");
    assert_eq!(tmux.ask(&["show-buffer"]), LINE);
    wait_for("OSC 52", || (outer.copied() == [LINE]).then_some(()));
}

#[test]
fn over_ssh_the_terminal_gets_the_text_and_a_redirected_output_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("output");
    let shell = format!("{XERRNO} {} > {}", COPY.join(" "), file.display());
    let ssh = [("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22"), ("DISPLAY", ":4242")];
    let mut terminal = Terminal::start(&["sh", "-c", &shell], &ssh);
    terminal.wait_for("sent, cannot be confirmed: ");
    terminal.wait_for("(OSC 52)");
    assert!(terminal.wait().success());
    assert_eq!(terminal.copied(), [LINE]);
    let output = fs::read(file).expect("the output");
    assert!(!output.contains(&0x1b) && !output.is_empty());
}

#[test]
fn without_any_display_or_terminal_the_answer_comes_at_once_and_names_every_way() {
    let started = Instant::now();
    let output = run(&mut explain(&[]));
    let elapsed = started.elapsed();
    assert_eq!(output.status.code(), Some(2));
    for part in [
        &format!("not copied: {LINE}"),
        "Wayland clipboard: WAYLAND_DISPLAY is not set",
        "X11 clipboard: DISPLAY is not set",
        "tmux buffer: TMUX is not set",
        "OSC 52: there is no terminal that would take it",
    ] {
        assert!(said(&output).contains(part), "{part} in {}", said(&output));
    }
    assert!(elapsed < Duration::from_millis(50), "{elapsed:?}");
}

#[test]
fn a_display_that_does_not_answer_is_given_up_after_two_seconds() {
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("wayland-0");
    let _mute = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let path = folder.path().to_str().expect("a readable name");
    let environment = [("WAYLAND_DISPLAY", "wayland-0"), ("XDG_RUNTIME_DIR", path), ("XERRNO_CLIPBOARD", "desktop")];
    let started = Instant::now();
    let fakes = Fakes::new(&[("wl-copy", "exit 3")]);
    let output = run(explain(&environment).env("PATH", fakes.path()));
    assert!(said(&output).contains("Wayland clipboard: no answer within 2 s"), "{}", said(&output));
    assert!(said(&output).contains("wl-copy: it failed with exit status: 3"), "{}", said(&output));
    assert!(started.elapsed() > Duration::from_secs(2));
    wait_for("the end of what hung", || holders(&format!("XDG_RUNTIME_DIR={path}")).is_empty().then_some(()));
}

#[test]
fn where_wayland_has_no_data_control_wl_copy_gets_the_text() {
    let fakes = Fakes::new(&[("wl-copy", "cat > \"$(dirname \"$0\")/text\"; echo noise; echo noise >&2")]);
    let environment = [("WAYLAND_DISPLAY", "nowhere"), ("XDG_RUNTIME_DIR", "/nowhere")];
    let output = run(explain(&environment).env("PATH", fakes.path()));
    assert_eq!(said(&output), format!("xerrno: sent, cannot be confirmed: {LINE} (wl-copy)\n"));
    assert_eq!(fs::read_to_string(fakes.file("text")).expect("the text"), LINE);
}

#[test]
fn a_wl_copy_that_hangs_is_ended_with_all_that_it_started() {
    let fakes = Fakes::new(&[("wl-copy", "sleep 1000 & echo $! > \"$(dirname \"$0\")/pid\"; wait")]);
    let environment = [("WAYLAND_DISPLAY", "nowhere"), ("XDG_RUNTIME_DIR", "/nowhere")];
    let output = run(explain(&environment).env("PATH", fakes.path()));
    assert!(said(&output).contains("wl-copy: no answer within 2 s"), "{}", said(&output));
    let grandchild = fs::read_to_string(fakes.file("pid")).expect("a process id").trim().parse().expect("a process id");
    wait_for("the end of what wl-copy started", || matches!(state(grandchild), None | Some('Z')).then_some(()));
}

#[test]
fn the_users_own_command_gets_the_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("text");
    let cat = format!("cat > {}", file.display());
    let output = run(&mut explain(&[("XERRNO_CLIPBOARD", &cat)]));
    assert_eq!(said(&output), format!("xerrno: sent, cannot be confirmed: {LINE} ({cat})\n"));
    assert_eq!(fs::read_to_string(&file).expect("the text"), LINE);
    for (command, reason) in [
        ("OSC52", "OSC52: not found, and no mode (auto, desktop, osc52, tmux, none)"),
        ("echo 没有显示器 >&2; echo more >&2; exit 1", "exit 1: 没有显示器)"),
        ("exit 3", "exit 3: it failed with exit status: 3"),
    ] {
        let output = run(&mut explain(&[("XERRNO_CLIPBOARD", command)]));
        assert!(said(&output).contains(reason), "{}", said(&output));
    }
    let output = run(&mut explain(&[("XERRNO_CLIPBOARD", "none")]));
    assert_eq!(said(&output), format!("xerrno: not copied: {LINE} (none: copying is switched off)\n"));
}
