//! Properties of the scan on random texts.

use std::convert::Infallible;
use std::io::{self, Read};
use std::iter::Cycle;
use std::ops::Range;
use std::slice;
use std::sync::LazyLock;

use proptest::prelude::*;
use xerrno::catalog::{Catalog, Fields, Subsystem};
use xerrno::mention::{self, Block, Finder, Scanner};

/// The embedded table, with a code of every other kind added.
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let mut catalog = Catalog::embedded();
    let subsystem = catalog.add_subsystem(Subsystem {
        id: "more".into(),
        zh: String::new(),
        en: String::new(),
        about_zh: String::new(),
        about_en: String::new(),
    });
    for code in ["E0425", "0x80070005", "InvalidParameter.Key", "1205", "-97"] {
        catalog.add_entry(subsystem, Fields { code, ..Fields::default() }, None);
    }
    catalog
});

/// Random texts of pieces that are significant to a scan, of noise, and of any bytes.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let meaningful = prop::sample::select(vec![
        "-97",
        "97",
        "-3004",
        "1205",
        "-",
        "0",
        "0xFFFFFF9F",
        "4294967199",
        "E0425",
        "InvalidParameter.Key",
        "code",
        "errno",
        "X-ErrNo",
        "ERROR",
        "result",
        "错误码",
        "x",
        "http",
        "int",
        "=",
        ":",
        "：",
        "=>",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "\\n",
        ".",
        ",",
        "/",
        "~",
        "%",
        " ",
        " ",
        " ",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "\x1b[31m",
        "ms",
        "10:22:31",
    ]);
    let piece = prop_oneof![
        12 => meaningful.prop_map(|piece| piece.as_bytes().to_vec()),
        2 => "[ -~]{0,12}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..8),
        1 => (any::<u8>(), 0_usize..400).prop_map(|(byte, count)| vec![byte; count]),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A mention: the number of its line, its range in the line in bytes, and its code.
type Found = (u64, Range<u64>, String);

/// A text that is read in pieces of these lengths, in a cycle.
struct Pieces<'t> {
    rest: &'t [u8],
    lengths: Cycle<slice::Iter<'t, usize>>,
}

impl<'t> Pieces<'t> {
    fn of(text: &'t [u8], lengths: &'t [usize]) -> Self {
        Self { rest: text, lengths: lengths.iter().cycle() }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = *self.lengths.next().expect("a cycle goes on");
        let read = length.min(buffer.len());
        self.rest.read(&mut buffer[..read])
    }
}

/// The mentions in a text that is read in pieces of these lengths by a scanner with a buffer of `bytes`.
fn found(text: &[u8], lengths: &[usize], bytes: usize, catalog: &Catalog) -> Vec<Found> {
    let mut scanner = Scanner::holding(bytes, catalog, &[]);
    let mut found = Vec::new();
    let mut pieces = Pieces::of(text, lengths);
    loop {
        let more = scanner.read(&mut pieces).expect("memory can be read");
        let Ok(()) = scanner.search(|passage| {
            for mention in passage.mentions {
                assert!(mention.range.start < mention.range.end && mention.range.end <= passage.text.len());
                let [start, end] = [mention.range.start, mention.range.end].map(|at| passage.offset + at as u64);
                found.push((passage.line, start..end, mention.code.to_string()));
            }
            Ok::<_, Infallible>(())
        });
        if !more {
            return found;
        }
    }
}

/// The same in blocks that are searched separately, as threads do.
fn found_apart(text: &[u8], lengths: &[usize], bytes: usize, catalog: &Catalog) -> Vec<Found> {
    let finder = Finder::new(catalog, &[]);
    let mut found = Vec::new();
    let mut block = Block::holding(bytes);
    let mut pieces = Pieces::of(text, lengths);
    loop {
        let more = block.read(&mut pieces).expect("memory can be read");
        let mut next = Block::holding(bytes);
        block.cut(&mut next);
        let Ok(()) = finder.clone().find(&block, |passage| {
            for mention in passage.mentions {
                let [start, end] = [mention.range.start, mention.range.end].map(|at| passage.offset + at as u64);
                found.push((passage.line, start..end, mention.code.to_string()));
            }
            Ok::<_, Infallible>(())
        });
        if !more {
            return found;
        }
        block = next;
    }
}

proptest! {
    #[test]
    fn how_a_text_is_cut_makes_no_difference(
        text in text(),
        lengths in prop::collection::vec(1_usize..300, 1..6),
        bytes in 0_usize..3000,
    ) {
        let catalog = &*CATALOG;
        let whole = found(&text, &[usize::MAX], 1 << 20, catalog);
        prop_assert_eq!(&found(&text, &lengths, bytes, catalog), &whole);
        prop_assert_eq!(&found_apart(&text, &lengths, bytes, catalog), &whole);
        let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
        for pair in whole.windows(2) {
            prop_assert!((pair[0].0, pair[0].1.end) <= (pair[1].0, pair[1].1.start), "{:?} overlap", pair);
        }
        for (line, range, code) in &whole {
            let line = lines[usize::try_from(*line - 1).unwrap()];
            let written = &line[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
            // A mention includes the suffix of a type: `-97L`, `4294967199u`.
            let written = std::str::from_utf8(written).unwrap().trim_end_matches(['u', 'U', 'l', 'L']);
            let same = xerrno::catalog::number(written) == xerrno::catalog::number(code);
            prop_assert!(same || catalog.find(written) == catalog.find(code), "{} is not {}", written, code);
        }
    }

    #[test]
    fn a_query_gives_ranges_of_its_own(text in text()) {
        let catalog = &*CATALOG;
        let query = String::from_utf8_lossy(&text);
        let mut end = 0;
        for mention in mention::in_query(&query, catalog) {
            prop_assert!(end <= mention.range.start, "{:?}", mention);
            end = mention.range.end;
            prop_assert!(query.get(mention.range.clone()).is_some_and(|part| !part.is_empty()), "{:?}", mention);
            prop_assert_eq!(mention.is_listed(), !catalog.find(&mention.code).is_empty());
        }
    }
}
