//! The codes that a query names: as they stand, or with digits left open as in `-19xx`.

use std::ops::RangeInclusive;

use super::fold::fold;
use crate::catalog::{Catalog, EntryId, number};
use crate::mention;

/// The entries whose codes `query` names, in its order; `None` where it is no query for codes. A code with its sign that
/// no table lists is one, which nothing answers.
pub(super) fn named(query: &str, catalog: &Catalog) -> Option<Vec<EntryId>> {
    let mentions = mention::in_query(query, catalog);
    let names_signed = mentions.iter().any(|mention| mention.code.starts_with('-'));
    let folded = fold(query);
    let mut patterns: Vec<Pattern> = words(&folded).filter_map(|word| Pattern::new(word, catalog)).collect();
    // `12x -194` counts how often -194 occurs.
    if names_signed {
        patterns.retain(|pattern| pattern.beginning.starts_with('-'));
    }
    if !patterns.is_empty() {
        let fits = |code: &str| patterns.iter().any(|pattern| pattern.fits(code));
        let fitting: Vec<EntryId> = catalog.entry_ids().filter(|&id| fits(catalog.entry(id).code())).collect();
        return Some(fitting).filter(|fitting| !fitting.is_empty());
    }
    if let Some(range) = range(&folded, catalog) {
        let lies_within = |&id: &EntryId| number(catalog.entry(id).code()).is_some_and(|code| range.contains(&code));
        let within: Vec<EntryId> = catalog.entry_ids().filter(lies_within).collect();
        return Some(within).filter(|within| !within.is_empty());
    }
    let mut named: Vec<EntryId> = Vec::new();
    for mention in &mentions {
        // Callers of a system call see -110 where its table has 110.
        let unsigned = || mention.code.strip_prefix('-').map_or(&[][..], |code| catalog.find(code));
        let listed = if mention.entries.is_empty() { unsigned() } else { mention.entries };
        for &entry in listed {
            if !named.contains(&entry) {
                named.push(entry);
            }
        }
    }
    (!named.is_empty() || names_signed).then_some(named)
}

/// The codes from one to another, if that is what a query asks for: `-95..-97`, `-70 to -77`, `-283 ~ -289`. Without their
/// signs, both ends must be listed: `95..97`, `101-103`.
fn range(text: &str, catalog: &Catalog) -> Option<RangeInclusive<i64>> {
    const BETWEEN: [&str; 7] = ["..", "~", "to", "到", "至", "through", "-"];
    let ends = |between: &&str| {
        let (first, last) = text.split_once(*between)?;
        let [first, last] = [first, last].map(|text| number(text.trim().trim_matches('.')));
        Some([first?, last?])
    };
    let [first, last] = BETWEEN.iter().find_map(ends)?;
    let listed = |sign: i64| [first, last].iter().all(|end| !catalog.find_number(sign * end, false).is_empty());
    let sign = match () {
        () if first < 0 && last < 0 => 1,
        () if first < 0 || last < 0 => return None,
        () => [1, -1].into_iter().find(|&sign| listed(sign))?,
    };
    let (first, last) = (sign * first, sign * last);
    Some(first.min(last)..=first.max(last))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || "-?*#几".contains(c)))
}

/// A code of which only the beginning is known.
struct Pattern<'q> {
    beginning: &'q str,
    /// The number of digits that follow; `None` for any number of them.
    open: Option<usize>,
}

impl<'q> Pattern<'q> {
    /// The pattern that `word` is: `-19xx`, `-28?`, `-3*`, or `19xx`. A number that a table lists with a question mark
    /// behind it is a question, and `5xx` without a sign is a class of HTTP statuses.
    fn new(word: &'q str, catalog: &Catalog) -> Option<Self> {
        let beginning = word.trim_end_matches(['x', '?', '*', '#', '几']);
        let open = &word[beginning.len()..];
        let digits = beginning.strip_prefix('-').unwrap_or(beginning);
        let fewest = if beginning.starts_with('-') { 1 } else { 2 };
        let is_pattern = !open.is_empty() && digits.len() >= fewest && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_question = open == "?" && !catalog.find(beginning).is_empty();
        (is_pattern && !is_question)
            .then(|| Self { beginning, open: (!open.contains('*')).then(|| open.chars().count()) })
    }

    fn fits(&self, code: &str) -> bool {
        let is_signed = self.beginning.starts_with('-');
        let code = if is_signed { code } else { code.strip_prefix('-').unwrap_or(code) };
        number(code).is_some()
            && code.strip_prefix(self.beginning).is_some_and(|rest| self.open.is_none_or(|open| rest.len() == open))
    }
}

#[cfg(test)]
mod tests {
    use super::named;
    use crate::catalog::Catalog;

    #[test]
    fn a_code_may_have_digits_left_open() {
        let catalog = Catalog::embedded();
        for (query, wanted) in [
            ("-19xx 是哪类错", "-1900"),
            ("-28?", "-289 -288 -287 -286 -285 -284 -283"),
            ("what are the -28X codes", "-289 -288 -287 -286 -285 -284 -283"),
            ("19XX", "-1900"),
            ("－１９ｘｘ", "-1900"),
            ("-50*", "-5062"),
            ("-30几", "-300"),
            ("-97?", "-97"),
            ("12x -194 in the last hour", "-194"),
            ("-97 (17 times), -96 (3 times)", "-97 -96"),
            ("-95..-97", "-97 -96 -95"),
            ("-72 到 -70", "-72 -71 -70"),
            ("-287 to -289", "-289 -288 -287"),
            ("95..97", "-97 -96 -95"),
            ("95-97", "-97 -96 -95"),
            ("-97 to be retried", "-97"),
        ] {
            let codes: Vec<&str> =
                named(query, &catalog).unwrap_or_default().into_iter().map(|id| catalog.entry(id).code()).collect();
            assert_eq!(codes.join(" "), wanted, "{query}");
        }
        for query in ["5xx", "3xx error", "-7xxxxx", "md5*"] {
            assert_eq!(named(query, &catalog), None, "{query}");
        }
    }
}
