"""How does a tied purchase become a finding that opens to its row?"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from sunlit.tables import COUNTED_STANCES, FINDINGS

#: Gives rows of tables.STATUS for a purchase (a row of tables.PURCHASES) and its tie.
Statuses = Callable[[Mapping[str, Any], Mapping[str, Any]], list[dict[str, Any]]]


@dataclass(frozen=True)
class TiedRow:
    """A purchase row with one of its ties and its cells as published."""

    purchase: Mapping[str, Any]  # a row of tables.PURCHASES
    tie: Mapping[str, Any]  # a row of tables.TIES
    cells: Sequence[tuple[str, str | None]]  # (column as published, cell)


@dataclass(frozen=True)
class Event:
    """One acquisition: the row that stands for it, what is counted, what was folded into it."""

    row: TiedRow
    amount: Decimal | None
    folded: Sequence[tuple[TiedRow, str]]


def build_findings(
    events: Iterable[Event],
    statuses: Statuses,
    party_names: Mapping[str, str],
    min_score: float,
    knowledge_version: str,
) -> pa.Table:
    """Give one row of tables.FINDINGS per event, in the order given.

    `counted` is true for a score of at least `min_score` with a stance that is spending.
    """
    records = [
        _finding(event, statuses, party_names, min_score, knowledge_version) for event in events
    ]
    return pa.Table.from_pylist(records, schema=FINDINGS)


def finding_id(sha256: str, locator: str, party: str) -> str:
    """Name a finding by what it rests on, so that the same evidence keeps its name for ever."""
    return hashlib.sha256(f"{sha256}\n{locator}\n{party}".encode()).hexdigest()[:16]


def date_text(day: date | None, precision: str | None) -> str | None:
    """Write a date no more precisely than it is known: 2024-11-26, 2024-11, 2024-Q4 or 2024."""
    if day is None:
        return None
    if precision == "year":
        return f"{day.year:04d}"
    if precision == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if precision == "month":
        return f"{day.year:04d}-{day.month:02d}"
    return day.isoformat()


def amount_text(amount: Decimal | None) -> str | None:
    """Write an amount without the zeros that the table's scale adds: 780.77, -45, 12000."""
    if amount is None:
        return None
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _finding(
    event: Event,
    statuses: Statuses,
    party_names: Mapping[str, str],
    min_score: float,
    knowledge_version: str,
) -> dict[str, Any]:
    purchase, tie = event.row.purchase, event.row.tie
    party = tie["party"]
    shown = {
        name: purchase[name]
        for name in (
            "locator",
            "row_number",
            "buyer",
            "supplier",
            "description",
            "date_precision",
            "date_kind",
            "currency",
            "amount_covers",
            "kind",
            "jurisdiction",
        )
    }
    evidence = {
        name: tie[name]
        for name in ("grade", "stance", "score", "product_class", "mentions", "features", "reason")
    }
    return {
        **shown,
        **evidence,
        "finding_id": finding_id(purchase["sha256"], purchase["locator"], party),
        "original": {"path": purchase["original"], "sha256": purchase["sha256"]},
        "date": date_text(purchase["date"], purchase["date_precision"]),
        "amount": amount_text(event.amount),
        "party": party,
        "party_name": party_names.get(party, party),
        "status": statuses(purchase, tie),
        "counted": tie["score"] >= min_score and tie["stance"] in COUNTED_STANCES,
        "folded": [_folded_text(row, reason) for row, reason in event.folded],
        "reviewed": "unreviewed",
        "row": [{"column": column, "cell": cell} for column, cell in event.row.cells],
        "knowledge_version": knowledge_version,
    }


def _folded_text(row: TiedRow, reason: str) -> str:
    return f"{row.purchase['original']}#{row.purchase['locator']}: {reason}"
