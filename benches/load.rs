//! The time to load tables: the embedded one, user tables by size, and the same rows in every format.

#[path = "../tests/support/books.rs"]
mod books;

use std::fmt::Write as _;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use xerrno::catalog::Catalog;
use xerrno::table::{Given, read_table};

fn main() {
    divan::main();
}

/// The embedded table: everything between the program's start and its first frame except for drawing.
#[divan::bench]
fn embedded() -> Catalog {
    Catalog::embedded()
}

/// Finding a code, including building the index.
#[divan::bench]
fn first_find(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(Catalog::embedded).bench_local_values(|catalog| catalog.find(black_box("-96")).len());
}

/// A user's table.
#[divan::bench(consts = [10_000, 100_000, 1_000_000], sample_count = 5)]
fn csv<const ROWS: usize>(bencher: Bencher<'_, '_>) {
    let table = large_table(ROWS);
    bencher.counter(BytesCount::of_str(&table)).with_inputs(Catalog::default).bench_local_values(|mut catalog| {
        let given = Given { name: "large.csv", ..Given::default() };
        let outcome = read_table(table.as_bytes(), &given, &mut catalog).expect("a table in memory");
        assert_eq!((catalog.len(), outcome.mistakes), (ROWS, 0));
        catalog
    });
}

/// A table with this many rows, all different.
fn large_table(rows: usize) -> String {
    let embedded = Catalog::embedded();
    let meanings: Vec<_> = embedded.entries().map(|entry| entry.fields).collect();
    let mut table = String::from("subsystem,code,zh,en\n");
    for row in 0..rows {
        let (one, other) = (meanings[row % meanings.len()], meanings[row / meanings.len() % meanings.len()]);
        let code = 100_000 + row;
        writeln!(table, "large,-{code},\"{}，{}\",\"{}; {}\"", one.zh, other.zh, one.en, other.en)
            .expect("a string grows");
    }
    table
}

/// The file extension of each format.
const FORMATS: [&str; 13] =
    ["csv", "tsv", "md", "html", "rst", "txt", "json", "ndjson", "yaml", "properties", "h", "xlsx", "ods"];

/// The rows of the table in each format.
const ROWS: usize = 10_000;

/// The same rows in every format.
#[divan::bench(args = FORMATS, sample_count = 10)]
fn formats(bencher: Bencher<'_, '_>, format: &str) {
    let table = table(format);
    let name = format!("t.{format}");
    bencher.counter(BytesCount::new(table.len())).with_inputs(Catalog::default).bench_local_values(|mut catalog| {
        let given = Given { name: &name, ..Given::default() };
        let outcome = read_table(&table[..], &given, &mut catalog).expect("a table in memory");
        assert_eq!((catalog.len(), outcome.mistakes), (ROWS, 0), "{format}");
        catalog
    });
}

/// A table of this format.
fn table(format: &str) -> Vec<u8> {
    // The start of the text, the function that writes each row, and the end.
    type Row = fn(usize, &str) -> String;
    let (head, row, end): (&str, Row, &str) = match format {
        "csv" => ("code,meaning\n", |code, text| format!("-{code},\"{text}\"\n"), ""),
        "tsv" => ("code\tmeaning\n", |code, text| format!("-{code}\t{text}\n"), ""),
        "md" => ("| code | meaning |\n|---|---|\n", |code, text| format!("| -{code} | {text} |\n"), ""),
        "html" => (
            "<table><tr><th>code</th><th>meaning</th></tr>\n",
            |code, text| format!("<tr><td>-{code}</td><td>{text}</td></tr>\n"),
            "</table>",
        ),
        "rst" => (
            "+---------+------+\n| code    | meaning                                                                      |\n+=========+======+\n",
            |code, text| format!("| -{code} | {text} |\n+---------+------+\n"),
            "",
        ),
        "txt" => (
            "+---------+------+\n| code    | meaning |\n+---------+------+\n",
            |code, text| format!("| -{code} | {text} |\n"),
            "+---------+------+\n",
        ),
        "json" => (
            "[{\"code\": 1, \"meaning\": \"one\"}",
            |code, text| format!(",\n{{\"code\": -{code}, \"meaning\": \"{text}\"}}"),
            "]",
        ),
        "ndjson" => ("", |code, text| format!("{{\"code\": -{code}, \"meaning\": \"{text}\"}}\n"), ""),
        "yaml" => ("", |code, text| format!("- code: -{code}\n  meaning: \"{text}\"\n"), ""),
        "properties" => ("", |code, text| format!("-{code}={text}\n"), ""),
        "h" => ("", |code, text| format!("#define E_{code} (-{code}) /* {text} */\n"), ""),
        "xlsx" => (
            "<row><c t=\"inlineStr\"><is><t>code</t></is></c><c t=\"inlineStr\"><is><t>meaning</t></is></c></row>",
            |code, text| format!("<row><c><v>-{code}</v></c><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>"),
            "",
        ),
        _ => (
            "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>code</text:p></table:table-cell>\
             <table:table-cell office:value-type=\"string\"><text:p>meaning</text:p></table:table-cell></table:table-row>",
            |code, text| {
                format!(
                    "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"-{code}\"/>\
                     <table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell></table:table-row>"
                )
            },
            "",
        ),
    };
    // In JSON the start includes the first row, so that every other row can begin with a comma.
    let first = usize::from(format == "json");
    let embedded = Catalog::embedded();
    let meanings: Vec<_> =
        embedded.entries().map(|entry| format!("{}, {}", entry.fields.zh, entry.fields.en)).collect();
    let rows = (first..ROWS).map(|at| row(100_000 + at, &meanings[at % meanings.len()].replace(['"', '|'], "")));
    let text = head.to_owned() + &rows.collect::<String>() + end;
    match format {
        "xlsx" => books::xlsx("Sheet1", &text),
        "ods" => books::ods(&text),
        _ => text.into_bytes(),
    }
}
