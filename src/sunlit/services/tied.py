"""Rows that are tied to a party, with the purchase and the cells they stand on."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit import sources
from sunlit.schema import rows_of, struct_of
from sunlit.tables import TIED, Cell, Purchase, Tie
from sunlit.values.cutting import WHOLE_CHARACTERS, cut


def tied_of(
    batch: sources.ReadBatch,
    begin: int,
    cells: pa.RecordBatch,
    ties: pa.RecordBatch,
    min_score: float,
) -> pa.RecordBatch:
    """TIED of the rows of a batch from `begin` on: one for each tie of at least `min_score`.

    `cells` are those of these rows. `nth` is 0: it is counted where all rows of the original are known.
    """
    strong = ties.filter(pc.greater_equal(ties.column("score"), min_score))
    rows = strong.column("row")
    cells = cells.take(rows)
    keys = sources.row_keys(cells)
    columns = [
        struct_column(Purchase, batch.purchases_at(pc.add(rows, begin))),
        struct_column(Tie, strong),
        _shown(cells, strong),
        pa.array(keys, pa.string()),
        pa.array(np.zeros(len(keys), np.int64)),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=TIED)


def struct_column(record: Any, rows: pa.RecordBatch) -> pa.StructArray:
    """The rows of a table as one column of another."""
    return pa.StructArray.from_arrays(rows.columns, fields=list(struct_of(record)))


def published_name(column: pa.Field) -> str:
    """Give a column of CELLS the name that its original has for it."""
    name: bytes = (column.metadata or {}).get(b"column", column.name.encode())
    return name.decode()


def _shown(cells: pa.RecordBatch, ties: pa.RecordBatch) -> pa.ListArray:
    """The cells of each tied row, in the order of the columns; long ones cut around its mentions."""
    names = [published_name(column) for column in cells.schema]
    lengths = _lengths(names, cells)
    width, rows = len(names), cells.num_rows
    columns = np.broadcast_to(np.arange(width), (rows, width))
    there = columns < lengths[:, np.newaxis]
    places = columns * rows + np.arange(rows)[:, np.newaxis]
    texts = pa.concat_arrays(cells.columns).take(pa.array(places[there]))
    column_of, row_of = columns[there], np.nonzero(there)[0]
    long = np.flatnonzero(pc.fill_null(pc.greater(pc.utf8_length(texts), WHOLE_CHARACTERS), False))
    if len(long):
        texts = _cut(texts, long, [names[at] for at in column_of[long]], row_of[long], ties)
    shown = pa.StructArray.from_arrays(
        [pa.array(names, pa.string()).take(pa.array(column_of)), texts],
        fields=list(struct_of(Cell)),
    )
    offsets = pa.array(np.concatenate(([0], np.cumsum(lengths))), pa.int32())
    return pa.ListArray.from_arrays(offsets, shown)


def _lengths(names: Sequence[str], cells: pa.RecordBatch) -> npt.NDArray[np.int64]:
    """How many cells each row has.

    A column that no header names is there for a longer record than this one.
    """
    lengths = np.full(cells.num_rows, len(names), np.int64)
    for at in range(len(names) - 1, -1, -1):
        if names[at] != sources.unnamed(at):
            break
        blank = np.asarray(cells.column(at).is_null()) & (lengths == at + 1)
        lengths[blank] = at
    return lengths


def _cut(
    texts: pa.Array,
    long: npt.NDArray[np.int64],
    names: Iterable[str],
    rows: npt.NDArray[np.int64],
    ties: pa.RecordBatch,
) -> pa.Array:
    wanted, places = np.unique(rows, return_inverse=True)
    found = list(rows_of(Tie, ties.take(pa.array(wanted))))
    plain = texts.to_pylist()
    for at, name, place in zip(long.tolist(), names, places.tolist(), strict=True):
        spans = [
            (mention.start, mention.end)
            for mention in found[place].mentions
            if mention.column == name
        ]
        plain[at] = cut(plain[at], spans)
    return pa.array(plain, pa.string())
