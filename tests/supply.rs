//! The dependencies: their licences fit, no crate is linked in two versions without need, and each has its reason.

use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

/// The rules of `deny.toml`; `cargo deny` reads the same file.
#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    skip: Vec<Crate>,
}

#[derive(Deserialize)]
struct Crate {
    name: String,
}

fn rules() -> Rules {
    toml::from_str(include_str!("../deny.toml")).expect("deny.toml states licences and bans")
}

fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).args(["--offline", "--locked"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.output().expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// The output of `cargo tree` for the crates that are linked into the program.
fn tree(arguments: &[&str]) -> Vec<String> {
    let text = cargo(&[&["tree", "--edges", "normal,no-proc-macro", "--prefix", "none"], arguments].concat());
    let lines = text.lines().map(|line| line.trim_end_matches(" (*)")).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// True if a licence expression can be satisfied: one alternative of each part joined by AND is allowed.
fn is_compatible(licence: &str, allowed: &[String]) -> bool {
    licence.replace(['(', ')'], "").split(" AND ").all(|part| {
        let mut alternatives = part.split(" OR ").flat_map(|part| part.split('/'));
        alternatives.any(|name| allowed.iter().any(|allowed| allowed == name.trim()))
    })
}

#[test]
fn every_crate_has_a_licence_that_fits() {
    let allowed = rules().licenses.allow;
    let crates = tree(&["--format", "{l}\t{p}"]);
    assert!(crates.len() > 50, "cargo lists the dependencies");
    let fits = |line: &&String| line.split('\t').next().is_some_and(|licence| is_compatible(licence, &allowed));
    let unfit: Vec<_> = crates.iter().filter(|line| !fits(line)).collect();
    assert!(unfit.is_empty(), "{unfit:?}");
    for unfit in ["GPL-3.0-only", "MIT AND AGPL-3.0-only"] {
        assert!(!is_compatible(unfit, &allowed), "{unfit}");
    }
}

#[test]
fn no_crate_is_linked_twice_but_those_that_are_known() {
    let mut twice = tree(&["--duplicates", "--depth", "0", "--format", "{p}"]);
    for line in &mut twice {
        line.truncate(line.find(' ').expect("a version"));
    }
    twice.sort();
    twice.dedup();
    let known: Vec<String> = rules().bans.skip.into_iter().map(|known| known.name).collect();
    assert_eq!(twice, known);
}

#[test]
fn no_dependency_wants_a_newer_rust_than_the_program_states() {
    // Without the platform, cargo would need crates that are only built for other systems.
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

#[test]
fn why_each_crate_is_there_is_told() {
    let manifest: toml::Table = toml::from_str(include_str!("../Cargo.toml")).expect("a manifest");
    let mut named = Vec::new();
    crates(&manifest, &mut named);
    assert!(named.contains(&"ratatui") && named.contains(&"x11rb"), "{named:?}");
    let told: Vec<&str> =
        include_str!("../docs/design.md").split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').collect();
    named.retain(|name| !told.contains(name));
    assert!(named.is_empty(), "docs/design.md doesn't say why these are there: {named:?}");
}

/// Collects the names of all dependencies in a table of the manifest, however deeply nested.
fn crates<'t>(table: &'t toml::Table, names: &mut Vec<&'t str>) {
    for (key, value) in table {
        let Some(value) = value.as_table() else { continue };
        if key.ends_with("dependencies") {
            names.extend(value.keys().map(String::as_str));
        } else {
            crates(value, names);
        }
    }
}
