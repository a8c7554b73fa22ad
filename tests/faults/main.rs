//! Faults that must neither break the browser nor leave a broken terminal behind, each on the real program in a real
//! pseudo-terminal.
#![cfg(target_os = "linux")]

#[path = "../support/mod.rs"]
mod support;

mod fuzz;
mod input;
mod kinds;
mod places;
mod signals;
mod tables;
mod terminals;
