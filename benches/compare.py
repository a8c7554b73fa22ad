#!/usr/bin/env python3
"""Compares xerrno with fzf, fzy and sk, each through a pseudo-terminal, and prints the tables of docs/benchmarks.md.

    cargo build --release && cargo bench --no-run
    benches/compare.py [--runs N] [--sizes 104,10000,...] [--subsystems 1,250] [--queries expired,签名过期,qianming]

The programs take turns within each round, so that whatever else the machine does hits all of them alike. A ratio is the
median of the rounds' own ratios, xerrno's figure by the peer's: below 1, xerrno is ahead. What a program writes is
time-stamped as it is read and shown to a terminal emulator (pyte, the one thing to install) only afterwards.
"""

import argparse
import csv
import fcntl
import glob
import math
import os
import platform
import pty
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field

import pyte

COLUMNS, ROWS = 120, 40
FIGURES = {"first": "first frame, ms", "ready": "ready, ms", "key": "keystroke, ms", "bytes": "bytes a keystroke",
           "memory": "peak memory, MB"}
PEERS = ["fzf", "fzy", "sk"]
# fzy searches everything at each key; beyond this it is a test of patience.
MOST_FOR_FZY = 100_000


@dataclass
class Run:
    """What one run of one program showed."""
    first: float
    ready: float
    memory: float
    keys: list = field(default_factory=list)
    bytes: list = field(default_factory=list)

    def figure(self, name):
        if name in ("key", "bytes"):
            values = self.keys if name == "key" else self.bytes
            return statistics.median(values) if values else math.nan
        return getattr(self, name)


class Terminal:
    """A program on a pseudo-terminal, and the screen that it draws."""

    def __init__(self, command, input_, settle):
        self.settle = settle
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        environment = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", XERRNO_CLIPBOARD="none")
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        stdin = os.open(input_, os.O_RDONLY) if input_ else slave
        self.started = time.perf_counter()
        self.process = subprocess.Popen(command, stdin=stdin, stdout=slave, stderr=slave, env=environment,
                                        start_new_session=True, preexec_fn=take_terminal)
        for descriptor in {stdin, slave}:
            os.close(descriptor)
        self.master = master

    def changes(self, since, patience=60.0):
        """Reads until nothing comes any more; returns when the screen changed, in ms, and how many bytes came."""
        chunks = []
        deadline = since + patience
        while (left := deadline - time.perf_counter()) > 0:
            if not select.select([self.master], [], [], min(left, self.settle if chunks else left))[0]:
                break
            try:
                data = os.read(self.master, 1 << 16)
            except OSError:
                break
            chunks.append(((time.perf_counter() - since) * 1e3, data))
        times, before = [], self.picture()
        for at, data in chunks:
            self.stream.feed(data)
            if (after := self.picture()) != before:
                times.append(at)
                before = after
        return times, sum(len(data) for _, data in chunks)

    def picture(self):
        """The characters on the screen. (pyte's own `display` fails on the half of a wide character.)"""
        return [[line[x].data for x in range(COLUMNS)] for line in (self.screen.buffer[y] for y in range(ROWS))]

    def memory(self):
        """The most memory that the program has had, in MB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))

    def end(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.master)


def take_terminal():
    fcntl.ioctl(1, termios.TIOCSCTTY, 0)


def run(program, keys, settle):
    terminal = Terminal(*program, settle)
    try:
        times, _ = terminal.changes(terminal.started)
        if not times:
            sys.exit(f"{program} showed nothing")
        result = Run(times[0], times[-1], 0)
        for key in keys:
            since = time.perf_counter()
            os.write(terminal.master, key.encode())
            times, count = terminal.changes(since, patience=max(20 * settle, 5.0))
            if times:
                result.keys.append(times[-1])
                result.bytes.append(count)
        result.memory = terminal.memory()
        return result
    finally:
        terminal.end()


def interleaved(programs, rounds, settle, keys):
    """Runs of each program, one of each in a round, typing `keys`. The first round warms the caches and is not counted."""
    runs = {name: [] for name in programs}
    for number in range(rounds + 1):
        for name, program in programs.items():
            result = run(program, keys, settle)
            if number:
                runs[name].append(result)
    return runs


def median(runs, figure):
    return statistics.median(run.figure(figure) for run in runs)


def ratio(ours, theirs, figure):
    return statistics.median(one.figure(figure) / other.figure(figure) for one, other in zip(ours, theirs))


def print_table(title, runs, figures, untold=()):
    names = list(runs)
    print(f"\n{title}\n")
    print("| | " + " | ".join(f"{name} | ratio" if name != names[0] else name for name in names) + " |")
    print("|---|" + "---:|" * (2 * len(names) - 1))
    for figure in figures:
        cells = [f"{median(runs[names[0]], figure):.1f}"]
        for name in names[1:]:
            if (name, figure) in untold:
                cells += ["", ""]
                continue
            cells += [f"{median(runs[name], figure):.1f}", f"{ratio(runs[names[0]], runs[name], figure):.2f}"]
        print(f"| {FIGURES[figure]} | " + " | ".join(cells) + " |")


def rows_of(program):
    """The embedded table, as code, Chinese, English."""
    listed = subprocess.run([program, "list", "--format", "tsv"], capture_output=True, text=True, check=True).stdout
    return [[code, zh, en] for code, _, zh, en, *_ in (line.split("\t") for line in listed.splitlines())]


def large_table(rows, count, subsystems, folder):
    """A table of `count` rows, each unlike the others, as CSV with a header and, for the peers, as lines. Of several
    subsystems each row has another than the one before it."""
    path, lines = (os.path.join(folder, f"{count}-{subsystems}.{ending}") for ending in ("csv", "tsv"))
    with open(path, "w") as table, open(lines, "w") as list_:
        writer = csv.writer(table)
        writer.writerow(["code", "zh", "en"] + ["subsystem"] * (subsystems > 1))
        for number in range(count):
            (_, zh, en), (_, zh2, en2) = rows[number % len(rows)], rows[number // len(rows) % len(rows)]
            row = [-100_000 - number, f"{zh}，{zh2}", f"{en}; {en2}"]
            row += [f"node-{number % subsystems}"] * (subsystems > 1)
            writer.writerow(row)
            list_.write("\t".join(map(str, row)) + "\n")
    return path, lines


def programs(ours, table, lines, peers):
    """What to run: each a command, and the file that is its standard input."""
    command = [ours] + (["--table", table] if table else [])
    return {"xerrno": (command, None)} | {peer: ([shutil.which(peer)], lines) for peer in peers}


def yardstick(program, folder, settle):
    """The command of the yardstick, once it knows the frame that it is to write; None where it was not built."""
    built = [path for path in glob.glob("target/release/deps/yardstick-*") if os.access(path, os.X_OK)]
    if not built:
        return None
    frame = os.path.join(folder, "frame")
    terminal = Terminal([program], None, settle)
    with open(frame, "wb") as file:
        while select.select([terminal.master], [], [], settle)[0]:
            file.write(os.read(terminal.master, 1 << 16))
    terminal.end()
    os.environ["XERRNO_YARDSTICK_FRAME"] = frame
    return [max(built, key=os.path.getmtime)]


def machine():
    with open("/proc/cpuinfo") as info:
        model = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="target/release/xerrno")
    parser.add_argument("--runs", type=int, default=15, help="rounds on the embedded table; large ones take a fifth")
    parser.add_argument("--sizes", default="104,10000,100000,1000000")
    parser.add_argument("--subsystems", default="1", help="how many subsystems a large table has, as many tables as numbers")
    parser.add_argument("--queries", default="expired", help="what is typed, one after the other in runs of their own")
    options = parser.parse_args()
    peers = [peer for peer in PEERS if shutil.which(peer)]
    sizes = [int(size) for size in options.sizes.split(",")]
    versions = [subprocess.run([peer, "--version"], capture_output=True, text=True).stdout.split("\n")[0] for peer in peers]
    print(f"{machine()}; {', '.join(f'{peer} ({version})' for peer, version in zip(peers, versions))}; "
          f"{COLUMNS}x{ROWS}, {options.runs} rounds")
    rows = rows_of(options.program)
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            if size <= len(rows):
                embedded(options, rows, peers, folder)
                continue
            for subsystems in map(int, options.subsystems.split(",")):
                table = large_table(rows, size, subsystems, folder)
                large(options, size, subsystems, table, [peer for peer in peers if peer != "fzy" or size <= MOST_FOR_FZY])


def embedded(options, rows, peers, folder):
    """Prints how the programs compare on the embedded table."""
    lines = os.path.join(folder, "embedded.tsv")
    with open(lines, "w") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)
    settle = 0.1
    for query in options.queries.split(","):
        runs = interleaved(programs(options.program, None, lines, peers), options.runs, settle, query)
        print_table(f"{len(rows)} rows, typing {query}", runs, FIGURES)
    if command := yardstick(options.program, folder, 0.3):
        pair = {"xerrno": ([options.program], None), "yardstick": (command, None)}
        print_table("beside a program that only writes the same frame",
                    interleaved(pair, options.runs, settle, ""), ["first", "ready"])


def large(options, size, subsystems, table, peers):
    """Prints how the programs compare on a large table."""
    settle, rounds = 0.5 + size / 1e6, max(3, options.runs // 5)
    for query in options.queries.split(","):
        runs = interleaved(programs(options.program, *table, peers), rounds, settle, query)
        # fzy draws the old rows under a new prompt before it searches, and shows no count: where the rows then stay the
        # same, the end of its search can't be told from its screen.
        print_table(f"{size:,} rows in {subsystems} subsystems, typing {query}", runs, FIGURES, {("fzy", "key")})


if __name__ == "__main__":
    main()
