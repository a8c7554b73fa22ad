//! Random inputs for the readers of tables.

use std::path::PathBuf;

use proptest::prelude::*;
use proptest::sample::Index;

use super::books;

/// Pieces of tables, so that random input gets past the headers.
const PIECES: [&str; 91] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    "- ",
    "\"code\":",
    "\"message\": \"gone\"",
    "code: -1\n",
    "message: gone\n",
    "  ",
    "&a ",
    "*a",
    "<table>",
    "</table>",
    "<tr>",
    "<td rowspan=2>",
    "<td colspan=\"9999\">",
    "<th>",
    "<br>",
    "<!--",
    "-->",
    "+---+---+\n",
    "+===+===+\n",
    "#define E_",
    " = ",
    "enum X {",
    "// text\n",
    "/* text",
    "*/",
    "\\u4e2d",
    "code",
    "meaning",
    "错误码",
    "含义",
    "模块",
    "处理措施",
    "symbol",
    "-97",
    "-1",
    "0x80070005",
    "NoSuchKey",
    "签名过期",
    "expired",
    "|",
    "|",
    "|",
    "||",
    "\\|",
    ",",
    ",",
    ";",
    "\t",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\n\n",
    "\"",
    "\"\"",
    "---|---\n",
    "|---|---|\n",
    "====\n",
    "## ",
    "3 文件缓存错误码说明\n",
    "```\n",
    "`",
    "**",
    "[text](url)",
    "[",
    "](",
    "&lt;",
    "\u{1b}[31m",
    "\u{202e}",
    ".. list-table::\n   :header-rows: 1\n\n",
    "   * - ",
    "     - ",
    ".. csv-table::\n",
    "====  ====\n",
    "   ",
    "case ",
    "=> ",
    "return \"",
    "{ -1, \"A_B\", \"gone\" },\n",
    "iota",
    "#[error(\"",
    "{% ",
    "\\\n",
    "\\,",
    "-",
];

/// A header that the readers know, or nothing.
fn start() -> impl Strategy<Value = String> + use<> {
    prop::sample::select(vec![
        "",
        "code,meaning\n",
        "错误码|含义\n---|---\n",
        "code\tzh\ten\tmodule\n",
        "# a\n|code|name|\n|-|-|\n",
        "<table><tr><th>code<th>message<tr>",
        "+---+---+\n| code | meaning |\n+===+===+\n",
        "[{\"code\": 1, \"message\": \"a\"}",
        "- code: 1\n  message: a\n",
        "enum Code { A = 1, // a\n",
    ])
    .prop_map(str::to_owned)
}

/// Random bytes: a text of pieces of tables in some encoding, noise, or a mutated sample.
pub(super) fn table() -> impl Strategy<Value = Vec<u8>> {
    let text = (start(), prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60));
    let text = text.prop_map(|(start, pieces)| start + &pieces.concat()).boxed();
    prop_oneof![
        6 => text.clone().prop_map(String::into_bytes),
        1 => text.clone().prop_map(|text| encoding_rs::GBK.encode(&text).0.into_owned()),
        1 => text.clone().prop_map(|text| {
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        }),
        1 => (text, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(text, at, byte)| {
            let mut bytes = text.into_bytes();
            bytes.insert(at.index(bytes.len() + 1), byte);
            bytes
        }),
        1 => prop::collection::vec(any::<u8>(), 0..200),
        4 => mutated(),
    ]
}

/// A table of the test data with a few parts removed, doubled, replaced, or corrupted.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let edit = (any::<Index>(), any::<Index>(), 0..4_u8, prop::sample::select(PIECES.to_vec()), any::<u8>());
    (prop::sample::select(samples()), prop::collection::vec(edit, 1..8)).prop_map(|(mut bytes, edits)| {
        for (from, to, kind, piece, byte) in edits {
            let (from, to) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
            let range = from.min(to)..from.max(to).min(from.min(to) + 200);
            match kind {
                0 => drop(bytes.drain(range)),
                1 => bytes.splice(range.start..range.start, bytes[range.clone()].to_vec()).for_each(drop),
                2 => bytes.splice(range, piece.bytes()).for_each(drop),
                _ => bytes.insert(range.start, byte),
            }
        }
        bytes
    })
}

/// The smaller tables of the test data.
fn samples() -> Vec<Vec<u8>> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "data", "tables"].iter().collect();
    let files = [folder.clone(), folder.join("samples")].map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let paths = files.into_iter().flatten().map(|file| file.expect("a file").path()).filter(|path| path.is_file());
    let mut paths: Vec<PathBuf> = paths.collect();
    // Sorted, since folders list their files in any order and a seed must mean the same inputs everywhere.
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a table")).filter(|bytes| bytes.len() < 4_096).collect()
}

/// Pieces of sheets.
const MARKUP: [&str; 30] = [
    "<row>",
    "</row>",
    "<row r=\"7\">",
    "<c>",
    "<c r=\"B2\" t=\"inlineStr\">",
    "<c t=\"s\">",
    "</c>",
    "<v>0</v>",
    "<v>-97</v>",
    "<v>1e300</v>",
    "<is><t>code</t></is>",
    "<is><t>meaning</t></is>",
    "<is><t>gone</t></is>",
    "<c r=\"XFD1048576\"><v>1</v></c>",
    "<mergeCell ref=\"A1:B2\"/>",
    "<table:table-row>",
    "</table:table-row>",
    "<table:table-row table:number-rows-repeated=\"9999\">",
    "<table:table-cell office:value-type=\"string\">",
    "<table:table-cell table:number-columns-repeated=\"9999\"/>",
    "<table:table-cell office:value-type=\"float\" office:value=\"-97\">",
    "<text:p>code</text:p>",
    "<text:p>meaning</text:p>",
    "<text:p>gone</text:p>",
    "</table:table-cell>",
    "<table:covered-table-cell/>",
    "&#1;",
    "&lt;",
    "]]>",
    "<!--",
];

/// A spreadsheet in either format with a random sheet; some are corrupted.
pub(super) fn book() -> impl Strategy<Value = Vec<u8>> {
    let sheet = prop::collection::vec(prop::sample::select(MARKUP.to_vec()), 0..40).prop_map(|pieces| pieces.concat());
    (sheet, any::<bool>(), prop::option::weighted(0.3, (any::<Index>(), any::<u8>()))).prop_map(
        |(sheet, is_xlsx, broken)| {
            let mut bytes = if is_xlsx { books::xlsx("Sheet1", &sheet) } else { books::ods(&sheet) };
            if let Some((at, byte)) = broken {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        },
    )
}
