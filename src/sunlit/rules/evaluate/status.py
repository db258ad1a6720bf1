"""What does the law say of a finding: as codes that are stored, and as words that are shown?"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple

import orjson

from sunlit.knowledge import Instrument, Knowledge
from sunlit.rules.evaluate.answer import Answer, answer_of
from sunlit.rules.evaluate.ask import completed, purchases_first
from sunlit.rules.evaluate.boundaries import boundary_days, span_of
from sunlit.rules.evaluate.listed import names_parties
from sunlit.rules.evaluate.places import may_bind
from sunlit.rules.evaluate.scope import Asked, asked
from sunlit.rules.facts import Facts
from sunlit.tables import AnswerWords, Fact, InstrumentAnswer
from sunlit.values.partial_date import PartialDate

#: Stands for the day of the purchase in words that are kept for several days.
_DAY: Final = "\x00day\x00"
_DIGEST_CHARACTERS: Final = 16


class _Law(NamedTuple):
    """The answers on one question, and their words; both the same for every day of a span."""

    digest: str
    answers: tuple[InstrumentAnswer, ...]
    words: tuple[AnswerWords, ...]


def answers(
    knowledge: Knowledge,
    party: str,
    on: date | None,
    precision: str | None,
    jurisdiction: str | None,
    facts: Sequence[Fact] = (),
) -> tuple[InstrumentAnswer, ...]:
    """One answer per instrument that ever names `party` or an owner of it.

    `on` is the first day of the period that `precision` tells (day, month, quarter, year).
    `facts` are those of the row (`facts_of_row`), which settle more; a place among them counts
    where `jurisdiction` is null. Instruments that name nobody (ownership laws) are told where the
    buyer is known to be in their place. Those that govern purchases come first, by id.
    KeyError when `party` is not an id of `knowledge.parties`.
    """
    return _law(knowledge, party, on, precision, jurisdiction, facts)[0].answers


def words(
    knowledge: Knowledge,
    party: str,
    on: date | None,
    precision: str | None,
    jurisdiction: str | None,
    facts: Sequence[Fact] = (),
) -> tuple[AnswerWords, ...]:
    """The same answers as `answers` gives, in its order, with names, grounds and sources."""
    law, day = _law(knowledge, party, on, precision, jurisdiction, facts)
    return tuple(
        replace(answer, why=answer.why.replace(_DAY, str(day))) if _DAY in answer.why else answer
        for answer in law.words
    )


def law_digest(given: Sequence[InstrumentAnswer]) -> str:
    """The name of what `answers` gave, which each of its rows bears in `law`.

    Two findings have the same one when everything that is said of them is the same, but for the
    day of the purchase where it stands in words.
    """
    return given[0].law if given else _digest(())


def _law(
    knowledge: Knowledge,
    party: str,
    on: date | None,
    precision: str | None,
    jurisdiction: str | None,
    facts: Sequence[Fact],
) -> tuple[_Law, PartialDate]:
    day = PartialDate.of_period(on, precision)
    days = boundary_days(knowledge)
    span = (span_of(days, day.first), span_of(days, day.last)) if day.first and day.last else None
    return _law_of_span(knowledge, span, party, jurisdiction, tuple(facts)), day


@lru_cache(maxsize=4_096)
def _law_of_span(
    knowledge: Knowledge,
    span: tuple[int, int] | None,
    party: str,
    jurisdiction: str | None,
    facts: tuple[Fact, ...],
) -> _Law:
    """The law for any day of the span: between boundaries only the day's own words differ."""
    if party not in knowledge.parties:
        raise KeyError(party)
    given = facts_of(facts)
    given |= {"party": party, "jurisdiction": jurisdiction or given.get("jurisdiction")}
    if span is not None:
        given["on"] = _some_day(boundary_days(knowledge), span)
    whole = completed(knowledge, Facts.model_validate(given))
    questions = (
        asked(knowledge, instrument, whole)
        for instrument in sorted(knowledge.instruments.values(), key=purchases_first)
    )
    found = [answer_of(question) for question in questions if _is_told(question)]
    in_words = tuple(_words_of(answer) for answer in found)
    digest = _digest(in_words)
    return _Law(digest, tuple(_codes_of(answer, digest) for answer in found), in_words)


def facts_of(facts: Iterable[Fact]) -> dict[str, object]:
    """The facts of a row by the names of `Facts`; several funds become a list.

    What stands under a name there has a dot in its own: `settled.zz-on-state-list`.
    """
    given: dict[str, object] = {}
    keyed: dict[str, dict[str, str]] = {}
    funds: list[str] = []
    for fact in facts:
        name, _, key = fact.fact.partition(".")
        if key:
            keyed.setdefault(name, {})[key] = fact.value
        elif name == "funds":
            funds.append(fact.value)
        else:
            given[name] = fact.value
    return {**given, **keyed, **({"funds": funds} if funds else {})}


def as_facts(given: Facts) -> tuple[Fact, ...]:
    """What the facts say beside party, place and day, as rows; what is not known is left out."""
    rows: list[Fact] = []
    for name, value in given.model_dump(exclude={"party", "jurisdiction", "on"}).items():
        if isinstance(value, dict):
            rows += [Fact(f"{name}.{key}", _text(settled)) for key, settled in value.items()]
        elif isinstance(value, list | tuple):
            rows += [Fact(name, _text(part)) for part in value]
        elif value is not None:
            rows.append(Fact(name, _text(value)))
    return tuple(rows)


def _text(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _some_day(days: tuple[date, ...], span: tuple[int, int]) -> PartialDate:
    first, last = (days[at - 1] if at else days[0] - timedelta(days=1) for at in span)
    return PartialDate(_DAY, first, last)


def _digest(in_words: tuple[AnswerWords, ...]) -> str:
    return sha256(orjson.dumps(in_words)).hexdigest()[:_DIGEST_CHARACTERS]


def _is_told(question: Asked) -> bool:
    """Whether a finding is told of the instrument: it names the party, or asks who sold it."""
    return bool(question.routes) or _asks_the_seller(
        question.knowledge, question.instrument, question.facts
    )


def _asks_the_seller(knowledge: Knowledge, instrument: Instrument, facts: Facts) -> bool:
    if instrument.governs != "purchase" or names_parties(knowledge, instrument):
        return False
    return may_bind(instrument.jurisdiction, facts.jurisdiction) == "yes"


def told(knowledge: Knowledge, facts: Facts) -> list[str]:
    """The instruments that a person is told of for these facts, by id, in the order of answers."""
    ordered = sorted(knowledge.instruments.values(), key=purchases_first)
    return [
        instrument.id for instrument in ordered if _is_told(asked(knowledge, instrument, facts))
    ]


def _codes_of(answer: Answer, law: str) -> InstrumentAnswer:
    return InstrumentAnswer(
        law=law,
        instrument=answer.instrument,
        answer=answer.status,
        listed=answer.listed,
        listed_from=_listed_from(answer),
        listed_until=answer.listed_until,
        tranche=answer.tranche,
        via=answer.via,
        missing=answer.lacks,
        verified=answer.verified,
    )


def _words_of(answer: Answer) -> AnswerWords:
    return AnswerWords(
        instrument=answer.instrument,
        name=answer.name,
        answer=answer.status,
        listed=answer.listed,
        listed_from=_listed_from(answer),
        listed_until=answer.listed_until,
        tranche=answer.tranche,
        via=answer.via,
        missing="; ".join(answer.missing) or None,
        why=answer.why,
        citation=answer.citation,
        quote=answer.quote,
        source=answer.source,
        verified=answer.verified,
    )


def _listed_from(answer: Answer) -> str:
    return answer.listed_from or answer.in_force_from or "unknown"
