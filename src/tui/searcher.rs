//! Runs searches: at once where that takes less than a frame, else on a thread beside the loop, the newest query first.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Scope;

use super::inbox::Wake;
use crate::app::results::Results;
use crate::catalog::Catalog;
use crate::search::Search;

/// The largest catalog that is searched within the loop.
const WITHIN_A_FRAME: usize = 4_000;

/// A query, with its number: a search is given up as soon as there is a later one.
type Request = (u64, String);

/// Answers queries.
pub(super) struct Searcher<'c> {
    /// Counts the queries that are answered beside the loop.
    newest: &'c AtomicU64,
    place: Place<'c>,
}

/// Where queries are answered.
enum Place<'c> {
    /// Within the loop.
    Here(&'c Catalog, Box<Search<'c>>),
    /// On a thread of its own.
    Beside(Sender<Request>),
}

impl<'c> Searcher<'c> {
    /// A searcher over `catalog`. One that works beside the loop lives in `scope`, counts its queries in `newest` and
    /// sends what it finds to `inbox`.
    pub(super) fn new<'s>(
        catalog: &'c Catalog,
        newest: &'c AtomicU64,
        scope: &'s Scope<'s, 'c>,
        inbox: Sender<Wake>,
    ) -> Self {
        Self { newest, place: Place::new(catalog, newest, scope, inbox) }
    }

    /// Builds what any query needs, by answering one that nobody has asked. Where searches run beside the loop, nobody
    /// waits for that.
    pub(super) fn prepare(&mut self) {
        if let Place::Here(_, search) = &mut self.place {
            search.run("签名 expired");
        }
    }

    /// True if no later query than the one with this number was asked for, and the tables are still the same.
    pub(super) fn is_newest(&self, number: u64) -> bool {
        self.newest.load(Ordering::Relaxed) == number
    }

    /// Asks for the entries that answer `query`. They come at once, or later through the inbox.
    pub(super) fn ask(&mut self, query: &str) -> Option<Results> {
        match &mut self.place {
            Place::Here(catalog, search) => Some(Results::new(catalog, search.run(query))),
            Place::Beside(requests) => {
                let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
                // The thread ends only when this searcher is dropped.
                let _ = requests.send((number, query.to_owned()));
                None
            }
        }
    }
}

impl<'c> Place<'c> {
    fn new<'s>(catalog: &'c Catalog, newest: &'c AtomicU64, scope: &'s Scope<'s, 'c>, inbox: Sender<Wake>) -> Self {
        let search = Search::new(catalog);
        if catalog.len() <= WITHIN_A_FRAME {
            return Self::Here(catalog, Box::new(search));
        }
        let (requests, queue) = channel();
        scope.spawn(move || serve(catalog, search, (&queue, newest), &inbox));
        Self::Beside(requests)
    }
}

impl Drop for Searcher<'_> {
    /// Has a search that still runs end soon.
    fn drop(&mut self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
    }
}

fn serve<'c>(
    catalog: &'c Catalog,
    mut search: Search<'c>,
    (queue, newest): (&Receiver<Request>, &AtomicU64),
    inbox: &Sender<Wake>,
) {
    while let Ok((number, query)) = queue.recv() {
        let wanted = || newest.load(Ordering::Relaxed) == number;
        let Some(found) = search.run_within(&query, None, &wanted) else { continue };
        if inbox.send(Wake::Found(number, query, Results::new(catalog, found))).is_err() {
            return;
        }
    }
}
