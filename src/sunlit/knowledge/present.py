"""The knowledge as plain rows and sections, for a terminal, a page or a notebook to lay out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sunlit.errors import KnowledgeError
from sunlit.knowledge.base import Knowledge
from sunlit.knowledge.checks import Problem
from sunlit.knowledge.law import Instrument
from sunlit.knowledge.records import Category, Party, Signal
from sunlit.knowledge.reports import Case

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Section:
    """A titled table: every row has as many texts as there are columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """All that is known of one id."""

    id: str
    kind: str
    name: str
    verified: str
    sections: tuple[Section, ...]


def list_rows(knowledge: Knowledge) -> list[dict[str, str]]:
    """One row per party, then per instrument: id, kind, name, place, about, verified."""
    parties = [
        {
            "id": party.id,
            "kind": "party",
            "name": party.name,
            "place": party.country or "",
            "about": f"{len({one.instrument for one in party.listings})} listings",
            "verified": party.verified,
        }
        for party in knowledge.parties.values()
    ]
    instruments = [
        {
            "id": one.id,
            "kind": "instrument",
            "name": one.name,
            "place": "/".join(one.jurisdiction),
            "about": _first_day(one),
            "verified": one.verified,
        }
        for one in knowledge.instruments.values()
    ]
    return parties + instruments


def show(knowledge: Knowledge, wanted: str) -> Sheet:
    """All that is known of a party, instrument, category, reported purchase, signal or model id.

    Raises KnowledgeError, naming near ids, when there is no such id.
    """
    if wanted in knowledge.parties:
        return _party_sheet(knowledge, knowledge.parties[wanted])
    if wanted in knowledge.instruments:
        return _instrument_sheet(knowledge, knowledge.instruments[wanted])
    if wanted in knowledge.categories:
        return _category_sheet(knowledge.categories[wanted])
    for case in knowledge.cases:
        if case.id == wanted:
            return _case_sheet(case)
    for signal in knowledge.signals:
        if wanted in (signal.id, signal.id.rpartition(":")[2]):
            return _signal_sheet(signal)
    ids = [*knowledge.parties, *knowledge.instruments, *knowledge.categories]
    near = [one for one in ids if wanted.lower() in one or one in wanted.lower()][:5]
    advice = f"Did you mean {', '.join(near)}?" if near else "See `sunlit knowledge list`."
    raise KnowledgeError(f"No id {wanted!r} in the knowledge. {advice}")


def check_rows(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """One row per problem: level, file, key, message."""
    return [
        {"level": one.level, "file": one.file, "key": one.key, "message": one.message}
        for one in problems
    ]


def _party_sheet(knowledge: Knowledge, party: Party) -> Sheet:
    signals = [one for one in knowledge.signals if party.id in (one.party, *one.candidates)]
    return _sheet(
        party,
        "party",
        party.name,
        _table(
            "Listings",
            ("instrument", "from", "until", "tranche", "verified", "note"),
            party.listings,
            lambda one: (
                one.instrument,
                str(one.since),
                str(one.until or ""),
                one.tranche,
                _date_mark(one.verified, one.date_verified),
                one.condition or one.note or "",
            ),
        ),
        _table(
            "Owners",
            ("owner", "from", "until", "verified", "note"),
            party.ownership,
            lambda one: (
                one.owner or one.owner_name or "",
                str(one.since),
                str(one.until or ""),
                one.verified,
                one.note or "",
            ),
        ),
        _table(
            "Signals",
            ("signal", "grade", "strength", "verified", "note"),
            signals,
            lambda one: (one.id, one.grade, one.strength, one.verified, one.note or ""),
        ),
        _table(
            "Facts",
            ("fact", "value", "verified"),
            party.facts,
            lambda one: (one.fact, one.value, one.verified),
        ),
        _lines("Shares its name with", party.collisions),
        _lines("Note", [party.note] if party.note else []),
        _lines(
            "Reported purchases", [one.id for one in knowledge.cases if party.id in one.parties]
        ),
        _lines("Advisories", [one.id for one in knowledge.advisories if party.id in one.parties]),
    )


def _instrument_sheet(knowledge: Knowledge, one: Instrument) -> Sheet:
    words = {
        "citation": one.citation,
        "authority": one.authority,
        "place": "/".join(one.jurisdiction),
        "kind": one.kind,
        "governs": one.governs,
        "binds": one.binds.who,
        "does not bind": one.binds.not_,
        "acts": ", ".join(one.acts),
        "products": one.products.text or one.products.scope,
        "only when": one.trigger,
        "reaches affiliates": one.reaches_affiliates,
        "takes its parties from": one.lists_as,
        "ended": str(one.in_force_until.day) if one.in_force_until else None,
        "checked by": one.checked_by or "nobody yet",
    }
    return _sheet(
        one,
        "instrument",
        one.name,
        Section("In words", ("what", "words"), tuple((k, v) for k, v in words.items() if v)),
        _table(
            "In force",
            ("from", "until", "what", "verified"),
            one.in_force,
            lambda part: (
                str(part.since or ""),
                str(part.until or ""),
                part.what or "",
                part.verified,
            ),
        ),
        _table(
            "Lists",
            ("tranche", "from", "until", "parties", "verified"),
            one.tranches,
            lambda part: (
                part.id,
                str(part.since),
                str(part.until or ""),
                ", ".join([*part.parties, *part.product_categories]),
                _date_mark(part.verified, part.date_verified),
            ),
        ),
        _lines("What decides", one.missing),
        _table("Left out", ("what", "verified"), one.exceptions, lambda e: (e.text, e.verified)),
        _table(
            "Remarks",
            ("about", "remark", "verified"),
            one.remarks,
            lambda remark: (remark.about, remark.text, remark.verified),
        ),
    )


def _category_sheet(category: Category) -> Sheet:
    words = tuple((language, ", ".join(found)) for language, found in category.words.items())
    codes = tuple(
        (scheme, code.code, code.name or "", code.verified)
        for scheme, found in category.codes.items()
        for code in found
    )
    sections = (
        Section("Words", ("language", "words"), words),
        Section("Codes", ("scheme", "code", "name", "verified"), codes),
    )
    return Sheet(category.id, "category", category.name, "", sections)


def _case_sheet(case: Case) -> Sheet:
    told = case.model_dump(mode="json", exclude_defaults=True, exclude={"id", "source", "verified"})
    rows = tuple((key, _flat(value)) for key, value in told.items())
    return _sheet(
        case, "reported purchase", case.buyer, Section("As reported", ("what", "words"), rows)
    )


def _signal_sheet(signal: Signal) -> Sheet:
    told = signal.model_dump(mode="json", exclude_defaults=True, exclude={"id", "source"})
    rows = tuple((key, _flat(value)) for key, value in told.items())
    sections = (
        Section("Signal", ("what", "words"), rows),
        _lines("Sources", signal.source),
    )
    return Sheet(
        signal.id, "signal", signal.text or signal.pattern or "", signal.verified, sections
    )


def _sheet(fact: Party | Instrument | Case, kind: str, name: str, *sections: Section) -> Sheet:
    sources = _lines("Sources", fact.source or ["none read"])
    filled = tuple(section for section in (*sections, sources) if section.rows)
    return Sheet(fact.id, kind, name, fact.verified, filled)


def _table(
    title: str,
    columns: tuple[str, ...],
    rows: Iterable[_Row],
    cells: Callable[[_Row], tuple[str, ...]],
) -> Section:
    return Section(title, columns, tuple(cells(row) for row in rows))


def _lines(title: str, lines: Sequence[str]) -> Section:
    return Section(title, (title.lower(),), tuple((line,) for line in lines))


def _first_day(instrument: Instrument) -> str:
    days = [part.since for part in instrument.in_force if part.since]
    return f"from {days[0]}" if days else ""


def _date_mark(verified: str, date_verified: str) -> str:
    """The mark of a listing whose day is less sure than the listing itself."""
    return verified if date_verified == "read" else f"{verified}; day {date_verified}"


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_flat(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_flat(inner) for inner in value)
    return str(value)
