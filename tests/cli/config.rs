//! `config.toml` and the `XERRNO_*` variables.

use std::fs;

use super::running::{Outcome, command, outcome};
use super::support::terminal::{Modes, Terminal};
use super::support::{XERRNO, all_codes, wait_for};

/// A config folder with this `config.toml`.
fn config(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("xerrno")).expect("a folder");
    fs::write(folder.path().join("xerrno/config.toml"), text).expect("a file");
    folder
}

fn run_in(folder: &tempfile::TempDir, environment: &[(&str, &str)], arguments: &[&str]) -> Outcome {
    let mut command = command(arguments);
    outcome(command.env("XDG_CONFIG_HOME", folder.path()).envs(environment.iter().copied()), b"")
}

const F8: &str = "\x1b[19~";

#[test]
fn an_option_beats_the_environment_which_beats_the_config_which_beats_the_locale() {
    let folder = config("lang = \"zh\"\n");
    let cases = [
        (None, None, "没有错误码"),
        (Some("en"), None, "unknown code"),
        (Some("auto"), None, "unknown code"),
        (Some("en"), Some("zh"), "没有错误码"),
    ];
    for (variable, option, expected) in cases {
        let environment: Vec<(&str, &str)> = variable.map(|lang| ("XERRNO_LANG", lang)).into_iter().collect();
        let mut arguments = vec!["explain", "-3004"];
        arguments.extend(option.iter().flat_map(|lang| ["--lang", lang]));
        let told = run_in(&folder, &environment, &arguments);
        assert!(told.errors.contains(expected), "{environment:?} {arguments:?}: {told:?}");
    }
}

#[test]
fn a_mistake_is_told_with_its_line_and_the_nearest_name_and_the_program_runs() {
    let folder = config("lnag = \"zh\"\n\nmouse = \"of course\"\n[[table]]\npth = \"x\"\n");
    let told = run_in(&folder, &[("XERRNO_PRIMARY", "never")], &["explain", "-96"]);
    let file = folder.path().join("xerrno/config.toml");
    let file = file.display();
    assert_eq!(
        told.errors,
        format!(
            "xerrno: {file}:1: no setting is called lnag; the nearest is lang\n\
             xerrno: {file}:3: mouse must be true or false\n\
             xerrno: {file}:4: this [[table]] has no path; say which file it is\n\
             xerrno: {file}:5: no setting is called pth; the nearest is path\n\
             xerrno: XERRNO_PRIMARY: never must be true or false\n"
        )
    );
    assert_eq!((told.status, told.output.lines().count()), (0, 1));
    let chinese = run_in(&folder, &[], &["explain", "-96", "--lang", "zh"]);
    assert!(chinese.errors.contains(":1: 没有设置项 lnag；最接近的是 lang"), "{chinese:?}");
}

#[test]
fn a_table_of_the_config_joins_in_wherever_its_path_begins() {
    let folder = config("[[table]]\npath = \"own.csv\"\n[[table]]\npath = \"~/home.csv\"\n");
    fs::write(folder.path().join("xerrno/own.csv"), "code,meaning\n-9001,mine\n").expect("a file");
    fs::write(folder.path().join("home.csv"), "code,meaning\n-9002,at home\n").expect("a file");
    let home = folder.path().to_str().expect("a readable name");
    let found = run_in(&folder, &[("HOME", home)], &["explain", "-9001", "-9002"]);
    assert_eq!((found.status, found.errors.as_str()), (0, ""), "{found:?}");
}

#[test]
fn the_doctor_says_which_config_is_in_force_and_what_is_wrong_with_it() {
    let folder = config("mouse = 3\n[colors]\ncode = \"red\"\n");
    let file = folder.path().join("xerrno/config.toml").display().to_string();
    let report = run_in(&folder, &[], &["doctor", "--format", "text"]).output;
    assert!(report.contains(&file) && report.contains(":1: mouse must be true or false"), "{report}");
    assert!(report.contains(":3: no setting is called code"), "{report}");
    let nowhere = outcome(&mut command(&["doctor", "--format", "text"]), b"").output;
    assert!(nowhere.contains("/nonexistent/xerrno/config.toml (does not exist)"), "{nowhere}");
    assert!(nowhere.contains("/nonexistent/xerrno/tables (does not exist)"), "{nowhere}");
}

#[test]
fn the_browser_begins_with_the_mouse_of_the_config_and_tells_its_mistakes() {
    let folder = config("mouse = true\nhistroy = false\n");
    let home = folder.path().to_str().expect("a readable name");
    let mut browser = Terminal::start(&[XERRNO], &[("XDG_CONFIG_HOME", home)]);
    browser.wait_for(&all_codes());
    browser.wait_for("F8 shows 1 complaint: ");
    browser.type_keys(F8);
    browser.wait_for("no setting is called histroy");
    browser.type_keys("\x1b");
    browser.wait_until("closed", |screen| !screen.contains("histroy"));
    browser.wait_for_modes(Modes { alternate_screen: true, bracketed_paste: true, mouse: true, ..Modes::default() });
    browser.type_keys("\x1bOR");
    browser.wait_for_modes(Modes { alternate_screen: true, bracketed_paste: true, ..Modes::default() });
}

#[test]
fn keys_of_the_config_do_what_they_are_set_for_and_stand_on_the_screen() {
    let folder = config("[keys]\nhelp = [\"F9\", \"alt-x\"]\nescape = \"ctrl-x\"\nmark = []\n");
    let home = folder.path().to_str().expect("a readable name");
    let mut browser = Terminal::start(&[XERRNO], &[("XDG_CONFIG_HOME", home)]);
    browser.wait_for("F9 help   ^X quit");
    // The default keys of the help do nothing any more.
    browser.type_keys("\x1bOP\x1bh签名\x18");
    browser.wait_for("104/104");
    browser.type_keys("\x1bx");
    browser.wait_for("^X close");
    browser.type_keys("\x1b[6~".repeat(9).as_str());
    browser.wait_for("F9  Alt-X");
    browser.type_keys("\x18\x18");
    assert!(browser.wait().success());
}

#[test]
fn a_key_that_cannot_be_set_is_told_with_its_line() {
    let folder =
        config("[keys]\nhlep = \"F5\"\ncopy = \"p\"\nup = [\"^T\", \"hyper-x\"]\ndown = \"^T\"\nredraw = \"F3\"\n");
    let report = run_in(&folder, &[], &["doctor", "--format", "text"]).output;
    for expected in [
        ":2: no setting is called hlep; the nearest is help",
        ":3: p is no key that can be set; keys are written ^P, Alt-X, Shift-F5, PgDn",
        ":4: hyper-x is no key that can be set",
        ":5: ^T is set for up already",
        ":6: mouse has no key left: redraw has it; set another for mouse",
    ] {
        assert!(report.contains(expected), "{expected} in\n{report}");
    }
}

#[test]
fn colours_of_the_config_are_drawn_unless_no_colour_is_wanted_and_a_wrong_one_is_told() {
    let folder = config("[colors]\naccent = \"green\"\nmatch = \"brigth-red\"\n");
    let place = [("XDG_CONFIG_HOME", folder.path().to_str().expect("a readable name"))];
    for (variable, has_green) in [(("LANG", "C.UTF-8"), true), (("NO_COLOR", "1"), false)] {
        let mut terminal = Terminal::start(&[XERRNO], &[&place[..], &[variable]].concat());
        terminal.wait_for(&all_codes());
        terminal.wait_for("F8 shows 1 complaint: ");
        terminal.type_keys(F8);
        terminal.wait_for("config.toml:3: brigth-red is no colour; the nearest is bright-red");
        let bytes = String::from_utf8_lossy(terminal.bytes()).into_owned();
        assert_eq!(bytes.contains("32m▌"), has_green, "{variable:?}");
    }
}

#[test]
fn the_cursor_of_the_config_follows_the_selection_and_an_option_beats_it() {
    let folder = config("cursor = \"selection\"\n");
    let place = [("XDG_CONFIG_HOME", folder.path().to_str().expect("a readable name"))];
    for (arguments, row) in [(&[XERRNO][..], 3), (&[XERRNO, "--cursor", "prompt"][..], 0)] {
        let mut terminal = Terminal::start(arguments, &place);
        terminal.wait_for(&all_codes());
        wait_for("the cursor in its row", || (terminal.cursor().0 == row).then_some(()));
    }
}

#[test]
fn the_browser_lists_all_that_is_wrong_with_tables() {
    let folder = config("[[table]]\npath = \"own.csv\"\n");
    let rows = "code,meaning\n-9001,first\n,without a code\n-9002,second\n-9003\n";
    fs::write(folder.path().join("xerrno/own.csv"), rows).expect("a file");
    let home = folder.path().to_str().expect("a readable name");
    for (lang, notice, title) in
        [("en", "F8 shows 2 complaints: ", "tables and settings"), ("zh", "F8 列出 2 处问题：", "表格与配置的问题")]
    {
        let mut browser = Terminal::start(&[XERRNO, "--lang", lang], &[("XDG_CONFIG_HOME", home)]);
        browser.wait_for(notice);
        browser.type_keys(F8);
        browser.wait_for(title);
        browser.wait_for("own.csv:3: ");
        browser.wait_for("own.csv:5: ");
        browser.type_keys("\x1bw");
        browser.wait_until("closed", |screen| !screen.contains("own.csv:5"));
        // The panel is closed, so ^C leaves the browser.
        browser.type_keys("\x03");
        assert!(browser.wait().success());
    }
}
