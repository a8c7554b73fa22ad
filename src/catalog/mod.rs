//! The table: entries, the subsystems that group them, the sources of their facts, and which entries belong together.

mod building;
mod code;
mod controls;
mod embedded;
mod form;
mod naming;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use code::number;
pub(crate) use code::signed;
pub use controls::{is_control, printable};
pub(crate) use form::{Form, Record, markdown_cell};

/// A group of entries, such as the codes of one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subsystem {
    /// The short name, as given to `--subsystem` and `@`.
    pub id: String,
    /// Its Chinese name.
    pub zh: String,
    /// Its English name.
    pub en: String,
    /// A sentence on its task, in Chinese; empty if there is none.
    pub about_zh: String,
    /// The same in English.
    pub about_en: String,
}

impl Subsystem {
    /// A subsystem of which only the short name is known, which serves as its name in both languages.
    #[doc(hidden)] // Public for tests.
    pub fn named(id: &str) -> Self {
        let [id, zh, en, about_zh, about_en] = [id, id, id, "", ""].map(str::to_owned);
        Self { id, zh, en, about_zh, about_en }
    }
}

/// A document that a fact was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The short name by which rows refer to it.
    pub id: String,
    /// The document's own title.
    pub title: String,
    /// Its address; empty if it has none.
    pub url: String,
    /// The date of its last update, as precise as the document has it (a year, or a date); empty if it has none.
    pub updated: String,
}

/// The position of an entry in its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u32);

/// The position of a subsystem in its catalog.
#[doc(hidden)] // Public for tests, which add entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubsystemId(u32);

/// The position of a source in its catalog.
#[doc(hidden)] // Public for tests, which add entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceId(u32);

impl EntryId {
    /// The entry's index in [`Catalog::entries`], from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl SubsystemId {
    /// The subsystem's index in [`Catalog::subsystems`], from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The text of a table about one code. Unknown fields are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields<'a> {
    /// The code as the table writes it: `-96`, `0x80070005`, `NoSuchKey`.
    pub code: &'a str,
    /// Its meaning in Chinese.
    pub zh: &'a str,
    /// Its meaning in English.
    pub en: &'a str,
    /// The name that the service's own messages use for it.
    pub symbol: &'a str,
    /// Advice on what to check or do, in Chinese.
    pub hint_zh: &'a str,
    /// Advice on what to check or do, in English.
    pub hint_en: &'a str,
    /// Further text from a team's table: runbooks, owners, columns of unknown kinds.
    pub note: &'a str,
    /// Other spellings of the code, separated by `; `: in hexadecimal, as a name, each code of a range.
    pub spellings: &'a str,
}

/// One row of a catalog, borrowed from it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its position.
    pub id: EntryId,
    /// The position of its subsystem.
    pub(crate) subsystem_id: SubsystemId,
    /// Its subsystem.
    pub subsystem: &'a Subsystem,
    /// Its texts.
    pub fields: Fields<'a>,
    /// The source of its symbol and hint, or the table itself.
    pub source: Option<&'a Source>,
}

impl<'a> Entry<'a> {
    /// Its code, as the table writes it.
    pub fn code(&self) -> &'a str {
        self.fields.code
    }

    /// The numeric value of its code, if it has one.
    pub fn number(&self) -> Option<i64> {
        number(self.fields.code)
    }
}

/// The way in which the entries of a relation belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kinship {
    /// They have the same meaning.
    Same,
    /// Readers of one may want to read the others.
    See,
}

#[derive(Debug)]
struct Relation {
    kinship: Kinship,
    members: Vec<EntryId>,
}

/// A row. Its fields stand end to end in [`Catalog::text`] from `start`, in the order of [`Fields`], with lengths in bytes.
#[derive(Debug)]
struct Row {
    subsystem: SubsystemId,
    source: Option<SourceId>,
    start: usize,
    lengths: [u32; 8],
    /// The index in [`Catalog::notes`] of the note that was added to the row, if any.
    note: Option<u32>,
}

/// Subsystems, entries, sources and relations. Entries keep the order in which they were added.
///
/// The text of all rows is in one string, so that a million of them take little more memory than their text.
#[derive(Debug, Default)]
pub struct Catalog {
    subsystems: Vec<Subsystem>,
    /// Each subsystem by all its names, in lower case.
    named: HashMap<String, SubsystemId>,
    sources: Vec<Source>,
    rows: Vec<Row>,
    text: String,
    relations: Vec<Relation>,
    notes: Vec<String>,
    longest_code: usize,
    codes: OnceLock<code::Index>,
}

impl Catalog {
    /// The table that the program carries.
    pub fn embedded() -> Self {
        embedded::load()
    }

    /// The codes that later documents of the vendor list for the same header, as a separate catalog, so that the table remains
    /// that of the service. Their subsystem is `later`, and each has its source.
    pub fn later() -> Self {
        embedded::load_later()
    }

    /// The table, followed by the codes of those later documents.
    pub fn embedded_and_later() -> Self {
        let mut catalog = embedded::load();
        embedded::add_later(&mut catalog);
        catalog
    }

    /// A position outside the table, after all entries, for a code that the table lacks; `number` counts these from 0.
    pub(crate) fn beyond(&self, number: usize) -> EntryId {
        EntryId(position(self.rows.len() + number))
    }

    /// An entry for a code that the table lacks: only the code is known, and `subsystem` isn't one of the table's.
    pub(crate) fn outside<'a>(&self, id: EntryId, code: &'a str, subsystem: &'a Subsystem) -> Entry<'a> {
        let fields = Fields { code, ..Fields::default() };
        Entry { id, subsystem_id: SubsystemId(position(self.subsystems.len())), subsystem, fields, source: None }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True if there are no entries.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All subsystems, in the order in which they were added.
    pub fn subsystems(&self) -> &[Subsystem] {
        &self.subsystems
    }

    /// The subsystem at a position of this catalog.
    pub(crate) fn subsystem(&self, id: SubsystemId) -> &Subsystem {
        &self.subsystems[id.index()]
    }

    /// The subsystem with this name: its short, Chinese or English one, in any case.
    pub(crate) fn subsystem_named(&self, name: &str) -> Option<SubsystemId> {
        self.named.get(&name.to_lowercase()).copied()
    }

    /// The positions of all subsystems, in order.
    pub(crate) fn subsystem_ids(&self) -> impl DoubleEndedIterator<Item = SubsystemId> + use<> {
        (0..position(self.subsystems.len())).map(SubsystemId)
    }

    /// The positions of all entries, in order.
    pub(crate) fn entry_ids(&self) -> impl ExactSizeIterator<Item = EntryId> + DoubleEndedIterator + use<> {
        (0..position(self.rows.len())).map(EntryId)
    }

    /// All entries, in order.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Entry<'_>> + DoubleEndedIterator {
        self.entry_ids().map(|id| self.entry(id))
    }

    /// The entry at a position of this catalog.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        let row = &self.rows[id.index()];
        let mut rest = &self.text[row.start..];
        // A scan asks for an entry with every line: all at once by `map` takes three times as long.
        let mut field = |at: usize| {
            let (field, others) = rest.split_at(row.lengths[at] as usize);
            rest = others;
            field
        };
        let [code, zh, en, symbol] = [field(0), field(1), field(2), field(3)];
        let [hint_zh, hint_en, note, spellings] = [field(4), field(5), field(6), field(7)];
        let note = row.note.map_or(note, |note| &self.notes[note as usize]);
        Entry {
            id,
            subsystem_id: row.subsystem,
            subsystem: &self.subsystems[row.subsystem.index()],
            fields: Fields { code, zh, en, symbol, hint_zh, hint_en, note, spellings },
            source: row.source.map(|source| &self.sources[source.0 as usize]),
        }
    }

    /// The code of an entry; faster than [`entry`](Self::entry).
    pub(crate) fn code_of(&self, id: EntryId) -> &str {
        let Row { start, lengths: [length, ..], .. } = self.rows[id.index()];
        &self.text[start..start + length as usize]
    }

    /// The code and both meanings of an entry; faster than [`entry`](Self::entry).
    pub(crate) fn line_of(&self, id: EntryId) -> [&str; 3] {
        let Row { start, lengths: [code, zh, en, ..], .. } = self.rows[id.index()];
        let (code, rest) = self.text[start..].split_at(code as usize);
        let (zh, rest) = rest.split_at(zh as usize);
        [code, zh, &rest[..en as usize]]
    }

    /// The subsystem of an entry; faster than [`entry`](Self::entry).
    pub(crate) fn subsystem_of(&self, id: EntryId) -> SubsystemId {
        self.rows[id.index()].subsystem
    }

    /// The length of the longest code, in characters.
    pub(crate) fn longest_code(&self) -> usize {
        self.longest_code
    }

    /// All entries with this code, in order: by a spelling or the symbol (`NoSuchKey`, in any case), or by number, however it
    /// is written (`-96`, `0xFFFFFFA0`). A decimal number without a sign finds its negative too (`96`), after itself. Empty if
    /// nothing is found.
    pub fn find(&self, code: &str) -> &[EntryId] {
        self.index().find(code)
    }

    /// True if some code is a positive number.
    pub(crate) fn has_positive_codes(&self) -> bool {
        self.index().has_positive
    }

    fn index(&self) -> &code::Index {
        self.codes.get_or_init(|| code::Index::new(self))
    }

    /// The entries with a number, followed by those with its negative if the sign may have been left out.
    pub(crate) fn find_number(&self, number: i64, is_unsigned: bool) -> &[EntryId] {
        self.index().find_number(number, is_unsigned)
    }

    /// True if some numeric code begins with the number `text` and has more digits: `-18` begins -1898, `18` does not.
    pub(crate) fn begins_a_code(&self, text: &str) -> bool {
        self.index().begins_a_code(text)
    }

    /// The other entries with the same meaning as this one.
    pub fn same_meaning(&self, id: EntryId) -> Vec<EntryId> {
        self.related(id, Kinship::Same)
    }

    /// Other entries that readers of this one may want to read, except those with the same meaning.
    pub fn see_also(&self, id: EntryId) -> Vec<EntryId> {
        let same = self.same_meaning(id);
        let mut related = self.related(id, Kinship::See);
        related.retain(|other| !same.contains(other));
        related
    }

    fn related(&self, id: EntryId, kinship: Kinship) -> Vec<EntryId> {
        let groups = self.relations.iter().filter(|group| group.kinship == kinship && group.members.contains(&id));
        let mut related = Vec::new();
        for &member in groups.flat_map(|group| &group.members) {
            if member != id && !related.contains(&member) {
                related.push(member);
            }
        }
        related
    }
}

fn position(index: usize) -> u32 {
    u32::try_from(index).expect("a catalog has fewer than 2^32 rows")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_any_spelling() {
        let catalog = Catalog::embedded();
        for spelling in ["-96", "96", "0xFFFFFFA0", "0xffffffffffffffa0", "4294967200", "-096"] {
            let found: Vec<_> = catalog.find(spelling).iter().map(|&id| catalog.entry(id).code()).collect();
            assert_eq!(found, ["-96"], "{spelling}");
        }
        for nothing in ["", "-", "+96", "-3004", "NoSuchKey", "9 6"] {
            assert!(catalog.find(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn digits_that_begin_a_code_are_told_from_those_that_do_not() {
        let catalog = Catalog::embedded();
        for beginning in ["-1", "-18", "-189", "-610", "-6", "-20", "-200"] {
            assert!(catalog.begins_a_code(beginning), "{beginning}");
        }
        for other in ["", "-", "-0", "-4", "-6101", "-3004", "18", "-9223372036854775808", "NoSuchKey"] {
            assert!(!catalog.begins_a_code(other), "{other}");
        }
    }

    #[test]
    fn what_steers_a_terminal_does_not_enter_a_catalog() {
        let mut catalog = Catalog::default();
        let subsystem = catalog.add_subsystem(Subsystem::named("x"));
        let fields = Fields { code: "1", zh: "红\u{1b}[31m色", en: "a\u{9b}b\u{202e}c\nd", ..Fields::default() };
        let id = catalog.add_entry(subsystem, fields, None);
        assert_eq!(catalog.entry(id).fields.zh, "红 [31m色");
        assert_eq!(catalog.entry(id).fields.en, "a b c d");
    }

    #[test]
    fn relations_leave_the_entry_itself_out() {
        let catalog = Catalog::embedded();
        let codes = |ids: Vec<EntryId>| ids.iter().map(|&id| catalog.entry(id).code()).collect::<Vec<_>>();
        let [expired] = catalog.find("-96") else { panic!("-96 is in the table once") };
        assert_eq!(codes(catalog.see_also(*expired)), ["-97", "-81", "-72", "-70"]);
        assert!(catalog.same_meaning(*expired).is_empty());
        let [empty_url] = catalog.find("-189") else { panic!("-189 is in the table once") };
        assert_eq!(codes(catalog.same_meaning(*empty_url)), ["-69"]);
        assert_eq!(codes(catalog.see_also(*empty_url)), ["-182"]);
    }
}
