"""How do rows of JSON become record batches?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from sunlit.settings import Limits
from sunlit.sources.formats.json_cells import Cells

#: Characters of JSON text that go into one batch at most, so that long records stay bounded.
BATCH_CHARACTERS: Final = 32 * 2**20


@dataclass(frozen=True)
class JsonRow:
    """One record to be: its place, and its cells by name or, from a list, by position."""

    locator: str
    cells: Cells | list[str | None]
    size: int


def row_batches(
    rows: Iterable[JsonRow | None],
    names: tuple[str, ...],
    limits: Limits,
    refused: list[dict[str, object]],
) -> Iterator[pa.RecordBatch]:
    """Number the rows from 1 and batch them, a string column for each of `names`.

    None stands for a record that could not be read: it takes a number, given to `refused`'s last.
    """
    waiting: list[JsonRow] = []
    numbers: list[int] = []
    size = 0
    for number, row in enumerate(rows, start=1):
        if row is None:
            refused[-1]["row_number"] = number
            continue
        waiting.append(row)
        numbers.append(number)
        size += row.size
        if len(waiting) >= limits.batch_rows or size > BATCH_CHARACTERS:
            yield _batch(waiting, numbers, names)
            waiting, numbers, size = [], [], 0
    if waiting:
        yield _batch(waiting, numbers, names)


def _batch(rows: list[JsonRow], numbers: list[int], names: tuple[str, ...]) -> pa.RecordBatch:
    columns = []
    for position, name in enumerate(names):
        column = [
            row.cells.get(name)
            if isinstance(row.cells, dict)
            else (row.cells[position] if position < len(row.cells) else None)
            for row in rows
        ]
        columns.append(_string_array(column))
    labels = [f"c{index}" for index in range(len(names))]
    return pa.RecordBatch.from_arrays(
        [*columns, pa.array(numbers, pa.int64()), _string_array([row.locator for row in rows])],
        names=[*labels, "row_number", "locator"],
    )


def _string_array(column: list[str | None]) -> pa.StringArray:
    try:
        return pa.array(column, pa.string())
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can escape
        whole = [
            None
            if cell is None
            else cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            for cell in column
        ]
        return pa.array(whole, pa.string())
