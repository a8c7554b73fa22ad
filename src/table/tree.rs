//! JSON and YAML as one tree, and the tables in it: lists of objects, and objects keyed by code or by language.

use std::borrow::Cow;

use super::columns::{self, Header};
use super::current::Heads;
use super::rows::Rows;
use super::{keyed, languages};

/// The most values of a file: a million rows of twenty columns. A list of empty lists takes many times its own size in memory.
pub(super) const MOST_NODES: usize = 20_000_000;

/// A value, with the line on which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Text(String),
    List(u64, Vec<Node>),
    Map(u64, Vec<(String, Node)>),
}

impl Node {
    pub(super) fn line(&self) -> u64 {
        match self {
            Self::Text(_) => 0,
            Self::List(line, _) | Self::Map(line, _) => *line,
        }
    }

    /// The value as the text of a cell.
    pub(super) fn cell(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(_, nodes) => nodes.iter().map(Self::cell).collect::<Vec<_>>().join(", "),
            Self::Map(_, pairs) => {
                pairs.iter().map(|(key, node)| format!("{key}: {}", node.cell())).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// Passes on all tables in a tree, each with the key that it stands under as its subsystem.
pub(super) fn read(node: &Node, rows: &mut Rows<'_>) {
    walk(node, None, rows);
}

fn walk(node: &Node, group: Option<&str>, rows: &mut Rows<'_>) {
    match node {
        Node::Text(_) => {}
        Node::List(_, nodes) => {
            let maps: Vec<&Node> = nodes.iter().filter(|node| matches!(node, Node::Map(..))).collect();
            if maps.is_empty() || !objects(&maps, group, rows) {
                for node in nodes {
                    walk(node, group, rows);
                }
            }
        }
        Node::Map(line, pairs) => {
            if let Some(joined) = languages::joined(*line, pairs) {
                walk(&joined, group, rows);
            } else if is_record(pairs) {
                // `{"code": -1, "message": "..."}` alone is a list of one.
                objects(&[node], group, rows);
            } else {
                for (key, node) in keyed::read(*line, pairs, group, rows) {
                    walk(node, group_under(group, key), rows);
                }
            }
        }
    }
}

/// The subsystem of a table under `key`: the key itself, unless it is generic.
fn group_under<'k>(group: Option<&'k str>, key: &'k str) -> Option<&'k str> {
    if is_generic(key) { group } else { Some(key) }
}

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
