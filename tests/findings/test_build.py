"""Does a finding open to its row, and say no more than is known?"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sunlit.findings import build_findings
from sunlit.findings.build import Event, TiedRow, amount_text, date_text, finding_id
from sunlit.tables import FINDINGS, PURCHASES


def tied(stance: str = "acquires", score: float = 0.9, **known: Any) -> TiedRow:
    purchase: dict[str, Any] = dict.fromkeys(PURCHASES.names)
    purchase |= {
        "original": "a.csv",
        "sha256": "A",
        "locator": "row=2",
        "row_number": 2,
        "kind": "payment",
        "amount_covers": "line",
        "date_kind": "paid",
        "date": date(2024, 11, 26),
        "date_precision": "day",
    }
    tie = {
        "row": 0,
        "party": "hytera",
        "grade": "named",
        "stance": stance,
        "score": score,
        "product_class": "radio",
        "mentions": [],
        "features": [],
        "reason": "'Hytera' in the item description names Hytera.",
    }
    return TiedRow(purchase | known, tie, [("Item", "Hytera BD615"), ("Note", None)])


def build(*events: Event, min_score: float = 0.5) -> list[dict[str, Any]]:
    def statuses(purchase: Any, tie: Any) -> list[dict[str, Any]]:
        day, precision = purchase["date"], purchase["date_precision"]
        return [{"instrument": "i", "why": f"asked with {day} {precision} {tie['party']}"}]

    table = build_findings(events, statuses, {"hytera": "Hytera"}, min_score, "v1")
    assert table.schema == FINDINGS
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def test_a_finding_carries_the_row_as_published() -> None:
    (found,) = build(Event(tied(), Decimal("780.770000"), []))
    assert found["row"] == [
        {"column": "Item", "cell": "Hytera BD615"},
        {"column": "Note", "cell": None},
    ]
    assert found["original"] == {"path": "a.csv", "sha256": "A"}
    assert (found["amount"], found["date"]) == ("780.77", "2024-11-26")
    assert found["party_name"] == "Hytera"
    assert found["reviewed"] == "unreviewed"


@pytest.mark.parametrize(
    ("stance", "score", "counted"),
    [
        ("acquires", 0.9, True),
        ("services", 0.5, True),
        ("acquires", 0.49, False),
        ("removes", 0.9, False),
        ("excludes", 0.9, False),
        ("mentions", 0.9, False),
    ],
)
def test_only_spending_at_the_minimum_score_is_counted(
    stance: str, score: float, counted: bool
) -> None:
    (found,) = build(Event(tied(stance, score), None, []))
    assert found["counted"] is counted


def test_what_was_folded_is_named_with_its_place() -> None:
    other = tied(original="b.csv", locator="row=9")
    (found,) = build(Event(tied(), None, [(other, "published in another file")]))
    assert found["folded"] == ["b.csv#row=9: published in another file"]


def test_the_law_is_asked_for_the_day_as_precisely_as_it_is_known() -> None:
    (found,) = build(Event(tied(date=date(2020, 8, 1), date_precision="month"), None, []))
    assert "2020-08-01 month hytera" in found["status"][0]["why"]


def test_a_finding_keeps_its_name_for_the_same_evidence_alone() -> None:
    assert finding_id("A", "row=2", "hytera") == finding_id("A", "row=2", "hytera")
    others = {
        finding_id("B", "row=2", "hytera"),
        finding_id("A", "row=3", "hytera"),
        finding_id("A", "row=2", "dahua"),
    }
    assert finding_id("A", "row=2", "hytera") not in others
    assert len(others) == 3


@pytest.mark.parametrize(
    ("precision", "text"),
    [("day", "2024-11-26"), ("month", "2024-11"), ("quarter", "2024-Q4"), ("year", "2024")],
)
def test_a_date_is_written_no_more_precisely_than_known(precision: str, text: str) -> None:
    assert date_text(date(2024, 11, 26), precision) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("780.770000"), "780.77"),
        (Decimal("-45.000000"), "-45"),
        (Decimal("12000.000000"), "12000"),
        (Decimal("0.000000"), "0"),
        (None, None),
    ],
)
def test_an_amount_is_exact_and_without_padding(amount: Decimal | None, text: str | None) -> None:
    assert amount_text(amount) == text
