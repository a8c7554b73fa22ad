//! Objects of JSON and YAML, and properties, that are keyed by codes, names, languages or groups, in any mixture.

use super::kinds::check;
use super::names::with_table;

#[test]
fn texts_and_objects_may_stand_side_by_side_under_their_codes() {
    let both = "70001:\n  zh: 订单不存在\n70002: 库存不足\nmore:\n  70003: 没钱\n";
    check(&[
        (
            "mixed.json",
            r#"{"a":{"1":"一"},"b":{"2":"二","3":{"zh":"三","en":"Three"}}}"#,
            &["1 一", "2 二", "3 三Three"],
        ),
        (
            "longer.json",
            r#"{"70001":"订单不存在","70002":{"message_zh":"库存不足","message_en":"Out of stock"}}"#,
            &["70001 订单不存在", "70002 库存不足Out of stock"],
        ),
        (
            "short.json",
            r#"{"70001":"订单不存在","70002":{"zh":"库存不足","en":"Out of stock"}}"#,
            &["70001 订单不存在", "70002 库存不足Out of stock"],
        ),
        ("mixed.yaml", both, &["70001 订单不存在", "70002 库存不足", "70003 没钱"]),
        (
            "file.json",
            r#"{"title":"Codes","apiVersion":"1.0","errors":{"E_1":"one","E_2":"two"}}"#,
            &["E_1 one", "E_2 two"],
        ),
        ("texts.yaml", "70001:\n  - one\n  - more\n70002: two\n", &["70001 one, more", "70002 two"]),
        ("beside.json", r#"{"E_1":"one","auth":{"E_2":"two"}}"#, &["E_1 one", "E_2 two"]),
    ]);
}

#[test]
fn an_object_beside_groups_has_its_own_code_and_its_key_is_the_symbol() {
    let text = r#"{"order":{"70001":"没有"},"USER_BANNED":{"code":80003,"msg":"封了"}}"#;
    check(&[("banned.json", text, &["80003 封了 symbol=USER_BANNED", "70001 没有"])]);
    let found = with_table("banned.json", text, &["explain", "70001", "80003"]);
    assert_eq!(found, "70001\torder\t没有\t\t\n80003\tbanned\t封了\t\t\n");
}

#[test]
fn texts_keyed_by_language_are_the_meanings_of_one_row() {
    check(&[
        ("two.json", r#"{"zh":{"70001":"库存不足"},"en":{"70001":"Out of stock"}}"#, &["70001 库存不足Out of stock"]),
        (
            "deep.yaml",
            "version: 2\nzh-CN:\n  errors:\n    E_1: 一\n    E_2: 二\nen-US:\n  errors:\n    E_1: one\nja:\n  errors:\n    E_2: に\n",
            &["E_1 一one", "E_2 二 note=ja: に"],
        ),
        (
            "lists.json",
            r#"{"zh":[{"code":1,"msg":"一"},{"code":2,"msg":"二"}],"en":[{"code":2,"msg":"two"},{"code":1,"msg":"one"}]}"#,
            &["1 一one", "2 二two"],
        ),
        ("twice.json", r#"{"zh":[{"code":1,"msg":"一"},{"code":1,"msg":"壹"}]}"#, &["1 一", "1 壹"]),
        (
            "whole.json",
            r#"{"zh":{"GONE":{"code":7,"msg":"没了"}},"en":{"GONE":{"code":7,"msg":"gone"}}}"#,
            &["7 没了gone symbol=GONE"],
        ),
    ]);
}

#[test]
fn a_name_whose_value_is_a_number_is_the_symbol_of_that_code() {
    let expected: &[&str] = &["70001  symbol=ORDER_NOT_FOUND", "-5  symbol=OUT_OF_STOCK"];
    check(&[
        ("names.json", r#"{"ORDER_NOT_FOUND":70001,"OUT_OF_STOCK":-5}"#, expected),
        ("names.yaml", "ORDER_NOT_FOUND: 70001\nOUT_OF_STOCK: -5\n", expected),
        ("names.properties", "ORDER_NOT_FOUND=70001\nOUT_OF_STOCK=-5\n", expected),
        ("both.json", r#"{"A_B":1,"C_D":{"code":2,"message":"two"}}"#, &["1  symbol=A_B", "2 two symbol=C_D"]),
        (
            "prefixed.properties",
            "error.FULL=12\nerror.404=gone\n",
            &["12  symbol=FULL spellings=error.FULL", "404 gone spellings=error.404"],
        ),
    ]);
}

#[test]
fn an_object_that_names_no_module_is_of_none_whatever_the_one_before_it_is_of() {
    for (name, text) in [
        (
            "shop.json",
            r#"[{"code":1,"msg":"one","module":"pay"},{"code":2,"msg":"two","module":""},{"code":3,"msg":"three"}]"#,
        ),
        (
            "shop.yaml",
            "- code: 1\n  msg: one\n  module: pay\n- code: 2\n  msg: two\n  module: ''\n- code: 3\n  msg: three\n",
        ),
    ] {
        let found = with_table(name, text, &["list"]);
        assert_eq!(found, "1\tpay\t\tone\t\n2\tshop\t\ttwo\t\n3\tshop\t\tthree\t\n", "{name}");
    }
}
