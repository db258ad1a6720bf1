"""How many purchases fall before a party's listing, and how many on its day or later?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from sunlit.summary import PartyListing, When
from sunlit.tables import InstrumentAnswer
from sunlit.values.partial_date import UNKNOWN, PartialDate


class _Key(NamedTuple):
    party: str
    party_name: str
    instrument: str
    listed_from: str
    verified: str


class Listings:
    """Counts purchases around each listing as they come; as large as the law, not the findings."""

    def __init__(self) -> None:
        self._counts: defaultdict[_Key, Counter[str]] = defaultdict(Counter)

    def add(
        self,
        party: str,
        party_name: str,
        bought: PartialDate,
        answers: Iterable[InstrumentAnswer],
    ) -> None:
        """Count one purchase by what the instruments say of it."""
        for answer in answers:
            since = answer.listed_from or UNKNOWN.text
            key = _Key(party, party_name, answer.instrument, since, answer.verified)
            counts = self._counts[key]
            counts[when_bought(bought, answer.listed, since)] += 1
            counts["bears"] += answer.answer != "not_applicable"

    def listings(self, names: Mapping[str, str]) -> tuple[PartyListing, ...]:
        """One record per party, instrument and first day; by party, bearing first, then by day.

        `names` are the instruments' names by id.
        """
        made = (_listing(key, counts, names) for key, counts in self._counts.items())
        return tuple(sorted(made, key=_order))


def when_bought(bought: PartialDate, listed: str | None, listed_from: str) -> When:
    """Say if a purchase came before a listing or after, where `listed` is so on its date."""
    if listed == "yes":
        return "after"
    started = _day(listed_from).on_or_before(bought)
    if started == "no":
        return "before"
    return "ended" if listed == "no" and started == "yes" else "unknown"


@lru_cache(maxsize=4_096)
def _day(written: str) -> PartialDate:
    return PartialDate.parse(written)


def _listing(key: _Key, counts: Mapping[str, int], names: Mapping[str, str]) -> PartyListing:
    return PartyListing(
        party=key.party,
        party_name=key.party_name,
        instrument=key.instrument,
        name=names.get(key.instrument, key.instrument),
        listed_from=key.listed_from,
        before=counts["before"],
        after=counts["after"],
        ended=counts["ended"],
        unknown=counts["unknown"],
        bears=counts["bears"] > 0,
        verified=key.verified,
    )


def _order(listing: PartyListing) -> tuple[object, ...]:
    since = _day(listing.listed_from)
    return (listing.party, not listing.bears, since.sort_key(), listing.instrument)
