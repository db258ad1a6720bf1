"""Rows for tests: a purchase, and a purchase that is tied to a party."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sunlit.tables import Cell, Purchase, Tie, TiedRow

_UNKNOWN: dict[str, Any] = dict.fromkeys(one.name for one in fields(Purchase))
_PLAIN = Purchase(
    **_UNKNOWN
    | {
        "original": "a.csv",
        "sha256": "A",
        "locator": "row=2",
        "row_number": 2,
        "kind": "payment",
        "supplier": "S Supplies",
        "description": "F camera",
        "amount": Decimal("100.00"),
        "currency": "GBP",
        "amount_covers": "line",
        "date": date(2024, 11, 26),
        "date_precision": "day",
        "date_kind": "paid",
    }
)


def purchase(**known: Any) -> Purchase:
    """A payment of 100 pounds, with other cells where they are given."""
    return replace(_PLAIN, **known)


def tie(party: str = "hikvision", stance: str = "acquires", score: float = 0.9) -> Tie:
    """A tie to a party by its name."""
    return Tie(
        row=0,
        party=party,
        grade="named",
        stance=stance,
        score=score,
        product_class="video_camera",
        mentions=(),
        features=(),
        reason="'F' in the item description names F.",
    )


def tied(
    bought: Purchase = _PLAIN,
    party: str = "hikvision",
    stance: str = "acquires",
    score: float = 0.9,
    row_key: str = "K",
    nth: int = 1,
) -> TiedRow:
    """A purchase tied to a party."""
    cells = (Cell("Item", bought.description), Cell("Note", None))
    return TiedRow(bought, tie(party, stance, score), cells, row_key, nth)
