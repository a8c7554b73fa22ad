//! Tables that change while the browser is open: who looks after them, and where what they say now is kept.

use std::cell::OnceCell;
use std::time::Duration;

use crate::catalog::Catalog;
use crate::system::waiting::Ended;

/// The time between two looks at the tables.
const INTERVAL: Duration = Duration::from_secs(1);

/// Tables as they are now.
#[derive(Debug)]
pub struct Tables {
    /// All their rows; `None` where one of them can't be read any more, so that the rows that are known stay.
    pub catalog: Option<Catalog>,
    /// The complaints about settings and tables, one in a line.
    pub complaints: Vec<String>,
}

/// Looks at the tables, and reads them where they have changed since the last time.
pub type Reread = Box<dyn FnMut() -> Option<Tables> + Send>;

/// Looks after the tables until the browser has ended, or no longer takes what they say.
pub(super) fn look_after(mut reread: Reread, ended: &Ended, mut take: impl FnMut(Tables) -> bool) {
    while ended.wait(&[], INTERVAL) {
        if reread().is_some_and(|tables| !take(tables)) {
            return;
        }
    }
}

/// The tables as they were read one after the other. Each edition stays until the browser is left: what is on the screen, and
/// a search that still runs, borrow from it.
#[derive(Debug, Default)]
pub(super) struct Editions(OnceCell<Box<(Catalog, Editions)>>);

impl Editions {
    /// Keeps one more edition; returns it, and where the next one goes.
    pub(super) fn put(&self, catalog: Catalog) -> (&Catalog, &Self) {
        let (catalog, next) = &**self.0.get_or_init(|| Box::new((catalog, Self::default())));
        (catalog, next)
    }
}
