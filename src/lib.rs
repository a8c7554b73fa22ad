//! The negative error codes of an image service: the table, its search, and codes found in text.
//!
//! The program of this name is a browser for the terminal. As a library the crate answers three questions of a service.
//!
//! What does a code mean?
//! ```
//! use xerrno::catalog::Catalog;
//!
//! let catalog = Catalog::embedded();
//! let entry = catalog.entry(catalog.find("-97")[0]);
//! assert_eq!((entry.fields.zh, entry.fields.en), ("非法签名", "Invalid (illegal) signature"));
//! assert_eq!(entry.subsystem.id, "proxy");
//! ```
//! Which code means this?
//! ```
//! use xerrno::catalog::Catalog;
//! use xerrno::search::Search;
//!
//! let catalog = Catalog::embedded();
//! let found = Search::new(&catalog).run("expired signature");
//! assert_eq!(catalog.entry(found.hits[0].entry).code(), "-96");
//! ```
//! Which codes does a text mention?
//! ```
//! use xerrno::catalog::Catalog;
//! use xerrno::mention::in_query;
//!
//! let catalog = Catalog::embedded();
//! let mentions = in_query("HTTP/1.1 404 Not Found\r\nX-ErrNo: -6101\r\n", &catalog);
//! assert_eq!(mentions[0].code, "-6101");
//! assert!(mentions[0].is_listed());
//! ```
//! A log is read as a stream of any length by [`mention::Scanner`].
//!
//! What the documentation leaves out is public for the program itself, its tests and its benchmarks, and may change in any
//! version.

// The modules build on one another in this order; each imports only from those above it.

mod charset;
mod fold;
#[doc(hidden)]
pub mod lang;
mod system;
mod words;

pub mod catalog;

mod decode;
pub mod mention;
#[doc(hidden)]
pub mod table;

#[doc(hidden)]
pub mod clipboard;
#[doc(hidden)]
pub mod log;
pub mod search;

#[doc(hidden)]
pub mod app;

#[doc(hidden)]
pub mod tui;

#[doc(hidden)]
pub mod cli;
