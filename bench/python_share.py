"""Where does a scan spend its time, and how much of it must hold Python's lock?

    pip install py-spy
    python bench/python_share.py FILE.csv [--callbacks 1000000]

A sampling profiler looks at a scan on one worker: once at all of its time, once only while the
interpreter's lock (GIL) is held. Arrow, SHA-256 and Hyperscan work without the lock, so what holds
it is Python, and the native calls too short to let go of it: the most that a kernel in another
language could take away. Then Hyperscan is run alone: over the text of the file, without and with
a Python function that is called for each match.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import hyperscan

PROGRAM = "from sunlit.cli import main; main()"
RATE = 100
START = "start, knowledge, the rest"
#: A phase is known by the innermost file of the package that is one of these.
PHASES = {
    "name the bytes (SHA-256)": ("sources/originals/find.py",),
    "encoding": ("sources/originals/encoding.py",),
    "records and cells": ("sources/formats/",),
    "what the columns mean": ("sources/columns/",),
    "purchases: amounts, days, totals": (
        "sources/purchases.py",
        "sources/non_purchases.py",
        "sources/columns/sections.py",
    ),
    "candidates (Hyperscan)": ("matching/candidates/",),
    "verify, stance, score": ("matching/",),
    "account": ("ledger/account.py",),
    "law and findings": ("rules/", "findings/"),
}


def main() -> int:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--callbacks", type=int, default=1_000_000)
    told = parser.parse_args()
    every, locked = _sampled(told.file), _sampled(told.file, "--gil")
    print(f"{'phase':36}{'seconds':>9}{'with the lock':>15}")
    for phase, samples in every.most_common():
        print(f"{phase:36}{samples / RATE:9.2f}{locked[phase] / RATE:15.2f}")
    print(f"{'all':36}{every.total() / RATE:9.2f}{locked.total() / RATE:15.2f}")
    _hyperscan_alone(told.file, told.callbacks)
    return 0


def _sampled(file: Path, *options: str) -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        stacks = Path(folder) / "stacks.txt"
        watch = [
            "py-spy",
            "record",
            "--rate",
            str(RATE),
            "--format",
            "raw",
            "--output",
            str(stacks),
        ]
        scan = [sys.executable, "-c", PROGRAM, "scan", str(file), "--quiet", "--workers", "1"]
        out = ["--out", str(Path(folder) / "findings.jsonl")]
        subprocess.run([*watch, *options, "--", *scan, *out], capture_output=True, check=False)
        phases: Counter[str] = Counter()
        for line in stacks.read_text().splitlines():
            stack, _, count = line.rpartition(" ")
            phases[_phase(stack)] += int(count)
        return phases


def _phase(stack: str) -> str:
    if "matching/cache.py" in stack or "importlib" in stack:
        return START
    for frame in reversed(stack.split(";")):
        for phase, files in PHASES.items():
            if "sunlit/" in frame and any(file in frame for file in files):
                return phase
    return START


def _hyperscan_alone(file: Path, callbacks: int) -> None:
    """Find letters that are as frequent as the callbacks wanted, and a word that is not there."""
    text = file.read_bytes()
    database = hyperscan.Database()
    database.compile(expressions=[b"zqxjkv"], ids=[0], flags=[0])
    start = time.perf_counter()
    database.scan(text, match_event_handler=lambda *_: None)
    without = time.perf_counter() - start
    print(f"\nHyperscan over {len(text) / 2**20:.0f} MiB, no match: {without:.2f} s")
    commas = text[: _until(text, callbacks)]
    database = hyperscan.Database()
    database.compile(expressions=[b","], ids=[0], flags=[0])
    noted: list[tuple[int, int]] = []

    def note(expression: int, _start: int, end: int, _flags: int, _context: object) -> None:
        noted.append((expression, end))

    start = time.perf_counter()
    database.scan(commas, match_event_handler=note)
    took = time.perf_counter() - start
    print(
        f"{len(noted):,} matches given to a Python function: {took:.2f} s, {len(noted) / took:,.0f} a second"
    )


def _until(text: bytes, commas: int) -> int:
    at = 0
    for _ in range(commas):
        following = text.find(b",", at)
        if following < 0:
            break
        at = following + 1
    return at


if __name__ == "__main__":
    raise SystemExit(main())
