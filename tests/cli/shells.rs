//! `xerrno completions …` and `xerrno man`: made from the definition of the command line, and good for the programs that
//! read them.

use std::io::Write;
use std::process::{Command, Stdio};

use super::running::{data, printed, run};

#[test]
fn every_shell_gets_a_script_with_codes_and_subsystems() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        for part in ["explain", "completions", "subsystem", "format", "-6101", "plugin"] {
            assert!(script.contains(part), "{shell}: {part}");
        }
    }
}

/// What a shell answers, or `None` where it is not installed. Under `XERRNO_TEST_ALL` it must be.
fn answer(shell: &str, arguments: &[&str], script: &str) -> Option<String> {
    let mut child = match Command::new(shell).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(_) if std::env::var_os("XERRNO_TEST_ALL").is_none() => {
            eprintln!("skipped: needs {shell}");
            return None;
        }
        Err(error) => panic!("{shell}: {error}"),
    };
    child.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("the shell reads");
    let ended = child.wait_with_output().expect("the shell ends");
    assert!(ended.status.success(), "{shell}: {ended:?}");
    Some(String::from_utf8(ended.stdout).expect("an answer in UTF-8"))
}

#[test]
fn zsh_can_read_its_script() {
    answer("zsh", &["--no-rcs", "--no-exec"], &printed(&["completions", "zsh"]));
}

#[test]
fn fish_completes_codes_with_their_meaning_and_subsystems() {
    let script = printed(&["completions", "fish"]);
    let cases = [
        ("xerrno explain -610", "-6101\tImage does not exist, was never uploaded, or has been deleted\n"),
        ("xerrno -610", "-6101\tImage does not exist, was never uploaded, or has been deleted\n"),
        ("xerrno list --subsystem pl", "plugin\tImage plugin\n"),
    ];
    for (line, expected) in cases {
        let Some(answer) = answer("fish", &["--no-config"], &format!("{script}\ncomplete -C '{line}'\n")) else {
            return;
        };
        assert_eq!(answer, expected, "{line}");
    }
}

#[test]
fn bash_completes_codes_subsystems_and_verbs() {
    let script = printed(&["completions", "bash"]);
    let cases = [
        ("xerrno explain -610", "-6101"),
        ("xerrno list --subsystem pl", "plugin"),
        ("xerrno comp", "completions"),
        ("xerrno list --format mark", "markdown"),
        ("xerrno -610", "-6101"),
    ];
    for (line, expected) in cases {
        let ask = format!(
            "{script}\nCOMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
             _xerrno xerrno \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"\n\
             printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let Some(answer) = answer("bash", &["--norc"], &ask) else { return };
        assert_eq!(answer.trim(), expected, "{line}");
    }
}

#[test]
fn the_codes_of_a_table_complete_too() {
    let table = data("tables/symbolic.csv");
    let script = printed(&["completions", "fish", "--table", table.to_str().expect("a readable name")]);
    assert!(script.contains("NoSuchKey") && script.contains("symbolic"));
}

#[test]
fn the_manual_holds_every_verb_and_option() {
    let manual = printed(&["man"]);
    assert!(manual.contains(".TH xerrno 1"), "{manual}");
    for part in ["explain", "scan", "\\-\\-subsystem", "\\-\\-table", "EXAMPLES", "EXIT STATUS"] {
        assert!(manual.contains(part), "{part}: {manual}");
    }
    assert_eq!(run(&["man", "extra"]).status, 2);
}
