//! Headers: of several tables side by side, of two rows, and such as come again within a table.

use super::kinds::check;

#[test]
fn tables_side_by_side_are_several_with_an_empty_column_between_them_or_without() {
    let expected: &[&str] = &["14001 左一", "15001 右一", "14002 左二", "15002 右二"];
    check(&[
        ("gap.csv", "错误码,含义,,错误码,含义\n14001,左一,,15001,右一\n14002,左二,,15002,右二\n", expected),
        ("wide.csv", "错误码,含义,,,错误码,含义\n14001,左一,,,15001,右一\n14002,左二,,,15002,右二\n", expected),
        ("none.csv", "错误码,含义,错误码,含义\n14001,左一,15001,右一\n14002,左二,15002,右二\n", expected),
        (
            "gap.md",
            "| 错误码 | 含义 | | 错误码 | 含义 |\n|---|---|---|---|---|\n| 14001 | 左一 | | 15001 | 右一 |\n\
             | 14002 | 左二 | | 15002 | 右二 |\n",
            expected,
        ),
        ("ragged.csv", "code,meaning,,code,meaning\n1,one,,2,two\n3,three\n", &["1 one", "2 two", "3 three"]),
    ]);
}

#[test]
fn a_header_of_two_rows_names_the_columns_together() {
    let expected: &[&str] = &["1 一one", "2 二two"];
    let html = "<table><tr><th rowspan=2>错误码</th><th colspan=2>含义</th></tr><tr><th>中文</th><th>英文</th></tr>\
                <tr><td>1<td>一<td>one</tr><tr><td>2<td>二<td>two</tr></table>";
    check(&[
        ("two.html", html, expected),
        ("two.csv", "错误码,含义,\n,中文,英文\n1,一,one\n2,二,two\n", expected),
        ("unknown.csv", "错误码,多语言,\n,中文,英文\n1,一,one\n2,二,two\n", expected),
        ("titled.csv", "错误码说明,,\n错误码,中文,英文\n1,一,one\n2,二,two\n", expected),
        ("unfolded.csv", "错误码,含义,含义\n错误码,中文,英文\n1,一,one\n2,二,two\n", expected),
        (
            "two.md",
            "| 错误码 | 含义 | |\n|---|---|---|\n| | 中文 | 英文 |\n| 1 | 一 | one |\n| 2 | 二 | two |\n",
            expected,
        ),
        (
            "hints.csv",
            "错误码,含义,,处理建议,\n,中文,英文,中文,英文\n1,一,one,等,wait\n",
            &["1 一one hint_zh=等 hint_en=wait"],
        ),
    ]);
}

#[test]
fn a_header_within_a_table_is_no_code() {
    check(&[
        ("again.csv", "错误码,含义\n1,一\n错误码,含义\n2,二\n", &["1 一", "2 二"]),
        ("further.csv", "错误码,含义\n1,一\ncode,module,message\n2,pay,two\n", &["1 一", "2 two"]),
        (
            "again.md",
            "| 错误码 | 含义 |\n|---|---|\n| 1 | 一 |\n| **错误码** | **含义** |\n| 2 | 二 |\n",
            &["1 一", "2 二"],
        ),
        (
            "both.csv",
            "错误码,含义,\n,中文,英文\n1,一,one\n错误码,含义,\n,中文,英文\n2,二,two\n",
            &["1 一one", "2 二two"],
        ),
        ("status.csv", "code,message\n1,one\nstatus,message\n2,two\n", &["1 one", "2 two"]),
        ("name.csv", "code,meaning\nERROR_CODE,it is wrong\n", &["ERROR_CODE it is wrong"]),
    ]);
}
