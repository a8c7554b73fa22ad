//! The time of a keystroke: on the embedded table by kind of query, and on large tables of up to a million rows.

use std::fmt::Write as _;

use divan::{Bencher, black_box};
use xerrno::catalog::{Catalog, Fields, Subsystem};
use xerrno::search::{Marker, Reading, Search};

fn main() {
    divan::main();
}

const QUERIES: [&str; 12] = [
    "-97",
    "s",
    "signature expired",
    "签名过期",
    "too many requests",
    "图片太大传不上去",
    "miaochuan",
    "wjgd",
    "blackist",
    "签明过期",
    "told me to get a newer client library",
    "文件坏了，压图的程序打不开它",
];

/// A keystroke on the embedded table, after the first query has built the caches.
#[divan::bench(args = QUERIES)]
fn keystroke(bencher: Bencher<'_, '_>, query: &str) {
    let catalog = Catalog::embedded();
    let mut search = Search::new(&catalog);
    search.run(query);
    bencher.bench_local(|| search.run(black_box(query)));
}

/// The first query of a run, which folds the texts of the table.
#[divan::bench]
fn first_keystroke(bencher: Bencher<'_, '_>) {
    let catalog = Catalog::embedded();
    bencher.bench_local(|| Search::new(&catalog).run(black_box("signature expired")));
}

/// The first query of a run that only the example questions match, which are read for it.
#[divan::bench]
fn first_question(bencher: Bencher<'_, '_>) {
    let catalog = Catalog::embedded();
    bencher.bench_local(|| Search::new(&catalog).run(black_box("told me to get a newer client library")));
}

/// Making a marker, and marking the rows of one screen.
#[divan::bench(args = ["signature expired", "签名过期", "miaochuan"])]
fn marks_of_a_screen(bencher: Bencher<'_, '_>, query: &str) {
    let catalog = Catalog::embedded();
    bencher.bench_local(|| {
        let mut marker = Marker::new(black_box(query), &Reading::AsTyped);
        catalog.entries().take(40).map(|entry| marker.marks(entry)).count()
    });
}

/// A keystroke on a large table.
#[divan::bench(args = ["e", "timeout", "签名过期", "disk 1234", "wjgd"], consts = [10_000, 100_000, 1_000_000], sample_count = 5)]
fn large<const ROWS: usize>(bencher: Bencher<'_, '_>, query: &str) {
    let catalog = large_table(ROWS);
    let mut search = Search::new(&catalog);
    search.run(query);
    bencher.bench_local(|| search.run(black_box(query)));
}

/// A table of `rows` rows of about 40 bytes, in both languages.
fn large_table(rows: usize) -> Catalog {
    const ZH: [&str; 8] =
        ["签名过期", "文件过大", "网络请求失败", "磁盘已满", "连接超时", "权限不足", "参数错误", "服务过载"];
    const EN: [&str; 8] = [
        "signature expired",
        "file too large",
        "network request failed",
        "disk full",
        "connection timed out",
        "permission denied",
        "bad parameter",
        "service overloaded",
    ];
    let mut catalog = Catalog::default();
    let [zh, en, about_zh, about_en] = std::array::from_fn(|_| String::new());
    let subsystem = catalog.add_subsystem(Subsystem { id: "large".to_owned(), zh, en, about_zh, about_en });
    let (mut code, mut zh, mut en) = (String::new(), String::new(), String::new());
    for row in 0..rows {
        for text in [&mut code, &mut zh, &mut en] {
            text.clear();
        }
        let kind = row * 7919 % 8;
        let written = write!(code, "-{}", row + 1)
            .and_then(|()| write!(zh, "{} {row}", ZH[kind]))
            .and_then(|()| write!(en, "{} on node {row}", EN[kind]));
        written.expect("a string takes all that is written to it");
        catalog.add_entry(subsystem, Fields { code: &code, zh: &zh, en: &en, ..Fields::default() }, None);
    }
    catalog
}
