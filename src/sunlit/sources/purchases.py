"""How do records of text become purchases? A whole batch at a time, column by column."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.messages import Message
from sunlit.sources import non_purchases
from sunlit.sources.columns.layout_files import PER_ROW
from sunlit.sources.columns.layouts import per_row, taken_for
from sunlit.sources.columns.understanding import MIXED, Understanding
from sunlit.sources.opened import Opened
from sunlit.sources.raw import Original, ReadBatch
from sunlit.sources.row_keys import READ_AS, reading_of
from sunlit.tables import MONEY, NON_PURCHASES, PURCHASES
from sunlit.values.amounts import currency_of, parse_amounts
from sunlit.values.cell_bytes import trimmed
from sunlit.values.days import parse_days, parse_serials, parse_unix_ms

Mask = npt.NDArray[np.bool_]

#: Columns of PURCHASES that are a column of the original, as published but for outer blanks.
_TEXTS: Final = (
    "buyer",
    "supplier",
    "description",
    "buyer_unit",
    "manufacturer",
    "model",
    "title",
    "category",
    "order_id",
    "transaction_id",
    "contract_id",
    "line_number",
    "fund",
    "place",
    "commodity_code",
    "currency",
)
_SAYS_WHAT: Final = ("supplier", "description", "manufacturer", "model", "title")


def purchases_of(
    original: Original, opened: Opened, understood: Understanding
) -> Iterator[ReadBatch]:
    """Turn a table into batches of purchases, their cells, and the rows that are neither.

    Every record of the table is in exactly one of them, and so are the records that the reader
    itself refused.
    """
    conversion = _Conversion(original, opened, understood)
    told = 0
    for batch in opened.batches():
        converted = conversion.batch(batch)
        told = len(converted.warnings)
        yield converted
    # The reader may come to its last words after its last batch.
    if opened.table.refused or len(opened.table.warnings) > told:
        yield conversion.left_over()


def unnamed(index: int) -> str:
    """Name a column to which its original gives no name, or a blank one."""
    return f"column {index + 1}"


@dataclass
class _Columns:
    """The cells of one batch by field, trimmed; blank is null."""

    cells: list[pa.Array]
    rows: int
    field_of: dict[int, str]
    _texts: dict[str, pa.Array | None] = dataclasses.field(default_factory=dict)

    def text(self, field: str) -> pa.Array | None:
        if field not in self._texts:
            self._texts[field] = self._text(field)
        return self._texts[field]

    def _text(self, field: str) -> pa.Array | None:
        index = next((i for i, f in self.field_of.items() if f == field), None)
        if index is None:
            return None
        return trimmed(self.cells[index])

    def nulls(self, kind: pa.DataType) -> pa.Array:
        return pa.nulls(self.rows, kind)


class _Conversion:
    """What stays the same for all batches of a table."""

    def __init__(self, original: Original, opened: Opened, understood: Understanding) -> None:
        table = opened.table
        self._original = original
        self._table = table
        self._understood = understood
        self._names = [c.name for c in understood.columns]
        self._fields = {c.index: c.field for c in understood.columns}
        if table.fields is not None:
            pseudo = {i: f for i, f in table.fields.items() if f in PER_ROW}
            self._fields |= pseudo
        self._taken_for = taken_for(understood.rules)
        self._refused_taken = opened.refused_taken
        self._days_warned = False

    def batch(self, batch: pa.RecordBatch) -> ReadBatch:
        """Convert one batch of records."""
        columns = self._columns(batch)
        per_row = self._per_row(columns)
        amounts, unreadable = self._amounts(columns, per_row)
        days, _, no_days = self._days(columns)
        outcome = non_purchases.classify(
            self._understood,
            columns.cells,
            batch.column("row_number").to_numpy(),
            non_purchases.RowMasks(
                says=self._says(columns),
                amount=_present(amounts),
                unreadable=_mask(unreadable),
                day=_present(days),
            ),
        )
        keep = pa.array(outcome.keep)
        self._warn_of_days(columns, pc.and_(no_days, keep))
        kept = None if outcome.keep.all() else np.flatnonzero(outcome.keep)
        kinds = self._kinds(per_row, amounts, columns.rows)
        return ReadBatch(
            kinds=_kinds_alone(kinds if kept is None else kinds.filter(keep)),
            cells=self._cells(columns.cells, None if kept is None else keep),
            left_out=self._left_out(batch, columns.cells, outcome),
            made=partial(self._made, batch, kept),
            warnings=tuple(self._table.warnings),
        )

    def _made(
        self, batch: pa.RecordBatch, kept: npt.NDArray[np.int64] | None, rows: pa.Array | None
    ) -> pa.RecordBatch:
        """The purchases at some places among the records that are kept; all for None."""
        if rows is None:
            wanted = None if kept is None else pa.array(kept)
        else:
            wanted = rows if kept is None else pa.array(kept).take(rows)
        return self._purchases(batch if wanted is None else batch.take(wanted))

    def left_over(self) -> ReadBatch:
        """Give what the reader refused, or had to say, after its last batch."""
        nothing = pa.RecordBatch.from_pylist([], schema=PURCHASES)
        return ReadBatch(
            kinds=nothing.select(["kind"]),
            cells=self._cells([pa.array([], pa.string()) for _ in self._names], None),
            left_out=pa.RecordBatch.from_pylist(self._refused(), schema=NON_PURCHASES),
            made=lambda _: nothing,
            warnings=tuple(self._table.warnings),
        )

    def _columns(self, batch: pa.RecordBatch) -> _Columns:
        width = max(batch.num_columns - 2, len(self._names))
        cells = [
            _as_string(batch.column(i))
            if i < batch.num_columns - 2
            else pa.nulls(batch.num_rows, pa.string())
            for i in range(width)
        ]
        return _Columns(cells, batch.num_rows, self._fields)

    def _per_row(self, columns: _Columns) -> dict[str, pa.Array]:
        told = {}
        for field in PER_ROW:
            text = columns.text(field)
            if text is not None:
                told[field] = text
        if self._understood.rules:
            by_name = dict(zip(self._names, columns.cells, strict=False))
            told |= per_row(self._understood.rules, by_name)
        return told

    def _amounts(
        self, columns: _Columns, per_row: Mapping[str, pa.Array]
    ) -> tuple[pa.Array, pa.Array]:
        text = per_row.get("amount", columns.text("amount"))
        credit = columns.text("amount_credit")
        if text is None and credit is None:
            return columns.nulls(MONEY), pa.array(np.zeros(columns.rows, np.bool_))
        if text is None:
            text = columns.nulls(pa.string())
        amounts, unreadable = self._parsed(text)
        if credit is not None:
            money_back, _ = self._parsed(credit)
            amounts = pc.coalesce(amounts, pc.negate(pc.abs(money_back)).cast(MONEY))
        return amounts, unreadable

    def _parsed(self, text: pa.Array) -> tuple[pa.Array, pa.Array]:
        if self._understood.decimal_mark != MIXED:
            return parse_amounts(text, self._understood.decimal_mark)
        point, no_point = parse_amounts(text, ".")
        comma, no_comma = parse_amounts(text, ",")
        two_readings = pc.fill_null(pc.not_equal(point, comma), False)
        amounts = pc.if_else(two_readings, pa.scalar(None, MONEY), pc.coalesce(point, comma))
        return amounts, pc.or_(two_readings, pc.and_(no_point, no_comma))

    def _days(self, columns: _Columns) -> tuple[pa.Array, pa.Array, pa.Array]:
        text = columns.text("date")
        if text is None:
            return (
                columns.nulls(pa.date32()),
                columns.nulls(pa.string()),
                pa.array(np.zeros(columns.rows, np.bool_)),
            )
        if self._understood.date_form == "serial":
            return parse_serials(text)
        if self._understood.date_form == "unix_ms":
            return parse_unix_ms(text)
        return parse_days(text, self._understood.date_order)

    def _warn_of_days(self, columns: _Columns, no_days: pa.Array) -> None:
        text = columns.text("date")
        if text is None or self._days_warned or not pc.any(no_days).as_py():
            return
        first = text.filter(no_days)[0].as_py()
        self._days_warned = True
        self._table.warnings.append(
            Message(
                "dates_unreadable",
                f"Some dates cannot be read, the first is {first[:40]!r}: left unknown.",
            )
        )

    def _says(self, columns: _Columns) -> Mask:
        says = np.zeros(columns.rows, np.bool_)
        for field in _SAYS_WHAT:
            text = columns.text(field)
            if text is not None:
                says |= _present(text)
        return says

    def _kinds(
        self, per_row: Mapping[str, pa.Array], amounts: pa.Array, rows: int
    ) -> pa.StringArray:
        told = _told("kind", per_row, self._understood.constants, rows)
        return _credits(pc.fill_null(told, "unknown"), amounts)

    def _purchases(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Each record as a purchase, whatever the others are."""
        columns = self._columns(batch)
        per_row = self._per_row(columns)
        amounts, _ = self._amounts(columns, per_row)
        days, precision, _ = self._days(columns)
        rows = columns.rows
        constants = self._understood.constants
        arrays: dict[str, pa.Array] = {
            "original": _constant(self._original.path, rows),
            "sha256": _constant(self._original.sha256, rows),
            "locator": _as_string(batch.column("locator")),
            "row_number": batch.column("row_number"),
            "amount": amounts,
            "date": days,
            "date_precision": precision,
            "amount_text": _or_nulls(per_row.get("amount", columns.text("amount")), rows),
            "date_text": _or_nulls(columns.text("date"), rows),
            "quantity": self._plain_amount(columns, "quantity"),
            "unit_price": self._plain_amount(columns, "unit_price"),
        }
        for field in _TEXTS:
            text = per_row.get(field, columns.text(field))
            constant = constants.get(field)
            if text is None:
                arrays[field] = _constant(constant, rows)
            else:
                arrays[field] = pc.fill_null(text, constant) if constant else text
        arrays["currency"] = _currencies(arrays["currency"])
        arrays["jurisdiction"] = _told("jurisdiction", per_row, constants, rows)
        for field in ("amount_covers", "date_kind"):
            arrays[field] = pc.fill_null(_told(field, per_row, constants, rows), "unknown")
        arrays["kind"] = self._kinds(per_row, amounts, rows)
        return pa.RecordBatch.from_arrays(
            [arrays[name].cast(PURCHASES.field(name).type) for name in PURCHASES.names],
            schema=PURCHASES,
        )

    def _plain_amount(self, columns: _Columns, field: str) -> pa.Array:
        text = columns.text(field)
        if text is None:
            return columns.nulls(MONEY)
        amounts, _ = self._parsed(text)
        return amounts

    def _cells(self, cells: list[pa.Array], keep: pa.Array | None) -> pa.RecordBatch:
        fields = []
        for i in range(len(cells)):
            name = self._names[i] if i < len(self._names) else ""
            field = self._fields.get(i, "other")
            metadata = {
                b"field": (field if field not in PER_ROW else "ignored").encode(),
                b"column": (name or unnamed(i)).encode(),
            }
            read_as = reading_of(self._taken_for.get(name, field), self._understood)
            if read_as is not None:
                metadata[READ_AS] = read_as
            fields.append(pa.field(f"c{i}", pa.string(), metadata=metadata))
        batch = pa.RecordBatch.from_arrays(cells, schema=pa.schema(fields))
        return batch if keep is None else batch.filter(keep)

    def _left_out(
        self, batch: pa.RecordBatch, cells: list[pa.Array], outcome: non_purchases.Outcome
    ) -> pa.RecordBatch:
        indices = np.flatnonzero(~outcome.keep)
        chosen = pa.array(indices)
        taken = [column.take(chosen).to_pylist() for column in cells]
        numbers = batch.column("row_number").take(chosen).to_pylist()
        locators = batch.column("locator").take(chosen).to_pylist()
        rows = [
            {
                "original": self._original.path,
                "sha256": self._original.sha256,
                "locator": locators[n],
                "row_number": numbers[n],
                "outcome": outcome.outcomes[index],
                "reason": outcome.reasons[index],
                "detail": outcome.details.get(index),
                "cells": orjson.dumps(_without_tail([column[n] for column in taken])).decode(),
            }
            for n, index in enumerate(indices.tolist())
        ]
        return pa.RecordBatch.from_pylist(rows + self._refused(), schema=NON_PURCHASES)

    def _refused(self) -> list[dict[str, object]]:
        fresh = self._table.refused[self._refused_taken[0] :]
        self._refused_taken[0] += len(fresh)
        place = {"original": self._original.path, "sha256": self._original.sha256}
        return [{**place, "detail": None, "cells": "[]", **row} for row in fresh]


def _as_string(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return array if array.type == pa.string() else array.cast(pa.string())


def _present(array: pa.Array) -> Mask:
    present: Mask = np.asarray(array.is_valid())
    return present


def _mask(array: pa.Array) -> Mask:
    mask: Mask = np.asarray(pc.fill_null(array, False))
    return mask


def _constant(value: str | None, rows: int) -> pa.Array:
    return pa.nulls(rows, pa.string()) if value is None else pa.repeat(value, rows)


def _or_nulls(array: pa.Array | None, rows: int) -> pa.Array:
    return pa.nulls(rows, pa.string()) if array is None else array


def _told(
    field: str, per_row: Mapping[str, pa.Array], constants: Mapping[str, str], rows: int
) -> pa.Array:
    constant = _constant(constants.get(field), rows)
    told = per_row.get(field)
    return constant if told is None else pc.coalesce(told, constant)


def _currencies(array: pa.Array) -> pa.Array:
    """Give ISO codes where a cell names a currency without doubt, else the cell as published."""
    encoded = array.dictionary_encode()
    codes = [currency_of(v) or v for v in encoded.dictionary.to_pylist()]
    return pa.array(codes, pa.string()).take(encoded.indices)


def _kinds_alone(kinds: pa.StringArray) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([kinds], schema=pa.schema([PURCHASES.field("kind")]))


def _credits(kinds: pa.Array, amounts: pa.Array) -> pa.Array:
    """Money back is a credit, whatever else the table holds; a contract's reduction is not."""
    negative = pc.fill_null(pc.less(amounts, pa.scalar(0, pa.int64()).cast(MONEY)), False)
    if not pc.any(negative, min_count=0).as_py():
        return kinds
    paid = pc.is_in(kinds, value_set=pa.array(["payment", "order_line", "order_header"]))
    return pc.if_else(pc.and_(negative, paid), "credit", kinds)


def _without_tail(cells: list[str | None]) -> list[str | None]:
    while cells and not cells[-1]:
        cells.pop()
    return cells
