//! Logs in other encodings than plain UTF-8: their lines are shown as they read, and they are followed.

use std::fs::OpenOptions;
use std::io::Write;

use crate::{browse, leave, log, wait_for_count};

type Encode = fn(&str) -> Vec<u8>;

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn utf16_big_end_first(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn utf8(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// The encodings, with what stands at the beginning of a file.
const ENCODINGS: [(&str, &str, Encode); 5] = [
    ("GBK", "", gbk),
    ("UTF-8 with a mark", "\u{feff}", utf8),
    ("UTF-16, little end first", "\u{feff}", utf16),
    ("UTF-16, big end first", "\u{feff}", utf16_big_end_first),
    ("UTF-16 without a mark", "", utf16),
];

/// Three lines, the second of which has a code, as the `number`th such.
fn three(number: usize) -> String {
    format!("之前的那行 {number}\nret=-96 签名过期了 {number}\n之后的那行 {number}\n")
}

/// True if one row of the screen has all these texts.
fn shows(screen: &str, texts: &[String]) -> bool {
    screen.lines().any(|row| texts.iter().all(|text| row.contains(text)))
}

#[test]
fn the_lines_of_a_code_and_those_around_are_shown_as_they_read_wherever_in_the_file_they_are() {
    let filler = "[I] 图片已经下载, 耗时 12 毫秒\n".repeat(12_000);
    let text = [three(1), filler.clone(), three(2), filler, three(3)].concat();
    for (name, mark, encode) in ENCODINGS {
        let (_folder, path) = log(encode(&format!("{mark}{text}")));
        let mut running = browse(&path);
        wait_for_count(&mut running, "-96", 3);
        running.pty.send("\x1b\r");
        for (number, line) in [(3, 24_008), (2, 12_005), (1, 2)] {
            let row = [format!("app.log:{line} "), format!("  ret=-96 签名过期了 {number}")];
            running.pty.wait(&row.concat(), |pty| shows(&pty.contents(), &row).then_some(()));
            for around in ["之前的那行", "之后的那行"] {
                running.pty.wait_for(&format!("{around} {number}"));
            }
            running.pty.send("\x1b[A");
        }
        assert_eq!(leave(running).0, Some(0), "{name}");
    }
}

#[test]
fn a_log_that_grows_is_followed_and_what_is_new_is_shown() {
    for (name, mark, encode) in ENCODINGS {
        let (_folder, path) = log(encode(&format!("{mark}[I] 图片\n{}", three(1))));
        let mut running = browse(&path);
        wait_for_count(&mut running, "-96", 1);
        running.pty.wait_for("following");
        running.pty.send("\x1b\r");
        running.pty.wait_for("ret=-96 签名过期了 1");
        let mut file = OpenOptions::new().append(true).open(&path).expect("a log");
        let more = encode("[W] 又出现 ret=-96 签名错误\n[I] 最后那行\n");
        // A writer may be interrupted in the middle of a character.
        let (first, rest) = more.split_at(more.len() - encode("名错误\n[I] 最后那行\n").len() - 1);
        file.write_all(first).expect("it grows");
        wait_for_count(&mut running, "-96", 2);
        running.pty.send("\x1b[B");
        running.pty.wait_for("line 2 of 2");
        file.write_all(rest).expect("it grows");
        running.pty.wait_for("app.log:5  [W] 又出现 ret=-96 签名错误");
        running.pty.wait_for("最后那行");
        assert_eq!(leave(running).0, Some(0), "{name}");
    }
}

#[test]
fn a_file_that_is_empty_at_first_is_read_in_the_encoding_that_it_turns_out_to_have() {
    for (name, mark, encode) in ENCODINGS {
        let (_folder, path) = log("");
        let mut running = browse(&path);
        running.pty.wait_for("following");
        let mut file = OpenOptions::new().append(true).open(&path).expect("a log");
        file.write_all(&encode(&format!("{mark}{}", three(1)))).expect("it grows");
        wait_for_count(&mut running, "-96", 1);
        running.pty.wait_for("ret=-96 签名过期了 1");
        assert_eq!(leave(running).0, Some(0), "{name}");
    }
}
