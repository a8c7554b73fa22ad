//! The folded text of a catalog, in blocks that are folded when a search first comes to them. Where there are many, all
//! cores go through them side by side.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::Wanted;
use super::fold::fold_into;
use super::identifier::{identifiers, in_words};
use super::pinyin;
use super::row::{Field, Row};
use super::triples::Triples;
use crate::catalog::{Catalog, EntryId, SubsystemId};

/// The number of rows in a block: enough to be worth a thread's while, few enough to ask between two whether to go on.
const BLOCK: usize = 2048;

/// Up to how many rows one thread is done with sooner than others are woken.
const FEW: usize = 4 * BLOCK;

/// The folded rows of a catalog.
pub(super) struct Rows<'c> {
    catalog: &'c Catalog,
    ids: Vec<EntryId>,
    blocks: Vec<OnceLock<Block>>,
    /// The names of each subsystem, in the same form as a row.
    names: Vec<String>,
    triples: OnceLock<Triples>,
}

/// The text of some rows, end to end, where each ends, and where in each of them its fields end.
struct Block {
    text: String,
    ends: Vec<usize>,
    fields: Vec<[u32; 6]>,
    /// The letters of the sounds in each of them, once a search has listened for one.
    letters: OnceLock<Vec<u32>>,
}

/// A block with the entries that its rows are of.
#[derive(Clone, Copy)]
pub(super) struct BlockRows<'r> {
    ids: &'r [EntryId],
    block: &'r Block,
}

impl<'c> Rows<'c> {
    /// The rows of `catalog`. Only the names of the subsystems are folded yet.
    pub(super) fn new(catalog: &'c Catalog) -> Self {
        let ids: Vec<EntryId> = catalog.entry_ids().collect();
        let blocks = ids.chunks(BLOCK).map(|_| OnceLock::new()).collect();
        let names = catalog.subsystems().iter().map(|subsystem| {
            let mut text = String::new();
            fold_row([&subsystem.zh, &subsystem.en, &subsystem.id, ""], "", &mut text);
            text
        });
        Self { catalog, ids, blocks, names: names.collect(), triples: OnceLock::new() }
    }

    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// True if there are so many that threads pay.
    pub(super) fn are_many(&self) -> bool {
        self.ids.len() > FEW
    }

    /// The triples of bytes in all of it; `None` for a table so large that it has nearly all of them.
    pub(super) fn triples(&self) -> Option<&Triples> {
        (!self.are_many()).then(|| {
            self.triples.get_or_init(|| {
                let mut triples = Triples::new();
                let blocks = (0..self.blocks.len()).map(|index| self.block(index).text.as_str());
                blocks.chain(self.names.iter().map(String::as_str)).for_each(|text| triples.add(text));
                triples
            })
        })
    }

    /// The subsystem of a row.
    pub(super) fn subsystem_of(&self, id: EntryId) -> SubsystemId {
        self.catalog.subsystem_of(id)
    }

    /// The value of `look` for the names of each subsystem, by position.
    pub(super) fn map_names<T: Send>(&self, look: impl Fn(Row<'_>) -> T + Sync) -> Vec<T> {
        if self.names.len() > BLOCK {
            self.names.par_iter().with_min_len(BLOCK / 4).map(|name| look(Row::new(name))).collect()
        } else {
            self.names.iter().map(|name| look(Row::new(name))).collect()
        }
    }

    /// The value of `look` for each block of rows, in order; `None` as soon as `wanted`, which is asked before each block,
    /// says no.
    pub(super) fn map_blocks<T: Send>(
        &self,
        wanted: Wanted<'_>,
        look: impl Fn(BlockRows<'_>) -> T + Sync,
    ) -> Option<Vec<T>> {
        let look_at = |index: usize| {
            let rows = BlockRows { ids: self.block_ids(index), block: self.block(index) };
            wanted().then(|| look(rows))
        };
        let indices = 0..self.blocks.len();
        if self.are_many() { indices.into_par_iter().map(look_at).collect() } else { indices.map(look_at).collect() }
    }

    /// Hands `enough` the rows from the first on, until it says so.
    pub(super) fn read_until(&self, mut enough: impl FnMut(Row<'_>) -> bool) {
        for index in 0..self.blocks.len() {
            let block = self.block(index);
            for row in 0..self.block_ids(index).len() {
                if enough(block.row(row)) {
                    return;
                }
            }
        }
    }

    fn block_ids(&self, index: usize) -> &[EntryId] {
        &self.ids[index * BLOCK..self.ids.len().min((index + 1) * BLOCK)]
    }

    fn block(&self, index: usize) -> &Block {
        self.blocks[index].get_or_init(|| {
            let mut block =
                Block { text: String::new(), ends: Vec::new(), fields: Vec::new(), letters: OnceLock::new() };
            for id in self.block_ids(index) {
                let start = block.text.len();
                let fields = self.catalog.entry(*id).fields;
                fold_row([fields.zh, fields.en, fields.symbol, fields.code], fields.spellings, &mut block.text);
                block.text.push('\n');
                fold_into(fields.note, &mut block.text);
                block.ends.push(block.text.len());
                block.fields.push(Row::new(&block.text[start..]).ends);
            }
            block.text.shrink_to_fit();
            block
        })
    }
}

impl Block {
    fn start(&self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    fn row(&self, index: usize) -> Row<'_> {
        Row { text: &self.text[self.start(index)..self.ends[index]], ends: self.fields[index] }
    }
}

impl<'r> BlockRows<'r> {
    /// The number of rows in the block.
    pub(super) fn len(self) -> usize {
        self.ids.len()
    }

    /// A row, with the entry that it is of.
    pub(super) fn get(self, index: usize) -> (EntryId, Row<'r>) {
        (self.ids[index], self.block.row(index))
    }

    /// The letters of the sounds in each row.
    pub(super) fn letters(self) -> &'r [u32] {
        let letters = |index| pinyin::letters_in(self.block.row(index).opening(Field::Zh));
        self.block.letters.get_or_init(|| (0..self.len()).map(letters).collect())
    }

    /// All rows, end to end.
    pub(super) fn text(self) -> &'r str {
        &self.block.text
    }

    /// The start of a row in that.
    pub(super) fn start(self, index: usize) -> usize {
        self.block.start(index)
    }

    /// The row that a position in that lies in.
    pub(super) fn row_at(self, at: usize) -> usize {
        self.block.ends.partition_point(|end| *end <= at)
    }
}

/// Appends the folded fields of a row, a newline between each two, the names among the spellings of its code, and the words of
/// the identifiers in all of them.
fn fold_row(fields: [&str; 4], spellings: &str, text: &mut String) {
    for field in fields {
        fold_into(field, text);
        text.push('\n');
    }
    // A number is looked up, not searched for.
    for name in spellings.split("; ").filter(|name| name.contains(char::is_alphabetic)) {
        fold_into(name, text);
        text.push(' ');
    }
    for identifier in fields.iter().chain([&spellings]).flat_map(|field| identifiers(field)) {
        fold_into(&in_words(identifier), text);
        text.push(' ');
    }
}
