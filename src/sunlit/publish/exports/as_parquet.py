"""Parquet: every column typed and nested as in the tables, zstd; the format for large results."""

from typing import IO, Any, Final

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from sunlit.publish.exports.contract import Batches, Law, findings_of
from sunlit.publish.exports.law_records import LawOnce
from sunlit.schema import plain, struct_of
from sunlit.tables import FINDINGS, PURCHASES, AnswerWords

#: Where a file keeps the records of the law, as JSON Lines has them.
LAW_KEY: Final = "sunlit.law"
_STATUS: Final = pa.field("status", pa.list_(struct_of(AnswerWords)), nullable=False)


def write_findings(
    batches: Batches, out: IO[Any], law: Law | None = None, *, with_law: bool = False
) -> None:
    """Write findings as tables.FINDINGS; the law once, in the file's own notes.

    `with_law`: what the instruments say of each finding is in a further column, `status`.
    """
    beside = law is not None and with_law
    schema = FINDINGS.append(_STATUS) if beside else FINDINGS
    once, records = LawOnce(), list[dict[str, Any]]()
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in batches:
            if law is None:
                writer.write_batch(batch.cast(FINDINGS))
                continue
            statuses = []
            for finding in findings_of(iter([batch])):
                if beside:
                    statuses.append([plain(answer) for answer in law.answers(finding)])
                else:
                    records.extend(once.records(finding, law))
            columns = batch.cast(FINDINGS).columns
            columns += [pa.array(statuses, _STATUS.type)] if beside else []
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))
        if records:
            writer.add_key_value_metadata({LAW_KEY: orjson.dumps(records).decode()})


def write_purchases(batches: Batches, out: IO[Any]) -> None:
    """Write purchases as tables.PURCHASES: decimals and dates are typed."""
    with pq.ParquetWriter(out, PURCHASES, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.cast(PURCHASES))
