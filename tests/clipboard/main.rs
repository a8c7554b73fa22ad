//! Copying, for real: on X servers, compositors, tmux servers and terminals of the tests' own.
#![cfg(target_os = "linux")]

#[path = "../support/mod.rs"]
mod support;

mod browser;
mod doctor;
mod explain;
mod relays;
mod x11;
