"""CSV: one flat row each, safe to open in a spreadsheet; UTF-8, commas, "\\n" line ends."""

import csv
from decimal import Decimal
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from sunlit.publish.clean import spreadsheet_column, spreadsheet_text
from sunlit.publish.exports.contract import Batches, Law, findings_of
from sunlit.publish.exports.flat import finding_columns
from sunlit.publish.exports.texts import purchase_texts
from sunlit.tables import MONEY, PURCHASES
from sunlit.values.as_text import amount_text

#: Columns whose text Sunlit made, from a number, a date or a list of words: none is published.
_MADE = frozenset(field.name for field in PURCHASES if field.type == MONEY) | {
    "date",
    "date_precision",
    "date_kind",
    "kind",
    "amount_covers",
    "sha256",
}


def write_findings(
    batches: Batches, out: IO[Any], law: Law | None = None, *, with_law: bool = False
) -> None:
    """Write one row per finding; what is nested, as readable text in one cell."""
    columns = finding_columns(law, with_law=with_law)
    text = _Utf8(out)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    for finding in findings_of(batches):
        writer.writerow(_cell(column.cell(finding)) for column in columns)


def write_purchases(batches: Batches, out: IO[Any]) -> None:
    """Write the columns of tables.PURCHASES; nulls are empty and unquoted, text is quoted."""
    schema = pa.schema([(name, _type_of(name)) for name in PURCHASES.names])
    with pa_csv.CSVWriter(out, schema) as writer:
        for batch in batches:
            writer.write_batch(_safe(purchase_texts(batch)).cast(schema))


class _Utf8:
    """Text in, bytes out, so that `out` stays open and its own line ends play no part."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode("utf-8", "replace"))


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return amount_text(value)
    if isinstance(value, str):
        return spreadsheet_text(value)
    return value


def _safe(batch: pa.RecordBatch) -> pa.RecordBatch:
    columns = [
        spreadsheet_column(column)
        if name not in _MADE and pa.types.is_string(column.type) and column.null_count < len(column)
        else column
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _type_of(name: str) -> pa.DataType:
    return PURCHASES.field(name).type if name == "row_number" else pa.string()
