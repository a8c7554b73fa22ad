//! JSON: one document, or one object per line. The program's own output can be read back.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::TableError;
use super::fault::Cause;
use super::rows::Rows;
use super::tree::{self, Node};

/// True if text begins a JSON object or list.
pub(super) fn looks_so(text: &str) -> bool {
    let start = text.trim_start();
    let within = start.strip_prefix(['{', '[']).map(str::trim_start);
    within.is_some_and(|within| within.starts_with(['"', '{', '[', ']', '}']))
}

/// Reads all JSON documents. Several documents are rows of one table.
pub(super) fn read(text: &str, rows: &mut Rows<'_>) -> Result<(), TableError> {
    let openings = openings(text);
    let (next, left) = (Cell::new(0), Cell::new(tree::MOST_NODES));
    let seed = Seed { openings: &openings, next: &next, left: &left };
    let mut input = serde_json::Deserializer::from_str(text);
    let mut documents = Vec::new();
    loop {
        // The end of the input is no error here. To ask for it beforehand would take as long as the text so far.
        match seed.deserialize(&mut input) {
            Ok(node) => documents.push(node),
            Err(error) if error.is_eof() && !documents.is_empty() && input.end().is_ok() => break,
            Err(error) => {
                let has_too_many = left.get() == 0;
                let cause =
                    if has_too_many { Cause::TooMany(tree::MOST_NODES) } else { Cause::Reader(error.to_string()) };
                return Err(TableError::Broken("JSON", error.line() as u64, cause));
            }
        }
    }
    match &documents[..] {
        [document] => tree::read(document, rows),
        _ => tree::read(&Node::List(1, documents), rows),
    }
    Ok(())
}

/// The line on which each list and object opens, in order.
fn openings(text: &str) -> Vec<u64> {
    let (mut line, mut lines) = (1, Vec::new());
    let (mut in_text, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            b'\n' => line += 1,
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => lines.push(line),
            _ => {}
        }
    }
    lines
}

/// Builds a [`Node`]. It needs no limit on nesting, as `serde_json` refuses to go deeper than 128 levels.
#[derive(Clone, Copy)]
struct Seed<'a> {
    openings: &'a [u64],
    next: &'a Cell<usize>,
    /// The number of values that may still come.
    left: &'a Cell<usize>,
}

impl Seed<'_> {
    fn line(self) -> u64 {
        let at = self.next.get();
        self.next.set(at + 1);
        self.openings.get(at).copied().unwrap_or(1)
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| D::Error::custom("too many values"))?;
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Text(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Node, A::Error> {
        let line = self.line();
        let mut nodes = Vec::new();
        while let Some(node) = values.next_element_seed(self)? {
            nodes.push(node);
        }
        Ok(Node::List(line, nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<Node, A::Error> {
        let line = self.line();
        let mut pairs = Vec::new();
        while let Some(key) = values.next_key::<String>()? {
            pairs.push((key, values.next_value_seed(self)?));
        }
        Ok(Node::Map(line, pairs))
    }
}
