"""Which listings does a purchase come before and after, and when did what apply?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sunlit.knowledge import Instrument, Knowledge
from sunlit.knowledge.facts import Verified
from sunlit.knowledge.ownership import as_day, owner_chains
from sunlit.rules.evaluate import begins, reaches_affiliates, tranches_of
from sunlit.tables import ListingBeside
from sunlit.values.partial_date import UNKNOWN, PartialDate, within
from sunlit.values.truth import Truth

_WHEN: dict[Truth, str] = {"yes": "after", "no": "before", "unknown": "unknown"}


class TimelineEntry(NamedTuple):
    """An instrument applied to the party in [since, until); None is no end as far as read."""

    since: PartialDate
    until: PartialDate | None
    instrument: str
    name: str
    kind: str


@dataclass(frozen=True)
class _Span:
    since: PartialDate
    until: PartialDate | None
    instrument: Instrument
    verified: Verified


def timeline(knowledge: Knowledge, party: str) -> list[TimelineEntry]:
    """What applied to `party` from when to when, by first day then instrument.

    A span starts when the party (or its owner then, where the instrument reaches affiliates) was
    listed, its ownership had begun and the instrument had started, whichever is last.
    KeyError when `party` is not an id of `knowledge.parties`.
    """
    return [
        TimelineEntry(
            span.since, span.until, span.instrument.id, span.instrument.name, span.instrument.kind
        )
        for span in _spans(knowledge, party)
    ]


def before_after(
    knowledge: Knowledge, party: str, on: date | PartialDate | None
) -> list[ListingBeside]:
    """For each listing of `party`, by first day: is a purchase on that day before or after it?"""
    day = as_day(on)
    return [
        ListingBeside(
            party=party,
            instrument=span.instrument.id,
            name=span.instrument.name,
            governs=span.instrument.governs,
            listed_from=str(span.since),
            listed_until=str(span.until) if span.until else None,
            when=_WHEN[span.since.on_or_before(day)],
            listed=within(day, span.since, span.until),
            verified=span.verified,
        )
        for span in _spans(knowledge, party)
    ]


def _spans(knowledge: Knowledge, party: str) -> list[_Span]:
    spans = {
        (span.since, span.until, span.instrument.id): span
        for instrument in knowledge.instruments.values()
        for span in _of_instrument(knowledge, instrument, party)
    }
    return sorted(spans.values(), key=lambda span: (span.since.sort_key(), span.instrument.id))


def _of_instrument(knowledge: Knowledge, instrument: Instrument, party: str) -> Iterator[_Span]:
    tranches = tranches_of(knowledge, instrument)
    begun = begins(instrument)
    first = [begun] if begun else []
    reaches = reaches_affiliates(knowledge, instrument)
    ended = [instrument.in_force_until.day] if instrument.in_force_until else []
    for tranche in tranches:
        until = [tranche.until] if tranche.until else []
        if party in tranche.parties:
            yield _span(instrument, [tranche.since, *first], [*until, *ended], tranche.verified)
        if reaches != "yes":
            continue
        for chain in owner_chains(knowledge.parties, party, UNKNOWN):
            if chain.owner in tranche.parties:
                since = [tranche.since, *first, *(link.since for link in chain.links)]
                sold = [link.until for link in chain.links if link.until]
                yield _span(instrument, since, [*until, *ended, *sold], tranche.verified)


def _span(
    instrument: Instrument, starts: list[PartialDate], ends: list[PartialDate], verified: Verified
) -> _Span:
    since = max(starts, key=PartialDate.sort_key)
    until = min(ends, key=PartialDate.sort_key) if ends else None
    return _Span(since, until, instrument, verified)
