//! `xerrno -97`, `xerrno explain …`.

use super::running::{on_terminal, printed, run};

#[test]
fn any_spelling_of_a_code_is_explained_with_or_without_the_verb() {
    let row = "-97\tproxy\t非法签名\tInvalid (illegal) signature\t\n";
    for spelling in
        ["-97", "97", "-０９７", "−97", "0xFFFFFF9F", "4294967199", "X-ErrNo: -97", "{\"code\":-97}", "err -97"]
    {
        assert_eq!(printed(&[spelling]), row, "{spelling}");
        assert_eq!(printed(&["explain", spelling]), row, "{spelling}");
    }
    assert_eq!(printed(&["err", "-97"]), row, "a question in two arguments");
    assert_eq!(printed(&["--", "-97"]), row, "after --");
}

#[test]
fn several_codes_give_several_rows_in_the_order_asked() {
    let codes = |output: String| -> Vec<String> {
        output.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
    };
    let cases: [(&[&str], &[&str]); 5] = [
        (&["-97", "96"], &["-97", "-96"]),
        (&["explain", "-96", "-97", "X-ErrNo: -6101"], &["-96", "-97", "-6101"]),
        (&["-97,-96"], &["-97", "-96"]),
        (&["explain", "-97", "97", "-97"], &["-97"]),
        (&["--limit", "1", "-97", "-96"], &["-97"]),
    ];
    for (arguments, expected) in cases {
        assert_eq!(codes(printed(arguments)), expected, "{arguments:?}");
    }
}

#[test]
fn options_may_stand_before_between_and_after_codes() {
    let expected = printed(&["explain", "-97", "-96", "--format", "csv"]);
    for arguments in [
        ["--format", "csv", "explain", "-97", "-96"],
        ["explain", "--format", "csv", "-97", "-96"],
        ["explain", "-97", "--format", "csv", "-96"],
    ] {
        assert_eq!(printed(&arguments), expected, "{arguments:?}");
    }
    assert_eq!(printed(&["-97", "-96", "--format", "csv"]), expected);
}

#[test]
fn an_unknown_code_is_named_with_the_nearest_known_ones() {
    let cases: [(&[&str], &str, &str); 8] = [
        (&["-3004"], "", "xerrno: unknown code -3004; near it: -300\n"),
        (&["-66"], "", "xerrno: unknown code -66; near it: -67, -65, -68\n"),
        (&["-10001"], "", "xerrno: unknown code -10001\n"),
        (&["explain", "NoSuchKey"], "", "xerrno: unknown code NoSuchKey\n"),
        (&["explain", "-98x"], "", "xerrno: unknown code -98x; near it: -98\n"),
        (&["explain", "", "a\u{1b}[31m\n"], "", "xerrno: unknown code \nxerrno: unknown code a [31m\n"),
        (&["--lang", "zh", "-3004"], "", "xerrno: 没有错误码 -3004；相近的有 -300\n"),
        (
            &["explain", "-3004", "-97", "-10001"],
            "-97\tproxy\t非法签名\tInvalid (illegal) signature\t\n",
            "xerrno: unknown code -3004; near it: -300\nxerrno: unknown code -10001\n",
        ),
    ];
    for (arguments, output, errors) in cases {
        let outcome = run(arguments);
        assert_eq!(
            (outcome.status, outcome.output.as_str(), outcome.errors.as_str()),
            (1, output, errors),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_number_is_never_answered_with_a_code_that_only_begins_with_it() {
    for number in ["-18", "18", "-200", "610"] {
        let outcome = run(&[number]);
        assert_eq!((outcome.status, outcome.output.as_str()), (1, ""), "{number}");
    }
}

#[test]
fn a_code_of_another_subsystem_is_said_to_be_there() {
    let outcome = run(&["-97", "--subsystem", "cmd"]);
    assert_eq!((outcome.status, outcome.output.as_str()), (1, ""));
    assert_eq!(outcome.errors, "xerrno: -97 is not in this subsystem but in proxy\n");
    assert_eq!(run(&["-97", "--subsystem", "PROXY"]).status, 0);
}

#[test]
fn a_terminal_shows_a_card() {
    let card = "\
-96  签名过期
     Signature expired

     Subsystem  proxy: Errors of the proxy: signature checks, and forwarding
                to the cmd and process services
     Symbol     ERROR_PROXY_AUTH_EXPIRED
     Source     COS 错误码（JSON API）, 2020
                https://cloud.tencent.com/document/product/436/6059
     See also   -97 非法签名 / Invalid (illegal) signature
                -81 签名为空 / Signature is empty
                -72 签名失败 / Signature failed
                -70 appid/userid 与签名不匹配 / appid/userid does not match
                the signature
";
    let (status, screen) = on_terminal(&["-96"], &[("NO_COLOR", "1")]);
    assert_eq!(status, 0);
    assert_eq!(screen, card);
    assert_eq!(printed(&["-96", "--format", "text"]), card, "text in a pipe");
}

#[test]
fn a_card_speaks_the_language_in_force_and_wraps_chinese_by_columns() {
    let card = "\
-6101  图片不存在、图片没有上传或者图片已经删除
       Image does not exist, was never uploaded, or has been deleted

       子系统  download: 图片下载失败时，由返回包 headers 中的 X-ErrNo 字段给
               出的错误码
       排查    核对所请求的源数据是否存在
       来源    数据万象 错误码 / Cloud Infinite: Error Codes, 2024-02-27
               https://cloud.tencent.com/document/product/460/8523
       另见    -197 查无此文件 / File not found (no such file)
";
    assert_eq!(printed(&["-6101", "--format", "text", "--lang", "zh"]), card);
    let (_, screen) = on_terminal(&["-6101"], &[("NO_COLOR", "1"), ("LC_ALL", "zh_CN.UTF-8")]);
    assert_eq!(screen, card);
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let painted = |text: &str| text.contains('\x1b');
    for (option, no_color, expected) in [
        ("auto", None, true),
        ("auto", Some("1"), false),
        ("auto", Some(""), true),
        ("never", None, false),
        ("always", Some("1"), true),
    ] {
        let environment: Vec<(&str, &str)> = no_color.into_iter().map(|value| ("NO_COLOR", value)).collect();
        let (_, screen) = on_terminal(&["-96", "--color", option], &environment);
        assert_eq!(painted(&screen), expected, "{option} {no_color:?}");
    }
    assert!(!painted(&printed(&["-96", "--format", "text"])));
    assert!(painted(&printed(&["-96", "--format", "text", "--color", "always"])));
}
