//! `xerrno scan` from outside: its forms, its exit status, and how it goes with pipes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const LOG: &str = "\
2016-05-12 10:22:31 started in 97 ms
headInfo=404,image/jpeg,0,ImgHttp3.0.0,-6101,0,
{\"code\":-97,\"message\":\"ERROR_PROXY_AUTH_FAILED\"} {\"code\":-97}
X-ErrNo: -3004
";

/// The program, away from the user's own tables and language.
fn xerrno(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xerrno"));
    command.args(arguments).env("LC_ALL", "C.UTF-8").env_remove("NO_COLOR");
    command.env("XDG_CONFIG_HOME", "/nowhere").env("HOME", "/nowhere");
    command
}

/// What the program does with this on standard input.
fn fed(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = xerrno(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A program that has read enough closes the pipe, which is its right.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().unwrap()
    })
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A folder with this log in it.
fn folder_with(log: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("app.log");
    fs::write(&path, log).unwrap();
    (folder, path)
}

#[test]
fn each_mention_is_a_row_with_its_place_and_meaning() {
    let output = fed(&["scan"], LOG.as_bytes());
    let missing =
        "图片不存在、图片没有上传或者图片已经删除\tImage does not exist, was never uploaded, or has been deleted";
    let illegal = |column| format!("-\t3\t-97\tproxy\t非法签名\tInvalid (illegal) signature\t{column}\tcode\n");
    assert_eq!(
        stdout(&output),
        format!(
            "-\t2\t-6101\tdownload\t{missing}\t40\t\n{}{}-\t4\t-3004\t\t\t\t10\tX-ErrNo\n",
            illegal(9),
            illegal(58)
        )
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn text_piped_in_without_a_verb_is_scanned() {
    assert_eq!(stdout(&fed(&[], LOG.as_bytes())), stdout(&fed(&["scan", "-"], LOG.as_bytes())));
}

#[test]
fn json_is_one_array_of_objects() {
    let output = fed(&["scan", "--format", "json"], LOG.as_bytes());
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["-6101", "-97", "-97", "-3004"]);
    assert_eq!(rows[1]["line"], 3);
    assert_eq!(rows[1]["symbol"], "ERROR_PROXY_AUTH_FAILED");
    assert_eq!(rows[3]["subsystem"], "");
    assert_eq!(stdout(&fed(&["scan", "--format", "json"], b"nothing")), "[]\n");
}

#[test]
fn csv_and_markdown_have_a_head() {
    let csv = stdout(&fed(&["scan", "--format", "csv"], b"ret=-72"));
    assert_eq!(
        csv.lines().next(),
        Some(
            "file,line,code,subsystem,zh,en,column,key,symbol,hint_zh,hint_en,source,source_title,source_url,note,spellings,same_as,see_also"
        )
    );
    assert!(csv.lines().nth(1).unwrap().starts_with("-,1,-72,proxy,签名失败,"), "{csv}");
    let markdown = stdout(&fed(&["scan", "--format", "markdown"], b"ret=-3004"));
    assert_eq!(
        markdown,
        "| file | line | code | subsystem | zh | en | column | key |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |\n\
         | - | 1 | -3004 |  |  |  | 5 | ret |\n"
    );
}

#[test]
fn people_see_the_line_the_meaning_and_a_count() {
    let text = stdout(&fed(&["scan", "--format", "text"], b"ok\nretry: code=-97 after ret=-97\nerrno=-3004\n"));
    assert_eq!(
        text,
        "2: retry: code=-97 after ret=-97  # -97 非法签名 / Invalid (illegal) signature\n\
         3: errno=-3004  # -3004 unknown code\n\n\
         2  -97    proxy  非法签名 / Invalid (illegal) signature\n\
         1  -3004         unknown code\n"
    );
    let marked = stdout(&fed(&["scan", "--format", "text", "--color", "always"], b"code=-97"));
    assert!(marked.contains("code=\x1b[1m-97\x1b[0m"), "{marked:?}");
}

#[test]
fn nothing_of_a_log_steers_the_terminal_and_all_its_text_is_shown() {
    let log = "\x1b[31mERROR\x1b[0m 签名 عربي \x1b]0;title\x07 \u{9b}2J \u{202e} code=\x1b[1m-97\x1b[0m\r\n".as_bytes();
    let text = stdout(&fed(&["scan", "--format", "text"], log));
    let line = text.lines().next().unwrap();
    assert!(line.starts_with("1: ERROR 签名 عربي "), "{line:?}");
    assert!(line.contains("code=-97  # -97"), "{line:?}");
    assert!(!text.contains(|c| xerrno::catalog::is_control(c) && c != '\n'), "{text:?}");
    let name = "evil\x1b[31m\t.log";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), "code=-97").unwrap();
    let rows = stdout(&xerrno(&["scan", name]).current_dir(&folder).output().unwrap());
    assert!(rows.starts_with("evil .log\t1\t-97\t"), "{rows:?}");
}

#[test]
fn options_choose_what_is_shown() {
    let cases: &[(&[&str], &str)] = &[
        (&["--keyed"], "-97 -97 -3004"),
        (&["--key", "headInfo"], "404 -6101 -97 -97 -3004"),
        (&["--not", "-97"], "-6101 -3004"),
        (&["--not", "97", "--not", "-3004"], "-6101"),
        (&["--code", "-97", "--code", "-3004"], "-97 -97 -3004"),
        (&["--quiet"], ""),
        (&["--only-listed"], "-6101 -97 -97"),
        (&["--subsystem", "proxy"], "-97 -97"),
        (&["--limit", "1"], "-6101"),
    ];
    for (options, codes) in cases {
        let output = stdout(&fed(&[&["scan"], *options].concat(), LOG.as_bytes()));
        let found: Vec<&str> = output.lines().map(|row| row.split('\t').nth(2).unwrap()).collect();
        assert_eq!(found.join(" "), *codes, "{options:?}");
    }
    let counts = stdout(&fed(&["scan", "--summary", "--limit", "1"], LOG.as_bytes()));
    assert_eq!(counts, "2\t-97\tproxy\t非法签名\tInvalid (illegal) signature\n");
}

#[test]
fn the_config_chooses_too() {
    let config = TempDir::new().unwrap();
    fs::create_dir(config.path().join("xerrno")).unwrap();
    let text = "[scan]\nkeys = [\"headInfo\"]\nnot = [\"-97\"]\nkeyed = true\n";
    fs::write(config.path().join("xerrno/config.toml"), text).unwrap();
    let (_folder, log) = folder_with(LOG.as_bytes());
    let output = xerrno(&["scan", log.to_str().unwrap()]).env("XDG_CONFIG_HOME", config.path()).output().unwrap();
    let rows = stdout(&output);
    let found: Vec<&str> = rows.lines().map(|row| row.split('\t').nth(2).unwrap()).collect();
    assert_eq!(found, ["404", "-3004"]);
}

#[test]
fn a_code_in_two_subsystems_has_two_rows() {
    let (folder, log) = folder_with(b"ret=-97\nerror[E0425]: no such name\nE04251 1205 deadlock\n");
    let table = folder.path().join("mine.csv");
    fs::write(&table, "subsystem,code,en\nmine,-97,My own\nmine,E0425,Unresolved\nmine,1205,Deadlock\n").unwrap();
    let [table, log] = [&table, &log].map(|path| path.to_str().unwrap());
    let output = stdout(&xerrno(&["scan", "--table", table, log]).output().unwrap());
    let rows: Vec<String> =
        output.lines().map(|row| row.split('\t').skip(1).take(3).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(rows, ["1 -97 mine", "1 -97 proxy", "2 E0425 mine", "3 1205 mine"]);
}

#[test]
fn the_exit_status_says_whether_there_were_codes() {
    assert_eq!(fed(&["scan"], b"code=-97").status.code(), Some(0));
    assert_eq!(fed(&["scan"], b"took 97 ms").status.code(), Some(1));
    assert_eq!(fed(&["scan"], b"").status.code(), Some(1));
    assert_eq!(fed(&["scan", "-q"], b"code=-97").status.code(), Some(0));
    assert_eq!(fed(&["scan", "-q", "--keyed"], b"seen -97").status.code(), Some(1));
    assert_eq!(fed(&["scan", "--only-listed"], b"code=-3004").status.code(), Some(1));
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_read() {
    let (folder, log) = folder_with(LOG.as_bytes());
    let output = xerrno(&["scan", "missing.log", ".", log.to_str().unwrap()]).current_dir(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output).lines().count(), 4);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.starts_with("xerrno: could not read missing.log: "), "{errors}");
    assert!(errors.contains("\nxerrno: could not read .: "), "{errors}");
}

#[test]
fn a_row_comes_out_as_soon_as_its_line_is_in() {
    let mut child = xerrno(&["scan"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut log = child.stdin.take().unwrap();
    let mut rows = BufReader::new(child.stdout.take().unwrap());
    for code in ["-97", "-96", "-95"] {
        writeln!(log, "code={code}").unwrap();
        let mut row = String::new();
        rows.read_line(&mut row).unwrap();
        assert_eq!(row.split('\t').nth(2), Some(code));
    }
    drop(log);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut command = xerrno(&["scan"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let _ = child.stdin.take().unwrap().write_all(&LOG.as_bytes().repeat(1000));
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn bytes_that_are_no_text_do_no_harm() {
    let output = fed(&["scan", "--format", "json"], b"\xfe\xc0 code=-97 \x00\xc3\n\xe7\xad code=-96\xbe");
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&rows[0]["code"], &rows[1]["code"]), (&"-97".into(), &"-96".into()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_line_of_a_hundred_megabytes_needs_no_more_memory_than_another() {
    const MEGABYTE: usize = 1 << 20;
    let mut child = xerrno(&["scan", "--format", "text"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = child.stdin.take().unwrap();
    let filling = "签名 ".repeat(MEGABYTE / "签名 ".len());
    for _ in 0..100 {
        line.write_all(filling.as_bytes()).unwrap();
    }
    line.write_all(b"code=-97 ").unwrap();
    line.write_all(filling.as_bytes()).unwrap();
    // All but what the pipe holds has been read, and nothing is known of the end of the line.
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
    drop(line);
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("code=-97"), "{text}");
    assert!(text.len() < 10_000, "the line is shown in part");
    assert!(peak < 32 * 1024, "{peak} kB");
    child.wait().unwrap();
}
