//! Rows: cells put together into an entry.

use std::collections::HashMap;

use super::cells;
use super::header::Column;
use crate::catalog::{Catalog, EntryId, Fields, Source, SourceId, Subsystem, SubsystemId, number, printable};
use crate::fold::plain_text;

/// How the cells of a row are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Between pipes, with markup in them.
    Markdown,
    /// Between these characters, as they are.
    Delimited(char),
}

/// Adds rows to a catalog.
pub(super) struct RowReader<'c> {
    catalog: &'c mut Catalog,
    /// The file's name.
    name: &'c str,
    source: Option<SourceId>,
    /// The subsystem of rows that name none.
    group: String,
    /// The subsystem of the last row, and what the file calls it.
    last: Option<(String, SubsystemId)>,
    parts: Parts,
    /// A cell without its markup.
    plain: String,
    /// The entries that were there before, by code.
    before: HashMap<String, Vec<EntryId>>,
    /// How many rows have been added.
    added: usize,
}

/// How many entries are compared with what a file says of their codes. They are those that the program carries, and that
/// may come back in a list which it printed itself.
const COMPARED: usize = 1000;

impl<'c> RowReader<'c> {
    /// A reader of rows from the file called `name`.
    pub(super) fn new(catalog: &'c mut Catalog, name: &'c str) -> Self {
        let (parts, plain, group) = (Parts::default(), String::new(), String::new());
        let mut before: HashMap<String, Vec<EntryId>> = HashMap::new();
        for entry in catalog.entries().take(COMPARED) {
            before.entry(entry.code().to_owned()).or_default().push(entry.id);
        }
        Self { catalog, name, source: None, group, last: None, parts, plain, before, added: 0 }
    }

    /// How many rows have been added.
    pub(super) fn added(&self) -> usize {
        self.added
    }

    /// The rows from here on belong to `group`, or else to a subsystem called like the file, unless they say otherwise.
    pub(super) fn start_table(&mut self, group: Option<&str>) {
        let stem = self.name.rsplit_once('.').map_or(self.name, |(stem, _)| stem);
        group.unwrap_or(stem).clone_into(&mut self.group);
        self.parts.subsystem.clear();
    }

    /// Adds the row with these cells. One that says nothing is left out, and one that says again what an entry says that was
    /// there before; so is one that makes no entry, with the reason.
    pub(super) fn add<'t>(
        &mut self,
        cells: impl Iterator<Item = &'t str>,
        columns: &[Column],
        dialect: Dialect,
    ) -> Result<(), String> {
        self.parts.clear();
        let mut says_nothing = true;
        let mut names_subsystem = false;
        for (index, cell) in cells.enumerate() {
            let cell = match dialect {
                Dialect::Markdown => cells::plain(cell, &mut self.plain).trim(),
                Dialect::Delimited(_) => cell.trim(),
            };
            // A merged cell: what stands in it in the row above goes on.
            let is_subsystem = columns.get(index) == Some(&Column::Subsystem);
            if is_subsystem && matches!(cell, "" | "^") {
                continue;
            }
            if is_subsystem && !std::mem::replace(&mut names_subsystem, true) {
                self.parts.subsystem.clear();
            }
            if cells::is_blank(cell) {
                continue;
            }
            says_nothing = false;
            // More cells than columns: a delimiter stood in the text of the last one.
            let (column, joint) = match (columns.get(index), dialect) {
                (Some(&column), _) => (column, "; "),
                (None, Dialect::Markdown) => (*columns.last().unwrap_or(&Column::Other), " | "),
                (None, Dialect::Delimited(_)) => (*columns.last().unwrap_or(&Column::Other), ", "),
            };
            self.parts.put(column, cell, joint);
        }
        if says_nothing { Ok(()) } else { self.finish() }
    }

    fn finish(&mut self) -> Result<(), String> {
        let Parts { code, zh, en, symbol, hint_zh, hint_en, .. } = &self.parts;
        if code.is_empty() {
            return Err("this row has no code".to_owned());
        }
        if [zh, en, symbol, hint_zh, hint_en].into_iter().all(String::is_empty) {
            return Err(format!("code {} has no meaning", code.chars().take(40).collect::<String>()));
        }
        let spelling = spelt_number(code);
        let subsystem = self.subsystem();
        let name = self.name;
        let catalog = &mut *self.catalog;
        let source = *self.source.get_or_insert_with(|| {
            let [title, url, updated] = [name, "", ""].map(str::to_owned);
            catalog.add_source(Source { id: title.clone(), title, url, updated })
        });
        let Parts { code, zh, en, symbol, hint_zh, hint_en, .. } = &self.parts;
        for code in codes_in(spelling.as_deref().unwrap_or(code)) {
            let fields = Fields { code, zh, en, symbol, hint_zh, hint_en };
            let is_there = |id: &EntryId| {
                let entry = self.catalog.entry(*id);
                entry.subsystem_id == subsystem && entry.fields == fields
            };
            if self.before.get(code).is_none_or(|entries| !entries.iter().any(is_there)) {
                self.catalog.add_entry(subsystem, fields, Some(source));
                self.added += 1;
            }
        }
        Ok(())
    }

    /// The subsystem that the present row names, or that of its table.
    fn subsystem(&mut self) -> SubsystemId {
        let name = if self.parts.subsystem.is_empty() { &self.group } else { &self.parts.subsystem };
        if let Some((last, id)) = &self.last
            && last == name
        {
            return *id;
        }
        // A short name is one word, so that it can be typed after --subsystem and @.
        let id = printable(name).split_whitespace().collect::<Vec<_>>().join("-");
        let known = self.catalog.subsystem_named(name);
        let found = known.unwrap_or_else(|| {
            let [zh, en, about_zh, about_en] = [name, name, "", ""].map(str::to_owned);
            self.catalog.add_subsystem(Subsystem { id, zh, en, about_zh, about_en })
        });
        self.last = Some((name.clone(), found));
        found
    }
}

/// The parts of a row, each put together in memory that the next row uses again.
#[derive(Debug, Default)]
struct Parts {
    code: String,
    zh: String,
    en: String,
    symbol: String,
    hint_zh: String,
    hint_en: String,
    subsystem: String,
}

impl Parts {
    /// Forgets the row, but for its subsystem.
    fn clear(&mut self) {
        let Self { code, zh, en, symbol, hint_zh, hint_en, subsystem: _ } = self;
        for part in [code, zh, en, symbol, hint_zh, hint_en] {
            part.clear();
        }
    }

    /// Puts `text` where a column of this kind belongs, after what is there already and `joint`.
    fn put(&mut self, column: Column, text: &str, joint: &str) {
        let part = match column {
            Column::Code => &mut self.code,
            Column::Meaning if has_han(text) => &mut self.zh,
            Column::Hint if has_han(text) => &mut self.hint_zh,
            Column::Zh => &mut self.zh,
            Column::En | Column::Meaning => &mut self.en,
            Column::Symbol => &mut self.symbol,
            Column::HintZh => &mut self.hint_zh,
            Column::HintEn | Column::Hint => &mut self.hint_en,
            Column::Subsystem => &mut self.subsystem,
            Column::Other | Column::Remark | Column::Error => return,
        };
        if !part.is_empty() {
            part.push_str(joint);
        }
        part.push_str(text);
    }
}

/// Whether a text is Chinese as far as one look tells: a Chinese character is in it.
fn has_han(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'))
}

/// The codes in a cell: several numbers with commas or the like between them, or all of it.
fn codes_in(cell: &str) -> impl Iterator<Item = &str> {
    const BETWEEN: [char; 7] = [',', '，', '、', '/', ';', '；', ' '];
    let numbers = || cell.split(BETWEEN).filter(|part| !part.is_empty());
    // Most cells hold one number, which is told soonest.
    let are_several = number(cell).is_none() && numbers().all(|part| number(part).is_some());
    let whole = (!are_several).then_some(cell);
    whole.into_iter().chain(numbers().filter(move |_| are_several))
}

/// A number that was typed with full-width digits or a typographic minus, or as a spreadsheet writes it, in plain ASCII:
/// `−97`, `－９７`, `="-97"`, `'-97`, `-97.0`, `-30,005`. `None` where the code is one already, or none.
fn spelt_number(code: &str) -> Option<String> {
    let is_plain = code.is_ascii() && !code.contains('.') && number(code).is_some();
    // A name is not worth copying to see that it is no number.
    if is_plain || code.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let ascii = plain_text(code);
    let bare = ascii.trim_start_matches(['=', '\'']).trim_matches('"');
    let whole = bare.strip_suffix(".0").unwrap_or(bare);
    if number(whole).is_some() {
        return Some(whole.to_owned());
    }
    // `101,102` may be two codes; `30,005` is one, since a code of one or two digits beside one of three is rare.
    let (first, groups) = whole.split_once(',')?;
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let digits = first.trim_start_matches('-');
    let is_one = (1..=2).contains(&digits.len()) && number(first).is_some() && groups.split(',').all(is_group);
    is_one.then(|| whole.replace(',', ""))
}
