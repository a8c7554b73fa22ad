//! The results of a search, arranged for the list: hits in groups.

use std::ops::Range;

use crate::catalog::{Catalog, SubsystemId};
use crate::search::{Found, Hit, Reading};

/// The order in which the codes of a log are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The most frequent first.
    #[default]
    Count,
    /// The most recently seen first.
    LastSeen,
    /// As in the table, grouped by subsystem.
    Table,
}

impl Order {
    /// The next order, in a cycle.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Count => Self::LastSeen,
            Self::LastSeen => Self::Table,
            Self::Table => Self::Count,
        }
    }
}

/// The heading of a group: what its hits have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// They belong to this subsystem.
    Subsystem(SubsystemId),
    /// A log mentions them. They are in this order.
    Listed(Order),
    /// A log mentions them, and no table lists them.
    Unlisted,
}

/// Hits under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading.
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
    /// The way in which the query was read.
    pub reading: Reading,
    /// The hits of each subsystem, as positions in `hits`, by the subsystem's index.
    ranges: Vec<Range<usize>>,
    /// The number of hits by the subsystem's index, and in all, including those that are not shown.
    counts: (Vec<usize>, usize),
}

impl Results {
    /// Groups the hits in `catalog` by subsystem. The group with the best hit is first, and in each group the best hit.
    pub fn new(catalog: &Catalog, found: Found) -> Self {
        let of_hits: Vec<SubsystemId> = found.hits.iter().map(|hit| catalog.subsystem_of(hit.entry)).collect();
        let mut counts = vec![0; catalog.subsystems().len()];
        let mut order = Vec::new();
        for &subsystem in &of_hits {
            if counts[subsystem.index()] == 0 {
                order.push(subsystem);
            }
            counts[subsystem.index()] += 1;
        }
        let mut groups: Vec<Group> = Vec::with_capacity(order.len());
        let mut ranges = vec![0..0; counts.len()];
        for subsystem in order {
            let start = groups.last().map_or(0, |group| group.range.end);
            let range = start..start + counts[subsystem.index()];
            ranges[subsystem.index()] = range.clone();
            groups.push(Group { heading: Heading::Subsystem(subsystem), range });
        }
        let mut hits = found.hits.clone();
        // Each hit goes to the next free place of its group; of one group they are all in place.
        if groups.len() > 1 {
            let mut next: Vec<usize> = ranges.iter().map(|range| range.start).collect();
            for (hit, subsystem) in found.hits.iter().zip(of_hits) {
                let place = &mut next[subsystem.index()];
                hits[*place] = *hit;
                *place += 1;
            }
        }
        let counts = (counts, hits.len());
        Self { hits, groups, reading: found.reading, ranges, counts }
    }

    /// Results with the hits of the chosen subsystem, or of all, in the given groups; `counts` are the hits of each subsystem,
    /// and of all.
    pub(super) fn arranged(hits: Vec<Hit>, groups: Vec<Group>, counts: (Vec<usize>, usize), reading: Reading) -> Self {
        let ranges = vec![0..hits.len(); counts.0.len()];
        Self { hits, groups, reading, ranges, counts }
    }

    /// The number of hits in a subsystem, or in all.
    pub fn count(&self, subsystem: Option<SubsystemId>) -> usize {
        match subsystem {
            None => self.counts.1,
            Some(subsystem) => self.counts.0.get(subsystem.index()).copied().unwrap_or_default(),
        }
    }

    /// The hits of a subsystem, or of all, as positions in [`Self::hits`].
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
