//! What is a row's meaning, and what is none: cells that are empty, columns of other things, marks that stand for nothing.

use super::super::books::xlsx;
use super::kinds::listed;

/// A row of a sheet with these texts.
fn sheet_row(cells: [&str; 3]) -> String {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    format!("<row>{}</row>", cells.map(cell).concat())
}

#[test]
fn a_row_without_a_meaning_is_named_and_never_takes_another_column_for_it() {
    let sheet = ["错误码 含义 负责人", "1 一 张三", "2  李四", "3 三 "].map(|row| {
        let mut cells = row.split(' ');
        sheet_row(std::array::from_fn(|_| cells.next().unwrap_or_default()))
    });
    let tables: [(&str, Vec<u8>, &str); 4] = [
        ("owners.csv", "错误码,含义,负责人\n1,一,张三\n2,,李四\n3,三,\n".into(), "owners.csv:3"),
        (
            "owners.md",
            "| 错误码 | 含义 | 负责人 |\n|---|---|---|\n| 1 | 一 | 张三 |\n| 2 | | 李四 |\n| 3 | 三 | |\n".into(),
            "owners.md:4",
        ),
        (
            "owners.json",
            "[{\"code\":1,\"zh\":\"一\",\"负责人\":\"张三\"},\n{\"code\":2,\"负责人\":\"李四\"},\n{\"code\":3,\"zh\":\"三\"}]".into(),
            "owners.json:2",
        ),
        ("owners.xlsx", xlsx("Sheet1", &sheet.concat()), "owners.xlsx:3"),
    ];
    for (name, table, place) in tables {
        let (rows, errors) = listed(name, table, &[]);
        assert_eq!(rows, ["1 一 note=负责人: 张三", "3 三"], "{name}");
        assert_eq!(errors, format!("{place}: code 2 has no meaning\n"), "{name}");
    }
}

#[test]
fn what_a_row_without_a_meaning_says_of_a_code_that_is_there_is_added_to_it() {
    let (rows, errors) = listed("owners.csv", "code,meaning,owner\n1,one,\n1,,bob\n", &[]);
    assert_eq!((rows, errors.as_str()), (vec!["1 one note=owner: bob".to_owned()], ""));
}
