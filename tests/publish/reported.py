"""A reported purchase, as the knowledge would give it: an invented buyer, a real list."""

from decimal import Decimal

from sunlit.tables import ListingBeside, ReportedPeriod, ReportedPurchase

LISTED = ListingBeside(
    party="hikvision",
    instrument="us-bis-entity-list",
    name="BIS Entity List (Supplement No. 4)",
    governs="export",
    listed_from="2019-10-09",
    listed_until=None,
    when="after",
    listed="yes",
    verified="unverified",
)
REPORTED = ReportedPurchase(
    id="case",
    buyer="Kern <County>",
    buyer_type="county",
    jurisdiction="US-CA",
    parties=("hikvision",),
    party_names=("Hikvision",),
    candidates=(),
    maker_note=None,
    item="surveillance equipment",
    product_classes=(),
    quantity=None,
    amount_text="more than 15,000 USD",
    conflict_amounts=(Decimal(490_000), Decimal(525_000)),
    period=ReportedPeriod(None, None),
    period_text="2020-06",
    supplier="Tel Tec Security",
    funding=None,
    certainty="alleged",
    status=None,
    before=(),
    after=(LISTED, LISTED),
    unknown=(),
    note=None,
    source=("https://example.org/story", "a book"),
    verified="read",
)
