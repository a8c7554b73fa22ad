//! The readers of users' tables on random input: they come to an end, without a panic, and let nothing through that steers
//! a terminal.
//!
//! `XERRNO_CASES=1000000 cargo test --release --test table_properties -- --nocapture` is the long run; it prints its seed.

use std::io::Read;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};
use xerrno::catalog::{Catalog, is_control};
use xerrno::table::{Given, read_table};

/// What tables are made of, so that random input gets past their headers.
const PIECES: [&str; 76] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    "- ",
    "\"code\":",
    "\"message\": \"gone\"",
    "code: -1\n",
    "message: gone\n",
    "  ",
    "&a ",
    "*a",
    "<table>",
    "</table>",
    "<tr>",
    "<td rowspan=2>",
    "<td colspan=\"9999\">",
    "<th>",
    "<br>",
    "<!--",
    "-->",
    "+---+---+\n",
    "+===+===+\n",
    "#define E_",
    " = ",
    "enum X {",
    "// text\n",
    "/* text",
    "*/",
    "\\u4e2d",
    "code",
    "meaning",
    "错误码",
    "含义",
    "模块",
    "处理措施",
    "symbol",
    "-97",
    "-1",
    "0x80070005",
    "NoSuchKey",
    "签名过期",
    "expired",
    "|",
    "|",
    "|",
    "||",
    "\\|",
    ",",
    ",",
    ";",
    "\t",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\n\n",
    "\"",
    "\"\"",
    "---|---\n",
    "|---|---|\n",
    "====\n",
    "## ",
    "3 文件缓存错误码说明\n",
    "```\n",
    "`",
    "**",
    "[text](url)",
    "[",
    "](",
    "&lt;",
    "\u{1b}[31m",
    "\u{202e}",
    "-",
];

/// A header that is known, or anything.
fn start() -> impl Strategy<Value = String> + use<> {
    prop::sample::select(vec![
        "",
        "code,meaning\n",
        "错误码|含义\n---|---\n",
        "code\tzh\ten\tmodule\n",
        "# a\n|code|name|\n|-|-|\n",
        "<table><tr><th>code<th>message<tr>",
        "+---+---+\n| code | meaning |\n+===+===+\n",
        "[{\"code\": 1, \"message\": \"a\"}",
        "- code: 1\n  message: a\n",
        "enum Code { A = 1, // a\n",
    ])
    .prop_map(str::to_owned)
}

/// A text that looks like a table, or like nothing, in some encoding.
fn table() -> impl Strategy<Value = Vec<u8>> {
    let text = (start(), prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60));
    let text = text.prop_map(|(start, pieces)| start + &pieces.concat()).boxed();
    prop_oneof![
        6 => text.clone().prop_map(String::into_bytes),
        1 => text.clone().prop_map(|text| encoding_rs::GBK.encode(&text).0.into_owned()),
        1 => text.clone().prop_map(|text| {
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        }),
        1 => (text, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(text, at, byte)| {
            let mut bytes = text.into_bytes();
            bytes.insert(at.index(bytes.len() + 1), byte);
            bytes
        }),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ]
}

/// One file name for each reader of text, and one that says nothing.
const NAMES: [&str; 9] = ["t", "t.md", "t.csv", "t.json", "t.yaml", "t.html", "t.rst", "t.properties", "t.h"];

/// Reads `bytes` as a table by every reader, and checks what must hold of every result.
fn check_all(bytes: &[u8]) -> Result<(), TestCaseError> {
    NAMES.iter().try_for_each(|name| check(bytes, name).map(drop))
}

/// Reads `bytes` as a table, and checks what must hold of every result.
fn check(bytes: &[u8], name: &str) -> Result<Catalog, TestCaseError> {
    let mut catalog = Catalog::default();
    let given = Given { name, ..Given::default() };
    let mut problems = Vec::new();
    if let Ok(outcome) = read_table(bytes, &given, &mut catalog) {
        prop_assert_eq!(outcome.rows, catalog.len());
        problems = outcome.problems;
    }
    // Without a newline, carriage returns end the lines.
    let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
    let lines = 1 + memchr::memchr_iter(end, bytes).count() as u64;
    for problem in &problems {
        prop_assert!((1..=lines).contains(&problem.line), "{:?} of {}", problem, lines);
    }
    for entry in catalog.entries() {
        let fields = entry.fields;
        let says = [fields.zh, fields.en, fields.symbol, fields.hint_zh, fields.hint_en, fields.note];
        prop_assert!(!fields.code.is_empty() && says.iter().any(|text| !text.is_empty()));
        let subsystem = entry.subsystem;
        let texts = says.into_iter().chain([fields.code, &subsystem.id, &subsystem.zh, &subsystem.en]);
        prop_assert!(texts.into_iter().all(|text| !text.contains(is_control)));
    }
    Ok(catalog)
}

/// Gives its bytes out in pieces of this size.
struct Piecemeal<'a>(&'a [u8], usize);

impl Read for Piecemeal<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let (piece, rest) = self.0.split_at(self.1.min(self.0.len()).min(buffer.len()));
        buffer[..piece.len()].copy_from_slice(piece);
        self.0 = rest;
        Ok(piece.len())
    }
}

#[test]
fn any_input_is_read_to_its_end() {
    let cases = std::env::var("XERRNO_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4_000);
    let seed = std::env::var("XERRNO_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(5);
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        rng_algorithm: RngAlgorithm::ChaCha,
        failure_persistence: None,
        ..Config::default()
    };
    println!("{cases} cases, seed {seed}");
    let result = TestRunner::new(config).run(&table(), |bytes| check_all(&bytes));
    assert!(result.is_ok(), "{}", result.expect_err("a failure"));
}

proptest! {
    #[test]
    fn how_the_bytes_come_in_makes_no_difference(bytes in table(), size in 1_usize..9) {
        let whole = check(&bytes, "t")?;
        let mut catalog = Catalog::default();
        let _ = read_table(Piecemeal(&bytes, size), &Given { name: "t", ..Given::default() }, &mut catalog);
        let rows = |catalog: &Catalog| catalog.entries().map(|entry| format!("{:?}", entry.fields)).collect::<Vec<_>>();
        prop_assert_eq!(rows(&whole), rows(&catalog));
    }

    #[test]
    fn a_row_of_any_text_comes_back_from_csv(zh in "[一-龥][^\\r\\n\"\\x00-\\x1f\\x7f-\\x9f]{0,30}", code in "-[1-9][0-9]{0,8}") {
        // In tables of other people a backslash before a comma is taken for an escape.
        prop_assume!(!zh.contains("\\,"));
        let csv = format!("code,zh\n{code},\"{zh}\"\n");
        let mut catalog = Catalog::default();
        let added = read_table(csv.as_bytes(), &Given { name: "t.csv", ..Given::default() }, &mut catalog);
        prop_assert_eq!(added.ok().map(|outcome| outcome.rows), Some(1));
        let entry = catalog.entries().next().expect("one row");
        prop_assert_eq!(entry.code(), code);
        let printable = xerrno::catalog::printable(&zh).into_owned();
        prop_assert_eq!(entry.fields.zh.trim(), printable.trim());
    }
}

/// A reader that looked through the rest of the text at each mark would take minutes.
#[test]
fn many_marks_take_time_in_proportion() {
    let starts = NAMES.map(|name| (name, "")).into_iter();
    for (name, start) in
        starts.chain([("t", "code,meaning\n"), ("t", "code|meaning\n--|--\n"), ("t.json", "[{\"code\": \"")])
    {
        for mark in [
            "\"",
            "\"\"",
            "[",
            "[a](",
            "](",
            "|",
            "\\",
            "`",
            "*",
            "&",
            "<",
            ",",
            ",\"\n",
            "\"a\n",
            "-1,\"\"\"\"\n",
            "# ",
            "\n",
            "-",
            "一",
            "{",
            "- ",
            "<td>",
            "<table>",
            "+---+\n",
            "/*",
            "enum {",
            "{%",
        ] {
            let table = start.to_owned() + &mark.repeat(300_000 / mark.len());
            let mut catalog = Catalog::default();
            let begun = std::time::Instant::now();
            let _ = read_table(table.as_bytes(), &Given { name, ..Given::default() }, &mut catalog);
            assert!(begun.elapsed().as_secs() < 10, "{name} {start:?} {mark:?}");
        }
    }
}

/// Text with all that some format gives a meaning to.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zA-Z]{1,6}",
        2 => "[一-龥]{1,4}",
        3 => prop::sample::select(vec![
            " ", "  ", ",", ";", "\"", "\"\"", "'", "\t", "|", "\\", "\\,", "\n", "\r\n", "<b>", "</b>", "<br>", "<!--", "&amp;", "&", "*", "**",
            "_", "__", "`", "``", "~", "~~", "[", "]", "](a b/c)", "(", ")", "{%", "%}", "{{<", "{/*", "*/}", "#", "//", "/*", "-", "--",
            ": ", "- ", ">", "=", "+", "\u{a0}", "\u{3000}", "\u{7f}", "1", "0x1", "^", "|---|", "$", "@", "!",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

/// Rows of a table: code, Chinese and English meaning, symbol, note, each of whatever characters.
fn rows() -> impl Strategy<Value = Vec<[String; 6]>> {
    let code = prop_oneof![3 => "-?[1-9][0-9]{0,6}", 1 => "[A-Z][A-Z0-9_]{1,10}", 1 => "0x[0-9A-F]{2,8}", 1 => "[A-Z][a-z]+\\.[0-9]{4}"];
    let group = prop_oneof![Just("gateway".to_owned()), Just("支付".to_owned()), Just("two words".to_owned())];
    let row = (code, group, awkward(), awkward(), "([A-Z][A-Z_]{2,8})?", prop_oneof![Just(String::new()), awkward()])
        .prop_map(|(code, group, zh, en, symbol, note)| {
            [code, group, "中".to_owned() + &zh, "x".to_owned() + &en, symbol, note]
        });
    prop::collection::vec(row, 1..12)
}

/// Runs the program with this table alone, in this form.
fn list(table: &Path, format: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xerrno"));
    command.args(["--no-embedded", "--strict", "--table"]).arg(table).args(["list", "--format", format]);
    let output = command.env_remove("XDG_CONFIG_HOME").env("HOME", "/nonexistent").output().expect("the program runs");
    assert!(output.stderr.is_empty(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The rows of a list in JSON, without those columns that the file's name is in; of some forms only the `short` ones come back.
fn fields(json: &str, short: bool) -> Vec<Vec<String>> {
    let rows: Vec<serde_json::Value> = serde_json::from_str(json).expect("JSON");
    let names: &[&str] = if short {
        &["code", "subsystem", "zh", "en"]
    } else {
        &["code", "subsystem", "zh", "en", "symbol", "hint_zh", "hint_en", "note", "spellings"]
    };
    rows.iter().map(|row| names.iter().map(|name| row[name].to_string()).collect()).collect()
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_table_comes_back_the_same_from_every_form_that_the_program_writes(rows in rows()) {
        let folder = tempfile::tempdir().expect("a folder");
        let objects: Vec<_> = rows
            .iter()
            .map(|[code, subsystem, zh, en, symbol, note]| serde_json::json!({
                "code": code, "subsystem": subsystem, "zh": zh, "en": en, "symbol": symbol, "note": note,
            }))
            .collect();
        let first = folder.path().join("first.json");
        std::fs::write(&first, serde_json::to_string(&objects).expect("JSON")).expect("a table");
        let whole = list(&first, "json");
        prop_assert_eq!(fields(&whole, false).len(), rows.len());
        for (format, ending, short) in
            [("json", "json", false), ("ndjson", "ndjson", false), ("csv", "csv", false), ("tsv", "tsv", true), ("markdown", "md", true)]
        {
            let path = folder.path().join("again").with_extension(ending);
            std::fs::write(&path, list(&first, format)).expect("a table");
            prop_assert_eq!(fields(&list(&path, "json"), short), fields(&whole, short), "{}", format);
        }
    }
}
