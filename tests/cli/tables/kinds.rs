//! The kinds of faults found in real tables, each as a small table with the rows that are read from it and the complaints
//! about the rest.

use std::fs;

use super::super::running::run;

/// The rows and the complaints for a table with this name and text, read alone: a line for each row, with the code, the
/// meanings, and its other fields as `name=value`.
pub(super) fn listed(name: &str, text: impl AsRef<[u8]>, options: &[&str]) -> (Vec<String>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a table");
    let table = path.to_str().expect("a readable name");
    let outcome = run(&[&["--no-embedded", "--table", table], options, &["list", "--format", "json"]].concat());
    // Under --strict a mistake leaves the output empty.
    let rows: Vec<serde_json::Value> = serde_json::from_str(&outcome.output).unwrap_or_default();
    let line = |row: &serde_json::Value| {
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let further = ["symbol", "hint_zh", "hint_en", "spellings", "note"].into_iter();
        let further = further.filter(|field| !text(field).is_empty()).map(|field| format!(" {field}={}", text(field)));
        format!("{} {}{}{}", text("code"), text("zh"), text("en"), further.collect::<String>())
    };
    let folder = format!("{}/", folder.path().display());
    (rows.iter().map(line).collect(), outcome.errors.replace(&folder, ""))
}

/// A table's name and text, and the rows expected from it without any complaint.
pub(super) type Case<'a> = (&'a str, &'a str, &'a [&'a str]);

pub(super) fn check(cases: &[Case<'_>]) {
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

#[test]
fn a_further_column_of_codes_finds_its_row_whatever_it_is_called() {
    check(&[
        (
            "hex.md",
            "| Error code | Hex value  | Description       |\n|---|---|---|\n| ALPHA_BUSY | 0x00000058 | The queue is busy |\n",
            &["ALPHA_BUSY The queue is busy spellings=0x00000058"],
        ),
        (
            "modules.md",
            "| 错误码 | 取值 | 说明 |\n|---|---|---|\n| OK_NONE | 0 | 成功 |\n\n\
             | 存储模块错误码 | 取值 | 说明 |\n|---|---|---|\n| STORE_FULL | -100 | 空间已满 |\n",
            &["OK_NONE 成功 spellings=0", "STORE_FULL 空间已满 spellings=-100"],
        ),
    ]);
}

#[test]
fn rows_of_markdown_stay_whole_however_they_are_broken() {
    check(&[
        (
            "merged.md",
            "|HTTP状态码|错误码|描述|原因|\n|---|---|---|---|\n|400|BadName|名字无效|不合规范|\n|BadSize|大小无效|超过限制|\n",
            &["BadName 名字无效 note=不合规范; HTTP状态码: 400", "BadSize 大小无效 note=超过限制; HTTP状态码: 400"],
        ),
        (
            "rules.md",
            "| code | meaning |\n|------|---------|\n| 1 | one |\n| 2 | two |\n|------|---------|\n| 3 | three |\n|---|---|\n",
            &["1 one", "2 two", "3 three"],
        ),
        (
            "blank.md",
            "| code | meaning |\n|---|---|\n| A3 | third\n\n- item\n\ntext\n|\n| A4 | fourth |\n",
            &["A3 third item text", "A4 fourth"],
        ),
        (
            "marks.md",
            "| code | meaning |\n|---|---|\n| 1 | *one star* and _underscores_ {% tag %} <a href=\"x\">here</a> |\n",
            &["1 one star and underscores here"],
        ),
    ]);
    let padded = format!("| Code | Meaning{}|\n|---|---|\n| 1 | one |\n", " ".repeat(120));
    assert_eq!(listed("padded.md", padded, &[]), (vec!["1 one".to_owned()], String::new()));
}

#[test]
fn a_cell_with_several_codes_is_found_by_each() {
    let table = "code,meaning\nID070;ID071,two\n404 (NOT FOUND),absent\n409 Conflict,taken\n-50002(or 15),odd\n-30001~-30003,range\n\
                 \"A1, A2\",pair\n10007-10009,hyphen\n0x8001-0x8003,hex\n\"P2002\nP2003\",lines\n6.0105E+04,large\n";
    for (asked, answer) in [
        ("ID071", "ID070;ID071"),
        ("404", "404"),
        ("409", "409"),
        ("-50002", "-50002"),
        ("15", "-50002"),
        ("-30002", "-30001~-30003"),
        ("A2", "A1, A2"),
        ("10008", "10007-10009"),
        ("0x8002", "0x8001-0x8003"),
        ("P2003", "P2002 P2003"),
        ("60105", "60105"),
    ] {
        let found = super::names::with_table("several.csv", table, &["explain", asked]);
        assert_eq!(found.split('\t').next(), Some(answer), "{asked}");
    }
}

#[test]
fn a_break_within_a_cell_separates_its_codes_and_no_words() {
    for (name, table) in [
        ("lines.md", "| code | meaning |\n|---|---|\n| P2002<br>P2003 | one<br/>two |\n"),
        ("lines.html", "<table><tr><th>code<th>meaning<tr><td>P2002<br>\n P2003<td>one<br>two</table>"),
    ] {
        check(&[(name, table, &["P2002 P2003 one two spellings=P2002; P2003"])]);
    }
    check(&[("numbers.md", "| code | meaning |\n|---|---|\n| 1<br>2 | one<br>two |\n", &["1 one two", "2 one two"])]);
}

#[test]
fn a_name_is_the_code_where_there_is_no_number() {
    check(&[
        (
            "closed.csv",
            "name,code,description\nA_BAD,400,a is bad\nCHAT_CLOSED,,The chat is closed\n",
            &["400 a is bad symbol=A_BAD", "CHAT_CLOSED The chat is closed"],
        ),
        (
            "errors.md",
            "| Error | Error Code | Error Message |\n|---|---|---|\n| ERR\\_A | 14 | is missing |\n| Disk is full | 7 | seven |\n",
            &["14 is missing symbol=ERR_A", "7 seven note=Disk is full"],
        ),
        (
            "source.csv",
            "code,title,description,source\nE1,Disk,is full,wiki\n",
            &["E1 is full note=Disk; source: wiki"],
        ),
        ("names.csv", "Exception,Message\nBadKey,no such key\n", &["BadKey no such key"]),
    ]);
}

/// A Markdown table with this header, and with as many cells of `row` as the header has.
fn table(header: &str, row: &str) -> String {
    let width = header.split(" | ").count();
    let cells: Vec<&str> = row.split(" | ").take(width).collect();
    format!("| {header} |\n|{}\n| {} |\n", "---|".repeat(width), cells.join(" | "))
}

#[test]
fn columns_are_known_by_the_names_that_tables_give_them() {
    for header in [
        "取值 | 说明",
        "错误代号 | 说明",
        "Hex Value | Meaning",
        "Value | Description",
        "Code | display_text",
        "Neo4j code | HMI Message",
        "opcode | description",
        "id | message",
        "ID | Definition",
        "コード | 説明",
        "Código | Definição",
        "Code | Significado",
        "状态码 | 说明",
        "HTTP Status | Description",
        "返回值 | 含义",
        "告警码 | 描述",
        "业务异常码 | 异常信息",
        "SQLSTATE | Meaning",
        "Error Number | Error Message",
        "Fehlercode | Beschreibung",
        "Код | Описание",
        "에러코드 | 설명",
        "Error | Type | Description",
        "Error Code | response status | ShortDescription",
        "code | recommended_action | LongDescription",
    ] {
        let words = if header.split(" | ").count() == 2 { "E1001 | some words" } else { "E1001 | 101 | some words" };
        let (rows, errors) = listed("header.md", table(header, words), &[]);
        assert_eq!((rows.len(), errors.as_str()), (1, ""), "{header}");
        assert!(rows[0].starts_with("E1001 ") && rows[0].contains("some words"), "{header}: {rows:?}");
    }
}

#[test]
fn the_transport_code_is_kept_beside_the_row_and_is_no_name_of_it() {
    check(&[
        (
            "status.csv",
            "status,errno,message\n401,104,no token\n401,105,bad token\n",
            &["104 no token note=status: 401", "105 bad token note=status: 401"],
        ),
        ("words.csv", "status,code,message\nGONE,5,it is gone\n", &["5 it is gone spellings=GONE"]),
    ]);
    check(&[(
        "http.md",
        "| HTTP status | Error code | Description |\n|---|---|---|\n| 404 | NoKey | no such key |\n",
        &["NoKey no such key note=HTTP status: 404"],
    )]);
}

#[test]
fn values_of_parameters_are_no_codes() {
    for header in
        ["Value | Valid | Reason", "Param | Type | Description", "返回值 | 类型 | 说明", "code | price | unit"]
    {
        let (rows, errors) = listed("none.md", table(header, "A_1 | yes | because"), &[]);
        assert_eq!(rows.len(), 0, "{header}");
        assert!(errors.contains("no table in it"), "{header}: {errors}");
    }
}

#[test]
fn a_header_that_is_not_known_is_quoted_with_what_would_help() {
    let help = "the table is left out (--columns says which is which)";
    for (name, text, said) in [
        ("first.csv", "P0100,Air flow\nP0101,Fuel\n", "line 1: no column of codes in the header \"P0100 | Air flow\""),
        ("lacks.csv", "code,console\n1,a\n", "line 1: no column of meanings in the header \"code | console\""),
    ] {
        let (rows, errors) = listed(name, text, &[]);
        assert_eq!(rows.len(), 0, "{name}");
        assert!(errors.contains(said) && errors.contains(help), "{name}: {errors}");
    }
    let said = listed("first.csv", "P0100,Air flow\nP0101,Fuel\n", &["--columns", "code=1,meaning=2"]);
    assert_eq!(said, (vec!["P0100 Air flow".to_owned(), "P0101 Fuel".to_owned()], String::new()));
    let (_, errors) = listed("lacks.csv", "code,console\n1,a\n", &["--columns", "code=code,meaning=Text"]);
    assert!(errors.contains("no column Text in the header \"code | console\""), "{errors}");
}

#[test]
fn what_is_wrong_with_a_table_is_told_in_chinese_too() {
    for (name, text, said) in [
        (
            "a.csv",
            "code,meaning\n,nobody\n-1,\n-2,two\n",
            "a.csv:2: 这一行没有错误码：nobody\na.csv:3: 错误码 -1 没有含义\n",
        ),
        (
            "b.csv",
            "code,console\n1,a\n",
            "第 1 行：表头「code | console」中没有含义一列，此表未读；可用 --columns 指明\n",
        ),
        ("c.yaml", "a: &a 1\nb: *a\n", "YAML 第 2 行：不展开别名（*name）\n"),
        ("d.adoc", "|===\n", "AsciiDoc 不能直接读；先转换：asciidoctor"),
        ("e.zip", "PK", "压缩包不能直接读；先转换：unzip -p"),
        ("f.md", "text\n", "里面没有错误码表：表头要有错误码一列"),
    ] {
        let (_, errors) = listed(name, text, &["--lang", "zh"]);
        assert!(errors.contains(said), "{name}: {errors}");
    }
    let (_, errors) = listed("a.csv", "code,meaning\n,nobody\n-1,\n-2,two\n", &["--lang", "zh", "--strict"]);
    assert!(errors.ends_with("xerrno: 表格中有 2 处错误，而且用了 --strict\n"), "{errors}");
}
