//! The columns of a table, recognised by the names in `assets/columns.toml`, or given by the user.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::fold::simplified;
use crate::lang::Lang;

/// The kind of a column's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Code,
    /// Another spelling of the code.
    Spelling,
    /// Another spelling of the code, unless the column only numbers the rows.
    Identifier,
    /// A symbol if the cell looks like one, otherwise a remark: `error` beside a column of codes.
    Error,
    /// Another spelling of the code, unless it is an HTTP status, which many rows share.
    Status,
    Zh,
    En,
    /// A meaning in either language.
    Meaning,
    Symbol,
    HintZh,
    HintEn,
    /// A hint in either language.
    Hint,
    Subsystem,
    Note,
    /// A meaning if the row has none, otherwise a note.
    Remark,
    /// Anything else. It is kept in the note, under the column's own name.
    Other,
    /// A column of the program's own output that it doesn't need.
    Ignored,
}

/// The lists of `assets/columns.toml`.
#[derive(Debug, Deserialize)]
struct Names {
    code: Vec<String>,
    spelling: Vec<String>,
    identifier: Vec<String>,
    status: Vec<String>,
    errorname: Vec<String>,
    typed: Vec<String>,
    transport: Vec<String>,
    zh: Vec<String>,
    en: Vec<String>,
    meaning: Vec<String>,
    remark: Vec<String>,
    error: Vec<String>,
    symbol: Vec<String>,
    hint: Vec<String>,
    subsystem: Vec<String>,
    note: Vec<String>,
    part: Vec<String>,
    ignored: Vec<String>,
    qualifiers: Vec<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/columns.toml")).expect("assets/columns.toml is well-formed")
});

/// The kind of a column by its name alone, before the columns beside it are considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Is(Column),
    /// Codes, with the name's rank among likely names: the column with the lowest rank has the codes.
    Codes(usize),
    /// Either codes or meanings: `error`.
    Error,
}

/// Ranks of names of codes: those recognised by their ending alone, those that usually hold another spelling, and those that
/// hold the codes only if no other column does: names of errors, columns called `error`, and codes of the transport.
const BY_END: usize = 1_000;
const WEAK: usize = 2_000;
const NAME: usize = 3_000;
const ERROR: usize = 4_000;
const TRANSPORT: usize = 5_000;

/// The result of reading a row as a header.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// A table of codes: one column holds codes, and another describes them.
    Codes(Vec<Column>),
    /// A column holds codes, but none describes them.
    NoMeaning,
    /// A column holds meanings, but none is known to hold codes.
    NoCode,
    /// A list of the parts of something else, such as the parameters of a request.
    Parts,
    /// Not a header of codes.
    Other,
}

/// Reads a row of cells as the header of a table.
pub(super) fn read<'a>(cells: impl Iterator<Item = &'a str>) -> Header {
    let cells: Vec<&str> = cells.collect();
    let kinds: Vec<Kind> = cells.iter().map(|cell| kind(cell)).collect();
    let rank = |kind: &Kind| match kind {
        Kind::Codes(rank) => Some(*rank),
        Kind::Error => Some(ERROR),
        Kind::Is(_) => None,
    };
    let is_meaning = |kind: &Kind| matches!(kind, Kind::Is(Column::Zh | Column::En | Column::Meaning));
    let says = kinds.iter().any(is_meaning);
    let Some((rank, code)) = kinds.iter().enumerate().filter_map(|(at, kind)| Some((rank(kind)?, at))).min() else {
        let lists_parts = cells.iter().map(|cell| folded(cell)).any(|name| {
            let is_typed = NAMES.typed.contains(&name) && !matches!(name.as_str(), "type" | "类型");
            is_typed || NAMES.part.iter().any(|end| name.ends_with(end.as_str()))
        });
        return match (lists_parts, says) {
            (true, _) => Header::Parts,
            (false, true) => Header::NoCode,
            (false, false) => Header::Other,
        };
    };
    // Unless the program printed the table, these names are ordinary ones.
    let foreign = kinds.iter().filter(|kind| **kind == Kind::Is(Column::Ignored)).count() < 3
        && !cells.iter().any(|cell| folded(cell) == "why");
    let columns: Vec<Column> = kinds
        .iter()
        .enumerate()
        .map(|(at, kind)| match kind {
            _ if at == code => Column::Code,
            Kind::Is(Column::Ignored) if foreign => Column::Other,
            Kind::Is(column) => *column,
            Kind::Codes(rank) => further(*rank, cells[at]),
            Kind::Error if says => Column::Error,
            Kind::Error => Column::Meaning,
        })
        .collect();
    // In a table of the fields of a response, a value is no code.
    let is_typed = || cells.iter().any(|cell| NAMES.typed.contains(&folded(cell)));
    if rank >= WEAK && rank != ERROR && is_typed() {
        return Header::Parts;
    }
    let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
    // A name that is common elsewhere too, such as "value", needs a true meaning beside it.
    if says
        || (rank < BY_END && has(&[Column::Symbol, Column::Hint, Column::Remark, Column::Note]))
        || (rank < BY_END && has(&[Column::Meaning]))
        || (rank == WEAK && has(&[Column::Symbol, Column::Hint]) && has(&[Column::Remark]))
    {
        Header::Codes(columns)
    } else if rank < BY_END {
        Header::NoMeaning
    } else {
        Header::Other
    }
}

/// The most columns that a table side by side with others may have, and one more.
const WIDEST_BESIDE: usize = 65;

/// The number of cells after which a header repeats: 2 for `code | meaning | code | meaning`, which is two tables side by side,
/// 3 if an empty column parts them. The number of all cells if it doesn't.
pub(super) fn period(cells: &[&str]) -> usize {
    let is_period = |period: &usize| {
        let (first, rest) = cells.split_at(*period);
        // The last table has no empty column behind it.
        let is_first = |part: &[&str]| {
            let names = || part.iter().copied().chain(std::iter::repeat(""));
            first.iter().zip(names()).all(|(one, other)| folded(one) == folded(other))
        };
        rest.chunks(*period).all(is_first) && matches!(read(first.iter().copied()), Header::Codes(_))
    };
    // A wider one is no table of codes, and trying all lengths of a very long line would take long.
    (2..cells.len().min(WIDEST_BESIDE)).find(is_period).unwrap_or(cells.len().max(1))
}

/// True for a cell that has one of the names by which columns of codes are listed.
pub(super) fn is_name_of_codes(cell: &str) -> bool {
    static CODES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| [&NAMES.code, &NAMES.spelling].into_iter().flatten().map(String::as_str).collect());
    let cell = cell.trim();
    // No name has a digit in it or is long, which rules most codes out at once.
    cell.len() < 30 && !cell.bytes().any(|byte| byte.is_ascii_digit()) && CODES.contains(folded(cell).as_str())
}

/// The kind of a column of codes with this rank and name, if another column has the codes of the rows.
pub(super) fn further(rank: usize, cell: &str) -> Column {
    let name = folded(cell);
    let is_identifier = NAMES.identifier.iter().any(|end| name.ends_with(end.as_str()));
    match name {
        _ if rank == TRANSPORT => Column::Other,
        _ if rank == NAME => Column::Symbol,
        name if NAMES.status.contains(&name) => Column::Status,
        _ if is_identifier => Column::Identifier,
        _ => Column::Spelling,
    }
}

/// The kind of a column by its header cell. `错误码（code）` is recognised by either part, `错误码 code` by both.
pub(super) fn kind(cell: &str) -> Kind {
    let cell = cell.trim();
    // A header is short, so a long text isn't worth folding.
    if cell.len() > 100 {
        return Kind::Is(Column::Other);
    }
    let parts = || cell.split(['(', '（', ')', '）', '/', '／', '[', '【']);
    let names = || [cell].into_iter().chain(parts()).map(folded).filter(|name| !name.is_empty());
    names()
        .find_map(|name| named(&name).or_else(|| named_twice(&name)))
        .or_else(|| [cell].into_iter().chain(parts()).find_map(by_end))
        .unwrap_or(Kind::Is(Column::Other))
}

/// The kind of a column by its folded name: as listed, with a qualifier, or with a language.
fn named(name: &str) -> Option<Kind> {
    let names = &*NAMES;
    if names.transport.iter().any(|known| known == name) {
        return Some(Kind::Codes(TRANSPORT));
    }
    if names.errorname.iter().any(|known| known == name) {
        return Some(Kind::Codes(NAME));
    }
    if let Some(rank) = names.code.iter().position(|known| known == name) {
        return Some(Kind::Codes(rank));
    }
    let lists = [
        (&names.spelling, Kind::Codes(WEAK)),
        (&names.zh, Kind::Is(Column::Zh)),
        (&names.en, Kind::Is(Column::En)),
        (&names.meaning, Kind::Is(Column::Meaning)),
        (&names.note, Kind::Is(Column::Note)),
        (&names.remark, Kind::Is(Column::Remark)),
        (&names.error, Kind::Error),
        (&names.symbol, Kind::Is(Column::Symbol)),
        (&names.hint, Kind::Is(Column::Hint)),
        (&names.subsystem, Kind::Is(Column::Subsystem)),
        (&names.ignored, Kind::Is(Column::Ignored)),
    ];
    if let Some((_, kind)) = lists.iter().find(|(list, _)| list.iter().any(|known| known == name)) {
        return Some(*kind);
    }
    qualified(name).or_else(|| in_language(name))
}

fn qualified(name: &str) -> Option<Kind> {
    NAMES.qualifiers.iter().enumerate().find_map(|(rank, qualifier)| {
        match named(name.strip_prefix(qualifier.as_str())?)? {
            Kind::Codes(WEAK..) | Kind::Error => None,
            Kind::Codes(_) => Some(Kind::Codes(rank)),
            Kind::Is(Column::Remark) => Some(Kind::Is(Column::Meaning)),
            kind @ Kind::Is(Column::Meaning | Column::Hint) => Some(kind),
            Kind::Is(_) => None,
        }
    })
}

/// Words before or after the name of a meaning or a hint that give its language.
const LANGUAGES: [(&str, Lang); 7] = [
    ("中文", Lang::Zh),
    ("英文", Lang::En),
    ("chinese", Lang::Zh),
    ("english", Lang::En),
    ("zh", Lang::Zh),
    ("cn", Lang::Zh),
    ("en", Lang::En),
];

fn in_language(name: &str) -> Option<Kind> {
    LANGUAGES.into_iter().find_map(|(language, lang)| {
        let rest = name.strip_prefix(language).or_else(|| name.strip_suffix(language))?;
        match named(rest)? {
            Kind::Is(Column::Meaning) => Some(Kind::Is(lang.pick(Column::Zh, Column::En))),
            Kind::Is(Column::Hint) => Some(Kind::Is(lang.pick(Column::HintZh, Column::HintEn))),
            _ => None,
        }
    })
}

/// The kind of a column whose Chinese name and English name stand side by side.
fn named_twice(name: &str) -> Option<Kind> {
    let (first_is_ascii, at) = (name.starts_with(|c: char| c.is_ascii()), name.find(|c: char| !c.is_ascii()));
    let at = if first_is_ascii { at } else { name.find(|c: char| c.is_ascii()) }?;
    let (first, second) = name.split_at(at);
    match (named(first)?, named(second)?) {
        (Kind::Codes(first), Kind::Codes(second)) => Some(Kind::Codes(first.min(second))),
        (first, second) => (first == second).then_some(first),
    }
}

/// The kind of a column whose name ends in a name of codes, meanings or hints: `HMI Message`, `存储模块错误码`.
fn by_end(cell: &str) -> Option<Kind> {
    let mut starts: Vec<usize> = Vec::new();
    let mut before = None;
    for (at, c) in cell.char_indices() {
        let begins = before.is_some_and(|before: char| {
            !c.is_ascii()
                || !before.is_alphanumeric()
                || !before.is_ascii()
                || (before.is_lowercase() && c.is_uppercase())
        });
        if begins && c.is_alphanumeric() {
            starts.push(at);
        }
        before = Some(c);
    }
    starts.into_iter().find_map(|at| {
        let end = folded(&cell[at..]);
        if end.chars().count() < 2 {
            return None;
        }
        match named(&end)? {
            Kind::Codes(WEAK..) => None,
            Kind::Codes(_) => Some(Kind::Codes(BY_END)),
            kind @ Kind::Is(Column::Meaning | Column::Hint | Column::Zh | Column::En) => Some(kind),
            Kind::Is(_) | Kind::Error => None,
        }
    })
}

/// Folds a name for comparison: drops case, spaces, underscores and markup, and simplifies traditional characters.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).map(simplified).collect()
}

#[cfg(test)]
mod tests {
    use super::Column::{Code, En, Hint, HintZh, Identifier, Meaning, Other, Remark, Spelling, Subsystem, Symbol, Zh};
    use super::*;

    fn columns(header: &str) -> Option<Vec<Column>> {
        match read(header.split('|')) {
            Header::Codes(columns) => Some(columns),
            _ => None,
        }
    }

    #[test]
    fn columns_are_known_by_name_in_both_languages() {
        let cases: [(&str, Option<&[Column]>); 32] = [
            ("错误码|\t含义", Some(&[Code, Meaning])),
            ("| Code | Description |", Some(&[Other, Code, Meaning, Other])),
            ("ERROR CODE|Error_Message|Solution", Some(&[Code, Meaning, Hint])),
            ("**返回码**|`说明`|处理措施", Some(&[Code, Meaning, Hint])),
            ("错误码（code）|描述(message)", Some(&[Code, Meaning])),
            ("Code / 错误码|中文|English|模块", Some(&[Code, Zh, En, Subsystem])),
            ("HTTP status code|error code|message", Some(&[Other, Code, Meaning])),
            ("Value|Name|Code|Description", Some(&[Spelling, Symbol, Code, Meaning])),
            ("No.|errno|名称", Some(&[Other, Code, Symbol])),
            ("error_id|code|message", Some(&[Identifier, Code, Meaning])),
            ("result_code|result_desc", Some(&[Code, Meaning])),
            ("HTTP 状态码|业务码|错误码说明", Some(&[Other, Code, Meaning])),
            ("Code|中文描述|message_en|hint_zh", Some(&[Code, Zh, En, HintZh])),
            ("HTTP status|Error|Description", Some(&[Other, Code, Meaning])),
            ("HTTP status|Description", Some(&[Code, Meaning])),
            ("Error name|Number|Description", Some(&[Symbol, Code, Meaning])),
            ("Exception|Message", Some(&[Code, Meaning])),
            ("返回值|说明", Some(&[Code, Meaning])),
            ("返回值|类型|说明", None),
            ("错误码|说明|备注", Some(&[Code, Meaning, Remark])),
            ("code|name|备注", Some(&[Code, Symbol, Remark])),
            ("存储模块错误码|取值|说明", Some(&[Code, Spelling, Meaning])),
            ("Error code|Hex value|Description", Some(&[Code, Spelling, Meaning])),
            ("Neo4j code|HMI Message", Some(&[Code, Meaning])),
            ("code|error", Some(&[Code, Meaning])),
            ("code|price", None),
            ("Postal code|Title", None),
            ("Value|Valid|Reason", None),
            ("Param|Type|Description", None),
            ("Code", None),
            ("Code|HTTP status", None),
            ("", None),
        ];
        for (header, expected) in cases {
            assert_eq!(columns(header).as_deref(), expected, "{header}");
        }
    }

    #[test]
    fn a_code_and_its_meaning_are_known_under_every_usual_pair_of_names() {
        let headers = "error_code,error_msg error_code,error_desc result_code,result_desc resultCode,resultMsg \
            错误码,错误提示 错误码,错误码描述 错误码,错误码说明 错误码,错误码含义 错误码,详细描述 错误码,可能原因 \
            错误码,提示信息 返回码,返回说明 响应码,响应信息 错误编码,说明 业务码,说明 錯誤碼,說明 錯誤代碼,描述 \
            Error,Description Error·ID,Message rc,description Exit·status,Meaning 错误码·code,含义·meaning \
            错误码·Error·Code,说明·Description Error·Code·错误码,Meaning·含义";
        for header in headers.split_whitespace() {
            let cells = header.replace('·', " ").replace(',', "|");
            assert_eq!(columns(&cells), Some(vec![Code, Meaning]), "{header}");
        }
    }
}
