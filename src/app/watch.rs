//! The log that is watched, as the list shows it: the rows of its codes, and their order.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::App;
use super::results::{Group, Heading, Order, Results};
use crate::catalog::{Catalog, Entry, EntryId, Subsystem, SubsystemId, number};
use crate::log::{Growth, Log};
use crate::search::{Hit, Why};

/// A log that is watched.
#[derive(Debug)]
pub struct Watch {
    /// The log.
    pub log: Log,
    /// The order of the list while there is no query.
    pub order: Order,
    /// True while the whole table is listed.
    pub shows_all: bool,
    /// The results of the search in the whole table.
    pub(super) found: Results,
    /// For each entry whose code occurs, the code's position in the log.
    entries: HashMap<EntryId, usize>,
    /// The positions in the log of the codes that no table lists, in the order of their entry IDs.
    unlisted: Vec<usize>,
    /// The number of the log's codes that `entries` and `unlisted` cover.
    known: usize,
    /// The placeholder subsystem of codes that no table lists.
    nowhere: Subsystem,
}

impl Default for Watch {
    fn default() -> Self {
        Self {
            log: Log::default(),
            order: Order::default(),
            shows_all: false,
            found: Results::default(),
            entries: HashMap::new(),
            unlisted: Vec::new(),
            known: 0,
            nowhere: Subsystem::named(""),
        }
    }
}

impl Watch {
    /// Adds the part of the log that was read since the last call.
    pub(super) fn grow(&mut self, growth: Growth, catalog: &Catalog) {
        self.log.add(growth);
        for (position, (code, _)) in self.log.codes().iter().enumerate().skip(self.known) {
            let entries = catalog.find(code);
            self.entries.extend(entries.iter().map(|&entry| (entry, position)));
            if entries.is_empty() {
                self.unlisted.push(position);
            }
        }
        self.known = self.log.codes().len();
    }

    /// The position in the log of an entry's code, if it occurs.
    pub fn position(&self, entry: EntryId, catalog: &Catalog) -> Option<usize> {
        let position = match entry.index().checked_sub(catalog.len()) {
            None => self.entries.get(&entry),
            Some(unlisted) => self.unlisted.get(unlisted),
        };
        position.copied().filter(|&position| self.log.count(position) > 0)
    }

    /// The position in the log of the selected code.
    pub fn position_of(&self, app: &App<'_>) -> Option<usize> {
        self.position(app.entry()?.id, app.catalog())
    }

    /// The placeholder entry for a code that no table lists.
    pub(super) fn unlisted<'a>(&'a self, id: EntryId, catalog: &Catalog) -> Option<Entry<'a>> {
        let &position = self.unlisted.get(id.index().checked_sub(catalog.len())?)?;
        Some(catalog.outside(id, &self.log.codes()[position].0, &self.nowhere))
    }

    /// The number of rows for the codes of the log.
    pub fn rows(&self) -> usize {
        let listed = self.entries.values().filter(|&&position| self.log.count(position) > 0).count();
        listed + self.unlisted.iter().filter(|&&position| self.log.count(position) > 0).count()
    }

    /// The rows of a tab: the entries found whose codes occur. Codes that no table lists belong to no subsystem, and come last,
    /// unless the query is one of them.
    pub(super) fn arrange(&self, catalog: &Catalog, tab: Option<SubsystemId>, query: &str) -> Results {
        let order = if query.trim().is_empty() { self.order } else { Order::Table };
        let occurring = self.found.hits.iter().filter_map(|&hit| Some((hit, self.position(hit.entry, catalog)?)));
        let occurring: Vec<(Hit, usize)> = occurring.collect();
        let mut counts = vec![0; catalog.subsystems().len()];
        for (hit, _) in &occurring {
            counts[catalog.subsystem_of(hit.entry).index()] += 1;
        }
        let unlisted = self.matching(catalog, query, order);
        let all = occurring.len() + unlisted.len();
        let is_shown = |hit: &Hit| tab.is_none_or(|tab| catalog.subsystem_of(hit.entry) == tab);
        let mut shown: Vec<(Hit, usize)> = occurring.into_iter().filter(|(hit, _)| is_shown(hit)).collect();
        self.sort(&mut shown, order);
        let listed: Vec<Hit> = shown.into_iter().map(|(hit, _)| hit).collect();
        let unlisted = if tab.is_none() { unlisted } else { Vec::new() };
        let mut groups = match order {
            Order::Table => groups(&listed, catalog),
            Order::Count | Order::LastSeen => vec![Group { heading: Heading::Listed(order), range: 0..listed.len() }],
        };
        let is_first = unlisted.iter().any(|hit| self.is_asked_for(hit.entry, catalog, query));
        let place = if is_first { 0 } else { groups.len() };
        groups.insert(place, Group { heading: Heading::Unlisted, range: 0..unlisted.len() });
        let hits = if is_first { [unlisted, listed] } else { [listed, unlisted] }.concat();
        let mut start = 0;
        for group in &mut groups {
            group.range = start..start + group.range.len();
            start = group.range.end;
        }
        groups.retain(|group| !group.range.is_empty());
        Results::arranged(hits, groups, (counts, all), self.found.reading.clone())
    }

    /// True if a word of the query is the code of this row, which no table lists.
    fn is_asked_for(&self, id: EntryId, catalog: &Catalog, query: &str) -> bool {
        self.unlisted(id, catalog)
            .and_then(|entry| entry.number())
            .is_some_and(|code| query.split_whitespace().any(|word| number(word) == Some(code)))
    }

    /// The codes that no table lists and that contain every word of the query.
    fn matching(&self, catalog: &Catalog, query: &str, order: Order) -> Vec<Hit> {
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        let why = if words.is_empty() { Why::Text } else { Why::Code };
        let mut rows: Vec<(Hit, usize)> = Vec::new();
        for (row, &position) in self.unlisted.iter().enumerate() {
            let code = self.log.codes()[position].0.to_lowercase();
            if self.log.count(position) > 0 && words.iter().all(|word| code.contains(word.as_str())) {
                rows.push((Hit { entry: catalog.beyond(row), why }, position));
            }
        }
        // These codes are not in the table, so its order can't apply.
        self.sort(&mut rows, if order == Order::Table { Order::Count } else { order });
        rows.into_iter().map(|(hit, _)| hit).collect()
    }

    fn sort(&self, rows: &mut [(Hit, usize)], order: Order) {
        match order {
            Order::Count => rows.sort_by_key(|&(_, position)| Reverse(self.log.count(position))),
            Order::LastSeen => rows.sort_by_key(|&(_, position)| Reverse(self.log.codes()[position].1.seen)),
            Order::Table => {}
        }
    }
}

/// Groups hits that are sorted by subsystem.
fn groups(hits: &[Hit], catalog: &Catalog) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (position, hit) in hits.iter().enumerate() {
        let heading = Heading::Subsystem(catalog.subsystem_of(hit.entry));
        match groups.last_mut() {
            Some(group) if group.heading == heading => group.range.end = position + 1,
            _ => groups.push(Group { heading, range: position..position + 1 }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Event, Motion, Start};
    use crate::log::Place;
    use crate::search::Search;

    /// A growth in which these codes are mentioned, one per line, from line `from` on.
    fn growth(from: u64, codes: &[&str]) -> Event {
        let mut growth = Growth::default();
        for (line, code) in (from..).zip(codes) {
            growth.lines_with_codes(1);
            growth.mention(code, Place { part: 0, line, offset: line * 80 }, line * 80);
        }
        Event::Grown(Box::new(growth))
    }

    fn answer(app: &mut App<'_>, catalog: &Catalog) {
        if let Some(query) = app.wanted().map(str::to_owned) {
            let results = Results::new(catalog, Search::new(catalog).run(&query));
            app.update(Event::Found { query, results });
        }
    }

    fn codes(app: &App<'_>) -> Vec<String> {
        app.results().hits[app.visible()].iter().map(|hit| app.entry_at(hit.entry).code().to_owned()).collect()
    }

    #[test]
    fn the_list_holds_the_codes_that_occur_the_most_frequent_first_and_the_unlisted_after_them() {
        let catalog = Catalog::embedded();
        let mut app = App::new(&catalog, &Start { watches: true, ..Start::default() });
        answer(&mut app, &catalog);
        assert_eq!(codes(&app), [""; 0]);
        app.update(growth(1, &["-96", "-3004", "-3004", "-3004", "-6101", "-6101"]));
        assert_eq!(codes(&app), ["-6101", "-96", "-3004"]);
        app.update(Event::SwitchOrder);
        assert_eq!(codes(&app), ["-6101", "-96", "-3004"], "last seen first");
        app.update(growth(7, &["-96"]));
        assert_eq!(codes(&app), ["-96", "-6101", "-3004"], "last seen first");
        app.update(Event::SwitchTable);
        assert_eq!(codes(&app).len(), 104);
        app.update(Event::SwitchTable);
        assert_eq!(codes(&app).len(), 3);
    }

    #[test]
    fn a_search_keeps_to_the_codes_that_occur() {
        let catalog = Catalog::embedded();
        let mut app = App::new(&catalog, &Start { watches: true, ..Start::default() });
        answer(&mut app, &catalog);
        app.update(growth(1, &["-96", "-3004", "-6101"]));
        for (query, expected) in
            [("expired", &["-96"][..]), ("300", &["-3004"]), ("签名", &["-96"]), ("", &["-6101", "-96", "-3004"])]
        {
            app.update(Event::Paste(query.to_owned()));
            answer(&mut app, &catalog);
            assert_eq!(codes(&app), expected, "{query}");
            app.update(Event::Escape);
            answer(&mut app, &catalog);
        }
    }

    #[test]
    fn a_code_that_no_table_lists_comes_first_where_it_is_what_was_typed() {
        let catalog = Catalog::embedded();
        let mut app = App::new(&catalog, &Start { watches: true, ..Start::default() });
        answer(&mut app, &catalog);
        app.update(growth(1, &["-97", "403", "-96"]));
        // Words stand for the status too: 403 finds what is forbidden.
        app.update(Event::Paste("403".to_owned()));
        answer(&mut app, &catalog);
        assert_eq!(codes(&app), ["403", "-97", "-96"]);
        assert_eq!(app.results().groups.first().map(|group| group.heading), Some(Heading::Unlisted));
    }

    #[test]
    fn a_row_that_was_selected_stays_selected_while_counts_move() {
        let catalog = Catalog::embedded();
        let mut app = App::new(&catalog, &Start { watches: true, ..Start::default() });
        answer(&mut app, &catalog);
        app.update(growth(1, &["-96", "-96", "-6101"]));
        app.update(Event::Move(Motion::Down));
        app.update(growth(4, &["-6101", "-6101", "-97", "-97", "-97", "-97"]));
        assert_eq!(codes(&app), ["-97", "-6101", "-96"]);
        assert_eq!(app.entry().map(|entry| entry.code().to_owned()).as_deref(), Some("-6101"));
    }

    #[test]
    fn a_tab_holds_what_occurs_of_its_subsystem() {
        let catalog = Catalog::embedded();
        let mut app = App::new(&catalog, &Start { watches: true, ..Start::default() });
        answer(&mut app, &catalog);
        app.update(growth(1, &["-96", "-6101", "-6101", "-3004", "-97"]));
        let proxy = catalog.subsystem_named("proxy");
        assert_eq!(app.results().count(proxy), 2);
        assert_eq!(app.results().count(None), 4);
        app.update(Event::PickTab(proxy));
        assert_eq!(codes(&app), ["-97", "-96"]);
    }
}
