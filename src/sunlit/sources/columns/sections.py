"""Does a table begin anew further down, under a header of its own?

Publishers paste one month's export below another's. When the second has its columns in another
order, reading on would take the supplier's class for the amount.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial, reduce
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.sources.columns.header import reads_like_names
from sunlit.sources.columns.understanding import Understanding
from sunlit.sources.opened import Opened
from sunlit.values.cell_bytes import Places, first_bytes

#: A cell of words where an amount or a day stands in all other rows.
_WORDS: Final = r"^[^0-9]*\p{L}[^0-9]*$"
_TELLING: Final = ("amount", "date")
#: Rows of words per batch: a column of nothing but words costs no more than this.
_MOST_LOOKED_AT: Final = 500


class Section:
    """The rows of a table up to the next header that differs from the one in use.

    Iterate `opened.batches()` to its end; then `rest` is the table from the new header on, or
    None when there is none.
    """

    def __init__(self, whole: Opened, understood: Understanding) -> None:
        self._whole = whole
        self._understood = understood
        self.rest: Opened | None = None
        batches = self._batches()
        first = next(batches, None)
        table = replace(whole.table, batches=batches)
        self.opened = replace(whole, table=table, first=first)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        batches = self._whole.batches()
        if self._whole.table.header is not None:
            yield from batches
            return
        # The first row of a section is its own header, whatever it was taken for.
        first = 0 if self._whole.first is None else self._whole.first["row_number"][0].as_py()
        begins = max(first, self._understood.header_row or 0)
        for batch in batches:
            cut = new_header_at(batch, self._understood, begins)
            if cut is None:
                yield batch
                continue
            if cut:
                yield batch.slice(0, cut)
            table = replace(self._whole.table, batches=batches)
            below = batch.slice(cut)
            again = partial(_below, self._whole.again, below.column("row_number")[0].as_py())
            self.rest = replace(self._whole, table=table, first=below, again=again, is_below=True)
            return


def _below(
    again: Callable[[], Iterator[pa.RecordBatch]], row_number: int
) -> Iterator[pa.RecordBatch]:
    for batch in again():
        below = batch.filter(pc.greater_equal(batch.column("row_number"), row_number))
        if below.num_rows:
            yield below


def new_header_at(batch: pa.RecordBatch, understood: Understanding, begins: int) -> int | None:
    """The index of the first row that reads like a header, and not like the one in use.

    Only rows after the record number `begins` are looked at.
    """
    for index in _candidates(batch, understood, begins)[:_MOST_LOOKED_AT]:
        cells = [(column[index].as_py() or "").strip() for column in batch.columns[:-2]]
        if reads_like_names(cells) and not _is_the_same(cells, understood):
            return index
    return None


def _candidates(batch: pa.RecordBatch, understood: Understanding, begins: int) -> list[int]:
    width = batch.num_columns - 2
    telling = [c.index for c in understood.columns if c.field in _TELLING and c.index < width]
    if not telling:
        return []
    either = reduce(np.union1d, [_words(batch.column(index)) for index in telling])
    if not len(either):
        return []
    below = batch.column("row_number").take(pa.array(either)).to_numpy() > begins
    found: list[int] = either[below].tolist()
    return found


def _words(cells: pa.StringArray) -> Places:
    """The places of the cells that are words alone; most begin with a digit, and are none."""
    places, first = first_bytes(cells)
    places = places[(first < ord("0")) | (first > ord("9"))]
    if not len(places):
        return places
    words: Places = places[
        np.asarray(pc.match_substring_regex(cells.take(pa.array(places)), _WORDS))
    ]
    return words


def _is_the_same(cells: list[str], understood: Understanding) -> bool:
    """A repeated header: every name that both have stands in the same column."""
    names = {c.name.strip(): c.index for c in understood.columns if c.name.strip()}
    places = [names[cell] == i for i, cell in enumerate(cells) if cell in names]
    return bool(places) and all(places)
