//! Reads and writes files at given offsets, also while other programs do so.

#[cfg(unix)]
pub(crate) use unix::{allow_many, is_at, open_at_once, read_at, write_at};

#[cfg(windows)]
pub(crate) use windows::{allow_many, is_at, open_at_once, read_at, write_at};

#[cfg(unix)]
mod unix {
    use std::fs::{File, Metadata, OpenOptions, metadata};
    use std::io;
    use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
    use std::path::Path;

    use rustix::fs::OFlags;
    use rustix::io::ioctl_fionbio;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    /// Lets the program have as many files open as the system allows it. Most give it 256 or 1,024 until it asks.
    pub(crate) fn allow_many() {
        /// The most that macOS lets a program ask for.
        const MOST: u64 = 10_240;
        let limit = getrlimit(Resource::Nofile);
        let most = limit.maximum.map_or(MOST, |maximum| maximum.min(MOST));
        if limit.current.is_some_and(|current| current < most) {
            // Where that is refused, the files that can't be opened are named.
            let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(most), ..limit });
        }
    }

    /// Opens a file for reading. Opening a named pipe does not wait for its writer; reading it does.
    pub(crate) fn open_at_once(path: &Path) -> io::Result<File> {
        let flags = i32::try_from(OFlags::NONBLOCK.bits()).map_err(io::Error::other)?;
        let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
        ioctl_fionbio(&file, false)?;
        Ok(file)
    }

    /// Reads from the byte offset `from`; returns the number of bytes read.
    pub(crate) fn read_at(file: &File, buffer: &mut [u8], from: u64) -> io::Result<usize> {
        file.read_at(buffer, from)
    }

    /// Writes at the byte offset `from`; returns the number of bytes written.
    pub(crate) fn write_at(file: &File, bytes: &[u8], from: u64) -> io::Result<usize> {
        file.write_at(bytes, from)
    }

    /// True if `path` still leads to the open file. Fails if it leads nowhere.
    pub(crate) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
        let identity = |metadata: Metadata| (metadata.dev(), metadata.ino());
        Ok(identity(metadata(path)?) == identity(file.metadata()?))
    }
}

#[cfg(windows)]
mod windows {
    use std::fs::File;
    use std::io;
    use std::os::windows::fs::FileExt;
    use std::path::Path;

    use same_file::Handle;

    /// Lets the program have many files open, which the system does not limit.
    pub(crate) fn allow_many() {}

    /// Opens a file for reading.
    pub(crate) fn open_at_once(path: &Path) -> io::Result<File> {
        File::open(path)
    }

    /// Reads from the byte offset `from`; returns the number of bytes read. Also moves the file's own position.
    pub(crate) fn read_at(file: &File, buffer: &mut [u8], from: u64) -> io::Result<usize> {
        file.seek_read(buffer, from)
    }

    /// Writes at the byte offset `from`; returns the number of bytes written. Also moves the file's own position.
    pub(crate) fn write_at(file: &File, bytes: &[u8], from: u64) -> io::Result<usize> {
        file.seek_write(bytes, from)
    }

    /// True if `path` still leads to the open file. Fails if it leads nowhere.
    pub(crate) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
        Ok(Handle::from_path(path)? == Handle::from_file(file.try_clone()?)?)
    }
}
