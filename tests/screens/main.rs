//! What the screen looks like: pictures of it, and the picture that the README shows.

mod looks;
mod panels;
mod pictures;
mod readme;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use xerrno::app::results::Results;
use xerrno::app::{App, Event, Start};
use xerrno::catalog::Catalog;
use xerrno::search::Search;
use xerrno::tui::theme::Theme;
use xerrno::tui::view::View;

/// The screen of this size after `events`.
fn screen((columns, rows): (u16, u16), start: &Start, events: &[Event]) -> Buffer {
    let catalog = Catalog::embedded();
    let mut search = Search::new(&catalog);
    let mut app = App::new(&catalog, start);
    let mut view = View::new(Theme::new(true, false));
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a backend in memory");
    let mut draw = |app: &mut App<'_>| {
        let mut room = None;
        terminal.draw(|frame| room = Some(view.render(app, frame))).expect("a backend in memory");
        app.settle(room.expect("a frame was drawn"));
        terminal.backend().buffer().clone()
    };
    for event in std::iter::once(Event::Redraw).chain(events.iter().cloned()) {
        app.update(event);
        if let Some(query) = app.wanted().map(str::to_owned) {
            let results = Results::new(&catalog, search.run(&query));
            app.update(Event::Found { query, results });
        }
        draw(&mut app);
    }
    draw(&mut app)
}
