"""Do records, schemas and Arrow tables say the same?"""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from sunlit import tables
from sunlit.schema import batch_of, note_of, rows_of, schema_of

PURCHASE = tables.Purchase(
    **{
        **{one.name: None for one in fields(tables.Purchase)},
        "original": "a.csv",
        "sha256": "0" * 64,
        "locator": "row=2",
        "row_number": 2,
        "kind": "payment",
        "amount": Decimal("780.77"),
        "amount_covers": "line",
        "date": date(2024, 11, 26),
        "date_kind": "paid",
    }  # type: ignore[arg-type]
)
TIE = tables.Tie(
    0,
    "hytera",
    "named",
    "acquires",
    0.97,
    None,
    (tables.Mention("Item", "description", 4, 10, "Hytera", "s", "name", "exact", "acquires", "r", None),),
    (tables.Feature("the maker's own name", 3.2),),
    "why",
)  # fmt: skip
ROW = tables.TiedRow(
    PURCHASE, TIE, (tables.Cell("Item", "4 x Hytera"), tables.Cell("", None)), "k", 1
)


def test_rows_come_back_from_a_batch_as_they_went_in() -> None:
    assert list(rows_of(tables.TiedRow, batch_of(tables.TiedRow, [ROW, ROW]))) == [ROW, ROW]


def test_a_batch_of_no_rows_has_the_schema() -> None:
    assert batch_of(tables.TiedRow, []).schema == tables.TIED
    assert list(rows_of(tables.TiedRow, batch_of(tables.TiedRow, []))) == []


@pytest.mark.parametrize(
    ("name", "kind", "nullable"),
    [
        ("amount", pa.decimal128(38, 6), True),
        ("date", pa.date32(), True),
        ("row_number", pa.int64(), False),
        ("kind", pa.string(), False),
    ],
)
def test_a_column_has_the_type_of_its_annotation(
    name: str, kind: pa.DataType, nullable: bool
) -> None:
    field = tables.PURCHASES.field(name)
    assert (field.type, field.nullable) == (kind, nullable)


def test_notes_are_metadata_of_the_fields() -> None:
    assert note_of(tables.PURCHASES.field("sha256")) == "of the original's bytes"
    assert note_of(tables.PURCHASES.field("buyer")) == ""


def test_a_note_may_give_the_type() -> None:
    assert schema_of(tables.Mention).field("start").type == pa.int32()
