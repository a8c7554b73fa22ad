//! Headers of two rows, and headers that come again within a table.

use super::columns::{self, Column, Header, Kind};

/// The cells of a header as the labels of their columns.
pub(super) fn labels(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The names of the columns under a row that may be a header, or the second row of one whose first is `above`.
pub(super) fn names(above: &[String], cells: &[&str]) -> Vec<String> {
    let is_header = matches!(columns::read(cells.iter().copied()), Header::Codes(_));
    let joined = if is_header { None } else { joined(above, cells) };
    joined.unwrap_or_else(|| cells.iter().map(|&cell| cell.to_owned()).collect())
}

/// The names of the columns under a header of two rows: `错误码 | 含义 |` above `| 中文 | 英文`. `None` if the second row is no part
/// of the header. A name above that spans several columns has no names beside it, or the same ones.
pub(super) fn joined(above: &[String], below: &[&str]) -> Option<Vec<String>> {
    let spans = below.len() > above.len()
        || above.iter().any(String::is_empty)
        || above.windows(2).any(|names| names[0] == names[1]);
    let mut is_new = false;
    let mut names: Vec<String> = Vec::new();
    let mut spanning = "";
    for at in 0..above.len().max(below.len()) {
        let own = above.get(at).map_or("", String::as_str);
        if !own.is_empty() {
            spanning = own;
        }
        let cell = below.get(at).map_or("", |cell| cell.trim());
        if cell.is_empty() || cell == own {
            names.push(own.to_owned());
            continue;
        }
        is_new = true;
        let both = || format!("{spanning}{cell}");
        let is_unknown = |name: &str| columns::kind(name) == Kind::Is(Column::Other);
        names.push(match columns::kind(cell) {
            Kind::Is(Column::Other | Column::Ignored) => return None,
            // The language of a hint is no meaning.
            Kind::Is(Column::Zh | Column::En) if !is_unknown(spanning) => both(),
            _ => cell.to_owned(),
        });
    }
    let is_header = || matches!(columns::read(names.iter().map(String::as_str)), Header::Codes(_));
    (spans && is_new && is_header()).then_some(names)
}

/// True if a row is a header: the one of its table again, or that of a further table.
pub(super) fn is_another(code: usize, labels: &[String], cells: &[&str]) -> bool {
    let (Some(cell), Some(label)) = (cells.get(code), labels.get(code)) else { return false };
    let is_name = cell.trim() == label || columns::is_name_of_codes(cell);
    is_name && matches!(columns::read(cells.iter().copied()), Header::Codes(_))
}
