//! Notes on rows of other tables: what a row without a meaning says of its code.

use super::codes;
use super::columns::Column;
use super::fault::{Fault, Problem};
use super::parts::{Parts, has_han, joined};
use crate::catalog::{Catalog, Fields, Subsystem, SubsystemId, printable};

/// Text about a code, from a row that has no meaning for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    line: u64,
    code: String,
    subsystem: Option<String>,
    group: String,
    name: String,
    text: String,
    /// What to report where no other table has the code; `None` if the text becomes the meaning then.
    pub(super) otherwise: Option<Fault>,
}

impl Note {
    /// The note that the parts of a row make, which is in the subsystem `group` of the file `name`. `None` if they say nothing.
    pub(super) fn of(parts: &mut Parts, line: u64, columns: &[Column], group: &str, name: &str) -> Option<Self> {
        let Parts { code, subsystem, remark, note, others, .. } = parts;
        let is_meaning = |column: &Column| matches!(column, Column::Zh | Column::En | Column::Meaning);
        if remark.is_empty() && note.is_empty() && !columns.iter().any(is_meaning) {
            // The user said which column has the codes, and none has the meanings by its name.
            std::mem::swap(remark, others);
        }
        let text = joined([&*remark, &*note, &*others], "; ");
        // A column whose name says something else, such as an owner, may add to a row but is no meaning of its own.
        let otherwise = match (remark.is_empty(), note.is_empty()) {
            (false, _) => None,
            (true, false) => Some(Fault::NoteWithoutRow(code.clone())),
            (true, true) => Some(Fault::NoMeaning(code.clone())),
        };
        let subsystem = (!subsystem.is_empty()).then(|| subsystem.clone());
        let [group, name] = [group, name].map(str::to_owned);
        (!text.is_empty()).then(|| Self { line, code: code.clone(), subsystem, group, name, text, otherwise })
    }
}

/// Adds notes to the rows that they are about, after all tables have been read. A note on an unknown code becomes a row of its
/// own if its text may be a meaning, and is reported otherwise. Returns the number of rows added.
pub fn add_notes(notes: Vec<Note>, catalog: &mut Catalog, report: &mut dyn FnMut(Problem)) -> usize {
    let before = catalog.len();
    for note in notes {
        let mut found = catalog.find(&note.code).to_vec();
        if let Some(subsystem) = note.subsystem.as_deref() {
            let only = catalog.subsystem_named(subsystem);
            found.retain(|&id| Some(catalog.subsystem_of(id)) == only);
        }
        if !found.is_empty() {
            for id in found {
                catalog.add_note(id, &note.text);
            }
        } else if let Some(fault) = note.otherwise {
            report(Problem { line: note.line, fault });
        } else {
            let subsystem = subsystem_named(catalog, note.subsystem.as_deref().unwrap_or(&note.group));
            let (zh, en) = if has_han(&note.text) { (note.text.as_str(), "") } else { ("", note.text.as_str()) };
            let source = catalog.source_named(&note.name);
            for code in codes::in_cell(&note.code) {
                let spellings = code.spellings.join("; ");
                let fields = Fields { code: &code.text, zh, en, spellings: &spellings, ..Default::default() };
                catalog.add_entry(subsystem, fields, Some(source));
            }
        }
    }
    catalog.len() - before
}

/// The subsystem that a table calls `name`; it is added if there is none.
pub(super) fn subsystem_named(catalog: &mut Catalog, name: &str) -> SubsystemId {
    catalog.subsystem_named(name).unwrap_or_else(|| {
        // The ID is a single word, so that it can be typed after --subsystem and @.
        let id = printable(name).split_whitespace().collect::<Vec<_>>().join("-");
        let [zh, en] = [name, name].map(str::to_owned);
        catalog.add_subsystem(Subsystem { zh, en, ..Subsystem::named(&id) })
    })
}
