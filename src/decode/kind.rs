//! The kinds of files that are not plain text, recognised by their first bytes.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;

/// The reason why a log could not be read, and a program that reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// The reason.
    pub(crate) reason: Reason,
    /// The command that prints it as text; the name of the file goes after it.
    pub(crate) command: &'static str,
}

/// A reason why a log cannot be read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It is compressed by this program, or in this format.
    Packed(&'static str),
    /// It is in this encoding, for which no decoder is linked.
    Encoded(&'static str),
    /// It is no text.
    Binary,
}

impl Unreadable {
    /// The one in an error that a read returned, if there is one.
    pub(crate) fn in_error(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}

impl Display for Unreadable {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.reason {
            Reason::Packed(name) => write!(f, "it is packed by {name}"),
            Reason::Encoded(name) => write!(f, "it is in {name}"),
            Reason::Binary => write!(f, "it is no text"),
        }
    }
}

impl Error for Unreadable {}

impl From<Unreadable> for io::Error {
    fn from(unreadable: Unreadable) -> Self {
        Self::new(io::ErrorKind::InvalidData, unreadable)
    }
}

/// The compression of a stream.
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
    Other(Unreadable),
}

const GZIP: &[u8] = b"\x1f\x8b\x08";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// The last three bytes that mark a frame which zstd skips; the first is 0x50 to 0x5f.
const ZSTD_SKIPPED: &[u8] = b"\x2a\x4d\x18";

/// Formats that other programs read, by their first bytes.
const OTHERS: [(&[u8], Unreadable); 17] = [
    (b"\xfd7zXZ\0", packed("xz", "xz -dc")),
    (b"\x5d\0\0", packed("lzma", "xz -dc")),
    (b"BZh", packed("bzip2", "bzip2 -dc")),
    (b"PK\x03\x04", packed("zip", "unzip -p")),
    (b"PK\x05\x06", packed("zip", "unzip -p")),
    (b"7z\xbc\xaf\x27\x1c", packed("7-Zip", "7z x -so")),
    (b"Rar!\x1a\x07", packed("RAR", "unrar p -inul")),
    (b"\x04\x22\x4d\x18", packed("lz4", "lz4 -dc")),
    (b"\x89LZO\0", packed("lzop", "lzop -dc")),
    (b"LZIP\x01", packed("lzip", "lzip -dc")),
    (b"\x1f\x9d", packed("compress", "gzip -dc")),
    (b"\xff\x06\0\0sNaPpY", packed("snappy", "snzip -dc")),
    (b"\xff\xfe\0\0", encoded("UTF-32")),
    (b"\0\0\xfe\xff", encoded("UTF-32")),
    (b"LPKSHHRH", Unreadable { reason: Reason::Packed("systemd-journald"), command: "journalctl -o short --file" }),
    (b"\x7fELF", BINARY),
    (b"%PDF-", Unreadable { reason: Reason::Binary, command: "pdftotext -layout" }),
];

/// A file that is no text.
pub(super) const BINARY: Unreadable = Unreadable { reason: Reason::Binary, command: "strings" };

const fn packed(by: &'static str, command: &'static str) -> Unreadable {
    Unreadable { reason: Reason::Packed(by), command }
}

const fn encoded(name: &'static str) -> Unreadable {
    Unreadable { reason: Reason::Encoded(name), command: "iconv -f UTF-32 -t UTF-8" }
}

/// The compression of a stream that begins with `head`.
pub(super) fn packing(head: &[u8]) -> Packing {
    let is_skipped = matches!(head, [0x50..=0x5f, rest @ ..] if rest.starts_with(ZSTD_SKIPPED));
    let other = || OTHERS.iter().find(|(magic, _)| head.starts_with(magic));
    match () {
        () if head.starts_with(GZIP) => Packing::Gzip,
        // A tar archive begins with the name of its first file.
        () if head.get(257..262) == Some(b"ustar") => Packing::Other(packed("tar", "tar -xOf")),
        () if head.starts_with(ZSTD) || is_skipped => Packing::Zstd,
        () => match other() {
            // A log may begin with the three letters `BZh`, so bzip2's further marks are looked for.
            Some((b"BZh", _)) if !matches!(head.get(4..10), Some(b"1AY&SY" | b"\x17rE8P\x90")) => Packing::None,
            Some((_, unreadable)) => Packing::Other(*unreadable),
            None => Packing::None,
        },
    }
}

/// True if `head` is too short to tell, so that more bytes may show a known format.
pub(super) fn may_become_known(head: &[u8]) -> bool {
    let is_begun = |magic: &[u8]| head.len() < magic.len() && magic.starts_with(head);
    let is_skipped = matches!(head, [0x50..=0x5f, rest @ ..] if is_begun_by(ZSTD_SKIPPED, rest));
    is_begun(GZIP)
        || is_begun(ZSTD)
        || is_skipped
        || OTHERS.iter().any(|(magic, _)| is_begun(magic))
        || (head.starts_with(b"BZh") && head.len() < 10 && !head.contains(&b'\n'))
}

fn is_begun_by(magic: &[u8], rest: &[u8]) -> bool {
    rest.len() < magic.len() && magic.starts_with(rest)
}
