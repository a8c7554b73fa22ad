//! JSON: one document, or one object per line. The program's own output can be read back.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::TableError;
use super::fault::{Cause, Fault};
use super::node::{MOST_NODES, Node};
use super::rows::Rows;
use super::tree;

/// True if text begins a JSON object or list.
pub(super) fn looks_so(text: &str) -> bool {
    let start = text.trim_start();
    let within = start.strip_prefix(['{', '[']).map(str::trim_start);
    // TOML begins so too: `[[error]]`.
    let is_toml = start.strip_prefix("[[").is_some_and(|name| name.starts_with(char::is_alphabetic));
    !is_toml && within.is_some_and(|within| within.starts_with(['"', '{', '[', ']', '}']))
}

/// Reads all JSON documents. Several documents are rows of one table; where each has a line of its own, a bad line spoils no
/// other.
pub(super) fn read(text: &str, rows: &mut Rows<'_>) -> Result<(), TableError> {
    let left = Cell::new(MOST_NODES);
    let documents = match documents(text, &openings(text), &left) {
        Ok(documents) => documents,
        Err(error) => {
            let has_too_many = left.get() == 0;
            match if has_too_many { None } else { by_line(text, &left, rows) } {
                Some(documents) => documents,
                None if has_too_many => return Err(broken(&error, Cause::TooMany(MOST_NODES))),
                None => return Err(broken(&error, Cause::Reader(error.to_string()))),
            }
        }
    };
    match &documents[..] {
        [document] => tree::read(document, rows),
        _ => tree::read(&Node::List(1, documents), rows),
    }
    Ok(())
}

fn broken(error: &serde_json::Error, cause: Cause) -> TableError {
    TableError::Broken("JSON", error.line() as u64, cause)
}

/// The documents in a text, whose lists and objects open on these lines. `left` is the number of values that may still come.
fn documents(text: &str, openings: &[u64], left: &Cell<usize>) -> Result<Vec<Node>, serde_json::Error> {
    let next = Cell::new(0);
    let seed = Seed { openings, next: &next, left };
    let mut input = serde_json::Deserializer::from_str(text);
    let mut documents = Vec::new();
    loop {
        // The end of the input is no error here. To ask for it beforehand would take as long as the text so far.
        match seed.deserialize(&mut input) {
            Ok(node) => documents.push(node),
            Err(error) if error.is_eof() && !documents.is_empty() && input.end().is_ok() => return Ok(documents),
            Err(error) => return Err(error),
        }
    }
}

/// The documents of a text that has one per line, without the lines that are broken, which are reported. `None` if most are.
fn by_line(text: &str, left: &Cell<usize>, rows: &mut Rows<'_>) -> Option<Vec<Node>> {
    let mut whole = Vec::new();
    let mut broken = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let openings: Vec<u64> = openings(line).iter().map(|_| number).collect();
        match documents(line, &openings, left) {
            Ok(nodes) if nodes.iter().all(|node| matches!(node, Node::Map(..))) => whole.extend(nodes),
            Ok(_) => broken.push((number, String::new())),
            Err(error) => broken.push((number, error.to_string())),
        }
    }
    if whole.len() < broken.len() || left.get() == 0 {
        return None;
    }
    for (line, cause) in broken {
        // The place that it gives is one in the line.
        let cause = cause.replace(" at line 1 column ", ", column ");
        rows.report(line, Fault::Skipped(cause));
    }
    Some(whole)
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
