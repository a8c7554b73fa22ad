//! Random bytes as the terminal's input, on the real program.

use std::process::ExitStatus;
use std::time::{Duration, Instant};

use crate::support::pty::{Pty, Running};

/// Pieces of random input besides random bytes: sequences that a decoder of keys might get wrong.
const PIECES: [&[u8]; 36] = [
    b"\x1b",
    b"\x1b[",
    b"\x1bO",
    b"\x1b[A",
    b"\x1b[B",
    b"\x1b[6~",
    b"\x1b[1;5F",
    b"\x1b[Z",
    b"\x1b[1;2B",
    b"\x1b[<64;10;10M",
    b"\x1b[<0;3;5M",
    b"\x1b[<0;65535;65535M",
    b"\x1bOP",
    b"\x1bOQ",
    b"\x1bOR",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x1b[;;;",
    b"\x1b[?997;1n",
    b"\x1b[?2026;2$y",
    b"\x1b[24;80R",
    b"\x1b[M",
    b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1b]52;c;",
    b"\x1bP1$r0m\x1b\\",
    b"\x1b\x1b[D",
    b"\x1b[?",
    b"\x1b[I",
    b"\x0f",
    b"\x19",
    b"\r",
    b"\t",
    "签名过期".as_bytes(),
    "e\u{301}👩‍👩‍👧".as_bytes(),
    b"-97 \"code\":-96, X-ErrNo: -6101",
    b"!'^$@proxy ",
];

/// A random generator by G. Marsaglia (xorshift64): the seed determines the run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    /// Random input, without the keys that end the program.
    fn input(&mut self) -> Vec<u8> {
        let mut input = Vec::new();
        for _ in 0..self.below(200) {
            match self.below(4) {
                0 => input.push(u8::try_from(self.below(256)).expect("a byte")),
                1 => input.extend((0..self.below(20)).map(|_| b' ' + u8::try_from(self.below(95)).expect("ASCII"))),
                _ => input.extend(PIECES[self.below(PIECES.len())]),
            }
        }
        input.retain(|byte| !matches!(byte, 3 | 4));
        input
    }
}

/// Runs the program once under random input and sizes; it ends by itself (Esc leaves it) or by ^C.
fn live(seed: u64) {
    let mut random = Random(seed);
    let mut running = Running::start(&["--clipboard", "none"], |_| ());
    for _ in 0..20 {
        running.pty.send(random.input());
        if random.below(8) == 0 {
            let [columns, rows] = [random.below(200), random.below(60)].map(|side| u16::try_from(side).expect("small"));
            running.pty.resize((columns, rows));
        }
        if running.child.status().is_some() {
            let (status, pty) = running.ends();
            return judge(seed, status, &pty);
        }
    }
    // ^C ends any unfinished sequence or paste, and the program.
    running.pty.send("\x03");
    let (status, pty) = running.ends();
    judge(seed, status, &pty);
}

/// Checks that the program ended by a key, in the random input or by the ^C after it.
fn judge(seed: u64, status: ExitStatus, pty: &Pty) {
    let written = String::from_utf8_lossy(&pty.bytes);
    assert!(status.code() == Some(0), "seed {seed}: {status} on\n{written}");
}

#[test]
fn random_input_neither_breaks_the_program_nor_its_terminal() {
    // For longer runs: XERRNO_FUZZ_SECONDS=600 XERRNO_FUZZ_SEED=1 cargo test --release --test faults fuzz
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let time = Duration::from_secs(number("XERRNO_FUZZ_SECONDS").unwrap_or(3));
    let first = number("XERRNO_FUZZ_SEED").unwrap_or(1).max(1);
    let start = Instant::now();
    let mut seed = first;
    while start.elapsed() < time {
        live(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        seed += 1;
    }
    println!("{} lives, seeds {first} to {}", seed - first, seed - 1);
}
