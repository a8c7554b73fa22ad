//! A sample of every format, with the same three rows in each.

use super::super::books::{ods, xlsx};
use super::super::running::{command, data, outcome, printed};
use super::kinds::listed;
use std::fs;

/// The rows of each sample: code, name, meaning.
const ROWS: [[&str; 3]; 3] = [
    ["-9101", "DISK_FULL", "the disk is full"],
    ["-9102", "DISK_GONE", "磁盘不存在"],
    ["-9103", "DISK_SLOW", "the disk is slow"],
];

/// The rows as [`listed`] returns them.
fn expected() -> Vec<String> {
    ROWS.map(|[code, name, meaning]| format!("{code} {meaning} symbol={name}")).to_vec()
}

/// The XML of a sheet: a title, the header and the rows, with numbers in cells for numbers.
fn sheet(row: impl Fn(&[String]) -> String, text: impl Fn(&str) -> String, number: impl Fn(&str) -> String) -> String {
    let title = row(&[text("All codes of the disk")]);
    let header = row(&["Code", "Name", "Meaning"].map(&text));
    let rows = ROWS.map(|[code, name, meaning]| row(&[number(code), text(name), text(meaning)]));
    title + &header + &rows.concat()
}

#[test]
fn a_sample_of_every_format_gives_its_codes_names_and_meanings() {
    let mut names: Vec<_> = fs::read_dir(data("tables/samples"))
        .expect("a folder")
        .map(|file| file.expect("a file").file_name().into_string().expect("a readable name"))
        .collect();
    names.sort();
    assert!(names.len() >= 19, "{names:?}");
    for name in names {
        let text = fs::read(data("tables/samples").join(&name)).expect("a sample");
        let (rows, errors) = listed(&name, text, &[]);
        let expected = match name.as_str() {
            // Properties have no place for a name, and a switch over names has none for a number.
            "disk.properties" => {
                ROWS.map(|[code, _, meaning]| format!("{code} {meaning} spellings=disk.{code}")).to_vec()
            }
            "text.c" => ROWS.map(|[_, name, meaning]| format!("{name} {meaning}")).to_vec(),
            _ => expected(),
        };
        assert_eq!((rows, errors.as_str()), (expected, ""), "{name}");
    }
}

#[test]
fn sheets_of_spreadsheets_are_tables_under_their_titles() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: &[String]| format!("<row>{}</row>", cells.concat());
    let book = xlsx("Disk", &sheet(row, text, |number| format!("<c><v>{number}</v></c>")));
    assert_eq!(listed("disk.xlsx", &book, &[]), (expected(), String::new()));
    assert_eq!(listed("unnamed", &book, &[]), (expected(), String::new()), "an archive is known without its ending");

    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let number = |number: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    assert_eq!(listed("disk.ods", ods(&sheet(row, text, number)), &[]), (expected(), String::new()));
}

#[test]
fn a_list_in_any_form_is_a_table_that_gives_the_same_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = printed(&["list"]);
    for (format, name) in [
        ("csv", "t.csv"),
        ("tsv", "t.tsv"),
        ("tsv", "t.txt"),
        ("json", "t.json"),
        ("ndjson", "t.ndjson"),
        ("ndjson", "t"),
        ("markdown", "t.md"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, printed(&["list", "--format", format])).expect("a table");
        let table = path.to_str().expect("a readable name");
        assert_eq!(printed(&["--no-embedded", "--strict", "--table", table, "list"]), all, "{format} in {name}");
    }
    let mut piped = command(&["--no-embedded", "--table", "-", "list"]);
    let again = outcome(&mut piped, printed(&["list", "--format", "csv"]).as_bytes());
    assert_eq!((again.status, again.output, again.errors.as_str()), (0, all, ""), "through a pipe");
}

#[test]
fn a_sheet_whose_header_is_not_known_is_named_though_its_codes_stand_further_right() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: [&str; 3]| format!("<row>{}</row>", cells.map(text).concat());
    let book = xlsx("Disk", &(row(["Owner", "Ref", "Words"]) + &row(["bob", "E_1001", "the disk is full"])));
    let (rows, errors) = listed("owners.xlsx", book, &[]);
    assert!(rows.is_empty() && errors.contains("no column of codes in the header \"Owner | Ref | Words\""), "{errors}");
    let good = "Code,Name,Meaning\n1,E_ONE,one\n";
    let said = listed("good.csv", good, &["--columns", "code=Ref,meaning=Words"]);
    assert!(said.0.is_empty() && said.1.contains("no column Ref in the header"), "{said:?}");
}

#[test]
fn a_mistake_in_a_book_of_several_sheets_names_its_sheet() {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let sheet = |rows: &[[&str; 2]]| {
        let row = |cells: &[&str; 2]| format!("<table:table-row>{}</table:table-row>", cells.map(cell).concat());
        rows.iter().map(row).collect::<String>()
    };
    let first = sheet(&[["code", "meaning"], ["1", "one"], ["2", ""]]);
    let second = sheet(&[["code", "runbook"], ["3", "call bob"]]);
    let both = format!("{first}</table:table><table:table table:name=\"Pay\">{second}");
    let (rows, errors) = listed("shop.ods", ods(&both), &[]);
    assert_eq!(rows, ["1 one"]);
    let expected = "shop.ods:3: sheet Disk: code 2 has no meaning\n\
                    shop.ods:2: sheet Pay: the note is about code 3, which no table has\n";
    assert_eq!(errors, expected);
    assert_eq!(listed("shop.ods", ods(&first), &[]).1, "shop.ods:3: code 2 has no meaning\n");
}

#[test]
fn a_date_in_a_sheet_is_one_and_no_number_of_days() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let date = |days: &str| format!("<c s=\"1\"><v>{days}</v></c>");
    let head = ["code", "meaning", "since"].map(text).concat();
    let rows = format!("<row>{head}</row><row>{}{}{}</row>", text("1"), text("one"), date("45413"));
    assert_eq!(listed("since.xlsx", xlsx("Disk", &rows), &[]).0, ["1 one note=since: 2024-05-01"]);
}

#[test]
fn a_broken_line_of_json_spoils_no_other() {
    let text =
        "{\"code\":1,\"msg\":\"one\"}\n{\"code\":2,\"msg\":two}\n\n{\"code\":3,\"msg\":\"three\"}\n{\"code\":4\n";
    for name in ["lines.jsonl", "lines.ndjson", "lines"] {
        let (rows, errors) = listed(name, text, &[]);
        assert_eq!(rows, ["1 one", "3 three"], "{name}");
        let lines: Vec<&str> = errors.lines().collect();
        assert_eq!(lines.len(), 2, "{errors}");
        assert!(
            lines[0].starts_with(&format!("{name}:2: not read: "))
                && lines[1].starts_with(&format!("{name}:5: not read: ")),
            "{errors}"
        );
    }
    let (rows, errors) =
        listed("whole.json", "[\n{\"code\":1,\n\"msg\":\"one\"},\n{\"code\":2,\n\"msg\":two}\n]\n", &[]);
    assert!(rows.is_empty() && errors.contains("line 5"), "{errors}");
}

#[test]
fn toml_is_named_with_the_command_that_converts_it() {
    let text = "[[error]]\ncode = 1\nmessage = \"one\"\n";
    let (rows, errors) = listed("codes.toml", text, &[]);
    let expected = "TOML is not read directly; convert it: yq -p toml -o json";
    assert!(rows.is_empty() && errors.contains(expected), "{errors}");
    assert!(!listed("codes", text, &[]).1.contains("JSON"));
}
