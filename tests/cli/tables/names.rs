//! Names, further spellings and notes of user tables: each finds its own row.

use std::fs;

use super::super::running::{command, outcome, printed};

/// The output of the program with only a table of this name and text.
pub(super) fn with_table(name: &str, text: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a table");
    let table = path.to_str().expect("a readable name");
    printed(&[&["--table", table, "--no-embedded"], arguments].concat())
}

const SHARED: &str = "name,code,description\nA_BAD,400,a is bad\nB_BAD,400,b is bad\n";

#[test]
fn a_name_answers_for_its_own_row_and_the_number_for_all() {
    let one = "400\tshared\t\tb is bad\t\n";
    let both = "400\tshared\t\ta is bad\t\n400\tshared\t\tb is bad\t\n";
    for (asked, answer) in [
        (&["explain", "B_BAD"][..], one),
        (&["explain", "b_bad"], one),
        (&["B_BAD"], one),
        (&["explain", "400"], both),
        (&["explain", "A_BAD", "B_BAD"], both),
    ] {
        assert_eq!(with_table("shared.csv", SHARED, asked), answer, "{asked:?}");
    }
    let found = with_table("shared.csv", SHARED, &["search", "B_BAD", "--format", "csv"]);
    assert_eq!(found.lines().count(), 2, "{found}");
    assert!(found.contains("b is bad"), "{found}");
}

#[test]
fn a_scan_gives_the_row_of_the_name_that_a_log_mentions() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shared.csv");
    fs::write(&path, SHARED).expect("a table");
    let table = path.to_str().expect("a readable name");
    let mut scan = command(&["scan", "--table", table, "--no-embedded", "--format", "csv"]);
    let scanned = outcome(&mut scan, b"request failed: B_BAD\n");
    assert!(scanned.output.contains("b is bad") && !scanned.output.contains("a is bad"), "{scanned:?}");
}

#[test]
fn notes_and_further_spellings_are_found_and_printed() {
    let table = "code,hex,alias,meaning,runbook\n\
                 88,0x58,QUEUE_BUSY,The queue is busy,see wiki/queue page on drains\n\
                 89,0x59,QUEUE_GONE,The queue is gone,\n";
    for asked in [
        &["explain", "0x58"][..],
        &["explain", "QUEUE_BUSY"],
        &["search", "queue_busy"],
        &["search", "drains"],
        &["search", "wiki drains"],
    ] {
        assert_eq!(with_table("q.csv", table, asked).split('\t').next(), Some("88"), "{asked:?}");
    }
    let json = with_table("q.csv", table, &["explain", "88", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
    assert_eq!(rows[0]["spellings"], "0x58; QUEUE_BUSY");
    assert_eq!(rows[0]["note"], "see wiki/queue page on drains");
}

#[test]
fn a_meaning_answers_before_a_note() {
    let table = "code,meaning,note\n1,disk is full,ask the storage team about quota\n2,quota is used up,\n";
    let found = with_table("order.csv", table, &["search", "quota"]);
    let codes: Vec<&str> = found.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(codes, ["2", "1"]);
}
