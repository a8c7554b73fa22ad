//! What is said when something is wrong: one line on standard error that names the cause, and exit status 2.

use super::running::{command, outcome, printed, run};

#[test]
fn a_mistake_on_the_command_line_takes_one_line() {
    let cases: [(&[&str], &str); 8] = [
        (&["--foramt", "json"], "a similar argument exists: '--format'"),
        (&["list", "--format", "yaml"], "[possible values: auto, text, tsv, json, csv, markdown]"),
        (&["--limit", "many", "list"], "invalid value 'many'"),
        (&["explain"], "<CODE>..."),
        (&["search"], "<QUERY>..."),
        (&["completions", "tcsh"], "[possible values: bash, elvish, fish, powershell, zsh]"),
        (&["list", "extra"], "unexpected argument 'extra'"),
        (&["--print", "list"], "--query, --print and --ascii are for the browser"),
    ];
    for (arguments, part) in cases {
        let outcome = run(arguments);
        assert_eq!((outcome.status, outcome.output.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.errors.starts_with("xerrno: ") && outcome.errors.contains(part), "{outcome:?}");
        assert_eq!(outcome.errors.lines().count(), 1, "{outcome:?}");
    }
}

#[test]
fn an_error_is_one_line_under_a_backtrace_too() {
    let mut command = command(&["--table", "no-such-file.csv", "list"]);
    let outcome = outcome(command.env("RUST_BACKTRACE", "full"), b"");
    assert_eq!(outcome.status, 2);
    assert_eq!(
        outcome.errors,
        "xerrno: could not read table no-such-file.csv: No such file or directory (os error 2)\n"
    );
}

#[test]
fn what_an_argument_holds_does_not_steer_the_terminal() {
    let outcome = run(&["--table", "a\u{1b}[31m\nb", "list"]);
    assert_eq!(outcome.errors, "xerrno: could not read table a [31m b: No such file or directory (os error 2)\n");
}

#[test]
fn a_full_disk_is_an_error() {
    let mut command = command(&["list"]);
    command.stdout(std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full"));
    let outcome = outcome(&mut command, b"");
    assert_eq!(outcome.status, 2);
    assert_eq!(outcome.errors, "xerrno: No space left on device (os error 28)\n");
}

#[test]
fn every_verb_has_help_with_examples() {
    for verb in ["explain", "search", "scan", "list", "doctor", "completions", "man"] {
        for flag in ["-h", "--help"] {
            let help = printed(&[verb, flag]);
            assert!(help.contains("Usage: xerrno ") && help.contains("Examples:\n  "), "{verb}: {help}");
            assert!(help.contains(&format!("xerrno {verb}")) || verb == "scan", "{verb}: {help}");
        }
    }
    let help = printed(&["--help"]);
    assert!(help.contains("Exit status: 0 found") && help.contains("\n  doctor "), "{help}");
    assert_eq!(printed(&["--version"]), concat!("xerrno ", env!("CARGO_PKG_VERSION"), "\n"));
}
