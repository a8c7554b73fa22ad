//! JSON and YAML as one tree, and the tables in it: lists of objects, and objects keyed by code or by language.

use super::node::Node;
use super::objects::{is_generic, is_record, objects};
use super::rows::Rows;
use super::{keyed, languages};

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
