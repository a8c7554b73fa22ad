//! The browser's state, and how events change it. It uses no terminal, no clock and no file.

mod event;
pub mod prompt;
pub mod recent;
pub mod results;
mod tables;
mod update;
pub mod watch;
mod watching;

use std::ops::Range;

pub use event::{Effect, Event, Motion};
use prompt::Prompt;
use recent::Recent;
use results::Results;
use watch::Watch;
pub use watching::Unedited;

use crate::catalog::{Catalog, Entry, EntryId, SubsystemId};
use crate::clipboard::{Outcome, Reason, Way};
use crate::lang::Lang;
use crate::log::{Excerpt, Log, Wanted};

/// The panel that has the keys, beside the prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The list.
    #[default]
    Browse,
    /// The help page, scrolled down by this many lines.
    Help(usize),
    /// The choice of a form to copy: the position of the selected one, and the entries to copy.
    Forms(usize, Scope),
    /// The list of recent copies and searches, with the position of the selected one.
    Recent(usize),
    /// The lines of the log that mention the selected code, with the position of the selected one.
    Lines(usize),
    /// The complaints about settings and tables, scrolled down by this many lines.
    Complaints(usize),
    /// The report of a copy that failed.
    NotCopied {
        /// The text that was to be copied.
        text: String,
        /// Each way that was tried, and the reason why it failed.
        reasons: Vec<(Way, Reason)>,
        /// The lines by which the report is scrolled down.
        scroll: usize,
    },
}

/// The entries that are copied at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The marked ones, or else the selected one.
    #[default]
    Chosen,
    /// Every hit of the list.
    All,
}

/// The result of the last event, shown until the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An attempt to copy has ended. A failure is shown here once its report is closed, and stays while the query is edited.
    Answered {
        /// The text that was to be copied.
        text: String,
        /// The result.
        outcome: Outcome,
    },
    /// The pasted text is longer than a query may be, and was cut.
    Cut,
    /// There are complaints about settings or tables: [`App::complaints`].
    Complaints,
    /// The tables have changed and were read again.
    ReadAgain,
    /// The codes of the log are in this order now.
    Order(results::Order),
    /// The mouse now belongs to the browser (`true`) or to the terminal.
    Mouse(bool),
    /// The page with this address was passed to a program that opens it.
    Opened(String),
    /// A line of the log could not be opened in an editor.
    NotEdited(Unedited),
    /// No source of the selected code has an address.
    NoPage,
    /// The browser can't take the mouse.
    NoMouse,
}

/// The owner of the mouse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mouse {
    /// The terminal, which selects text with it.
    #[default]
    Terminal,
    /// The browser.
    Browser,
    /// The terminal, always: where the browser shares the screen with other lines, it can't know which of its rows the mouse
    /// points at.
    Unavailable,
}

/// The browser's initial state.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The query in the prompt.
    pub query: String,
    /// The chosen subsystem.
    pub tab: Option<SubsystemId>,
    /// The language of the interface.
    pub lang: Lang,
    /// True if accepting an entry ends the browser with it, instead of copying its code.
    pub choosing: bool,
    /// The owner of the mouse.
    pub mouse: Mouse,
    /// True if a log is watched. Its contents come as [`Event::Grown`].
    pub watches: bool,
    /// The complaints about settings and tables, one per line.
    pub complaints: Vec<String>,
    /// Copies and searches of earlier sessions, the oldest first.
    pub recent: Vec<Recent>,
}

/// The size of the last frame's panels, which is the measure for paging and scrolling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// The rows of the list.
    pub list: usize,
    /// The most lines by which the detail pane can be scrolled.
    pub detail: usize,
    /// The most lines by which the panel over the list can be scrolled; `None` if none is open, or there is no room for it.
    pub open: Option<usize>,
}

/// A place to return to after a jump.
#[derive(Clone, Debug)]
struct Place {
    query: String,
    tab: Option<SubsystemId>,
    entry: EntryId,
}

/// The browser.
#[derive(Debug)]
pub struct App<'c> {
    catalog: &'c Catalog,
    prompt: Prompt,
    results: Results,
    /// The log that is watched, if there is one.
    watch: Option<Watch>,
    /// The lines of the log that were read last, with the request for them.
    excerpt: (Wanted, Excerpt),
    tab: Option<SubsystemId>,
    /// Position among the visible hits.
    selected: usize,
    /// True if the user has moved the selection, which then stays on its hit while the log grows.
    is_held: bool,
    mode: Mode,
    notice: Option<Notice>,
    complaints: Vec<String>,
    lang: Lang,
    choosing: bool,
    mouse: Mouse,
    scroll: usize,
    room: Room,
    trail: Vec<Place>,
    /// The marked entries, in the order of their marking.
    marked: Vec<EntryId>,
    /// Copies and searches of earlier sessions and of this one, the oldest first.
    recent: Vec<Recent>,
    /// The number of recent items that were [handed out](Self::take_news).
    told: usize,
    /// The time in seconds since 1970, as set by [`tell_time`](Self::tell_time).
    now: u64,
    /// True if the prompt has changed since the search whose results are shown.
    stale: bool,
    /// Movements of the selection while results are awaited; they are repeated in these.
    motions: Vec<Motion>,
    /// The entry to select in the results to come.
    aim: Option<EntryId>,
}

impl<'c> App<'c> {
    /// A browser over `catalog`. Its first results are still to be found.
    pub fn new(catalog: &'c Catalog, start: &Start) -> Self {
        Self {
            catalog,
            prompt: Prompt::new(&start.query),
            results: Results::default(),
            watch: start.watches.then(Watch::default),
            excerpt: <(Wanted, Excerpt)>::default(),
            tab: start.tab,
            selected: 0,
            is_held: false,
            mode: Mode::Browse,
            notice: (!start.complaints.is_empty()).then_some(Notice::Complaints),
            complaints: start.complaints.clone(),
            lang: start.lang,
            choosing: start.choosing,
            mouse: start.mouse,
            scroll: 0,
            room: Room::default(),
            trail: Vec::new(),
            marked: Vec::new(),
            recent: start.recent.clone(),
            told: start.recent.len(),
            now: 0,
            stale: true,
            motions: Vec::new(),
            aim: None,
        }
    }

    /// The table that is browsed.
    pub fn catalog(&self) -> &'c Catalog {
        self.catalog
    }

    /// The prompt with the query.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// The results of the last search.
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// The chosen subsystem; `None` for all.
    pub fn tab(&self) -> Option<SubsystemId> {
        self.tab
    }

    /// The panel that has the keys.
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// The notice to show.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// The complaints about settings and tables, one per line.
    pub fn complaints(&self) -> &[String] {
        &self.complaints
    }

    /// The language of the interface.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// True if accepting an entry ends the browser with it.
    pub fn choosing(&self) -> bool {
        self.choosing
    }

    /// True if the mouse belongs to the browser.
    pub fn mouse(&self) -> bool {
        self.mouse == Mouse::Browser
    }

    /// The lines by which the detail pane is scrolled down.
    pub fn scroll(&self) -> usize {
        self.scroll
    }

    /// True if there is a place to return to.
    pub fn has_trail(&self) -> bool {
        !self.trail.is_empty()
    }

    /// The marked entries, in the order of their marking.
    pub fn marked(&self) -> &[EntryId] {
        &self.marked
    }

    /// The entries that copying in this scope includes.
    pub fn in_scope(&self, scope: Scope) -> Vec<Entry<'_>> {
        let ids: Vec<EntryId> = match scope {
            Scope::All => self.results.hits[self.visible()].iter().map(|hit| hit.entry).collect(),
            Scope::Chosen if self.marked.is_empty() => self.entry().map(|entry| entry.id).into_iter().collect(),
            Scope::Chosen => self.marked.clone(),
        };
        ids.into_iter().map(|id| self.entry_at(id)).collect()
    }

    /// Sets the current time, in seconds since 1970.
    pub fn tell_time(&mut self, now: u64) {
        self.now = now;
    }

    /// The time, in seconds since 1970.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// Recent copies and searches, in the order in which they are offered.
    pub fn recent(&self) -> Vec<&Recent> {
        recent::ranked(&self.recent)
    }

    /// The copies and searches since the last call, to be kept for later sessions.
    pub fn take_news(&mut self) -> &[Recent] {
        let news = &self.recent[self.told..];
        self.told = self.recent.len();
        news
    }

    /// The query to search for, if the results shown are those of another one.
    pub fn wanted(&self) -> Option<&str> {
        self.stale.then(|| self.prompt.text())
    }

    /// The hits in the chosen subsystem, as positions in the results.
    pub fn visible(&self) -> Range<usize> {
        self.results.range(self.tab)
    }

    /// The position of the selected hit in the results; `None` if no hit is visible.
    pub fn selected(&self) -> Option<usize> {
        let position = self.visible().start + self.selected;
        self.visible().contains(&position).then_some(position)
    }

    /// The selected entry; `None` if no hit is visible.
    pub fn entry(&self) -> Option<Entry<'_>> {
        self.selected().map(|position| self.entry_at(self.results.hits[position].entry))
    }

    /// The entry of a hit: one of the table, or a substitute for a code of the log that no table lists.
    pub fn entry_at(&self, id: EntryId) -> Entry<'_> {
        let unlisted = self.watch.as_ref().and_then(|watch| watch.unlisted(id, self.catalog));
        unlisted.unwrap_or_else(|| self.catalog.entry(id))
    }

    /// The log that is watched.
    pub fn watch(&self) -> Option<&Watch> {
        self.watch.as_ref()
    }

    /// The log, if its codes are listed and not the whole table.
    pub fn listed_log(&self) -> Option<&Watch> {
        self.watch.as_ref().filter(|watch| !watch.shows_all)
    }

    /// The log that was watched, when the browser has ended.
    pub fn into_log(self) -> Option<Log> {
        self.watch.map(|watch| watch.log)
    }

    /// The number of entries that can be searched.
    pub fn total(&self) -> usize {
        self.listed_log().map_or(self.catalog.len(), Watch::rows)
    }

    /// The related entries, in the order of the screen, which [`Event::Jump`] numbers from 1: those with the same meaning, then
    /// those to see also.
    pub fn related(&self, entry: EntryId) -> Vec<EntryId> {
        let mut related = self.catalog.same_meaning(entry);
        related.extend(self.catalog.see_also(entry));
        related
    }
}
