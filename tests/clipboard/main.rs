//! Copying with real X servers, compositors, tmux servers and terminals, which the tests start.
#![cfg(target_os = "linux")]

#[path = "../support/mod.rs"]
mod support;

mod browser;
mod doctor;
mod explain;
mod relays;
mod x11;
