"""What is a column of cells called in its original, and what does it mean?"""

from collections.abc import Sequence

import pyarrow as pa


def name_and_field(column: pa.Field) -> tuple[str, str]:
    """The column's name as published, and its meaning: a word of tables.FIELDS."""
    notes = column.metadata or {}
    name = notes.get(b"column", column.name.encode()).decode()
    return name, notes.get(b"field", b"other").decode()


def text_cells(texts: Sequence[str]) -> pa.RecordBatch:
    """Texts as CELLS of one column, a description each."""
    notes = {b"field": b"description", b"column": b"description"}
    schema = pa.schema([pa.field("description", pa.string(), metadata=notes)])
    return pa.record_batch([pa.array(texts, pa.string())], schema=schema)
