"""Is a seller learnt from what it sold only, and a lead kept apart from findings?"""

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from sunlit.findings import find_leads, learn_resellers, sellers_known
from sunlit.tables import PURCHASES

WORDS = {"video_camera": ["cctv", "security camera"], "radio": ["two-way radio"]}


def finding(**known: Any) -> dict[str, Any]:
    base = {
        "finding_id": "f1",
        "supplier": "Bright Security Ltd",
        "buyer": "Aville",
        "party": "hikvision",
        "party_name": "Hikvision",
        "grade": "named",
        "stance": "acquires",
        "counted": True,
        "product_class": "video_camera",
        "mentions": [{"field": "description"}],
        "amount": "100.50",
        "currency": "GBP",
        "amount_covers": "line",
        "kind": "payment",
    }
    return base | known


def purchases(*rows: dict[str, Any]) -> pa.RecordBatch:
    base = dict.fromkeys(PURCHASES.names) | {
        "original": "a.csv",
        "sha256": "S",
        "row_number": 1,
        "kind": "payment",
        "amount": Decimal("900"),
        "amount_covers": "line",
        "date": date(2021, 2, 4),
        "date_precision": "day",
        "date_kind": "paid",
        "supplier": "BRIGHT SECURITY LIMITED",
        "description": "CCTV cameras",
    }
    made = [base | {"locator": f"row={n}"} | row for n, row in enumerate(rows, start=2)]
    return pa.RecordBatch.from_pylist(made, schema=PURCHASES)


def leads(*rows: dict[str, Any], named: frozenset[tuple[str, str]] = frozenset()) -> list[Any]:
    sellers = sellers_known(
        learn_resellers([finding()]), [("Tel Tec (Tel-Tec)", "a reseller", "news")]
    )
    return list(find_leads([purchases(*rows)], sellers, WORDS, named))


def test_a_seller_is_one_in_all_writings_of_its_name_and_its_money_is_a_range() -> None:
    (one,) = learn_resellers(
        [
            finding(),
            finding(
                finding_id="f2",
                supplier="BRIGHT SECURITY LIMITED",
                buyer="Bville",
                amount_covers="document",
            ),
            finding(finding_id="f3", amount=None),
            finding(finding_id="f4", amount="9", amount_covers="cumulative"),
        ]
    )
    record = one.as_record()
    assert record["buyers"] == ["Aville", "Bville"]
    assert record["money"] == [{"currency": "GBP", "at_least": "100.50", "at_most": "201.00"}]
    assert (record["purchases"], record["without_amount"]) == (4, 2)


def test_the_party_itself_and_what_is_not_counted_teach_nothing() -> None:
    own = finding(mentions=[{"field": "supplier"}])
    assert (
        learn_resellers(
            [own, finding(counted=False), finding(grade="reseller"), finding(supplier=None)]
        )
        == []
    )


def test_an_unnamed_thing_from_a_known_seller_is_a_lead_that_says_why() -> None:
    (lead,) = leads({})
    assert (lead.parties, lead.product_class, lead.words) == (
        ("hikvision",),
        "video_camera",
        "cctv",
    )
    assert "not a finding" in lead.reason
    assert "f1" in lead.reason


def test_other_things_other_sellers_and_findings_make_no_lead() -> None:
    assert leads({"description": "toner"}, {"supplier": "Other Ltd"}, {"supplier": None}) == []
    assert leads({"description": "two-way radio"}) == []  # this seller is known for cameras
    assert leads({}, named=frozenset({("S", "row=2")})) == []


def test_a_seller_named_in_reports_makes_leads_with_the_report_as_reason() -> None:
    (lead,) = leads({"supplier": "Tel-Tec Inc", "description": "Two-way radios"})
    assert "reported: news" in lead.reason
    assert lead.parties == ()
