//! The table: entries, the subsystems that group them, where their facts come from, and which entries belong together.

mod code;
mod embedded;
mod form;
mod naming;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

pub use code::number;
pub(crate) use code::signed;
pub use form::{Form, Record, markdown_cell};

/// A group of entries, such as the codes of one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subsystem {
    /// The short name that `--subsystem` and `@` take.
    pub id: String,
    /// Its Chinese name.
    pub zh: String,
    /// Its English name.
    pub en: String,
    /// A sentence on what it does, in Chinese; empty where nobody has written one.
    pub about_zh: String,
    /// The same in English.
    pub about_en: String,
}

impl Subsystem {
    /// A subsystem of which nothing but its short name is known; it is its name in both languages.
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
    /// Its address; empty where it has none.
    pub url: String,
    /// When it was last updated, as precisely as the document says (a year, or a date); empty where it does not.
    pub updated: String,
}

/// The position of an entry in its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u32);

/// The position of a subsystem in its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubsystemId(u32);

/// The position of a source in its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceId(u32);

impl EntryId {
    /// Where the entry stands in [`Catalog::entries`], from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl SubsystemId {
    /// Where the subsystem stands in [`Catalog::subsystems`], from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a table says of one code. A field that is not known is empty.
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
    /// What to check or do, in Chinese.
    pub hint_zh: &'a str,
    /// What to check or do, in English.
    pub hint_en: &'a str,
    /// What else a team has written about it: runbooks, owners, columns that have no other place.
    pub note: &'a str,
    /// How else the code is spelt, with `; ` between: in hexadecimal, as a name, as each code of a range.
    pub spellings: &'a str,
}

/// One row of a catalog, borrowed from it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its position.
    pub id: EntryId,
    /// The position of its subsystem.
    pub subsystem_id: SubsystemId,
    /// Its subsystem.
    pub subsystem: &'a Subsystem,
    /// Its text.
    pub fields: Fields<'a>,
    /// Where its symbol and hint come from, or the table itself.
    pub source: Option<&'a Source>,
}

impl<'a> Entry<'a> {
    /// Its code, as the table writes it.
    pub fn code(&self) -> &'a str {
        self.fields.code
    }

    /// The numeric reading of its code, if it has one.
    pub fn number(&self) -> Option<i64> {
        number(self.fields.code)
    }
}

/// How the members of a relation belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// They have the same meaning.
    Same,
    /// Who reads one may want to read the others.
    See,
}

#[derive(Debug)]
struct Relation {
    kinship: Kinship,
    members: Vec<EntryId>,
}

/// Fields of a row within [`Catalog::text`]: they stand end to end from `start`, in the order of [`Fields`].
#[derive(Debug)]
struct Row {
    subsystem: SubsystemId,
    source: Option<SourceId>,
    start: usize,
    lengths: [u32; 8],
    /// Where in [`Catalog::notes`] the note stands that was added to the row, if one was.
    note: Option<u32>,
}

/// Subsystems, entries, sources and relations. Entries keep the order in which they were added.
///
/// The text of all rows lies in one string, so that a million of them cost little more than what they say.
#[derive(Debug, Default)]
pub struct Catalog {
    subsystems: Vec<Subsystem>,
    /// Where each subsystem is, by every name it has, in lower case.
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
    /// The table that this program carries with it.
    pub fn embedded() -> Self {
        embedded::load()
    }

    /// The codes that later documents of the vendor list for the same header: a catalog of its own, so that the table stays
    /// that of the service. Their subsystem is `later`, and each has its source.
    pub fn later() -> Self {
        embedded::load_later()
    }

    /// The table, and after it the codes of those later documents.
    pub fn embedded_and_later() -> Self {
        let mut catalog = embedded::load();
        embedded::add_later(&mut catalog);
        catalog
    }

    /// The position of something that stands outside the table, after all entries: the first such, the second, and so on.
    pub fn beyond(&self, number: usize) -> EntryId {
        EntryId(position(self.rows.len() + number))
    }

    /// An entry for a code that the table lacks, of which nothing is known, in a group that isn't one of the table's.
    pub fn outside<'a>(&self, id: EntryId, code: &'a str, subsystem: &'a Subsystem) -> Entry<'a> {
        let fields = Fields { code, ..Fields::default() };
        Entry { id, subsystem_id: SubsystemId(position(self.subsystems.len())), subsystem, fields, source: None }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All subsystems, in the order in which they were added.
    pub fn subsystems(&self) -> &[Subsystem] {
        &self.subsystems
    }

    /// All sources.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The subsystem at a position of this catalog.
    pub fn subsystem(&self, id: SubsystemId) -> &Subsystem {
        &self.subsystems[id.index()]
    }

    /// The subsystem with this name, be it the short one, the Chinese or the English one, in any case.
    pub fn subsystem_named(&self, name: &str) -> Option<SubsystemId> {
        self.named.get(&name.to_lowercase()).copied()
    }

    /// The positions of all subsystems, in order.
    pub fn subsystem_ids(&self) -> impl DoubleEndedIterator<Item = SubsystemId> + use<> {
        (0..position(self.subsystems.len())).map(SubsystemId)
    }

    /// The positions of all entries, in order.
    pub fn entry_ids(&self) -> impl ExactSizeIterator<Item = EntryId> + DoubleEndedIterator + use<> {
        (0..position(self.rows.len())).map(EntryId)
    }

    /// All entries, in order.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Entry<'_>> + DoubleEndedIterator {
        self.entry_ids().map(|id| self.entry(id))
    }

    /// The entry at a position of this catalog.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        let row = &self.rows[id.index()];
        let mut start = row.start;
        let [code, zh, en, symbol, hint_zh, hint_en, note, spellings] = row.lengths.map(|length| {
            let field = &self.text[start..start + length as usize];
            start += field.len();
            field
        });
        let note = row.note.map_or(note, |note| &self.notes[note as usize]);
        Entry {
            id,
            subsystem_id: row.subsystem,
            subsystem: &self.subsystems[row.subsystem.index()],
            fields: Fields { code, zh, en, symbol, hint_zh, hint_en, note, spellings },
            source: row.source.map(|source| &self.sources[source.0 as usize]),
        }
    }

    /// The code of an entry, without looking at the rest of it.
    pub fn code_of(&self, id: EntryId) -> &str {
        let Row { start, lengths: [length, ..], .. } = self.rows[id.index()];
        &self.text[start..start + length as usize]
    }

    /// The subsystem of an entry, without looking at its text.
    pub fn subsystem_of(&self, id: EntryId) -> SubsystemId {
        self.rows[id.index()].subsystem
    }

    /// The length of the longest code, in characters.
    pub fn longest_code(&self) -> usize {
        self.longest_code
    }

    /// Every entry that a code names, in order: by a spelling or the symbol (`NoSuchKey`, in any case) or, where it has a
    /// numeric reading, by its number, however it is written (`-96`, `0xFFFFFFA0`). A decimal number without a sign names its
    /// negative too (`96`), after itself. Nothing found is an empty list.
    pub fn find(&self, code: &str) -> &[EntryId] {
        self.index().find(code)
    }

    /// True if some code is a positive number.
    pub fn has_positive_codes(&self) -> bool {
        self.index().has_positive
    }

    fn index(&self) -> &code::Index {
        self.codes.get_or_init(|| code::Index::new(self))
    }

    /// The same for a number, and for its negative too, after it, if its sign may have been left out.
    pub(crate) fn find_number(&self, number: i64, is_unsigned: bool) -> &[EntryId] {
        self.index().find_number(number, is_unsigned)
    }

    /// Whether some numeric code begins with the number `text` and goes on: `-18` begins -1898, `18` does not.
    pub fn begins_a_code(&self, text: &str) -> bool {
        self.index().begins_a_code(text)
    }

    /// The entries that mean the same as this one, itself left out.
    pub fn same_meaning(&self, id: EntryId) -> Vec<EntryId> {
        self.related(id, Kinship::Same)
    }

    /// The entries that who reads this one may want to read too, itself and those with the same meaning left out.
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

    /// Adds a subsystem, or finds the one that goes by its short name already, in any case, and leaves that as it is. As in
    /// all that is added, control characters become spaces.
    pub fn add_subsystem(&mut self, subsystem: Subsystem) -> SubsystemId {
        if let Some(id) = self.subsystem_named(&subsystem.id) {
            return id;
        }
        let Subsystem { id, zh, en, about_zh, about_en } = subsystem;
        let [id, zh, en, about_zh, about_en] = [id, zh, en, about_zh, about_en].map(printed);
        let position = SubsystemId(position(self.subsystems.len()));
        for name in [&id, &zh, &en] {
            self.named.entry(name.to_lowercase()).or_insert(position);
        }
        self.subsystems.push(Subsystem { id, zh, en, about_zh, about_en });
        position
    }

    /// Adds a source.
    pub fn add_source(&mut self, source: Source) -> SourceId {
        let Source { id, title, url, updated } = source;
        let [id, title, url, updated] = [id, title, url, updated].map(printed);
        self.sources.push(Source { id, title, url, updated });
        SourceId(position(self.sources.len() - 1))
    }

    /// Adds an entry at the end. Control characters in its text become spaces: what a catalog holds can be written to a
    /// terminal as it is.
    pub fn add_entry(&mut self, subsystem: SubsystemId, fields: Fields<'_>, source: Option<SourceId>) -> EntryId {
        let Fields { code, zh, en, symbol, hint_zh, hint_en, note, spellings } = fields;
        let start = self.text.len();
        let lengths = [code, zh, en, symbol, hint_zh, hint_en, note, spellings].map(|field| {
            let before = self.text.len();
            self.text.push_str(&printable(field));
            u32::try_from(self.text.len() - before).expect("a field is shorter than 4 GiB")
        });
        self.longest_code = self.longest_code.max(code.chars().count());
        self.rows.push(Row { subsystem, source, start, lengths, note: None });
        self.codes = OnceLock::new();
        EntryId(position(self.rows.len() - 1))
    }

    /// Adds a note to an entry, after the one that it has.
    pub fn add_note(&mut self, id: EntryId, note: &str) {
        let before = self.entry(id).fields.note;
        let joint = if before.is_empty() { "" } else { "; " };
        let whole = format!("{before}{joint}{}", printable(note));
        let row = &mut self.rows[id.index()];
        if let Some(at) = row.note {
            self.notes[at as usize] = whole;
        } else {
            row.note = Some(position(self.notes.len()));
            self.notes.push(whole);
        }
    }

    /// The source that goes by this short name, which is added where there is none.
    pub fn source_named(&mut self, id: &str) -> SourceId {
        if let Some(at) = self.sources.iter().position(|source| source.id == id) {
            return SourceId(position(at));
        }
        let [id, title, url, updated] = [id, id, "", ""].map(str::to_owned);
        self.add_source(Source { id, title, url, updated })
    }

    /// Moves the entries from `first` on, counted from 0, before all others, and the subsystems of each part with it: the
    /// user's own rows come before those that the program carries.
    pub fn bring_forward(&mut self, first: usize) {
        let moved = self.rows.len() - first;
        self.rows.rotate_left(first);
        let count = self.rows.len();
        for member in self.relations.iter_mut().flat_map(|relation| &mut relation.members) {
            *member = EntryId(position((member.index() + moved) % count));
        }
        // Subsystems stand in the order of their first entries; those without any come last.
        let mut order: Vec<usize> = Vec::new();
        let mut place = vec![None; self.subsystems.len()];
        let by_row = self.rows.iter().map(|row| row.subsystem.index());
        for subsystem in by_row.chain(0..self.subsystems.len()) {
            if place[subsystem].is_none() {
                place[subsystem] = Some(SubsystemId(position(order.len())));
                order.push(subsystem);
            }
        }
        let moved_to = |id: SubsystemId| place[id.index()].unwrap_or(id);
        self.rows.iter_mut().for_each(|row| row.subsystem = moved_to(row.subsystem));
        self.named.values_mut().for_each(|id| *id = moved_to(*id));
        self.subsystems = order.into_iter().map(|at| self.subsystems[at].clone()).collect();
        self.codes = OnceLock::new();
    }

    /// Says that some entries belong together.
    pub fn relate(&mut self, kinship: Kinship, members: Vec<EntryId>) {
        self.relations.push(Relation { kinship, members });
    }
}

fn position(index: usize) -> u32 {
    u32::try_from(index).expect("a catalog has fewer than 2^32 rows")
}

/// A text with a space for each character that steers a terminal.
pub fn printable(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| (b' '..=b'~').contains(&byte);
    if text.bytes().all(plain) || !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_control(c) { ' ' } else { c }).collect()
}

fn printed(text: String) -> String {
    match printable(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(printable) => printable,
    }
}

/// Whether a character steers a terminal instead of standing on it: the C0 and C1 controls, and the invisible marks
/// that turn the direction of the text around them.
pub fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
