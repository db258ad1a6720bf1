"""On which days can an answer change? Between two such days in a row, none does."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from sunlit.knowledge import Instrument, Knowledge
from sunlit.values.partial_date import PartialDate


@lru_cache(maxsize=8)
def boundary_days(knowledge: Knowledge) -> tuple[date, ...]:
    """Every day on which an interval of the knowledge starts or ends, for sure or perhaps."""
    found: set[date] = set()
    for instrument in knowledge.instruments.values():
        found |= set(days_of_instrument(instrument))
    return tuple(sorted(found | set(_of_owners(knowledge))))


def days_bearing_on(knowledge: Knowledge, instrument: Instrument) -> tuple[date, ...]:
    """The boundary days that can change this instrument's answer."""
    found = set(days_of_instrument(instrument)) | set(_of_owners(knowledge))
    others = [instrument.lists_as, *(bar.makers_listed_by for bar in instrument.bars)]
    for other in others:
        if other:
            found |= set(days_of_instrument(knowledge.instruments[other]))
    return tuple(sorted(found))


def days_of_instrument(instrument: Instrument) -> Iterator[date]:
    """The first and last days of the instrument's own intervals."""
    return _points(_of_instrument(instrument))


def _of_owners(knowledge: Knowledge) -> Iterator[date]:
    for party in knowledge.parties.values():
        for link in party.ownership:
            if link.owner is not None:
                yield from _points([link.since, link.until])


def _of_instrument(instrument: Instrument) -> Iterator[PartialDate | None]:
    for part in instrument.in_force:
        yield from (part.since, part.until)
    for bar in instrument.bars:
        yield from (bar.since, bar.until, bar.award_since)
    for tranche in instrument.tranches:
        yield from (tranche.since, tranche.until)
    yield instrument.in_force_until.day if instrument.in_force_until else None


def _points(days: Sequence[PartialDate | None] | Iterator[PartialDate | None]) -> Iterator[date]:
    for day in days:
        if day is not None:
            yield from (point for point in (day.first, day.last) if point is not None)


def span_of(days: Sequence[date], day: date) -> int:
    """How many of the boundary days are on or before `day`: the same number, the same answers."""
    return bisect_right(days, day)
