"""How does a single large original use every worker?

Where it can be cut, first one unit of work says where (DivideWork); then its parts are units as
any other original is, and here their shares are joined. What comes out is what reading it as
one gives. Where a part finds that it cannot vouch for that, the original is read as one.
"""

import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Final

import pyarrow as pa

from sunlit import ledger, sources
from sunlit.engines import Engine
from sunlit.errors import DamagedOriginalError, OriginalError
from sunlit.scanning import ScanWork, file_bytes, part_unit, path_of
from sunlit.settings import Limits
from sunlit.sources import Division, Original, ReadOptions

#: Below this size cutting costs more than it gains, however many workers stand ready.
WORTH_CUTTING_BYTES: Final = 192 * 2**20
#: Here processes have to be started first: so many bytes over the number of workers pay for it.
WORTH_PROCESSES_BYTES: Final = 1536 * 2**20

_DIVISIONS: Final = pa.schema([("path", pa.string()), ("division", pa.binary())])


@dataclass(frozen=True)
class DivideWork:
    """Says how one path is cut into parts: one row, or none when it is read as one."""

    options: ReadOptions
    limits: Limits

    @property
    def schema(self) -> pa.Schema:
        """A path and its Division, pickled."""
        return _DIVISIONS

    def size_bytes(self, unit: str) -> int:
        """Give the size of the file."""
        return file_bytes(unit)

    def __call__(self, unit: str, *, threads: int = 1) -> Iterator[pa.RecordBatch]:
        """Give the division of the original at the path `unit`, when there is one."""
        try:
            division = self._division(unit, threads)
        except (OriginalError, OSError):
            return  # the reading as one comes to it, and says so
        if division is not None:
            row = {"path": unit, "division": pickle.dumps(division)}
            yield pa.RecordBatch.from_pylist([row], schema=_DIVISIONS)

    def _division(self, path: str, threads: int) -> Division | None:
        unnamed = sources.file_as_original(path)
        if threads < 2:
            division = sources.divide(unnamed, self.options, self.limits)
            # The name is only needed, and as dear as the rest, where there is one.
            return division and replace(division, original=sources.named(unnamed))
        with ThreadPoolExecutor(1) as beside:
            named = beside.submit(sources.named, unnamed)
            division = sources.divide(unnamed, self.options, self.limits)
            return division and replace(division, original=named.result())


def scanned(engine: Engine, work: ScanWork, units: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give the parts of PARTS of all units in order, however they were cut and wherever they ran."""
    divisions = _divisions(engine, work, units)
    spread = [
        each
        for unit in units
        for each in (
            [part_unit(unit, part) for part in range(divisions[unit].parts)]
            if unit in divisions
            else [unit]
        )
    ]
    rows = (
        row
        for batch in engine.run(replace(work, divisions=divisions), spread)
        for row in batch.to_pylist()
    )
    for row in rows:
        yield row
        if row["what"] == "begin" and path_of(row) in divisions:
            yield from _joined(rows, divisions[path_of(row)], engine, work)


def _divisions(engine: Engine, work: ScanWork, units: Sequence[str]) -> dict[str, Division]:
    large = worth_cutting({unit: file_bytes(unit) for unit in units}, engine.workers)
    if not large or not work.divisible:
        return {}
    batches = engine.run(DivideWork(work.options, work.limits), large)
    rows = [row for batch in batches for row in batch.to_pylist()]
    # From a worker that this process started, on what it was told.
    return {row["path"]: pickle.loads(row["division"]) for row in rows}  # noqa: S301


def worth_cutting(sizes: Mapping[str, int], workers: int | None) -> list[str]:
    """Name the files that are worth cutting; `workers` is None on a cluster, whose workers wait.

    Here, one is that takes longer than a worker's share of all files.
    """
    if workers is None:
        return [path for path, size in sizes.items() if size >= WORTH_CUTTING_BYTES]
    total = sum(sizes.values())
    least = max(WORTH_CUTTING_BYTES, WORTH_PROCESSES_BYTES // workers)
    return [
        path
        for path, size in sizes.items()
        if workers > 1 and size >= least and size * workers > total
    ]


def _joined(
    rows: Iterator[dict[str, Any]], division: Division, engine: Engine, work: ScanWork
) -> Iterator[dict[str, Any]]:
    """Join the shares of one original, whose "begin" was given: "rows" as they come, one "end".

    What was found waits for the last share: should one of them not be vouched for, all goes.
    """
    path = division.original.path
    entry = ledger.OriginalAccount(path)
    found: list[dict[str, Any]] = []
    vouched = True
    left = division.parts
    while left:
        row = next(rows)
        if row["what"] == "rows":
            found.append({**row, "rows": 0})
            yield {**row, "tied": None, "terms": None}
        elif row["account"] is None:
            vouched = False
            left -= 1
        else:
            entry.join(json.loads(row["account"]))
            left -= 1
    if vouched:
        yield from found
        row.update(what="end", account=json.dumps(entry.as_record()))
        yield row
        return
    yield from _as_one(division.original, engine, work)


def _as_one(original: Original, engine: Engine, work: ScanWork) -> Iterator[dict[str, Any]]:
    for batch in engine.run(replace(work, divisions={}), [original.path]):
        for row in batch.to_pylist():
            if row["what"] != "begin":
                yield row
            elif row["sha256"] != original.sha256:
                error = DamagedOriginalError(
                    original.path, "was changed while it was read.", "Scan it again."
                )
                entry = ledger.OriginalAccount(original.path)
                entry.failed(error)
                yield {**row, "what": "end", "account": json.dumps(entry.as_record())}
                return
