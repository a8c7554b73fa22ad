//! `xerrno doctor`: its report on the clipboard.

use std::fs;
use std::process::Command;

use crate::support::displays::Xvfb;
use crate::support::terminal::Terminal;
use crate::support::{Fakes, XERRNO, command, have, printed, wait_for};

/// Variables and their values.
type Environment<'a> = &'a [(&'a str, &'a str)];

fn doctor(environment: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut setsid = command("setsid", environment);
    setsid.args(["--wait", XERRNO, "doctor"]).args(arguments);
    setsid
}

/// The name and the `fate` of each way to copy, in order.
fn fates(json: &str) -> Vec<(String, String)> {
    let report: serde_json::Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    let ways = report["clipboard"]["ways"].as_array().expect("ways").iter();
    ways.map(|way| (way["way"].as_str().expect("a name").into(), way["fate"].as_str().expect("a fate").into()))
        .collect()
}

#[test]
fn the_doctor_says_which_way_is_used_and_copies_nothing() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    let _other = x11.copy_elsewhere("别的文字");
    let environment = [&x11.environment()[..], &[("WAYLAND_DISPLAY", "nowhere")]].concat();
    let json = printed(&mut doctor(&environment, &["--format", "json", "--clipboard", "desktop"]));
    let fates = fates(&json);
    assert_eq!(fates[..2], [("Wayland clipboard".into(), "fails".into()), ("X11 clipboard".into(), "used".into())]);
    assert_eq!(x11.paste(), "别的文字");
    wait_for("the end of what asked the display", || x11.holders().is_empty().then_some(()));
}

#[test]
fn the_doctor_calls_no_way_used_that_fails() {
    let fakes = Fakes::new(&[("wl-copy", "echo wl-copy 2.2"), ("tmux", "[ $1 = -V ] && echo tmux 3.1c || echo 3.1c")]);
    let path = fakes.path();
    let wayland = [("WAYLAND_DISPLAY", "nowhere"), ("XDG_RUNTIME_DIR", "/nowhere"), ("PATH", &path)];
    let cases: [(Environment<'_>, &str, &str, &str); 6] = [
        (&wayland, "desktop", "wl-copy", "the compositor cannot be reached"),
        (&[("TMUX", "/tmp/x,1,0"), ("PATH", &path)], "tmux", "tmux buffer", "tmux 3.1c is too old; 3.2 is needed"),
        (&[("TMUX", "/nowhere/x,1,0")], "tmux", "tmux buffer", ""),
        (&[("WSL_DISTRO_NAME", "Debian")], "auto", "clip.exe", "clip.exe is not installed"),
        (&[], "no-such-prog", "no-such-prog", "not found, and no mode (auto, desktop, osc52, tmux, none)"),
        (&[], "no-such-prog -i", "no-such-prog -i", "no-such-prog is not installed"),
    ];
    for (environment, mode, way, why) in cases {
        let report = printed(&mut doctor(environment, &["--lang", "en", "--clipboard", mode]));
        assert!(report.contains(&format!("{way}: fails; {why}")), "{report}");
    }
    let report = printed(&mut doctor(&[], &["--lang", "en", "--clipboard", "exec cat"]));
    assert!(report.contains("exec cat: used"), "{report}");
}

#[test]
fn the_doctor_speaks_both_languages() {
    let ssh = [("SSH_TTY", "/dev/pts/0")];
    let english = printed(&mut doctor(&ssh, &["--lang", "en"]));
    assert!(
        english.contains("X11 clipboard: not tried; over SSH it would fill the far machine's clipboard"),
        "{english}"
    );
    assert!(english.contains("104 codes: download 22, plugin 16, cache 18, cmd 17, proxy 31"), "{english}");
    let chinese = printed(&mut doctor(&ssh, &["--lang", "zh"]));
    assert!(chinese.contains("X11 剪贴板：不尝试；经 SSH 只会复制到远端机器"), "{chinese}");
}

#[test]
fn the_doctor_counts_the_rows_of_the_users_tables() {
    let config = tempfile::tempdir().expect("a folder");
    let tables = config.path().join("xerrno").join("tables");
    fs::create_dir_all(&tables).expect("a folder");
    fs::write(tables.join("网关.csv"), "code,zh\n-4001,网关超时\n-4002,网关拒绝\n").expect("a table");
    fs::write(tables.join("缓存.csv"), "code,zh\n-4003,缓存已满\n").expect("a table");
    let config = config.path().to_str().expect("a readable name");
    let report = printed(&mut doctor(&[("XDG_CONFIG_HOME", config)], &["--lang", "en"]));
    assert!(report.contains(&format!("Your tables  {}\n", tables.display())), "{report}");
    assert!(report.contains("网关.csv: 2 rows, 0 mistakes"), "{report}");
    assert!(report.contains("缓存.csv: 1 row, 0 mistakes"), "{report}");
    assert!(report.contains("107 codes: "), "{report}");
}

#[test]
fn the_doctor_asks_the_terminal_nothing() {
    let mut terminal = Terminal::start(&[XERRNO, "doctor", "--color", "never"], &[]);
    assert!(terminal.wait().success());
    terminal.wait_for("OSC 52: used");
    assert!(!terminal.bytes().contains(&0x1b), "{:?}", String::from_utf8_lossy(terminal.bytes()));
}
