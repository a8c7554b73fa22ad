//! Tables that change while the browser is open: the thread that reads them again, and the place where they are kept.

use std::cell::OnceCell;
use std::time::Duration;

use crate::catalog::Catalog;
use crate::system::waiting::Ended;

/// The time between two checks of the tables.
const INTERVAL: Duration = Duration::from_secs(1);

/// The tables as they are now.
#[derive(Debug)]
pub struct Tables {
    /// All their rows; `None` if one of them can't be read any more, so that the known rows stay.
    pub catalog: Option<Catalog>,
    /// The complaints about settings and tables, one per line.
    pub complaints: Vec<String>,
}

/// Checks the tables, and reads them if they have changed since the last time.
pub type Reread = Box<dyn FnMut() -> Option<Tables> + Send>;

/// Checks the tables until the browser has ended, or no longer takes what they hold.
pub(super) fn look_after(mut reread: Reread, ended: &Ended, mut take: impl FnMut(Tables) -> bool) {
    while ended.wait(&[], INTERVAL) {
        if reread().is_some_and(|tables| !take(tables)) {
            return;
        }
    }
}

/// The tables, each time they were read. Every edition stays until the browser ends, since the screen, and a search that is
/// still running, borrow from it.
#[derive(Debug, Default)]
pub(super) struct Editions(OnceCell<Box<(Catalog, Editions)>>);

impl Editions {
    /// Stores another edition; returns it, and the place of the next one.
    pub(super) fn put(&self, catalog: Catalog) -> (&Catalog, &Self) {
        let (catalog, next) = &**self.0.get_or_init(|| Box::new((catalog, Self::default())));
        (catalog, next)
    }
}
