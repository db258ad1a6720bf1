"""Findings and purchases as a run would give them: invented buyers, real arithmetic."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from sunlit.tables import FINDINGS, PURCHASES

SHA = "c8674acdffa04bfd7ebe43251f07a215810a6ad01ef3bbe51dc956dbb4d3d183"
RADIO = "1 X Hytera BD615 UHF Quad Bundle Pack\r\n(4 radios, chargers, earpieces)"

Build = Callable[..., dict[str, Any]]


def status(instrument: str, **said: Any) -> dict[str, Any]:
    return {
        "instrument": instrument,
        "name": "NDAA FY2019 s.889(a)(1)(A): ban on federal procurement",
        "answer": "depends",
        "listed": "yes",
        "listed_from": "2019-08-13",
        "missing": "whether the money is a federal grant",
        "why": "Listed from 2019-08-13. It binds federal bodies.",
        "citation": "Pub. L. 115-232 s.889(a)(1)(A)",
        "source": "https://example.org/889",
        "verified": "read",
        **said,
    }


def mention(cell: str, text: str, column: str = "Description", **said: Any) -> dict[str, Any]:
    start = cell.index(text)
    return {
        "column": column,
        "field": "description",
        "start": start,
        "end": start + len(text),
        "text": text,
        "signal": f"name:{text.lower()}",
        "signal_kind": "name",
        "variant": "exact",
        "stance": "acquires",
        "reason": f"'{text}' is the maker's own name.",
        "source": "https://example.org/names",
        **said,
    }


def finding(number: int = 1, **said: Any) -> dict[str, Any]:
    description = said.get("description", RADIO)
    word = said.pop("word", "Hytera")
    row = [
        {"column": "Supplier", "cell": said.get("supplier", "Northern Radio Supplies Ltd")},
        {"column": "Description", "cell": description},
        {"column": "Amount Paid", "cell": said.get("amount", "780.77")},
        {"column": "", "cell": None},
    ]
    return {
        "finding_id": f"{number:016x}",
        "original": {"path": "payments/hyndburn-2024-11.csv", "sha256": SHA},
        "locator": f"row={number}",
        "row_number": number,
        "buyer": "Hyndburn Borough Council",
        "supplier": "Northern Radio Supplies Ltd",
        "description": description,
        "date": "2024-11-26",
        "date_precision": "day",
        "date_kind": "paid",
        "amount": "780.77",
        "currency": "GBP",
        "amount_covers": "line",
        "kind": "payment",
        "jurisdiction": "GB",
        "party": "hytera",
        "party_name": "Hytera",
        "grade": "named",
        "stance": "acquires",
        "score": 0.97,
        "product_class": "radio",
        "mentions": [mention(description, word)],
        "features": [
            {"feature": "the maker's own name", "points": 3.2},
            {"feature": "'radios' beside it", "points": 0.8},
        ],
        "reason": "'Hytera' in the description is the maker's own name; 'radios' stands beside it.",
        "status": [
            status("us-ndaa-889-a1a", answer="not_applicable", missing=None),
            status("uk-example", name="UK example rule", listed="no", listed_from="2025-01-06"),
        ],
        "counted": True,
        "folded": [],
        "reviewed": "unreviewed",
        "row": row,
        "knowledge_version": "0a1b2c3d4e5f",
        **said,
    }


def sample_findings() -> list[dict[str, Any]]:
    """One of each kind that a reader meets, and the hostile ones."""
    cameras = "6 x DS-2CD2143 dome cameras & <b>recorder</b>"
    school = {
        "buyer": "Example County School District",
        "jurisdiction": "US-GA",
        "currency": "USD",
        "party": "hikvision",
        "party_name": "Hikvision",
        "product_class": "video_camera",
        "kind": "order_line",
    }
    camera = {**school, "description": cameras, "word": "DS-2CD2143", "grade": "model"}
    return [
        finding(1, folded=["payments/again.csv#row=1: the same payment, published twice"]),
        finding(2, **camera, amount="12000", date="2019-03", date_precision="month"),
        finding(3, **camera, amount="4500.5", amount_covers="document", date="2020-08-12"),
        finding(4, **{**camera, "kind": "credit"}, amount="-500", date="2020-09-01"),
        finding(5, **camera, amount="99000", amount_covers="cumulative", date="2021"),
        finding(6, **camera, amount=None, date=None, date_precision=None, date_kind="unknown"),
        finding(7, **{**camera, "buyer": "Fayette Board", "amount_covers": "ceiling"},
                amount="525000", date="2020-Q3", date_precision="quarter"),
        finding(
            8,
            **{**school, "description": "Replace Hikvision cameras with others", "word": "Hikvision"},
            stance="removes",
            counted=False,
            amount="8000",
        ),
        finding(
            9,
            **{**school, "buyer": "<script>alert(1)</script>",
               "description": "=cmd|'/c calc'!A1 Hikvision \x1b[31mred", "word": "Hikvision"},
            supplier="@SUM(1+1)",
            amount="250.123456",
            score=0.41,
            counted=False,
        ),
    ]  # fmt: skip


@pytest.fixture
def build() -> Build:
    """Build one finding as a dict: `build(number, **columns)`."""
    return finding


@pytest.fixture
def build_status() -> Build:
    """Build one status as a dict."""
    return status


@pytest.fixture
def findings() -> pa.Table:
    """A table of tables.FINDINGS with one of each kind."""
    return pa.Table.from_pylist(sample_findings(), schema=FINDINGS)


@pytest.fixture
def purchases() -> pa.Table:
    """A table of tables.PURCHASES: plain, refund, month only, hostile, empty."""
    blank: dict[str, Any] = dict.fromkeys(PURCHASES.names)
    first = {
        **blank,
        "original": "payments/example.csv",
        "sha256": SHA,
        "locator": "row=2",
        "row_number": 2,
        "kind": "payment",
        "buyer": "Borough of Example",
        "supplier": "Acme Ltd",
        "description": "Stationery, “A4” paper",
        "amount": Decimal("1234.50"),
        "currency": "GBP",
        "amount_covers": "line",
        "date": date(2024, 11, 26),
        "date_precision": "day",
        "date_kind": "paid",
        "transaction_id": "000123",
        "amount_text": "1,234.50",
        "date_text": "26/11/2024",
    }
    return pa.Table.from_pylist(
        [
            first,
            {**first, "row_number": 3, "kind": "credit", "amount": Decimal("-45"),
             "amount_text": "-45.00", "date": date(2024, 11, 1), "date_precision": "month"},
            {**first, "row_number": 4, "description": "=1+1", "supplier": "-2+3|cmd",
             "amount": Decimal("0"), "date": date(2024, 10, 1), "date_precision": "quarter"},
            {**first, "row_number": 5, "description": "a\x00b\x1b[2J\nc\td", "amount": None,
             "date": None, "date_precision": None, "unit_price": Decimal("0.000123")},
            {**first, "row_number": 6, "amount": Decimal("12345678901234567890.123456"),
             "date": date(2023, 1, 1), "date_precision": "year", "buyer": ""},
        ],
        schema=PURCHASES,
    )  # fmt: skip
