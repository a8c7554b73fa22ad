//! The search: operators, marks, misspellings, and tables of any size and kind.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use xerrno::catalog::{Catalog, Fields, Subsystem};
use xerrno::lang::Lang;
use xerrno::search::{Marker, Marks, Reading, Search};
use xerrno::table::{Given, read_table};

fn found(query: &str) -> (Vec<String>, Reading) {
    let catalog = Catalog::embedded();
    let found = Search::new(&catalog).run(query);
    (found.hits.iter().map(|hit| catalog.entry(hit.entry).code().to_owned()).collect(), found.reading)
}

#[test]
fn nonsense_finds_nothing() {
    let nonsense = "zzqxv|kubernetes pod|天气预报|hello world|banana|weather forecast|docker container|cat|dog|qwerty|nihao|
        beijing|shanghai daxue|tianqi yubao|the quick brown fox|红烧肉|今天天气怎么样|数据库死锁|内存泄漏|机器学习|lorem ipsum|
        python list comprehension|xyz|aaaa|foo bar baz|css flexbox|garden furniture|12345|-3004|X-ErrNo: -3004|我想吃饭|woaini";
    for query in nonsense.split('|').map(str::trim) {
        assert_eq!(found(query), (Vec::new(), Reading::AsTyped), "{query}");
    }
}

#[test]
fn what_was_typed_comes_before_what_means_the_same() {
    let catalog = table(&[["非法签名", "Invalid signature", ""], ["实名认证失败", "Identity check failed", "OWN"]]);
    let first = |query: &str| {
        let hits = Search::new(&catalog).run(query).hits;
        catalog.entry(hits[0].entry).fields.symbol.to_owned()
    };
    assert_eq!([first("认证失败"), first("認證失敗"), first("identity check")], ["OWN", "OWN", "OWN"]);
}

#[test]
fn a_query_for_one_thing_lists_only_rows_that_answer() {
    let cases = [
        ("timeout", "-902 -1889 -1888"),
        ("超时", "-902 -1889 -1888"),
        ("too large", "-285"),
        ("太大", "-285"),
        ("太小", "-283"),
        ("md5", "-1898"),
        ("sha1", "-1887"),
        ("checksum", "-1898 -1887 -1897"),
        ("哈希", "-1898 -1887 -1897"),
        ("redirect", "-198"),
        ("跳转", "-198"),
        ("频繁", "-71"),
        ("rate limit", "-71"),
        ("blacklist", "-110"),
        ("黑名单", "-110"),
        ("过期", "-96 -74 -73"),
        ("chunk", "-284 -283"),
        ("切片", "-284 -283"),
        ("session", "-291 -290 -286 -95 -94"),
        ("会话", "-291 -290 -286 -95 -94"),
        ("unpack", "-298 -287 -83 -67"),
        ("打包", "-296 -288 -194 -193 -68"),
        ("mirror", "-902"),
        ("回源", "-120 -902"),
        ("video", "-186"),
        ("视频", "-186"),
        ("overloaded", "-2000 -300"),
        ("referer", "-108"),
        ("blocked", "-64 -110"),
        ("违规", "-5062"),
        ("秒传", "-1897"),
        ("plugin", "-293 -289"),
        ("框架", "-1900 -297"),
        ("not modified", "-122 -123"),
        ("delete", "-190 -6101"),
        ("转发", "-902 -89 -86"),
    ];
    for (query, wanted) in cases {
        let wanted: Vec<&str> = wanted.split(' ').collect();
        let (codes, _) = found(query);
        assert!(codes.iter().all(|code| wanted.contains(&code.as_str())), "{query}: {codes:?}, not {wanted:?}");
    }
}

#[test]
fn a_misspelling_is_shown_as_what_it_was_read_as() {
    let cases = [
        ("签明过期", "签名过期"),
        ("秒穿", "秒传"),
        ("singature", "signature"),
        ("uplaod failed", "upload failed"),
        ("网络求请失败", "网络请求失败"),
        ("tupian xiazai shibai", "图片 下载 失败"),
        ("@proxy singature", "signature"),
    ];
    for (query, spelling) in cases {
        let (codes, reading) = found(query);
        assert!(!codes.is_empty(), "{query} finds nothing");
        assert_eq!(reading, Reading::Corrected(spelling.to_owned()), "{query}");
    }
}

#[test]
fn the_operators_of_fzf_work_where_somebody_typed_them() {
    let cases = [
        ("signature @proxy !expired !expiry !single-use !empty !service", "-97 -70 -72"),
        ("'签名过期", "-96"),
        ("^签名 !失败", "-96 -81"),
        ("过期$", "-96"),
        ("^编码失败$", "-1896"),
        ("服务过载 @cache", "-300"),
        ("服务过载 @ca @plu", "-2000 -300"),
        ("服务过载 @nowhere", ""),
        ("-300 @proxy", ""),
        ("!图片 !服务 @download ^无效", "-104 -105 -106 -107 -108 -103"),
        ("签名过期 ! ' ^ $ @", "-96"),
        ("签名过期!", "-96"),
        ("signature expired!", "-96"),
        ("Error: !signature expired", "-96"),
        ("\"signature expired\" !", "-96"),
        ("签名过期！", "-96"),
    ];
    for (query, wanted) in cases {
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        let (mut codes, _) = found(query);
        codes.truncate(wanted.len().max(1));
        let mut sorted = wanted.clone();
        sorted.sort_unstable();
        codes.sort_unstable();
        assert_eq!(codes, sorted, "{query}");
    }
}

#[test]
fn an_empty_query_is_every_entry_in_order() {
    let catalog = Catalog::embedded();
    let all: Vec<String> = catalog.entries().map(|entry| entry.code().to_owned()).collect();
    for query in ["", "  ", "!", "'", "^", "$", "@", "\u{3000}"] {
        assert_eq!(found(query), (all.clone(), Reading::AsTyped), "{query:?}");
    }
    assert_eq!(found("@cmd").0.len(), 17);
}

#[test]
fn where_no_row_answers_every_word_those_that_answer_most_are_shown_as_such() {
    for (query, first) in [("client sha1", "-1887"), ("secret id 填错了", "-79"), ("图片太大传不上去", "-285")]
    {
        let (codes, reading) = found(query);
        assert_eq!(codes[0].as_str(), first, "{query}");
        assert!(matches!(reading, Reading::Partly { .. }), "{query}: {reading:?}");
    }
}

#[test]
fn what_was_not_used_of_a_query_is_said() {
    let (codes, reading) = found("同一个fileid再传一次就被拒");
    assert_eq!(codes[0], "-1886");
    let Reading::Partly { unused } = reading else { panic!("{reading:?}") };
    assert_eq!(unused, ["传", "一次", "被拒"]);
    let told = Reading::Partly { unused }.tell(Lang::En);
    assert_eq!(told, "No row answers every word; these come closest; not used: 传, 一次, 被拒");
}

#[test]
fn a_search_that_nobody_waits_for_stops() {
    let catalog = Catalog::embedded();
    let mut search = Search::new(&catalog);
    assert!(search.run_within("签名", None, &|| false).is_none());
    assert!(search.run_within("签名", None, &|| true).is_some());
}

#[test]
fn a_large_table_is_searched_in_one_order_however_many_threads_do_it() {
    let rows: Vec<[&str; 3]> = (0..20_000)
        .map(|row| if row % 1000 == 7 { ["超时", "timed out", ""] } else { ["磁盘已满", "disk full", ""] })
        .collect();
    let catalog = table(&rows);
    let mut search = Search::new(&catalog);
    for query in ["timeout", "timed out", "chaoshi", "cs", "超时", "timed otu"] {
        let hits: Vec<usize> = search.run(query).hits.iter().map(|hit| hit.entry.index()).collect();
        assert_eq!(hits, (0..20).map(|row| row * 1000 + 7).collect::<Vec<_>>(), "{query}");
    }
    let asked = AtomicUsize::new(0);
    let twice = || asked.fetch_add(1, Ordering::Relaxed) < 2;
    assert!(search.run_within("disk", None, &twice).is_none(), "the search went on unwanted");
}

#[test]
fn a_paste_of_any_size_and_a_cell_of_any_size_are_taken() {
    let (letters, characters) = ("a".repeat(1_000_000), "签".repeat(400_000));
    let catalog = table(&[[&characters, &letters, ""], ["签名过期", "signature expired", ""]]);
    let mut search = Search::new(&catalog);
    for query in ["signature expired", "qmgq", "签名过期", "sgnature", "签明过期", &letters, &characters] {
        let found = search.run(query);
        let mut marker = Marker::new(query, &found.reading);
        for entry in catalog.entries() {
            marker.marks(entry);
        }
    }
    let paste = format!("{letters}\nX-ErrNo: -96");
    assert_eq!(found(&paste).0, ["-96"]);
}

/// A table of one subsystem with these rows: Chinese meaning, English meaning, symbol.
fn table(rows: &[[&str; 3]]) -> Catalog {
    let mut catalog = Catalog::default();
    let [zh, en, about_zh, about_en] = std::array::from_fn(|_| String::new());
    let subsystem = catalog.add_subsystem(Subsystem { id: "own".to_owned(), zh, en, about_zh, about_en });
    for [zh, en, symbol] in rows {
        catalog.add_entry(subsystem, Fields { code: "E", zh, en, symbol, ..Fields::default() }, None);
    }
    catalog
}

#[test]
fn a_lower_tier_never_comes_before_a_higher_one() {
    let rows = [
        ["", "timeout", ""],
        ["", "timeout of the disk in the second rack on the left", ""],
        ["", "a timeout", ""],
        ["", "disk", "ERR_TIMEOUT"],
        ["超时", "", ""],
    ];
    let catalog = table(&rows);
    let hits = Search::new(&catalog).run("timeout").hits;
    assert_eq!(hits.iter().map(|hit| hit.entry.index()).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    let whys: Vec<&str> = hits.iter().map(|hit| hit.why.name()).collect();
    assert_eq!(whys, ["text", "text", "text", "symbol", "synonym"]);

    let catalog = table(&[["签名过期", "", ""], ["过期的是签名", "", ""], ["签过名，过了期", "", ""]]);
    let hits = Search::new(&catalog).run("qmgq 签名").hits;
    assert_eq!(hits.iter().map(|hit| (hit.entry.index(), hit.why.name())).collect::<Vec<_>>(), [(0, "pinyin")]);
}

#[test]
fn what_answers_is_marked_in_the_text_as_it_stands() {
    let cases = [
        ("-96", "签名过期", "-96", ""),
        ("签名过期", "签名过期", "", "签名过期"),
        ("簽名過期", "签名过期", "", "签名过期"),
        ("lapsed", "签名过期", "", "过期"),
        ("qianming", "签名过期", "", "签名"),
        ("qmgq", "签名过期", "", "签名过期"),
        ("秒chuan", "秒传失败", "", "秒传"),
        ("下载偏移", "下载偏移错误。 Http请求的Range 断点续传偏移量可能设置错误", "", "下载偏移|偏移量"),
        ("ＡＰＰＩＤ", "不存在此appid", "", "appid"),
        ("'过期", "签名过期", "", "过期"),
    ];
    let catalog = Catalog::embedded();
    for (query, zh, code_marked, zh_marked) in cases {
        let entry = catalog.entries().find(|entry| entry.fields.zh == zh).expect("the row is in the table");
        let marks = Marker::new(query, &Reading::AsTyped).marks(entry);
        let marked = |text: &str, ranges: &[Range<usize>]| {
            ranges.iter().map(|range| text[range.clone()].to_owned()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(marked(entry.code(), &marks.code), code_marked, "{query}");
        assert_eq!(marked(zh, &marks.zh), zh_marked, "{query}");
    }
    let blacklist = catalog.entry(catalog.find("-110")[0]);
    let marks = Marker::new("blackist", &Reading::AsTyped).marks(blacklist);
    assert_eq!(marks.en.iter().map(|range| &blacklist.fields.en[range.clone()]).collect::<String>(), "blackist");
}

#[test]
fn what_answers_by_its_stem_or_meaning_is_marked_to_the_end_of_its_word() {
    let cases = [
        ("signatures", "-97", "signature"),
        ("签名", "-97", "signature"),
        ("expire", "-96", "expire"),
        ("expires", "-96", "expired"),
        ("expir", "-96", "expir"),
        ("图片", "-110", "Image"),
        ("sig", "-96", "Signature"),
    ];
    let catalog = Catalog::embedded();
    for (query, code, marked) in cases {
        let entry = catalog.entry(catalog.find(code)[0]);
        let marks = Marker::new(query, &Reading::AsTyped).marks(entry);
        let texts: Vec<&str> = marks.en.iter().map(|range| &entry.fields.en[range.clone()]).collect();
        assert_eq!(texts, [marked], "{query}");
    }
}

/// True if the ranges are within the text, on grapheme boundaries, sorted, and not adjacent.
fn are_sound(ranges: &[Range<usize>], text: &str) -> bool {
    let bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
    ranges.iter().all(|range| range.start < range.end && bounds.contains(&range.start) && bounds.contains(&range.end))
        && ranges.windows(2).all(|pair| pair[0].end < pair[1].start)
}

/// The number of random queries; for a long run, `XERRNO_CASES=1000000 cargo test --release --test search any_query`.
fn random_queries() -> u32 {
    std::env::var("XERRNO_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: random_queries(), ..ProptestConfig::default() })]

    #[test]
    fn any_query_on_any_table_gives_sound_hits_and_marks(
        query in "(\\PC{0,12}|[签名过期qmg 'a-z!^$@-]{0,12}|(signature|过期|qm|-9|sginature| |圖片|e\u{301}){0,4})",
        zh in "(\\PC{0,12}|[签名过期ｅ 圖e\u{301}]{0,12})",
        en in "(\\PC{0,12}|[a-z ]{0,20}|signature expired)",
    ) {
        let catalog = table(&[[&zh, &en, "ERR_SIGN"], ["签名过期", "signature expired", ""]]);
        let found = Search::new(&catalog).run(&query);
        let mut entries: Vec<_> = found.hits.iter().map(|hit| hit.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        prop_assert_eq!(entries.len(), found.hits.len(), "an entry stands twice");
        let mut marker = Marker::new(&query, &found.reading);
        for entry in catalog.entries() {
            let Marks { code, zh, en, symbol } = marker.marks(entry);
            prop_assert!(are_sound(&code, entry.code()) && are_sound(&zh, entry.fields.zh));
            prop_assert!(are_sound(&en, entry.fields.en) && are_sound(&symbol, entry.fields.symbol));
        }
    }
}

/// Two tables about topics that the lexicon doesn't cover.
const HARBOUR: &str = "code,symbol,subsystem,meaning
H1,UpstreamDraining,gateway,Upstream draining
H2,NoSuchBucket,gateway,The bucket was never made
H3,LEDGER_SETTLED,billing,Invoice settled twice
H4,VoucherSpoilt,billing,Voucher spoilt by a later correction
H5,BERTH_TAKEN,harbour,Berth occupied while mooring
H6,PILOT_MISSING,harbour,No pilot boarded
";
const QUORUM: &str = "错误码,子系统,含义
Q1,仲裁,仲裁节点拒绝租约
Q2,仲裁,选举纪元倒退
Q3,计费,账单尚未结转
Q4,计费,余额冻结待核
Q5,船闸,闸门水位失衡
Q6,船闸,引航员尚未登船
";

#[test]
fn a_table_that_the_lexicon_does_not_know_is_searched_by_its_own_words() {
    let cases = [
        (HARBOUR, "drained", "H1"),
        (HARBOUR, "settle", "H3"),
        (HARBOUR, "moored", "H5"),
        (HARBOUR, "correcting", "H4"),
        (HARBOUR, "suchbucket", "H2"),
        (HARBOUR, "streamdrain", "H1"),
        (HARBOUR, "cherspoilt", "H4"),
        (HARBOUR, "billing", "H3 H4"),
        (HARBOUR, "gateway", "H1 H2"),
        (HARBOUR, "harbour pilot", "H6"),
        (HARBOUR, "vouchre", "H4"),
        (HARBOUR, "berth occ", "H5"),
        (QUORUM, "节点租约", "Q1"),
        (QUORUM, "选举倒退", "Q2"),
        (QUORUM, "水位闸门", "Q5"),
        (QUORUM, "账单结转", "Q3"),
        (QUORUM, "余额待核", "Q4"),
        (QUORUM, "引航登船", "Q6"),
        (QUORUM, "zuyue", "Q1"),
        (QUORUM, "xjjy", "Q2"),
        (QUORUM, "zhuyue", "Q1"),
        (QUORUM, "zangdan jiezuan", "Q3"),
        (QUORUM, "sangchuan", ""),
        (QUORUM, "计费", "Q3 Q4"),
        (QUORUM, "船闸 失衡", "Q5"),
        (QUORUM, "帳單", "Q3"),
    ];
    for (rows, query, wanted) in cases {
        let mut catalog = Catalog::default();
        read_table(rows.as_bytes(), &Given { name: "own.csv", ..Given::default() }, &mut catalog)
            .expect("the table is read");
        let hits = Search::new(&catalog).run(query).hits;
        let codes: Vec<&str> = hits.iter().map(|hit| catalog.entry(hit.entry).code()).collect();
        assert_eq!(codes.join(" "), wanted, "{query}");
    }
}

#[test]
fn pinyin_is_found_as_people_type_it() {
    let cases = [
        ("qiānmíng guòqī", "-96"),
        ("chóngdìngxiàng", "-198"),
        ("chong'dingxiang", "-198"),
        ("chongdinxiang", "-198"),
        ("congdingxiang", "-198"),
        ("qianmin guoqi", "-96"),
    ];
    for (query, first) in cases {
        assert_eq!(found(query).0.first().map(String::as_str), Some(first), "{query}");
    }
}

#[test]
fn an_operator_may_be_typed_in_full_width() {
    for (full, half) in [("＾签名", "^签名"), ("＇签名", "'签名"), ("过期＄", "过期$"), ("签名 ！过期", "签名 !过期")]
    {
        assert!(!found(half).0.is_empty(), "{half}");
        assert_eq!(found(full), found(half), "{full}");
    }
}

#[test]
fn a_word_is_not_found_by_another_that_begins_its_stem() {
    let mut catalog = Catalog::default();
    let table = "code,meaning\n1,cannot read\n2,not ready\n110,timed out\n";
    read_table(table.as_bytes(), &Given { name: "own.csv", ..Given::default() }, &mut catalog)
        .expect("the table is read");
    let first = |query: &str| {
        let hits = Search::new(&catalog).run(query).hits;
        hits.iter().map(|hit| catalog.entry(hit.entry).code().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(first("ready"), ["2"]);
    assert_eq!(first("returned -110"), ["110"]);
}
