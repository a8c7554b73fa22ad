#!/usr/bin/env python3
"""xerrno scan beside ripgrep and grep on logs of three kinds: processor time and wall time, in interleaved runs.

cargo build --release && benches/scan.py [ROUNDS]    rg and grep must be installed; the logs (190 MB each) go to $TMPDIR
"""

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

MEGABYTES = 190
FILES = [1, 16, 2000]
RIPGREP = "(?i)(errno|error|err|code|ret|rc|result)[\\x22\\x27 =:(\\[]*-?[0-9]+|-[0-9]+"
CODES = [-6101, -5062, -902, -97, -96, -71, -1887, -285, -300]
XERRNO = os.path.join(os.path.dirname(__file__), "..", "target", "release", "xerrno")


def plain(noise, second):
    """A line full of digits that mentions no code."""
    kind = noise % 3
    if kind == 0:
        return f"2016-05-12 10:22:{second:02} INFO [http-nio-8080-exec-9] GET /img/{noise:08x}-41d4-a716.jpg 200 {noise % 900}ms\n"
    if kind == 1:
        return f'10.51.7.{second} - - [12/May/2016:10:00:07 +0800] "GET /{noise}.jpg HTTP/1.1" 200 {noise % 70000}\n'
    return f'{{"ts":14630{noise % 99999:05},"cost_ms":{noise % 500},"code":0,"trace":"{noise:x}","size":{noise % 100000}}}\n'


def failed(noise, second):
    """A line that mentions one."""
    kind, code = noise % 3, CODES[noise // 3 % len(CODES)]
    if kind == 0:
        return f"2016-05-12 10:22:{second:02} ERROR [worker-7] upload failed, ret={code} cost {noise % 5000} ms\n"
    if kind == 1:
        return f"D/Loader({noise % 9999}): headInfo=404,image/jpeg,0,ImgHttp3.0.0,{code},0,{noise % 1000}\n"
    return f'{{"ts":14630{noise % 99999:05},"level":"error","code":{code},"message":"failed","trace":"{noise:x}"}}\n'


def log(folder, name, every, megabytes=MEGABYTES):
    """A log in which each line number divisible by `every` mentions a code; none where that is 0."""
    path = os.path.join(folder, name)
    source = random.Random(7)
    lines = []
    for number in range(200_000):
        noise, second = source.getrandbits(31), source.randrange(60)
        lines.append((failed if every and number % every == 0 else plain)(noise, second))
    block = "".join(lines).encode()
    with open(path, "wb") as file:
        while file.tell() < megabytes * 1_000_000:
            file.write(block)
    return path


def parts(path, count):
    """The log in so many files of the same size."""
    files = []
    with open(path, "rb") as file:
        for part in range(count):
            files.append(f"{path}.{part}")
            with open(files[-1], "wb") as out:
                out.write(file.read(MEGABYTES * 1_000_000 // count))
    return files


def run(command):
    """Processor and wall time in seconds."""
    # To a file: grep stops at the first match where nobody reads. A new one: to empty one takes its own time.
    with tempfile.TemporaryFile() as out:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, stdout=out, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
        wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def compare(name, ours, others, rounds):
    """One row: our times, and their ratio to those of each other program."""
    seconds = {command[0]: [] for command in [ours, *others]}
    for _ in range(rounds):
        for command in [ours, *others]:
            seconds[command[0]].append(run(command))
    cells = [name]
    mine = seconds[ours[0]]
    cells.append(" / ".join(f"{statistics.median(column):.2f}" for column in zip(*mine)))
    for command in others:
        theirs = seconds[command[0]]
        median = [statistics.median(column) for column in zip(*theirs)]
        ratio = [statistics.median(a[i] / b[i] for a, b in zip(mine, theirs)) for i in (0, 1)]
        cells.append(f"{median[0]:.2f} / {median[1]:.2f}")
        cells.append(f"{ratio[0]:.2f} / {ratio[1]:.2f}")
    print("| " + " | ".join(cells) + " |", flush=True)


def peak(path):
    """The peak memory of a scan, in MB, and its wall time in seconds."""
    script = """import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, time.perf_counter() - start)"""
    output = subprocess.run([sys.executable, "-c", script, XERRNO, "scan", path], capture_output=True, text=True, check=True)
    memory, wall = output.stdout.split()
    return int(memory) / 1024, float(wall)


def latency(lines=500):
    """The time from the writing of a line to its answer, in ms: the median and the 99th percentile."""
    child = subprocess.Popen([XERRNO, "scan"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    waits = []
    for number in range(lines):
        start = time.perf_counter()
        child.stdin.write(failed(number, number % 60).encode())
        answer = child.stdout.readline()
        waits.append((time.perf_counter() - start) * 1000)
        assert answer.endswith(b"\n")
        time.sleep(0.002)
    child.stdin.close()
    child.wait()
    return statistics.median(waits), statistics.quantiles(waits, n=100)[98]


def one_line(folder):
    """A line of 200 MB that mentions a code now and then."""
    path = os.path.join(folder, "line.log")
    with open(path, "wb") as file:
        for number in range(2_700_000):
            kind = failed if number % 100 == 0 else plain
            file.write(kind(number * 7919 % (1 << 31), number % 60).replace("\n", " ").encode())
    return path


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    rg = shutil.which("rg") or sys.exit("rg is not installed")
    print(f"{MEGABYTES} MB, {rounds} rounds, {os.cpu_count()} cores; processor / wall seconds, and our ratio to them\n")
    print("| log | xerrno | rg, the same task | ratio | rg -[0-9]+ | ratio | grep -[0-9]+ | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    kinds = [("digits, no code", 0), ("a code in 1 % of lines", 100), ("a code in every line", 1)]
    # The same program by another path: its times are kept apart.
    rg_again = os.path.join(os.path.dirname(rg), ".", "rg")
    memory = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, every in kinds:
            path = log(folder, f"{every}.log", every)
            for count in FILES:
                files = parts(path, count) if count > 1 else [path]
                title = f"{name}, {count:,} files" if count > 1 else name
                same = [rg, "-oN", "--no-mmap", "-e", RIPGREP, *files]
                digits = [rg_again, "-oN", "--no-mmap", "-e", "-[0-9]+", *files]
                grep = ["grep", "-oE", "--", "-[0-9]+", *files]
                compare(title, [XERRNO, "scan", *files], [same, digits, grep], rounds)
                if count > 1:
                    for part in files:
                        os.remove(part)
            memory[name] = peak(path)[0]
            os.remove(path)
        memory["one line of 200 MB"], wall = peak(one_line(folder))
    print()
    for name, megabytes in memory.items():
        print(f"peak memory, {name}: {megabytes:.1f} MB")
    print(f"one line of 200 MB: {wall:.2f} s")
    print("from the writing of a line to its answer: {:.2f} ms, the slowest of a hundred {:.2f} ms".format(*latency()))


if __name__ == "__main__":
    main()
