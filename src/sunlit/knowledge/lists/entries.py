"""What does a list of names give: entries, each one company, person or vessel with its names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

EntryKind = Literal["company", "person", "vessel", "unknown"]
#: What a list says of one of its names. "weak": the list itself calls it a poor one.
ListNameKind = Literal["legal_name", "name", "former_name", "weak", "brand", "model", "native_name"]

#: No name of a real list is longer; longer cells are text.
LONGEST_NAME: Final = 400
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_MOST_NAMES: Final = 500
_MOST_NOTES: Final = 20


@dataclass(frozen=True, slots=True)
class ListName:
    """One way to write an entry."""

    text: str
    kind: ListNameKind


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One company, person or vessel of a list. `id` is the list's own, as published."""

    id: str
    kind: EntryKind
    names: tuple[ListName, ...]  # the first is how the list calls it
    programs: tuple[str, ...] = ()  # the lists or programs within the file that name it

    @property
    def name(self) -> str:
        """How the list calls it."""
        return self.names[0].text


@dataclass(slots=True)
class Notes:
    """What was left out of a list and why: the first few in words, all in numbers."""

    refused: int = 0
    first: list[str] = field(default_factory=list)

    def refuse(self, what: str, why: str) -> None:
        """Note that a name or record is not used."""
        self.refused += 1
        if len(self.first) < _MOST_NOTES:
            self.first.append(f"{what[:60]!r}: {why}")


@dataclass(frozen=True, slots=True)
class NameList:
    """A list as read. `version` is the short hash of its content."""

    label: str  # what findings call it: the file's name without its ending
    layout: str  # one word for how the file is laid out
    version: str
    entries: Sequence[ListEntry]
    notes: Notes

    @property
    def name_count(self) -> int:
        """How many names all entries have."""
        return sum(len(entry.names) for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ListRecord:
    """An entry as a layout's reader gives it, before names are checked and ids joined."""

    id: str
    kind: EntryKind
    names: Iterable[tuple[str, ListNameKind]]
    programs: tuple[str, ...] = ()


def gather(records: Iterable[ListRecord], notes: Notes) -> Iterator[ListEntry]:
    """Join the records of one id, in the order of first sight, with the names that can be used.

    A name of one letter or none, or longer than LONGEST_NAME, is refused with a note.
    """
    kinds: dict[str, EntryKind] = {}
    names: dict[str, dict[str, ListNameKind]] = {}
    programs: dict[str, tuple[str, ...]] = {}
    for record in records:
        held = names.setdefault(record.id, {})
        for text, kind in _usable(record, len(held), notes):
            held.setdefault(text, kind)
        if kinds.get(record.id, "unknown") == "unknown":
            kinds[record.id] = record.kind
        if record.programs:
            programs[record.id] = tuple(
                dict.fromkeys((*programs.get(record.id, ()), *record.programs))
            )
    for entry_id, held in names.items():
        if held:
            yield ListEntry(
                entry_id,
                kinds[entry_id],
                tuple(ListName(text, kind) for text, kind in held.items()),
                programs.get(entry_id, ()),
            )


def _usable(record: ListRecord, already: int, notes: Notes) -> Iterator[tuple[str, ListNameKind]]:
    for given, kind in record.names:
        text = " ".join(_CONTROL.sub(" ", given).split())
        if not text:
            continue
        if len(text) > LONGEST_NAME:
            notes.refuse(text, f"longer than {LONGEST_NAME} characters.")
        elif sum(letter.isalnum() for letter in text) < 2:
            notes.refuse(text, "a name of one letter stands in every text.")
        elif already >= _MOST_NAMES:
            notes.refuse(text, f"more than {_MOST_NAMES} names for {record.id[:40]}.")
        else:
            already += 1
            yield text, kind
