//! Decoding: detects the encoding of a file, and decodes all of it once.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

use crate::decode::unmarked_utf16;

/// A decoded file.
#[derive(Debug)]
pub(super) struct Text<'a> {
    /// The text; lines end in a newline.
    pub(super) all: Cow<'a, str>,
    /// The encoding's name.
    pub(super) encoding: &'static str,
    /// True if the encoding is only a guess from the look of the bytes.
    pub(super) guessed: bool,
    /// True if some bytes are invalid in the encoding; each is a replacement character now.
    pub(super) broken: bool,
}

/// Decodes a file. `None` for UTF-32, since no decoder for it is linked.
pub(super) fn decode(bytes: &[u8]) -> Option<Text<'_>> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return None;
    }
    let (encoding, rest, guessed) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, &bytes[mark..], false),
        None => match unmarked_utf16(bytes) {
            Some(encoding) => (encoding, bytes, true),
            None if is_nearly_utf8(bytes) => (UTF_8, bytes, false),
            None => (guess(bytes), bytes, true),
        },
    };
    let (text, broken) = encoding.decode_without_bom_handling(rest);
    // Some spreadsheets still end lines with a carriage return alone.
    let returns = text.contains('\r') && !text.contains('\n');
    let text = if returns { Cow::Owned(text.replace('\r', "\n")) } else { text };
    Some(Text { all: text, encoding: encoding.name(), guessed: guessed && encoding != GB18030, broken })
}

/// True for UTF-8, even with a few invalid characters among many valid ones or much ASCII, as when lines in another encoding
/// were pasted in. Also true for a file with zero bytes, which is no text: it will turn out to have no table.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * 8 <= whole.max(8) || bytes.contains(&0)
}

/// The likeliest encoding of text that isn't UTF-8. GBK is returned as GB18030, which contains it.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    if encoding == GBK || is_common_gbk(bytes) { GB18030 } else { encoding }
}

/// The detector recognises the language of a text with more non-ASCII bytes than this.
const FEW_BYTES: usize = 120;

/// True if these few bytes are common Chinese characters and punctuation in GBK. The detector assumes no language, and can't
/// tell so little text from Korean or Czech; the tables that come here are Chinese.
fn is_common_gbk(bytes: &[u8]) -> bool {
    let (mut common, mut rare) = (0, 0);
    let mut rest = bytes.iter();
    while let Some(&lead) = rest.next() {
        if lead.is_ascii() {
            continue;
        }
        match (lead, rest.next()) {
            (0xa1..=0xa3, Some(0xa1..=0xfe)) => {}
            (0xb0..=0xd7, Some(0xa1..=0xfe)) => common += 2,
            (0xd8..=0xf7, Some(0xa1..=0xfe)) => rare += 2,
            _ => return false,
        }
    }
    common > 0 && rare * 7 <= common && common + rare <= FEW_BYTES
}
