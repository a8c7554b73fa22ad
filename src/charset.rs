//! The character set of the terminal, where it isn't UTF-8: Chinese terminals in GB 18030 and its forerunners.

use std::io::{self, Write};

#[cfg(unix)]
use encoding_rs::Decoder;
use encoding_rs::{Encoding, GB18030};

/// The variables that name it, the strongest first.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_CTYPE", "LANG"];

/// The character set that a POSIX environment asks for. `variable` looks a name up in the environment.
///
/// `None` for UTF-8, and where no set is named: terminals are in UTF-8 far more often than locales say so. Other sets than
/// those of the People's Republic can't hold the table's meanings, and count as UTF-8 too.
pub(crate) fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Option<&'static Encoding> {
    let locale = VARIABLES.into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()))?;
    let name = locale.split_once('.')?.1.split('@').next()?.to_ascii_lowercase();
    // All of them are parts of GB 18030. Writing keeps to what the oldest terminals show as well.
    matches!(name.replace(['-', '_'], "").as_str(), "gb18030" | "gbk" | "gb2312" | "euccn" | "cp936").then_some(GB18030)
}

/// Text for a terminal in `charset`: UTF-8 where that is `None`.
pub(crate) fn encoded(text: &str, charset: Option<&'static Encoding>) -> Vec<u8> {
    charset.map_or_else(|| text.as_bytes().to_vec(), |charset| charset.encode(text).0.into_owned())
}

/// A stream to a terminal in some character set, which takes UTF-8.
pub(crate) struct ToTerminal<W> {
    charset: Option<&'static Encoding>,
    /// The beginning of a character whose end is still to come.
    begun: Vec<u8>,
    inner: W,
}

impl<W: Write> ToTerminal<W> {
    /// A stream that writes to `inner` in `charset`: UTF-8 where that is `None`.
    pub(crate) fn new(inner: W, charset: Option<&'static Encoding>) -> Self {
        Self { charset, begun: Vec::new(), inner }
    }
}

impl<W: Write> Write for ToTerminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.charset.is_none() {
            return self.inner.write(bytes);
        }
        self.begun.extend_from_slice(bytes);
        let begun = std::mem::take(&mut self.begun);
        let whole = match std::str::from_utf8(&begun) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => begun.len(),
        };
        self.inner.write_all(&encoded(&String::from_utf8_lossy(&begun[..whole]), self.charset))?;
        self.begun = begun[whole..].to_vec();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Reads what a terminal in some character set sends, as UTF-8. A Windows console sends keys instead.
#[cfg(unix)]
pub(crate) struct FromTerminal(Option<Decoder>);

#[cfg(unix)]
impl FromTerminal {
    /// For a terminal in `charset`: UTF-8 where that is `None`.
    pub(crate) fn new(charset: Option<&'static Encoding>) -> Self {
        Self(charset.map(Encoding::new_decoder_without_bom_handling))
    }

    /// The next bytes in UTF-8. A character that is cut at their end comes with the next.
    pub(crate) fn decode<'b>(&mut self, bytes: &'b [u8], text: &'b mut String) -> &'b [u8] {
        let Some(decoder) = &mut self.0 else { return bytes };
        text.clear();
        text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or_default());
        let _ = decoder.decode_to_string(bytes, text, false);
        text.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_charsets_of_chinese_terminals_are_told_from_utf_8() {
        for (environment, is_gb) in [
            (&[][..], false),
            (&[("LANG", "zh_CN.UTF-8")], false),
            (&[("LANG", "zh_CN")], false),
            (&[("LANG", "zh_CN.GB18030")], true),
            (&[("LC_ALL", "zh_CN.gbk"), ("LANG", "zh_CN.UTF-8")], true),
            (&[("LC_CTYPE", "zh_CN.GB2312@cjknarrow")], true),
            (&[("LC_ALL", "C.UTF-8"), ("LC_CTYPE", "zh_CN.GBK")], false),
            (&[("LANG", "en_GB.ISO-8859-1")], false),
        ] {
            let variable =
                |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(of_locale(variable).is_some(), is_gb, "{environment:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_terminals_text_comes_and_goes_in_its_own_charset() {
        let bytes = encoded("-96 签名过期\x1b[A", Some(GB18030));
        let mut terminal = FromTerminal::new(Some(GB18030));
        let (mut read, mut text) = (Vec::new(), String::new());
        for byte in bytes.chunks(1) {
            read.extend_from_slice(terminal.decode(byte, &mut text));
        }
        assert_eq!(read, "-96 签名过期\x1b[A".as_bytes());
        let mut written = Vec::new();
        let mut stream = ToTerminal::new(&mut written, Some(GB18030));
        "-96 签名过期\x1b[A".as_bytes().chunks(1).for_each(|byte| stream.write_all(byte).expect("a vector"));
        assert_eq!(written, bytes);
        assert_eq!(FromTerminal::new(None).decode(b"\xff", &mut text), b"\xff");
    }
}
