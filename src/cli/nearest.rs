//! Names that somebody may have meant who typed another.

/// The name that `typed` was most likely meant for: no more than every third letter differs.
pub(super) fn nearest<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let distances = names.map(|name| (strsim::osa_distance(name, typed), name));
    let (distance, name) = distances.min()?;
    (distance <= name.chars().count().div_ceil(3)).then_some(name)
}
