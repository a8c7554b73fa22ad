//! Tables that change while the browser is open: who looks after them, and where what they say now is kept.

use std::cell::OnceCell;
use std::sync::mpsc::Sender;
use std::time::Duration;

use super::inbox::Wake;
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

/// Looks after the tables until the browser has ended.
pub(super) fn look_after(mut reread: Reread, ended: &Ended, inbox: &Sender<Wake>) {
    while ended.wait(&[], INTERVAL) {
        if let Some(tables) = reread()
            && inbox.send(Wake::Tables(Box::new(tables))).is_err()
        {
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
