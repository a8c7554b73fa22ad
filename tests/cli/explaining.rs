//! `xerrno -97`, `xerrno explain …`.

use super::running::{command, on_terminal, on_terminal_of, outcome, printed, run};
use super::support::codes;

#[test]
fn any_spelling_of_a_code_is_explained_with_or_without_the_verb() {
    let row = "-97\tproxy\t非法签名\tInvalid (illegal) signature\t\n";
    for spelling in
        ["-97", "97", "-０９７", "−97", "0xFFFFFF9F", "4294967199", "X-ErrNo: -97", "{\"code\":-97}", "err -97", "- 97"]
    {
        assert_eq!(printed(&[spelling]), row, "{spelling}");
        assert_eq!(printed(&["explain", spelling]), row, "{spelling}");
    }
    for verb in [&[][..], &["explain"]] {
        for question in [&["err", "-97"][..], &["X-ErrNo:", "97"], &["-97", "and", "97"]] {
            assert_eq!(printed(&[verb, question].concat()), row, "a question in several arguments: {question:?}");
        }
    }
    assert_eq!(printed(&["--", "-97"]), row, "after --");
}

#[test]
fn a_code_of_the_vendors_later_list_is_answered_and_marked_as_such() {
    assert_eq!(printed(&["-46619"]), "-46619\tlater\t签名过期\tSignature expired\t\n");
    let card = printed(&["explain", "-442", "--format", "text"]);
    for part in ["later: Codes that the vendor's later documents", "2024-07-02"] {
        assert!(card.contains(part), "{card}");
    }
    assert_eq!(printed(&["list"]).lines().count(), codes(), "the list is that of the service");
    let outcome = run(&["explain", "-442", "--subsystem", "proxy"]);
    assert_eq!((outcome.status, outcome.output.as_str()), (1, ""), "{outcome:?}");
}

#[test]
fn the_vendors_later_codes_are_listed_searched_and_scanned_for_on_request_alone() {
    let later = "-46619\tlater\t签名过期\tSignature expired\t";
    assert_eq!(printed(&["search", "-46619"]), format!("{later}code\n"), "the table lacks this code");
    assert_eq!(run(&["search", "-46619", "--subsystem", "proxy"]).status, 1);
    for (arguments, is_there) in
        [(&["list"][..], false), (&["list", "--all"], true), (&["search", "--all", "签名过期"], true)]
    {
        assert_eq!(printed(arguments).contains(later), is_there, "{arguments:?}");
    }
    assert!(!printed(&["search", "签名过期"]).contains("later"));
    for verb in ["explain", "search"] {
        let alone = run(&[verb, "-46619", "--no-embedded", "--table", "tests/data/foreign/errno.csv"]);
        assert_eq!((alone.status, alone.output.as_str()), (1, ""), "{alone:?}");
    }
    let listed = printed(&["list", "--all", "--subsystem", "later", "--format", "json"]);
    let listed: Vec<serde_json::Value> = serde_json::from_str(&listed).expect("JSON");
    assert_eq!(printed(&["list", "--all"]).lines().count(), codes() + listed.len());
    assert!(listed.iter().all(|row| row["source_title"].as_str().is_some_and(|title| !title.is_empty())), "{listed:?}");
    let log = b"X-ErrNo: -46619\n";
    let scanned = |arguments: &[&str]| outcome(&mut command(arguments), log).output;
    assert_eq!(scanned(&["scan"]), "-\t1\t-46619\t\t\t\t10\tX-ErrNo\n");
    assert_eq!(scanned(&["scan", "--all"]), "-\t1\t-46619\tlater\t签名过期\tSignature expired\t10\tX-ErrNo\n");
    let both = run(&["list", "--all", "--no-embedded"]);
    assert_eq!((both.status, both.output.as_str()), (2, ""), "{both:?}");
}

#[test]
fn a_symbol_is_a_spelling_of_its_code() {
    let row = "-96\tproxy\t签名过期\tSignature expired\t\n";
    for symbol in ["ERROR_PROXY_AUTH_EXPIRED", "error_proxy_auth_expired"] {
        assert_eq!(printed(&[symbol]), row);
        assert_eq!(printed(&["explain", symbol]), row);
    }
}

#[test]
fn codes_are_copied_with_or_without_the_verb() {
    let folder = tempfile::tempdir().expect("a folder");
    let copied = folder.path().join("copied");
    let clipboard = format!("cat > {}", copied.display());
    for verb in [&[][..], &["explain"]] {
        for (option, expected) in [
            (&["--copy"][..], "-97 非法签名 / Invalid (illegal) signature"),
            (&["--copy=code"], "-97"),
            (&["--copy", "header"], "X-ErrNo: -97"),
        ] {
            let outcome = run(&[verb, &["-97"], option, &["--clipboard", &clipboard]].concat());
            assert_eq!((outcome.status, outcome.output.get(..3)), (0, Some("-97")), "{outcome:?}");
            assert_eq!(std::fs::read_to_string(&copied).expect("a copy"), expected);
        }
    }
}

#[test]
fn no_argument_beside_a_code_is_lost() {
    let row = "-97\tproxy\t非法签名\tInvalid (illegal) signature\t\n";
    let rows = format!("{row}-96\tproxy\t签名过期\tSignature expired\t\n");
    let cases: [(&[&str], i32, &str, &str); 6] = [
        (
            &["-97", "96", "hello"],
            1,
            &rows,
            "xerrno: unknown code hello; to find one by its meaning: xerrno search hello\n",
        ),
        (&["-97", "97x"], 1, row, "xerrno: unknown code 97x; nearest: -97\n"),
        (&["-97", "-E_X"], 1, row, "xerrno: unknown code -E_X\n"),
        (
            &["ERROR_PROXY_AUTH_FAILED", "96", "hello"],
            1,
            &rows,
            "xerrno: unknown code hello; to find one by its meaning: xerrno search hello\n",
        ),
        (&["@proxy", "-97"], 0, row, ""),
        (&["@cache", "-97"], 1, "", "xerrno: -97 is not in this subsystem but in proxy\n"),
    ];
    for (arguments, status, output, errors) in cases {
        for verb in [&[][..], &["explain"]] {
            let outcome = run(&[verb, arguments].concat());
            assert_eq!(
                (outcome.status, outcome.output.as_str(), outcome.errors.as_str()),
                (status, output, errors),
                "{arguments:?}"
            );
        }
    }
}

#[test]
fn a_number_without_a_sign_is_read_both_ways_where_a_table_has_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("mine.csv");
    std::fs::write(&table, "code,meaning\n97,mine\n").expect("a file");
    let table = table.to_str().expect("a readable name");
    let (mine, theirs) = ("97\tmine\t\tmine", "-97\tproxy\t非法签名\tInvalid (illegal) signature");
    let both = format!("{mine}\t\n{theirs}\t\n");
    assert_eq!(printed(&["--table", table, "97"]), both);
    assert_eq!(printed(&["--table", table, "97", "-97"]), both);
    assert_eq!(printed(&["--table", table, "-97"]), format!("{theirs}\t\n"));
    assert_eq!(printed(&["--table", table, "0xFFFFFF9F"]), format!("{theirs}\t\n"));
    let scanned = outcome(&mut command(&["scan", "--table", table]), b"X-ErrNo: 97\n");
    assert_eq!(scanned.output, format!("-\t1\t{mine}\t10\tX-ErrNo\n-\t1\t{theirs}\t10\tX-ErrNo\n"));
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
    let cases: [(&[&str], &str, &str); 13] = [
        (&["explain", "0"], "", "xerrno: 0 means success; it is no error\n"),
        (&["0", "--lang", "zh"], "", "xerrno: 0 表示成功，不是错误码\n"),
        (&["-3004"], "", "xerrno: unknown code -3004; nearest: -300\n"),
        (&["-66"], "", "xerrno: unknown code -66; nearest: -67, -65, -68\n"),
        (&["-10001"], "", "xerrno: unknown code -10001\n"),
        (&["-450"], "", "xerrno: unknown code -450\n"),
        (&["explain", "450"], "", "xerrno: unknown code 450\n"),
        (&["explain", "12345"], "", "xerrno: unknown code 12345\n"),
        (
            &["explain", "NoSuchKey"],
            "",
            "xerrno: unknown code NoSuchKey; to find one by its meaning: xerrno search NoSuchKey\n",
        ),
        (&["explain", "-98x"], "", "xerrno: unknown code -98x; nearest: -98\n"),
        (&["explain", "a\u{1b}[31m\n"], "", "xerrno: unknown code a [31m\n"),
        (&["--lang", "zh", "-3004"], "", "xerrno: 没有错误码 -3004；相近的有 -300\n"),
        (
            &["explain", "-3004", "-97", "-10001"],
            "-97\tproxy\t非法签名\tInvalid (illegal) signature\t\n",
            "xerrno: unknown code -3004; nearest: -300\nxerrno: unknown code -10001\n",
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
fn a_card_is_as_wide_as_whoever_shows_it() {
    let widest = |card: &str| card.lines().map(str::len).max().unwrap_or_default();
    let about_in_one_line =
        "proxy: Errors of the proxy: signature checks, and forwarding to the cmd and process services";
    let arguments = ["-96", "--lang", "en", "--format", "text"];
    let cases: [(&[(&str, &str)], bool); 5] = [
        (&[], false),
        (&[("COLUMNS", "120")], true),
        (&[("COLUMNS", "0")], false),
        (&[("COLUMNS", "40"), ("FZF_PREVIEW_COLUMNS", "120")], true),
        (&[("COLUMNS", "120"), ("FZF_PREVIEW_COLUMNS", "60")], false),
    ];
    for (variables, is_wide) in cases {
        let in_pipe = outcome(command(&arguments).envs(variables.iter().copied()), b"").output;
        assert_eq!(in_pipe.contains(about_in_one_line), is_wide, "{variables:?}: {in_pipe}");
        let (_, screen) = on_terminal_of(0, &arguments, &[&[("NO_COLOR", "1")], variables].concat());
        assert_eq!(screen, in_pipe, "a terminal of unknown width, {variables:?}");
    }
    let narrow = outcome(command(&arguments).env("FZF_PREVIEW_COLUMNS", "50"), b"").output;
    assert!(widest(&narrow) < 70, "{narrow}");
    assert_eq!(on_terminal(&arguments, &[("NO_COLOR", "1"), ("COLUMNS", "120")]).1, printed(&arguments));
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
