"""How do time and memory grow with an input: 1, 2, 4 and 8 times as much of one thing?

    python bench/growth.py [findings|cells|columns|mentions|files|list ...] [--base N]

Each scan is a process of its own. CPU seconds and peak memory are given, and as ratios to the
first; of each, what starting takes is told apart by a scan of one row.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

GOODS = ("Hikvision dome cameras", "Dahua NVR", "Hytera BD615 radios", "Huawei S5735 switch")
TIMES = (1, 2, 4, 8)
HEAD = "Payment Date,Department,Supplier,Description,Amount,Transaction No"


def row(number: int, *, cell: int = 0, mentions: int = 1, columns: int = 0) -> str:
    drawn = random.Random(number)
    goods = " and ".join(drawn.choices(GOODS, k=mentions))
    words = "and works " * (cell // 10)
    told = f"{drawn.randint(1, 28)}/11/20{drawn.randint(15, 24)},Estates,Supplier {number} Ltd"
    more = ",plain" * columns
    return f"{told},{goods} lot {number} {words},{drawn.randint(100, 99999) / 100},{number}{more}"


def write(place: Path, rows: int, first: int = 0, **shape: int) -> Path:
    more = "".join(f",Note {at}" for at in range(shape.get("columns", 0)))
    lines = [HEAD + more, *(row(number, **shape) for number in range(first, first + rows))]
    place.write_text("\n".join(lines) + "\n")
    return place


def files(folder: Path, base: int, times: int) -> list[str]:
    return [str(write(folder / f"{at}.csv", base // 8, at * base)) for at in range(times)]


def with_list(folder: Path, base: int, times: int) -> list[str]:
    names = "".join(f"Firm {number} Trading Limited\n" for number in range(base * times))
    (folder / "names.csv").write_text("name\n" + names)
    write(folder / "a.csv", base // 8)
    return [str(folder / "a.csv"), "--list", str(folder / "names.csv")]


def one(folder: Path, rows: int, **shape: int) -> list[str]:
    return [str(write(folder / "a.csv", rows, **shape))]


#: What grows, and the arguments of a scan with so many times as much of it.
GROWING: dict[str, Callable[[Path, int, int], list[str]]] = {
    "findings": lambda folder, base, times: one(folder, base * times),
    "cells": lambda folder, base, times: one(folder, base // 8, cell=250 * times),
    "columns": lambda folder, base, times: one(folder, base // 8, columns=20 * times),
    "mentions": lambda folder, base, times: one(folder, base // 8, mentions=2 * times),
    "files": files,
    "list": with_list,
}


def measured(arguments: Sequence[str], out: Path) -> tuple[float, float]:
    """CPU seconds and peak MB of one scan, with one worker."""
    told = [*arguments, "--format", "jsonl", "--out", str(out), "--quiet", "--workers", "1"]
    command = [sys.executable, "-c", "from sunlit.cli import main; main()", "scan", *told]
    _, status, used = os.wait4(os.spawnv(os.P_NOWAIT, sys.executable, command), 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit("the scan failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=list(GROWING), choices=[*GROWING, []])
    parser.add_argument("--base", type=int, default=4_000, help="findings, or names of a list")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        cpu0, mb0 = measured(one(folder, 1), folder / "out.jsonl")
        print(f"{'one row':10}      {cpu0:6.1f} s {mb0:6.0f} MB")
        for what in given.what:
            first = (0.0, 0.0)
            for times in TIMES:
                cpu, mb = measured(GROWING[what](folder, given.base, times), folder / "out.jsonl")
                first = first if times > 1 else (cpu, mb)
                over = (cpu - cpu0) / max(first[0] - cpu0, 0.01)
                print(
                    f"{what:10} x{times}   {cpu:6.1f} s {mb:6.0f} MB   "
                    f"time over the start x{over:.1f}, memory x{mb / first[1]:.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
