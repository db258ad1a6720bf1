"""Which purchases did others report, and what did the law say of them?"""

from collections.abc import Mapping
from typing import Any

from sunlit import rules
from sunlit.knowledge import Knowledge
from sunlit.tables import AnswerWords, Fact


def reported_purchases(known: Knowledge) -> list[dict[str, Any]]:
    """Give the purchases that others reported, as rows."""
    return rules.reported_purchases(known)


def law_of_reported(known: Knowledge, row: Mapping[str, Any]) -> list[AnswerWords]:
    """Give what each instrument that can bind the buyer's place said of a reported purchase.

    `row` is one of `reported_purchases`; what is told is of its first party.
    """
    period = row["period"]
    precision = {4: "year", 7: "month", 10: "day"}.get(len(row["period_text"]))
    facts = [Fact("buyer_type", row["buyer_type"])] if row["buyer_type"] else []
    facts += [Fact("product_class", thing) for thing in row["product_classes"][:1]]
    answers = rules.words(
        known, row["parties"][0], period.first, precision, row["jurisdiction"], facts
    )
    return [
        answer
        for answer in answers
        if rules.may_bind(known.instruments[answer.instrument].jurisdiction, row["jurisdiction"])
        != "no"
    ]
