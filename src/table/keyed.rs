//! Objects of JSON and YAML that are keyed by code: each value is a text, an object that describes the code, or a group of
//! further codes, and one object may have all three.

use super::codes;
use super::columns::{self, Column};
use super::current::Heads;
use super::node::Node;
use super::objects;
use super::rows::Rows;
use crate::catalog::number;

/// A key with its value.
type Pair = (String, Node);

/// Reads the codes among the keys of an object. Returns the pairs that are none: groups, and whatever else there is.
pub(super) fn read<'n>(line: u64, pairs: &'n [Pair], group: Option<&str>, rows: &mut Rows<'_>) -> Vec<&'n Pair> {
    let keys = Keys::of(pairs);
    let kinds: Vec<Kind> = pairs.iter().map(|pair| keys.kind(pair)).collect();
    // An object without a meaning is a row that lacks it only beside others that have one.
    let is_list = kinds.contains(&Kind::Described);
    let is_row = |kind: Kind| matches!(kind, Kind::Text | Kind::Described) || (kind == Kind::Silent && is_list);
    let coded = || pairs.iter().zip(&kinds).filter(|(_, kind)| is_row(**kind)).map(|(pair, _)| pair);
    if coded().all(|(_, value)| matches!(value, Node::Text(_))) {
        if coded().next().is_some() {
            rows.begin(group, Heads::Keys);
            rows.columns(&[Column::Code, Column::Symbol, Column::Meaning]);
        }
        for (key, value) in coded() {
            let value = value.cell();
            rows.row(line, &if is_value_of(key, &value) { [&value, key, ""] } else { [key, "", &value] });
        }
    } else {
        let whole: Vec<Node> = coded().map(|(key, value)| whole(line, key, value)).collect();
        objects::objects(&whole.iter().collect::<Vec<_>>(), group, rows);
    }
    pairs.iter().zip(&kinds).filter(|(_, kind)| !is_row(**kind)).map(|(pair, _)| pair).collect()
}

/// True if a value is the code that a name stands for: `"ORDER_NOT_FOUND": 70001`.
pub(super) fn is_value_of(name: &str, value: &str) -> bool {
    number(name).is_none() && number(value).is_some()
}

/// The part that a pair has in an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A code with its meaning, in one text or several, or a name with its code.
    Text,
    /// A code with an object that describes it.
    Described,
    /// A code with an object that has no meaning by its keys.
    Silent,
    /// Something else.
    Other,
}

/// The rule that tells which keys of an object are codes.
struct Keys {
    /// Nearly all of them are, so the odd ones are as well.
    all: bool,
    /// Names are, not only numbers: no list of codes stands beside them, which would make them facts about the file, and they
    /// are not the exception among the texts.
    names: bool,
}

impl Keys {
    fn of(pairs: &[Pair]) -> Self {
        let codes = pairs.iter().filter(|(key, _)| is_code(key)).count();
        let texts = || pairs.iter().filter(|(_, value)| matches!(value, Node::Text(_)));
        let among_texts = texts().filter(|(key, _)| is_code(key)).count();
        let has_list = pairs.iter().any(|(key, value)| !matches!(value, Node::Text(_)) && objects::is_generic(key));
        Self { all: codes * 10 >= pairs.len() * 9, names: !has_list && among_texts * 2 >= texts().count() }
    }

    fn kind(&self, (key, value): &Pair) -> Kind {
        let is_sure = number(key).is_some()
            || (self.names && is_code(key) && key.starts_with(|first: char| first.is_ascii_uppercase()));
        match value {
            Node::Text(_) if self.all || is_sure => Kind::Text,
            Node::List(_, texts) if (self.all || is_sure) && are_texts(texts) => Kind::Text,
            Node::Map(_, fields) if (self.all || is_sure) && describes(key, fields) => Kind::Described,
            Node::Map(_, fields) if is_code(key) && has_code(fields) && describes(key, fields) => Kind::Described,
            Node::Map(_, fields) if (self.all || is_sure) && !Self::of(fields).all => Kind::Silent,
            _ => Kind::Other,
        }
    }
}

fn are_texts(nodes: &[Node]) -> bool {
    !nodes.is_empty() && nodes.iter().all(|node| matches!(node, Node::Text(_)))
}

/// True if an object says what the code that it stands under means.
fn describes(key: &str, fields: &[Pair]) -> bool {
    matches!(with_key(0, key, fields), Node::Map(_, fields) if objects::is_record(&fields))
}

/// True if an object has a code of its own, so that its key is the code's name.
fn has_code(fields: &[Pair]) -> bool {
    let is_code = |name: &str| matches!(name, "code" | "errorcode" | "errcode" | "errno" | "错误码");
    fields.iter().any(|(name, _)| is_code(&columns::folded(name)))
}

/// An object with its key among its fields.
fn with_key(line: u64, key: &str, fields: &[Pair]) -> Node {
    let name = if has_code(fields) { "symbol" } else { "code" };
    let key = (name.to_owned(), Node::Text(key.to_owned()));
    Node::Map(line, [key].into_iter().chain(fields.iter().cloned()).collect())
}

/// A pair as an object with all that it says.
fn whole(line: u64, key: &str, value: &Node) -> Node {
    if let Node::Map(line, fields) = value {
        return with_key(*line, key, fields);
    }
    let value = value.cell();
    let [code, name, other] =
        if is_value_of(key, &value) { [&*value, "symbol", key] } else { [key, "message", &value] };
    let pairs = [("code", code), (name, other)].map(|(key, text)| (key.to_owned(), Node::Text(text.to_owned())));
    Node::Map(line, pairs.into())
}

fn is_code(key: &str) -> bool {
    codes::is_one(key) || is_path(key)
}

/// True for a code that is a path, such as `auth/invalid-token`.
fn is_path(key: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    key.contains('/') && key.split('/').all(is_word)
}
