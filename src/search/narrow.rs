//! Narrowing: whatever answers a query that was typed on lies among the rows that the query before it touched.

use super::needles::Plan;
use crate::catalog::EntryId;

/// The rows that a query touched: they hold something of each of its required terms.
pub(super) struct Touching {
    plan: Plan,
    /// Which subsystems were searched, by position.
    admitted: Vec<bool>,
    rows: Vec<EntryId>,
}

impl Touching {
    /// What `needles` touched when the `admitted` subsystems were searched.
    pub(super) fn new(plan: Plan, admitted: Vec<bool>, rows: Vec<EntryId>) -> Self {
        Self { plan, admitted, rows }
    }

    /// The rows, if all that `needles` can touch is among them.
    pub(super) fn by(&self, plan: &Plan, admitted: &[bool]) -> Option<&[EntryId]> {
        (self.admitted == admitted && goes_on(&self.plan, plan)).then_some(&self.rows)
    }
}

/// Whether a row that `later` touches is always one that `earlier` touches: each term that is required there is required
/// here too, and whatever is looked for here holds something that was looked for there.
fn goes_on(earlier: &Plan, later: &Plan) -> bool {
    let (before, now) = (&earlier.query, &later.query);
    // Filters alone touch nothing, and a row that they leave out has not been looked at.
    if before.terms.is_empty() || !before.filters.is_empty() {
        return false;
    }
    before.terms.iter().enumerate().filter(|(_, term)| term.required).all(|(index, _)| {
        now.terms.get(index).is_some_and(|term| term.required)
            && later.patterns_of(index).all(|pattern| earlier.patterns_of(index).any(|part| pattern.contains(part)))
            && later.sounds_of(index).all(|sound| earlier.sounds_of(index).any(|start| sound.starts_with(start)))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::super::{Full, Pass, Query, Rows};
    use super::Touching;
    use crate::catalog::Catalog;

    /// What a query finds when it is typed on from another: among the rows that the other touched, if it is narrowed at
    /// all, and among all rows.
    fn typed_on(catalog: &Catalog, from: &str, to: &str) -> (Option<Full>, Full) {
        let rows = Rows::new(catalog);
        let pass = |query| Pass::new(catalog, &rows, vec![true; catalog.subsystems().len()], Query::new(query));
        let first = pass(from);
        let touching = first.full(rows.all(), None, &|| true).expect("the search goes on").touching;
        let touching = Touching::new(first.plan, first.admitted, touching);
        let second = pass(to);
        let (narrowed, sieve) = second.narrowed(Some(&touching));
        let full = |rows, sieve| second.full(rows, sieve, &|| true).expect("the search goes on");
        if let Some(sieve) = &sieve {
            assert_eq!(full(rows.all(), Some(sieve)).hits, full(rows.all(), None).hits, "{to:?} through its sieve");
        }
        (narrowed.map(|rows| full(rows, sieve.as_ref())), full(rows.all(), None))
    }

    #[test]
    fn a_word_that_is_typed_on_is_looked_for_where_its_beginning_was_found() {
        let catalog = Catalog::embedded();
        let cases = [
            ("param", "parame", true),
            ("expire", "expired", true),
            ("签名", "签名 biz", true),
            ("biz", "biz_req", true),
            ("miaoch", "miaochu", true),
            // What means the same as a word is not what means the same as its beginning.
            ("expi", "expir", false),
            ("expired sig", "expired", false),
            ("签名", "过期", false),
            ("!签名 param", "parame", false),
            // The name of a subsystem answers for rows that do not have it in their text.
            ("prox", "proxy", false),
        ];
        for (from, to, narrows) in cases {
            let (narrowed, all) = typed_on(&catalog, from, to);
            assert_eq!(narrowed.is_some(), narrows, "{from:?} to {to:?}");
            assert!(narrowed.is_none_or(|narrowed| narrowed.hits == all.hits), "{from:?} to {to:?}");
        }
    }

    proptest! {
        #[test]
        fn a_narrowed_search_finds_what_a_whole_one_finds(
            words in prop::collection::vec(select(vec![
                "signature", "expired", "biz_req", "appid", "cs", "miaochuan", "jm失败", "签名过期", "文件过大", "duanwuqian",
                "wjgd", "url", "sha-1", "不存在", "太大", "compress", "param", "秒chuan", "l5", "the", "失败", "x", "重试",
            ]), 1..4),
            cut in any::<Index>(),
            end in any::<Index>(),
        ) {
            let text = words.join(" ");
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (cut, end) = (cut.index(bounds.len()), end.index(bounds.len()));
            let (from, to) = (&text[..bounds[cut.min(end)]], &text[..bounds[cut.max(end)]]);
            let catalog = Catalog::embedded();
            if let (Some(narrowed), all) = typed_on(&catalog, from, to) {
                prop_assert_eq!(narrowed.hits, all.hits, "{:?} to {:?}", from, to);
            }
        }
    }
}
