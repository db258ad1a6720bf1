"""How do rows of text become record batches of the shape that raw.py declares?"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

#: How much is read before the first batch goes out, so that its width is the widest so far.
LOOKAHEAD_BYTES = 4 * 2**20


def columns_of(rows: Sequence[Sequence[str | None]]) -> pa.Table:
    """Turn n rows into n-row string columns; a short row has nulls at its end."""
    columns = [pa.array(column, pa.string()) for column in zip_longest(*rows)]
    if not columns:
        columns = [pa.nulls(len(rows), pa.string())]
    return pa.table(columns, names=[f"c{index}" for index in range(len(columns))])


def widened(table: pa.Table, width: int) -> pa.Table:
    """Add columns of nulls until there are `width`."""
    for index in range(table.num_columns, width):
        table = table.append_column(f"c{index}", pa.nulls(table.num_rows, pa.string()))
    return table


def numbered(
    tables: Iterable[pa.Table],
    batch_rows: int,
    place: str = "row=",
    done: int = 0,
    prefetch: bool = True,
) -> Iterator[pa.RecordBatch]:
    """Number the rows of `tables` after `done` and cut them to batches of at most `batch_rows`.

    With `ahead`, all batches have the width of the widest table within the first
    LOOKAHEAD_BYTES. A wider one that comes later widens the batches from there on.
    """
    width = 1
    for table in _looked_ahead(tables) if prefetch else tables:
        width = max(width, table.num_columns)
        table = widened(table, width).combine_chunks()
        for start in range(0, table.num_rows, batch_rows):
            part = table.slice(start, batch_rows)
            numbers = pa.array(np.arange(done + 1, done + 1 + part.num_rows, dtype=np.int64))
            done += part.num_rows
            yield with_places(part, numbers, place)


def with_places(part: pa.Table, numbers: pa.Int64Array, place: str) -> pa.RecordBatch:
    """Put row_number and locator beside the cells."""
    locators = pc.binary_join_element_wise(place, pc.cast(numbers, pa.string()), "")
    cells = [_one_array(column) for column in part.columns]
    return pa.RecordBatch.from_arrays(
        [*cells, numbers, locators], names=[*part.column_names, "row_number", "locator"]
    )


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    """A column's cells in one array; those that are in one already are not copied."""
    if column.num_chunks == 1:
        return column.chunk(0)
    whole = column.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _looked_ahead(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    size = 0
    source = iter(tables)
    for table in source:
        if not table.num_rows:
            continue
        waiting.append(table)
        size += table.nbytes
        if size >= LOOKAHEAD_BYTES:
            break
    width = max((table.num_columns for table in waiting), default=1)
    while waiting:
        yield widened(waiting.pop(0), width)
    yield from source
