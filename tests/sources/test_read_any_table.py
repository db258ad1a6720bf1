"""Whatever a table holds: does each of its records end in one place?"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sunlit.errors import OriginalError
from sunlit.settings import Limits
from sunlit.sources import Original, ReadBatch, ReadOptions, read
from sunlit.tables import FIELDS, NON_PURCHASES, PURCHASES

CELLS = st.one_of(
    st.sampled_from(
        [
            *("", " ", "Total", "Grand Total", "Supplier", "Amount", "Date", "Description", "£"),
            *("Alder Ltd", "CCTV cameras", "1,234.50", "(12.00)", "1.234", "12", "-", "n/a"),
            *("01/02/2021", "2021-13-45", "31/12/2021", "Q1 2020", "0", "45000", "1e400", "٣"),
            *("https://example.org/x", "=1+1", "\u200b", "Row Labels", "Sum of Amount"),
        ]
    ),
    st.text(max_size=8),
    st.integers(-(10**40), 10**40).map(str),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=30)
SAID = ReadOptions(date_order="dmy", decimal_mark=".", delimiter=",", encoding="utf-8")


@given(TABLES)
@settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
def test_every_record_is_a_purchase_or_excluded_or_quarantined_once(table: Any) -> None:
    content = _as_csv(table)
    records = list(csv.reader(io.StringIO(content.decode(), newline="")))
    try:
        batches = _read(content)
    except OriginalError as refused:
        # A whole file may be refused, with words for a person, and then nothing of it is given.
        assert str(refused).strip()
        return
    numbers = [
        number
        for batch in batches
        for rows in (batch.purchases, batch.left_out)
        for number in rows.column("row_number").to_pylist()
    ]
    assert sorted(numbers) == list(range(1, len(records) + 1))


@given(TABLES)
@settings(
    max_examples=75, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
def test_cells_stand_beside_purchases_as_published(table: Any) -> None:
    content = _as_csv(table)
    records = list(csv.reader(io.StringIO(content.decode(), newline="")))
    try:
        batches = _read(content)
    except OriginalError:
        return
    for batch in batches:
        batch.purchases.validate(full=True)
        assert batch.purchases.schema.equals(PURCHASES)
        assert batch.left_out.schema.equals(NON_PURCHASES)
        assert batch.cells.num_rows == batch.purchases.num_rows
        for field in batch.cells.schema:
            assert field.metadata[b"field"].decode() in FIELDS
            assert b"column" in field.metadata
        numbers = batch.purchases.column("row_number").to_pylist()
        for number, cells in zip(numbers, batch.cells.to_pylist(), strict=True):
            assert _same(list(cells.values()), records[number - 1])
        for row in batch.left_out.to_pylist():
            assert _same(json.loads(row["cells"]), records[row["row_number"] - 1])


def _same(shown: list[str | None], published: list[str]) -> bool:
    """A short row may be shown with empty cells at its end, and an empty one without them."""
    return _stripped(cell or "" for cell in shown) == _stripped(published)


def _stripped(cells: Iterable[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _as_csv(table: list[list[str]]) -> bytes:
    written = io.StringIO(newline="")
    clean = [[cell.replace("\0", "").replace("\r", " ") for cell in row] for row in table]
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(clean)
    return written.getvalue().encode("utf-8", "replace")


def _read(content: bytes) -> list[ReadBatch]:
    sha256 = hashlib.sha256(content).hexdigest()
    original = Original("table.csv", len(content), sha256, lambda: io.BytesIO(content))
    return list(read(original, SAID, Limits()))
