//! Replaces tables that were read again: selection, marks and jumps are found again in the new ones.

use std::mem;

use super::results::Results;
use super::{App, Mode, Notice, Place};
use crate::catalog::{Catalog, EntryId, SubsystemId};

impl<'c> App<'c> {
    /// Continues with `catalog`, the tables as they are now. The results for it are still to be found.
    pub fn turn_to(&mut self, catalog: &'c Catalog) {
        let before = mem::replace(&mut self.catalog, catalog);
        let subsystem = |id: SubsystemId| catalog.subsystem_named(&before.subsystem(id).id);
        let entry = |id: EntryId| {
            let known = before.entry(id);
            let is_it = |&&id: &&EntryId| {
                let entry = catalog.entry(id);
                entry.code() == known.code() && entry.subsystem.id == known.subsystem.id
            };
            catalog.find(known.code()).iter().find(is_it).copied()
        };
        let selected = self.selected().map(|position| self.results.hits[position].entry);
        self.aim = self.aim.or(selected).and_then(entry);
        self.tab = self.tab.and_then(subsystem);
        self.marked = self.marked.iter().copied().filter_map(entry).collect();
        let places = mem::take(&mut self.trail).into_iter();
        self.trail = places
            .filter_map(|Place { query, tab, entry: id }| {
                Some(Place { query, tab: tab.and_then(subsystem), entry: entry(id)? })
            })
            .collect();
        self.results = Results::default();
        self.stale = true;
    }

    /// Shows that the tables were read again, with the complaints about them.
    pub fn tell_of_tables(&mut self, complaints: Vec<String>) {
        self.notice = Some(if complaints.is_empty() { Notice::ReadAgain } else { Notice::Complaints });
        if complaints.is_empty() && matches!(self.mode, Mode::Complaints(_)) {
            self.mode = Mode::Browse;
        }
        self.complaints = complaints;
    }
}
