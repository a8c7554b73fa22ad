//! The browser's state: what happens to it when something happens. It knows no terminal, no clock and no file.

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

use crate::catalog::{Catalog, Entry, EntryId, SubsystemId};
use crate::clipboard::{Outcome, Reason, Way};
use crate::lang::Lang;
use crate::log::{Excerpt, Log, Wanted};

/// What has the keys, beside the prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The list.
    #[default]
    Browse,
    /// The help page, scrolled down by so many lines.
    Help(usize),
    /// The choice of a form to copy, with the one selected, and of what.
    Forms(usize, Scope),
    /// The choice among what was copied and searched for lately, with the one selected.
    Recent(usize),
    /// The lines of a log that mention the selected code, with the one selected.
    Lines(usize),
    /// The complaints about settings and tables, scrolled down by so many lines.
    Complaints(usize),
    /// The report of a copy that failed.
    NotCopied {
        /// What was to be copied.
        text: String,
        /// Each way that was tried and why it failed.
        reasons: Vec<(Way, Reason)>,
        /// By how many lines the report is scrolled down.
        scroll: usize,
    },
}

/// Which entries are copied at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those that are marked, or else the selected one.
    #[default]
    Chosen,
    /// Every hit of the list.
    All,
}

/// The outcome that the last event had, shown until the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An attempt to copy has ended. A failure stands here when its report is no longer open, and stays for as long as the
    /// query is edited.
    Answered {
        /// What was to be copied.
        text: String,
        /// How it went.
        outcome: Outcome,
    },
    /// What was pasted is longer than a query may be, and was cut.
    Cut,
    /// Something is wrong with the settings or the tables, as [`App::complaints`] says.
    Complaints,
    /// The tables have changed and were read again.
    ReadAgain,
    /// The codes of the log now stand in this order.
    Order(results::Order),
    /// The mouse now belongs to the browser (`true`) or to the terminal.
    Mouse(bool),
    /// The page with this address was handed on to be opened.
    Opened(String),
    /// No source of the selected code has an address.
    NoPage,
    /// The mouse can't be had.
    NoMouse,
}

/// To whom the mouse belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mouse {
    /// To the terminal, which selects text with it.
    #[default]
    Terminal,
    /// To the browser.
    Browser,
    /// To the terminal, whatever is asked: where the browser shares the screen with other lines, nothing says which of its
    /// rows the mouse points at.
    Unavailable,
}

/// What the browser starts with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// What stands in the prompt.
    pub query: String,
    /// The subsystem that is chosen.
    pub tab: Option<SubsystemId>,
    /// The language of the interface.
    pub lang: Lang,
    /// Whether accepting an entry ends the browser with it, instead of copying its code.
    pub choosing: bool,
    /// To whom the mouse belongs from the start.
    pub mouse: Mouse,
    /// True if a log is watched. What it says comes as [`Event::Grown`].
    pub watches: bool,
    /// The complaints about settings and tables, one in a line.
    pub complaints: Vec<String>,
    /// What was copied and searched for in earlier sessions, the oldest first.
    pub recent: Vec<Recent>,
}

/// How much the last frame had room for; paging and scrolling are measured by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Rows of the list.
    pub list: usize,
    /// Lines by which the detail pane can be scrolled at most.
    pub detail: usize,
    /// Lines by which what is open over the list can be scrolled at most; `None` where nothing is, or where there is no
    /// room for it.
    pub open: Option<usize>,
}

/// A place to come back to.
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
    /// The log that is watched.
    watch: Option<Watch>,
    /// Lines of the log that were read, and what was wanted.
    excerpt: (Wanted, Excerpt),
    tab: Option<SubsystemId>,
    /// Position among the visible hits.
    selected: usize,
    /// True if the user has chosen the selected hit, which then stays selected while the log grows.
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
    /// The entries that are marked, in the order of their marking.
    marked: Vec<EntryId>,
    /// What was copied and searched for, in earlier sessions and in this one, the oldest first.
    recent: Vec<Recent>,
    /// How much of that has been [handed out](Self::take_news).
    told: usize,
    /// The time, in seconds since 1970, as the loop tells it.
    now: u64,
    /// Whether the prompt has changed since the search whose results are shown.
    stale: bool,
    /// How the selection was moved meanwhile: the results to come are moved through likewise.
    motions: Vec<Motion>,
    /// What is to be selected in the results to come.
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

    /// The line in which the query stands.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// What was found.
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// The subsystem that is chosen, or all of them.
    pub fn tab(&self) -> Option<SubsystemId> {
        self.tab
    }

    /// What has the keys.
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// What is to be told.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// The complaints about settings and tables, one in a line.
    pub fn complaints(&self) -> &[String] {
        &self.complaints
    }

    /// The language of the interface.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether accepting an entry ends the browser with it.
    pub fn choosing(&self) -> bool {
        self.choosing
    }

    /// True if the mouse belongs to the browser.
    pub fn mouse(&self) -> bool {
        self.mouse == Mouse::Browser
    }

    /// By how many lines the detail pane is scrolled down.
    pub fn scroll(&self) -> usize {
        self.scroll
    }

    /// Whether there is a place to come back to.
    pub fn has_trail(&self) -> bool {
        !self.trail.is_empty()
    }

    /// The entries that are marked, in the order of their marking.
    pub fn marked(&self) -> &[EntryId] {
        &self.marked
    }

    /// The entries that copying in this scope takes.
    pub fn in_scope(&self, scope: Scope) -> Vec<Entry<'_>> {
        let ids: Vec<EntryId> = match scope {
            Scope::All => self.results.hits[self.visible()].iter().map(|hit| hit.entry).collect(),
            Scope::Chosen if self.marked.is_empty() => self.entry().map(|entry| entry.id).into_iter().collect(),
            Scope::Chosen => self.marked.clone(),
        };
        ids.into_iter().map(|id| self.entry_at(id)).collect()
    }

    /// Tells the app what time it is, in seconds since 1970.
    pub fn tell_time(&mut self, now: u64) {
        self.now = now;
    }

    /// The time, in seconds since 1970.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// What was copied and searched for lately, as it is offered.
    pub fn recent(&self) -> Vec<&Recent> {
        recent::ranked(&self.recent)
    }

    /// What was copied and searched for since this was asked last, to be kept for later sessions.
    pub fn take_news(&mut self) -> &[Recent] {
        let news = &self.recent[self.told..];
        self.told = self.recent.len();
        news
    }

    /// The query for which results are wanted, if those shown answer another one.
    pub fn wanted(&self) -> Option<&str> {
        self.stale.then(|| self.prompt.text())
    }

    /// The hits that the chosen subsystem leaves, as positions in the results.
    pub fn visible(&self) -> Range<usize> {
        self.results.range(self.tab)
    }

    /// The position of the selected hit among the results; `None` where no hit is visible.
    pub fn selected(&self) -> Option<usize> {
        let position = self.visible().start + self.selected;
        self.visible().contains(&position).then_some(position)
    }

    /// The selected entry; `None` where no hit is visible.
    pub fn entry(&self) -> Option<Entry<'_>> {
        self.selected().map(|position| self.entry_at(self.results.hits[position].entry))
    }

    /// The entry of a hit: one of the table, or one that stands for a code of the log that no table lists.
    pub fn entry_at(&self, id: EntryId) -> Entry<'_> {
        let unlisted = self.watch.as_ref().and_then(|watch| watch.unlisted(id, self.catalog));
        unlisted.unwrap_or_else(|| self.catalog.entry(id))
    }

    /// The log that is watched.
    pub fn watch(&self) -> Option<&Watch> {
        self.watch.as_ref()
    }

    /// The log whose codes are listed.
    pub fn listed_log(&self) -> Option<&Watch> {
        self.watch.as_ref().filter(|watch| !watch.shows_all)
    }

    /// The log that was watched, once all is over.
    pub fn into_log(self) -> Option<Log> {
        self.watch.map(|watch| watch.log)
    }

    /// How many entries there are to search.
    pub fn total(&self) -> usize {
        self.listed_log().map_or(self.catalog.len(), Watch::rows)
    }

    /// The related entries that [`Event::Jump`] numbers from 1, as they stand on the screen: those with the same meaning,
    /// then those to see also.
    pub fn related(&self, entry: EntryId) -> Vec<EntryId> {
        let mut related = self.catalog.same_meaning(entry);
        related.extend(self.catalog.see_also(entry));
        related
    }
}
