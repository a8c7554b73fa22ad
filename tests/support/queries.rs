//! Sets of queries, and the numbers of hits and misses.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use xerrno::catalog::Catalog;
use xerrno::search::Search;
use xerrno::table::{Given, read_table};

/// A query and the rows that it should find.
#[derive(Deserialize)]
struct Case {
    q: String,
    kind: String,
    want: Vec<Code>,
    /// True if all of the rows must be shown.
    #[serde(default)]
    all: bool,
}

/// A code in a set of queries: a number, or text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Code {
    Number(i64),
    Text(String),
}

impl Code {
    fn is(&self, code: &str) -> bool {
        match self {
            Self::Number(number) => code == number.to_string(),
            Self::Text(text) => code == text,
        }
    }
}

/// A set of queries.
pub(crate) struct Set {
    name: &'static str,
    cases: Vec<Case>,
}

/// The number of queries of one kind, and how many of them found a wanted row.
#[derive(Default)]
struct Tally {
    queries: usize,
    first: usize,
    among_five: usize,
}

/// The queries that missed.
#[derive(Default)]
pub(crate) struct Misses {
    /// Another row came first, or not all of the wanted rows are shown.
    pub(crate) not_first: BTreeSet<String>,
    /// None of the first five rows is wanted.
    pub(crate) not_among_five: BTreeSet<String>,
}

impl Set {
    /// Reads a set from a file with one query a line.
    pub(crate) fn new(name: &'static str, lines: &str) -> Self {
        let case = |line| serde_json::from_str(line).expect("a query is an object on one line");
        Self { name, cases: lines.lines().map(case).collect() }
    }

    /// Runs all queries, prints a table by kind and every miss, and returns the misses.
    pub(crate) fn measure(&self, catalog: &Catalog) -> Misses {
        let mut search = Search::new(catalog);
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        let mut misses = Misses::default();
        for Case { q, kind, want, all } in &self.cases {
            let found = search.run(q);
            let codes: Vec<&str> = found.hits.iter().map(|hit| catalog.entry(hit.entry).code()).collect();
            let is_wanted = |code: &&str| want.iter().any(|want| want.is(code));
            let shown = &codes[..codes.len().min(want.len().max(5))];
            let complete = !all || want.iter().all(|want| shown.iter().any(|code| want.is(code)));
            let first = codes.first().is_some_and(is_wanted) && complete;
            let among_five = codes.iter().take(5).any(is_wanted);
            if !first {
                let reading = &found.reading;
                let place = if among_five { "not first" } else { "not among five" };
                println!("{} {kind}: {place}: {q:?} finds {:?} ({reading:?})", self.name, &codes[..codes.len().min(6)]);
                misses.not_first.insert(q.clone());
            }
            if !among_five {
                misses.not_among_five.insert(q.clone());
            }
            for kind in ["all", kind] {
                let tally = tallies.entry(kind).or_default();
                tally.queries += 1;
                tally.first += usize::from(first);
                tally.among_five += usize::from(among_five);
            }
        }
        for (kind, Tally { queries, first, among_five }) in &tallies {
            println!("{} {kind:16} {queries:4} queries, first {first:4}, among five {among_five:4}", self.name);
        }
        misses
    }
}

impl Misses {
    /// Adds the misses of another set.
    pub(crate) fn extend(&mut self, other: Self) {
        self.not_first.extend(other.not_first);
        self.not_among_five.extend(other.not_among_five);
    }

    /// Fails unless exactly these queries miss the first place, and these the first five.
    pub(crate) fn are_exactly(&self, not_first: &[&str], not_among_five: &[&str]) {
        let known = |queries: &[&str]| queries.iter().map(|&query| query.to_owned()).collect::<BTreeSet<String>>();
        for (place, misses, known) in [
            ("the first place", &self.not_first, known(not_first)),
            ("the first five", &self.not_among_five, known(not_among_five)),
        ] {
            let new: Vec<&String> = misses.difference(&known).collect();
            let found_again: Vec<&String> = known.difference(misses).collect();
            assert!(new.is_empty(), "these miss {place}, and did not before: {new:#?}");
            assert!(
                found_again.is_empty(),
                "these don't miss {place} any more, so take them off the list: {found_again:#?}"
            );
        }
    }
}

/// A catalog of the rows of one table, without the program's own.
pub(crate) fn only(table: &str) -> Catalog {
    let mut catalog = Catalog::default();
    let given = Given { name: "own.csv", ..Given::default() };
    let outcome = read_table(table.as_bytes(), &given, &mut catalog).expect("the table is read");
    assert_eq!(outcome.problems, []);
    catalog
}
