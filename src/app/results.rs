//! What a search found, laid out for the list: hits grouped by subsystem, the group with the best hit first.

use std::ops::Range;

use crate::catalog::{Catalog, SubsystemId};
use crate::search::{Found, Hit, Reading};

/// The hits of one subsystem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The subsystem.
    pub subsystem: SubsystemId,
    /// Its hits, as positions in [`Results::hits`].
    pub range: Range<usize>,
}

/// Grouped hits.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// All hits, group after group; within a group the best first.
    pub hits: Vec<Hit>,
    /// The groups that have hits, the one with the best hit first.
    pub groups: Vec<Group>,
    /// How the query was read.
    pub reading: Reading,
    /// The hits of each subsystem, as positions in `hits`, by the subsystem's position.
    ranges: Vec<Range<usize>>,
}

impl Results {
    /// Groups what a search over `catalog` found.
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
            groups.push(Group { subsystem, range: start..start + counts[subsystem.index()] });
        }
        let mut hits = found.hits;
        let rank_of = |hit: &Hit| rank[catalog.subsystem_of(hit.entry).index()];
        // All of a large table comes in its own order, which is grouped already.
        if !hits.is_sorted_by_key(rank_of) {
            hits.sort_by_key(rank_of);
        }
        let mut ranges = vec![0..0; counts.len()];
        for group in &groups {
            ranges[group.subsystem.index()] = group.range.clone();
        }
        Self { hits, groups, reading: found.reading, ranges }
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
    use super::Results;
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
        let groups: Vec<_> = results
            .groups
            .iter()
            .map(|group| (catalog.subsystem(group.subsystem).id.as_str(), group.range.clone()))
            .collect();
        assert_eq!(groups, [("proxy", 0..2), ("download", 2..3), ("cache", 3..4)]);
        assert_eq!(results.range(catalog.subsystem_named("cmd")), 0..0);
    }
}
