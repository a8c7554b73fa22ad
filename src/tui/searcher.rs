//! Runs searches: at once if that takes less than a frame, otherwise on a thread beside the loop, the newest query first.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Scope;

use super::inbox::Wake;
use crate::app::results::Results;
use crate::catalog::Catalog;
use crate::search::Search;

/// The largest catalog that is searched within the loop, in entries.
const WITHIN_A_FRAME: usize = 4_000;

/// A query in both languages, which needs what any query needs.
const ANY_QUERY: &str = "签名 expired";

/// A query and its number: a search is abandoned once there is a later query.
type Request = (u64, String);

/// Answers queries.
pub(super) struct Searcher<'c> {
    /// The number of the newest query that is answered beside the loop.
    newest: &'c AtomicU64,
    place: Place<'c>,
}

/// The place where queries are answered.
enum Place<'c> {
    /// Within the loop.
    Here(&'c Catalog, Box<Search<'c>>),
    /// On a thread of its own.
    Beside(Sender<Request>),
}

impl<'c> Searcher<'c> {
    /// A searcher over `catalog`. If it works beside the loop, its thread is in `scope`, the number of its newest query is in
    /// `newest`, and its results go to `inbox`.
    pub(super) fn new<'s>(
        catalog: &'c Catalog,
        newest: &'c AtomicU64,
        scope: &'s Scope<'s, 'c>,
        inbox: Sender<Wake>,
    ) -> Self {
        Self { newest, place: Place::new(catalog, newest, scope, inbox) }
    }

    /// Builds the data that every query needs, by answering a query that nobody typed. A thread beside the loop does so by
    /// itself, after its first answer.
    pub(super) fn prepare(&mut self) {
        if let Place::Here(_, search) = &mut self.place {
            search.run(ANY_QUERY);
        }
    }

    /// True if the query with this number is still the newest, and the tables are still the same.
    pub(super) fn is_newest(&self, number: u64) -> bool {
        self.newest.load(Ordering::Relaxed) == number
    }

    /// Searches for `query`. Returns the results, or `None` if they will come through the inbox.
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
    /// Makes a search that is still running end soon.
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
    let mut is_prepared = false;
    while let Ok((number, query)) = queue.recv() {
        let wanted = || newest.load(Ordering::Relaxed) == number;
        let Some(found) = search.run_within(&query, None, &wanted) else { continue };
        if inbox.send(Wake::Found(number, query, Results::new(catalog, found))).is_err() {
            return;
        }
        // Nobody waits yet. What is built by then is kept when a key ends it.
        if !is_prepared {
            is_prepared = true;
            search.run_within(ANY_QUERY, None, &wanted);
        }
    }
}
