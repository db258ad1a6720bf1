"""How fast is matching, step by step and on all cores, beside ripgrep on the same file?

    python bench/match_speed.py spend_2m.csv --terms terms.txt [--processes 2]

First in one process, from text in memory, CPU seconds: the candidates step (all columns), the rows
that it hands on, the whole match. Then from a Parquet file that DuckDB makes of the CSV, wall
seconds, reading included: worker processes take a row group each; started workers, and with their
start. Last `rg -i -F -f TERMS` on the CSV, and the ratios to it.
"""

import argparse
import multiprocessing
import resource
import subprocess
import tempfile
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq

from sunlit.knowledge import load
from sunlit.matching import Matcher, compile_matcher

_BATCH_ROWS = 65_536


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--terms", help="a file of terms: time rg -i -F -f on the CSV too")
    parser.add_argument("--columns", default="supplier_name,description")
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    names = args.columns.split(",")
    start = time.process_time()
    matcher = compile_matcher(load())
    _say("compile", time.process_time() - start)
    one_cpu = _in_one_process(matcher, args.file, names)
    wall = _from_parquet(matcher, args.file, names, args.processes)
    if args.terms:
        rg_wall, rg_user = min(_ripgrep(args.file, args.terms) for _ in range(3))
        _say("rg -i -F -f terms", rg_wall, f"wall, whole CSV; {rg_user:.2f} s of user time")
        print(f"one process, CPU, of rg's user time           {one_cpu / rg_user:5.2f}")
        print(
            f"{args.processes} processes, wall, of rg's wall time           {wall / rg_wall:5.2f}"
        )


def _in_one_process(matcher: Matcher, file: str, names: list[str]) -> float:
    start = time.process_time()
    batches = _read_csv(file, names)
    rows, size = sum(b.num_rows for b in batches), sum(b.nbytes for b in batches)
    _say("read (not counted)", time.process_time() - start, f"{size / 1e6:.0f} MB of text")
    start = time.process_time()
    handed_on = sum(len(matcher.candidates(batch)) for batch in batches)
    _say("candidates, CPU", time.process_time() - start, f"{handed_on} of {rows} rows")
    start = time.process_time()
    ties = sum(matcher.match(batch).num_rows for batch in batches)
    spent = time.process_time() - start
    _say("whole match, CPU", spent, f"{ties} ties, {rows / spent:,.0f} rows/s")
    return spent


def _from_parquet(matcher: Matcher, file: str, names: list[str], processes: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path, saved = str(Path(folder, "rows.parquet")), Path(folder, "matcher")
        columns = ", ".join(f'"{name}"' for name in names)
        duckdb.sql(
            f"COPY (SELECT {columns} FROM read_csv('{file}', all_varchar = true)) TO '{path}'"
        )
        saved.write_bytes(matcher.to_bytes())
        groups, rows = pq.ParquetFile(path).num_row_groups, pq.ParquetFile(path).metadata.num_rows
        began = time.perf_counter()
        # Spawned as the local engine does: a fork beside Arrow's threads can hang.
        with multiprocessing.get_context("spawn").Pool(
            processes, _begin, (path, str(saved), names)
        ) as pool:
            pool.map(_ready, range(processes), chunksize=1)
            start = time.perf_counter()
            ties = sum(pool.imap_unordered(_ties, range(groups)))
            spent, whole = time.perf_counter() - start, time.perf_counter() - began
    rate = f"{ties} ties, {rows / spent:,.0f} rows/s"
    _say(f"Parquet, {processes} processes, wall", spent, rate)
    _say("  and their start", whole, f"{rows / whole:,.0f} rows/s")
    return spent


_WORKER: dict[str, tuple[Matcher, pq.ParquetFile, pa.Schema]] = {}


def _begin(path: str, saved: str, names: list[str]) -> None:
    pa.set_cpu_count(1)
    matcher = Matcher.from_bytes(Path(saved).read_bytes())
    suppliers = [name for name in names if _field(name) == b"supplier"]
    table = pq.ParquetFile(path, read_dictionary=suppliers)
    fields = [_noted(table.schema_arrow.field(name)) for name in names]
    _WORKER["it"] = (matcher, table, pa.schema(fields))


def _ready(_: int) -> None:
    """Wait till the other workers have begun too."""
    time.sleep(0.5)


def _ties(group: int) -> int:
    matcher, file, schema = _WORKER["it"]
    table = file.read_row_group(group, schema.names, use_threads=False)
    batches = pa.table(table.columns, schema=schema).to_batches(max_chunksize=_BATCH_ROWS)
    return sum(matcher.match(batch).num_rows for batch in batches)


def _read_csv(file: str, names: list[str]) -> list[pa.RecordBatch]:
    options = csv.ConvertOptions(
        include_columns=names, column_types=dict.fromkeys(names, pa.string())
    )
    newlines = csv.ParseOptions(newlines_in_values=True)
    table = csv.read_csv(file, convert_options=options, parse_options=newlines).combine_chunks()
    schema = pa.schema([_noted(pa.field(name, pa.string())) for name in names])
    return table.cast(schema).to_batches(max_chunksize=_BATCH_ROWS)


def _ripgrep(file: str, terms: str) -> tuple[float, float]:
    """Seconds of wall and of user time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    start = time.perf_counter()
    subprocess.run(["rg", "-i", "-c", "-F", "-f", terms, file], check=False, capture_output=True)
    wall = time.perf_counter() - start
    return wall, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def _noted(field: pa.Field) -> pa.Field:
    return field.with_metadata({b"field": _field(field.name), b"column": field.name.encode()})


def _field(name: str) -> bytes:
    return name.removesuffix("_name").encode()


def _say(what: str, seconds: float, more: str = "") -> None:
    print(f"{what:27} {seconds:7.2f} s{', ' if more else ''}{more}")


if __name__ == "__main__":
    main()
