"""What does one worker do for one path: which parts of a scan does it send back?

A part is one row of PARTS. Of each original there is a "begin", then one "rows" for every batch,
then an "end" with its account. Nothing in them depends on the process that made them. Of an
original that is divided there is a "share" at the end of each of its parts in the place of the
"end"; dividing.py joins them.
"""

import json
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa

from sunlit import ledger, sources
from sunlit.engines.ahead import ahead
from sunlit.errors import OriginalError
from sunlit.findings.build import TiedRow
from sunlit.matching import Frequencies, Matches
from sunlit.settings import Limits
from sunlit.sources import Division, Original, ReadBatch, ReadOptions
from sunlit.tables import PURCHASES, TIES

#: One part of a scan. A path is bytes since a file's name need not be text.
PARTS: Final = pa.schema(
    [
        pa.field("what", pa.string()),  # "begin", "rows", "end" or "share"
        pa.field("path", pa.binary()),
        pa.field("sha256", pa.string()),  # with "begin"; null when it cannot be opened
        pa.field("size_bytes", pa.int64()),  # with "begin"
        pa.field("position", pa.int64()),  # with "rows": bytes taken so far
        pa.field("rows", pa.int64()),  # with "rows": records read
        pa.field(
            "terms",  # with "rows": how many rows hold a term, and with support
            pa.list_(
                pa.struct([("term", pa.string()), ("rows", pa.int64()), ("supported", pa.int64())])
            ),
        ),
        # with "end": OriginalAccount.as_record as JSON
        # with "share": null when the original has to be read as one
        pa.field("account", pa.string()),
        pa.field(
            "tied",  # with "rows"
            pa.list_(
                pa.struct(
                    [
                        pa.field("purchase", pa.struct(list(PURCHASES))),
                        pa.field("tie", pa.struct(list(TIES))),
                        pa.field(
                            "cells",
                            pa.list_(pa.struct([("column", pa.string()), ("cell", pa.string())])),
                        ),
                    ]
                )
            ),
        ),
    ]
)


@dataclass(frozen=True)
class ScanWork:
    """Reads and matches the originals under one path: the work that an engine runs.

    A unit is a path, or for one in `divisions` also a part of it (`part_unit`). `stdin` stays in
    the process that has it.
    """

    matcher: Matches
    options: ReadOptions
    limits: Limits
    min_score: float
    stdin: IO[bytes] | None = field(default=None, repr=False)
    divisions: Mapping[str, Division] = field(default_factory=dict, repr=False)

    @property
    def schema(self) -> pa.Schema:
        """PARTS."""
        return PARTS

    @property
    def divisible(self) -> bool:
        """Whether a unit may be a part of a large file too."""
        return True

    def size_bytes(self, unit: str) -> int:
        """Give the size of a file, or of a part of one; 0 for anything else."""
        path, part = _path_and_part(unit)
        size = file_bytes(path)
        return size if part is None else size // self.divisions[path].parts

    def __call__(self, unit: str, *, threads: int = 1) -> Iterator[pa.RecordBatch]:
        """Give the parts of every original under the path `unit`, in order, one row a batch."""
        path, part = _path_and_part(unit)
        if part is not None:
            yield from self._share(self.divisions[path], part, threads)
            return
        for original in sources.find_originals([path], self.limits, self.stdin):
            if isinstance(original, OriginalError):
                entry = ledger.OriginalAccount(original.path)
                entry.failed(original)
                yield _part("begin", original.path)
            else:
                entry = ledger.OriginalAccount(original.path, original.sha256, original.size_bytes)
                yield _begin(original)
                yield from self._rows(original, entry, self._read, threads)
            yield _part("end", original.path, account=json.dumps(entry.as_record()))

    def _share(self, division: Division, part: int, threads: int) -> Iterator[pa.RecordBatch]:
        original = division.original
        entry = ledger.OriginalAccount(original.path)
        if part == 0:
            yield _begin(original)
        account = None
        if file_bytes(original.path) == original.size_bytes:
            read = partial(_read_part, division, part, self.limits)
            yield from self._rows(original, entry, read, threads)
            # Whatever the error is, the reading as one comes to it, and says so.
            account = None if entry.error else json.dumps(entry.as_record())
        yield _part("share", original.path, account=account)

    def _read(self, original: Original) -> Iterator[ReadBatch]:
        return sources.read(original, self.options, self.limits)

    def _rows(
        self,
        original: Original,
        entry: ledger.OriginalAccount,
        read: Callable[[Original], Iterator[ReadBatch]],
        threads: int,
    ) -> Iterator[pa.RecordBatch]:
        for batch, position in read_into(entry, original, read, threads):
            path = original.path.encode("utf-8", "surrogateescape")
            ties = self.matcher.match(batch.cells)
            yield part_of_rows(batch, ties, self.min_score, path, position, batch.rows_read)

    def __reduce__(self) -> tuple[Any, ...]:
        content = pickle.dumps(self.matcher)
        settings = (self.options, self.limits, self.min_score, dict(self.divisions))
        return _restored, (content, *settings)


def part_unit(path: str, part: int) -> str:
    """Name a part of a path as a unit; no path holds a zero byte."""
    return f"{path}\0{part}"


def _path_and_part(unit: str) -> tuple[str, int | None]:
    path, mark, part = unit.partition("\0")
    return path, int(part) if mark else None


def file_bytes(path: str) -> int:
    """Give the size of a file; 0 when there is none, or something else."""
    file = Path(path)
    return file.stat().st_size if file.is_file() else 0


def _read_part(
    division: Division, part: int, limits: Limits, original: Original
) -> Iterator[ReadBatch]:
    return sources.read_part(replace(division, original=original), part, limits)


def read_into(
    entry: ledger.OriginalAccount,
    original: Original,
    read: Callable[[Original], Iterator[ReadBatch]],
    threads: int = 1,
) -> Iterator[tuple[ReadBatch, int]]:
    """Read an original batch by batch and account for it; an error ends it and is in `entry`.

    Gives each batch with the bytes taken so far. With two threads or more one of them reads
    while the last batch is used.
    """
    try:
        for batch, position in ahead(_positioned(original, read), threads):
            entry.add(batch.purchases, batch.aside)
            entry.warnings.extend(w for w in batch.warnings if w not in entry.warnings)
            yield batch, position
    except OriginalError as error:
        entry.failed(error)


def _positioned(
    original: Original, read: Callable[[Original], Iterator[ReadBatch]]
) -> Iterator[tuple[ReadBatch, int]]:
    tracked = _Tracked(original)
    for batch in read(tracked.original):
        yield batch, tracked.position()


class _Tracked:
    """An original whose newest stream can be asked how far it has been read."""

    def __init__(self, original: Original) -> None:
        self._newest: IO[bytes] | None = None
        self._open: Callable[[], IO[bytes]] = original.open
        self.original = replace(original, open=self._opened)

    def _opened(self) -> IO[bytes]:
        self._newest = self._open()
        return self._newest

    def position(self) -> int:
        if self._newest is None or self._newest.closed:
            return 0
        return self._newest.tell()


def part_of_rows(
    batch: ReadBatch, ties: pa.RecordBatch, min_score: float, path: bytes, position: int, rows: int
) -> pa.RecordBatch:
    """Give the part of a scan that a batch makes: `rows` were read when so many bytes were taken."""
    found = ties.to_pylist()
    tied = [
        {
            "purchase": row.purchase,
            "tie": row.tie,
            "cells": [{"column": name, "cell": cell} for name, cell in row.cells],
        }
        for row in tied_rows(batch, found, min_score)
    ]
    part = {"what": "rows", "path": path, "position": position, "rows": rows}
    part |= {"terms": _terms(found), "tied": tied}
    return pa.RecordBatch.from_pylist([part], schema=PARTS)


def tied_rows(
    batch: ReadBatch, ties: Sequence[dict[str, Any]], min_score: float
) -> Iterator[TiedRow]:
    """Give the rows of a batch whose tie is scored at least `min_score`, one for each tie."""
    strong = [tie for tie in ties if tie["score"] >= min_score]
    rows = sorted({tie["row"] for tie in strong})
    purchases = dict(
        zip(rows, batch.purchases.take(pa.array(rows, pa.int64())).to_pylist(), strict=True)
    )
    names = [published_name(column) for column in batch.cells.schema]
    for tie in strong:
        cells = [(n, batch.cells.column(i)[tie["row"]].as_py()) for i, n in enumerate(names)]
        # A column that no header names is there for a longer record than this one.
        while cells and cells[-1] == (sources.unnamed(len(cells) - 1), None):
            cells.pop()
        yield TiedRow(purchases[tie["row"]], tie, cells)


def published_name(column: pa.Field) -> str:
    """Give a column of CELLS the name that its original has for it."""
    name: bytes = (column.metadata or {}).get(b"column", column.name.encode())
    return name.decode()


def tied_of(part: dict[str, Any]) -> Sequence[TiedRow]:
    """Give the tied rows of a part of PARTS: the inverse of what the worker wrote."""
    return [
        TiedRow(row["purchase"], row["tie"], [(c["column"], c["cell"]) for c in row["cells"]])
        for row in part["tied"] or ()
    ]


def _terms(ties: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    counted = Frequencies()
    counted.add_ties(ties)
    return [
        {"term": term, "rows": rows, "supported": supported}
        for term, (rows, supported) in sorted(counted.counts.items())
    ]


def count_terms(part: dict[str, Any], counted: Frequencies) -> None:
    """Add what a part of PARTS counted to the counts of the run."""
    for one in part["terms"] or ():
        counted.add(one["term"], one["rows"], one["supported"])


def path_of(part: dict[str, Any]) -> str:
    """Give the path of a part of PARTS."""
    path: bytes = part["path"]
    return path.decode("utf-8", "surrogateescape")


def _begin(original: Original) -> pa.RecordBatch:
    known = {"sha256": original.sha256, "size_bytes": original.size_bytes}
    return _part("begin", original.path, **known)


def _part(what: str, path: str, **columns: Any) -> pa.RecordBatch:
    row = {"what": what, "path": path.encode("utf-8", "surrogateescape"), **columns}
    return pa.RecordBatch.from_pylist([row], schema=PARTS)


def _restored(
    content: bytes,
    options: ReadOptions,
    limits: Limits,
    min_score: float,
    divisions: Mapping[str, Division],
) -> ScanWork:
    return ScanWork(_matcher(content), options, limits, min_score, divisions=divisions)


@lru_cache(maxsize=1)
def _matcher(content: bytes) -> Matches:
    """One worker process runs many units; it loads the matcher once."""
    matcher: Matches = pickle.loads(content)  # noqa: S301 - from the process that started this one
    return matcher
