//! What must not break the browser, nor leave a broken terminal behind: each fault, on the real program in a real
//! pseudo-terminal.
#![cfg(target_os = "linux")]

mod fuzz;
mod input;
mod places;
mod pty;
mod signals;
mod tables;
mod terminals;
