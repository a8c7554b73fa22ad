//! Pictures of the screen, and the pictures that the README shows.

mod logs;
mod looks;
mod panels;
mod pictures;
mod readme;
mod rows;
mod svg;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use xerrno::app::results::Results;
use xerrno::app::{App, Event, Start};
use xerrno::catalog::Catalog;
use xerrno::search::Search;
use xerrno::tui::theme::Theme;
use xerrno::tui::view::View;

/// A browser on a screen of a certain size, without a terminal.
struct Session<'c> {
    catalog: &'c Catalog,
    search: Search<'c>,
    app: App<'c>,
    view: View,
    terminal: Terminal<TestBackend>,
}

impl<'c> Session<'c> {
    fn new(catalog: &'c Catalog, (columns, rows): (u16, u16), start: &Start) -> Self {
        let mut session = Self {
            catalog,
            search: Search::new(catalog),
            app: App::new(catalog, start),
            view: View::new(Theme::new(true, false)),
            terminal: Terminal::new(TestBackend::new(columns, rows)).expect("a backend in memory"),
        };
        session.update(Event::Redraw);
        session.draw();
        session
    }

    fn update(&mut self, event: Event) {
        self.app.update(event);
        if let Some(query) = self.app.wanted().map(str::to_owned) {
            let results = Results::new(self.catalog, self.search.run(&query));
            self.app.update(Event::Found { query, results });
        }
    }

    fn draw(&mut self) -> Buffer {
        let mut room = None;
        // The backend in memory keeps old text under the right half of a wide character; a terminal doesn't.
        self.terminal.clear().expect("a backend in memory");
        self.terminal.draw(|frame| room = Some(self.view.render(&self.app, frame))).expect("a backend in memory");
        self.app.settle(room.expect("a frame was drawn"));
        self.terminal.backend().buffer().clone()
    }
}

/// The screen of this size after `events`.
fn screen(size: (u16, u16), start: &Start, events: &[Event]) -> Buffer {
    let catalog = Catalog::embedded();
    let mut session = Session::new(&catalog, size, start);
    for event in events {
        session.update(event.clone());
        session.draw();
    }
    session.draw()
}
