"""Does every real file reconcile, row for row, with an independent count?"""

import csv
import io
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sunlit.errors import OriginalError
from sunlit.settings import DEFAULT_LIMITS
from sunlit.sources import Original, ReadBatch, ReadOptions, find_originals, read

#: Files that are no CSV of spending, or whose dialect the csv module cannot be told in advance.
NO_PLAIN_CSV = ("INDEX.md", "labels.csv")


@pytest.mark.large
def test_every_csv_gives_as_many_rows_as_the_csv_module_counts(shared: Path) -> None:
    wrong = {}
    for path in sorted((shared / "spending").rglob("*.csv")):
        if path.name in NO_PLAIN_CSV or "lists_" in str(path):
            continue
        counted = _records(path.read_bytes())
        rows = sum(batch.rows_read for batch in _batches(path))
        if rows != counted:
            wrong[path.name] = (rows, counted)
    assert not wrong


@pytest.mark.large
def test_almost_every_row_of_the_councils_files_is_a_purchase_with_supplier_amount_and_day(
    shared: Path,
) -> None:
    poor = {}
    for path in sorted((shared / "spending").glob("uk_*/*.csv")):
        batches = list(_batches(path))
        blank = sum(batch.left_out.column("reason").to_pylist().count("blank") for batch in batches)
        rows = sum(batch.rows_read for batch in batches) - blank
        whole = sum(_whole(batch) for batch in batches)
        # Wakefield blanks the names of the people it pays, one row in twenty-three.
        if whole < 0.95 * rows - 2:
            poor[path.name] = (whole, rows)
    assert not poor


@pytest.mark.large
def test_the_hytera_row_is_read_with_its_amount_day_and_many_lined_description(
    shared: Path,
) -> None:
    path = shared / "spending" / "uk_hyndburn" / "November-2024-CSV.csv"
    rows = [row for batch in _batches(path) for row in batch.purchases.to_pylist()]
    (row,) = [row for row in rows if "Hytera" in (row["description"] or "")]
    assert (row["amount"], row["date"]) == (Decimal("780.77"), date(2024, 11, 26))
    assert (row["row_number"], row["kind"]) == (823, "payment")


@pytest.mark.large
def test_pivot_tables_of_a_workbook_give_no_purchases(shared: Path) -> None:
    path = shared / "spending" / "uk_suttoncoldfield" / "Payments-in-excess-of-250-2016_17.xlsx"
    bought: Counter[str] = Counter()
    for batch in _batches(path):
        for locator in batch.purchases.column("locator").to_pylist():
            bought[locator.partition("!")[0]] += 1
    assert not [sheet for sheet in bought if "pivot" in sheet.casefold()]


def _batches(path: Path) -> list[ReadBatch]:
    batches: list[ReadBatch] = []
    for original in find_originals([path], DEFAULT_LIMITS):
        if isinstance(original, OriginalError):
            raise original
        assert isinstance(original, Original)
        batches += read(original, ReadOptions(), DEFAULT_LIMITS)
    return batches


def _records(content: bytes) -> int:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    csv.field_size_limit(2**24)
    return sum(1 for _ in csv.reader(io.StringIO(text, newline="")))


def _whole(batch: ReadBatch) -> int:
    rows: list[dict[str, Any]] = batch.purchases.select(["supplier", "amount", "date"]).to_pylist()
    return sum(all(value is not None for value in row.values()) for row in rows)
