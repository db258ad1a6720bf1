"""Where do tables wait between one step and the next?

A table is named by what it holds and by the digest of what it was made from: the same name is the
same rows. A step appends record batches; the next reads them back, in their order, as often as it
needs to. What a row means is `tables.py`'s affair, not the ledger's.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import pyarrow as pa


class TableName(NamedTuple):
    """A table of a ledger: "tied" made from one original by one matcher, for instance."""

    holds: str
    made_from: str


class Ledger(Protocol):
    """Keeps tables of record batches until it is closed."""

    def append(self, name: TableName, batch: pa.RecordBatch) -> None:
        """Add rows to the end of a table; the first batch makes it."""

    def batches(self, name: TableName) -> Iterator[pa.RecordBatch]:
        """The batches of a table in the order they were added; none for one that nobody made."""

    def rows(self, name: TableName) -> int:
        """How many rows a table has; 0 for one that nobody made."""

    def take(self, name: TableName, positions: Sequence[int]) -> pa.Table:
        """The rows at these ascending positions. IndexError when there is no such row."""

    def close(self) -> None:
        """Give back what the ledger holds."""
