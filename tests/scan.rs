//! `xerrno scan` from outside: its output formats, its exit status, and its use in pipes.

#[cfg(target_os = "linux")]
#[path = "support/processes.rs"]
#[allow(dead_code, reason = "these tests use a part of it")]
mod processes;

use std::fs;
#[cfg(unix)]
use std::io::Read;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const LOG: &str = "\
2016-05-12 10:22:31 started in 97 ms
headInfo=404,image/jpeg,0,ImgHttp3.0.0,-6101,0,
{\"code\":-97,\"message\":\"ERROR_PROXY_AUTH_FAILED\"} {\"code\":-97}
X-ErrNo: -3004
";

/// The program without the user's own tables and language.
fn xerrno(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xerrno"));
    command.args(arguments).env("LC_ALL", "C.UTF-8").env_remove("NO_COLOR");
    command.env("XDG_CONFIG_HOME", "/nowhere").env("HOME", "/nowhere");
    command
}

/// Runs the program with `input` on standard input.
fn fed(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = xerrno(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // The program may close the pipe before it has read all.
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
         2   66.7 %  -97    proxy  非法签名 / Invalid (illegal) signature  line 2\n\
         1   33.3 %  -3004         unknown code  line 3\n"
    );
    let marked = stdout(&fed(&["scan", "--format", "text", "--color", "always"], b"seen -97"));
    assert!(marked.contains("seen \x1b[2m-97\x1b[0m"), "a number under no key is dim: {marked:?}");
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
}

// Windows has no such file names.
#[test]
#[cfg(unix)]
fn nothing_of_a_name_steers_the_terminal() {
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
    assert_eq!(counts, "2\t-97\tproxy\t非法签名\tInvalid (illegal) signature\t50.0\t-:3\t-:3\n");
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

/// Ends the program as ^C does once it has written `written` bytes, and returns its exit status and its output.
#[cfg(unix)]
fn interrupted(mut command: Command, log: &str, written: usize) -> (Option<i32>, String) {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdin.write_all(log.as_bytes()).unwrap();
    let mut text = vec![0; written];
    stdout.read_exact(&mut text).unwrap();
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    stdout.read_to_end(&mut text).unwrap();
    let status = child.wait().unwrap().code();
    drop(stdin);
    (status, String::from_utf8(text).unwrap())
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_a_scan_as_the_end_of_the_log_does() {
    // The last line has no newline yet.
    let log = format!("{LOG}code=-96");
    let (status, text) = interrupted(xerrno(&["scan", "--format", "json"]), &log, 100);
    assert_eq!(status, Some(130));
    let rows: serde_json::Value = serde_json::from_str(&text).expect("the array is closed");
    assert_eq!(rows.as_array().unwrap().len(), 5);
    let (status, text) = interrupted(xerrno(&["scan", "--format", "text"]), &log, 100);
    assert_eq!(status, Some(130));
    let summary = text.split_once("\n\n").expect("a summary").1;
    assert!(summary.starts_with("2   40.0 %  -97 "), "{summary}");
    let (status, text) = interrupted(xerrno(&["scan", "--format", "ndjson"]), LOG, 100);
    assert_eq!((status, text.lines().count()), (Some(130), 4));
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_a_scan_that_nobody_reads_any_more() {
    let (_folder, log) = folder_with(LOG.as_bytes());
    let mut command = xerrno(&["scan", "--format", "json", log.to_str().unwrap(), "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut start = [0; 100];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut start).unwrap();
    drop(stdout);
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let stdin = child.stdin.take();
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(130), &b""[..]));
}

#[test]
fn the_summary_says_in_which_files_and_where() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.log"), "ret=-97\n\nret=-97 ret=-96\n").unwrap();
    fs::write(folder.path().join("b.log"), "\nret=-97\n").unwrap();
    let summary = |options: &[&str]| {
        let arguments = [&["scan", "--summary"], options, &["a.log", "b.log"]].concat();
        stdout(&xerrno(&arguments).current_dir(&folder).output().unwrap())
    };
    let rows = summary(&[]);
    let rows: Vec<String> =
        rows.lines().map(|row| row.split('\t').filter(|cell| cell.is_ascii()).collect::<Vec<_>>().join("|")).collect();
    assert_eq!(
        rows,
        [
            "3|-97|proxy|Invalid (illegal) signature|75.0|a.log:1|b.log:2|a.log:2 b.log:1",
            "1|-96|proxy|Signature expired|25.0|a.log:3|a.log:3|a.log:1",
        ]
    );
    let text = summary(&["--format", "text"]);
    assert!(text.lines().nth(1).unwrap().ends_with("a.log 2, lines 1 … 3; b.log 1, line 2"), "{text}");
    let rows: serde_json::Value = serde_json::from_str(&summary(&["--format", "json"])).unwrap();
    assert_eq!((&rows[0]["share"], &rows[0]["files"]), (&75.0.into(), &"a.log:2 b.log:1".into()));
}

#[test]
fn lines_around_are_shown_as_grep_shows_them() {
    let log = "one\ntwo\nret=-97\nfour\nfive\nsix\nseven\nret=-96\nnine\nret=-97\nend\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.log"), log).unwrap();
    fs::write(folder.path().join("b.log"), "ret=-72\nend\n").unwrap();
    let output = xerrno(&["scan", "-C", "1", "-f", "text", "a.log", "b.log"]).current_dir(&folder).output().unwrap();
    let text = stdout(&output);
    let shown: Vec<&str> =
        text.split_once("\n\n").unwrap().0.lines().map(|line| line.split("  #").next().unwrap()).collect();
    assert_eq!(
        shown,
        [
            "a.log-2- two",
            "a.log:3: ret=-97",
            "a.log-4- four",
            "--",
            "a.log-7- seven",
            "a.log:8: ret=-96",
            "a.log-9- nine",
            "a.log:10: ret=-97",
            "a.log-11- end",
            "--",
            "b.log:1: ret=-72",
            "b.log-2- end",
        ]
    );
    let output = fed(&["scan", "-C", "1", "--format", "json"], LOG.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--format text"), "{output:?}");
}

#[test]
fn files_and_parts_of_files_come_out_in_their_order() {
    use std::fmt::Write as _;
    let folder = TempDir::new().unwrap();
    let mut names = Vec::new();
    let mut expected = Vec::new();
    for (file, lines) in [40_000, 10, 0, 30_000, 1].into_iter().enumerate() {
        let mut log = String::new();
        let name = format!("{file}.log");
        for line in 0_usize..lines {
            if line % 7 == 0 {
                expected.push(format!("{name} {}", line + 1));
                writeln!(log, "request {line} failed, code=-97, after some time").unwrap();
            } else {
                writeln!(log, "request {line} went well, and nothing is to be said").unwrap();
            }
        }
        fs::write(folder.path().join(&name), log).unwrap();
        names.push(name);
    }
    let names: Vec<&str> = ["scan"].into_iter().chain(names.iter().map(String::as_str)).collect();
    for format in ["tsv", "json", "text"] {
        let arguments = [&names[..], &["--format", format]].concat();
        let text = stdout(&xerrno(&arguments).current_dir(&folder).output().unwrap());
        let found: Vec<String> = match format {
            "tsv" => text.lines().map(|row| row.split('\t').take(2).collect::<Vec<_>>().join(" ")).collect(),
            "json" => {
                let rows: serde_json::Value = serde_json::from_str(&text).unwrap();
                let place = |row: &serde_json::Value| format!("{} {}", row["file"].as_str().unwrap(), row["line"]);
                rows.as_array().unwrap().iter().map(place).collect()
            }
            _ => {
                let lines = text.split("\n\n").next().unwrap().lines();
                lines.map(|line| line.split(':').take(2).collect::<Vec<_>>().join(" ")).collect()
            }
        };
        assert!(found == expected, "{format}: {} of {}", found.len(), expected.len());
    }
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
fn a_number_that_says_that_all_went_well_is_no_code_whatever_stands_beside_it() {
    let folder = TempDir::new().unwrap();
    let table = folder.path().join("own.csv");
    fs::write(&table, "code,en\n-200,refused\n0,fine\n-97,bad\n").unwrap();
    let table = table.to_str().unwrap();
    let log = b"errno=200\nret=-97 errno=200\nerrno=0\nret=-97 errno=0 errno=-200\n";
    let text = stdout(&fed(&["--table", table, "-s", "own", "scan", "--format", "tsv"], log));
    let places: Vec<Vec<&str>> = text.lines().map(|row| row.split('\t').skip(1).take(2).collect()).collect();
    assert_eq!(places, [["2", "-97"], ["4", "-97"], ["4", "-200"]]);
}

#[test]
#[cfg(target_os = "linux")]
fn many_small_files_need_no_more_memory_than_a_few() {
    const FILES: usize = 800;
    let folder = TempDir::new().unwrap();
    let text = "nothing happened\n".repeat(6000) + "code=-97\n";
    let names: Vec<PathBuf> = (0..FILES).map(|number| folder.path().join(number.to_string())).collect();
    for name in &names {
        fs::write(name, &text).unwrap();
    }
    // Standard input, which comes last, keeps the program from ending before it has been looked at.
    let mut command = xerrno(&["scan", "--format", "tsv"]);
    let mut child = command.args(&names).arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let rows = BufReader::new(child.stdout.take().unwrap()).lines().take(FILES);
    assert!(rows.map(Result::unwrap).eq(names.iter().map(|name| {
        format!("{}\t6001\t-97\tproxy\t非法签名\tInvalid (illegal) signature\t6\tcode", name.display())
    })));
    let peak = processes::peak(child.id());
    assert!(peak < 32 * 1024, "{peak} kB for {} MB", (text.len() * FILES) >> 20);
    drop(child.stdin.take());
    child.wait().unwrap();
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
    // The program has read everything except for the pipe's buffer, and hasn't seen the end of the line.
    let peak = processes::peak(child.id());
    drop(line);
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("code=-97"), "{text}");
    assert!(text.len() < 10_000, "the line is shown in part");
    assert!(peak < 32 * 1024, "{peak} kB");
    child.wait().unwrap();
}
