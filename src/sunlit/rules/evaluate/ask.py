"""Put the facts of a purchase to every instrument."""

from collections.abc import Iterable
from typing import NoReturn

from sunlit.errors import InputError
from sunlit.knowledge import Instrument, Knowledge
from sunlit.rules.evaluate.advisories import advisory_answer
from sunlit.rules.evaluate.answer import Answer, answer_of, questions_of
from sunlit.rules.evaluate.scope import asked
from sunlit.rules.facts import Facts
from sunlit.rules.reading import assumed_purpose, buyer_of_words, class_of_words, nearest


def answer(
    knowledge: Knowledge,
    facts: Facts,
    only: Iterable[str] | None = None,
    *,
    assume_use: bool = False,
) -> dict[str, Answer]:
    """Each instrument's answer by its id: those that govern purchases first, then by id.

    With `assume_use` the ordinary use of the thing by the buyer stands in for a purpose that is not
    stated, and each answer that rests on it says so.
    InputError when the facts name a party, an instrument or a question that the knowledge lacks.
    """
    _require_known(knowledge, facts, only)
    facts = completed(knowledge, facts)
    assumption = assumed_purpose(knowledge, facts) if assume_use else None
    wanted = knowledge.instruments.keys() if only is None else set(only)
    chosen = [
        instrument for instrument in knowledge.instruments.values() if instrument.id in wanted
    ]
    found = {
        instrument.id: answer_of(asked(knowledge, instrument, facts, assumption))
        for instrument in sorted(chosen, key=purchases_first)
    }
    return {**found, **advisory_answer(knowledge, facts)}


def completed(knowledge: Knowledge, facts: Facts) -> Facts:
    """The facts with what the item's words and the buyer's name say, where nothing was given."""
    if facts.buyer is not None and facts.buyer_type is None:
        named = buyer_of_words(knowledge.vocabulary, facts.buyer)
        facts = facts.model_copy(update={"buyer_type": named.kind}) if named else facts
    if facts.item is None or facts.product_class is not None:
        return facts
    thing = class_of_words(knowledge, facts.item)
    return facts.model_copy(update={"product_class": thing}) if thing else facts


def purchases_first(instrument: Instrument) -> tuple[bool, str]:
    """The order of answers."""
    return (instrument.governs != "purchase", instrument.id)


def _require_known(knowledge: Knowledge, facts: Facts, only: Iterable[str] | None) -> None:
    for name, given in (("party", facts.party), ("produced_by", facts.produced_by)):
        if given not in (None, "other") and given not in knowledge.parties:
            other = ' ("other" is a maker that is no party)' if name == "produced_by" else ""
            _refuse(
                f"{name}: no party {given!r} is known{other}", given, _names(knowledge), "party"
            )
    instruments = knowledge.instruments
    for name in sorted(set(only or ()) - instruments.keys()):
        _refuse(f"no instrument {name!r} is known", name, instruments, "instrument")
    for name in sorted(facts.listed_on.keys() - instruments.keys()):
        _refuse(f"listed_on: no instrument {name!r} is known", name, instruments, "instrument")
    questions = questions_of(knowledge)
    for name in sorted(facts.settled.keys() - questions):
        near = nearest(name, questions)
        hint = f" Nearest: {near}." if near else ""
        known = ", ".join(sorted(questions))
        raise InputError(f"settled: no rule asks {name!r}.{hint} Known: {known}.")


def _names(knowledge: Knowledge) -> list[str]:
    return [*knowledge.parties, *(party.name for party in knowledge.parties.values())]


def _refuse(problem: str, given: str | None, known: Iterable[str], kind: str) -> NoReturn:
    near = nearest(str(given), known)
    hint = f" Nearest: {near}." if near else ""
    raise InputError(f"{problem}.{hint} `sunlit knowledge list {kind}` lists them.")
