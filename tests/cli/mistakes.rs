//! Errors: one line on standard error that names the cause, and exit status 2.

use super::running::{command, outcome, printed, run};

#[test]
fn a_mistake_on_the_command_line_takes_one_line() {
    let cases: [(&[&str], &str); 39] = [
        (&["--foramt", "json"], "a similar argument exists: '--format'"),
        (&["list", "--format", "yaml"], "[possible values: auto, text, tsv, json, ndjson, csv, markdown]"),
        (&["--limit", "many", "list"], "invalid value 'many'"),
        (&["explain"], "<CODE>..."),
        (&["search"], "<QUERY>..."),
        (&["completions", "tcsh"], "[possible values: bash, elvish, fish, powershell, zsh]"),
        (&["list", "extra"], "unexpected argument 'extra'"),
        (&["--print", "list"], "--query, --print, --height, --ascii and --cursor are for the browser"),
        (&["scan", "--ascii"], "the last two also follow scan --browse"),
        (&["list", "-format", "json"], "unexpected argument '-format'"),
        (&["--summary"], "--summary is an option of scan: xerrno scan --summary"),
        (&["--only-listed"], "--only-listed is an option of scan: xerrno scan --only-listed"),
        (&["list", "--copy"], "--copy is an option of explain: xerrno explain --copy"),
        (&["--copy", "list"], "--copy is for codes: xerrno explain CODE --copy"),
        (&["-97", "--copy", "--print"], "--copy is for codes: xerrno explain CODE --copy"),
        (&["--copy"], "--copy is for codes: xerrno explain CODE --copy"),
        (&["--limit", "-1", "list"], "invalid value '-1' for '--limit <N>': it must be a number from 1 on"),
        (&["--limit", "0", "-97"], "invalid value '0' for '--limit <N>': it must be a number from 1 on"),
        (&["--subsystem", "-97", "list"], "no subsystem is called \"-97\""),
        (&["scan", "-97"], "could not read -97: No such file"),
        (&["explain", ""], "one of the codes is empty; name it, as in xerrno explain -97"),
        (&["explain", "-97", " "], "one of the codes is empty"),
        (&["--lang", "zh", "explain", ""], "有一个错误码是空的"),
        (&["search", ""], "there is no word to search for; name one"),
        (&["search", "("], "there is no word to search for"),
        (&["search", "\""], "there is no word to search for"),
        (&["Cargo.toml"], "Cargo.toml is a file; for the codes that it mentions: xerrno scan Cargo.toml"),
        (&["--lang", "zh", "Cargo.toml"], "Cargo.toml 是文件；要找其中的错误码：xerrno scan Cargo.toml"),
        (&["--print", "--format", "json"], "leave out --format"),
        (&["man", "--format", "json"], "--format does nothing for this verb; leave it out"),
        (&["--limit", "3", "completions", "bash"], "--limit does nothing for this verb; leave it out"),
        (&["lst"], "there is no verb lst; did you mean xerrno list?"),
        (&["explian", "-97"], "did you mean xerrno explain?"),
        (&["version"], "did you mean xerrno --version?"),
        (&["--lang", "zh", "serach", "签名"], "没有动词 serach；是不是 xerrno search？"),
        (&["list", "--json"], "--json is written as --format json"),
        (&["--ndjson", "list"], "--ndjson is written as --format ndjson"),
        (&["-z", "timeout"], "unexpected argument '-z'"),
        (&["doctor", "--format", "csv"], "doctor has the forms text, json and ndjson"),
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
    assert_eq!(outcome.errors, "xerrno: could not write to standard output: No space left on device (os error 28)\n");
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
    for verb in ["explain", "scan"] {
        assert_eq!(printed(&["help", verb]), printed(&[verb, "--help"]));
    }
    let help = printed(&["--help"]);
    assert_eq!(printed(&["help"]), help);
    for part in ["tables/", "file, line, code, subsystem, zh, en", "count, code, subsystem, zh, en"] {
        assert!(help.contains(part), "{part}: {help}");
    }
    assert!(help.contains("Exit status: 0 found") && help.contains("\n  doctor "), "{help}");
    assert_eq!(printed(&["--version"]), concat!("xerrno ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn the_help_and_what_is_wrong_with_arguments_are_told_in_chinese_too() {
    let chinese = |arguments: &[&str]| outcome(command(arguments).env("LC_ALL", "zh_CN.UTF-8"), b"");
    for verb in [&[][..], &["explain"], &["search"], &["scan"], &["list"], &["doctor"], &["completions"], &["man"]] {
        for flag in ["-h", "--help"] {
            let help = chinese(&[verb, &[flag]].concat()).output;
            assert!(help.contains("用法： xerrno") && help.contains("示例："), "{verb:?}: {help}");
            for english in ["Usage", "Options", "Arguments", "Verbs", "Print", "possible", "default", "Exit"] {
                assert!(!help.contains(english), "{verb:?} {flag}: {english} in {help}");
            }
        }
    }
    assert_eq!(printed(&["scan", "--help", "--lang", "zh"]), chinese(&["scan", "--help"]).output);
    let cases: [(&[&str], &str); 6] = [
        (&["--foramt", "json"], "不认识参数 '--foramt'；是不是 '--format'"),
        (&["list", "--format", "yaml"], "'--format <FORM>' 不能是 'yaml' [可选值：auto, text, tsv,"),
        (&["--limit", "many", "list"], "'--limit <N>' 不能是 'many'：应为不小于 1 的整数"),
        (&["explain"], "缺少必需的参数：<CODE>..."),
        (&["--query"], "'--query <TEXT>' 缺少值"),
        (&["man", "--limit", "3"], "--limit 对这个动词不起作用；请去掉"),
    ];
    for (arguments, part) in cases {
        let outcome = chinese(arguments);
        assert_eq!((outcome.status, outcome.output.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.errors.contains(part), "{outcome:?}");
        assert_eq!(outcome.errors, run(&[&["--lang", "zh"], arguments].concat()).errors, "{arguments:?}");
    }
}

#[test]
fn the_short_help_is_short_and_names_the_whole() {
    let short = printed(&["-h"]);
    assert!(short.lines().count() < 50 && short.contains("xerrno --help"), "{short}");
    assert!(short.lines().count() < printed(&["--help"]).lines().count());
    assert!(!printed(&["man", "--help"]).contains("--limit"), "an option that does nothing for the verb");
}
