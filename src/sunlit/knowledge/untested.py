"""Which boundaries of which instruments have no case on each side?"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TypedDict

from sunlit.io.strict_yaml import read_yaml
from sunlit.knowledge.base import Knowledge
from sunlit.knowledge.checks import Problem
from sunlit.knowledge.law import Instrument
from sunlit.knowledge.terms import is_one_of
from sunlit.knowledge.vocabulary import Words
from sunlit.values.partial_date import PartialDate

#: Where the cases stand: in a folder of one's own, and in a checkout of the package.
_OWN: Final = "boundaries.yaml"
_OF_A_CHECKOUT: Final = Path("tests", "rules", "cases", "boundaries.yaml")


#: The facts of a case by their names, every value as text.
_Facts = Mapping[str, str]


class _Changed(TypedDict):
    change: _Facts


class _Case(TypedDict, total=False):
    """The cases of one instrument as written."""

    facts: _Facts
    days: Mapping[str, object]
    buyers: Mapping[str, object]
    purposes: Mapping[str, object]
    other: list[_Changed]


def cases_of(folder: Path) -> Path | None:
    """The cases of the knowledge in `folder`; None where none stand beside it."""
    places = [folder / _OWN, *(parent / _OF_A_CHECKOUT for parent in folder.parents[2:3])]
    return next((place for place in places if place.is_file()), None)


def untested(knowledge: Knowledge, cases: Path) -> Iterator[Problem]:
    """A warning for each day, kind of buyer or purpose that has no case on one of its sides."""
    written = read_yaml(cases, cases.name, texts=True)
    kinds = knowledge.vocabulary.words["buyer"]
    for instrument in knowledge.instruments.values():
        if instrument.governs == "purchase":
            for key, message in _missing(instrument, written.get(instrument.id), kinds):
                yield Problem("warning", f"instruments/{instrument.id}.yaml", key, message)
    for unknown in sorted(written.keys() - knowledge.instruments.keys()):
        yield Problem("error", cases.name, unknown, "cases of no instrument that is known")


def _missing(instrument: Instrument, case: _Case | None, kinds: Words) -> Iterator[tuple[str, str]]:
    if case is None:
        yield "cases", "has no case at all"
        return
    variants = [*_variants(case)]
    days = [PartialDate.parse(day) for facts in variants if (day := _day(facts))]
    for bar in instrument.bars:
        for name, edge in (("from", bar.since), ("until", bar.until)):
            if edge is None or edge.first is None:
                continue
            if not any(day.last and day.last < edge.first for day in days):
                yield f"bars.{bar.id}", f"has no case before {name} {edge}"
            if not any(edge.on_or_before(day) != "no" for day in days):
                yield f"bars.{bar.id}", f"has no case on or after {name} {edge}"
    bound = tuple(dict.fromkeys(buyer for bar in instrument.bars for buyer in bar.buyers))
    if bound and all(bar.buyers for bar in instrument.bars):
        told = {is_one_of(kinds.known(kind) or kind, bound) for kind in _kinds(variants)}
        for side, words in (("yes", "a buyer that is bound"), ("no", "a buyer that is not")):
            if side not in told:
                yield "bars", f"has no case of {words}"
    listed = {purpose for bar in instrument.bars for purpose in bar.purposes}
    used = {facts.get("purpose") for facts in variants}
    if listed and not listed & used:
        yield "bars", "has a purpose limit and no case of a purpose that it lists"
    if listed and "none_listed" not in used:
        yield "bars", "has a purpose limit and no case of none_listed"


def _variants(case: _Case) -> Iterator[_Facts]:
    """Every purchase that the case asks about."""
    facts = case["facts"]
    yield facts
    yield from ({**facts, "on": day} for day in case.get("days", {}))
    yield from ({**facts, "buyer_type": kind} for kind in case.get("buyers", {}))
    yield from ({**facts, "purpose": purpose} for purpose in case.get("purposes", {}))
    for row in case.get("other", []):
        yield {**facts, **row["change"]}


def _day(facts: _Facts) -> str | None:
    day = facts.get("on")
    return day if day not in (None, "null") else None


def _kinds(variants: list[_Facts]) -> set[str]:
    return {facts["buyer_type"] for facts in variants if facts.get("buyer_type", "null") != "null"}
