//! Reads a log as UTF-8 text: gzip and zstd are unpacked, UTF-16 and GBK are decoded, all while reading. A file that holds no
//! text that can be read is recognised, with the name of a program that reads it.

mod kind;
mod lines;
mod mark;
mod text;
mod zstd;

use std::io::{self, BufReader, Cursor, ErrorKind, Read};

use flate2::read::MultiGzDecoder;

pub(crate) use kind::{Reason, Unreadable};
pub(crate) use mark::Mark;
pub(crate) use text::unmarked_utf16;

use kind::Packing;
use text::Text;
use zstd::Zstd;

/// The most bytes that are read before the kind of a text is decided.
const HEAD: usize = 1 << 16;

/// Reads a log as UTF-8 text. Bytes that are invalid in every known encoding are passed on unchanged. If nothing can be read,
/// the error holds an [`Unreadable`]; if compressed data ends too soon, the text before that comes first. At the end of a text
/// that is not compressed, half a character waits for its other half, and reading may go on.
pub(crate) struct Decoded<R: Read> {
    state: State<R>,
    /// The number of bytes of text that have come out.
    given: u64,
}

enum State<R: Read> {
    /// Nothing has been read.
    Unread(R),
    Plain(Text<R>),
    Gzip(Box<Text<MultiGzDecoder<BufReader<Source<R>>>>>),
    Zstd(Box<Text<Zstd<BufReader<Source<R>>>>>),
    /// The input ended, or could not be read.
    Over,
}

/// A stream whose first bytes have been looked at.
struct Source<R> {
    head: Cursor<Vec<u8>>,
    rest: R,
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.head.read(buffer)?;
        if count > 0 || buffer.is_empty() {
            return Ok(count);
        }
        // Thousands of files may be followed: none keeps the room for what has been read.
        self.head = Cursor::default();
        self.rest.read(buffer)
    }
}

impl<R: Read> Decoded<R> {
    /// A reader of `input` from its present position.
    pub(crate) fn new(input: R) -> Self {
        Self { state: State::Unread(input), given: 0 }
    }

    /// Reads on from a mark, where `input` stands.
    pub(crate) fn from(input: R, mark: Mark) -> Self {
        let text = Text::from(input, mark);
        Self { state: State::Plain(text), given: mark.text }
    }

    /// The place of what comes next; `None` where a text is packed, or nothing is known of it yet.
    pub(crate) fn mark(&self) -> Option<Mark> {
        let State::Plain(text) = &self.state else { return None };
        text.place().map(|(file, encoding)| Mark { text: self.given, file, encoding })
    }

    /// Looks at the first bytes, so that it is known what is read; fails where that is nothing to read. True if it is packed.
    pub(crate) fn is_packed(&mut self) -> io::Result<bool> {
        let _nothing = self.read(&mut [])?;
        Ok(matches!(self.state, State::Gzip(_) | State::Zstd(_)))
    }

    fn open(head: Vec<u8>, input: R) -> io::Result<State<R>> {
        let whole = |head, rest| BufReader::new(Source { head: Cursor::new(head), rest });
        Ok(match kind::packing(&head) {
            Packing::None => State::Plain(Text::open(head, input)?),
            Packing::Gzip => State::Gzip(Box::new(Text::open(Vec::new(), MultiGzDecoder::new(whole(head, input)))?)),
            Packing::Zstd => State::Zstd(Box::new(Text::open(Vec::new(), Zstd::new(whole(head, input)))?)),
            Packing::Other(unreadable) => return Err(unreadable.into()),
        })
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let State::Unread(input) = &mut self.state {
            let mut head = Vec::new();
            read_head(&mut head, input, kind::may_become_known)?;
            if head.is_empty() {
                return Ok(0);
            }
            let State::Unread(input) = std::mem::replace(&mut self.state, State::Over) else { return Ok(0) };
            self.state = Self::open(head, input)?;
        }
        let count = match &mut self.state {
            State::Plain(text) => text.read(buffer)?,
            State::Gzip(text) => text.read(buffer)?,
            State::Zstd(text) => text.read(buffer)?,
            State::Unread(_) | State::Over => 0,
        };
        self.given += count as u64;
        Ok(count)
    }
}

/// Reads the first bytes of a stream, of which `head` may hold some: those of one read, and more only while `is_unclear`.
fn read_head(head: &mut Vec<u8>, input: &mut impl Read, is_unclear: impl Fn(&[u8]) -> bool) -> io::Result<()> {
    while head.is_empty() || (head.len() < HEAD && is_unclear(head)) {
        let filled = head.len();
        head.resize(HEAD, 0);
        let result = input.read(&mut head[filled..]);
        head.truncate(filled + *result.as_ref().unwrap_or(&0));
        match result {
            Ok(0) => break,
            Err(error) if error.kind() != ErrorKind::Interrupted => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{Decoded, Reason, Unreadable};

    /// A stream that returns `piece` bytes at a time.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(buffer.len()).min(self.0.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    /// A stream that comes to an end after each of these texts, the last of which comes first.
    struct Growing<'a>(Vec<&'a [u8]>);

    impl Read for Growing<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some(text) = self.0.last_mut() else { return Ok(0) };
            if text.is_empty() {
                self.0.pop();
                return Ok(0);
            }
            text.read(buffer)
        }
    }

    fn read(bytes: &[u8], piece: usize) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        Decoded::new(Pieces(bytes, piece)).read_to_end(&mut text)?;
        Ok(text)
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        flate2::read::GzEncoder::new(text, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
        packed
    }

    const LOG: &str = "2016-05-12 ret=-97 签名\n错误码：71 图片\nno such thing 🙂\n";

    #[test]
    fn a_text_is_the_same_in_every_encoding_and_however_it_is_cut() {
        let gbk = "2016-05-12 ret=-97 签名\n错误码：71 图片\n";
        let marked = |mark: char, order: fn(u16) -> [u8; 2]| utf16(&format!("{mark}{LOG}"), order);
        let zstd = |text: &[u8]| ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest);
        let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9][..], &zstd(LOG.as_bytes())].concat();
        let (encoded, _, _) = encoding_rs::GBK.encode(gbk);
        let cases: &[(&str, Vec<u8>, &str)] = &[
            ("UTF-8", LOG.into(), LOG),
            ("UTF-8 with a mark", format!("\u{feff}{LOG}").into(), LOG),
            ("UTF-16, little end first", marked('\u{feff}', u16::to_le_bytes), LOG),
            ("UTF-16, big end first", marked('\u{feff}', u16::to_be_bytes), LOG),
            ("GBK", encoded.to_vec(), gbk),
            ("GBK beside UTF-8", [LOG.as_bytes(), &encoded].concat(), &format!("{LOG}{gbk}")),
            ("GBK without a line end", encoded[..encoded.len() - 1].to_vec(), gbk.trim_end()),
            ("gzip", gzip(LOG.as_bytes()), LOG),
            ("gzip of two members", [gzip(LOG.as_bytes()), gzip(b"more")].concat(), &format!("{LOG}more")),
            ("gzip of UTF-16", gzip(&marked('\u{feff}', u16::to_le_bytes)), LOG),
            ("zstd", zstd(LOG.as_bytes()), LOG),
            ("zstd of two frames", [zstd(LOG.as_bytes()), zstd(b"more")].concat(), &format!("{LOG}more")),
            ("zstd after a frame to skip", skippable, LOG),
            ("Latin-1", b"caf\xe9 ret=-97 na\xefve\n".to_vec(), ""),
            ("nothing", Vec::new(), ""),
        ];
        for (name, bytes, expected) in cases {
            for piece in [1, 2, 3, 7, 1 << 20] {
                let expected = if *name == "Latin-1" { bytes } else { expected.as_bytes() };
                let text = read(bytes, piece).unwrap();
                assert!(text == expected, "{name} by {piece}: {:?}", String::from_utf8_lossy(&text));
            }
        }
    }

    #[test]
    fn a_text_goes_on_the_same_from_every_mark() {
        let text = LOG.repeat(3);
        let (gbk, _, _) = encoding_rs::GBK.encode("2016-05-12 ret=-97 签名\n图片\nplain\n错误码：71 图片\n");
        let cases = [
            ("UTF-8", text.clone().into_bytes()),
            ("UTF-8 with a mark", format!("\u{feff}{text}").into()),
            ("UTF-16", utf16(&format!("\u{feff}{text}"), u16::to_be_bytes)),
            ("UTF-16 without a mark", utf16(&text, u16::to_le_bytes)),
            ("GBK among UTF-8", [text.as_bytes(), &gbk, text.as_bytes(), &gbk].concat()),
        ];
        for (name, bytes) in cases {
            let whole = read(&bytes, 1 << 20).unwrap();
            for piece in [5, 7, 64] {
                let mut reader = Decoded::new(Pieces(&bytes, piece));
                let (mut buffer, mut given, mut marks) = ([0; 48], 0, 0);
                loop {
                    let count = reader.read(&mut buffer).unwrap();
                    given += count;
                    if let Some(mark) = reader.mark() {
                        marks += 1;
                        assert_eq!(mark.text, given as u64);
                        let mut rest = Vec::new();
                        let input = &bytes[usize::try_from(mark.file).unwrap()..];
                        Decoded::from(input, mark).read_to_end(&mut rest).unwrap();
                        assert!(rest == whole[given..], "{name} by {piece} from {mark:?}");
                    }
                    if count == 0 {
                        break;
                    }
                }
                assert!(marks > 3, "{name} by {piece}: {marks} marks");
            }
        }
    }

    #[test]
    fn a_text_that_grows_by_any_bytes_is_what_it_would_be_at_once() {
        let (gbk, _, _) = encoding_rs::GBK.encode("错误码：71 图片\n2016-05-12 ret=-97 签名\n");
        // A line in GBK that is cut short can be told from UTF-8 once there was another.
        let cases = [
            (LOG.as_bytes().to_vec(), 1),
            (utf16(&format!("\u{feff}{LOG}"), u16::to_le_bytes), 4),
            (gbk.to_vec(), gbk.iter().position(|byte| *byte == b'\n').unwrap()),
        ];
        for (bytes, known) in cases {
            let whole = read(&bytes, 1 << 20).unwrap();
            for split in known..bytes.len() {
                let (first, rest) = bytes.split_at(split);
                let mut reader = Decoded::new(Growing(vec![rest, first]));
                let mut text = Vec::new();
                for _ in 0..4 {
                    reader.read_to_end(&mut text).unwrap();
                }
                assert!(text == whole, "{:?} after {split}", String::from_utf8_lossy(&text));
            }
        }
    }

    #[test]
    fn what_a_packed_text_holds_comes_before_the_news_that_it_ends_too_soon() {
        let lines: Vec<String> =
            (0..10_000).map(|line| format!("line {line} of the log, {}\n", line * 7919 % 1009)).collect();
        let lines = lines.concat();
        let packed = gzip(lines.as_bytes());
        let mut reader = Decoded::new(&packed[..packed.len() / 2]);
        let mut text = Vec::new();
        let error = reader.read_to_end(&mut text).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        assert!(text.starts_with(b"line 0 of the log") && text.len() > lines.len() / 4, "{} bytes", text.len());
    }

    #[test]
    fn text_without_an_end_of_line_is_not_held_back() {
        let mut reader = Decoded::new(Pieces("code=-97 签名 ".as_bytes(), 9).chain(Pieces(b"", 1)));
        let mut buffer = [0; 64];
        assert_eq!(reader.read(&mut buffer).unwrap(), 9);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let cases: &[(&[u8], &str)] = &[
            (b"\xfd7zXZ\0\0\x04", "xz -dc"),
            (b"BZh91AY&SY", "bzip2 -dc"),
            (b"PK\x03\x04\x14\0", "unzip -p"),
            (b"\xff\xfe\0\0c\0\0\0", "iconv -f UTF-32 -t UTF-8"),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0", "strings"),
        ];
        for (bytes, command) in cases {
            for piece in [1, 1 << 20] {
                let error = read(bytes, piece).unwrap_err();
                let unreadable = Unreadable::in_error(&error).expect("the kind is known");
                assert_eq!(unreadable.command, *command);
            }
        }
        let error = read(&[b"code=-97 ", &[1_u8; 64][..]].concat(), 1 << 20).unwrap_err();
        assert_eq!(Unreadable::in_error(&error).map(|unreadable| unreadable.reason), Some(Reason::Binary));
        assert_eq!(read(&[&[0; 4096][..], b"code=-97\n"].concat(), 1 << 20).unwrap().len(), 4105, "a log with a hole");
    }
}
