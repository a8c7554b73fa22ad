//! YAML: lists of objects, or code: text. Aliases are refused: a few lines of them expand to more than any memory holds.

use saphyr_parser::{Event, Parser};

use super::TableError;
use super::fault::Cause;
use super::node::{MOST_NODES, Node};
use super::rows::Rows;
use super::tree;

/// The deepest nesting of values.
const DEEPEST: usize = 64;

/// True if text begins like a YAML document, or with a list of objects.
pub(super) fn looks_so(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|first| {
        let is_item = |line: &str| line.trim_start().starts_with("- ") && line.contains(": ");
        is_item(first) || (first.trim() == "---" && lines.next().is_some_and(is_item))
    })
}

/// Reads all documents of a file.
pub(super) fn read(text: &str, rows: &mut Rows<'_>) -> Result<(), TableError> {
    let mut open: Vec<(Node, Option<String>)> = Vec::new();
    for (count, event) in Parser::new_from_str(text).enumerate() {
        let broken = |line: usize, cause: Cause| TableError::Broken("YAML", line as u64, cause);
        let (event, span) =
            event.map_err(|error| broken(error.marker().line(), Cause::Reader(error.info().to_owned())))?;
        let line = span.start.line();
        if count > MOST_NODES {
            return Err(broken(line, Cause::TooMany(MOST_NODES)));
        }
        let node = match event {
            Event::Alias(_) => return Err(broken(line, Cause::Alias)),
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= DEEPEST => {
                return Err(broken(line, Cause::TooDeep(DEEPEST)));
            }
            Event::SequenceStart(..) => {
                open.push((Node::List(line as u64, Vec::new()), None));
                continue;
            }
            Event::MappingStart(..) => {
                open.push((Node::Map(line as u64, Vec::new()), None));
                continue;
            }
            Event::Scalar(text, ..) => Node::Text(if text == "~" { String::new() } else { text.into_owned() }),
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some((node, _)) => node,
                None => continue,
            },
            _ => continue,
        };
        match open.last_mut() {
            None => tree::read(&node, rows),
            Some((Node::List(_, nodes), _)) => nodes.push(node),
            Some((Node::Map(_, pairs), key)) => match key.take() {
                Some(key) => pairs.push((key, node)),
                None => *key = Some(if let Node::Text(text) = node { text } else { String::new() }),
            },
            Some((Node::Text(_), _)) => {}
        }
    }
    Ok(())
}
