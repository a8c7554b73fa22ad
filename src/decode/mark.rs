//! Places in a text that was decoded, from which it can be decoded again.

/// A place between two characters of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Where it is in the text, in bytes of UTF-8.
    pub text: u64,
    /// Where the same place is in what is decoded, in bytes.
    pub file: u64,
    pub(super) encoding: Encoding,
}

/// How a text goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// In lines of UTF-8 or GBK, of which the latter may have been seen before.
    Lines { has_gbk: bool },
    /// In UTF-16.
    Wide(&'static encoding_rs::Encoding),
}

impl Encoding {
    /// How a text begins that doesn't say what it is.
    pub(super) const START: Self = Self::Lines { has_gbk: false };
}

impl Mark {
    /// True if the text between the two stands in the file as it is.
    pub(crate) fn is_level_with(&self, other: &Self) -> bool {
        let is_level = self.text.wrapping_sub(self.file) == other.text.wrapping_sub(other.file);
        is_level && self.encoding == other.encoding && matches!(self.encoding, Encoding::Lines { .. })
    }

    /// The same for a later place, up to which the text stands in the file as it is.
    #[must_use]
    pub(crate) fn at(self, text: u64) -> Self {
        Self { text, file: self.file + (text - self.text), ..self }
    }
}
