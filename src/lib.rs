//! The reference browser for the negative error codes of an image service: its data, its search, its screens.
//!
//! The modules build on one another in this order; each imports only from those above it.

pub mod charset;
pub mod fold;
pub mod lang;

mod words;

pub mod catalog;

pub mod decode;
pub mod mention;
pub mod table;

pub mod clipboard;
pub mod log;
pub mod search;

pub mod app;

pub mod tui;

pub mod cli;
