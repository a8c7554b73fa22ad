//! The command line from outside: output, errors and exit status.
#![cfg(unix)]

#[path = "../support/books.rs"]
mod books;
#[path = "../support/mod.rs"]
mod support;

mod config;
mod explaining;
mod listing;
mod mistakes;
mod running;
mod shells;
mod tables;
