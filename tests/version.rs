//! The version in `Cargo.toml`, in the dated sections of `CHANGELOG.md` and in the tag are the same.

use std::path::Path;
use std::process::Command;

const CHANGELOG: &str = include_str!("../CHANGELOG.md");

/// The released versions, newest first, with their dates.
fn released(changelog: &str) -> Vec<(&str, &str)> {
    let heads = changelog.lines().filter_map(|line| line.strip_prefix("## [")?.split_once(']'));
    let heads = heads.filter(|(version, _)| *version != "Unreleased");
    heads.map(|(version, date)| (version, date.strip_prefix(" - ").unwrap_or_default())).collect()
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().expect("a version is numbers between dots")).collect()
}

fn is_date(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [4, 2, 2] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit())
}

#[test]
fn the_newest_released_section_is_of_the_stated_version() {
    let released = released(CHANGELOG);
    // Before the first release no section is dated, and the version is that of the coming release.
    if let Some((newest, _)) = released.first() {
        assert_eq!(*newest, env!("CARGO_PKG_VERSION"));
    }
    for pair in released.windows(2) {
        assert!(numbers(pair[0].0) > numbers(pair[1].0), "{pair:?} are in order");
    }
    for (version, date) in released {
        assert!(is_date(date), "[{version}] has the date {date:?}");
    }
}

#[test]
fn a_tag_on_this_commit_is_of_the_stated_version() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // A crate unpacked from an archive has no tags.
    if !root.join(".git").exists() {
        return;
    }
    let git = Command::new("git").args(["tag", "--points-at", "HEAD"]).current_dir(root).output().expect("git");
    let tags = String::from_utf8(git.stdout).expect("tags in UTF-8");
    for version in tags.lines().filter_map(|tag| tag.strip_prefix('v')) {
        assert_eq!(version, env!("CARGO_PKG_VERSION"));
    }
}

#[test]
fn sections_are_read_with_their_dates() {
    let changelog = "## [Unreleased]\n### Added\n## [0.2.0] - 2026-11-25\n## [0.1.0]\n";
    assert_eq!(released(changelog), [("0.2.0", "2026-11-25"), ("0.1.0", "")]);
    assert!(is_date("2026-11-25") && !is_date("") && !is_date("25-11-2026") && !is_date("today"));
}
