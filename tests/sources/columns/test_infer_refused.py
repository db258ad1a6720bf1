"""Is a table of which the reader refused every record still accounted for?"""

import pyarrow as pa

from sunlit.settings import DEFAULT_LIMITS
from sunlit.sources.columns.infer import infer_table
from sunlit.sources.opened import open_table
from sunlit.sources.options import ReadOptions
from sunlit.sources.purchases import purchases_of
from sunlit.sources.raw import Original, RawTable


def test_refused_records_of_a_table_without_rows_are_counted() -> None:
    refused: list[dict[str, object]] = [
        {"locator": "line=1", "row_number": 1, "outcome": "quarantined", "reason": "not_json"}
    ]
    table = RawTable("", iter(()), header=("supplier", "amount"), refused=refused)
    opened = open_table(table, lambda: iter(()))
    understood = infer_table(opened, "a.jsonl", ReadOptions(), DEFAULT_LIMITS, None)
    original = Original("a.jsonl", 1, "A", open=lambda: pa.BufferReader(b""))
    batches = list(purchases_of(original, opened, understood))
    assert [batch.rows_read for batch in batches] == [1]
    assert batches[0].left_out.column("reason").to_pylist() == ["not_json"]
