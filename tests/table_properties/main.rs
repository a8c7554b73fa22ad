//! The readers of user tables on random input: they end in time, don't panic, and let no control characters for a terminal
//! through.
//!
//! `XERRNO_CASES=1000000 cargo test --release --test table_properties -- --nocapture` is the long run; it prints its seed.

#[path = "../support/books.rs"]
mod books;
mod forms;
mod inputs;

use std::io::Read;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};
use xerrno::catalog::{Catalog, is_control};
use xerrno::table::{Given, read_table};

use inputs::{book, table};

/// One file name for each reader of text, and one without an extension.
const NAMES: [&str; 9] = ["t", "t.md", "t.csv", "t.json", "t.yaml", "t.html", "t.rst", "t.properties", "t.h"];

/// The most time that a reader may take for a few thousand bytes, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads `bytes` as a table with every reader, and checks each result.
fn check_all(bytes: &[u8]) -> Result<(), TestCaseError> {
    NAMES.iter().try_for_each(|name| check(bytes, name).map(drop))
}

/// Reads a spreadsheet, and checks the result. Not with [`check`], since its lines are rows and not lines of the bytes.
fn check_book(bytes: &[u8]) -> Result<(), TestCaseError> {
    let mut catalog = Catalog::default();
    let begun = Instant::now();
    let _ = read_table(bytes, &Given { name: "t.xlsx", ..Given::default() }, &mut catalog);
    prop_assert!(begun.elapsed() < PATIENCE, "a spreadsheet takes {:?}", begun.elapsed());
    check_entries(&catalog)
}

/// Checks the entries of any table: each has a code and some text, and none has a control character.
fn check_entries(catalog: &Catalog) -> Result<(), TestCaseError> {
    for entry in catalog.entries() {
        let fields = entry.fields;
        let says = [fields.zh, fields.en, fields.symbol, fields.hint_zh, fields.hint_en, fields.note];
        prop_assert!(!fields.code.is_empty() && says.iter().any(|text| !text.is_empty()));
        let subsystem = entry.subsystem;
        let texts = says.into_iter().chain([fields.code, &subsystem.id, &subsystem.zh, &subsystem.en]);
        prop_assert!(texts.into_iter().all(|text| !text.contains(is_control)));
    }
    Ok(())
}

/// Reads `bytes` as a table, and checks the result.
fn check(bytes: &[u8], name: &str) -> Result<Catalog, TestCaseError> {
    let mut catalog = Catalog::default();
    let given = Given { name, ..Given::default() };
    let mut problems = Vec::new();
    let begun = Instant::now();
    if let Ok(outcome) = read_table(bytes, &given, &mut catalog) {
        prop_assert_eq!(outcome.rows, catalog.len());
        problems = outcome.problems;
    }
    prop_assert!(begun.elapsed() < PATIENCE, "{} takes {:?}", name, begun.elapsed());
    // Carriage returns count too, since they end the lines of a text without newlines.
    let lines = 1 + memchr::memchr2_iter(b'\n', b'\r', bytes).count() as u64;
    for problem in &problems {
        prop_assert!((1..=lines).contains(&problem.line), "{:?} of {}", problem, lines);
    }
    check_entries(&catalog)?;
    Ok(catalog)
}

/// Returns its bytes in pieces of this size.
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
    let inputs =
        prop_oneof![9 => table().prop_map(|bytes| (bytes, false)), 1 => book().prop_map(|bytes| (bytes, true))];
    let result = TestRunner::new(config).run(
        &inputs,
        |(bytes, is_book)| {
            if is_book { check_book(&bytes) } else { check_all(&bytes) }
        },
    );
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
        // The reader takes a backslash before a comma for an escape, as some tables in practice have it.
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

/// A reader that searched the rest of the text at each mark would take minutes.
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
