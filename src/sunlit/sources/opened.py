"""A table with its first batch taken out, so that it can be understood before it is read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from sunlit.sources.raw import RawTable


@dataclass(frozen=True)
class Opened:
    """A table with its first batch taken out to be looked at."""

    table: RawTable
    first: pa.RecordBatch | None
    again: Callable[[], Iterator[pa.RecordBatch]]  # all batches once more, from the original
    is_below: bool = False  # begins under a header of its own, below other rows of the table
    #: How many of the table's refused records were handed on; shared by its sections.
    refused_taken: list[int] = field(default_factory=lambda: [0])

    @property
    def width(self) -> int:
        """How many columns of cells the first batch has."""
        return self.first.num_columns - 2 if self.first is not None else 0

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Give all batches, the one that was looked at first."""
        if self.first is not None:
            yield self.first
        yield from self.table.batches


def open_table(table: RawTable, again: Callable[[], Iterator[pa.RecordBatch]]) -> Opened:
    """Take the first batch out of a table; `again` reads all of them anew."""
    return Opened(table, next(iter(table.batches), None), again)
