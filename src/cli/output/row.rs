//! A row of the output, and the names of its columns, which are the same in every format.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::catalog::{Catalog, Entry, EntryId, Record};

/// A code, its entry, and the columns that a verb adds. A column that is `None` is left out.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Row<'a> {
    /// The file that mentions the code.
    pub(in crate::cli) file: Option<&'a str>,
    /// The line in that file, from 1.
    pub(in crate::cli) line: Option<u64>,
    /// The number of times that the code occurs.
    pub(in crate::cli) count: Option<u64>,
    /// The code as it was typed or found in a text. If there is an entry, the entry's code is shown instead.
    pub(in crate::cli) code: &'a str,
    /// The catalog and the entry in it that the code names; `None` for an unknown code.
    pub(in crate::cli) entry: Option<(&'a Catalog, EntryId)>,
    /// `count` as a share of all mentions, in per cent.
    pub(in crate::cli) share: Option<f64>,
    /// The first place where the code occurs, as `file:line`.
    pub(in crate::cli) first: Option<&'a str>,
    /// The last place where it occurs, as `file:line`.
    pub(in crate::cli) last: Option<&'a str>,
    /// The files in which it occurs, with its count in each.
    pub(in crate::cli) files: Option<&'a str>,
    /// The position of the code in its line, in bytes from 1.
    pub(in crate::cli) column: Option<u64>,
    /// The key before the code, as `errno` in `errno=-97`; empty if there is none.
    pub(in crate::cli) key: Option<&'a str>,
    /// The reason why a search found the row.
    pub(in crate::cli) why: Option<&'a str>,
}

/// The value of a column.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Number(u64),
    Decimal(f64),
    Codes(Vec<&'a str>),
}

impl<'a> From<&'a str> for Value<'a> {
    #[inline]
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Value<'_> {
    #[inline]
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<f64> for Value<'_> {
    #[inline]
    fn from(number: f64) -> Self {
        Self::Decimal(number)
    }
}

/// Takes the columns of a row one after the other. A scan lays out millions of rows: a list of all columns, most of which
/// it leaves out, would take longer than the rest of a row.
pub(super) trait TakeColumns<'a> {
    /// Takes a column with its name, unless it is left out.
    fn take<V: Into<Value<'a>>>(&mut self, name: &'static str, value: Option<V>);
}

impl<'a> TakeColumns<'a> for Vec<(&'static str, Value<'a>)> {
    fn take<V: Into<Value<'a>>>(&mut self, name: &'static str, value: Option<V>) {
        self.extend(value.map(|value| (name, value.into())));
    }
}

impl<'a> Row<'a> {
    /// The row of an entry of `catalog`.
    pub(in crate::cli) fn of(catalog: &'a Catalog, id: EntryId) -> Self {
        Self { code: catalog.code_of(id), entry: Some((catalog, id)), ..Self::default() }
    }

    /// The entry that the code names.
    pub(super) fn entry(&self) -> Option<Entry<'a>> {
        self.entry.map(|(catalog, id)| catalog.entry(id))
    }

    /// The code as its table writes it.
    pub(super) fn code(&self) -> &'a str {
        self.entry.map_or(self.code, |(catalog, id)| catalog.code_of(id))
    }

    /// Gives the columns that fit a line to `columns`, in order.
    #[inline]
    pub(super) fn give_short(&self, columns: &mut impl TakeColumns<'a>) {
        let entry = self.entry.map(|(catalog, id)| (catalog.line_of(id), catalog.subsystem(catalog.subsystem_of(id))));
        let ([code, zh, en], subsystem) =
            entry.map_or(([self.code, "", ""], ""), |(line, subsystem)| (line, &subsystem.id));
        columns.take("file", self.file);
        columns.take("line", self.line);
        columns.take("count", self.count);
        columns.take("code", Some(code));
        columns.take("subsystem", Some(subsystem));
        columns.take("zh", Some(zh));
        columns.take("en", Some(en));
        columns.take("share", self.share);
        columns.take("first", self.first);
        columns.take("last", self.last);
        columns.take("files", self.files);
        columns.take("column", self.column);
        columns.take("key", self.key);
        columns.take("why", self.why);
    }

    /// The columns that fit a line, each with its name.
    pub(super) fn short(&self) -> Vec<(&'static str, Value<'a>)> {
        let mut columns = Vec::new();
        self.give_short(&mut columns);
        columns
    }

    /// All columns, each with its name.
    pub(super) fn whole(&self) -> Vec<(&'static str, Value<'a>)> {
        let Record { symbol, hint_zh, hint_en, source, source_title, source_url, note, spellings, .. } = self.record();
        let [same_as, see_also] = self.related();
        let mut columns = self.short();
        columns.extend([
            ("symbol", Value::Text(symbol)),
            ("hint_zh", Value::Text(hint_zh)),
            ("hint_en", Value::Text(hint_en)),
            ("source", Value::Text(source)),
            ("source_title", Value::Text(source_title)),
            ("source_url", Value::Text(source_url)),
            ("note", Value::Text(note)),
            ("spellings", Value::Text(spellings)),
            ("same_as", Value::Codes(same_as)),
            ("see_also", Value::Codes(see_also)),
        ]);
        columns
    }

    fn record(&self) -> Record<'a> {
        self.entry().map_or_else(Record::default, Entry::into)
    }

    /// The codes with the same meaning, and the other codes of the same topic.
    fn related(&self) -> [Vec<&'a str>; 2] {
        let Some((catalog, id)) = self.entry else { return [Vec::new(), Vec::new()] };
        [catalog.same_meaning(id), catalog.see_also(id)]
            .map(|ids| ids.into_iter().map(|id| catalog.entry(id).fields.code).collect())
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.whole())
    }
}

impl Value<'_> {
    /// The value as the text of a cell.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Decimal(number) => Cow::Owned(format!("{number:.1}")),
            Self::Codes(codes) => Cow::Owned(codes.join(" ")),
        }
    }
}
