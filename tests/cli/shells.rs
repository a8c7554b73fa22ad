//! `xerrno completions …` and `xerrno man`: they are made from the definition of the command line, and the shells and page
//! readers accept them.

use std::process::{Command, Stdio};

use super::running::{command, data, outcome, printed, run};
use super::support::{self, terminal::Terminal};
use super::support::{XERRNO, all_codes, codes, have};

/// A search path that includes the program.
fn path() -> String {
    let programs = std::path::Path::new(XERRNO).parent().expect("the folder of the program");
    format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default())
}

/// The completions of the last word of `line`, as the script for fish gets them.
fn offered(line: &[&str]) -> Vec<String> {
    let mut command = command(&[&["--", "xerrno"], line].concat());
    let printed = outcome(command.env("XERRNO_COMPLETE", "fish"), b"").output;
    printed.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_shell_gets_a_script_that_asks_the_program() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("XERRNO_COMPLETE"), "{shell}: {script}");
    }
}

/// A line, and the line after Tab was typed at its end.
const COMPLETED: [(&str, &str); 19] = [
    ("xerrno -610", "? xerrno -6101"),
    ("xerrno -97 -610", "? xerrno -97 -6101"),
    ("xerrno comp", "? xerrno completions"),
    ("xerrno --qu", "? xerrno --query"),
    ("xerrno explain -610", "? xerrno explain -6101"),
    ("xerrno explain -97 -610", "? xerrno explain -97 -6101"),
    ("xerrno explain ERROR_PROXY_AUTH_EXP", "? xerrno explain ERROR_PROXY_AUTH_EXPIRED"),
    ("xerrno explain --cop", "? xerrno explain --copy"),
    ("xerrno scan exc", "? xerrno scan excerpt.log"),
    ("xerrno scan --sum", "? xerrno scan --summary"),
    ("xerrno scan --summary exc", "? xerrno scan --summary excerpt.log"),
    ("xerrno completions el", "? xerrno completions elvish"),
    ("xerrno list --subsystem pl", "? xerrno list --subsystem plugin"),
    ("xerrno --subsystem pl", "? xerrno --subsystem plugin"),
    ("xerrno --lang en list --format mark", "? xerrno --lang en list --format markdown"),
    ("xerrno list --format=mark", "? xerrno list --format=markdown"),
    ("xerrno --format=mark", "? xerrno --format=markdown"),
    ("xerrno --format=json li", "? xerrno --format=json list"),
    ("xerrno doctor --format nd", "? xerrno doctor --format ndjson"),
];

/// A shell in a temporary folder, with `xerrno` on its search path.
fn interactive(shell: &[&str], files: &[(&str, &str)], start: &str) -> Option<(tempfile::TempDir, Terminal)> {
    if !have(&shell[..1]) {
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files.iter().chain(&[("excerpt.log", "")]) {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let home = folder.path().to_str().expect("a readable name");
    let mut terminal = Terminal::start(shell, &[("PATH", &path()), ("ZDOTDIR", home), ("HOME", home)]);
    terminal.type_keys(&format!("cd {home}; {start}\r"));
    Some((folder, terminal))
}

#[test]
fn bash_completes_verbs_codes_and_what_each_takes() {
    let start = "source <(xerrno completions bash); bind 'set completion-query-items 0'; PS1='? '; echo rea''dy";
    let Some((_folder, mut bash)) = interactive(&["bash", "--norc", "-i"], &[], start) else { return };
    bash.wait_until("the prompt", |screen| screen.trim_end().ends_with("ready\n?"));
    for (line, expected) in COMPLETED {
        bash.type_keys(&format!("\x15{line}\t"));
        bash.wait_for(expected);
    }
    bash.type_keys("\x15\x0cxerrno \t\t");
    bash.wait_until("the verbs and no codes", |screen| screen.contains("doctor") && !screen.contains("-97"));
}

#[test]
fn zsh_completes_verbs_codes_and_what_each_takes() {
    // zsh prints the prompt before its line editor starts, and a Tab typed in between completes nothing.
    let zshrc = "PS1='? ' fpath=($ZDOTDIR $fpath)\nautoload -Uz compinit && compinit -D -u\n\
                 zle-line-init() { zle -M ready }\nzle -N zle-line-init\n";
    let files = [("_xerrno", &*printed(&["completions", "zsh"])), (".zshrc", zshrc)];
    let Some((_folder, mut zsh)) = interactive(&["zsh", "--interactive"], &files, "") else { return };
    zsh.wait_for("ready");
    let shown = [
        ("xerrno explain -9", "-97   -- Invalid (illegal) signature"),
        ("xerrno scan --", "--only-listed  -- Leave out codes that no table lists"),
    ];
    for (line, expected) in COMPLETED.into_iter().chain(shown) {
        zsh.type_keys(&format!("\x15{line}\t"));
        zsh.wait_for(expected);
    }
}

#[test]
fn fish_completes_verbs_codes_and_what_each_takes_with_their_meanings() {
    let start = "xerrno completions fish | source; function fish_prompt; echo '? '; end; echo rea''dy";
    let Some((_folder, mut fish)) = interactive(&["fish", "--no-config", "--interactive"], &[], start) else { return };
    fish.wait_until("the prompt", |screen| screen.trim_end().ends_with("ready\n?"));
    for (line, expected) in COMPLETED {
        fish.type_keys(&format!("\x15{line}\t"));
        fish.wait_for(expected);
    }
    fish.type_keys("\x15xerrno explain -9\t");
    fish.wait_for("(Invalid (illegal) signature)");
}

#[test]
fn verbs_come_before_codes_and_options_only_where_they_are_asked_for() {
    let verbs = offered(&[""]);
    assert_eq!(verbs[..4], ["explain", "search", "scan", "list"]);
    assert!(verbs.iter().all(|word| !word.starts_with('-')), "{verbs:?}");
    assert_eq!(offered(&["explain", ""]).len(), codes());
    assert!(offered(&["-97", ""]).iter().all(|word| word.starts_with("--")), "no verb after a code");
    assert!(!offered(&["--print", ""]).contains(&"list".to_owned()), "no verb after an option of the browser");
    assert!(offered(&["search", "Cargo"]).is_empty());
    assert_eq!(offered(&["list", ""])[0], "--table");
}

#[test]
fn nothing_is_offered_that_is_refused() {
    let log = data("log-lines.txt");
    let log = log.to_str().expect("a readable name");
    let table = data("tables/symbolic.csv");
    let table = table.to_str().expect("a readable name");
    let verbs: [&[&str]; 8] = [
        &["explain", "-97"],
        &["search", "签名"],
        &["scan", log],
        &["list"],
        &["doctor"],
        &["completions", "bash"],
        &["init", "bash"],
        &["man"],
    ];
    let sample = |option: &str| match option {
        "--columns" => "code=1,meaning=2",
        "--table" => table,
        "--code" | "--not" => "-97",
        "--key" => "my_err",
        _ => "3",
    };
    for verb in verbs {
        // These options only work on a terminal, which this run lacks.
        let has_terminal = |option: &String| matches!(option.as_str(), "--context" | "--browse");
        for option in offered(&[verb, &["--"]].concat()).into_iter().filter(|option| !has_terminal(option)) {
            let mut arguments = offered(&[verb, &[&format!("{option}=")]].concat());
            // Any file name is accepted as a value of `--table`, but not every file can be read as a table.
            if arguments.is_empty() || option == "--table" {
                let is_switch = run(&[verb, &[&option]].concat()).status < 2;
                arguments = vec![if is_switch { option } else { format!("{option}={}", sample(&option)) }];
            }
            for argument in arguments {
                let mut command = command(&[verb, &[&argument]].concat());
                let outcome = outcome(command.env("XERRNO_CLIPBOARD", "cat"), b"");
                assert!(outcome.status < 2, "{verb:?} {argument}: {outcome:?}");
            }
        }
    }
}

#[test]
fn the_codes_of_a_table_on_the_line_or_in_the_config_complete_too() {
    let table = data("tables/symbolic.csv");
    let table = table.to_str().expect("a readable name");
    assert!(offered(&["--table", table, "explain", "NoSuch"]).contains(&"NoSuchKey".to_owned()));
    assert_eq!(offered(&["--table", table, "--subsystem", "sym"]), ["symbolic"]);
    let config = tempfile::tempdir().expect("a folder");
    let tables = config.path().join("xerrno").join("tables");
    std::fs::create_dir_all(&tables).expect("a folder");
    std::fs::write(tables.join("marks.csv"), "code,meaning\n-5555,\"it's \"\"so\"\" $HOME `x` \\\"\n,no code\n")
        .expect("a file");
    let mut command = command(&["--", "xerrno", "explain", "-555"]);
    let answer = outcome(command.env("XERRNO_COMPLETE", "fish").env("XDG_CONFIG_HOME", config.path()), b"");
    assert_eq!(answer.output, "-5555\tit's \"so\" $HOME `x` \\\n");
    assert_eq!(answer.errors, "", "no complaint in the middle of a line");
}

/// A program that reads a manual page from its input, with its output and errors in pipes.
fn page_reader(program: &str, arguments: &[&str]) -> Command {
    let mut command = support::command(program, &[("MANWIDTH", "80")]);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn the_manual_holds_every_verb_option_key_and_setting_in_both_languages() {
    let english = ["KEYS", "TABLES", "CONFIGURATION", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO"];
    let chinese = ["按键", "自有表格", "配置", "环境变量", "文件", "退出状态", "示例", "另见"];
    for (lang, sections) in [("en", english), ("zh", chinese)] {
        let manual = printed(&["man", "--lang", lang]);
        assert!(manual.starts_with(".TH xerrno 1 "), "{manual}");
        let plain = manual.replace("\\:", "");
        for section in sections {
            assert!(plain.contains(&format!(".SH \"{section}\"\n")), "{section}: {manual}");
        }
        for part in [
            "xerrno explain",
            "xerrno scan",
            "\\-\\-subsystem",
            "\\-\\-table",
            "tables/",
            "code, line, markdown",
            "\\fB\\(haY",
            "\\fB\\(haword",
            "XERRNO_CLIPBOARD",
            "NO_COLOR",
            "[[table]]",
            "config.toml",
        ] {
            assert!(manual.contains(part), "{part}: {manual}");
        }
        for (program, arguments) in
            [("man", &["--warnings", "-E", "UTF-8", "-l", "-"][..]), ("mandoc", &["-T", "lint", "-W", "warning"])]
        {
            if have(&[program]) {
                let outcome = outcome(&mut page_reader(program, arguments), manual.as_bytes());
                let told = if program == "man" { outcome.errors } else { outcome.output };
                // The page is generated on request and so has no date.
                let told: Vec<&str> = told.lines().filter(|line| !line.contains("missing date")).collect();
                assert_eq!(told, [""; 0], "{program} on the page in {lang}");
            }
        }
    }
    assert_eq!(run(&["man", "extra"]).status, 2);
}

#[test]
fn alt_e_puts_a_chosen_code_at_the_cursor_of_a_real_shell() {
    let path = path();
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
        // The quotes make the line as typed differ from its output.
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
        // Several stand in one line: a shell would run what follows the end of a line.
        terminal.type_keys("echo all \x1be");
        terminal.wait_for(&all_codes());
        terminal.type_keys("-95..-97");
        terminal.wait_for("3/104");
        terminal.type_keys("\x1bm\x1bm\r");
        terminal.wait_for("echo all -97 -96");
        terminal.type_keys("\r");
        terminal.wait_until("the echo", |screen| screen.lines().any(|line| line.trim() == "all -97 -96"));
    }
}
