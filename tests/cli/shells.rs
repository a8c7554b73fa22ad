//! `xerrno completions …` and `xerrno man`: made from the definition of the command line, and good for the programs that
//! read them.

use std::io::Write;
use std::process::{Command, Stdio};

use super::running::{data, printed, run};
use super::support::terminal::Terminal;
use super::support::{XERRNO, all_codes, have};

#[test]
fn every_shell_gets_a_script_with_codes_and_subsystems() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        for part in ["explain", "completions", "subsystem", "format", "-6101", "plugin"] {
            assert!(script.contains(part), "{shell}: {part}");
        }
    }
}

/// What a shell answers, or `None` where it is not installed.
fn answer(shell: &str, arguments: &[&str], script: &str) -> Option<String> {
    if !have(&[shell]) {
        return None;
    }
    let mut child = Command::new(shell)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{shell}: {error}"));
    child.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("the shell reads");
    let ended = child.wait_with_output().expect("the shell ends");
    assert!(ended.status.success(), "{shell}: {ended:?}");
    Some(String::from_utf8(ended.stdout).expect("an answer in UTF-8"))
}

#[test]
fn zsh_completes_verbs_and_what_each_takes() {
    if !have(&["zsh"]) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("a readable name");
    // The prompt is printed before the line editor has the terminal, and a Tab typed in between is no Tab to it.
    let ready = "zle-line-init() { zle -M ready }\nzle -N zle-line-init\n";
    let start = format!("PS1='? ' fpath=({path} $fpath)\nautoload -Uz compinit && compinit -D -u\n{ready}cd {path}\n");
    for (name, text) in [("_xerrno", &printed(&["completions", "zsh"])), (".zshrc", &start), ("excerpt.log", &start)] {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let mut zsh = Terminal::start(&["zsh", "--interactive"], &[("ZDOTDIR", path)]);
    zsh.wait_for("ready");
    let cases = [
        ("xerrno -610", "? xerrno -6101"),
        ("xerrno -97 -610", "? xerrno -97 -6101"),
        ("xerrno comp", "? xerrno completions"),
        ("xerrno --qu", "? xerrno --query"),
        ("xerrno explain -610", "? xerrno explain -6101"),
        ("xerrno explain -97 -610", "? xerrno explain -97 -6101"),
        ("xerrno explain --cop", "? xerrno explain --copy"),
        ("xerrno scan exc", "? xerrno scan excerpt.log"),
        ("xerrno scan --sum", "? xerrno scan --summary"),
        ("xerrno scan --summary exc", "? xerrno scan --summary excerpt.log"),
        ("xerrno completions el", "? xerrno completions elvish"),
        ("xerrno list --subsystem pl", "? xerrno list --subsystem plugin"),
        ("xerrno --lang en list --format mark", "? xerrno --lang en list --format markdown"),
        ("xerrno explain -9", "-97  -- Invalid (illegal) signature"),
        ("xerrno explain -9", "-902  -- Mirror storage: origin pull timed out, no response from the developer's"),
        ("xerrno scan -", "--only-listed      -- Leave out codes that no table lists"),
    ];
    for (line, expected) in cases {
        zsh.type_keys(&format!("\x15{line}\t"));
        zsh.wait_for(expected);
    }
}

#[test]
fn fish_completes_codes_with_their_meaning_and_subsystems() {
    let script = printed(&["completions", "fish"]);
    let cases = [
        ("xerrno explain -610", "-6101\tImage does not exist, was never uploaded, or has been deleted\n"),
        ("xerrno -610", "-6101\tImage does not exist, was never uploaded, or has been deleted\n"),
        ("xerrno list --subsystem pl", "plugin\tImage plugin\n"),
        (
            "xerrno explain -902",
            "-902\tMirror storage: origin pull timed out, no response from the developer\'s origin\n",
        ),
        ("xerrno completions el", "elvish\telvish\n"),
        ("xerrno completions Cargo", ""),
        ("xerrno search Cargo", ""),
        ("xerrno scan Cargo.l", "Cargo.lock\n"),
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
        ("xerrno scan --summ", "--summary"),
        // Without an answer, bash completes files.
        ("xerrno scan Cargo.l", ""),
        ("xerrno scan --summary Cargo.l", ""),
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
fn a_meaning_may_hold_quotation_marks() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("marks.csv");
    std::fs::write(&table, "code,meaning\n-5555,\"it's \"\"so\"\" $HOME `x` \\\"\n").expect("a file");
    let cases = [
        ("zsh", r#"'-5555:it'\''s "so" $HOME `x` \'"#),
        ("fish", r#"-5555\t'it\\'s \"so\" \$HOME `x` \\\\'"#),
        ("elvish", r#"cand -5555 'it''s "so" $HOME `x` \'"#),
        ("powershell", r#"'it''s "so" $HOME `x` \')"#),
    ];
    for (shell, expected) in cases {
        let script = printed(&["completions", shell, "--table", table.to_str().expect("a readable name")]);
        let line = script.lines().find(|line| line.contains("5555")).unwrap_or_default();
        assert!(line.contains(expected), "{shell}: {line}");
    }
    let script = printed(&["completions", "fish", "--table", table.to_str().expect("a readable name")]);
    let ask = format!("{script}\ncomplete -C 'xerrno explain -555'\n");
    if let Some(answer) = answer("fish", &["--no-config"], &ask) {
        assert_eq!(answer, "-5555\tit's \"so\" $HOME `x` \\\n");
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
    for part in [
        "explain",
        "scan",
        "\\-\\-subsystem",
        "\\-\\-table",
        "EXAMPLES",
        "EXIT STATUS",
        "tables/",
        "[possible values: code, line,",
    ] {
        assert!(manual.contains(part), "{part}: {manual}");
    }
    assert_eq!(run(&["man", "extra"]).status, 2);
}

#[test]
fn alt_e_puts_a_chosen_code_at_the_cursor_of_a_real_shell() {
    let programs = std::path::Path::new(XERRNO).parent().expect("the folder of the program");
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let shells: [(&[&str], &str); 3] = [
        (&["bash", "--norc", "-i"], "source <(xerrno init bash)"),
        (&["zsh", "--no-rcs", "--interactive"], "source <(xerrno init zsh)"),
        (&["fish", "--no-config", "--interactive"], "xerrno init fish | source"),
    ];
    for (shell, start) in shells {
        if !have(&shell[..1]) {
            continue;
        }
        let mut terminal = Terminal::start(shell, &[("PATH", &path)]);
        // The answer differs from the line as it is typed.
        terminal.type_keys(&format!("{start}; echo rea''dy\r"));
        terminal.wait_until("ready", |screen| screen.lines().any(|line| line.trim() == "ready"));
        terminal.type_keys("echo got \x1be");
        terminal.wait_for(&all_codes());
        terminal.type_keys("签名过期");
        terminal.wait_until("-96 chosen", |screen| screen.lines().any(|line| line.trim_start().starts_with("▌ -96")));
        terminal.type_keys("\r");
        terminal.wait_for("echo got -96");
        terminal.type_keys("\r");
        terminal.wait_until("the echo", |screen| screen.lines().any(|line| line.trim() == "got -96"));
    }
}
