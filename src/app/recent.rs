//! Recent copies and searches, and the order in which they are offered.

/// A copied code or a query, and when it was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// The code or query.
    pub what: What,
    /// The time, in seconds since 1970.
    pub at: u64,
}

/// An item that the user can return to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A code that was copied or chosen, as its table writes it.
    Code(String),
    /// A query that led to a copied code, or that was cleared.
    Query(String),
}

/// The age in days at which a use counts half as much as one of today.
const HALF_LIFE_DAYS: u64 = 3;

/// Each item once, with its last use; the most recently and most often used first. `all` has the oldest first.
pub(super) fn ranked(all: &[Recent]) -> Vec<&Recent> {
    let newest = all.last().map_or(0, |recent| recent.at);
    let mut ranked: Vec<(u64, usize, &Recent)> = Vec::new();
    for (position, recent) in all.iter().enumerate() {
        let days = newest.saturating_sub(recent.at) / 86_400;
        // In thousandths: a use of today counts 1,000, one of a half-life ago 500, one of two half-lives ago 333.
        let weight = 1_000 * HALF_LIFE_DAYS / (HALF_LIFE_DAYS + days);
        match ranked.iter_mut().find(|(_, _, known)| known.what == recent.what) {
            Some(known) => *known = (known.0 + weight, position, recent),
            None => ranked.push((weight, position, recent)),
        }
    }
    ranked.sort_by_key(|&(weight, position, _)| std::cmp::Reverse((weight, position)));
    ranked.into_iter().map(|(_, _, recent)| recent).collect()
}

#[cfg(test)]
mod tests {
    use super::{Recent, What, ranked};

    #[test]
    fn the_newest_and_most_often_used_comes_first_and_each_once() {
        let used = |days: u64, code: &str| Recent { what: What::Code(code.to_owned()), at: days * 86_400 };
        let all = [used(0, "-97"), used(0, "-97"), used(9, "-96"), used(10, "-81"), used(10, "-96"), used(10, "-72")];
        let codes: Vec<_> = ranked(&all).into_iter().map(|recent| recent.what.clone()).collect();
        assert_eq!(codes, ["-96", "-72", "-81", "-97"].map(|code| What::Code(code.to_owned())));
    }
}
