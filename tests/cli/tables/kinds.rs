//! The kinds of faults that tables of other people have shown, each as a small table: the rows that come of it, and what is
//! said of the rest.

use std::fs;

use super::super::running::run;

/// What the program lists and says of a table with this name and text, and no other: a line for each row, with the code, the
/// meaning in whichever language, and all else that it has under its name.
pub(super) fn listed(name: &str, text: impl AsRef<[u8]>, options: &[&str]) -> (Vec<String>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a table");
    let table = path.to_str().expect("a readable name");
    let outcome = run(&[&["--no-embedded", "--table", table], options, &["list", "--format", "json"]].concat());
    let rows: Vec<serde_json::Value> = serde_json::from_str(&outcome.output).expect("JSON");
    let line = |row: &serde_json::Value| {
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let further = ["symbol", "hint_zh", "hint_en", "spellings", "note"].into_iter();
        let further = further.filter(|field| !text(field).is_empty()).map(|field| format!(" {field}={}", text(field)));
        format!("{} {}{}{}", text("code"), text("zh"), text("en"), further.collect::<String>())
    };
    let folder = format!("{}/", folder.path().display());
    (rows.iter().map(line).collect(), outcome.errors.replace(&folder, ""))
}

/// A table, its name and text, and the rows that are expected of it without a word of complaint.
type Case<'a> = (&'a str, &'a str, &'a [&'a str]);

fn check(cases: &[Case<'_>]) {
    for (name, text, expected) in cases {
        let (rows, errors) = listed(name, text, &[]);
        assert_eq!(rows, *expected, "{name}: {text}");
        assert_eq!(errors, "", "{name}: {text}");
    }
}

#[test]
fn a_column_that_counts_the_rows_is_no_spelling_of_their_codes() {
    check(&[
        (
            "numbered.csv",
            "error_id,code,message\n1,500,broke\n2,404,gone\n7,403,no\n",
            &["500 broke note=error_id: 1", "404 gone note=error_id: 2", "403 no note=error_id: 7"],
        ),
        (
            "named.csv",
            "id,code,message\n1,E_BROKE,broke\n2,E_GONE,gone\n",
            &["E_BROKE broke note=id: 1", "E_GONE gone note=id: 2"],
        ),
        (
            "true.csv",
            "id,code,message\n4001,E_BROKE,broke\n4002,E_GONE,gone\n",
            &["E_BROKE broke spellings=4001", "E_GONE gone spellings=4002"],
        ),
        ("words.csv", "id,code,message\nJAMMED,101,stuck\n", &["101 stuck spellings=JAMMED"]),
    ]);
}

#[test]
fn links_leave_their_words_wherever_their_addresses_are() {
    check(&[(
        "links.md",
        "# Links\n\n| code | meaning |\n|---|---|\n| 1 | the [Pay call][] failed |\n| 2 | see [the guide](../api v2/pay page.md#top) |\n\
         | 3 | see [one][guide] and a[0][1] |\n| 4 | [plain](https://example.com) [x] (y z) |\n| 5 | f[i](x y) |\n",
        &["1 the Pay call failed", "2 see the guide", "3 see one and a[0][1]", "4 plain [x] (y z)", "5 f[i](x y)"],
    )]);
}

#[test]
fn delimiters_behind_backslashes_and_doubled_marks_are_what_their_writers_meant() {
    check(&[(
        "escaped.csv",
        "code,meaning\n1,\"Sorry\\, no\"\n2,\"\"gone, for good\"\"\n3,plainly\\, no\n4,\"a \"\"b\"\"\"\n6,C:\\dir\n",
        &["1 Sorry, no", "2 gone, for good", "3 plainly, no", "4 a \"b\"", "6 C:\\dir"],
    )]);
}

#[test]
fn a_text_that_two_columns_have_is_said_once() {
    check(&[(
        "twice.csv",
        "code,display_text,meaning\n1,gone,gone\n2,gone,it is gone\n",
        &["1 gone", "2 gone; it is gone"],
    )]);
}

#[test]
fn a_table_of_parameters_is_not_missed_and_one_that_may_be_of_codes_is() {
    let codes = "| 错误码 | 说明 |\n|---|---|\n| -1 | 失败 |\n\n";
    for header in ["元素名称 | 描述 | 类型", "Parameter | Type | Description", "请求字段 | 类型 | 说明"]
    {
        let text =
            format!("{codes}| {header} |\n|---|---|---|\n| RequestId | 编号 | String |\n| Code_2 | 码 | String |\n");
        let (rows, errors) = listed("parts.md", &text, &[]);
        assert_eq!((rows.len(), errors.as_str()), (1, ""), "{header}");
    }
    let text = format!("{codes}| 情形 | 说明 |\n|---|---|\n| E1001 | 满 |\n");
    let (rows, errors) = listed("missed.md", &text, &[]);
    assert_eq!(rows.len(), 1);
    assert!(errors.starts_with("missed.md:5: no column of codes in the header \"情形 | 说明\""), "{errors}");
}
