//! The browser on a terminal: keys in, frames out.

mod backend;
mod columns;
mod complaints;
mod console;
mod copying;
mod detail;
mod editor;
mod footer;
pub(crate) mod help;
mod inbox;
pub mod inline;
#[cfg(unix)]
mod input;
pub mod keys;
mod lending;
mod lines;
mod link;
mod list;
mod occurrences;
mod panel;
mod prompt;
pub mod reader;
mod recent;
mod searcher;
mod skin;
pub mod tables;
mod tabs;
mod terminal;
pub(crate) mod text;
pub mod theme;
pub mod view;
mod wide;

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::atomic::AtomicU64;
use std::thread::{self, Scope};
use std::time::{Duration, SystemTime};

use crossterm::event::{Event as Input, MouseButton, MouseEvent, MouseEventKind};
use encoding_rs::Encoding;
use ratatui::layout::Position;

use inbox::{Inbox, Wake};
use inline::Height;
use keys::Keymap;
use reader::Watched;
use searcher::Searcher;
use tables::{Editions, Reread, Tables};
use terminal::Screen;
use theme::Theme;
use view::View;

use crate::app::recent::Recent;
use crate::app::{App, Effect, Event, Start};
use crate::catalog::Catalog;
use crate::clipboard::{Answer, Clipboard, Outcome, Settings};
use crate::log::{Excerpt, Log, Wanted};
use crate::system::signals::{self, Signals};
use crate::system::waiting::ending;

/// The longest time for which the exit waits for a copy that is under way.
const LAST_COPY: Duration = Duration::from_secs(2);

/// The default time for which a lone Esc is held back. VTE's terminals and multiplexers send the rest of a key within a
/// millisecond of its Esc, and 50 ms would be felt.
pub const ESCAPE: Duration = Duration::from_millis(40);

/// Stores copies and searches for later sessions.
pub type Keep = Box<dyn FnMut(&[Recent])>;

/// The options of the browser.
pub struct Options<'c> {
    /// The initial state.
    pub start: Start,
    /// The styles and signs.
    pub theme: Theme,
    /// The keys.
    pub keys: Keymap,
    /// True if the terminal's cursor is on the selection, as a screen reader needs it, and not at the caret.
    pub cursor_follows: bool,
    /// True if there is a display here, on which a page can be opened.
    pub opens_pages: bool,
    /// The height; `None` for the whole screen.
    pub height: Option<Height>,
    /// The terminal's character set; `None` for UTF-8.
    pub charset: Option<&'static Encoding>,
    /// The settings of copying.
    pub clipboard: Settings,
    /// Stores copies and searches for later sessions.
    pub keep: Keep,
    /// The command of the user's editor.
    pub editor: Option<String>,
    /// The time for which a lone Esc is held back, since more may follow it.
    pub escape: Duration,
    /// The log to watch.
    pub log: Option<Watched<'c>>,
    /// Reads the tables again if they have changed; not called while a log is watched.
    pub reread: Option<Reread>,
}

/// The result of the browser.
#[derive(Debug, Default)]
pub struct Exit {
    /// The codes of the entries that the user chose, if it was started to choose some.
    pub chosen: Vec<String>,
    /// The last text that could not be copied.
    pub not_copied: Option<String>,
    /// The log that was watched.
    pub log: Option<Log>,
}

/// Runs the browser over `catalog` on this process's terminal until the user leaves it. Fails if there is no terminal, or if it
/// goes away.
pub fn run<'c>(catalog: &'c Catalog, options: Options<'c>) -> io::Result<Exit> {
    let (device, keyboard) = (console::device()?, console::keyboard()?);
    let signals = Signals::catch()?;
    terminal::restore_on_panic();
    let mut inbox = Inbox::new();
    let newest = AtomicU64::new(0);
    let editions = Editions::default();
    let (ending, ended) = ending()?;
    let mut screen = Screen::enter(device, keyboard.try_clone()?, options.height, options.charset)?;
    let app = App::new(catalog, &options.start);
    if app.mouse() {
        screen.mouse(true);
    }
    let view = View::new(options.theme).with_keys(options.keys).with_cursor(options.cursor_follows);
    thread::scope(|scope| {
        // Dropped on any way out, which ends the thread that reads a log.
        let _ending = ending;
        let searcher = Searcher::new(catalog, &newest, scope, inbox.sender());
        let mut browser = Browser {
            app,
            view,
            screen,
            searcher,
            newest: &newest,
            scope,
            editions: &editions,
            asked: None,
            events: VecDeque::new(),
            settings: Some(options.clipboard),
            keep: options.keep,
            editor: options.editor,
            opens_pages: options.opens_pages,
            clipboard: None,
            exit: Exit::default(),
            lines: None,
        };
        browser.settle(&inbox)?;
        browser.draw()?;
        // Everything that the first frame does not need starts after it.
        inbox::obey_signals(signals, inbox.sender());
        inbox.read_terminal(keyboard, options.escape, options.charset);
        if let Some(Watched { read, lines }) = options.log {
            let outlet = inbox.outlet(ended);
            browser.lines = Some(lines);
            scope.spawn(move || read(&outlet));
        } else if let Some(reread) = options.reread {
            let sender = inbox.sender();
            let take = move |tables| sender.send(Wake::Tables(Box::new(tables))).is_ok();
            scope.spawn(move || tables::look_after(reread, &ended, take));
        }
        browser.searcher.prepare();
        browser.run(&inbox)
    })
    .inspect_err(|error| {
        // The terminal sends a signal to its session then, but this process may be in another one.
        if console::has_gone(error) {
            end(signals::HUNG_UP, None);
        }
    })
}

/// Continues the loop, or ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    On,
    Quit,
}

/// The state of the loop.
struct Browser<'s, 'c> {
    app: App<'c>,
    view: View,
    screen: Screen,
    searcher: Searcher<'c>,
    /// Needed to build a searcher over other tables.
    newest: &'c AtomicU64,
    scope: &'s Scope<'s, 'c>,
    /// The place of the next edition of the tables.
    editions: &'c Editions,
    /// The query of the search that runs beside the loop.
    asked: Option<String>,
    /// The events to handle, some of which wait for hits that are being searched for.
    events: VecDeque<Event>,
    settings: Option<Settings>,
    clipboard: Option<Clipboard>,
    keep: Keep,
    editor: Option<String>,
    opens_pages: bool,
    exit: Exit,
    /// Reads lines of the log again.
    lines: Option<Lines<'c>>,
}

/// Reads lines of a log again.
type Lines<'c> = Box<dyn FnMut(&Wanted) -> Excerpt + 'c>;

impl Browser<'_, '_> {
    fn run(mut self, inbox: &Inbox) -> io::Result<Exit> {
        loop {
            for wake in std::iter::once(inbox.wait()).chain(inbox.pending()) {
                self.receive(wake, inbox)?;
            }
            let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
            self.app.tell_time(since_1970.unwrap_or_default().as_secs());
            let flow = self.settle(inbox)?;
            let news = self.app.take_news();
            if !news.is_empty() {
                (self.keep)(news);
            }
            if flow == Flow::Quit {
                return Ok(self.leave());
            }
            self.read_lines();
            self.draw()?;
        }
    }

    /// Reads the lines of the log that are to be shown, unless they have been read.
    fn read_lines(&mut self) {
        if let Some(read) = &mut self.lines
            && let Some(wanted) = self.app.wanted_lines()
        {
            let excerpt = read(&wanted);
            self.app.update(Event::Lines(Box::new(wanted), Box::new(excerpt)));
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        loop {
            let mut room = None;
            self.screen.draw(|frame| {
                room = Some(self.view.render(&self.app, frame));
                self.view.address()
            })?;
            if !room.is_some_and(|room| self.app.settle(room)) {
                return Ok(());
            }
        }
    }

    /// Handles a reason to wake, most of which become events.
    fn receive(&mut self, wake: Wake, inbox: &Inbox) -> io::Result<()> {
        let event = match wake {
            Wake::Input => inbox.input().and_then(|input| self.read(input)),
            Wake::Gone(error) => return Err(error),
            Wake::Resized => {
                self.screen.refresh();
                None
            }
            Wake::Continued => return self.screen.retake(),
            Wake::Stop => return self.suspend(signals::stop),
            Wake::End(signal) => {
                self.end_copying(Duration::ZERO);
                end(signal, self.exit.not_copied.as_deref());
                None
            }
            Wake::Grown => inbox.growth().map(|growth| Event::Grown(Box::new(growth))),
            Wake::Clipboard => return self.hear_clipboard(),
            Wake::Found(number, query, results) => {
                if self.searcher.is_newest(number) {
                    // Events that wait for these results come after them.
                    self.events.push_front(Event::Found { query, results });
                }
                None
            }
            Wake::Tables(tables) => {
                self.turn_to(*tables, inbox);
                None
            }
        };
        self.events.extend(event);
        Ok(())
    }

    /// Switches to the tables as they are now.
    fn turn_to(&mut self, Tables { catalog, complaints }: Tables, inbox: &Inbox) {
        if let Some(catalog) = catalog {
            let (catalog, next) = self.editions.put(catalog);
            self.editions = next;
            self.searcher = Searcher::new(catalog, self.newest, self.scope, inbox.sender());
            self.asked = None;
            // Positions in the former tables mean nothing in these.
            self.events.retain(|event| !matches!(event, Event::Found { .. } | Event::PickHit(_) | Event::PickTab(_)));
            self.app.turn_to(catalog);
        }
        self.app.tell_of_tables(complaints);
    }

    fn read(&self, input: Input) -> Option<Event> {
        match input {
            Input::Key(key) if !key.is_release() => self.view.keys().event(key),
            Input::Paste(text) => Some(Event::Paste(text)),
            Input::Mouse(mouse) => self.mouse(mouse),
            _ => None,
        }
    }

    fn mouse(&self, mouse: MouseEvent) -> Option<Event> {
        let at = Position::new(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.view.clicked(at),
            MouseEventKind::ScrollDown => Some(self.view.wheeled(at, true)),
            MouseEventKind::ScrollUp => Some(self.view.wheeled(at, false)),
            _ => None,
        }
    }

    /// Handles all events that need not wait, and starts the search for the wanted query.
    fn settle(&mut self, inbox: &Inbox) -> io::Result<Flow> {
        loop {
            while self.events.front().is_some_and(|event| !self.app.must_wait(event)) {
                if let Some(event) = self.events.pop_front()
                    && let Some(effect) = self.app.update(event)
                    && self.perform(effect, inbox)? == Flow::Quit
                {
                    return Ok(Flow::Quit);
                }
            }
            let Some(query) = self.app.wanted().map(str::to_owned) else {
                self.asked = None;
                return Ok(Flow::On);
            };
            if self.asked.as_ref() == Some(&query) {
                return Ok(Flow::On);
            }
            match self.searcher.ask(&query) {
                Some(results) => self.events.push_front(Event::Found { query, results }),
                None => self.asked = Some(query),
            }
        }
    }

    fn perform(&mut self, effect: Effect, inbox: &Inbox) -> io::Result<Flow> {
        match effect {
            Effect::Copy(text) => self.copy(text, inbox),
            Effect::Open(address) => self.open(address, inbox),
            Effect::Edit(file, line) => {
                let reason = editor::open(self.editor.as_deref(), (&file, line), &mut self.screen)?;
                self.events.extend(reason.map(Event::NotEdited));
            }
            Effect::Quit(chosen) => {
                let code = |entry| self.app.entry_at(entry).code().to_owned();
                self.exit.chosen = chosen.into_iter().map(code).collect();
                return Ok(Flow::Quit);
            }
            Effect::Suspend => self.suspend(signals::stop_group)?,
            Effect::Redraw => self.screen.refresh(),
            Effect::Mouse(ours) => self.screen.mouse(ours),
        }
        Ok(Flow::On)
    }

    /// Opens a page on the display that is here, or copies its address.
    fn open(&mut self, address: String, inbox: &Inbox) {
        if self.opens_pages && link::is_page(&address) && open::that_detached(&address).is_ok() {
            self.events.push_back(Event::Opened(address));
        } else {
            self.copy(address, inbox);
        }
    }

    fn copy(&mut self, text: String, inbox: &Inbox) {
        if let Some(settings) = self.settings.take() {
            let sender = inbox.sender();
            let wake = move || {
                // This fails only when the browser is ending, and that asks for the answer itself.
                let _ = sender.send(Wake::Clipboard);
            };
            self.clipboard = Some(Clipboard::new(settings, wake));
        }
        if let Some(clipboard) = &mut self.clipboard {
            clipboard.copy(text);
        }
    }

    fn hear_clipboard(&mut self) -> io::Result<()> {
        while let Some(answer) = self.clipboard.as_mut().and_then(Clipboard::answer) {
            if let Some(bytes) = &answer.to_terminal {
                self.screen.write(bytes)?;
            }
            let Answer { text, outcome, .. } = answer;
            self.exit.not_copied = matches!(outcome, Outcome::Failed(_)).then(|| text.clone());
            self.events.push_back(Event::Answered { text, outcome });
        }
        Ok(())
    }

    /// Gives the terminal back and stops until the program is continued. Does nothing if there is no shell that could continue
    /// it.
    fn suspend(&mut self, stop: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        if !signals::has_job_control() {
            return Ok(());
        }
        terminal::restore();
        stop()?;
        self.screen.retake()
    }

    /// Ends the browser, after waiting for a copy that is under way.
    fn leave(mut self) -> Exit {
        self.end_copying(LAST_COPY);
        Exit { log: self.app.into_log(), ..self.exit }
    }

    /// Ends copying, after waiting for `limit` at most.
    fn end_copying(&mut self, limit: Duration) {
        if let Some(answer) = self.clipboard.take().and_then(|clipboard| clipboard.leave(limit)) {
            let is_written = answer.to_terminal.is_none_or(|bytes| self.screen.write(&bytes).is_ok());
            let is_copied = is_written && !matches!(answer.outcome, Outcome::Failed(_));
            self.exit.not_copied = (!is_copied).then_some(answer.text);
        }
    }
}

/// Ends the program by a signal, so that its parent sees which one it was. Before that, prints the text that was not copied.
fn end(signal: i32, not_copied: Option<&str>) {
    terminal::restore();
    if let (Some(text), Ok(mut device)) = (not_copied, console::device()) {
        // A terminal that its user has stopped would block the exit.
        if console::takes_more(&device, Duration::ZERO) {
            let _ = writeln!(device, "{text}");
        }
    }
    signals::end_by(signal);
}
