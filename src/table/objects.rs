//! Objects whose keys are the columns of a table.

use std::borrow::Cow;

use super::columns::{self, Header};
use super::current::Heads;
use super::languages;
use super::node::Node;
use super::rows::Rows;

/// True for a key that says no more than that codes follow, such as `errors`.
pub(super) fn is_generic(key: &str) -> bool {
    const GENERIC: [&str; 11] =
        ["errors", "error", "codes", "errorcodes", "errorslist", "data", "items", "list", "rows", "records", "result"];
    GENERIC.contains(&columns::folded(key).as_str())
}

/// True if the keys of an object are a header of codes. One of more keys than a header has columns is none.
pub(super) fn is_record(pairs: &[(String, Node)]) -> bool {
    pairs.len() <= MOST_KEYS && matches!(columns::read(pairs.iter().map(|(key, _)| key.as_str())), Header::Codes(_))
}

/// Reads objects as rows, with their keys as columns. False if these are no header of codes, and the objects hold more objects.
pub(super) fn objects(maps: &[&Node], group: Option<&str>, rows: &mut Rows<'_>) -> bool {
    let maps: Vec<Object<'_>> = maps.iter().filter_map(|map| spread(map)).collect();
    let mut header: Vec<&str> = Vec::new();
    let mut nests = false;
    for (key, node) in maps.iter().flat_map(|(_, pairs)| pairs) {
        nests |= matches!(node, Node::Map(..) | Node::List(..));
        if !header.contains(&key.as_ref()) && header.len() < MOST_KEYS {
            header.push(key);
        }
    }
    let is_table = rows.has_said_columns() || matches!(columns::read(header.iter().copied()), Header::Codes(_));
    if nests && !is_table {
        return false;
    }
    rows.begin(group, Heads::Keys);
    rows.row(maps.first().map_or(1, |(line, _)| *line), &header);
    for (line, pairs) in &maps {
        let cell =
            |key: &&str| pairs.iter().find(|(other, _)| other == key).map(|(_, node)| node.cell()).unwrap_or_default();
        let cells: Vec<String> = header.iter().map(cell).collect();
        rows.row(*line, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    true
}

/// An object: its line and its pairs.
type Object<'n> = (u64, Vec<(Cow<'n, str>, &'n Node)>);

/// The pairs of an object. A text in several languages becomes one pair for each: `"message": {"zh": "...", "en": "..."}` is
/// `message_zh` and `message_en`.
fn spread(map: &Node) -> Option<Object<'_>> {
    let Node::Map(line, pairs) = map else { return None };
    let mut whole = Vec::with_capacity(pairs.len());
    for (key, node) in pairs {
        match node {
            Node::Map(_, texts) if texts.iter().any(|(key, _)| languages::named(key).is_some()) => {
                let name = |text: &str| format!("{key}_{}", languages::named(text).unwrap_or(text));
                whole.extend(texts.iter().map(|(text, node)| (Cow::Owned(name(text)), node)));
            }
            _ => whole.push((Cow::Borrowed(key.as_str()), node)),
        }
    }
    Some((*line, whole))
}

/// The most different keys that the objects of one list may have; more are ignored.
const MOST_KEYS: usize = 200;
