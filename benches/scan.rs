//! The throughput of scanning a log, compared with `grep` on the same file, and the time to find the codes in a query.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use xerrno::catalog::Catalog;
use xerrno::mention::{self, Scanner};

fn main() {
    divan::main();
    fs::remove_file(&*LOG).expect("the log is there");
}

/// The size of the log in bytes.
const BYTES: usize = 100_000_000;

/// A log in which one line in twenty mentions a code.
static LOG: LazyLock<PathBuf> = LazyLock::new(|| {
    let path = std::env::temp_dir().join(format!("xerrno-bench-{}.log", std::process::id()));
    fs::write(&path, log()).expect("there is room for a log");
    path
});

fn log() -> String {
    let codes = [-6101, -5062, -902, -97, -96, -71, -1887, -285, -300];
    let mut log = String::with_capacity(BYTES + 300);
    let mut seed = 7_u64;
    for line in 0_u64.. {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let noise = seed >> 33;
        let code = codes[usize::try_from(line / 20).expect("a small number") % codes.len()];
        let (minute, second) = (line / 60 % 60, line % 60);
        let time = format_args!("2016-05-12 10:{minute:02}:{second:02}").to_string();
        match (line % 20, noise % 3) {
            (0, 0) => writeln!(log, "{time} ERROR [worker-7] upload failed, ret={code} cost {} ms", noise % 5000),
            (0, 1) => writeln!(log, "D/Loader( {}): headInfo=404,image/jpeg,0,ImgHttp3.0.0,{code},0,", noise % 9999),
            (0, _) => writeln!(log, "{{\"ts\":1463020000,\"level\":\"error\",\"code\":{code},\"message\":\"failed\"}}"),
            (_, 0) => {
                writeln!(log, "{time} INFO [http-nio-8080-exec-9] GET /img/{noise:08x}-41d4-a716.jpg 200 {second}ms")
            }
            (_, 1) => {
                writeln!(log, "10.51.7.{second} - - [12/May/2016:10:00:07 +0800] \"GET /{noise}.jpg\" 200 {minute}")
            }
            (_, _) => {
                writeln!(log, "{{\"ts\":14630{second:05},\"cost_ms\":{minute},\"code\":0,\"trace\":\"{noise:x}\"}}")
            }
        }
        .expect("a string takes everything");
        if log.len() >= BYTES {
            return log;
        }
    }
    unreachable!("the lines go on for ever")
}

/// Runs a program on the log, and returns the length of its output in bytes.
fn output_of(program: &str, arguments: &[&str]) -> usize {
    let output = Command::new(program).args(arguments).arg(&*LOG).stderr(Stdio::inherit()).output();
    output.expect("the program is installed").stdout.len()
}

#[divan::bench(sample_count = 5)]
fn xerrno_scan(bencher: Bencher) {
    LazyLock::force(&LOG);
    bencher.counter(BytesCount::new(BYTES)).bench(|| output_of(env!("CARGO_BIN_EXE_xerrno"), &["scan"]));
}

#[divan::bench(sample_count = 5)]
fn grep_of_all_negative_numbers(bencher: Bencher) {
    LazyLock::force(&LOG);
    bencher.counter(BytesCount::new(BYTES)).bench(|| output_of("grep", &["-oE", "--", "-[0-9]+"]));
}

#[divan::bench(sample_count = 5)]
fn scanner_in_memory(bencher: Bencher) {
    let catalog = Catalog::embedded();
    let log = fs::read(&*LOG).expect("the log is there");
    bencher.counter(BytesCount::new(BYTES)).bench(|| {
        let mut scanner = Scanner::new(&catalog);
        let mut input = &log[..];
        let mut count = 0;
        while scanner.read(&mut input).expect("memory can be read") {
            let Ok(()) = scanner.search(|passage| {
                count += passage.mentions.len();
                Ok::<_, Infallible>(())
            });
        }
        count
    });
}

#[divan::bench(args = [
    "-97",
    "签名过期",
    "HTTP/1.1 404 OK\r\nContent-Type: application/xml\r\nX-ErrNo: -6101\r\nContent-Length: 97\r\n",
])]
fn in_query(bencher: Bencher, query: &str) {
    let catalog = Catalog::embedded();
    bencher.bench(|| mention::in_query(black_box(query), &catalog));
}
