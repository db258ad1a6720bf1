"""The knowledge as plain rows and sections, for a terminal, a page or a notebook to lay out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sunlit.errors import KnowledgeError
from sunlit.knowledge.base import Knowledge
from sunlit.knowledge.checks import Problem
from sunlit.knowledge.facts import Sourced
from sunlit.knowledge.law import Instrument
from sunlit.knowledge.records import Category, Party, Signal
from sunlit.knowledge.reports import Case

_Fact = TypeVar("_Fact", bound=Sourced | Signal)


@dataclass(frozen=True)
class SheetSection:
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
    sections: tuple[SheetSection, ...]


def list_rows(knowledge: Knowledge) -> list[dict[str, str]]:
    """One row per party, then per instrument: id, kind, name, place, about, verified."""
    parties = [
        {
            "id": party.id,
            "kind": "party",
            "name": party.name,
            "place": party.country or "",
            "about": f"{len({listing.instrument for listing in party.listings})} listings",
            "verified": party.verified,
        }
        for party in knowledge.parties.values()
    ]
    instruments = [
        {
            "id": instrument.id,
            "kind": "instrument",
            "name": instrument.name,
            "place": "/".join(instrument.jurisdiction),
            "about": _first_day(instrument),
            "verified": instrument.verified,
        }
        for instrument in knowledge.instruments.values()
    ]
    return parties + instruments


def show(knowledge: Knowledge, wanted: str) -> Sheet:
    """All that is known of a party, instrument, category, reported purchase, signal or model id.

    Raises KnowledgeError, naming near ids, when there is no such id.
    """
    if wanted in knowledge.parties:
        return _party_sheet(knowledge, knowledge.parties[wanted])
    if wanted in knowledge.instruments:
        return _instrument_sheet(knowledge.instruments[wanted])
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
        {
            "level": problem.level,
            "file": problem.file,
            "key": problem.key,
            "message": problem.message,
        }
        for problem in problems
    ]


class _Page:
    """Builds a sheet's tables; each row ends with its mark and the numbers of its sources."""

    def __init__(self, own: Sequence[str] = ()) -> None:
        self._numbers = {source: number for number, source in enumerate(own, 1)}

    def table(
        self,
        title: str,
        columns: tuple[str, ...],
        facts: Iterable[_Fact],
        cells: Callable[[_Fact], tuple[str, ...]],
    ) -> SheetSection:
        rows = tuple((*cells(fact), _mark(fact), self._cite(fact)) for fact in facts)
        return SheetSection(title, (*columns, "verified", "source"), rows)

    def sources(self) -> SheetSection:
        """Every source cited, by number."""
        rows = tuple((str(number), source) for source, number in self._numbers.items())
        return SheetSection("Sources", ("source", "where"), rows or (("", "none read"),))

    def _cite(self, fact: Sourced | Signal) -> str:
        numbers = [
            self._numbers.setdefault(source, len(self._numbers) + 1) for source in fact.source
        ]
        return ", ".join(str(number) for number in sorted(numbers))


def _party_sheet(knowledge: Knowledge, party: Party) -> Sheet:
    page = _Page(party.source)
    signals = [
        signal for signal in knowledge.signals if party.id in (signal.party, *signal.candidates)
    ]
    reported = [one.id for one in knowledge.cases if party.id in one.parties]
    advisories = [advisory.id for advisory in knowledge.advisories if party.id in advisory.parties]
    return _sheet(
        party,
        "party",
        party.name,
        page.table(
            "Listings",
            ("instrument", "from", "until", "tranche", "note"),
            party.listings,
            lambda one: (
                one.instrument,
                str(one.since),
                str(one.until or ""),
                one.tranche,
                one.condition or one.note or "",
            ),
        ),
        page.table(
            "Owners",
            ("owner", "from", "until", "note"),
            party.ownership,
            lambda one: (
                one.owner or one.owner_name or "",
                str(one.since),
                str(one.until or ""),
                one.note or "",
            ),
        ),
        page.table(
            "Signals",
            ("signal", "grade", "strength", "note"),
            signals,
            lambda one: (one.id, one.grade, one.strength, one.note or ""),
        ),
        page.table("Facts", ("fact", "value"), party.facts, lambda one: (one.fact, one.value)),
        _lines("Shares its name with", party.collisions),
        _lines("Note", [party.note] if party.note else []),
        _lines("Reported purchases", reported),
        _lines("Advisories", advisories),
        page.sources(),
    )


def _instrument_sheet(instrument: Instrument) -> Sheet:
    page = _Page(instrument.source)
    return _sheet(
        instrument,
        "instrument",
        instrument.name,
        SheetSection("In words", ("what", "words"), _in_words(instrument)),
        page.table(
            "In force",
            ("from", "until", "what"),
            instrument.in_force,
            lambda part: (str(part.since or ""), str(part.until or ""), part.what or ""),
        ),
        page.table(
            "Lists",
            ("tranche", "from", "until", "parties"),
            instrument.tranches,
            lambda part: (
                part.id,
                str(part.since),
                str(part.until or ""),
                ", ".join([*part.parties, *part.product_categories]),
            ),
        ),
        _lines("What decides", instrument.missing),
        page.table("Left out", ("what",), instrument.exceptions, lambda part: (part.text,)),
        page.table(
            "Quotes", ("words", "where"), instrument.quotes, lambda part: (part.text, part.where)
        ),
        page.table("Remarks", ("about", "remark"), instrument.remarks, lambda r: (r.about, r.text)),
        page.sources(),
    )


def _in_words(instrument: Instrument) -> tuple[tuple[str, str], ...]:
    words = {
        "citation": instrument.citation,
        "authority": instrument.authority,
        "place": "/".join(instrument.jurisdiction),
        "kind": instrument.kind,
        "governs": instrument.governs,
        "binds": instrument.binds.who,
        "does not bind": instrument.binds.not_,
        "acts": ", ".join(instrument.acts),
        "products": instrument.products.text or instrument.products.scope,
        "covers the products of": instrument.products_as,
        "only when": instrument.trigger,
        "owners in": ", ".join(instrument.countries),
        "reaches affiliates": instrument.reaches_affiliates,
        "takes its parties from": instrument.lists_as,
        "carried out by": instrument.implemented_by,
        "replaced by": instrument.superseded_by,
        "ended": str(instrument.in_force_until.day) if instrument.in_force_until else None,
        "checked by": instrument.checked_by or "nobody yet",
    }
    return tuple((what, text) for what, text in words.items() if text)


def _category_sheet(category: Category) -> Sheet:
    page = _Page()
    words = tuple((language, ", ".join(found)) for language, found in category.words.items())
    codes = (
        page.table(scheme.upper(), ("code", "name"), found, lambda one: (one.code, one.name or ""))
        for scheme, found in category.codes.items()
    )
    sections = (SheetSection("Words", ("language", "words"), words), *codes, page.sources())
    return Sheet(category.id, "category", category.name, "", sections)


def _case_sheet(case: Case) -> Sheet:
    told = case.model_dump(mode="json", exclude_defaults=True, exclude={"id", "source", "verified"})
    return _sheet(case, "reported purchase", case.buyer, _told(told), _Page(case.source).sources())


def _signal_sheet(signal: Signal) -> Sheet:
    told = signal.model_dump(mode="json", exclude_defaults=True, exclude={"id", "source"})
    name = signal.text or signal.pattern or ""
    sections = (_told(told), _Page(signal.source).sources())
    return Sheet(signal.id, "signal", name, signal.verified, sections)


def _sheet(fact: Party | Instrument | Case, kind: str, name: str, *sections: SheetSection) -> Sheet:
    filled = tuple(section for section in sections if section.rows)
    return Sheet(fact.id, kind, name, fact.verified, filled)


def _told(told: dict[str, object]) -> SheetSection:
    rows = tuple((key.replace("_", " "), _flat(value)) for key, value in told.items())
    return SheetSection("As told", ("what", "words"), rows)


def _lines(title: str, lines: Sequence[str]) -> SheetSection:
    return SheetSection(title, (title.lower(),), tuple((line,) for line in lines))


def _first_day(instrument: Instrument) -> str:
    days = [part.since for part in instrument.in_force if part.since]
    return f"from {days[0]}" if days else ""


def _mark(fact: Sourced | Signal) -> str:
    """How well a fact is verified, and its day where that is less sure."""
    day = getattr(fact, "date_verified", "read")
    return fact.verified if day == "read" else f"{fact.verified}; day {day}"


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_flat(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_flat(inner) for inner in value)
    return str(value)
