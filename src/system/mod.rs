//! Where systems differ: places in files, waiting for what may be slow, other programs, signals. Each file has one side for
//! Unix and one for Windows, under the same names, so that nothing outside asks which system this is. The terminal's own
//! part is in `tui::console`.

pub(crate) mod files;
pub(crate) mod programs;
pub(crate) mod signals;
pub(crate) mod waiting;
