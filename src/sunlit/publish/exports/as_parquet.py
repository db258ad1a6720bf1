"""Parquet: typed and nested as in tables.py; the format for notebooks and databases."""

from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from sunlit.publish.exports.contract import Batches, Law
from sunlit.tables import FINDINGS, PURCHASES


def write_findings(batches: Batches, out: IO[Any], law: Law | None = None) -> None:
    """Write findings as tables.FINDINGS; `law` is not used: a program reads `status`."""
    _write(batches, FINDINGS, out)


def write_purchases(batches: Batches, out: IO[Any]) -> None:
    """Write purchases as tables.PURCHASES: decimals and dates are typed."""
    _write(batches, PURCHASES, out)


def _write(batches: Batches, schema: pa.Schema, out: IO[Any]) -> None:
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.cast(schema))
