//! More input than anybody types, and input that nobody types.

use crate::support::processes::peak;
use crate::support::pty::Running;

#[test]
fn ten_thousand_keys_in_one_write_all_arrive() {
    let mut running = Running::browse(&[]);
    let mut keys = "a\x7f".repeat(4_000);
    keys.push_str(&"签\x08\x7f".repeat(500));
    keys.push_str(&"\x0e\x10".repeat(500));
    keys.push_str("-6101");
    running.pty.send(keys);
    running.pty.wait_for("❯ -6101");
    running.pty.wait_for("1/104");
    running.leaves_well();
}

#[test]
fn a_paste_of_ten_megabytes_is_cut_and_the_program_stays_usable() {
    let paste = "签名过期 expired\n\x07".repeat(10 * 1024 * 1024 / 22);
    let mut running = Running::browse(&[]);
    running.pty.send(format!("\x1b[200~{paste}\x1b[201~"));
    running.pty.wait_for("expired");
    running.pty.send("\x15-6101");
    running.pty.wait_for("❯ -6101");
    running.pty.wait_for("1/104");
    assert!(peak(running.pid()) < 128 * 1024, "{} KiB", peak(running.pid()));
    running.leaves_well();
}

#[test]
fn two_megabytes_of_keys_take_no_memory_to_speak_of() {
    // As a paste arrives where the terminal does not bracket it.
    let keys = "签名过期 expired ".repeat(2 * 1024 * 1024 / 21);
    let mut running = Running::browse(&[]);
    running.pty.send(keys);
    running.pty.send("\x15-6101");
    running.pty.wait_for("❯ -6101");
    running.pty.wait_for("1/104");
    assert!(peak(running.pid()) < 128 * 1024, "{} KiB", peak(running.pid()));
    running.leaves_well();
}

#[test]
fn bytes_that_are_no_keys_are_survived() {
    let cases: [&[u8]; 8] = [
        b"\xff\xfe\xfd",
        b"\xe7\xad",
        b"\x1b[999999999999999999999~",
        b"\x1b[1;1;1;1;1;1;1R",
        b"\x1b]52;c;AAAA\x07",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b[?62;22c\x1b[24;80R\x1b[?1u",
        b"\0\x1b\0\x1b[\0",
    ];
    for case in cases {
        // With a query, since an Esc that stands alone would leave the program without one.
        let mut running = Running::browse(&["--query", "签名"]);
        running.pty.send(case);
        // Whatever it was taken for: this begins anew.
        running.pty.send("\x1b[D\x15\x1b[H");
        running.pty.send("\x1bOQ\x1bOQ");
        running.pty.send("\x15-6101");
        running.pty.wait("an answer", |pty| pty.contents().contains("-6101").then_some(()));
        running.pty.send("\x03");
        running.ends();
    }
}
