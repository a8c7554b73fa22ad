//! The embedded data agrees with its source, and with itself.

use std::collections::HashSet;

use unicode_normalization::is_nfc;
use xerrno::catalog::{Catalog, Entry, is_control};

const SOURCE: &str = include_str!("data/codes.md");
const RELATED: &str = include_str!("../assets/related.csv");
const CODES: &str = include_str!("../assets/codes.csv");
const SUBSYSTEMS: &str = include_str!("../assets/subsystems.csv");
const LATER: &str = include_str!("../assets/later.csv");
const SOURCES: &str = include_str!("../assets/sources.csv");

/// The sections of the source, in order: its headings begin with their numbers, and each row has a pipe with a tab before
/// or after it.
fn sections() -> Vec<Vec<(&'static str, &'static str)>> {
    let mut sections = Vec::new();
    for line in SOURCE.lines() {
        if line.trim_start_matches("## ").starts_with(|first: char| first.is_ascii_digit()) {
            sections.push(Vec::new());
        } else if line.starts_with('-') && !line.starts_with("--") {
            let (code, meaning) = line.split_once('|').expect("a row has a pipe");
            sections.last_mut().expect("a heading comes first").push((code.trim_end(), meaning.trim_start()));
        }
    }
    sections
}

#[test]
fn every_row_is_that_of_the_source_to_the_letter() {
    let catalog = Catalog::embedded();
    let sections = sections();
    assert_eq!(sections.iter().map(Vec::len).collect::<Vec<_>>(), [22, 16, 18, 17, 31]);
    let expected: Vec<(&str, &str, &str)> = ["download", "plugin", "cache", "cmd", "proxy"]
        .into_iter()
        .zip(&sections)
        .flat_map(|(subsystem, rows)| rows.iter().map(move |&(code, zh)| (subsystem, code, zh)))
        .collect();
    let embedded: Vec<(&str, &str, &str)> = catalog
        .entries()
        .map(|Entry { subsystem, fields, .. }| (subsystem.id.as_str(), fields.code, fields.zh))
        .collect();
    assert_eq!(embedded, expected);
}

#[test]
fn every_code_is_negative_unique_and_has_both_meanings_and_a_source() {
    let catalog = Catalog::embedded();
    let mut known = HashSet::new();
    for entry in catalog.entries() {
        let fields = entry.fields;
        let number = entry.number().unwrap_or_else(|| panic!("{} is no number", fields.code));
        assert!(number < 0 && known.insert(number), "{}", fields.code);
        assert!(!fields.zh.is_empty() && !fields.en.is_empty(), "{}", fields.code);
        assert!(entry.source.is_some(), "{} has no source", fields.code);
        assert_eq!(fields.hint_zh.is_empty(), fields.hint_en.is_empty(), "{} has a hint in one language", fields.code);
    }
}

#[test]
fn later_codes_are_none_of_the_table_and_have_a_source() {
    let (catalog, later) = (Catalog::embedded(), Catalog::later());
    assert!(later.len() > 30, "the later list is there");
    let mut known = HashSet::new();
    for Entry { fields, source, .. } in later.entries() {
        assert!(known.insert(fields.code) && catalog.find(fields.code).is_empty(), "{}", fields.code);
        assert!(!fields.zh.is_empty() && !fields.en.is_empty(), "{}", fields.code);
        assert_eq!(fields.hint_zh.is_empty(), fields.hint_en.is_empty(), "{} has a hint in one language", fields.code);
        let source = source.unwrap_or_else(|| panic!("{} has no source", fields.code));
        assert!(!source.updated.is_empty() || source.title.contains("b9cc1738"), "{} has a date", fields.code);
    }
}

#[test]
fn every_subsystem_has_its_names_and_its_sentence() {
    let catalog = Catalog::embedded();
    let ids: Vec<&str> = catalog.subsystems().iter().map(|subsystem| subsystem.id.as_str()).collect();
    assert_eq!(ids, ["download", "plugin", "cache", "cmd", "proxy"]);
    for subsystem in catalog.subsystems() {
        let texts = [&subsystem.zh, &subsystem.en, &subsystem.about_zh, &subsystem.about_en];
        assert!(texts.iter().all(|text| !text.is_empty()), "{}", subsystem.id);
    }
}

#[test]
fn related_codes_are_known_and_stand_in_a_group_once() {
    let catalog = Catalog::embedded();
    for row in RELATED.lines().skip(1) {
        let (head, codes) = row.rsplit_once(',').expect("a row has three columns");
        assert!(head.starts_with("same,") || head.starts_with("see,"), "{row}");
        let codes: Vec<&str> = codes.split(' ').collect();
        assert!(codes.len() > 1, "{row}");
        let entries: HashSet<_> = codes.iter().flat_map(|code| catalog.find(code)).collect();
        assert_eq!(entries.len(), codes.len(), "{row}");
    }
}

#[test]
fn codes_with_the_same_words_are_related_as_such_and_no_others() {
    let catalog = Catalog::embedded();
    let words = |entry: Entry<'_>| entry.fields.zh.replace('：', ":");
    for entry in catalog.entries() {
        let same: Vec<_> =
            catalog.entries().filter(|other| other.id != entry.id && words(*other) == words(entry)).collect();
        let mut related = catalog.same_meaning(entry.id);
        related.sort_unstable();
        assert_eq!(same.iter().map(|other| other.id).collect::<Vec<_>>(), related, "{}", entry.code());
    }
}

#[test]
fn the_files_hold_nothing_invisible() {
    for (name, text) in [
        ("codes", CODES),
        ("subsystems", SUBSYSTEMS),
        ("sources", SOURCES),
        ("related", RELATED),
        ("later", LATER),
        ("codes.md", SOURCE),
    ] {
        assert!(is_nfc(text), "{name} is not in NFC");
        let steering = text.chars().find(|&c| is_control(c) && c != '\n' && !(c == '\t' && name == "codes.md"));
        assert_eq!(steering, None, "{name}");
        for line in text.lines() {
            assert_eq!(line.trim_end(), line, "{name} has white space at a line's end");
        }
    }
}
