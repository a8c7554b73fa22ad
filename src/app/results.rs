//! What a search found, laid out for the list: hits in groups.

use std::ops::Range;

use crate::catalog::{Catalog, SubsystemId};
use crate::search::{Found, Hit, Reading};

/// In which order the codes of a log are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The most frequent first.
    #[default]
    Count,
    /// The one that occurred last first.
    LastSeen,
    /// As in the table, under its subsystems.
    Table,
}

impl Order {
    /// The one that comes after it, round and round.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Count => Self::LastSeen,
            Self::LastSeen => Self::Table,
            Self::Table => Self::Count,
        }
    }
}

/// What the hits of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// Their subsystem.
    Subsystem(SubsystemId),
    /// That a log mentions them. They stand in this order.
    Listed(Order),
    /// That a log mentions them and no table lists them.
    Unlisted,
}

/// Hits under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub heading: Heading,
    /// The hits, as positions in [`Results::hits`].
    pub range: Range<usize>,
}

/// Grouped hits.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// All hits, group after group.
    pub hits: Vec<Hit>,
    /// The groups that have hits.
    pub groups: Vec<Group>,
    /// How the query was read.
    pub reading: Reading,
    /// The hits of each subsystem, as positions in `hits`, by the subsystem's position.
    ranges: Vec<Range<usize>>,
    /// How many hits there are by the subsystem's position, and in all, be they shown or not.
    counts: (Vec<usize>, usize),
}

impl Results {
    /// Groups what a search over `catalog` found by subsystem, the group with the best hit first; within a group the best
    /// hit is first.
    pub fn new(catalog: &Catalog, found: Found) -> Self {
        let mut counts = vec![0; catalog.subsystems().len()];
        let mut order = Vec::new();
        for hit in &found.hits {
            let subsystem = catalog.subsystem_of(hit.entry);
            if counts[subsystem.index()] == 0 {
                order.push(subsystem);
            }
            counts[subsystem.index()] += 1;
        }
        let mut groups: Vec<Group> = Vec::with_capacity(order.len());
        let mut rank = vec![0; counts.len()];
        for subsystem in order {
            let start = groups.last().map_or(0, |group| group.range.end);
            rank[subsystem.index()] = groups.len();
            groups.push(Group {
                heading: Heading::Subsystem(subsystem),
                range: start..start + counts[subsystem.index()],
            });
        }
        let mut hits = found.hits;
        let rank_of = |hit: &Hit| rank[catalog.subsystem_of(hit.entry).index()];
        // All of a large table comes in its own order, which is grouped already.
        if !hits.is_sorted_by_key(rank_of) {
            hits.sort_by_key(rank_of);
        }
        let mut ranges = vec![0..0; counts.len()];
        for group in &groups {
            if let Heading::Subsystem(subsystem) = group.heading {
                ranges[subsystem.index()] = group.range.clone();
            }
        }
        let counts = (counts, hits.len());
        Self { hits, groups, reading: found.reading, ranges, counts }
    }

    /// Hits of the chosen subsystem, or of all, in groups that are laid out already, with how many hits each subsystem has
    /// and how many there are in all.
    pub(super) fn arranged(hits: Vec<Hit>, groups: Vec<Group>, counts: (Vec<usize>, usize), reading: Reading) -> Self {
        let ranges = vec![0..hits.len(); counts.0.len()];
        Self { hits, groups, reading, ranges, counts }
    }

    /// How many hits a subsystem has, or all of them.
    pub fn count(&self, subsystem: Option<SubsystemId>) -> usize {
        match subsystem {
            None => self.counts.1,
            Some(subsystem) => self.counts.0.get(subsystem.index()).copied().unwrap_or_default(),
        }
    }

    /// The hits of one subsystem, or of all of them, as positions in [`Self::hits`].
    pub fn range(&self, subsystem: Option<SubsystemId>) -> Range<usize> {
        match subsystem {
            None => 0..self.hits.len(),
            Some(subsystem) => self.ranges.get(subsystem.index()).cloned().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Heading, Results};
    use crate::catalog::Catalog;
    use crate::search::{Found, Hit, Reading, Why};

    #[test]
    fn the_group_with_the_best_hit_comes_first_and_keeps_its_order() {
        let catalog = Catalog::embedded();
        let hit = |code: &str| Hit { entry: catalog.find(code)[0], why: Why::Text };
        let found = Found { hits: ["-97", "-6101", "-96", "-300"].map(hit).to_vec(), reading: Reading::AsTyped };
        let results = Results::new(&catalog, found);
        let codes: Vec<_> = results.hits.iter().map(|hit| catalog.entry(hit.entry).code()).collect();
        assert_eq!(codes, ["-97", "-96", "-6101", "-300"]);
        let groups: Vec<_> = results.groups.iter().map(|group| (group.heading, group.range.clone())).collect();
        let heading = |id| Heading::Subsystem(catalog.subsystem_named(id).expect("it is in the table"));
        let expected = [("proxy", 0..2), ("download", 2..3), ("cache", 3..4)].map(|(id, range)| (heading(id), range));
        assert_eq!(groups, expected);
        assert_eq!(results.range(catalog.subsystem_named("cmd")), 0..0);
    }
}
