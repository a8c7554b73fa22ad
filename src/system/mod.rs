//! The differences between systems: offsets in files, waiting for slow input, other programs, signals. Each file has a Unix
//! part and a Windows part with the same names, so that no other code asks which system this is. The terminal's own part is in
//! `tui::console`.

pub(crate) mod files;
pub(crate) mod programs;
pub(crate) mod signals;
pub(crate) mod waiting;
