//! What it costs to load tables: the embedded one, and users' own by size.

use std::fmt::Write as _;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use xerrno::catalog::Catalog;
use xerrno::table::{Given, read_table};

fn main() {
    divan::main();
}

/// The embedded table: all that stands between the program's start and its first frame but drawing.
#[divan::bench]
fn embedded() -> Catalog {
    Catalog::embedded()
}

/// Finding a code, the index for it included.
#[divan::bench]
fn first_find(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(Catalog::embedded).bench_local_values(|catalog| catalog.find(black_box("-96")).len());
}

/// A user's table.
#[divan::bench(consts = [10_000, 100_000, 1_000_000], sample_count = 5)]
fn csv<const ROWS: usize>(bencher: Bencher<'_, '_>) {
    let table = large_table(ROWS);
    bencher.counter(BytesCount::of_str(&table)).with_inputs(Catalog::default).bench_local_values(|mut catalog| {
        let given = Given { name: "large.csv", ..Given::default() };
        let outcome = read_table(table.as_bytes(), &given, &mut catalog).expect("a table in memory");
        assert_eq!((catalog.len(), outcome.mistakes), (ROWS, 0));
        catalog
    });
}

/// A table of this many rows, each unlike the others.
fn large_table(rows: usize) -> String {
    let embedded = Catalog::embedded();
    let meanings: Vec<_> = embedded.entries().map(|entry| entry.fields).collect();
    let mut table = String::from("subsystem,code,zh,en\n");
    for row in 0..rows {
        let (one, other) = (meanings[row % meanings.len()], meanings[row / meanings.len() % meanings.len()]);
        let code = 100_000 + row;
        writeln!(table, "large,-{code},\"{}，{}\",\"{}; {}\"", one.zh, other.zh, one.en, other.en)
            .expect("a string grows");
    }
    table
}
