"""The purchases that others reported: who, what, how much, when, before or after what."""

from sunlit.knowledge import Case, Knowledge
from sunlit.rules.evaluate import may_bind
from sunlit.rules.timeline import before_after
from sunlit.tables import ListingBeside, ReportedPurchase


def reported_purchases(knowledge: Knowledge) -> list[ReportedPurchase]:
    """The reported purchases, in the file's order.

    `before`, `after` and `unknown` hold listings of the purchase's parties by where the reported
    period falls; a period around a listing is "unknown". Listings by places that cannot bind the
    buyer are left out, but for export blacklists, which such stories date by.
    """
    return [_purchase(knowledge, case) for case in knowledge.cases]


def _purchase(knowledge: Knowledge, case: Case) -> ReportedPurchase:
    listings = _listings(knowledge, case)
    notes = (case.note, case.related, case.correction)
    return ReportedPurchase(
        id=case.id,
        buyer=case.buyer,
        buyer_type=case.buyer_type,
        jurisdiction=case.jurisdiction,
        parties=case.parties,
        party_names=tuple(knowledge.parties[party].name for party in case.parties),
        candidates=case.candidates,
        maker_note=case.maker_note,
        item=case.item,
        product_classes=case.classes,
        quantity=case.quantity,
        amount_text=str(case.amount) if case.amount else None,
        conflict_amounts=case.conflict_amounts,
        period=case.period.day,
        period_text=str(case.period),
        supplier=case.supplier,
        funding=case.funding,
        certainty=case.certainty,
        status=case.status,
        before=_on_side(listings, "before"),
        after=_on_side(listings, "after"),
        unknown=_on_side(listings, "unknown"),
        note="; ".join(note for note in notes if note) or None,
        source=case.source,
        verified=case.verified,
    )


def _on_side(listings: list[ListingBeside], when: str) -> tuple[ListingBeside, ...]:
    return tuple(listing for listing in listings if listing.when == when)


def _listings(knowledge: Knowledge, case: Case) -> list[ListingBeside]:
    return [
        listing
        for party in case.parties
        for listing in before_after(knowledge, party, case.period.day)
        if _bears(knowledge, listing.instrument, case.jurisdiction)
    ]


def _bears(knowledge: Knowledge, instrument_id: str, buyer: str) -> bool:
    instrument = knowledge.instruments[instrument_id]
    return instrument.governs == "export" or may_bind(instrument.jurisdiction, buyer) != "no"
