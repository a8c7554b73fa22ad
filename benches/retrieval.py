#!/usr/bin/env python3
"""Compares how often xerrno, fzf, fzy, sk and grep have a right code first, on the queries of tests/data.

    cargo build --release && benches/retrieval.py [FILE.jsonl ...]

Each program searches the same 104 rows, with the codes, the subsystems and both meanings in them. A query counts as
answered first if the first code listed is one that it wants, and as among five if one of the first five is.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent
XERRNO = HOME / "target/release/xerrno"
CODE = re.compile(r"^-\d+", re.MULTILINE)


def run(command, text=""):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False).stdout


def programs(rows):
    """Each program with what it answers to a query: lines that begin with a code, best first."""
    found = {"xerrno": lambda query: run([XERRNO, "search", "--format", "tsv", "--", query])}
    if shutil.which("fzf"):
        found["fzf"] = lambda query: run(["fzf", "--filter", query], rows)
    if shutil.which("fzy"):
        found["fzy"] = lambda query: run(["fzy", "--show-matches", query], rows)
    if shutil.which("sk"):
        found["sk"] = lambda query: run(["sk", "--filter", query], rows)
    found["grep"] = lambda query: run(["grep", "-iF", "--", query], rows)
    return found


def main():
    files = [pathlib.Path(name) for name in sys.argv[1:]] or sorted((HOME / "tests/data").glob("queries*.jsonl"))
    rows = run([XERRNO, "list", "--format", "tsv"])
    found = programs(rows)
    print(f"| queries | of | {' | '.join(found)} |\n|---|---:|{'---:|' * len(found)}")
    for file in files:
        queries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        cells = []
        for answer in found.values():
            first = among_five = 0
            for query in queries:
                codes = [int(code) for code in CODE.findall(answer(query["q"]))[:5]]
                first += bool(codes) and codes[0] in query["want"]
                among_five += not set(codes).isdisjoint(query["want"])
            cells.append(f"{first / len(queries):.1%} / {among_five / len(queries):.1%}")
        print(f"| {file.name} | {len(queries)} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
