"""How does a reader of a known format hand over rows whose meaning it knows?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import orjson
import pyarrow as pa

from sunlit.errors import OriginalError
from sunlit.settings import Limits

#: A batch is handed over when its text reaches this size, however few its rows are.
_BATCH_BYTES: Final = 8 * 2**20

_REPEATED_CHARS: Final = 500


@dataclass(frozen=True)
class Columns:
    """The columns that a format gives: pairs of name and field (see RawTable.fields)."""

    pairs: Sequence[tuple[str, str]]

    @property
    def header(self) -> tuple[str, ...]:
        """The names, in order."""
        return tuple(name for name, _ in self.pairs)

    @property
    def fields(self) -> dict[int, str]:
        """The field of each column by its place."""
        return {i: meaning for i, (_, meaning) in enumerate(self.pairs)}


def repeated(cells: Mapping[str, str | None]) -> dict[str, str | None]:
    """Give the cells that may stand on every row of a record; longer ones stand on its first only.

    Without this a record of a long text and many short items would grow with their product.
    """
    return {name: cell for name, cell in cells.items() if not cell or len(cell) <= _REPEATED_CHARS}


@dataclass
class RowBuilder:
    """Rows under construction: `add` and `exclude` number them from 1 in one sequence.

    `refused` is the list that the RawTable shows; it grows as rows are excluded.
    """

    columns: Columns
    limits: Limits
    refused: list[dict[str, object]] = field(default_factory=list)
    count: int = 0
    _cells: list[tuple[str | None, ...]] = field(default_factory=list)
    _numbers: list[int] = field(default_factory=list)
    _locators: list[str] = field(default_factory=list)
    _bytes: int = 0

    def add(self, cells: Mapping[str, str | None], locator: str) -> None:
        """Add one row: `cells` by column name, those without a value left out."""
        self.count += 1
        row = tuple(cells.get(name) or None for name, _ in self.columns.pairs)
        self._cells.append(row)
        self._numbers.append(self.count)
        self._locators.append(locator)
        self._bytes += sum(len(cell) for cell in row if cell)

    def exclude(
        self, outcome: str, reason: str, detail: str, cells: Sequence[str | None], locator: str
    ) -> None:
        """Record a row that is no purchase: quarantined or excluded, as in tables.NON_PURCHASES."""
        self.count += 1
        self.refused.append(
            {
                "locator": locator,
                "row_number": self.count,
                "outcome": outcome,
                "reason": reason,
                "detail": detail,
                "cells": orjson.dumps([cell or "" for cell in cells]).decode(),
            }
        )

    def row_of(self, cells: Mapping[str, str | None]) -> list[str | None]:
        """Give `cells` in the order of the columns, for `exclude`."""
        return [cells.get(name) for name, _ in self.columns.pairs]

    def batches(self, steps: Iterable[object], nothing: OriginalError) -> Iterator[pa.RecordBatch]:
        """Give a batch whenever enough rows have come together while `steps` goes on.

        When `steps` ends in an OriginalError, the rows before it are handed over first: they
        stand before the break in the file and are whole. Raises `nothing` when there was no row.
        """
        broken: OriginalError | None = None
        try:
            for _ in steps:
                if len(self._cells) >= self.limits.batch_rows or self._bytes >= _BATCH_BYTES:
                    yield self._take()
        except OriginalError as problem:
            broken = problem
        if self._cells:
            yield self._take()
        if broken is not None:
            raise broken
        if not self.count:
            raise nothing

    def _take(self) -> pa.RecordBatch:
        width = len(self.columns.pairs)
        arrays = [pa.array([row[i] for row in self._cells], pa.string()) for i in range(width)]
        arrays.append(pa.array(self._numbers, pa.int64()))
        arrays.append(pa.array(self._locators, pa.string()))
        names = [*(f"c{i}" for i in range(width)), "row_number", "locator"]
        self._cells, self._numbers, self._locators, self._bytes = [], [], [], 0
        return pa.record_batch(arrays, names)
