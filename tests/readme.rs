//! The README's examples: each is run, and prints what the README says it prints.
#![cfg(unix)]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

mod support;

use support::terminal::on_terminal;

/// The fewest examples to expect: with fewer, the README has lost some, or this test no longer finds them.
const FEWEST: usize = 8;

/// An example in a block marked `console`: a command, and the lines that it prints.
#[derive(Debug, PartialEq, Eq)]
struct Example<'r> {
    command: String,
    shown: Vec<&'r str>,
}

/// Reads the examples. A command follows `$ ` and continues on lines after `> `, as in a shell.
fn examples(readme: &str) -> Vec<Example<'_>> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    for block in readme.split("\n```console\n").skip(1) {
        let (block, _) = block.split_once("\n```").expect("a block has an end");
        assert!(block.starts_with("$ "), "a block begins with a command: {block}");
        for line in block.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                examples.push(Example { command: command.to_owned(), shown: Vec::new() });
                continue;
            }
            let Example { command, shown } = examples.last_mut().expect("the command above");
            match line.strip_prefix("> ") {
                Some(more) if shown.is_empty() => command.extend(["\n", more]),
                _ => shown.push(line),
            }
        }
    }
    examples
}

/// True if `printed` is as `shown`, where `...` stands for any lines. Spaces at the end of a line are ignored.
fn is_as_shown(shown: &[&str], printed: &[&str]) -> bool {
    match (shown, printed) {
        (["...", shown @ ..], _) => (0..=printed.len()).any(|skipped| is_as_shown(shown, &printed[skipped..])),
        ([line, shown @ ..], [other, printed @ ..]) => {
            line.trim_end() == other.trim_end() && is_as_shown(shown, printed)
        }
        _ => shown.is_empty() && printed.is_empty(),
    }
}

/// The output of a command on a terminal of 80 columns, errors included. It runs in `folder`, with an empty input and with
/// `TERM=dumb`, so that it can't open the browser, which would wait for a key.
fn printed(command: &str, folder: &Path) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_xerrno")).parent().expect("the folder of the program");
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let mut bash = Command::new("bash");
    bash.args(["-c", &format!("exec < /dev/null\n{command}")]).current_dir(folder);
    let folder = folder.to_str().expect("a readable name");
    on_terminal(bash, 80, &[("PATH", &path), ("NO_COLOR", "1"), ("TERM", "dumb"), ("XDG_CONFIG_HOME", folder)]).1
}

#[test]
fn the_examples_print_what_the_readme_says() {
    print_what_it_says("README.md", FEWEST);
}

#[test]
fn the_examples_print_what_the_chinese_readme_says() {
    print_what_it_says("README.zh-CN.md", 4);
}

#[test]
fn each_readme_is_short_enough_to_be_read() {
    for name in ["README.md", "README.zh-CN.md"] {
        let lines = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect(name).lines().count();
        assert!(lines < 200, "{name} has {lines} lines");
    }
}

fn print_what_it_says(name: &str, fewest: usize) {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect(name);
    let examples = examples(&readme);
    assert!(examples.len() >= fewest, "{name} has only {} examples", examples.len());
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = String::new();
    for Example { command, shown } in &examples {
        let printed = printed(command, folder.path());
        if !is_as_shown(shown, &printed.lines().collect::<Vec<_>>()) {
            writeln!(wrong, "\n$ {command}\n-- in {name}:\n{}\n-- printed:\n{printed}", shown.join("\n"))
                .expect("a string takes everything");
        }
    }
    assert!(wrong.is_empty(), "examples print something else than {name} says:\n{wrong}");
}

#[test]
fn an_example_is_a_command_and_the_lines_below_it() {
    let readme = "\
Text.
```sh
$ not run
```
```console
$ cat <<END
> one
> END
one
> two
$ true
```
$ not in a block
```console
$ false
```
";
    let example =
        |command: &str, shown: &[&'static str]| Example { command: command.to_owned(), shown: shown.to_vec() };
    let expected = [example("cat <<END\none\nEND", &["one", "> two"]), example("true", &[]), example("false", &[])];
    assert_eq!(examples(readme), expected);
}

#[test]
fn dots_stand_for_any_lines_and_every_other_line_for_itself() {
    let cases: [(&[&str], &[&str], bool); 10] = [
        (&["a", "b"], &["a", "b"], true),
        (&["a"], &["a\t"], true),
        (&["a", "b"], &["a", "c"], false),
        (&["a"], &["a", "b"], false),
        (&["a", "b"], &["a"], false),
        (&[], &["a"], false),
        (&["a", "..."], &["a"], true),
        (&["a", "...", "d"], &["a", "b", "c", "d"], true),
        (&["...", "d"], &["a", "d", "e"], false),
        (&["...a"], &["b", "a"], false),
    ];
    for (shown, printed, is_so) in cases {
        assert_eq!(is_as_shown(shown, printed), is_so, "{shown:?}, {printed:?}");
    }
}

#[test]
fn a_command_writes_to_a_terminal_and_cannot_wait_for_a_key() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(printed("test -t 1 && test -t 2 && ! read && echo both", folder.path()), "both\n");
    assert!(printed("xerrno expired", folder.path()).starts_with("xerrno: this terminal (TERM=dumb)"));
}
