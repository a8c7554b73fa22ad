//! How a catalog is put together.

use std::sync::OnceLock;

use super::controls::{printable, printed};
use super::{Catalog, EntryId, Fields, Kinship, Relation, Row, Source, SourceId, Subsystem, SubsystemId, position};

impl Catalog {
    /// Adds a subsystem. If one has its short name already, in any case, that one is returned unchanged. As in everything that
    /// is added, control characters become spaces.
    #[doc(hidden)] // Public for tests.
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
    pub(crate) fn add_source(&mut self, source: Source) -> SourceId {
        let Source { id, title, url, updated } = source;
        let [id, title, url, updated] = [id, title, url, updated].map(printed);
        self.sources.push(Source { id, title, url, updated });
        SourceId(position(self.sources.len() - 1))
    }

    /// Adds an entry at the end. Control characters in its texts become spaces, so that texts of a catalog are safe to write to
    /// a terminal.
    #[doc(hidden)] // Public for tests.
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

    /// Appends a note to that of an entry.
    pub(crate) fn add_note(&mut self, id: EntryId, note: &str) {
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

    /// The source with this short name; it is added if there is none.
    pub(crate) fn source_named(&mut self, id: &str) -> SourceId {
        if let Some(at) = self.sources.iter().position(|source| source.id == id) {
            return SourceId(position(at));
        }
        let [id, title, url, updated] = [id, id, "", ""].map(str::to_owned);
        self.add_source(Source { id, title, url, updated })
    }

    /// Moves the entries from index `first` on before all others, and their subsystems likewise, so that the user's own rows
    /// come before the embedded ones.
    pub(crate) fn bring_forward(&mut self, first: usize) {
        let moved = self.rows.len() - first;
        self.rows.rotate_left(first);
        let count = self.rows.len();
        for member in self.relations.iter_mut().flat_map(|relation| &mut relation.members) {
            *member = EntryId(position((member.index() + moved) % count));
        }
        // Subsystems follow the order of their first entries; those without any come last.
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

    /// Records that some entries belong together.
    pub(crate) fn relate(&mut self, kinship: Kinship, members: Vec<EntryId>) {
        self.relations.push(Relation { kinship, members });
    }
}
