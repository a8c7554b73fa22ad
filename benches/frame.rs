//! The time of a frame, from a key to the cells: editing, searching, grouping, marking, drawing. Without the terminal.

use std::fmt::Write as _;

use divan::{Bencher, black_box};
use ratatui::backend::TestBackend;
use ratatui::{Frame, Terminal};
use xerrno::app::results::Results;
use xerrno::app::{App, Event, Motion, Start};
use xerrno::catalog::Catalog;
use xerrno::search::Search;
use xerrno::table::{Given, read_table};
use xerrno::tui::theme::Theme;
use xerrno::tui::view::View;

fn main() {
    divan::main();
}

/// A browser on a screen in memory.
struct Browser<'c> {
    catalog: &'c Catalog,
    app: App<'c>,
    search: Search<'c>,
    view: View,
    terminal: Terminal<TestBackend>,
}

impl<'c> Browser<'c> {
    fn new(catalog: &'c Catalog, (columns, rows): (u16, u16)) -> Self {
        let app = App::new(catalog, &Start::default());
        let terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a screen in memory");
        let view = View::new(Theme::new(true, false));
        let mut browser = Self { catalog, app, search: Search::new(catalog), view, terminal };
        browser.frame();
        browser
    }

    fn press(&mut self, event: Event) {
        black_box(self.app.update(event));
        self.frame();
    }

    fn frame(&mut self) {
        if let Some(query) = self.app.wanted().map(str::to_owned) {
            let results = Results::new(self.catalog, self.search.run(&query));
            self.app.update(Event::Found { query, results });
        }
        let render = |frame: &mut Frame<'_>| {
            self.view.render(&self.app, frame);
        };
        self.terminal.draw(render).expect("a screen in memory");
    }
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (500, 200)];

/// The first frame, after the table is loaded.
#[divan::bench(args = SIZES)]
fn first(bencher: Bencher<'_, '_>, size: (u16, u16)) {
    let catalog = Catalog::embedded();
    bencher.bench_local(|| Browser::new(&catalog, size));
}

/// A query typed character by character, a frame after each, and cleared again.
#[divan::bench(args = ["-6101", "expired", "签名过期", "qianming", "singature"])]
fn typing(bencher: Bencher<'_, '_>, query: &str) {
    let catalog = Catalog::embedded();
    let mut browser = Browser::new(&catalog, (120, 40));
    bencher.bench_local(|| {
        for character in query.chars() {
            browser.press(Event::Type(character));
        }
        browser.press(Event::Escape);
    });
}

/// A step down the list and back.
#[divan::bench(args = SIZES)]
fn moving(bencher: Bencher<'_, '_>, size: (u16, u16)) {
    let catalog = Catalog::embedded();
    let mut browser = Browser::new(&catalog, size);
    bencher.bench_local(|| {
        browser.press(Event::Move(Motion::Down));
        browser.press(Event::Move(Motion::Up));
    });
}

/// A key on a table of 50,000 subsystems.
#[divan::bench(args = ["down", "last", "tab", "type"], sample_count = 20)]
fn fifty_thousand_subsystems(bencher: Bencher<'_, '_>, key: &str) {
    let mut table = "subsystem,code,meaning\n".to_owned();
    for row in 0..50_000 {
        writeln!(table, "module{row},-{},the module number {row} is not there", 100_000 + row).expect("a string grows");
    }
    let mut catalog = Catalog::default();
    read_table(table.as_bytes(), &Given { name: "many.csv", ..Given::default() }, &mut catalog).expect("a table");
    let mut browser = Browser::new(&catalog, (120, 40));
    let events = match key {
        "down" => [Event::Move(Motion::Down), Event::Move(Motion::Up)],
        "last" => [Event::Move(Motion::Last), Event::Move(Motion::First)],
        "tab" => [Event::PreviousTab, Event::NextTab],
        _ => [Event::Type('1'), Event::Escape],
    };
    bencher.bench_local(|| events.iter().for_each(|event| browser.press(event.clone())));
}
