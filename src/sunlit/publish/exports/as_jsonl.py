"""JSON Lines: one object per line, every column, as published; the format for programs."""

from typing import IO, Any

import orjson

from sunlit.publish.exports.contract import Batches, Law
from sunlit.publish.exports.texts import purchase_texts

#: Rows that are Python objects at one time.
_SLICE = 8_192


def write_findings(batches: Batches, out: IO[Any], law: Law | None = None) -> None:
    """Write each finding whole, keys in the order of tables.FINDINGS.

    `law` is not used: a program reads `status`.
    """
    for batch in batches:
        _write(batch, out)


def write_purchases(batches: Batches, out: IO[Any]) -> None:
    """Write each purchase, amounts as exact text, dates no more precise than they are known."""
    for batch in batches:
        for start in range(0, batch.num_rows, _SLICE):
            _write(purchase_texts(batch.slice(start, _SLICE)), out)


def _write(batch: Any, out: IO[Any]) -> None:
    names = batch.schema.names
    columns = [column.to_pylist() for column in batch.columns]
    lines = (orjson.dumps(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))
    out.write(b"".join(line + b"\n" for line in lines))
