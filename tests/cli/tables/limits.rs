//! Files that would take more memory or time than any table: they are refused with their names, and the others are read.

use std::fs;
use std::io::{Cursor, Write};
use std::process::Command;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::books::ods;
use super::super::running::outcome;
use super::super::support::{XERRNO, clear};

/// The limit on the program's address space in KiB; the largest file that the program accepts needs only a part of it.
const MEMORY: u64 = 2 << 20;

/// The program's complaint about a file under that limit, beside another table, which it must read all the same.
fn refused(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let [path, good] = [name, "good.csv"].map(|name| folder.path().join(name));
    fs::write(&path, bytes).expect("a file");
    fs::write(&good, "code,meaning\n-1,one\n").expect("a file");
    let mut command = Command::new("sh");
    command.args([
        "-c",
        &format!("ulimit -v {MEMORY} && exec \"$@\""),
        "sh",
        XERRNO,
        "--no-embedded",
        "list",
        "--table",
    ]);
    clear(command.arg(&path).arg("--table").arg(&good), &[]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let listed = outcome(&mut command, b"");
    assert_eq!((listed.status, listed.output.as_str()), (2, "-1\tgood\t\tone\t\n"), "{name}: {}", listed.errors);
    assert_eq!(listed.errors.lines().count(), 1, "{}", listed.errors);
    listed.errors
}

/// An archive with a part of this name that decompresses to gigabytes.
fn bomb(part: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1));
    archive.start_file(part, options.large_file(true)).expect("a part");
    let blank = vec![b' '; 1 << 20];
    for _ in 0..1_500 {
        archive.write_all(&blank).expect("a part");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn a_small_archive_that_inflates_to_gigabytes_is_refused() {
    for (name, part) in [("bomb.xlsx", "xl/sharedStrings.xml"), ("bomb.ods", "content.xml")] {
        let archive = bomb(part);
        assert!(archive.len() < 20 << 20, "{}", archive.len());
        let said = refused(name, &archive);
        assert!(said.contains(&format!("{name}: it is larger than 256 MiB")), "{said}");
    }
}

#[test]
fn cells_that_repeat_themselves_without_end_are_refused() {
    let rows = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell office:value-type=\"string\" \
                table:number-columns-repeated=\"16384\"><text:p>a</text:p></table:table-cell></table:table-row>";
    let said = refused("repeats.ods", &ods(rows));
    assert!(said.contains("cells repeat themselves too often"), "{said}");
}

#[test]
fn values_that_unfold_or_nest_without_end_are_refused_with_their_line() {
    let laughs = (1..30).map(|level| format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1));
    let laughs = "a0: &a0 [lol, lol]\n".to_owned() + &laughs.collect::<String>();
    for (name, text, cause) in [
        ("deep.json", "[".repeat(5_000_000), "JSON, line 1: recursion limit exceeded"),
        ("many.json", format!("[{}[]]", "[],".repeat(21_000_000)), "more than 20000000 values"),
        ("laughs.yaml", laughs, "YAML, line 2: an alias (*name) is not followed"),
        ("deep.yaml", "[".repeat(70), "YAML, line 1: nested deeper than 64 levels"),
        ("deeper.yaml", "[".repeat(1_000_000), "YAML, line 1: recursion limit exceeded"),
    ] {
        let said = refused(name, text.as_bytes());
        assert!(said.contains(cause), "{name}: {said}");
    }
}

#[test]
fn cells_that_span_thousands_make_no_table_of_millions() {
    let row = "<tr>".to_owned() + &"<td colspan=1000 rowspan=1000>".repeat(20_000) + "\n";
    let said = refused("spans.html", ("<table>".to_owned() + &row.repeat(20)).as_bytes());
    assert!(said.contains("no table in it"), "{said}");
}
