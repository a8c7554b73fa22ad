//! Objects of JSON and YAML that are keyed by language, as files of translations are: `{"zh": {"1": "..."}, "en": {"1": "..."}}`.

use std::collections::{HashMap, HashSet};

use super::columns::{self, Column, Header, folded};
use super::node::Node;
use crate::catalog::number;

/// The language of meanings that a key such as `zh-CN` or `en_US` names.
pub(super) fn named(key: &str) -> Option<&'static str> {
    let key = folded(key);
    let names = [("zh", &["zh", "zhcn", "zhhans", "cn", "中文"][..]), ("en", &["en", "enus", "engb", "英文"])];
    names.into_iter().find(|(_, keys)| keys.contains(&key.as_str())).map(|(name, _)| name)
}

/// Further languages that stand beside those. Their texts are kept in the note.
const OTHERS: [&str; 24] = [
    "zhtw", "zhhk", "zhhant", "ja", "jajp", "ko", "kokr", "fr", "frfr", "de", "dede", "es", "eses", "ru", "ruru", "pt",
    "ptbr", "it", "vi", "vivn", "th", "id", "tr", "ar",
];

/// Texts keyed by language and then by code as texts keyed by code and then by language. `None` if the object is not keyed by
/// language.
pub(super) fn joined(line: u64, pairs: &[(String, Node)]) -> Option<Node> {
    let is_language = |key: &str| named(key).is_some() || OTHERS.contains(&folded(key).as_str());
    let is_list = |(key, value): &(String, Node)| matches!(value, Node::List(..)) && is_language(key);
    if pairs.len() < OTHERS.len() && pairs.iter().any(is_list) {
        return joined(line, &by_code(pairs)?);
    }
    let has_language = pairs.iter().any(|(key, value)| matches!(value, Node::Map(..)) && named(key).is_some());
    let are_languages = pairs.iter().all(|(key, value)| match value {
        Node::Map(..) => is_language(key),
        // What the file says of itself: a version, a title.
        Node::Text(_) => number(key).is_none() && !is_language(key),
        Node::List(..) => false,
    });
    let maps = || pairs.iter().filter(|(_, value)| matches!(value, Node::Map(..)));
    (has_language && are_languages)
        .then(|| join(line, &maps().map(|(key, value)| (named(key).unwrap_or(key), value)).collect::<Vec<_>>()))
}

/// Lists of objects by the codes in them, so that they can be joined. `None` if a list is no such one, or has a code twice.
fn by_code(pairs: &[(String, Node)]) -> Option<Vec<(String, Node)>> {
    let list = |node: &Node| -> Option<Node> {
        let Node::List(line, nodes) = node else { return Some(node.clone()) };
        let mut codes = HashSet::new();
        let object = |node: &Node| {
            let Node::Map(_, fields) = node else { return None };
            let Header::Codes(columns) = columns::read(fields.iter().map(|(key, _)| key.as_str())) else { return None };
            let at = columns.iter().position(|column| *column == Column::Code)?;
            let code = fields[at].1.cell();
            codes.insert(code.clone()).then(|| (code, node.clone()))
        };
        let objects: Option<Vec<_>> = nodes.iter().map(object).collect();
        Some(Node::Map(*line, objects?))
    };
    pairs.iter().map(|(key, node)| Some((key.clone(), list(node)?))).collect()
}

/// Joins objects in several languages, each with its language.
fn join(line: u64, languages: &[(&str, &Node)]) -> Node {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut keys: Vec<(&str, Vec<(&str, &Node)>)> = Vec::new();
    for (language, node) in languages {
        let Node::Map(_, pairs) = node else { continue };
        for (key, value) in pairs {
            let at = *places.entry(key).or_insert(keys.len());
            if at == keys.len() {
                keys.push((key, Vec::new()));
            }
            keys[at].1.push((language, value));
        }
    }
    let pair = |(key, values): (&str, Vec<(&str, &Node)>)| (key.to_owned(), value(line, &values));
    Node::Map(line, keys.into_iter().map(pair).collect())
}

/// The value of one key in several languages.
fn value(line: u64, values: &[(&str, &Node)]) -> Node {
    let line = values.iter().map(|(_, node)| node.line()).find(|line| *line > 0).unwrap_or(line);
    if values.iter().all(|(_, node)| matches!(node, Node::Map(..))) {
        return join(line, values);
    }
    if let [(_, first), rest @ ..] = values
        && rest.iter().all(|(_, node)| node == first)
        && (!rest.is_empty() || number(&first.cell()).is_some())
    {
        // It is of no language, as a code is.
        return (*first).clone();
    }
    Node::Map(line, values.iter().map(|(language, node)| ((*language).to_owned(), (*node).clone())).collect())
}
