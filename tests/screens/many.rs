//! Tables with tens of thousands of subsystems: no key may be felt.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use xerrno::app::{Event, Motion, Start};
use xerrno::catalog::Catalog;
use xerrno::table::{Given, read_table};

use super::Session;

/// As long as a key may take; more without optimisation, on a machine that others use too.
const PATIENCE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 2_000 } else { 500 });

#[test]
fn no_key_is_felt_with_fifty_thousand_subsystems() {
    let mut table = "subsystem,code,meaning\n".to_owned();
    for row in 0..50_000 {
        writeln!(table, "module{row},-{},the module number {row} is not there", 100_000 + row).expect("a string grows");
    }
    let mut catalog = Catalog::default();
    read_table(table.as_bytes(), &Given { name: "many.csv", ..Given::default() }, &mut catalog).expect("a table");
    let mut session = Session::new(&catalog, (120, 40), &Start::default());
    let typed = "module 4999".chars().map(Event::Type);
    let keys = [
        Event::Move(Motion::Down),
        Event::Move(Motion::PageDown),
        Event::Move(Motion::Last),
        Event::NextTab,
        Event::PreviousTab,
        Event::Escape,
    ];
    let bare = [
        Event::Move(Motion::Last),
        Event::NextTab,
        Event::NextTab,
        Event::PreviousTab,
        Event::PreviousTab,
        Event::PreviousTab,
        Event::Type('-'),
        Event::Type('1'),
    ];
    for event in bare.into_iter().chain([Event::Escape]).chain(typed).chain(keys) {
        let begun = Instant::now();
        session.update(event.clone());
        session.draw();
        let taken = begun.elapsed();
        assert!(taken < PATIENCE, "{event:?} takes {taken:?}");
    }
}
