#!/usr/bin/env python3
"""The browser over a log of 1 GB beside the summary of a scan: how long until all codes are counted, in interleaved runs.
What the browser writes is time-stamped as it is read and shown to a terminal emulator (pyte) only afterwards.

cargo build --release && benches/browse.py [ROUNDS]    the log goes to $TMPDIR
"""

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

import pyte

from scan import XERRNO, log

MEGABYTES = 1000
LINES_A_CODE = 50
SIZE = (40, 120)
KEYS = 16
KEY_EVERY = 0.05
SETTLED = 0.5


def summary(path):
    """The wall time in seconds of the counts on standard output."""
    start = time.perf_counter()
    subprocess.run([XERRNO, "scan", "--summary", path], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def screens(chunks):
    """The time and the text of the screen after each chunk of output."""
    screen = pyte.Screen(SIZE[1], SIZE[0])
    stream = pyte.ByteStream(screen)
    for time_of, chunk in chunks:
        stream.feed(chunk)
        yield time_of, "\n".join("".join(row[x].data for x in range(SIZE[1])) for row in map(screen.buffer.get, range(SIZE[0])) if row)


def browse(path):
    """Of the browser: seconds to the first output and until all is counted, those from each key to the next output, and the
    peak memory in MB. The cursor goes down and up meanwhile."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(XERRNO, [XERRNO, "scan", "--browse", path], {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
    chunks, keys, pressed = [], [], None
    next_key = start + 2 * KEY_EVERY
    while not chunks or time.perf_counter() - chunks[-1][0] < SETTLED:
        may_press = len(keys) < KEYS and pressed is None
        wait = max(0, next_key - time.perf_counter()) if may_press else SETTLED
        if select.select([terminal], [], [], wait)[0]:
            chunk, now = os.read(terminal, 1 << 16), time.perf_counter()
            chunks.append((now, chunk))
            if pressed is not None:
                keys.append(now - pressed)
                pressed = None
        elif may_press:
            pressed = time.perf_counter()
            os.write(terminal, b"\x1b[A" if len(keys) % 2 else b"\x1b[B")
            next_key = pressed + KEY_EVERY
    with open(f"/proc/{child}/status") as status:
        memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    os.write(terminal, b"\x03")
    try:
        while os.read(terminal, 1 << 16):
            pass
    except OSError:
        pass
    os.close(terminal)
    os.waitpid(child, 0)
    # The header says that a file has been read to its end.
    counted = next(time_of for time_of, text in screens(chunks) if "following" in text)
    return chunks[0][0] - start, counted - start, keys, memory


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    firsts, ratios, summaries, counts, keys, peak = [], [], [], [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = log(folder, "big.log", LINES_A_CODE, MEGABYTES)
        summary(path)
        for _ in range(rounds):
            before = summary(path)
            first, counted, pressed, memory = browse(path)
            beside = (before + summary(path)) / 2
            ratios.append(counted / beside)
            summaries.append(beside)
            counts.append(counted)
            firsts.append(first * 1000)
            keys += [key * 1000 for key in pressed]
            peak = max(peak, memory)
    median = statistics.median
    print(f"{MEGABYTES} MB, {rounds} rounds, {os.cpu_count()} cores; medians")
    print(f"all counted: {median(counts):.2f} s beside {median(summaries):.2f} s of the summary, ratio {median(ratios):.2f}"
          f" ({min(ratios):.2f} to {max(ratios):.2f})")
    print(f"first output: {median(firsts):.0f} ms ({min(firsts):.0f} to {max(firsts):.0f})")
    print(f"from a key to what it changed: {median(keys):.1f} ms, at most {max(keys):.1f} ms, of {len(keys)}")
    print(f"peak memory: {peak:.0f} MB")


if __name__ == "__main__":
    main()
