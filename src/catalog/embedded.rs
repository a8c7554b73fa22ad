//! The table that the program carries: `assets/*.csv`, put into the binary by the compiler and parsed at start.

use std::borrow::Cow;

use super::{Catalog, EntryId, Fields, Kinship, Source, SourceId, Subsystem};

const SUBSYSTEMS: &str = include_str!("../../assets/subsystems.csv");
const SOURCES: &str = include_str!("../../assets/sources.csv");
const CODES: &str = include_str!("../../assets/codes.csv");
const LATER: &str = include_str!("../../assets/later.csv");
const RELATED: &str = include_str!("../../assets/related.csv");

/// Parses the embedded tables. Panics on a mistake in them, which is a defect of the program; `tests/assets.rs` compares them
/// with their source to prevent that.
pub(super) fn load() -> Catalog {
    let mut catalog = Catalog::default();
    for_each_row(SUBSYSTEMS, |[id, zh, en, about_zh, about_en]| {
        let [id, zh, en, about_zh, about_en] = [id, zh, en, about_zh, about_en].map(str::to_owned);
        catalog.add_subsystem(Subsystem { id, zh, en, about_zh, about_en });
    });
    add_sources(&mut catalog);
    for_each_row(CODES, |[subsystem, code, zh, en, symbol, hint_zh, hint_en, source]| {
        let subsystem = catalog.subsystem_named(subsystem).expect("a row of codes.csv names a known subsystem");
        let source = source_named(&catalog, source);
        catalog.add_entry(subsystem, Fields { code, zh, en, symbol, hint_zh, hint_en, ..Fields::default() }, source);
    });
    for_each_row(RELATED, |[kind, _topic, codes]| {
        let kinship = if kind == "same" { Kinship::Same } else { Kinship::See };
        let members = codes.split(' ').map(|code| only_entry(&catalog, code)).collect();
        catalog.relate(kinship, members);
    });
    catalog
}

/// Parses the codes that later documents list for the same header, each with the document that it is from.
pub(super) fn load_later() -> Catalog {
    let mut catalog = Catalog::default();
    add_sources(&mut catalog);
    add_later(&mut catalog);
    catalog
}

/// Adds those codes to a catalog that has the sources.
pub(super) fn add_later(catalog: &mut Catalog) {
    let [id, zh, en, about_zh, about_en] = [
        "later",
        "后续错误码",
        "Later codes",
        "服务商后来的文档为同一个 X-ErrNo 响应头列出的错误码，不在 104 条之内",
        "Codes that the vendor's later documents list for the same X-ErrNo header, beyond the 104",
    ]
    .map(str::to_owned);
    let subsystem = catalog.add_subsystem(Subsystem { id, zh, en, about_zh, about_en });
    for_each_row(LATER, |[code, zh, en, hint_zh, hint_en, source]| {
        let source = source_named(catalog, source);
        catalog.add_entry(subsystem, Fields { code, zh, en, hint_zh, hint_en, ..Fields::default() }, source);
    });
}

fn add_sources(catalog: &mut Catalog) {
    for_each_row(SOURCES, |[id, title, url, updated]| {
        let [id, title, url, updated] = [id, title, url, updated].map(str::to_owned);
        catalog.add_source(Source { id, title, url, updated });
    });
}

fn source_named(catalog: &Catalog, id: &str) -> Option<SourceId> {
    let index = catalog.sources.iter().position(|source| source.id == id)?;
    u32::try_from(index).ok().map(SourceId)
}

fn only_entry(catalog: &Catalog, code: &str) -> EntryId {
    *catalog.find(code).first().expect("a row of related.csv names known codes")
}

/// Calls `row` for each row of `table` after its header. Rows are lines; a cell in quotation marks may contain commas and
/// doubled marks. The readers of users' tables depend on the catalog, so they can't be used here, and these files need no more.
fn for_each_row<const COLUMNS: usize>(table: &str, mut row: impl FnMut([&str; COLUMNS])) {
    for line in table.lines().skip(1) {
        let cells = cells(line);
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        row(cells.try_into().expect("a row of an embedded table has all its columns"));
    }
}

fn cells(line: &str) -> Vec<Cow<'_, str>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut end = 0;
            while let Some(mark) = quoted[end..].find('"') {
                end += mark;
                if !quoted[end + 1..].starts_with('"') {
                    break;
                }
                end += 2;
            }
            cells.push(Cow::Owned(quoted[..end].replace("\"\"", "\"")));
            rest = &quoted[end + 1..];
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            cells.push(Cow::Borrowed(&rest[..end]));
            rest = &rest[end..];
        }
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None => return cells,
        }
    }
}
