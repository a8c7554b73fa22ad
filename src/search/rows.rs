//! The folded text of a catalog, in blocks that are folded when a search first comes to them, and gone through by all
//! cores where there are many.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::{num::NonZero, thread};

use super::fold::fold_into;
use super::row::Row;
use crate::catalog::{Catalog, EntryId};

/// How many rows a block has: enough to be worth a thread's while, few enough to ask between two whether to go on.
const BLOCK: usize = 2048;

/// Up to how many rows one thread is done with sooner than another is started.
const FEW: usize = 4 * BLOCK;

/// The folded rows of a catalog.
pub(super) struct Rows<'c> {
    catalog: &'c Catalog,
    ids: Vec<EntryId>,
    blocks: Vec<OnceLock<Block>>,
}

/// The text of some rows, end to end, and where each ends.
struct Block {
    text: String,
    ends: Vec<usize>,
}

impl<'c> Rows<'c> {
    /// The rows of `catalog`. Nothing is folded yet.
    pub(super) fn new(catalog: &'c Catalog) -> Self {
        let ids: Vec<EntryId> = catalog.entry_ids().collect();
        let blocks = ids.chunks(BLOCK).map(|_| OnceLock::new()).collect();
        Self { catalog, ids, blocks }
    }

    /// Whether there are so many that threads pay.
    pub(super) fn are_many(&self) -> bool {
        self.ids.len() > FEW
    }

    /// All rows.
    pub(super) fn all(&self) -> &[EntryId] {
        &self.ids
    }

    /// Goes through some rows. Each thread starts from a `T::default()`, hands every row to `look`, and in the end what it
    /// has gathered to `done`; what the threads end with is returned, in no order. `None` as soon as `wanted`, which is
    /// asked on the calling thread, says so.
    pub(super) fn go_through<T: Default + Send>(
        &self,
        rows: &[EntryId],
        wanted: &dyn Fn() -> bool,
        look: impl Fn(&mut T, EntryId, Row<'_>) + Sync,
        done: impl Fn(&mut T) + Sync,
    ) -> Option<Vec<T>> {
        let parts: Vec<&[EntryId]> = rows.chunks(BLOCK).collect();
        let next = AtomicUsize::new(0);
        let stop = AtomicBool::new(false);
        let work = |goes_on: &dyn Fn() -> bool| {
            let mut state = T::default();
            loop {
                let part = parts.get(next.fetch_add(1, Ordering::Relaxed)).filter(|_| goes_on());
                let Some(part) = part else {
                    done(&mut state);
                    return state;
                };
                for &id in *part {
                    look(&mut state, id, self.row(id));
                }
            }
        };
        let ask = || {
            let goes_on = wanted();
            stop.fetch_or(!goes_on, Ordering::Relaxed);
            goes_on
        };
        let helpers = if rows.len() > FEW { thread::available_parallelism().map_or(1, NonZero::get) - 1 } else { 0 };
        let states = thread::scope(|scope| {
            let helping: Vec<_> =
                (0..helpers).map(|_| scope.spawn(|| work(&|| !stop.load(Ordering::Relaxed)))).collect();
            let mut states = vec![work(&ask)];
            states.extend(helping.into_iter().filter_map(|helper| helper.join().ok()));
            states
        });
        (!stop.load(Ordering::Relaxed)).then_some(states)
    }

    /// The rows from the first on, until `enough` says so.
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

    fn row(&self, id: EntryId) -> Row<'_> {
        self.block(id.index() / BLOCK).row(id.index() % BLOCK)
    }

    fn block_ids(&self, index: usize) -> &[EntryId] {
        &self.ids[index * BLOCK..self.ids.len().min((index + 1) * BLOCK)]
    }

    fn block(&self, index: usize) -> &Block {
        self.blocks[index].get_or_init(|| {
            let mut block = Block { text: String::new(), ends: Vec::with_capacity(BLOCK) };
            for id in self.block_ids(index) {
                let fields = self.catalog.entry(*id).fields;
                fold_row([fields.zh, fields.en, fields.symbol, fields.code], &mut block.text);
                block.ends.push(block.text.len());
            }
            block.text.shrink_to_fit();
            block
        })
    }
}

impl Block {
    fn row(&self, index: usize) -> Row<'_> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        Row::new(&self.text[start..self.ends[index]])
    }
}

/// Appends the folded fields of a row, a newline between each two.
pub(super) fn fold_row(fields: [&str; 4], text: &mut String) {
    for (index, field) in fields.into_iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        fold_into(field, text);
    }
}
