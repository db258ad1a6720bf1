"""How long does a scan take on each engine? Wall and CPU seconds, and memory.

    python bench/engines.py FILE.csv [--parts 4] [--spark 'local-cluster[2,1,1024]'] [--repeat 1]

FILE is scanned whole and, cut into parts of whole lines, as a folder. Every result on the same
input must be the same bytes; the script says so when it is not, and ends with status 1. Memory is
the most that one process had; a cluster's own processes are counted apart from the driver's.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = "from sunlit.cli import main; main()"


def main() -> int:
    """Measure and print a table."""
    told = _told()
    same = True
    print(f"{'input':8}{'engine':38}{'wall s':>8}{'cpu s':>8}{'MB':>7}  load before")
    with tempfile.TemporaryDirectory() as folder:
        parts = _cut(told.file, Path(folder) / "parts", told.parts)
        for name, path in (("whole", told.file), ("parts", parts)):
            results = set()
            for options in _ways(told.spark):
                for _ in range(told.repeat):
                    results.add(_measure(name, path, options, Path(folder) / "out.jsonl"))
            same = same and len(results) == 1
    print("all results the same" if same else "RESULTS DIFFER")
    return 0 if same else 1


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--parts", type=int, default=4)
    parser.add_argument("--spark", help="a Spark master to measure too")
    parser.add_argument("--repeat", type=int, default=1)
    return parser.parse_args()


def _ways(spark: str | None) -> list[list[str]]:
    ways = [["--workers", "1"], ["--workers", str(os.cpu_count())]]
    return [*ways, ["--engine", spark]] if spark else ways


def _cut(file: Path, folder: Path, parts: int) -> Path:
    """Cut a CSV file between lines, its header in each part: its cells must hold no line break."""
    folder.mkdir()
    with file.open("rb") as stream:
        header = stream.readline()
        share = (file.stat().st_size - len(header)) // parts + 1
        for number in range(parts):
            with (folder / f"part-{number}.csv").open("wb") as part:
                part.write(header)
                left = share
                while left > 0 and (chunk := stream.read(min(left, 2**24))):
                    part.write(chunk)
                    left -= len(chunk)
                part.write(stream.readline())
    return folder


def _measure(name: str, path: Path, options: list[str], out: Path) -> bytes:
    load = os.getloadavg()[0]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-c", PROGRAM, "scan", str(path), "--quiet", "--out", str(out)]
    process = subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    unit = 2**20 if sys.platform == "darwin" else 2**10
    print(
        f"{name:8}{' '.join(options):38}{wall:8.1f}{cpu:8.1f}{usage.ru_maxrss / unit:7.0f}"
        f"  {load:.1f}",
        flush=True,
    )
    return out.read_bytes()


if __name__ == "__main__":
    raise SystemExit(main())
