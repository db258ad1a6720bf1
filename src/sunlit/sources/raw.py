"""What does a reader give, before anyone has said what its columns mean?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO

import pyarrow as pa


@dataclass(frozen=True)
class Original:
    """A file as published: a file on disk, a member of an archive, or standard input.

    `path` is how the user named it, with `!member` for each archive it lies in. `open` gives a
    new binary stream at its start each time it is called; standard input and archive members
    are spooled to a temporary file once. `size_bytes` and `sha256` are of those bytes.
    """

    path: str
    size_bytes: int
    sha256: str
    open: Callable[[], IO[bytes]] = field(repr=False, compare=False)


@dataclass(frozen=True)
class RawTable:
    """One table of an original: records of text, nothing interpreted.

    `batches` gives record batches whose string columns are "c0", "c1"... in the order of the
    original, then "row_number" (int64: the record's number as a CSV reader counts, the first
    record is 1) and "locator" (string: "row=7", "sheet=AP!row=7", "/releases/3/awards/0").
    All records are there: title rows, headers, blanks, totals. A record with fewer cells than
    the widest has nulls at its end; an empty cell is "". In a large file a batch may have more
    columns than those before it, once a wider record comes. `batches` may be iterated once.

    `header` is set when the format itself names the columns (JSON keys, a known layout); then
    no record is a header. Otherwise it is None and the header is found later, by shape.

    `fields` is set when the layout is known (OCDS, USAspending, FPDS, TED): field of
    `tables.FIELDS` for each column, and `constants` gives values that hold for every row
    (kind, currency, amount_covers, date_kind). A column named "kind", "amount_covers",
    "date_kind" in `fields` values gives them per row.
    """

    name: str  # "" for the only table of a file; the sheet's name in a workbook
    batches: Iterator[pa.RecordBatch] = field(repr=False, compare=False)
    header: tuple[str, ...] | None = None
    fields: Mapping[int, str] | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    # encoding, dialect, layout... "repeated" names the columns (joined by "; ") that several rows
    # share because a record was split into its lines: an amount there is the whole record's.
    understanding: Mapping[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)  # said to the user; may grow while iterating
    # Records that the reader itself could not deliver, as rows of tables.NON_PURCHASES without original
    # and sha256: filled while iterating.
    refused: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True)
class ReadBatch:
    """Rows of one original, understood: what the sources stage hands over.

    `purchases` follows tables.PURCHASES and `cells` tables.CELLS: the same rows in the same
    order. `left_out` follows tables.NON_PURCHASES. rows_read counts every record that this batch consumed:
    rows_read == purchases.num_rows + left_out.num_rows, always. Purchases are made when they are
    asked for: matching needs the cells of all rows, and the purchases of a few. `kinds` is the
    column "kind" of PURCHASES alone, which the account counts.
    """

    kinds: pa.RecordBatch
    cells: pa.RecordBatch
    left_out: pa.RecordBatch
    made: Callable[[pa.Array | None], pa.RecordBatch] = field(repr=False, compare=False)
    warnings: tuple[str, ...] = ()  # what a user should know of this table, said once per batch

    @cached_property
    def purchases(self) -> pa.RecordBatch:
        """All of them."""
        return self.made(None)

    def purchases_at(self, rows: pa.Array) -> pa.RecordBatch:
        """Those at some places, in that order."""
        return self.made(rows)

    @property
    def rows_read(self) -> int:
        """Every record that went into this batch, whatever became of it."""
        return int(self.kinds.num_rows + self.left_out.num_rows)
