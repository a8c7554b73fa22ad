//! A value of JSON or YAML.

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
