"""Do the facts of the knowledge agree with one another, and does each have a source?"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from sunlit.knowledge.base import Knowledge
from sunlit.knowledge.facts import Sourced
from sunlit.knowledge.law import Instrument, Tranche
from sunlit.knowledge.records import Signal
from sunlit.values.partial_date import PartialDate

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Problem:
    """Something to mend (error), to look at (warning) or to know (note), with its place."""

    level: Level
    file: str
    key: str
    message: str


def check(knowledge: Knowledge) -> list[Problem]:
    """Every problem, errors first, then by file and key. The shipped knowledge has no error."""
    found = [
        *_party_references(knowledge),
        *_instrument_references(knowledge),
        *_report_references(knowledge),
        *_class_references(knowledge),
        *_intervals(knowledge),
        *_scopes(knowledge),
        *_missing_sources(knowledge),
        *_duplicate_signals(knowledge.signals),
        *_patterns(knowledge),
        *_unread_days(knowledge),
    ]
    order = ("error", "warning", "note")
    return sorted(set(found), key=lambda one: (order.index(one.level), one.file, one.key))


def _dead(
    file: str, key: str, ids: Iterable[str | None], known: Iterable[str], what: str
) -> Iterator[Problem]:
    for one in sorted({one for one in ids if one} - set(known)):
        yield Problem("error", file, key, f"no {what} {one!r}: mend the id or add its file")


def _party_references(knowledge: Knowledge) -> Iterator[Problem]:
    parties, instruments = knowledge.parties, knowledge.instruments
    for party in parties.values():
        file = f"parties/{party.id}.yaml"
        yield from _dead(file, "ownership", (o.owner for o in party.ownership), parties, "party")
        yield from _dead(
            file, "subsidiaries", (s.party for s in party.subsidiaries), parties, "party"
        )
        classes = (name.product_class for name in party.names)
        yield from _dead(file, "names", classes, knowledge.categories, "category")
        yield from _dead(file, "makes", party.makes, knowledge.categories, "category")
        named = (fact.value for fact in party.facts if fact.fact == "not listed")
        yield from _dead(file, "facts", named, instruments, "instrument")
        for index, owner in enumerate(party.ownership):
            if not (owner.owner or owner.owner_name):
                yield Problem("error", file, f"ownership.{index}", "names no owner")


def _instrument_references(knowledge: Knowledge) -> Iterator[Problem]:
    for instrument in knowledge.instruments.values():
        file = f"instruments/{instrument.id}.yaml"
        for tranche in instrument.tranches:
            key = f"tranches.{tranche.id}"
            yield from _dead(file, key, tranche.parties, knowledge.parties, "party")
            if not (tranche.parties or tranche.product_categories):
                yield Problem("error", file, key, "names no party and no category")
        for bar in instrument.bars:
            yield from _dead(file, f"bars.{bar.id}", bar.parties, knowledge.parties, "party")
            by = [bar.makers_listed_by]
            yield from _dead(file, f"bars.{bar.id}", by, knowledge.instruments, "instrument")
        for covered in instrument.products.covered:
            yield from _dead(file, "products.covered", covered.parties, knowledge.parties, "party")
        others = (instrument.implemented_by, instrument.superseded_by)
        yield from _dead(file, "superseded_by", others, knowledge.instruments, "instrument")
        for tranche_id, count in Counter(tranche.id for tranche in instrument.tranches).items():
            if count > 1:
                yield Problem("error", file, f"tranches.{tranche_id}", "this id is used twice")


def _report_references(knowledge: Knowledge) -> Iterator[Problem]:
    parties, classes = knowledge.parties, knowledge.categories
    for case in knowledge.cases:
        named = (*case.parties, *case.candidates, case.parent_then)
        yield from _dead("cases.yaml", case.id, named, parties, "party")
        yield from _dead("cases.yaml", case.id, case.classes, classes, "category")
    for advisory in knowledge.advisories:
        yield from _dead("advisories.yaml", advisory.id, advisory.parties, parties, "party")
        yield from _dead("advisories.yaml", advisory.id, advisory.classes, classes, "category")


def _class_references(knowledge: Knowledge) -> Iterator[Problem]:
    """Relabels, leads and models: their parties and classes."""
    classes, parties = knowledge.model_classes, knowledge.parties
    yield from _dead(
        "categories.yaml", "model_classes", classes.values(), knowledge.categories, "category"
    )
    for relabel in knowledge.relabels.relabels:
        named = (relabel.party, *relabel.also, *relabel.candidates)
        yield from _dead("relabels.yaml", relabel.text, named, parties, "party")
        yield from _dead(
            "relabels.yaml", relabel.text, [relabel.model_class], classes, "model class"
        )
    for lead in knowledge.relabels.leads:
        yield from _dead("relabels.yaml", lead.text or "leads", [lead.party], parties, "party")
    labels = {relabel.text for relabel in knowledge.relabels.relabels}
    for models in knowledge.models.values():
        file = f"models/{models.party}.yaml"
        yield from _dead(file, "party", [models.party], parties, "party")
        for pattern in models.patterns:
            yield from _dead(file, pattern.id, [pattern.model_class], classes, "model class")
            yield from _dead(file, pattern.id, [pattern.relabel], labels, "relabel")


def _intervals(knowledge: Knowledge) -> Iterator[Problem]:
    for instrument in knowledge.instruments.values():
        file = f"instruments/{instrument.id}.yaml"
        for part in instrument.in_force:
            yield from _inverted(file, "in_force", part.since, part.until)
        for tranche in instrument.tranches:
            yield from _inverted(file, f"tranches.{tranche.id}", tranche.since, tranche.until)
        yield from _overlapping(file, instrument)
    for party in knowledge.parties.values():
        for owner in party.ownership:
            yield from _inverted(f"parties/{party.id}.yaml", "ownership", owner.since, owner.until)
    for signal in knowledge.signals:
        yield from _inverted(_file_of(signal), signal.id, signal.since, signal.until)


def _scopes(knowledge: Knowledge) -> Iterator[Problem]:
    """Bars: ids, intervals, gaps, parties that the list never names, a scope that is not there."""
    for instrument in knowledge.instruments.values():
        file = f"instruments/{instrument.id}.yaml"
        if instrument.governs == "purchase" and not instrument.bars:
            message = "governs purchases and has no bars: every answer will be depends"
            yield Problem("warning", file, "bars", message)
        for bar_id, count in Counter(bar.id for bar in instrument.bars).items():
            if count > 1:
                yield Problem("error", file, f"bars.{bar_id}", "this id is used twice")
        listed = (
            knowledge.instruments[instrument.lists_as].tranches
            if instrument.lists_as
            else instrument.tranches
        )
        named = {party for tranche in listed for party in tranche.parties}
        for bar in instrument.bars:
            yield from _inverted(file, f"bars.{bar.id}", bar.since, bar.until)
            for need in bar.needs:
                if not need.turns_on:
                    message = f"{need.fact} says in no `turns_on` what the answer depends on"
                    yield Problem("warning", file, f"bars.{bar.id}", message)
            for party in sorted(set(bar.parties) - named):
                message = f"is for {party!r}, which no tranche names: the bar never holds for it"
                yield Problem("error", file, f"bars.{bar.id}", message)
        yield from _gaps(file, instrument)


def _gaps(file: str, instrument: Instrument) -> Iterator[Problem]:
    """A day on which a part of it ended and none goes on: meant, or a part left out?"""
    parts = [part for part in instrument.in_force if part.since and part.bars]
    for part in parts:
        end = part.until
        if end is None:
            continue
        goes_on = any(
            other.since.on_or_before(end) == "yes"
            and (other.until is None or other.until.on_or_before(end) == "no")
            for other in parts
            if other is not part and other.since
        )
        later = any(end.on_or_before(other.since) == "yes" for other in parts if other.since)
        if later and not goes_on:
            message = f"nothing is in force from {end} until the next part: is that meant?"
            yield Problem("warning", file, "in_force", message)


def _inverted(
    file: str, key: str, since: PartialDate | None, until: PartialDate | None
) -> Iterator[Problem]:
    if since and until and until.on_or_before(since) == "yes":
        yield Problem("error", file, key, f"ends on {until}, not after it starts on {since}")


def _overlapping(file: str, instrument: Instrument) -> Iterator[Problem]:
    """Two tranches that name the same party at once: meant, or a listing entered twice?"""
    for one, other in combinations(instrument.tranches, 2):
        both = sorted(set(one.parties) & set(other.parties))
        if both and not (_ended_by(one, other.since) or _ended_by(other, one.since)):
            message = (
                f"names {', '.join(both)} while tranche {one.id} does: say why in `note` or `scope`"
            )
            level: Level = "note" if other.note or other.scope or other.detail else "warning"
            yield Problem(level, file, f"tranches.{other.id}", message)


def _ended_by(tranche: Tranche, day: PartialDate) -> bool:
    return tranche.until is not None and tranche.until.on_or_before(day) == "yes"


def _missing_sources(knowledge: Knowledge) -> Iterator[Problem]:
    """Facts without a source: allowed when they say unverified, an error when they do not."""
    for file, key, fact in _sourced(knowledge):
        if not fact.source and fact.verified != "unverified":
            yield Problem("error", file, key, "has no source but is not marked unverified")
        elif fact.verified == "unverified":
            yield Problem("note", file, key, "unverified: no source was read")


def _sourced(knowledge: Knowledge) -> Iterator[tuple[str, str, Sourced]]:
    for instrument in knowledge.instruments.values():
        file = f"instruments/{instrument.id}.yaml"
        yield file, "source", instrument
        yield from ((file, f"tranches.{tranche.id}", tranche) for tranche in instrument.tranches)
        yield from ((file, f"in_force.{i}", part) for i, part in enumerate(instrument.in_force))
    for party in knowledge.parties.values():
        file = f"parties/{party.id}.yaml"
        yield file, "source", party
        yield from ((file, f"ownership.{i}", part) for i, part in enumerate(party.ownership))
        yield from ((file, name.text, name) for name in party.names if not name.generated)
    yield from (("relabels.yaml", relabel.text, relabel) for relabel in knowledge.relabels.relabels)
    for models in knowledge.models.values():
        yield from (
            (f"models/{models.party}.yaml", pattern.id, pattern) for pattern in models.patterns
        )
    yield from (("cases.yaml", one.id, one) for one in knowledge.cases)
    yield from (("advisories.yaml", advisory.id, advisory) for advisory in knowledge.advisories)


def _duplicate_signals(signals: Iterable[Signal]) -> Iterator[Problem]:
    texts = [signal for signal in signals if signal.text]
    same = Counter((signal.party, str(signal.text).casefold()) for signal in texts)
    parties_of: dict[str, set[str]] = {}
    for signal in texts:
        text = str(signal.text).casefold()
        parties_of.setdefault(text, set()).add(signal.party or "unknown")
        if same[signal.party, text] > 1:
            yield Problem("error", _file_of(signal), signal.id, f"{signal.text!r} is given twice")
    for text, parties in parties_of.items():
        if len(parties) > 1:
            message = f"points to several parties: {', '.join(sorted(parties))}"
            yield Problem("warning", "relabels.yaml", text, message)


def _patterns(knowledge: Knowledge) -> Iterator[Problem]:
    for signal in knowledge.signals:
        if signal.pattern is None:
            continue
        file = _file_of(signal)
        try:
            pattern = re.compile(signal.pattern, re.IGNORECASE)
        except re.error as error:
            yield Problem("error", file, signal.id, f"pattern does not compile: {error}")
            continue
        for example in signal.examples:
            if not pattern.search(example):
                yield Problem("error", file, signal.id, f"does not match its example {example!r}")
        if signal.strength == "alone":
            for control in knowledge.negative_controls:
                if pattern.search(control.text):
                    yield Problem(
                        "error", file, signal.id, f"matches {control.text!r}: {control.why}"
                    )


def _unread_days(knowledge: Knowledge) -> Iterator[Problem]:
    for instrument in knowledge.instruments.values():
        for part in instrument.in_force:
            if part.since and part.since.first != part.since.last:
                message = f"the day is known only as {part.since}: {part.what or 'not read'}"
                yield Problem("note", f"instruments/{instrument.id}.yaml", "in_force", message)
        for tranche in instrument.tranches:
            if tranche.since.first != tranche.since.last or tranche.since.first is None:
                message = f"listed on a day known only as {tranche.since}"
                yield Problem(
                    "note", f"instruments/{instrument.id}.yaml", f"tranches.{tranche.id}", message
                )


def _file_of(signal: Signal) -> str:
    if signal.kind == "relabel":
        return "relabels.yaml"
    if signal.pattern is not None:
        return f"models/{signal.party}.yaml"
    return f"parties/{signal.party}.yaml"
