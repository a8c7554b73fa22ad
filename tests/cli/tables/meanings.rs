//! What is a row's meaning, and what is none: cells that are empty, columns of other things, marks that stand for nothing.

use super::super::books::xlsx;
use super::kinds::{check, listed};

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

#[test]
fn a_chinese_column_beside_an_english_one_is_the_chinese_meaning_whatever_it_is_called() {
    for name in ["消息", "信息", "提示信息", "说明", "描述", "提示", "消息内容", "提示语", "文案", "含义", "错误消息"]
    {
        let (rows, errors) = listed("both.csv", format!("Code,Message,{name}\n12001,No money,没钱\n"), &[]);
        assert_eq!((rows, errors.as_str()), (vec!["12001 没钱No money".to_owned()], ""), "{name}");
        let (rows, errors) = listed("one.csv", format!("code,{name}\n12001,没钱\n"), &[]);
        assert_eq!((rows, errors.as_str()), (vec!["12001 没钱".to_owned()], ""), "{name}");
    }
}

#[test]
fn the_mark_of_a_database_for_no_value_is_no_text() {
    check(&[
        ("null.csv", "code,symbol,message,hint\n1,NULL,one,NULL\n2,\\N,two,<null>\n", &["1 one", "2 two"]),
        (
            "null.txt",
            "+------+---------+--------+\n| code | message | hint   |\n+------+---------+--------+\n|    1 | one     | NULL   |\n\
             |    2 | two     | wait   |\n+------+---------+--------+\n",
            &["1 one", "2 two hint_en=wait"],
        ),
    ]);
    let (rows, errors) = listed("none.csv", "code,message\n1,one\n2,NULL\n", &[]);
    assert_eq!((rows, errors.as_str()), (vec!["1 one".to_owned()], "none.csv:3: code 2 has no meaning\n"));
}

#[test]
fn the_number_of_a_footnote_is_no_part_of_a_code() {
    check(&[
        (
            "notes.md",
            "| Code | Meaning |\n|---|---|\n| 1013<sup>1</sup> | gone<sup>2</sup>, or 10<sup>6</sup> |\n| 1014[^1] | full |\n| 1015<sup>a</sup> | big |\n",
            &["1013 gone², or 10⁶", "1014 full", "1015 big"],
        ),
        (
            "notes.html",
            "<table><tr><th>Code<th>Meaning<tr><td>1013<sup>[1]</sup><td>gone<tr><td>E_FULL<sup>2</sup><td>full</table>",
            &["1013 gone", "E_FULL full"],
        ),
        ("notes.csv", "code,meaning\n1013¹,gone\n1014*,full\n", &["1013 gone", "1014 full"]),
    ]);
}
