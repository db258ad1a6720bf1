"""Which purchases did others report, and what did the law say of them?"""

from collections.abc import Mapping
from typing import Any

from sunlit import rules
from sunlit.knowledge import Knowledge


def reported_purchases(known: Knowledge) -> list[dict[str, Any]]:
    """Give the purchases that others reported, as rows."""
    return rules.reported_purchases(known)


def law_of_reported(known: Knowledge, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give what each instrument that can bind the buyer's place said of a reported purchase.

    `row` is one of `reported_purchases`; the result has rows of tables.STATUS, of its first party.
    """
    period = row["period"]
    precision = {4: "year", 7: "month", 10: "day"}.get(len(row["period_text"]))
    further = {"buyer_type": row["buyer_type"]}
    if row["product_classes"]:
        further["product_class"] = row["product_classes"][0]
    statuses = rules.statuses(
        known, row["parties"][0], period.first, precision, row["jurisdiction"], **further
    )
    return [
        status
        for status in statuses
        if rules.may_bind(known.instruments[status["instrument"]].jurisdiction, row["jurisdiction"])
        != "no"
    ]
