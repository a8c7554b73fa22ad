//! Huge input, and input that no keyboard sends.

use crate::support::processes::peak;
use crate::support::pty::Running;
use crate::support::{all_codes, codes};

#[test]
fn ten_thousand_keys_in_one_write_all_arrive() {
    let mut running = Running::browse(&[]);
    let mut keys = "a\x7f".repeat(4_000);
    keys.push_str(&"签\x08\x7f".repeat(500));
    keys.push_str(&"\x0e\x10".repeat(500));
    keys.push_str("-6101");
    running.pty.send(keys);
    running.pty.wait_for("❯ -6101");
    running.pty.wait_for(&format!("1/{}", codes()));
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
    running.pty.wait_for(&format!("1/{}", codes()));
    assert!(peak(running.pid()) < 128 * 1024, "{} KiB", peak(running.pid()));
    running.leaves_well();
}

#[test]
fn two_megabytes_of_keys_take_no_memory_to_speak_of() {
    // A paste arrives as keys if the terminal doesn't bracket it.
    let keys = "签名过期 expired ".repeat(2 * 1024 * 1024 / 21);
    let mut running = Running::browse(&[]);
    running.pty.send(keys);
    running.pty.send("\x15-6101");
    running.pty.wait_for("❯ -6101");
    running.pty.wait_for(&format!("1/{}", codes()));
    assert!(peak(running.pid()) < 128 * 1024, "{} KiB", peak(running.pid()));
    running.leaves_well();
}

/// Unfinished sequences, and replies to queries that the program never sent.
const BEGUN_OR_REPLIED: [&str; 18] = [
    "\x1b[?997;1n",
    "\x1b[?2026;2$y",
    "\x1b[?62;22c",
    "\x1b[>0;10;1c",
    "\x1b[24;80R",
    "\x1b[?1u",
    "\x1b[I\x1b[O",
    "\x1b]11;rgb:0000/0000/0000\x1b\\",
    "\x1b]52;c;LTk3\x07",
    "\x1bP1$r0m\x1b\\",
    "\x1bP>|XTerm(379)\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[<0;10",
    "\x1b[M!",
    "\x1b[999999999999999999999~",
    "\x1b]11;rgb:00",
    "\x1bP1$r",
    "\x1b[1;",
];

#[test]
fn no_report_of_the_terminal_is_typed_or_stops_the_keys_after_it() {
    let mut running = Running::browse(&[]);
    for (at, sequence) in BEGUN_OR_REPLIED.iter().enumerate() {
        // Esc ends an unfinished sequence, as the first byte of the next one.
        running.pty.send(format!("{sequence}\x1b[F\x15-610{}", at % 10));
        running.pty.wait_for(&format!("❯ -610{} ", at % 10));
    }
    running.leaves_well();
}

#[test]
fn control_c_ends_the_program_whatever_has_begun() {
    for sequence in BEGUN_OR_REPLIED.into_iter().chain(["\x1b", "\x1b[", "\x1b[200~", "\x1b[200~half a paste"]) {
        let mut running = Running::browse(&[]);
        running.pty.send(sequence);
        running.leaves_well();
    }
}

#[test]
fn a_paste_without_its_end_is_pasted_when_nothing_follows() {
    let mut running = Running::browse(&[]);
    running.pty.send("\x1b[200~签名过");
    running.pty.wait_for("❯ 签名过");
    running.pty.send("期");
    running.pty.wait_for("❯ 签名过期");
    running.leaves_well();
}

#[test]
fn a_key_that_arrives_in_two_pieces_is_one_key() {
    let mut running = Running::browse(&["--query", "签名"]);
    for _ in 0..20 {
        // As VTE writes Alt-1: Esc, and the rest within a millisecond.
        for piece in ["\x1b", "b", "\x1b", "[C", "\x1b[", "D"] {
            running.pty.send(piece);
        }
    }
    running.pty.send("\x05过");
    running.pty.wait_for("❯ 签名过");
    running.leaves_well();
}

#[test]
fn alt_left_of_urxvt_and_putty_goes_back_instead_of_leaving() {
    let mut running = Running::browse(&["--query", "-96"]);
    running.pty.wait_for(&format!("1/{}", codes()));
    running.pty.send("\x1b1");
    running.pty.wait("a jump", |pty| (!pty.contents().contains("❯ -96")).then_some(()));
    running.pty.send("\x1b\x1b[D");
    running.pty.wait_for("❯ -96");
    running.leaves_well();
}

#[test]
fn an_escape_alone_counts_after_a_moment() {
    let mut running = Running::browse(&["--query", "签名"]);
    running.pty.send("\x1b");
    running.pty.wait_for(&all_codes());
    running.pty.send("\x1b");
    let (status, _) = running.ends();
    assert_eq!(status.code(), Some(0));
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
        // With a query, since without one a lone Esc would leave the program.
        let mut running = Running::browse(&["--query", "签名"]);
        running.pty.send(case);
        // However that was decoded, this starts a new key.
        running.pty.send("\x1b[D\x15\x1b[H");
        running.pty.send("\x15-6101");
        running.pty.wait("an answer", |pty| pty.contents().contains("-6101").then_some(()));
        running.pty.send("\x03");
        running.ends();
    }
}
