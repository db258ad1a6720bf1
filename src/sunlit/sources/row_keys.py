"""By what is a row known again when its original is published anew?

A row's key is a digest of what its cells say, in the order of the columns. It stays the same when
rows are appended or moved, when line ends, dialect or encoding differ, when title lines are added,
the file is renamed, or the table is exported as a workbook. It changes when a cell says something
else. Not seen through: columns in another order, a number or a day in a column that is read as
text, and a column that one export shows to be text and the other does not.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

import orjson
import pyarrow as pa

from sunlit.sources.columns.understanding import MIXED, Understanding
from sunlit.values.amounts import amount_of
from sunlit.values.day_forms import readings_of
from sunlit.values.days import parse_serials, parse_unix_ms

#: Of a column of CELLS: how its cells are read, where that is not as text.
READ_AS: Final = b"read_as"
_NUMBERS: Final = frozenset(
    {"amount", "amount_credit", "amount_net", "amount_gross", "tax", "unit_price", "quantity"}
)
_DAYS: Final = frozenset({"date", "date_other"})
_KEY_CHARACTERS: Final = 32


def reading_of(field: str, understood: Understanding) -> bytes | None:
    """Say how the cells of a column are read, for its metadata; None where as text."""
    if field in _NUMBERS:
        return f"amount {understood.decimal_mark}".encode()
    if field == "date" and understood.date_form != "text":
        return f"day {understood.date_form}".encode()
    return f"day {understood.date_order or ''}".encode() if field in _DAYS else None


def row_key(cells: Sequence[str]) -> str:
    """Name a row by its cells, each as it is told here; blank ones at the end do not count."""
    told = list(cells)
    while told and not told[-1]:
        told.pop()
    return hashlib.sha256(orjson.dumps(told)).hexdigest()[:_KEY_CHARACTERS]


def row_keys(cells: pa.RecordBatch, rows: Sequence[int] | None = None) -> list[str]:
    """Give the key of each of some rows of CELLS, all for None, in their order."""
    taken = cells if rows is None else cells.take(pa.array(rows, pa.int64()))
    columns = [
        [as_told(cell or "") for cell in taken.column(index).to_pylist()]
        for index, column in enumerate(taken.schema)
        if (as_told := _teller(column)) is not None
    ]
    if not columns:
        return [row_key(())] * taken.num_rows
    return [row_key(row) for row in zip(*columns, strict=True)]


def _teller(column: pa.Field) -> Callable[[str], str] | None:
    """What tells the cells of a column in one way however they are written; None: it is left out."""
    notes: dict[bytes, bytes] = column.metadata or {}
    kind, _, how = notes.get(READ_AS, b"").decode().partition(" ")
    if kind == "amount":
        return lambda cell: _number(cell, how)
    if kind == "day":
        return lambda cell: _day(cell, how)
    return None if notes.get(b"field") == b"ignored" else _text


def _text(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _number(cell: str, mark: str) -> str:
    amounts = {amount_of(cell, one) for one in ((".", ",") if mark == MIXED else (mark,))}
    amounts.discard(None)
    amount = amounts.pop() if len(amounts) == 1 else None
    return _text(cell) if amount is None else _digits(amount)


def _digits(amount: Decimal) -> str:
    return format(amount.normalize(), "f") if amount else "0"


def _day(cell: str, how: str) -> str:
    if how in ("serial", "unix_ms"):
        parse = parse_serials if how == "serial" else parse_unix_ms
        days, precision, _ = (one[0].as_py() for one in parse(pa.array([cell])))
        return _text(cell) if days is None else f"{days.isoformat()} {precision}"
    day = readings_of(cell).under(how or None)
    return _text(cell) if day is None else f"{day.first.isoformat()} {day.precision}"
