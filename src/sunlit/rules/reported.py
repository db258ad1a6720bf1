"""The purchases that others reported, as rows: who, what, how much, when, before or after what."""

from typing import Any

from sunlit.knowledge import Case, Knowledge
from sunlit.rules.evaluate import may_bind
from sunlit.rules.timeline import before_after


def reported_purchases(knowledge: Knowledge) -> list[dict[str, Any]]:
    """One row per reported purchase, in the file's order.

    `before`, `after` and `unknown` hold listings of the purchase's parties (rows of
    `before_after`) by where the reported period falls; a period around a listing is "unknown".
    Listings by places that cannot bind the buyer are left out, but for export blacklists, which
    such stories date by. `amount_text` keeps what was said ("more than 45,000 USD"), and both of two
    amounts that conflict stand in `conflict_amounts`.
    """
    return [_row(knowledge, case) for case in knowledge.cases]


def _row(knowledge: Knowledge, case: Case) -> dict[str, Any]:
    listings = _listings(knowledge, case)
    return {
        "id": case.id,
        "buyer": case.buyer,
        "buyer_type": case.buyer_type,
        "jurisdiction": case.jurisdiction,
        "parties": list(case.parties),
        "party_names": [knowledge.parties[party].name for party in case.parties],
        "candidates": list(case.candidates),
        "maker_note": case.maker_note,
        "item": case.item,
        "product_classes": list(case.classes),
        "quantity": case.quantity,
        "amount": case.amount.model_dump() if case.amount else None,
        "amount_text": str(case.amount) if case.amount else None,
        "conflict_amounts": list(case.conflict_amounts),
        "period": case.period.day,
        "period_text": str(case.period),
        "supplier": case.supplier,
        "funding": case.funding,
        "certainty": case.certainty,
        "status": case.status,
        "before": [row for row in listings if row["when"] == "before"],
        "after": [row for row in listings if row["when"] == "after"],
        "unknown": [row for row in listings if row["when"] == "unknown"],
        "note": "; ".join(part for part in (case.note, case.related, case.correction) if part)
        or None,
        "source": list(case.source),
        "verified": case.verified,
    }


def _listings(knowledge: Knowledge, case: Case) -> list[dict[str, Any]]:
    rows = [
        {"party": party, **row}
        for party in case.parties
        for row in before_after(knowledge, party, case.period.day)
    ]
    return [row for row in rows if _bears(knowledge, row["instrument"], case.jurisdiction)]


def _bears(knowledge: Knowledge, instrument: str, buyer: str) -> bool:
    one = knowledge.instruments[instrument]
    return one.governs == "export" or may_bind(one.jurisdiction, buyer) != "no"
