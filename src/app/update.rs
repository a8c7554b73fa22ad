//! The effects of events on the state.

use std::mem;

use super::event::{Effect, Event, Motion};
use super::prompt::{Edit, Prompt};
use super::recent::{Recent, What};
use super::results::Results;
use super::{App, Mode, Mouse, Notice, Place, Room, Scope};
use crate::catalog::{EntryId, Form, SubsystemId};
use crate::clipboard::Outcome;
use crate::search::Hit;

impl App<'_> {
    /// Sets the room that the last frame had. A panel that had no room is closed, so that keys do nothing unseen; returns true
    /// if that needs another frame.
    pub fn settle(&mut self, room: Room) -> bool {
        self.room = room;
        self.scroll = self.scroll.min(room.detail);
        if let Some((position, last)) = self.open() {
            *position = (*position).min(last);
        }
        let closes = self.mode != Mode::Browse && room.open.is_none();
        if closes {
            self.close();
        }
        closes
    }

    /// Closes the open panel. If that is the report of a failed copy, a notice still tells of the failure.
    pub(super) fn close(&mut self) {
        if let Mode::NotCopied { text, reasons, .. } = std::mem::take(&mut self.mode) {
            self.notice = Some(Notice::Answered { text, outcome: Outcome::Failed(reasons) });
        }
    }

    /// True if `event` has to wait for the results that are [`wanted`](Self::wanted).
    pub fn must_wait(&self, event: &Event) -> bool {
        self.stale && event.needs_hits()
    }

    /// Handles an event; returns the effect that the caller must perform, if any.
    pub fn update(&mut self, event: Event) -> Option<Effect> {
        let is_input = !matches!(
            event,
            Event::Found { .. }
                | Event::Answered { .. }
                | Event::Opened(_)
                | Event::NotEdited(_)
                | Event::Grown(_)
                | Event::Lines(..)
        );
        let is_typing = matches!(event, Event::Type(_) | Event::Paste(_) | Event::Edit(_));
        if is_input && !(is_typing && self.tells_of_failure()) {
            self.notice = None;
        }
        match event {
            Event::Found { query, results } => self.found(&query, results),
            Event::Answered { text, outcome } => self.answered(text, outcome),
            Event::Opened(address) => self.notify(Notice::Opened(address)),
            Event::OpenPage => self.open_page(),
            Event::Grown(growth) => self.grown(*growth),
            Event::Lines(wanted, excerpt) => {
                self.excerpt = (*wanted, *excerpt);
                None
            }
            Event::OpenLines => self.open_lines(),
            Event::EditLine => self.edit_line(),
            Event::NotEdited(reason) => self.notify(Notice::NotEdited(reason)),
            Event::SwitchTable => self.switch_table(),
            Event::SwitchOrder => self.switch_order(),
            Event::Redraw => Some(Effect::Redraw),
            Event::Suspend => Some(Effect::Suspend),
            Event::Quit => Some(Effect::Quit(Vec::new())),
            Event::Type(c) => self.type_character(c),
            Event::Paste(text) => self.insert(&text),
            Event::Edit(edit) => self.edit(edit),
            Event::DeleteOrQuit if self.prompt.text().is_empty() => Some(Effect::Quit(Vec::new())),
            Event::DeleteOrQuit => self.edit(Edit::Delete),
            Event::Move(motion) => self.move_in_mode(motion),
            Event::Scroll(lines) => {
                if let Some((position, last)) = self.open() {
                    *position = position.saturating_add_signed(lines).min(last);
                } else {
                    self.scroll = self.scroll.saturating_add_signed(lines).min(self.room.detail);
                }
                None
            }
            Event::NextTab | Event::PreviousTab if matches!(self.mode, Mode::Forms(..)) => self.turn_scope(),
            Event::NextTab => self.turn_tab(1),
            Event::PreviousTab => self.turn_tab(self.catalog.subsystems().len()),
            Event::PickTab(tab) => self.pick_tab(tab),
            Event::PickHit(position) => {
                // An open panel covers the list.
                if self.mode == Mode::Browse && self.visible().contains(&position) {
                    self.is_held = true;
                    self.select(position - self.visible().start);
                }
                None
            }
            Event::PickForm(position) => {
                match &mut self.mode {
                    Mode::Forms(selected, _) => *selected = position.min(Form::ALL.len() - 1),
                    Mode::Recent(selected) => *selected = position,
                    _ => {}
                }
                None
            }
            Event::Accept => self.accept(),
            Event::CopyLine => self.copy(Form::Line, Scope::Chosen),
            Event::AskForm => {
                if !self.in_scope(Scope::Chosen).is_empty() {
                    self.mode = Mode::Forms(0, Scope::Chosen);
                }
                None
            }
            Event::Mark => self.mark(),
            Event::Recent => self.turn(Mode::Recent(0), !self.recent.is_empty()),
            Event::Complaints => self.turn(Mode::Complaints(0), !self.complaints.is_empty()),
            Event::Recall => self.recall(),
            Event::Jump(number) => self.jump(number),
            Event::Back => self.back(),
            Event::Escape => self.escape(),
            Event::Help => self.turn(Mode::Help(0), true),
            Event::SwitchLang => {
                self.lang = self.lang.other();
                None
            }
            Event::SwitchMouse => {
                self.mouse = match self.mouse {
                    Mouse::Terminal => Mouse::Browser,
                    Mouse::Browser => Mouse::Terminal,
                    Mouse::Unavailable => {
                        self.notice = Some(Notice::NoMouse);
                        return None;
                    }
                };
                self.notice = Some(Notice::Mouse(self.mouse()));
                Some(Effect::Mouse(self.mouse()))
            }
        }
    }

    /// While forms are offered, a digit chooses one; otherwise typing always edits the query.
    fn type_character(&mut self, c: char) -> Option<Effect> {
        if let Mode::Forms(_, scope) = self.mode
            && let Some(digit) = c.to_digit(10)
            && let Some(form) = (digit as usize).checked_sub(1).and_then(|position| Form::ALL.get(position))
        {
            return self.copy(*form, scope);
        }
        self.insert(c.encode_utf8(&mut [0; 4]))
    }

    fn insert(&mut self, text: &str) -> Option<Effect> {
        let before = self.prompt.text().len();
        if !self.prompt.insert(text) {
            self.notice = Some(Notice::Cut);
        }
        self.typed(self.prompt.text().len() != before)
    }

    fn edit(&mut self, edit: Edit) -> Option<Effect> {
        let changed = self.prompt.edit(edit);
        self.typed(changed)
    }

    /// Called after typing, which closes any panel: it may have opened unseen meanwhile.
    fn typed(&mut self, changed: bool) -> Option<Effect> {
        self.close();
        if changed {
            self.ask_anew();
        }
        None
    }

    fn ask_anew(&mut self) {
        self.stale = true;
        self.motions.clear();
        self.aim = None;
    }

    fn found(&mut self, query: &str, results: Results) -> Option<Effect> {
        if query != self.prompt.text() {
            return None;
        }
        self.stale = false;
        self.is_held = false;
        match &mut self.watch {
            Some(watch) => watch.found = results,
            None => self.results = results,
        }
        self.arrange();
        match self.aim.take() {
            Some(entry) => self.aim_at(entry),
            None => self.select(0),
        }
        for motion in std::mem::take(&mut self.motions) {
            self.move_selection(motion);
        }
        None
    }

    fn answered(&mut self, text: String, outcome: Outcome) -> Option<Effect> {
        match outcome {
            Outcome::Failed(reasons) => self.mode = Mode::NotCopied { text, reasons, scroll: 0 },
            outcome => self.notice = Some(Notice::Answered { text, outcome }),
        }
        None
    }

    fn tells_of_failure(&self) -> bool {
        matches!(self.notice, Some(Notice::Answered { outcome: Outcome::Failed(_), .. }))
    }

    fn move_in_mode(&mut self, motion: Motion) -> Option<Effect> {
        let page = self.room.list.max(1);
        match self.open() {
            Some((position, last)) => *position = moved(*position, motion, last, page),
            None => self.move_selection(motion),
        }
        None
    }

    /// The scroll offset of the open panel, or the position selected in it, with its maximum; `None` if no panel is open.
    fn open(&mut self) -> Option<(&mut usize, usize)> {
        let known = self.known_lines();
        match &mut self.mode {
            Mode::Browse => None,
            Mode::Help(scroll) | Mode::Complaints(scroll) | Mode::NotCopied { scroll, .. } => {
                Some((scroll, self.room.open.unwrap_or_default()))
            }
            Mode::Forms(selected, _) => Some((selected, Form::ALL.len() - 1)),
            Mode::Recent(selected) => Some((selected, super::recent::ranked(&self.recent).len() - 1)),
            Mode::Lines(selected) => {
                let last = known.saturating_sub(1);
                Some((selected, last))
            }
        }
    }

    fn move_selection(&mut self, motion: Motion) {
        if self.stale {
            self.motions.push(motion);
        }
        self.is_held = motion != Motion::First;
        let last = self.visible().len().saturating_sub(1);
        self.select(moved(self.selected, motion, last, self.room.list.max(1)));
    }

    pub(super) fn select(&mut self, position: usize) {
        if position != self.selected || self.stale {
            self.scroll = 0;
        }
        self.selected = position;
    }

    /// Opens a panel if it has anything to show, or closes it.
    fn turn(&mut self, mode: Mode, has_any: bool) -> Option<Effect> {
        let is_open = mem::discriminant(&self.mode) == mem::discriminant(&mode);
        self.mode = if is_open || !has_any { Mode::Browse } else { mode };
        None
    }

    fn turn_tab(&mut self, steps: usize) -> Option<Effect> {
        let tabs: Vec<_> = std::iter::once(None).chain(self.catalog.subsystem_ids().map(Some)).collect();
        let current = tabs.iter().position(|&tab| tab == self.tab).unwrap_or_default();
        self.pick_tab(tabs[(current + steps) % tabs.len()])
    }

    fn pick_tab(&mut self, tab: Option<SubsystemId>) -> Option<Effect> {
        let entry = self.entry().map(|entry| entry.id);
        self.mode = Mode::Browse;
        self.tab = tab;
        self.motions.clear();
        self.rearrange(entry);
        None
    }

    /// Selects `entry` if it is visible, otherwise the first hit.
    pub(super) fn aim_at(&mut self, entry: EntryId) {
        let visible = &self.results.hits[self.visible()];
        self.select(visible.iter().position(|hit| hit.entry == entry).unwrap_or_default());
    }

    fn accept(&mut self) -> Option<Effect> {
        match self.mode {
            Mode::Help(_) | Mode::Complaints(_) | Mode::NotCopied { .. } => {
                self.mode = Mode::Browse;
                None
            }
            Mode::Forms(selected, scope) => self.copy(Form::ALL[selected], scope),
            Mode::Recent(selected) => self.come_back_to(selected),
            Mode::Lines(selected) => self.copy_log_line(selected),
            Mode::Browse if self.choosing => {
                let chosen: Vec<EntryId> = self.in_scope(Scope::Chosen).iter().map(|entry| entry.id).collect();
                self.remember(&chosen);
                (!chosen.is_empty()).then_some(Effect::Quit(chosen))
            }
            Mode::Browse => self.copy(Form::Code, Scope::Chosen),
        }
    }

    fn copy(&mut self, form: Form, scope: Scope) -> Option<Effect> {
        self.mode = Mode::Browse;
        let entries = self.in_scope(scope);
        let text = (!entries.is_empty()).then(|| form.of_all(&entries));
        let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
        self.remember(&ids);
        text.map(Effect::Copy)
    }

    /// Records the entries that were copied or chosen, and the query that led to them.
    fn remember(&mut self, entries: &[EntryId]) {
        // If the query is a code, only the code is recorded.
        if !entries.is_empty() && self.catalog.find(self.prompt.text().trim()).is_empty() {
            self.remember_query();
        }
        let at = self.now;
        for &entry in entries {
            let code = self.entry_at(entry).code().to_owned();
            self.recent.push(Recent { what: What::Code(code), at });
        }
    }

    fn remember_query(&mut self) {
        let query = self.prompt.text().trim();
        if !query.is_empty() {
            self.recent.push(Recent { what: What::Query(query.to_owned()), at: self.now });
        }
    }

    /// Returns to a recent copy or search.
    fn come_back_to(&mut self, position: usize) -> Option<Effect> {
        let what = self.recent().get(position).map(|recent| recent.what.clone());
        self.mode = Mode::Browse;
        self.tab = None;
        self.arrange();
        match what? {
            What::Query(query) => self.ask(&query),
            What::Code(code) => match self.catalog.find(&code) {
                [entry, ..] => {
                    self.show(*entry);
                    self.go_to("", *entry);
                }
                [] => self.ask(&code),
            },
        }
        None
    }

    fn recall(&mut self) -> Option<Effect> {
        if !self.prompt.text().is_empty() || self.mode != Mode::Browse {
            return self.update(Event::Scroll(-1));
        }
        let last = self.recent.iter().rev().find_map(|recent| match &recent.what {
            What::Query(query) => Some(query.clone()),
            What::Code(_) => None,
        });
        self.ask(&last?);
        None
    }

    fn ask(&mut self, query: &str) {
        self.prompt = Prompt::new(query);
        self.ask_anew();
    }

    fn mark(&mut self) -> Option<Effect> {
        let entry = self.entry()?.id;
        self.mode = Mode::Browse;
        match self.marked.iter().position(|&marked| marked == entry) {
            Some(position) => drop(self.marked.remove(position)),
            None => self.marked.push(entry),
        }
        self.move_selection(Motion::Down);
        None
    }

    fn open_page(&mut self) -> Option<Effect> {
        let source = self.entry()?.source.filter(|source| !source.url.is_empty());
        let address = source.map(|source| source.url.clone());
        self.mode = Mode::Browse;
        match address {
            Some(address) => Some(Effect::Open(address)),
            None => self.notify(Notice::NoPage),
        }
    }

    pub(super) fn notify(&mut self, notice: Notice) -> Option<Effect> {
        self.notice = Some(notice);
        None
    }

    fn turn_scope(&mut self) -> Option<Effect> {
        if let Mode::Forms(_, scope) = &mut self.mode {
            *scope = if *scope == Scope::All { Scope::Chosen } else { Scope::All };
        }
        None
    }

    fn jump(&mut self, number: usize) -> Option<Effect> {
        let from = self.entry()?.id;
        let to = *self.related(from).get(number.checked_sub(1)?)?;
        self.mode = Mode::Browse;
        self.trail.push(Place { query: self.prompt.text().to_owned(), tab: self.tab, entry: from });
        let is_target = |hit: &Hit| hit.entry == to;
        if !self.results.hits[self.visible()].iter().any(is_target) {
            self.tab = None;
            self.arrange();
        }
        if self.results.hits.iter().any(is_target) {
            self.aim_at(to);
        } else {
            self.show(to);
            self.go_to("", to);
        }
        self.is_held = true;
        None
    }

    fn back(&mut self) -> Option<Effect> {
        let place = self.trail.pop()?;
        self.mode = Mode::Browse;
        self.tab = place.tab;
        self.show(place.entry);
        self.go_to(&place.query, place.entry);
        self.is_held = true;
        None
    }

    /// Selects `entry` among the hits of `query`, at once or when they are there.
    fn go_to(&mut self, query: &str, entry: EntryId) {
        if query == self.prompt.text() {
            self.aim_at(entry);
        } else {
            self.ask(query);
            self.aim = Some(entry);
        }
    }

    fn escape(&mut self) -> Option<Effect> {
        if self.mode != Mode::Browse {
            self.mode = Mode::Browse;
            return None;
        }
        self.remember_query();
        if self.prompt.clear() {
            self.ask_anew();
            return None;
        }
        if !self.marked.is_empty() {
            self.marked.clear();
            return None;
        }
        Some(Effect::Quit(Vec::new()))
    }
}

/// The position that `motion` leads to from `position`, within `0..=last`.
fn moved(position: usize, motion: Motion, last: usize, page: usize) -> usize {
    let target = match motion {
        Motion::Up => position.saturating_sub(1),
        Motion::Down => position + 1,
        Motion::PageUp => position.saturating_sub(page),
        Motion::PageDown => position + page,
        Motion::First => 0,
        Motion::Last => last,
    };
    target.min(last)
}
