//! Tables of reStructuredText, of properties, and within JSON and YAML.

use super::kinds::{check, listed};

#[test]
fn tables_of_restructured_text_are_read_in_all_their_forms() {
    let expected: &[&str] = &["1 one goes on", "E2 two, or so"];
    check(&[
        (
            "grid.rst",
            "Upload\n------\n\n+------+-------------+\n| Code | Meaning     |\n+======+=============+\n| 1    | one         |\n\
             |      | goes on     |\n+------+-------------+\n| E2   | two, or so  |\n+------+-------------+\n",
            expected,
        ),
        (
            "simple.rst",
            "====  ==========\nCode  Meaning\n====  ==========\n1     one\n      goes on\nE2    two, or so\n====  ==========\n",
            expected,
        ),
        (
            "list.rst",
            ".. list-table:: Codes\n   :header-rows: 1\n\n   * - Code\n     - Meaning\n   * - 1\n     - one\n       goes on\n   * - E2\n     \
             - two, or :ref:`so <there>`\n",
            expected,
        ),
        (
            "values.rst",
            ".. csv-table::\n   :header: \"Code\", \"Meaning\"\n   :widths: 1, 2\n\n   1, one goes on\n   E2, \"two, or so\"\n\nText.\n",
            expected,
        ),
        (
            "first.rst",
            ".. csv-table::\n   :header-rows: 1\n\n   Code, Meaning\n   1, one goes on\n   E2, \"two, or so\"\n",
            expected,
        ),
    ]);
}

#[test]
fn a_table_in_a_file_of_its_own_is_named() {
    let (rows, errors) = listed(
        "elsewhere.rst",
        ".. csv-table::\n   :header: Code, Meaning\n   :file: codes.csv\n\n.. csv-table::\n   :header: Code, Meaning\n\n   1, one\n",
        &[],
    );
    assert_eq!(rows, ["1 one"]);
    assert_eq!(errors, "elsewhere.rst:3: this table is in a file of its own and not read: --table codes.csv\n");
}

#[test]
fn keys_of_properties_are_codes_with_whatever_stands_before_and_behind_them() {
    check(&[
        (
            "keys.properties",
            "# codes\n1001 one\n1002\ttwo\n-3 = three\\\n  and more\nE\\:4: four\n",
            &["1001 one", "1002 two", "-3 threeand more", "E:4 four"],
        ),
        (
            "prefixed.properties",
            "error.404=absent\nerror.500=\\u574f\ntitle=Errors\n",
            &["404 absent spellings=error.404", "500 坏 spellings=error.500", "title Errors"],
        ),
    ]);
}

#[test]
fn values_of_json_and_yaml_are_tables_in_whatever_way_they_are_nested() {
    check(&[
        (
            "languages.json",
            r#"{"errors": [{"code": 1, "message": {"zh-CN": "满", "en_US": "full", "de": "voll"}}, {"code": 2, "message": "gone"}]}"#,
            &["1 满full note=message_de: voll", "2 gone"],
        ),
        (
            "named.json",
            r#"{"E1001": {"message": "one", "solution": "mend it"}, "E1002": {"message": "two"}}"#,
            &["E1001 one hint_en=mend it", "E1002 two"],
        ),
        (
            "texts.json",
            r#"{"NotFound": "it is not there", "BadName": "it is bad"}"#,
            &["NotFound it is not there", "BadName it is bad"],
        ),
        (
            "within.json",
            r#"[{"error": {"code": 7, "message": "seven"}}, {"error": {"code": 8, "message": "eight"}}]"#,
            &["7 seven", "8 eight"],
        ),
        ("named.yaml", "codes:\n  bad_request:\n    code: 400\n    message: bad\n", &["400 bad symbol=bad_request"]),
        ("numbers.yaml", "1001: one\n1002: two\n", &["1001 one", "1002 two"]),
    ]);
}

#[test]
fn headings_and_bullets_are_codes_where_there_is_no_table() {
    check(&[
        (
            "headings.md",
            "# Script\n\n## 1\n\nOut of range.\n\nMore of it.\n\n## -2\n\nNot\nthere.\n\n## E_3 is bad\n\nAsk.\n\n```\n## 4\n```\n",
            &["1 Out of range.", "-2 Not there.", "E_3 is bad note=Ask."],
        ),
        (
            "bullets.md",
            "Text.\n\n* Error Number: 8001\n\n    The memory is full.\n\n* Error Number: 8002\n\n    Rolled back.\n\n- `8003`: too large\n",
            &["8001 The memory is full.", "8002 Rolled back.", "8003 too large"],
        ),
    ]);
    for none in ["## 1 Introduction\n\n## 2 Use\n\n## 3 Licence\n", "- one apple\n- 2 pears\n- a plum\n- 7 nuts\n"] {
        let (rows, errors) = listed("none.md", none, &[]);
        assert!(rows.is_empty() && errors.contains("no table in it"), "{none}: {rows:?}");
    }
}

#[test]
fn a_simple_table_has_its_columns_where_the_screen_shows_them() {
    let by_screen = "======  ==========  ====\n错误码  含义        备注\n======  ==========  ====\n1       参数错误    急\n2       gone\n======  ==========  ====\n";
    let by_character = "===  ====\n错误码  含义\n===  ====\n1    参数错误\n2    gone\n===  ====\n";
    check(&[
        ("screen.rst", by_screen, &["1 参数错误 note=急", "2 gone"]),
        ("characters.rst", by_character, &["1 参数错误", "2 gone"]),
    ]);
}

#[test]
fn a_text_that_a_database_prints_on_several_lines_is_one() {
    let expected: &[&str] = &["1 参数 错误 hint_en=ask again", "2 C++", "3 full, or so, or not"];
    check(&[
        (
            "framed.txt",
            "+------+--------+-------+\n| code |  text  | hint  |\n+------+--------+-------+\n\
             |    1 | 参数  +| ask  +|\n|      | 错误   | again |\n|    2 | C++    |       |\n\
             |    3 | full, +|       |\n|      | or so,+|       |\n|      | or not |       |\n+------+--------+-------+\n(3 rows)\n",
            expected,
        ),
        (
            "bare.txt",
            " code |  text  | hint  \n------+--------+-------\n    1 | 参数  +| ask  +\n      | 错误   | again\n    2 | C++    | \n\
             \x20   3 | full, +| \n      | or so,+| \n      | or not | \n(3 rows)\n",
            expected,
        ),
    ]);
}
