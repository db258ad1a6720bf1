"""How many purchases fall before a party's listing, and how many on its day or later?"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sunlit.publish.periods import period
from sunlit.values.partial_date import PartialDate

When = Literal["before", "after", "ended", "unknown"]


@dataclass(frozen=True)
class PartyListing:
    """The counted purchases of a party, by one instrument's listing of it.

    `after` is on the listing's first day or later; `ended` after it was lifted. `unknown` is
    where a date is not known well enough. `bears` is false when the instrument binds none of
    these buyers or is no rule on buying; the listing is told all the same.
    """

    party: str
    party_name: str
    instrument: str
    name: str
    listed_from: str
    before: int
    after: int
    ended: int
    unknown: int
    bears: bool
    verified: str


def before_and_after(rows: Sequence[Mapping[str, Any]]) -> tuple[PartyListing, ...]:
    """One record per party, instrument and first day; by party, bearing first, then by day."""
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for status in row["status"]:
            key = (
                row["party"],
                row["party_name"],
                status["instrument"],
                status["name"],
                status["listed_from"] or "unknown",
                status["verified"] or "unverified",
            )
            found[key][when_bought(row["date"], status)] += 1
            found[key]["bears"] += status["answer"] != "not_applicable"
    listings = [_listing(key, counts) for key, counts in found.items()]
    return tuple(sorted(listings, key=_order))


def when_bought(date: str | None, status: Mapping[str, Any]) -> When:
    """Say if a purchase on `date` (a FINDINGS date) came before the status' listing or after."""
    if status["listed"] == "yes":
        return "after"
    since = period(status["listed_from"])
    started = since.on_or_before(period(date))
    if started == "no":
        return "before"
    return "ended" if status["listed"] == "no" and started == "yes" else "unknown"


def _listing(key: tuple[str, ...], counts: Mapping[str, int]) -> PartyListing:
    party, party_name, instrument, name, listed_from, verified = key
    return PartyListing(
        party=party,
        party_name=party_name,
        instrument=instrument,
        name=name,
        listed_from=listed_from,
        before=counts["before"],
        after=counts["after"],
        ended=counts["ended"],
        unknown=counts["unknown"],
        bears=counts["bears"] > 0,
        verified=verified,
    )


def _order(listing: PartyListing) -> tuple[object, ...]:
    since: PartialDate = period(listing.listed_from)
    return (listing.party, not listing.bears, since.sort_key(), listing.instrument)
