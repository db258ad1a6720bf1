"""Put the facts of a purchase to every instrument."""

from collections.abc import Iterable

from sunlit.errors import InputError
from sunlit.knowledge import Instrument, Knowledge
from sunlit.rules.advisories import advisory_answer
from sunlit.rules.answer import Answer, answer_of
from sunlit.rules.facts import Facts
from sunlit.rules.scope import asked


def answer(
    knowledge: Knowledge, facts: Facts, only: Iterable[str] | None = None
) -> dict[str, Answer]:
    """Each instrument's answer by its id: those that govern purchases first, then by id.

    InputError when the facts name a party, or `only` an instrument, that the knowledge lacks.
    """
    _require_known(knowledge, facts, only)
    wanted = knowledge.instruments.keys() if only is None else set(only)
    chosen = [one for one in knowledge.instruments.values() if one.id in wanted]
    found = {
        one.id: answer_of(asked(knowledge, one, facts))
        for one in sorted(chosen, key=purchases_first)
    }
    return {**found, **advisory_answer(knowledge, facts)}


def purchases_first(instrument: Instrument) -> tuple[bool, str]:
    """The order of answers."""
    return (instrument.governs != "purchase", instrument.id)


def _require_known(knowledge: Knowledge, facts: Facts, only: Iterable[str] | None) -> None:
    for name, given in (("party", facts.party), ("produced_by", facts.produced_by)):
        if given not in (None, "other") and given not in knowledge.parties:
            raise InputError(
                f"{name}: no party {given!r} is known. `sunlit knowledge list party` lists them."
            )
    for one in sorted(set(only or ()) - knowledge.instruments.keys()):
        raise InputError(
            f"no instrument {one!r} is known. `sunlit knowledge list instrument` lists them."
        )
