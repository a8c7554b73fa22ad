//! `xerrno scan` on logs that are compressed, in other encodings, or binary.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const LOG: &str = "2016-05-12 10:22:31 started\nupload failed, code=-97\n错误码：71\n";

fn scan(folder: &Path, arguments: &[&str]) -> Output {
    xerrno(folder, arguments).output().unwrap()
}

fn xerrno(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xerrno"));
    command.arg("scan").args(arguments).current_dir(folder).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    command.env("XDG_CONFIG_HOME", "/nowhere").env("HOME", "/nowhere");
    command
}

/// Runs the program with `input` on standard input.
fn fed(input: &[u8], arguments: &[&str]) -> Output {
    let mut command = xerrno(Path::new("/"), arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().unwrap()
    })
}

fn codes(output: &Output) -> Vec<String> {
    let rows = String::from_utf8(output.stdout.clone()).unwrap();
    rows.lines().map(|row| row.split('\t').skip(1).take(2).collect::<Vec<_>>().join(" ")).collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    flate2::read::GzEncoder::new(text, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

fn zstd(text: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
}

fn utf16(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_log_is_read_whatever_it_is_packed_and_encoded_in() {
    let (gbk, _, _) = encoding_rs::GBK.encode(LOG);
    let logs = [
        ("app.log", LOG.into()),
        ("app.log.1.gz", gzip(LOG.as_bytes())),
        (
            "app.log.2.gz",
            [gzip(b"2016-05-12 10:22:31 started\nupload failed, co"), gzip("de=-97\n错误码：71\n".as_bytes())].concat(),
        ),
        ("app.zst", zstd(LOG.as_bytes())),
        ("events.txt", utf16(LOG)),
        ("old.log", gbk.to_vec()),
        ("old.log.gz", gzip(&gbk)),
    ];
    let folder = TempDir::new().unwrap();
    for (name, bytes) in &logs {
        fs::write(folder.path().join(name), bytes).unwrap();
        let output = scan(folder.path(), &[name]);
        assert_eq!((codes(&output), errors(&output)), (vec!["2 -97".into(), "3 -71".into()], String::new()), "{name}");
        let output = fed(bytes, &[]);
        assert_eq!((codes(&output), errors(&output)), (vec!["2 -97".into(), "3 -71".into()], String::new()), "{name}");
    }
    let names: Vec<&str> = logs.iter().map(|(name, _)| *name).collect();
    assert_eq!(codes(&scan(folder.path(), &names)).len(), 2 * logs.len());
}

#[test]
fn a_line_in_gbk_is_shown_in_its_characters() {
    let (gbk, _, _) = encoding_rs::GBK.encode("图片上传失败，错误码：71\n");
    let output = fed(&gbk, &["--format", "text"]);
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("1: 图片上传失败，错误码：71  # -71 "), "{output:?}");
}

#[test]
fn what_cannot_be_read_is_named_with_the_command_that_would_and_the_others_are_read() {
    let folder = TempDir::new().unwrap();
    let random: Vec<u8> = (0_u32..4000).map(|at| u8::try_from(at * at % 251).unwrap()).collect();
    let wide: Vec<u8> = format!("\u{feff}{LOG}").chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let tar = [b"app.log".as_slice(), &[0; 250], b"ustar\x0000", &[0; 248], LOG.as_bytes()].concat();
    let cases: &[(&str, &[u8], &str)] = &[
        ("logs.tar", &tar, "it is packed by tar; try: tar -xOf logs.tar | xerrno scan"),
        ("app.log.xz", b"\xfd7zXZ\0\0\x04\xe6", "it is packed by xz; try: xz -dc app.log.xz | xerrno scan"),
        ("app.bz2", b"BZh91AY&SY\x01", "it is packed by bzip2; try: bzip2 -dc app.bz2 | xerrno scan"),
        ("all logs.zip", b"PK\x03\x04\x14\0\0", "it is packed by zip; try: unzip -p 'all logs.zip' | xerrno scan"),
        ("app.lz4", b"\x04\x22\x4d\x18\x64", "it is packed by lz4; try: lz4 -dc app.lz4 | xerrno scan"),
        ("wide.txt", &wide, "it is in UTF-32; try: iconv -f UTF-32 -t UTF-8 wide.txt | xerrno scan"),
        ("core", &random, "it is no text; try: strings core | xerrno scan"),
    ];
    fs::write(folder.path().join("app.log"), LOG).unwrap();
    for (name, bytes, news) in cases {
        fs::write(folder.path().join(name), bytes).unwrap();
        let output = scan(folder.path(), &[name, "app.log"]);
        assert_eq!(errors(&output), format!("xerrno: could not read {name}: {news}\n"));
        assert_eq!((codes(&output).len(), output.status.code()), (2, Some(2)), "{name}");
        let output = fed(bytes, &["--format", "json"]);
        let (reason, command) = news.split_once("; try: ").unwrap();
        let program = command.split(['\'', ' ']).next().unwrap();
        assert!(errors(&output).starts_with(&format!("xerrno: could not read -: {reason}; try: {program}")), "{name}");
        assert_eq!((output.stdout.as_slice(), output.status.code()), (&b"[]\n"[..], Some(2)), "{name}");
    }
}

#[test]
fn a_packed_log_that_ends_too_soon_is_reported_as_far_as_it_goes_and_then_as_a_mistake() {
    let lines: Vec<String> =
        (0..20_000).map(|line| format!("{} request {line} code=-97\n", line * 7919 % 104_729)).collect();
    let log = lines.concat();
    let folder = TempDir::new().unwrap();
    for (name, packed) in [("app.gz", gzip(log.as_bytes())), ("app.zst", zstd(log.as_bytes()))] {
        fs::write(folder.path().join(name), &packed[..packed.len() / 2]).unwrap();
        let output = scan(folder.path(), &["--format", "json", name]);
        let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the array is closed");
        assert!(rows.as_array().unwrap().len() > 1000, "{name}");
        assert!(errors(&output).starts_with(&format!("xerrno: could not read {name}: ")), "{}", errors(&output));
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn a_log_with_a_hole_is_still_a_log() {
    let output = fed(&[vec![0; 100_000].as_slice(), LOG.as_bytes()].concat(), &[]);
    assert_eq!((codes(&output).len(), output.status.code()), (2, Some(0)));
}
