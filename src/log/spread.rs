//! The distribution of a code over a log: a fixed number of counts, each of a stretch that becomes longer as the log grows.

/// The number of stretches. The widest sparkline shows two of them in a column.
const STRETCHES: usize = 64;

/// The length of the shortest stretch: two to this power of bytes.
const SHORTEST: u32 = 6;

/// The number of mentions of a code in each stretch of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    counts: Box<[u64; STRETCHES]>,
    /// Each stretch has two to this power of bytes.
    power: u32,
}

impl Default for Spread {
    fn default() -> Self {
        Self { counts: Box::new([0; STRETCHES]), power: SHORTEST }
    }
}

impl Spread {
    /// Counts a mention at this byte of the log.
    pub(super) fn count(&mut self, position: u64) {
        while position >> self.power >= STRETCHES as u64 {
            self.lengthen();
        }
        if let Some(count) = usize::try_from(position >> self.power).ok().and_then(|at| self.counts.get_mut(at)) {
            *count += 1;
        }
    }

    /// Adds the counts of another one of the same log.
    pub(super) fn add(&mut self, mut other: Self) {
        while self.power < other.power {
            self.lengthen();
        }
        while other.power < self.power {
            other.lengthen();
        }
        for (count, more) in self.counts.iter_mut().zip(*other.counts) {
            *count += more;
        }
    }

    /// Doubles the length of each stretch.
    fn lengthen(&mut self) {
        for at in 0..STRETCHES {
            let pair = self.counts.get(2 * at..2 * at + 2).unwrap_or_default();
            self.counts[at] = pair.iter().sum();
        }
        self.power += 1;
    }

    /// The counts over the first `bytes` of the log, distributed over this number of columns.
    pub fn columns(&self, columns: usize, bytes: u64) -> Vec<u64> {
        let mut shown = vec![0; columns];
        // The length in stretches, at least one, so that it isn't zero for an empty log.
        let length =
            (bytes >> self.power).max(1) + u64::from(bytes & ((1 << self.power) - 1) > 0 && bytes >> self.power > 0);
        for (at, count) in (0..length).zip(*self.counts) {
            let column = usize::try_from(at * columns as u64 / length).unwrap_or(columns);
            if let Some(shown) = shown.get_mut(column) {
                *shown += count;
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(positions: impl IntoIterator<Item = u64>) -> Spread {
        let mut spread = Spread::default();
        positions.into_iter().for_each(|position| spread.count(position));
        spread
    }

    #[test]
    fn a_spread_shows_where_in_the_log_a_code_occurs() {
        let million = 1_000_000;
        let spread = counted((0..10).map(|n| n * 1_000).chain([999_999; 5]));
        assert_eq!(spread.columns(4, million), [10, 0, 0, 5]);
        assert_eq!(spread.columns(1, million), [15]);
        assert_eq!(counted([0, 1, 2]).columns(4, 3), [3, 0, 0, 0]);
    }

    #[test]
    fn what_is_counted_in_pieces_is_what_is_counted_at_once() {
        let positions = |from: u64| (from..from + 500).map(|n| n * 7_919);
        let mut pieces = counted(positions(0));
        pieces.add(counted(positions(500)));
        assert_eq!(pieces, counted(positions(0).chain(positions(500))));
        let mut large_first = counted(positions(500));
        large_first.add(counted(positions(0)));
        assert_eq!(pieces, large_first);
    }
}
