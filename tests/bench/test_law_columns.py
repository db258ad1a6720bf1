"""The answers of a whole table are those of its rows, one by one."""

import runpy
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.evaluate.test_boundaries import FACTS

from sunlit import knowledge, rules

KNOWN = knowledge.load()
BENCH = Path(__file__).parents[2] / "bench"
answer_columns = runpy.run_path(str(BENCH / "law_columns.py"))["answer_columns"]
COLUMNS = [
    "party",
    "relabel",
    "product_class",
    "buyer_type",
    "jurisdiction",
    "funds",
    "award_date",
    "act",
    "purpose",
    "on",
    "indirect",
    "sensitive_site",
    "seller_country",
    "for_federal_contract",
]


@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.lists(FACTS, min_size=1, max_size=6))
def test_a_table_is_answered_as_its_rows_are(rows: list[dict[str, Any]]) -> None:
    table = pa.table({name: pa.array([row.get(name) for row in rows]) for name in COLUMNS})
    found = answer_columns(KNOWN, table).to_pylist()
    for row, statuses in zip(rows, found, strict=True):
        known = {name: value for name, value in row.items() if name in COLUMNS}
        answers = rules.answer(KNOWN, rules.read_facts(KNOWN, known))
        assert statuses == {name: one.status for name, one in answers.items()}


def test_an_empty_table_has_a_column_for_each_instrument() -> None:
    found = answer_columns(KNOWN, pa.table({"party": pa.array([], pa.string())}))
    assert (found.num_rows, set(found.column_names)) == (0, set(KNOWN.instruments))


def test_dates_may_be_months() -> None:
    table = pa.table(
        {
            "party": ["hikvision"] * 2,
            "buyer_type": ["federal_agency"] * 2,
            "jurisdiction": ["US"] * 2,
            "purpose": ["security"] * 2,
            "product_class": ["video_camera"] * 2,
            "on": pa.array(["2019-08-01", "2019-09-01"]).cast(pa.date32()),
            "on_precision": ["month", "month"],
        }
    )
    column = answer_columns(KNOWN, table).column("us-ndaa-889-a1a")
    assert column.to_pylist() == ["depends", "prohibited"]
