"""How long does a scan take on each engine, and how much memory? Are the results the same bytes?

    python bench/engines.py PATH... [--parts 4] [--spark 'local-cluster[2,1,1024]'] [--repeat 1]

Each PATH, a CSV file or a folder of them, is scanned on one worker, on all cores, and on Spark
when a master is named; with --parts, a file is also scanned cut into so many files of whole
lines. Beside each stands what DuckDB takes to copy the same CSV to Parquet. First a file of ten
rows is scanned: what it takes is the time to start. Every result on the same input must be the
same bytes; the script says so when it is not, and ends with status 1.

Memory is the most that all processes of a run had together, each shared page counted once (the
sum of Pss, looked at twice a second; Linux only); of it, Java's own is told apart.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PROGRAM = "from sunlit.cli import main; main()"
COPY = """
import duckdb, sys, time
start = time.perf_counter()
duckdb.sql(f"copy (from '{sys.argv[1]}') to '{sys.argv[2]}'")
print(time.perf_counter() - start)
"""
ROW = "15/11/2024,Alder Ltd,4 x Hikvision dome cameras,780.77\n"
LOOK_SECONDS = 0.5


def main() -> int:
    """Measure and print a table."""
    told = _told()
    same = True
    print(f"{'input':16}{'engine':38}{'wall s':>8}{'cpu s':>8}{'MB':>7}{'of Java':>9}  load")
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "ten-rows.csv"
        small.write_text("Date,Supplier,Description,Amount\n" + 10 * ROW)
        inputs = [small, *told.paths]
        if told.parts:
            inputs += [_cut(p, Path(folder) / f"{p.stem}-cut", told.parts) for p in told.paths]
        for path in inputs:
            results = set()
            if path != small and not told.only:
                _copy(path, Path(folder) / "copy.parquet")
            for options in _ways(told.spark, told.only):
                for _ in range(told.repeat):
                    results.add(_measure(path, options, Path(folder) / "out.jsonl"))
            same = same and len(results) == 1
    print("all results the same" if same else "RESULTS DIFFER")
    return 0 if same else 1


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--parts", type=int, default=0)
    parser.add_argument("--spark", help="a Spark master to measure too")
    parser.add_argument("--only", help="measure only the engines whose options hold this text")
    parser.add_argument("--repeat", type=int, default=1)
    return parser.parse_args()


def _ways(spark: str | None, only: str | None) -> list[list[str]]:
    ways = [["--workers", "1"], ["--workers", str(os.cpu_count())]]
    ways += [["--engine", spark]] if spark else []
    return [way for way in ways if only is None or only in " ".join(way)]


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


def _measure(path: Path, options: list[str], out: Path) -> bytes:
    command = [sys.executable, "-c", PROGRAM, "scan", str(path), "--quiet", "--out", str(out)]
    _watch(path, " ".join(options), [*command, *options])
    return out.read_bytes()


def _copy(path: Path, out: Path) -> None:
    """Let DuckDB copy the CSV to Parquet, and take the time without that of Python's start."""
    csv = f"{path}/*.csv" if path.is_dir() else str(path)
    command = [sys.executable, "-c", COPY, csv, str(out)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    seconds = float(told.stdout.split()[-1])
    print(f"{path.name[:15]:16}{'DuckDB COPY (FROM csv) TO parquet':38}{seconds:8.1f}", flush=True)


def _watch(path: Path, name: str, command: list[str]) -> None:
    """Run a command and print a line of the table."""
    load = os.getloadavg()[0]
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    most = java = 0.0
    cpu: dict[int, float] = {}
    while process.poll() is None:
        seen = {pid: _memory_mb(pid) for pid in _tree(process.pid)}
        cpu |= {pid: _cpu_seconds(pid) for pid in seen}
        if sum(seen.values()) > most:
            most = sum(seen.values())
            java = sum(mb for pid, mb in seen.items() if _is_java(pid))
        time.sleep(LOOK_SECONDS if time.perf_counter() - start > 5 else LOOK_SECONDS / 2)
    wall = time.perf_counter() - start
    print(
        f"{path.name[:15]:16}{name:38}{wall:8.1f}{sum(cpu.values()):8.1f}"
        f"{most:7.0f}{java:9.0f}  {load:.1f}",
        flush=True,
    )


def _tree(root: int) -> list[int]:
    """Name a process and all that it started, and they."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # After the last bracket: a process's name may hold anything.
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _memory_mb(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _cpu_seconds(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _is_java(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip() == "java"
    return False


if __name__ == "__main__":
    raise SystemExit(main())
