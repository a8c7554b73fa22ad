//! JSON and YAML as one tree, and the tables in it: lists of objects, and objects keyed by code.

use std::borrow::Cow;

use super::codes;
use super::columns::{self, Column, Header};
use super::current::Heads;
use super::rows::Rows;

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
    fn line(&self) -> u64 {
        match self {
            Self::Text(_) => 0,
            Self::List(line, _) | Self::Map(line, _) => *line,
        }
    }

    /// The value as the text of a cell.
    fn cell(&self) -> String {
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
        Node::Map(_, pairs) => {
            if !by_code(node, pairs, group, rows) {
                // `{"code": -1, "message": "..."}` alone is a list of one.
                if !(is_record(pairs) && objects(&[node], group, rows)) {
                    for (key, node) in pairs {
                        walk(node, group_under(group, key), rows);
                    }
                }
            }
        }
    }
}

/// The subsystem of a table under `key`: the key itself, unless it is generic, such as `errors`.
fn group_under<'k>(group: Option<&'k str>, key: &'k str) -> Option<&'k str> {
    const GENERIC: [&str; 11] =
        ["errors", "error", "codes", "errorcodes", "errorslist", "data", "items", "list", "rows", "records", "result"];
    if GENERIC.contains(&columns::folded(key).as_str()) { group } else { Some(key) }
}

fn is_record(pairs: &[(String, Node)]) -> bool {
    matches!(columns::read(pairs.iter().map(|(key, _)| key.as_str())), Header::Codes(_))
}

/// Reads objects as rows, with their keys as columns. False if these are no header of codes, and the objects hold more objects.
fn objects(maps: &[&Node], group: Option<&str>, rows: &mut Rows<'_>) -> bool {
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
    rows.begin(group, Heads::First);
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
            Node::Map(_, texts) if texts.iter().any(|(key, _)| language(key).is_some()) => {
                let name = |text: &str| format!("{key}_{}", language(text).unwrap_or(text));
                whole.extend(texts.iter().map(|(text, node)| (Cow::Owned(name(text)), node)));
            }
            _ => whole.push((Cow::Borrowed(key.as_str()), node)),
        }
    }
    Some((*line, whole))
}

/// The language that a key such as `zh-CN` or `en_US` names.
fn language(key: &str) -> Option<&'static str> {
    let key = columns::folded(key);
    let names = [("zh", &["zh", "zhcn", "zhhans", "cn", "中文"][..]), ("en", &["en", "enus", "engb", "英文"])];
    names.into_iter().find(|(_, keys)| keys.contains(&key.as_str())).map(|(name, _)| name)
}

/// The most different keys that the objects of one list may have; more are ignored.
const MOST_KEYS: usize = 200;

/// True for a code that is a path, such as `auth/invalid-token`.
fn is_path(key: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    key.contains('/') && key.split('/').all(is_word)
}

/// Reads an object whose keys are codes, with a text or an object for each. False if it is no such object.
fn by_code(node: &Node, pairs: &[(String, Node)], group: Option<&str>, rows: &mut Rows<'_>) -> bool {
    let is_code = |key: &str| codes::is_one(key) || is_path(key);
    let are_codes = pairs.iter().filter(|(key, _)| is_code(key)).count() * 10 >= pairs.len() * 9;
    if pairs.is_empty() || !are_codes || is_record(pairs) {
        return false;
    }
    if pairs.iter().all(|(_, value)| matches!(value, Node::Text(_))) {
        rows.begin(group, Heads::First);
        rows.columns(&[Column::Code, Column::Meaning]);
        for (key, value) in pairs {
            rows.row(node.line(), &[key, &value.cell()]);
        }
        return true;
    }
    let mut whole = Vec::new();
    for (key, value) in pairs {
        let Node::Map(line, fields) = value else { return false };
        let has_code = fields.iter().any(|(name, _)| columns::folded(name) == "code");
        // If the inner object has a code of its own, the key is its symbol.
        let name = if has_code { "symbol" } else { "code" };
        let mut fields = fields.clone();
        fields.insert(0, (name.to_owned(), Node::Text(key.clone())));
        whole.push(Node::Map(*line, fields));
    }
    let maps: Vec<&Node> = whole.iter().collect();
    let header = whole.iter().any(|node| matches!(node, Node::Map(_, pairs) if is_record(pairs)));
    header && objects(&maps, group, rows)
}
