//! Any table that the program writes can be read back unchanged, in every format.

use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use proptest::test_runner::Config;

/// Text with the special characters of all formats.
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

/// Random rows of a table: code, subsystem, Chinese meaning, English meaning, symbol, note.
fn rows() -> impl Strategy<Value = Vec<[String; 6]>> {
    let code = prop_oneof![3 => "-?[1-9][0-9]{0,6}", 1 => "[A-Z][A-Z0-9_]{1,10}", 1 => "0x[0-9A-F]{2,8}", 1 => "[A-Z][a-z]+\\.[0-9]{4}"];
    let group = prop_oneof![Just("gateway".to_owned()), Just("支付".to_owned()), Just("two words".to_owned())];
    let row = (code, group, awkward(), awkward(), "([A-Z][A-Z_]{2,8})?", prop_oneof![Just(String::new()), awkward()])
        .prop_map(|(code, group, zh, en, symbol, note)| {
            [code, group, "中".to_owned() + &zh, "x".to_owned() + &en, symbol, note]
        });
    prop::collection::vec(row, 1..12)
}

/// Lists this table alone, in this format.
fn list(table: &Path, format: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xerrno"));
    command.args(["--no-embedded", "--strict", "--table"]).arg(table).args(["list", "--format", format]);
    let output = command.env_remove("XDG_CONFIG_HOME").env("HOME", "/nonexistent").output().expect("the program runs");
    assert!(output.stderr.is_empty(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The rows of a list in JSON, without the columns that contain the file's name; only the columns that every format has if
/// `short`.
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
