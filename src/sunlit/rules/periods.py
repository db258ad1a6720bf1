"""What did each instrument say of such a purchase, from when to when?"""

from datetime import date, timedelta
from typing import NamedTuple

from sunlit.knowledge import Instrument, Knowledge
from sunlit.rules.evaluate import (
    Answer,
    answer_of,
    asked,
    boundary_days,
    completed,
    may_bind,
    names_parties,
    purchases_first,
)
from sunlit.rules.facts import Facts
from sunlit.values.partial_date import PartialDate
from sunlit.values.truth import Truth


class Period(NamedTuple):
    """An instrument's answer for purchases in [since, until); None is no bound on that side."""

    instrument: str
    name: str
    governs: str
    since: date | None
    until: date | None
    status: str
    listed: Truth | None
    missing: tuple[str, ...]
    verified: str


def periods(knowledge: Knowledge, facts: Facts) -> list[Period]:
    """Each instrument's answers in order of time, those that govern purchases first.

    The day of the facts is left aside. An instrument that never names the party, or that cannot
    bind the buyer, is left out. Periods before an instrument said anything are left out too.
    """
    facts = completed(knowledge, facts)
    found = []
    for instrument in sorted(knowledge.instruments.values(), key=purchases_first):
        if _bears(knowledge, instrument, facts):
            found += _of_instrument(knowledge, instrument, facts)
    return found


def _bears(knowledge: Knowledge, instrument: Instrument, facts: Facts) -> bool:
    place = may_bind(instrument.jurisdiction, facts.jurisdiction)
    if place == "no" and instrument.governs != "export":
        return False
    named = bool(asked(knowledge, instrument, facts).routes)
    seller = instrument.governs == "purchase" and not names_parties(knowledge, instrument)
    return named or (seller and place == "yes")


def _of_instrument(knowledge: Knowledge, instrument: Instrument, facts: Facts) -> list[Period]:
    days = boundary_days(knowledge)
    starts: list[date | None] = [None, *days]
    ends: list[date | None] = [*days, None]
    merged: list[Period] = []
    for since, until in zip(starts, ends, strict=True):
        sample = since or days[0] - timedelta(days=1)
        day = PartialDate.of_period(sample, "day")
        answer = answer_of(asked(knowledge, instrument, facts.model_copy(update={"on": day})))
        period = _period(instrument, answer, since, until)
        if merged and _same(merged[-1], period):
            merged[-1] = merged[-1]._replace(until=until)
        else:
            merged.append(period)
    quiet = merged[0].status in ("not_prohibited", "not_applicable") and merged[0].listed != "yes"
    return merged[1:] if quiet and len(merged) > 1 else merged


def _same(period: Period, other: Period) -> bool:
    return (period.status, period.listed, period.missing) == (
        other.status,
        other.listed,
        other.missing,
    )


def _period(
    instrument: Instrument, answer: Answer, since: date | None, until: date | None
) -> Period:
    return Period(
        instrument.id,
        instrument.name,
        instrument.governs,
        since,
        until,
        answer.status,
        answer.listed,
        answer.missing,
        answer.verified,
    )
