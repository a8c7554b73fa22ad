//! `xerrno list`, `xerrno search …`, and the output formats.

use std::fs;

use unicode_width::UnicodeWidthStr;

use super::running::{command, on_terminal, outcome, printed, run};
use super::support::terminal::Terminal;
use super::support::{XERRNO, codes};

#[test]
fn list_prints_every_row_in_the_order_of_the_table() {
    let output = printed(&["list"]);
    let rows: Vec<Vec<&str>> = output.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), codes());
    assert!(rows.iter().all(|row| row.len() == 5 && row[4].is_empty()), "code subsystem zh en why");
    assert_eq!(rows[0][..2], ["-6101", "download"]);
    assert_eq!(rows[codes() - 1][..2], ["-64", "proxy"]);
}

#[test]
fn a_subsystem_is_kept_to_by_any_of_its_names() {
    for (name, rows) in [("download", 22), ("plugin", 16), ("Cache", 18), ("cmd", 17), ("proxy", 31), ("图片插件", 16)]
    {
        assert_eq!(printed(&["list", "--subsystem", name]).lines().count(), rows, "{name}");
    }
    let unknown = run(&["list", "--subsystem", "disk"]);
    assert_eq!(unknown.status, 2);
    assert_eq!(
        unknown.errors,
        "xerrno: no subsystem is called \"disk\"; there are download, plugin, cache, cmd, proxy\n"
    );
}

#[test]
fn a_limit_is_kept() {
    assert_eq!(printed(&["list", "--limit", "3"]).lines().count(), 3);
    assert_eq!(printed(&["search", "签名", "--limit", "1"]).lines().count(), 1);
}

#[test]
fn every_verb_has_one_object_a_line() {
    let piped = outcome(&mut command(&["scan", "--format", "ndjson"]), b"X-ErrNo: -97\nX-ErrNo: -6101\n").output;
    let summary = outcome(&mut command(&["scan", "--summary", "--format", "ndjson"]), b"X-ErrNo: -97\n").output;
    let printed =
        [("list", printed(&["list", "--format", "ndjson"])), ("doctor", run(&["doctor", "--format", "ndjson"]).output)];
    for (verb, output) in printed.into_iter().chain([("scan", piped), ("summary", summary)]) {
        assert!(!output.is_empty(), "{verb}");
        for line in output.lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
            assert!(row.is_object(), "{verb}: {line}");
        }
    }
}

#[test]
fn short_options_mean_what_they_mean_to_fzf_head_and_ripgrep() {
    assert_eq!(printed(&["list", "-n", "3", "-f", "csv"]), printed(&["list", "--limit", "3", "--format", "csv"]));
    assert_eq!(printed(&["list", "-n3"]), printed(&["list", "--limit", "3"]));
    assert_eq!(printed(&["list", "-s", "cmd"]), printed(&["list", "--subsystem", "cmd"]));
    assert_eq!(printed(&["-q", "签名过期"]), printed(&["search", "签名过期"]));
}

#[test]
fn of_an_option_given_twice_the_last_counts() {
    let twice = ["list", "--limit", "3", "--subsystem", "cmd", "--limit", "1", "--subsystem", "proxy"];
    assert_eq!(printed(&twice), printed(&["list", "--limit", "1", "--subsystem", "proxy"]));
    assert_eq!(printed(&["--limit", "3", "list", "--limit", "1"]).lines().count(), 1, "on both sides of the verb");
}

#[test]
fn a_word_with_a_hyphen_is_searched_for() {
    assert_eq!(run(&["search", "-zzzqqqxxx"]).status, 1);
    assert_eq!(printed(&["search", "-902"]), printed(&["search", "--", "-902"]));
}

#[test]
fn the_best_answer_to_a_search_comes_first_with_the_reason() {
    assert_eq!(printed(&["search", "签名过期"]).lines().next(), Some("-96\tproxy\t签名过期\tSignature expired\ttext"));
    assert_eq!(printed(&["search", "expired", "signature"]).lines().next().map(|line| &line[..3]), Some("-96"));
    assert_eq!(printed(&["签名过期"]), printed(&["search", "签名过期"]), "without the verb, in a pipe");
    assert_eq!(printed(&["--query", "签名过期"]), printed(&["search", "签名过期"]), "--query, in a pipe");
    assert_eq!(
        printed(&["search", "list"]).lines().count(),
        printed(&["search", "list", "--format", "text"]).lines().count()
    );
}

#[test]
fn nothing_found_is_status_one_and_no_output() {
    let nothing = run(&["search", "zzzqqqxxx"]);
    assert_eq!((nothing.status, nothing.output.as_str()), (1, ""));
    assert_eq!(run(&["search", "zzzqqqxxx", "--format", "json"]).output, "[]\n");
    let told = |arguments: &[&str]| run(arguments).errors;
    assert_eq!(told(&["search", "zzzqqqxxx"]), "xerrno: nothing found for zzzqqqxxx\n");
    assert_eq!(told(&["zzzqqqxxx", "--lang", "zh"]), "xerrno: 没有找到 zzzqqqxxx\n");
    assert_eq!(told(&["search", "-3004"]), "xerrno: nothing found for -3004; nearest: -300\n");
    let elsewhere = run(&["search", "签名过期", "--subsystem", "cmd"]);
    assert_eq!((elsewhere.status, elsewhere.output.as_str()), (1, ""));
    assert!(elsewhere.errors.contains("in this subsystem, but in proxy"), "{elsewhere:?}");
}

#[test]
fn another_reading_of_the_query_is_said_beside_the_results() {
    let outcome = run(&["search", "singature"]);
    assert_eq!(outcome.status, 0);
    assert!(outcome.errors.starts_with("Showing results for signature"), "{outcome:?}");
    assert!(outcome.output.lines().all(|line| line.ends_with("\ttypo")), "{outcome:?}");
}

/// -96 as an object.
const OBJECT: &str = r#"{"code":"-96","subsystem":"proxy","zh":"签名过期","en":"Signature expired","why":"","symbol":"ERROR_PROXY_AUTH_EXPIRED","hint_zh":"","hint_en":"","source":"cos-errors","source_title":"COS 错误码（JSON API）","source_url":"https://cloud.tencent.com/document/product/436/6059","note":"","spellings":"","same_as":[],"see_also":["-97","-81","-72","-70"]}"#;

#[test]
fn every_form_says_the_same_under_the_same_names() {
    let expected = [
        ("tsv", "-96\tproxy\t签名过期\tSignature expired\t\n"),
        (
            "csv",
            "code,subsystem,zh,en,why,symbol,hint_zh,hint_en,source,source_title,source_url,note,spellings,same_as,see_also\n\
             -96,proxy,签名过期,Signature expired,,ERROR_PROXY_AUTH_EXPIRED,,,cos-errors,COS 错误码（JSON API）,\
             https://cloud.tencent.com/document/product/436/6059,,,,-97 -81 -72 -70\n",
        ),
        ("json", &format!("[\n{OBJECT}\n]\n")),
        ("ndjson", &format!("{OBJECT}\n")),
        (
            "markdown",
            "| code | subsystem | zh | en | why |\n| --- | --- | --- | --- | --- |\n\
             | -96 | proxy | 签名过期 | Signature expired |  |\n",
        ),
    ];
    for (format, output) in expected {
        assert_eq!(printed(&["explain", "-96", "--format", format]), output);
    }
}

#[test]
fn json_is_one_array_whatever_is_in_it() {
    let listed: serde_json::Value = serde_json::from_str(&printed(&["list", "--format", "json"])).expect("JSON");
    let rows = listed.as_array().expect("an array");
    assert_eq!(rows.len(), codes());
    assert_eq!(rows[0]["hint_en"], "Check that the requested source image exists");
    let same = rows.iter().find(|row| row["code"] == "-189").expect("a code that means the same as another");
    assert_eq!((&same["same_as"], &same["see_also"]), (&serde_json::json!(["-69"]), &serde_json::json!(["-182"])));
    let unknown: serde_json::Value = serde_json::from_str(&run(&["-3004", "--format", "json"]).output).expect("JSON");
    assert_eq!(unknown, serde_json::json!([]));
}

#[test]
fn csv_and_markdown_can_be_read_back_as_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    // The codes are changed, since a row that is known already isn't added again.
    for (format, code, other) in [("csv", "\n-", "\n-8"), ("markdown", "\n| -", "\n| -8")] {
        let file = folder.path().join(format);
        std::fs::write(
            &file,
            printed(&["list", "--format", format]).replace(code, other).replace("| -8-- |", "| --- |"),
        )
        .expect("a file");
        let listed = printed(&["--table", file.to_str().expect("a readable name"), "list"]);
        let rows: Vec<&str> = listed.lines().collect();
        assert_eq!(rows.len(), 2 * codes(), "{format}");
        let read_back: Vec<String> = rows[..codes()].iter().map(|row| row.replacen("-8", "-", 1)).collect();
        assert_eq!(rows[codes()..], read_back, "{format}");
    }
}

#[test]
fn a_list_on_a_terminal_lines_up_and_wraps_within_its_column() {
    let (status, screen) = on_terminal(&["list", "--limit", "3", "--subsystem", "proxy"], &[("NO_COLOR", "1")]);
    assert_eq!(status, 0);
    assert_eq!(
        screen,
        "\
-99  proxy  proxy读取配置失败 / Proxy failed to read its configuration
-98  proxy  调用签名服务失败 / Failed to call the signature service
-97  proxy  非法签名 / Invalid (illegal) signature
"
    );
    let (_, screen) = on_terminal(&["search", "断点续传不支持"], &[("NO_COLOR", "1")]);
    assert!(
        screen.starts_with(
            "\
-65  proxy  断点续传不支持携带数据包 / Resumable upload does not support
            carrying a data packet  text
"
        ),
        "{screen}"
    );
}

#[test]
fn a_closed_pipe_is_no_error() {
    for arguments in [["list", "--format", "tsv"], ["list", "--format", "json"]] {
        let folder = tempfile::tempdir().expect("a folder");
        let table = folder.path().join("long.csv");
        std::fs::write(&table, "code,meaning\n".to_owned() + &"-5,five\n".repeat(50_000)).expect("a file");
        let mut command = command(&arguments);
        let mut child = command.arg("--table").arg(&table).spawn().expect("the program starts");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("the program ends");
        assert_eq!((ended.status.code(), ended.stderr), (Some(0), Vec::new()), "{arguments:?}");
    }
}

#[test]
fn a_bare_run_scans_its_input_and_finds_nothing_in_nothing() {
    let nothing = run(&[]);
    assert_eq!((nothing.status, nothing.output.as_str(), nothing.errors.as_str()), (1, "", ""));
    let header = outcome(&mut command(&[]), b"HTTP/1.1 404 OK\r\nX-ErrNo: -6101\r\n");
    assert_eq!(header.status, 0);
    assert!(header.output.contains("-6101\tdownload\t图片不存在"), "{header:?}");
}

#[test]
fn a_subsystem_is_kept_to_by_any_of_its_names_and_in_every_way_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("gateway.md");
    fs::write(&path, "| code | meaning |\n|---|---|\n| 7001 | upstream is draining |\n| 7002 | route is gone |\n")
        .expect("a table");
    let table = path.to_str().expect("a readable name");
    let search = |arguments: &[&str]| {
        let printed = printed(&[&["search", "--table", table], arguments].concat());
        let row = |row: &str| {
            let cells: Vec<&str> = row.split('\t').collect();
            [cells[0], cells[1], cells[4]].join(" ")
        };
        printed.lines().map(row).collect::<Vec<_>>()
    };
    let gateways = ["7001 gateway subsystem", "7002 gateway subsystem"].map(str::to_owned);
    // Rows of the proxy match too, since the word means the same.
    assert!(gateways.iter().all(|row| search(&["gateway"]).contains(row)), "{:?}", search(&["gateway"]));
    assert_eq!(search(&["gateway", "--subsystem", "gateway"]), gateways);
    assert_eq!(search(&["gateway", "@gateway"]), gateways);
    let told = run(&["search", "ret=-89 ret=-3004 ret=-96"]);
    assert_eq!((told.output.lines().count(), told.errors.as_str()), (2, "xerrno: unknown code -3004\n"));
    let told = run(&["search", "@nowhere signature"]);
    assert!(told.errors.contains("no subsystem is called \"nowhere\"; there are download,"), "{}", told.errors);
    let expired = |scope: &[&str]| search(&[&["图片不存在", "--limit", "1"], scope].concat());
    for scope in [&["@图片下载"][..], &["@图片"], &["@download"], &["--subsystem", "图片下载"]] {
        assert_eq!(expired(scope), ["-6101 download text"], "{scope:?}");
    }
}

#[test]
fn a_scan_of_the_terminal_says_that_it_waits() {
    let mut terminal = Terminal::start(&[XERRNO, "scan"], &[]);
    terminal.wait_for("waiting for text from the terminal");
    terminal.type_keys("X-ErrNo: -97\n\x04");
    terminal.wait_for("Invalid (illegal) signature");
    assert!(terminal.wait().success());
}

#[test]
fn what_the_doctor_reports_fits_the_terminal() {
    for lang in ["en", "zh"] {
        let script = format!("stty cols 46; {XERRNO} --lang {lang} doctor; echo that is all");
        let mut terminal = Terminal::start(&["sh", "-c", &script], &[]);
        terminal.wait_for("that is all");
        // The report is longer than the screen, so it is read from the bytes.
        let report = String::from_utf8(terminal.bytes().to_vec()).expect("text");
        assert!(report.lines().count() > 20, "{report}");
        let too_wide: Vec<&str> = report.lines().filter(|line| line.width() > 46).collect();
        assert!(too_wide.is_empty(), "{too_wide:?} of\n{report}");
        // A word that fits a line is not broken.
        assert!(report.contains("/nonexistent/xerrno/config.toml"), "{report}");
    }
}
