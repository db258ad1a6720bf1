"""The purchases that others reported, for a person: who, what, how much, when, from whom."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console

from sunlit.publish.report.short_names import short_name
from sunlit.publish.terminal.layout import plain, print_rows
from sunlit.tables import ListingBeside, ReportedPurchase

_HEADER: Final = ("who", "what", "maker", "how much", "when", "from whom", "after", "before")
_LONGEST: Final = 48
#: Ways of governing by which stories date a purchase; the rest is in the report.
_DATED_BY: Final = frozenset({"export", "purchase"})


def print_reported(purchases: Sequence[ReportedPurchase], console: Console) -> None:
    """Print reported purchases, one per line."""
    print_rows(
        console, _HEADER, [[plain(text) for text in _texts(purchase)] for purchase in purchases]
    )


def _texts(purchase: ReportedPurchase) -> list[str]:
    place = f" ({purchase.jurisdiction})" if purchase.jurisdiction else ""
    maker = ", ".join(purchase.party_names) or purchase.maker_note or "not named"
    amount = purchase.amount_text or "not reported"
    if purchase.conflict_amounts:
        differ = " or ".join(f"{value:,}" for value in purchase.conflict_amounts)
        amount += f" (sources differ: {differ})"
    return [
        _cut(purchase.buyer + place),
        _cut(purchase.item or ""),
        _cut(maker),
        amount,
        purchase.period_text if purchase.period_text != "unknown" else "not reported",
        _cut(purchase.supplier or "not reported"),
        _cut(_listings(purchase.after)),
        _cut(_listings(purchase.before)),
    ]


def _listings(listings: Sequence[ListingBeside]) -> str:
    shown = [listing for listing in listings if listing.governs in _DATED_BY]
    words = [f"{short_name(one.name)} {one.listed_from}" for one in shown[:2]]
    more = len(shown) - len(words)
    return "; ".join(words) + (f" +{more}" if more > 0 else "")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
