"""How does a list become part of what is looked for?"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.errors import InputError
from sunlit.knowledge.base import Knowledge
from sunlit.knowledge.lists.entries import ListEntry, ListName, NameList
from sunlit.knowledge.lists.strength import core_of, matched_as, script_of, strength_of
from sunlit.knowledge.lists.table import EntryTable
from sunlit.knowledge.records import Name, NameKind, Party, PartyFact, Signal
from sunlit.knowledge.signals import signal_of_name

#: Entries of a list that become signals like the built-in ones, with every misspelling. A longer
#: list is looked up name by name instead: the cost of signals grows with their number.
MOST_SIGNALS: Final = 400


@dataclass(frozen=True, slots=True)
class ListedParty:
    """An entry with the id that findings give it."""

    party: str
    entry: ListEntry
    label: str  # of its list


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A list whose entries are looked up; of a list with few makers' names only the others are."""

    names: NameList
    table: EntryTable
    with_makers: bool

    @classmethod
    def of(cls, names: NameList) -> "LookedUp":
        """The list with the choice of what is looked up, which rests on itself alone."""
        table = _table(names)
        makers = table.matched_as("company")
        return cls(names, table, int(makers[table.owners].sum()) > MOST_SIGNALS)

    @property
    def chosen(self) -> npt.NDArray[np.bool_]:
        """Which of its n entries are looked up."""
        every = np.ones(len(self.table), np.bool_)
        return every if self.with_makers else ~self.table.matched_as("company")

    def party(self, place: int) -> ListedParty:
        """The entry at a place."""
        return ListedParty(self.table.parties[place].as_py(), self.table[place], self.names.label)


@dataclass(frozen=True, slots=True)
class Screening:
    """What a run looks for: knowledge that is compiled, and lists that are looked up."""

    knowledge: Knowledge
    looked_up: tuple[LookedUp, ...]
    version: str

    def with_found(self, parties: Iterable[str]) -> Knowledge:
        """The knowledge with the looked-up parties of these ids as records, for names and law."""
        wanted = set(parties)
        found = [
            one.party(place)
            for one in self.looked_up
            for place in one.table.places_of(wanted).values()
            if one.chosen[place]
        ]
        return replace(
            self.knowledge,
            parties={**self.knowledge.parties, **{one.party: _party(one) for one in found}},
            version=self.version,
        )


def screening(knowledge: Knowledge, lists: Sequence[NameList], *, only: bool = False) -> Screening:
    """Divide lists into what is compiled into signals and what is looked up.

    People and vessels are always looked up, and in suppliers only: their names stand in item
    text for other people. `only` leaves the built-in parties out.
    """
    known = _without_parties(knowledge) if only else knowledge
    if not lists:
        return Screening(known, (), known.version)
    version = _version(knowledge, lists, only=only)
    divided = [LookedUp.of(one) for one in lists]
    _refuse_twins([one.table for one in divided], known)
    compiled = [
        one.party(place) for one in divided for place in np.flatnonzero(~one.chosen).tolist()
    ]
    looked_up = tuple(one for one in divided if one.chosen.any())
    return Screening(_joined(known, compiled, version), looked_up, version)


def with_lists(knowledge: Knowledge, lists: Sequence[NameList], only: bool = False) -> Knowledge:
    """The knowledge with the companies of lists as parties and their names as signals.

    `version` covers both. Where a name is a built-in party's too, the built-in one is found.
    People and vessels are parties without signals; `screening` looks their names up.
    """
    known = _without_parties(knowledge) if only else knowledge
    every = [LookedUp.of(one) for one in lists]
    _refuse_twins([one.table for one in every], known)
    parties = [one.party(place) for one in every for place in range(len(one.table))]
    return _joined(known, parties, _version(knowledge, lists, only=only))


def _joined(known: Knowledge, parties: Sequence[ListedParty], version: str) -> Knowledge:
    signals = [
        signal
        for party in parties
        if matched_as(party.entry) == "company"
        for signal in _signals(party)
    ]
    return replace(
        known,
        parties={**known.parties, **{party.party: _party(party) for party in parties}},
        signals=(*signals, *known.signals),  # of one name's two owners the later is found
        version=version,
    )


def _without_parties(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, parties={}, signals=(), models={})


def _version(knowledge: Knowledge, lists: Sequence[NameList], *, only: bool) -> str:
    parts = [
        knowledge.version,
        "only" if only else "beside",
        *(f"{n.label} {n.version}" for n in lists),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _table(names: NameList) -> EntryTable:
    entries = names.entries
    return entries if isinstance(entries, EntryTable) else EntryTable.of(entries, names.label)


def _refuse_twins(tables: Sequence[EntryTable], known: Knowledge) -> None:
    seen = [pa.array(sorted(known.parties), pa.large_string())]
    for table in tables:
        for others in seen:
            twins = table.parties.filter(pc.is_in(table.parties, value_set=others))
            if len(twins):
                raise InputError(
                    f"Two lists give the id {twins[0]}. Rename one of the files: "
                    "its name begins the ids."
                )
        seen.append(table.parties)


def _party(listed_party: ListedParty) -> Party:
    source = (f"list {listed_party.label}, entry {listed_party.entry.id}",)
    facts = [PartyFact(fact="id in the list", value=listed_party.entry.id)]
    facts += [PartyFact(fact="named by", value=program) for program in listed_party.entry.programs]
    return Party(
        id=listed_party.party,
        name=listed_party.entry.name,
        names=tuple(_name(name, source) for name in listed_party.entry.names),
        facts=tuple(facts),
        source=source,
        verified="unverified",
    )


def _name(name: ListName, source: tuple[str, ...]) -> Name:
    return Name(
        text=name.text,
        kind=_name_kind(name),
        strength=strength_of(name),
        script=script_of(name.text),
        source=source,
        verified="unverified",
    )


def _name_kind(name: ListName) -> NameKind:
    """A name that needs words beside it is an abbreviation: no misspelling of it is looked for."""
    if name.kind == "model":
        return "product_line"
    if name.kind == "weak" or (name.kind == "name" and strength_of(name) != "alone"):
        return "abbreviation"
    return name.kind


def _signals(listed_party: ListedParty) -> Iterator[Signal]:
    source = (f"list {listed_party.label}, entry {listed_party.entry.id}",)
    for name in listed_party.entry.names:
        made = signal_of_name(listed_party.party, _name(name, source))
        if name.kind == "model":
            made = made.model_copy(
                update={"kind": "model", "text": None, "pattern": _model_pattern(name.text)}
            )
        yield made
    core = _without_form(listed_party.entry)
    if core is not None:
        yield signal_of_name(listed_party.party, _name(core, source))


def _without_form(entry: ListEntry) -> ListName | None:
    """A legal name without its form, when that still points to its owner alone."""
    words = core_of(entry.name)
    text = " ".join(word for word in re.findall(r"[^\W_]+", entry.name) if word.lower() in words)
    core = ListName(text, "name")
    known = {name.text.lower() for name in entry.names}
    if not text or text.lower() in known or strength_of(core) != "alone":
        return None
    return core


def _model_pattern(text: str) -> str:
    """A model number as a pattern of the knowledge: its separators as hyphens, which may differ."""
    pieces = re.findall(r"[^\W_]+|[^\w\s./-]", text)
    return "-".join(piece if piece.isalnum() else re.escape(piece) for piece in pieces)
