//! Suggestions for misspelt names.

/// The name nearest to `typed`, if at most a third of its letters, rounded up, differ.
pub(super) fn nearest<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let distances = names.map(|name| (strsim::osa_distance(name, typed), name));
    let (distance, name) = distances.min()?;
    (distance <= name.chars().count().div_ceil(3)).then_some(name)
}
