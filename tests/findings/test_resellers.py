"""Is a seller learnt from what it sold only, and a lead kept apart from findings?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from tests.conftest import finding, mention

from sunlit.findings import find_leads, learn_resellers, sellers_known
from sunlit.tables import PURCHASES, Finding

WORDS = {"video_camera": ["cctv", "security camera"], "radio": ["two-way radio"]}


def sale(number: int = 1, **known: Any) -> Finding:
    """A counted purchase of a Hikvision camera from Bright Security."""
    told = {
        "supplier": "Bright Security Ltd",
        "buyer": "Aville",
        "party": "hikvision",
        "party_name": "Hikvision",
        "product_class": "video_camera",
        "description": "Hikvision camera",
        "word": "Hikvision",
        "amount": "100.50",
    }
    return finding(number, **(told | known))


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
        learn_resellers([sale()]), [("Tel Tec (Tel-Tec)", "a reseller", "news")]
    )
    return list(find_leads([purchases(*rows)], sellers, WORDS, named))


def test_a_seller_is_one_in_all_writings_of_its_name_and_its_money_is_a_range() -> None:
    (one,) = learn_resellers(
        [
            sale(1),
            sale(2, supplier="BRIGHT SECURITY LIMITED", buyer="Bville", amount_covers="document"),
            sale(3, amount=None),
            sale(4, amount="9", amount_covers="cumulative"),
        ]
    )
    record = one.as_record()
    assert record["buyers"] == ["Aville", "Bville"]
    assert record["money"] == [{"currency": "GBP", "at_least": "100.50", "at_most": "201.00"}]
    assert (record["purchases"], record["without_amount"]) == (4, 2)


def test_the_party_itself_and_what_is_not_counted_teach_nothing() -> None:
    name = "Hikvision UK Limited"
    own = sale(supplier=name, mentions=(replace(mention(name, "Hikvision"), field="supplier"),))
    others = [sale(counted=False), sale(grade="reseller"), sale(supplier=None)]
    assert learn_resellers([own, *others]) == []


def test_an_unnamed_thing_from_a_known_seller_is_a_lead_that_says_why() -> None:
    (lead,) = leads({})
    assert (lead.parties, lead.product_class, lead.words) == (
        ("hikvision",),
        "video_camera",
        "cctv",
    )
    assert "not a finding" in lead.reason
    assert sale().finding_id in lead.reason


def test_other_things_other_sellers_and_findings_make_no_lead() -> None:
    assert leads({"description": "toner"}, {"supplier": "Other Ltd"}, {"supplier": None}) == []
    assert leads({"description": "two-way radio"}) == []  # this seller is known for cameras
    assert leads({}, named=frozenset({("S", "row=2")})) == []


def test_a_seller_named_in_reports_makes_leads_with_the_report_as_reason() -> None:
    (lead,) = leads({"supplier": "Tel-Tec Inc", "description": "Two-way radios"})
    assert "reported: news" in lead.reason
    assert lead.parties == ()
