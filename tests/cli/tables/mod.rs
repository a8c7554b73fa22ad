//! User tables as they are in practice: `--table`, the config folder, and the complaints about mistakes.

mod formats;
mod headers;
mod kinds;
// Only Linux enforces `ulimit -v`.
#[cfg(target_os = "linux")]
mod limits;
mod maps;
mod meanings;
mod names;
mod nested;
mod sources;
mod values;

use std::fs;
use std::path::Path;

use super::running::{Outcome, command, data, outcome, printed, run};
use super::support::codes;

/// The rows that a file of `tests/data/tables` adds: code, subsystem, zh, en, symbol and hints, without empty fields at the
/// end; and the complaints.
fn added(name: &str) -> (Vec<String>, String) {
    let path = data("tables").join(name);
    let listed = run(&["list", "--format", "json", "--table", path.to_str().expect("a readable name")]);
    assert_eq!(listed.status, 0, "{name}: {}", listed.errors);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&listed.output).expect("JSON");
    let row = |row: &serde_json::Value| {
        assert_eq!(row["source"], name, "the source of a row is its file");
        let cells = ["code", "subsystem", "zh", "en", "symbol", "hint_zh", "hint_en"].map(|cell| row[cell].as_str());
        cells.map(Option::unwrap_or_default).join("|").trim_end_matches('|').to_owned()
    };
    let folder = format!("{}/", data("tables").display());
    (rows[..rows.len() - codes()].iter().map(row).collect(), listed.errors.replace(&folder, ""))
}

#[test]
fn the_table_itself_loads_as_104_rows_in_five_subsystems() {
    let path = data("codes.md");
    let listed = printed(&["list", "--strict", "--table", path.to_str().expect("a readable name")]);
    let rows: Vec<Vec<&str>> = listed.lines().map(|line| line.split('\t').collect()).collect();
    let (loaded, embedded) = rows.split_at(codes());
    assert_eq!(loaded.len(), codes());
    for (embedded, loaded) in embedded.iter().zip(loaded) {
        assert_eq!(loaded[..3], embedded[..3], "code, subsystem and meaning are those of the embedded row");
    }
    let mut subsystems: Vec<&str> = loaded.iter().map(|row| row[1]).collect();
    subsystems.dedup();
    assert_eq!(subsystems, ["download", "plugin", "cache", "cmd", "proxy"]);
}

#[test]
fn what_is_printed_and_read_again_is_there_once_and_what_was_changed_in_it_beside_the_old() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("printed.csv");
    let table = path.to_str().expect("a readable name");
    let list = printed(&["list", "--format", "csv"]);
    fs::write(&path, &list).expect("a table");
    assert_eq!(printed(&["list", "--strict", "--format", "csv", "--table", table]), list);
    fs::write(&path, list.replace("签名过期", "签名已过期")).expect("a table");
    let changed = printed(&["explain", "-96", "--table", table]);
    assert_eq!(changed, "-96\tproxy\t签名已过期\tSignature expired\t\n-96\tproxy\t签名过期\tSignature expired\t\n");
}

#[test]
fn tables_in_the_wild_are_read() {
    let cases: [(&str, &[&str]); 31] = [
        (
            "pipes.md",
            &[
                "-5001|Gateway||Upstream refused the connection|||See the guide",
                "-5002|Gateway||Timed out after 3 s twice",
                "-5003|Gateway|签名 & 时间戳错误|||检查系统时间",
            ],
        ),
        (
            "no-outer-pipes.md",
            &[
                "-1|Disk-service||disk is full",
                "-2|Disk-service||disk is read-only",
                "-3|Disk-service||disk is gone",
                "-4|Disk-service||disk is slow",
                "-5|Disk-service||either a | b | or c",
            ],
        ),
        ("headings.md", &["-10|Storage|空间不足", "-20|登录模块|密码错误", "-30|支付|余额不足"]),
        ("escaped.md", &[r"1|Shell||a | b, c:\dir and *stars*", "2|Shell||x | y"]),
        ("crlf-bom.csv", &["-1|crlf-bom|失败,重试|failed", "-2|crlf-bom|超时|timed out"]),
        ("utf16le.tsv", &["-1|utf16le|磁盘满", "-2|utf16le||disk gone"]),
        ("utf16be.csv", &["7|utf16be||seven"]),
        ("gbk.csv", &["-1|gbk|文件不存在|||检查路径", "-2|gbk|没有权限访问该目录|||联系管理员"]),
        ("gbk.md", &["-1001|网关|请求参数不合法，请检查后重试", "-1002|网关|服务器繁忙"]),
        (
            "semicolons.csv",
            &["1|semicolons||Operation not permitted|EPERM", "2|semicolons||No such file, or directory|ENOENT"],
        ),
        (
            "quoted.csv",
            &["-1|quoted||first line second line|||say \"please\"", "-2|quoted||a, b|||c", "-3|quoted||19\" disk"],
        ),
        (
            "symbolic.csv",
            &[
                "E0425|symbolic||unresolved name",
                "0x80070005|symbolic||access denied|E_ACCESSDENIED",
                "NoSuchKey|symbolic||The specified key does not exist",
                "404|symbolic|||Not Found",
                "-97|symbolic||minus sign",
                "+5|symbolic||a plus",
            ],
        ),
        ("title-above.csv", &["-1|billing||declined", "-2|billing||expired", "-1|refunds||too late"]),
        (
            "mixed-languages.md",
            &["1|混合|参数错误|||检查参数", "2|混合||bad request|||check it", "3|混合|调用 API 失败"],
        ),
        ("both-languages.tsv", &["-1|proxy|失败|failed||重试", "-2|plugin||lonely", "-3|新模块|孤单||||try again"]),
        ("controls.csv", &["-1|a-]0;title-b||[31mred [0m and bell"]),
        ("ragged.csv", &["-1|ragged||one", "-2|ragged||two|||go, away", "-3|ragged||three", "-4|ragged||four"]),
        ("no-newline.csv", &["-1|no-newline||last"]),
        ("html.md", &["12|Codes-of-edge||use <bucket> <here>"]),
        ("only-names.csv", &["1|only-names|||EPERM", "2|only-names|||ENOENT"]),
        ("blank-lines.md", &["1|blank-lines||one", "2|blank-lines||two"]),
        ("fenced.md", &["2|Fenced||a row"]),
        ("jira.txt", &["1|jira||one", "2|jira||two"]),
        ("no-rule.md", &["1|Pump||one", "2|Pump||two"]),
        ("quoted-block.md", &["1|Quoted||one"]),
        ("grids.md", &["-1|Grid||one", "-2|Grid||two", "-3|Grid||three"]),
        (
            "spreadsheet.csv",
            &[
                "-30003|spreadsheet||a",
                "-30002|spreadsheet||b",
                "-30004|spreadsheet||c",
                "-30005|spreadsheet||d",
                "30007|spreadsheet||e",
                "30008|spreadsheet||f",
                "30009|spreadsheet||f",
                "30010|spreadsheet||g",
                "30011|spreadsheet||g",
                "-30012|spreadsheet||g",
            ],
        ),
        ("merged.csv", &["-1|支付|一", "-2|支付|二", "-3|支付|三", "-4|merged|四"]),
        ("returns.csv", &["-1|returns||one", "-2|returns||two"]),
        ("introduced.md", &["-1|支付|一", "-2|支付|二"]),
        ("gbk-short.csv", &["-1|gbk-short|文件不存在"]),
    ];
    for (name, expected) in cases {
        let (rows, errors) = added(name);
        assert_eq!(rows, expected, "{name}");
        assert_eq!(errors, "", "{name}");
    }
}

#[test]
fn mistakes_are_named_by_file_and_line_and_the_rows_around_them_load() {
    let cases: [(&str, &[&str], &str); 5] = [
        (
            "mistakes.csv",
            &["-1|mistakes||one", "-4|mistakes||four"],
            "mistakes.csv:3: this row has no code: nobody\nmistakes.csv:4: code -3 has no meaning\n\
             mistakes.csv:7: code -5 has no meaning\n",
        ),
        (
            "stray-quote.csv",
            &[
                "-1|stray-quote||one",
                "-2|stray-quote||two is not closed",
                "-3|stray-quote||three",
                "-4|stray-quote||four\" and more",
                "-5|stray-quote||five",
            ],
            "stray-quote.csv:3: a quotation mark does not match; read to the end of the line\n\
             stray-quote.csv:5: a quotation mark does not match; read to the end of the line\n",
        ),
        (
            "broken-utf8.csv",
            &["-1|broken-utf8|好", "-2|broken-utf8|a\u{fffd}b，后", "-3|broken-utf8|三"],
            "broken-utf8.csv:3: some bytes are not UTF-8\n",
        ),
        (
            "document.md",
            &[
                "1|Orders||no such order",
                "2|Orders||order is closed",
                "1|Refunds||no such refund",
                "2|Refunds||refund is done",
            ],
            "document.md:27: no column of codes in the header \"Header | Meaning\"; the table is left out (--columns says which \
             is which)\ndocument.md:35: code a line that does not belong has no meaning\n",
        ),
        (
            "left-out.md",
            &["-1|Service||one"],
            "left-out.md:7: no column of meanings in the header \"错误码 | 级别\"; the table is left out (--columns says which is \
             which)\n",
        ),
    ];
    for (name, rows, errors) in cases {
        let (found, said) = added(name);
        assert_eq!(found, rows, "{name}");
        assert_eq!(said, errors, "{name}");
        let path = data("tables").join(name);
        let strict = run(&["list", "--strict", "--table", path.to_str().expect("a readable name")]);
        assert_eq!((strict.status, strict.output.as_str()), (2, ""), "{name}");
        assert!(strict.errors.lines().last().is_some_and(|line| line.ends_with("and --strict is set")), "{strict:?}");
    }
}

#[test]
fn a_file_that_is_no_table_is_an_error_that_says_what_one_needs() {
    let no_table = "no table in it: a header must name a column of codes";
    let all = printed(&["list"]);
    let cases = [
        ("prose.md", no_table),
        ("empty.csv", no_table),
        ("utf32le.csv", "UTF-32 is not read directly; convert it: iconv -f UTF-32 -t UTF-8"),
        ("binary.csv", no_table),
        ("missing.csv", "No such file or directory"),
    ];
    for (name, cause) in cases {
        let path = data("tables").join(name);
        let Outcome { status, output, errors } = run(&["list", "--table", path.to_str().expect("a readable name")]);
        assert_eq!((status, &output), (2, &all), "{name}");
        let start = format!("xerrno: could not read table {}: {cause}", path.display());
        assert!(errors.starts_with(&start) && errors.lines().count() == 1, "{name}: {errors}");
    }
}

#[test]
fn many_mistakes_are_counted_not_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("bad.csv");
    fs::write(&table, "code,meaning\n-1,one\n".to_owned() + &"-2,\n".repeat(1000)).expect("a file");
    let listed = run(&["list", "--table", table.to_str().expect("a readable name")]);
    assert_eq!(listed.status, 0);
    assert_eq!(listed.errors.lines().count(), 11);
    assert!(listed.errors.ends_with(&format!("{}: and 990 more\n", table.display())), "{}", listed.errors);
}

/// A config folder whose `tables/` holds these files.
fn config(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let tables = folder.path().join("xerrno/tables");
    fs::create_dir_all(&tables).expect("a folder");
    for (name, text) in files {
        fs::write(tables.join(name), text).expect("a file");
    }
    folder
}

fn run_in(config: &Path, arguments: &[&str]) -> Outcome {
    outcome(command(arguments).env("XDG_CONFIG_HOME", config), b"")
}

#[test]
fn every_file_in_the_config_folder_joins_in_before_those_that_are_named() {
    let config = config(&[
        ("b.csv", "code,meaning\n-9002,second\n"),
        ("a.md", "| code | meaning |\n|---|---|\n| -9001 | first |\n"),
        (".hidden.csv", "code,meaning\n-9009,hidden\n"),
    ]);
    let named = data("tables/no-newline.csv");
    let listed = run_in(config.path(), &["list", "--table", named.to_str().expect("a readable name")]);
    assert_eq!((listed.status, listed.errors.as_str()), (0, ""));
    let codes: Vec<&str> = listed.output.lines().take(3).filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(codes, ["-9001", "-9002", "-1"]);
}

#[test]
fn a_bad_file_in_the_config_folder_is_a_warning_and_an_error_when_strict() {
    let config = config(&[("good.csv", "code,meaning\n-9002,good\n"), ("notes.txt", "nothing\n")]);
    let listed = run_in(config.path(), &["list"]);
    assert_eq!((listed.status, listed.output.lines().count()), (0, 105));
    assert!(listed.errors.contains("notes.txt: no table in it"), "{}", listed.errors);
    let strict = run_in(config.path(), &["list", "--strict"]);
    assert_eq!((strict.status, strict.output.as_str()), (2, ""));
    assert!(
        strict.errors.ends_with("xerrno: there is a mistake in a table, and --strict is set\n"),
        "{}",
        strict.errors
    );
}

#[test]
fn without_a_home_there_are_no_tables_of_ones_own_and_no_complaint() {
    let mut command = command(&["list"]);
    let listed = outcome(command.env_remove("XDG_CONFIG_HOME").env("HOME", "/nonexistent"), b"");
    assert_eq!((listed.status, listed.output.lines().count(), listed.errors.as_str()), (0, codes(), ""));
}

#[test]
fn codes_of_any_kind_are_explained_searched_and_completed() {
    let table = data("tables/symbolic.csv");
    let table = table.to_str().expect("a readable name");
    let cases: [(&str, &[&str]); 7] = [
        ("E0425", &["E0425"]),
        ("e0425", &["E0425"]),
        ("0x80070005", &["0x80070005"]),
        ("-2147024891", &["0x80070005"]),
        ("NoSuchKey", &["NoSuchKey"]),
        ("404", &["404"]),
        ("-97", &["-97", "-97"]),
    ];
    for (spelling, expected) in cases {
        let explained = printed(&["--table", table, spelling]);
        let codes: Vec<&str> = explained.lines().filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(codes, expected, "{spelling}");
    }
    assert!(printed(&["--table", table, "search", "specified", "key"]).starts_with("NoSuchKey\t"));
}

#[test]
fn one_code_may_stand_in_several_subsystems() {
    let table = data("tables/title-above.csv");
    let explained = printed(&["--table", table.to_str().expect("a readable name"), "--", "-1"]);
    assert_eq!(explained, "-1\tbilling\t\tdeclined\t\n-1\trefunds\t\ttoo late\t\n");
}

#[test]
fn several_tables_join_in_the_order_given() {
    let [first, second] = ["tables/ragged.csv", "tables/utf16be.csv"].map(data);
    let [first, second] = [first.to_str().expect("a readable name"), second.to_str().expect("a readable name")];
    let listed = printed(&["--table", first, "list", "--subsystem", "utf16be", "--table", second]);
    assert_eq!(listed, "7\tutf16be\t\tseven\t\n");
    let both = printed(&["list", "--table", second, "--table", first]);
    assert_eq!(both.lines().next(), Some("7\tutf16be\t\tseven\t"));
    assert_eq!(both.lines().count(), codes() + 5);
    let [first_joined, second_joined] = [first, second].map(|table| format!("--table={table}"));
    for (before, after) in [
        (&["--table", first][..], &["--table", second][..]),
        (&[&first_joined], &[&second_joined]),
        (&[&first_joined], &["--table", second]),
        (&["--table", first], &[&second_joined]),
    ] {
        let around = printed(&[before, &["list"], after].concat());
        assert_eq!(around.lines().count(), codes() + 5, "{before:?} list {after:?}");
        assert_eq!(around.lines().nth(4), Some("7\tutf16be\t\tseven\t"), "{before:?} list {after:?}");
    }
}

#[test]
fn a_cell_of_a_million_characters_survives() {
    let folder = tempfile::tempdir().expect("a folder");
    let meaning = "长".repeat(1_000_000);
    for (name, text) in [
        ("cell.csv", format!("code,meaning\n-1,\"{meaning}\"\n-2,two\n")),
        ("cell.md", format!("|code|meaning|\n|--|--|\n|-1|{meaning}|\n|-2|two|\n")),
    ] {
        let table = folder.path().join(name);
        fs::write(&table, text).expect("a file");
        let explained = printed(&["--table", table.to_str().expect("a readable name"), "explain", "-1", "-2"]);
        assert_eq!(explained, format!("-1\tcell\t{meaning}\t\t\n-2\tcell\t\ttwo\t\n"), "{name}");
    }
}
