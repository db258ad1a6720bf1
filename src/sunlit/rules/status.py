"""The rows of tables.STATUS that a finding carries, from the answers of the instruments."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from sunlit.knowledge import Instrument, Knowledge
from sunlit.rules.answer import Answer, answer_of
from sunlit.rules.ask import completed, purchases_first
from sunlit.rules.boundaries import boundary_days, span_of
from sunlit.rules.facts import Facts
from sunlit.rules.listed import names_parties
from sunlit.rules.places import may_bind
from sunlit.rules.scope import Asked, asked
from sunlit.values.partial_date import PartialDate

#: Stands for the day of the purchase in words that are kept for several days.
_DAY: Final = "\x00day\x00"


def statuses(
    knowledge: Knowledge,
    party: str,
    on: date | None,
    precision: str | None,
    buyer_jurisdiction: str | None,
    *,
    facts: Facts | None = None,
    **further: Any,
) -> list[dict[str, Any]]:
    """One dict of tables.STATUS per instrument that ever names `party` or an owner of it.

    `on` is the first day of the period that `precision` tells (day, month, quarter, year).
    `facts` or further fields of `Facts` by keyword (buyer_type, funds, product_class, act) settle
    more. Instruments that name nobody (ownership laws) are told where the buyer is known to be in
    their place. Those that govern purchases come first, by id.
    KeyError when `party` is not an id of `knowledge.parties`.
    """
    given = {**(facts.model_dump() if facts else {}), **further}
    given |= {"party": party, "jurisdiction": buyer_jurisdiction}
    given = {name: value for name, value in given.items() if value not in (None, {})}
    key = tuple(sorted((name, _frozen(value)) for name, value in given.items()))
    day = PartialDate.of_period(on, precision)
    days = boundary_days(knowledge)
    span = (span_of(days, day.first), span_of(days, day.last)) if day.first and day.last else None
    return [
        {**status, "why": status["why"].replace(_DAY, str(day))}
        for status in _statuses(knowledge, span, key)
    ]


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=65_536)
def _statuses(
    knowledge: Knowledge, span: tuple[int, int] | None, key: tuple[tuple[str, Any], ...]
) -> tuple[dict[str, Any], ...]:
    """The rows for any day of the span: between boundaries only the day's own words differ."""
    given = {
        name: dict(value) if name in ("settled", "listed_on") else value for name, value in key
    }
    if span is not None:
        given["on"] = _some_day(boundary_days(knowledge), span)
    facts = completed(knowledge, Facts.model_validate(given))
    if facts.party not in knowledge.parties:
        raise KeyError(facts.party)
    questions = (
        asked(knowledge, instrument, facts)
        for instrument in sorted(knowledge.instruments.values(), key=purchases_first)
    )
    return tuple(status_row(answer_of(one)) for one in questions if _told(one))


def _some_day(days: tuple[date, ...], span: tuple[int, int]) -> PartialDate:
    first, last = (days[at - 1] if at else days[0] - timedelta(days=1) for at in span)
    return PartialDate(_DAY, first, last)


def _told(one: Asked) -> bool:
    """Whether a finding is told of the instrument: it names the party, or asks who sold it."""
    return bool(one.routes) or _asks_the_seller(one.knowledge, one.instrument, one.facts)


def _asks_the_seller(knowledge: Knowledge, instrument: Instrument, facts: Facts) -> bool:
    if instrument.governs != "purchase" or names_parties(knowledge, instrument):
        return False
    return may_bind(instrument.jurisdiction, facts.jurisdiction) == "yes"


def told(knowledge: Knowledge, facts: Facts) -> list[str]:
    """The instruments that a person is told of for these facts, by id, in the order of answers."""
    ordered = sorted(knowledge.instruments.values(), key=purchases_first)
    return [one.id for one in ordered if _told(asked(knowledge, one, facts))]


def status_row(answer: Answer) -> dict[str, Any]:
    """An answer in words: what a finding's law says of one instrument."""
    return {
        "instrument": answer.instrument,
        "name": answer.name,
        "answer": answer.status,
        "listed": answer.listed,
        "listed_from": answer.listed_from or answer.in_force_from or "unknown",
        "listed_until": answer.listed_until,
        "tranche": answer.tranche,
        "via": answer.via,
        "missing": "; ".join(answer.missing) or None,
        "why": answer.why,
        "citation": answer.citation,
        "quote": answer.quote,
        "source": answer.source,
        "verified": answer.verified,
    }
