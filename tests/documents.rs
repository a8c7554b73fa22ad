//! Each path that the documents for developers name exists.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders that a path of the repository begins with.
const FOLDERS: [&str; 7] = ["src/", "assets/", "tests/", "benches/", "docs/", "packaging/", ".ci/"];

/// The documents: the Markdown files beside `Cargo.toml`, and those in `docs/` and `packaging/`.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [root.to_path_buf(), root.join("docs"), root.join("packaging")];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder of documents"));
    let files = entries.map(|entry| entry.expect("a document").path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

/// The paths in a text, in backticks, in links, or plain. One with a placeholder doesn't count.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || "`()[],;:'\"=|".contains(c));
    let words =
        words.map(|word| word.split('#').next().unwrap_or(word).trim_start_matches("../").trim_end_matches('.'));
    words.filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)) && !word.contains(['*', '<', '$', '{']))
}

#[test]
fn every_path_that_a_document_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = 0;
    let mut missing = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a document in UTF-8");
        for path in paths(&text) {
            named += 1;
            if !root.join(path).exists() {
                missing.push(format!("{}: {path}", document.display()));
            }
        }
    }
    assert!(named > 20, "the documents name paths");
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn paths_are_told_from_other_words() {
    let text = "See `src/tui/keys.rs`, [faults](../docs/faults.md#by-kind) and assets/*.toml; bash .ci/run, and src.";
    assert_eq!(paths(text).collect::<Vec<_>>(), ["src/tui/keys.rs", "docs/faults.md", ".ci/run"]);
}
