"""Who owned a party on a day, and who owned the owner?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sunlit.knowledge.records import Ownership, Party
from sunlit.values.partial_date import PartialDate, within
from sunlit.values.truth import Truth, both


@dataclass(frozen=True)
class OwnerChain:
    """A line of ownership from a party up to one owner, and whether it held on the day.

    `links` are the steps, the party's own first: Lorex, owned by Dahua, has one.
    """

    owner: str
    certainty: Truth
    links: tuple[Ownership, ...]


def owner_chains(parties: Mapping[str, Party], party: str, day: PartialDate) -> list[OwnerChain]:
    """Every line up to an owner that is itself a party, nearest first, also those not held that day.

    A line that closed on an unread day is "unknown" from its earliest to its latest end. Owners
    outside the knowledge (FLIR, Skywatch) end a line and are not given.
    """
    return list(_upwards(parties, party, day, (), frozenset({party})))


def _upwards(
    parties: Mapping[str, Party],
    party: str,
    day: PartialDate,
    below: tuple[Ownership, ...],
    seen: frozenset[str],
) -> Iterator[OwnerChain]:
    held = [link for link in parties[party].ownership if link.owner in parties.keys() - seen]
    for link in held:
        links = (*below, link)
        certainty = both(*(within(day, link.since, link.until) for link in links))
        yield OwnerChain(str(link.owner), certainty, links)
    for link in held:  # wide before deep, so that the nearest owners come first
        owner = str(link.owner)
        yield from _upwards(parties, owner, day, (*below, link), seen | {owner})


def as_day(on: date | PartialDate | None) -> PartialDate:
    """A day as a PartialDate; None is an unknown day."""
    return on if isinstance(on, PartialDate) else PartialDate.of_period(on, "day")
