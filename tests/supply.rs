//! What the program is built from: under which licences, and nothing twice that could be once.

use std::process::Command;

use serde_json::Value;

/// Under one of these a crate may be part of a program under MIT or Apache-2.0. MPL-2.0 (the fuzzy matcher) binds only
/// the matcher's own files, which are used as published.
const COMPATIBLE: [&str; 7] = ["MIT", "Apache-2.0", "Unicode-3.0", "Zlib", "BSD-3-Clause", "MPL-2.0", "Unlicense"];

/// The crates that are linked in two versions, since two dependencies want different ones: the Wayland clipboard and
/// ratatui (`foldhash`, `hashbrown`), crossterm's keyboard and others (`thiserror`).
const TWICE: [&str; 3] = ["foldhash", "hashbrown", "thiserror"];

fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).args(["--offline", "--locked"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.output().expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// What `cargo tree` prints of the crates that are linked into the program.
fn tree(arguments: &[&str]) -> Vec<String> {
    let text = cargo(&[&["tree", "--edges", "normal,no-proc-macro", "--prefix", "none"], arguments].concat());
    let lines = text.lines().map(|line| line.trim_end_matches(" (*)")).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// Whether a licence expression can be satisfied: of each part joined by AND, one alternative.
fn is_compatible(licence: &str) -> bool {
    licence.replace(['(', ')'], "").split(" AND ").all(|part| {
        let mut alternatives = part.split(" OR ").flat_map(|part| part.split('/'));
        alternatives.any(|name| COMPATIBLE.contains(&name.trim()))
    })
}

#[test]
fn every_crate_has_a_licence_that_fits() {
    let crates = tree(&["--format", "{l}\t{p}"]);
    assert!(crates.len() > 50, "cargo lists the dependencies");
    let unfit: Vec<_> = crates.iter().filter(|line| !line.split('\t').next().is_some_and(is_compatible)).collect();
    assert!(unfit.is_empty(), "{unfit:?}");
    assert!(!is_compatible("GPL-3.0-only") && !is_compatible("MIT AND AGPL-3.0-only"));
}

#[test]
fn no_crate_is_linked_twice_but_those_that_are_known() {
    let mut twice = tree(&["--duplicates", "--depth", "0", "--format", "{p}"]);
    for line in &mut twice {
        line.truncate(line.find(' ').expect("a version"));
    }
    twice.sort();
    twice.dedup();
    assert_eq!(twice, TWICE);
}

#[test]
fn no_dependency_wants_a_newer_rust_than_the_program_states() {
    // Without the platform cargo would ask for crates that only other systems build.
    let about_cargo = cargo(&["version", "--verbose"]);
    let platform = about_cargo.lines().find_map(|line| line.strip_prefix("host: ")).expect("the platform");
    let metadata = cargo(&["metadata", "--format-version", "1", "--filter-platform", platform]);
    let metadata: Value = serde_json::from_str(&metadata).expect("JSON");
    let version = |text: &str| text.split('.').map(|part| part.parse().expect("a number")).collect::<Vec<u32>>();
    let stated = version(env!("CARGO_PKG_RUST_VERSION"));
    let linked: Vec<String> = tree(&["--format", "{p}"]);
    let is_linked = |name: &str| linked.iter().any(|line| line.split(' ').next() == Some(name));
    let packages = metadata["packages"].as_array().expect("packages").iter();
    let newer: Vec<_> = packages
        .filter(|package| package["name"].as_str().is_some_and(is_linked))
        .filter(|package| package["rust_version"].as_str().is_some_and(|wanted| version(wanted)[..2] > stated[..2]))
        .map(|package| format!("{} wants {}", package["name"], package["rust_version"]))
        .collect();
    assert!(newer.is_empty(), "{newer:?}");
}
