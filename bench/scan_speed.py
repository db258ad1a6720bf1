"""How long does a scan take, beside DuckDB's copy of the same CSV to Parquet?

    python bench/scan_speed.py FILE.csv [--runs 3] [--workers 2]

The copy reads every cell and means nothing by it: it stands for what reading costs at least. Both
run in turn, so that what else the machine does weighs on both alike; on a busy machine compare the
processor seconds. One scan beforehand, which is not counted, compiles what later ones load.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

SCAN = "from sunlit.cli import main; main()"
COPY = """
import duckdb, sys
duckdb.read_csv(sys.argv[1], all_varchar=True).write_parquet(sys.argv[2])
"""


class Took(NamedTuple):
    """Seconds of processors, of one child process, and seconds that went by."""

    processor: float
    wall: float


def main() -> int:
    """Measure and print medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "findings.jsonl")
        scan = [SCAN, "scan", str(told.file), "--quiet", "--format", "jsonl", "--out", out]
        scan += ["--workers", str(told.workers)]
        copy = [COPY, str(told.file), str(Path(folder) / "copy.parquet")]
        _took(scan)
        turns = [(_took(scan), _took(copy)) for _ in range(told.runs)]
    print(f"{'':12}{'scan':>9}{'DuckDB':>9}{'ratio':>9}")
    for kind in Took._fields:
        scans, copies = ([getattr(took, kind) for took in one] for one in zip(*turns, strict=True))
        ratio = median(a / b for a, b in zip(scans, copies, strict=True))
        print(f"{kind:12}{median(scans):9.2f}{median(copies):9.2f}{ratio:9.2f}")
    return 0


def _took(program: list[str]) -> Took:
    """Run a Python program to its end; its modules are compiled once, as where it is installed."""
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before, start = _processor_seconds(), time.perf_counter()
    subprocess.run([sys.executable, "-c", *program], check=True, env=settings, capture_output=True)
    return Took(_processor_seconds() - before, time.perf_counter() - start)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
