//! Codes mentioned in any text: the one place that knows in what dress a code appears.

mod accounts;
mod before;
mod block;
mod candidates;
mod finder;
mod key;
mod keys;
mod plain;
mod query;
mod rows;
mod rules;
mod stream;
mod system;
mod token;

// Public for tests: a text in blocks, which threads share.
#[doc(hidden)]
pub use block::Block;
#[doc(hidden)]
pub use finder::{Finder, Passage};
pub use query::in_query;
pub(crate) use query::{stands_beside_codes, unlisted_in_query};
pub use rules::Mention;
pub use stream::Scanner;
