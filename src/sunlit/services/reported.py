"""Which purchases did others report, and what did the law say of them?"""

from sunlit import rules
from sunlit.knowledge import Knowledge
from sunlit.tables import AnswerWords, Fact, ReportedPurchase


def reported_purchases(known: Knowledge) -> list[ReportedPurchase]:
    """Give the purchases that others reported."""
    return rules.reported_purchases(known)


def law_of_reported(known: Knowledge, purchase: ReportedPurchase) -> list[AnswerWords]:
    """Give what each instrument that can bind the buyer's place said of a reported purchase.

    What is told is of its first party.
    """
    place = purchase.jurisdiction
    precision = {4: "year", 7: "month", 10: "day"}.get(len(purchase.period_text))
    facts = [Fact("buyer_type", purchase.buyer_type)] if purchase.buyer_type else []
    facts += [Fact("product_class", thing) for thing in purchase.product_classes[:1]]
    answers = rules.words(
        known, purchase.parties[0], purchase.period.first, precision, place, facts
    )
    return [
        answer
        for answer in answers
        if rules.may_bind(known.instruments[answer.instrument].jurisdiction, place) != "no"
    ]
