#!/usr/bin/env python3
"""Compares how often xerrno, fzf, fzy, sk and grep have a right code first, on the queries of tests/data.

    cargo build --release && benches/retrieval.py [FILE.jsonl ...]

Each program searches the same 104 rows, with the codes, the subsystems and both meanings in them. A query counts as
answered first if the first code listed is one that it wants, and as among five if one of the first five is. Below each set
stand its languages and its kinds. Without FILE the tables of other programs in tests/data/foreign follow, each with its own
queries. fzf is taken from the path, or else from the package iterfzf.
"""

import importlib.util
import json
import pathlib
import re
import shutil
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent
XERRNO = HOME / "target/release/xerrno"
CODE = re.compile(r"^[^\t]+(?=\t)", re.MULTILINE)


def run(command, text=""):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False).stdout


def fzf():
    """Where fzf is, or None."""
    package = importlib.util.find_spec("iterfzf")
    packaged = pathlib.Path(package.origin).parent / "fzf" if package and package.origin else None
    return shutil.which("fzf") or (str(packaged) if packaged and packaged.exists() else None)


def programs(rows, options=()):
    """Each program with what it answers to a query: lines that begin with a code, best first."""
    found = {"xerrno": lambda query: run([XERRNO, *options, "search", "--format", "tsv", "--", query])}
    if path := fzf():
        found["fzf"] = lambda query: run([path, "--filter", query], rows)
    if shutil.which("fzy"):
        found["fzy"] = lambda query: run(["fzy", "--show-matches", query], rows)
    if shutil.which("sk"):
        found["sk"] = lambda query: run(["sk", "--filter", query], rows)
    found["grep"] = lambda query: run(["grep", "-iF", "--", query], rows)
    return found


def main():
    files = [pathlib.Path(name) for name in sys.argv[1:]] or sorted((HOME / "tests/data").glob("queries*.jsonl"))
    found = programs(run([XERRNO, "list", "--format", "tsv"]))
    print(f"| queries | of | {' | '.join(found)} |\n|---|---:|{'---:|' * len(found)}")
    for file in files:
        score(file, found)
    if sys.argv[1:]:
        return
    for table in sorted((HOME / "tests/data/foreign").glob("*.csv")):
        options = ["--no-embedded", "--table", str(table)]
        # The others see the file itself, names of the codes included.
        lines = table.read_text(encoding="utf-8").splitlines()[1:]
        rows = "".join(line.replace(",", "\t", 1) + "\n" for line in lines)
        score(table.with_suffix(".queries.jsonl"), programs(rows, options))


def score(file, found):
    """Prints a row for the queries of a file, and one for each of their languages and kinds."""
    queries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    groups = [(file.name, queries)]
    for key in ("lang", "kind"):
        values = sorted({query[key] for query in queries if key in query})
        groups += [(value, [query for query in queries if query.get(key) == value]) for value in values]
    ranks = {name: [rank(answer, query) for query in queries] for name, answer in found.items()}
    place = {id(query): index for index, query in enumerate(queries)}
    for title, members in groups:
        cells = []
        for name in found:
            of_members = [ranks[name][place[id(query)]] for query in members]
            first = sum(rank == 0 for rank in of_members) / len(members)
            among_five = sum(rank < 5 for rank in of_members) / len(members)
            cells.append(f"{first:.1%} / {among_five:.1%}")
        print(f"| {title} | {len(members)} | {' | '.join(cells)} |", flush=True)


def rank(answer, query):
    """How many rows stand before the first right one; more than five where it is not among those."""
    wanted = {str(code) for code in query["want"]}
    codes = CODE.findall(answer(query["q"]))[:5]
    return next((place for place, code in enumerate(codes) if code in wanted), 6)


if __name__ == "__main__":
    main()
