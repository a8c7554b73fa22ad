//! The changes of the state while a log is watched.

use super::event::Effect;
use super::{App, Mode, Notice};
use crate::catalog::EntryId;
use crate::log::{End, Excerpt, Growth, Origin, Place, State, Wanted};

/// The number of a code's latest lines in its detail.
const LATEST: usize = 4;

/// The number of lines before and after the selected one that are read; more than any screen shows.
const WINDOW: usize = 60;

/// The number of lines before and after the selected one that are shown as its context.
const AROUND: usize = 3;

/// Why a line of a log could not be opened in an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unedited {
    /// It came through a pipe, and stands in no file.
    Piped,
    /// The file of this name is packed.
    Packed(String),
    /// The file of this name was replaced, truncated or deleted since.
    Moved(String),
    /// No editor is set.
    NoEditor,
    /// There is no program of this name.
    Missing(String),
    /// The editor of this name ended with this status, or by a signal.
    Failed(String, Option<i32>),
}

impl App<'_> {
    /// Arranges the rows of the log, if one is watched.
    pub(super) fn arrange(&mut self) {
        if let Some(watch) = &self.watch {
            self.results = if watch.shows_all {
                watch.found.clone()
            } else {
                watch.arrange(self.catalog, self.tab, self.prompt.text())
            };
        }
    }

    pub(super) fn grown(&mut self, growth: Growth) -> Option<Effect> {
        let entry = self.entry().map(|entry| entry.id);
        self.watch.as_mut()?.grow(growth, self.catalog);
        if self.excerpt.1.end == End::Near {
            self.excerpt.1.end = End::Outgrown;
        }
        if self.listed_log().is_some() {
            self.arrange();
            let rows = &self.results.hits[self.visible()];
            let same = entry.filter(|_| self.is_held).and_then(|entry| rows.iter().position(|hit| hit.entry == entry));
            // The row is the same, so the detail's scroll position is kept.
            self.selected = same.unwrap_or_else(|| self.selected.min(rows.len().saturating_sub(1)));
        }
        None
    }

    pub(super) fn switch_table(&mut self) -> Option<Effect> {
        let entry = self.entry().map(|entry| entry.id);
        let watch = self.watch.as_mut()?;
        watch.shows_all = !watch.shows_all;
        self.close();
        self.rearrange(entry);
        None
    }

    pub(super) fn switch_order(&mut self) -> Option<Effect> {
        let entry = self.entry().map(|entry| entry.id).filter(|_| self.is_held);
        let watch = self.watch.as_mut()?;
        watch.order = watch.order.next();
        let order = watch.order;
        self.notice = Some(Notice::Order(order));
        self.rearrange(entry);
        None
    }

    /// Arranges the rows again and selects `entry` if it is among them, otherwise the first.
    pub(super) fn rearrange(&mut self, entry: Option<EntryId>) {
        self.arrange();
        self.select(0);
        if let Some(entry) = entry {
            self.aim_at(entry);
        }
    }

    /// Switches to the whole table if a code doesn't occur in the log.
    pub(super) fn show(&mut self, entry: EntryId) {
        if let Some(watch) = &mut self.watch
            && watch.position(entry, self.catalog).is_none()
        {
            watch.shows_all = true;
        }
        self.arrange();
    }

    /// The position in the log of the selected code.
    fn logged(&self) -> Option<usize> {
        self.watch.as_ref()?.position(self.entry()?.id, self.catalog)
    }

    /// The number of lines of the selected code that can be shown.
    pub fn known_lines(&self) -> usize {
        match (&self.watch, self.logged()) {
            (Some(watch), Some(position)) => watch.log.known(position),
            _ => 0,
        }
    }

    /// The lines of the log to show, unless they have been read already.
    pub fn wanted_lines(&self) -> Option<Wanted> {
        let position = self.logged()?;
        let log = &self.watch.as_ref()?.log;
        let known = log.known(position);
        let (shown, selected) = match self.mode {
            Mode::Lines(selected) => (selected.saturating_sub(WINDOW)..(selected + WINDOW).min(known), Some(selected)),
            _ => (known.saturating_sub(LATEST)..known, None),
        };
        let places: Vec<(u64, Place)> = shown.filter_map(|at| log.place(position, at)).collect();
        let around = selected.and_then(|selected| log.place(position, selected)).map(|(_, place)| (place, AROUND));
        let wanted = Wanted { code: log.codes()[position].0.clone(), places, around };
        (wanted != self.excerpt.0 || self.excerpt.1.end == End::Outgrown).then_some(wanted)
    }

    /// The lines that were read last, with the request for them.
    pub fn excerpt(&self) -> (&Wanted, &Excerpt) {
        (&self.excerpt.0, &self.excerpt.1)
    }

    /// Opens the lines of the selected code, at the last one, or closes them.
    pub(super) fn open_lines(&mut self) -> Option<Effect> {
        let known = self.known_lines();
        self.mode = match self.mode {
            Mode::Lines(_) => Mode::Browse,
            _ if known == 0 => Mode::Browse,
            _ => Mode::Lines(known - 1),
        };
        self.is_held = true;
        None
    }

    /// Copies the selected one of a code's lines.
    pub(super) fn copy_log_line(&mut self, selected: usize) -> Option<Effect> {
        let (_, place) = self.watch.as_ref()?.log.place(self.logged()?, selected)?;
        let at = self.excerpt.0.places.iter().position(|(_, other)| *other == place)?;
        let line = self.excerpt.1.lines.get(at)?.as_ref()?;
        Some(Effect::Copy(line.text.clone()))
    }

    /// Has the line opened in an editor that is selected among the lines of a code; in the list, the last one.
    pub(super) fn edit_line(&mut self) -> Option<Effect> {
        let log = &self.watch.as_ref()?.log;
        let position = self.logged()?;
        let selected = match self.mode {
            Mode::Lines(selected) => selected,
            Mode::Browse => log.known(position).checked_sub(1)?,
            _ => return None,
        };
        let (_, Place { part, line, .. }) = log.place(position, selected)?;
        let part = log.parts().get(part)?;
        let reason = match (&part.origin, &part.state) {
            (Origin::Pipe, _) => Unedited::Piped,
            (Origin::Packed, _) => Unedited::Packed(part.name.clone()),
            (Origin::File(_), State::Replaced | State::Truncated | State::Gone) => Unedited::Moved(part.name.clone()),
            (Origin::File(file), _) => return Some(Effect::Edit(file.clone(), line)),
        };
        self.notify(Notice::NotEdited(reason))
    }
}
