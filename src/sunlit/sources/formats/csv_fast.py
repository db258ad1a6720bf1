"""How far into a block of bytes is the CSV regular, and what are its cells?

A block is regular when every quotation mark stands where RFC 4180 puts it: then Arrow and
Python's csv module read the same records, and Arrow does so tens of times faster. Whatever is
not regular goes to csv_slow.py.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from sunlit.sources.formats.batches import columns_of, widened
from sunlit.sources.formats.dialect import Dialect

LF, CR = 10, 13
#: Of a block's records, at most one in so many may have another width than the rest.
RAGGED_ONE_IN = 5
BARE_CR = re.compile(rb"\r(?!\n)")

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class RegularBlock:
    """The front part of a block: whole records, `ends` the place of the newline of each."""

    content: memoryview
    ends: Places
    inner: Places  # newlines inside quoted cells


def regular_part(block: bytes, dialect: Dialect, *, final: bool) -> RegularBlock | None:
    """Give the whole records at the front of `block`, or None when it is not regular.

    The block begins at the start of a record. Its last record, when `final`, needs no newline.
    """
    if not block or dialect.escapechar or dialect.skipinitialspace:
        return None
    if not dialect.delimiter.isascii():
        return None
    # A last "\r" may be half of a "\r\n" that the end of the block cut.
    bare = BARE_CR.search(block) if b"\r" in block else None
    if bare is not None and (final or bare.end() < len(block)):
        return None
    if final and not block.endswith(b"\n"):
        block += b"\n"
    bytes_ = np.frombuffer(block, np.uint8)
    newlines = np.flatnonzero(bytes_ == LF)
    quotes = np.flatnonzero(bytes_ == ord(dialect.quotechar))
    inside = np.searchsorted(quotes, newlines) % 2 == 1
    ends = newlines[~inside]
    if not len(ends):
        return None
    stop = int(ends[-1]) + 1
    quotes = quotes[: np.searchsorted(quotes, stop)]
    if final and stop != len(block):
        return None
    if not _in_place(bytes_, quotes, dialect):
        return None
    inner = newlines[inside]
    return RegularBlock(memoryview(block)[:stop], ends, inner[: np.searchsorted(inner, stop)])


def _in_place(bytes_: npt.NDArray[np.uint8], quotes: Places, dialect: Dialect) -> bool:
    """Does each opening mark follow, and each closing one precede, an edge or another mark?"""
    opening, closing = quotes[0::2], quotes[1::2]
    if len(opening) != len(closing):
        return False
    edge = np.zeros(256, bool)
    edge[[ord(dialect.delimiter), ord(dialect.quotechar), LF, CR]] = True
    before = bytes_[opening[opening > 0] - 1]
    return bool(edge[before].all() and edge[bytes_[closing + 1]].all())


def looks_swallowed(block: RegularBlock, dialect: Dialect, width: int) -> bool:
    """Do lines inside quoted cells look like records themselves, as after an unclosed quote?"""
    if not len(block.inner) or width < 3:
        return False
    bytes_ = np.frombuffer(block.content, np.uint8)
    lines = np.sort(np.concatenate([block.inner, block.ends]))
    marks = np.flatnonzero(bytes_ == ord(dialect.delimiter))
    until = np.searchsorted(marks, lines)
    per_line = np.diff(until, prepend=0)
    after_inner = np.searchsorted(lines, block.inner) + 1
    return bool((per_line[after_inner] >= width - 1).any())


def read_regular(block: RegularBlock, dialect: Dialect, width: int) -> pa.Table | None:
    """Give the cells of a regular block, or None when Arrow's reading cannot be vouched for."""
    odd: list[tuple[int, str]] = []
    table = _parsed(block, dialect, width, odd)
    if table is None:
        return None
    records = len(block.ends)
    if len(odd) * RAGGED_ONE_IN > records or table.num_rows + len(odd) != records:
        return None
    if odd:
        table = _with_odd(table, odd, dialect, records)
    return _without_blank(table, block)


def _parsed(
    block: RegularBlock, dialect: Dialect, width: int, odd: list[tuple[int, str]]
) -> pa.Table | None:
    def keep(row: pa_csv.InvalidRow) -> str:
        odd.append((row.number, row.text))
        return "skip"

    names = [f"c{index}" for index in range(width)]
    try:
        return pa_csv.read_csv(
            pa.BufferReader(pa.py_buffer(block.content)),
            read_options=pa_csv.ReadOptions(
                column_names=names, use_threads=False, block_size=len(block.content) + 1
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=dialect.delimiter,
                quote_char=dialect.quotechar,
                double_quote=True,
                newlines_in_values=len(block.inner) > 0,
                ignore_empty_lines=False,
                invalid_row_handler=keep,
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return None


def _with_odd(
    table: pa.Table, odd: list[tuple[int, str]], dialect: Dialect, records: int
) -> pa.Table:
    """Put the records of another width back in their places."""
    rows = [next(dialect.records([text]), []) for _, text in odd]
    extra = columns_of(rows)
    width = max(table.num_columns, extra.num_columns)
    both = pa.concat_tables([widened(table, width), widened(extra, width)])
    odd_places = np.array([number - 1 for number, _ in odd])
    order = np.empty(records, np.int64)
    regular = np.ones(records, bool)
    regular[odd_places] = False
    order[regular] = np.arange(table.num_rows)
    order[odd_places] = np.arange(table.num_rows, records)
    return both.take(pa.array(order))


def _without_blank(table: pa.Table, block: RegularBlock) -> pa.Table:
    """Make the cells of blank lines null: Arrow reads them as empty cells, but there are none."""
    bytes_ = np.frombuffer(block.content, np.uint8)
    lengths = np.diff(block.ends, prepend=-1)
    blank = lengths == 1
    blank |= (lengths == 2) & (bytes_[np.maximum(block.ends - 1, 0)] == CR)
    if not blank.any():
        return table
    mask = pa.array(blank)
    nothing = pa.scalar(None, pa.string())
    columns = [pc.if_else(mask, nothing, column) for column in table.columns]
    return pa.table(columns, names=table.column_names)
