//! The number of rows of the list that are cut, at usual sizes of terminals.

use unicode_width::UnicodeWidthStr;
use xerrno::app::{Event, Motion, Start};
use xerrno::catalog::{Catalog, Fields};
use xerrno::lang::Lang;

use super::pictures::{picture, query};
use super::{Session, screen};

/// The selected row as it is drawn: its line, and the next one where the row has two.
fn selected(picture: &str) -> String {
    let list = |line: &str| line.split('│').next().unwrap_or_default().trim_end().to_owned();
    let mut lines = picture.lines().skip_while(|line| !line.starts_with(" ▌")).map(list);
    let first = lines.next().expect("a row is selected");
    let second = lines.next().filter(|line| line.starts_with("          ")).unwrap_or_default();
    format!("{first}\n{second}")
}

#[test]
fn no_row_is_cut_without_need() {
    let catalog = Catalog::embedded();
    for (size, most) in
        [((40, 12), 45), ((60, 20), 40), ((80, 24), 26), ((100, 30), 12), ((120, 40), 12), ((200, 60), 0)]
    {
        for lang in [Lang::En, Lang::Zh] {
            let start = Start { lang, ..query("") };
            let mut session = Session::new(&catalog, size, &start);
            let mut cut = Vec::new();
            for entry in catalog.entries() {
                let row = selected(&picture(&session.draw()));
                assert!(row.contains(entry.code()), "{} at {size:?}:\n{row}", entry.code());
                if row.contains('…') {
                    cut.push(entry.code());
                }
                session.update(Event::Move(Motion::Down));
            }
            assert!(cut.len() <= most, "{} rows are cut at {size:?} in {lang:?}: {cut:?}", cut.len());
        }
    }
}

#[test]
fn where_few_rows_are_shown_none_is_cut() {
    for words in ["timeout", "签名过期", "style", "pinlv", "MD5", "-109 -902"] {
        for size in [(60, 30), (80, 24), (100, 30), (120, 40)] {
            for lang in [Lang::En, Lang::Zh] {
                let start = Start { lang, ..query(words) };
                let picture = picture(&screen(size, &start, &[]));
                let mut list = picture.lines().skip(2).take_while(|line| !line.starts_with("──"));
                let cut = list.find(|line| line.split('│').next().is_some_and(|row| row.contains('…')));
                assert_eq!(cut, None, "{words} at {size:?} in {lang:?}:\n{picture}");
            }
        }
    }
}

#[test]
fn rows_that_begin_alike_are_cut_so_that_they_can_be_told_apart() {
    let catalog = Catalog::embedded();
    let mut session = Session::new(&catalog, (60, 16), &query(""));
    let mut shown: Vec<(String, Fields<'_>)> = Vec::new();
    for entry in catalog.entries() {
        let row = selected(&picture(&session.draw()));
        let meaning = row.trim_end().trim_start_matches(&format!(" ▌ {}", entry.code())).trim().to_owned();
        for (other, fields) in &shown {
            // The table writes the same meaning with an ASCII colon in one row and a full-width one in another.
            let said = |fields: &Fields<'_>| (fields.zh.replace('：', ":"), fields.en.to_owned());
            let means_the_same = said(fields) == said(&entry.fields);
            assert!(means_the_same || *other != meaning, "{} and {}: {meaning}", fields.code, entry.code());
        }
        shown.push((meaning, entry.fields));
        session.update(Event::Move(Motion::Down));
    }
}

#[test]
fn a_jump_leaves_rows_around_its_target() {
    let buffer = screen((80, 24), &query(""), &[Event::Move(Motion::Last), Event::Move(Motion::First), Event::Jump(1)]);
    let picture = picture(&buffer);
    let lines: Vec<_> = picture.lines().collect();
    let at = lines.iter().position(|line| line.starts_with(" ▌ -197")).expect("the target is selected");
    assert!(lines[at - 2..at].iter().chain(&lines[at + 1..at + 3]).all(|line| line.starts_with("   -")), "{picture}");
}

#[test]
fn nothing_on_the_screen_is_wider_than_it() {
    for columns in 1..130 {
        for lang in [Lang::En, Lang::Zh] {
            for rows in [3, 12, 30] {
                let start = Start { lang, ..query("timeout") };
                let picture = picture(&screen((columns, rows), &start, &[]));
                assert!(picture.lines().all(|line| line.width() <= columns.into()), "{picture}");
            }
        }
    }
}
