"""How are a million entries held? As Arrow columns; an entry becomes an object when it is asked for."""

import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence, Sized
from typing import Final, get_args, overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.knowledge.lists.entries import EntryKind, ListEntry, ListName, ListNameKind
from sunlit.knowledge.lists.strength import matched_as

_KINDS: Final[tuple[EntryKind, ...]] = get_args(EntryKind)
_NAME_KINDS: Final[tuple[ListNameKind, ...]] = get_args(ListNameKind)
_BETWEEN: Final = "\x1f"  # between programs; names and programs hold no control letters
Codes = npt.NDArray[np.int8]

#: One row: each column is a whole column of the list, of n entries or of their m names.
COLUMNS: Final = pa.schema(
    [
        pa.field("ids", pa.large_list(pa.large_string())),
        pa.field("parties", pa.large_list(pa.large_string())),  # as findings call the entry
        pa.field("programs", pa.large_list(pa.large_string())),
        pa.field("kinds", pa.large_list(pa.int8())),
        pa.field("matched", pa.large_list(pa.int8())),  # the kind that it is taken for
        pa.field("firsts", pa.large_list(pa.int64())),  # n + 1 places of names
        pa.field("names", pa.large_list(pa.large_string())),
        pa.field("name_kinds", pa.large_list(pa.int8())),
    ]
)


class EntryTable(Sequence[ListEntry]):
    """The entries of one list, in its order, each with the id that findings give it."""

    def __init__(self, row: pa.RecordBatch) -> None:
        """`row` is one row of COLUMNS; it is not copied."""
        self.row = row
        self.names: pa.LargeStringArray = self._column("names")
        self.parties: pa.LargeStringArray = self._column("parties")
        self._ids, self._programs = self._column("ids"), self._column("programs")
        self._kinds: Codes = self._column("kinds").to_numpy()
        self._matched: Codes = self._column("matched").to_numpy()
        self._name_kinds: Codes = self._column("name_kinds").to_numpy()
        self._firsts: npt.NDArray[np.int64] = self._column("firsts").to_numpy()

    @classmethod
    def of(cls, entries: Iterable[ListEntry], label: str) -> "EntryTable":
        """Gather entries; `label` is their list's, which begins the ids of its parties."""
        ids: list[str] = []
        parties: list[str] = []
        programs: list[str] = []
        names: list[str] = []
        kinds, matched, name_kinds = array("b"), array("b"), array("b")
        firsts = array("q", [0])
        taken: set[str] = set()
        for entry in entries:
            ids.append(entry.id)
            parties.append(_party_id(entry.id, _slug(label) or "list", taken))
            programs.append(_BETWEEN.join(entry.programs))
            kinds.append(_KINDS.index(entry.kind))
            matched.append(_KINDS.index(matched_as(entry)))
            names.extend(name.text for name in entry.names)
            name_kinds.extend(_NAME_KINDS.index(name.kind) for name in entry.names)
            firsts.append(len(names))
        columns: list[Sized] = [ids, parties, programs, kinds, matched, firsts, names, name_kinds]
        arrays = [
            pa.LargeListArray.from_arrays(
                pa.array([0, len(column)], pa.int64()), pa.array(column, field.type.value_type)
            )
            for column, field in zip(columns, COLUMNS, strict=True)
        ]
        return cls(pa.RecordBatch.from_arrays(arrays, schema=COLUMNS))

    def __len__(self) -> int:
        return len(self._kinds)

    @overload
    def __getitem__(self, at: int) -> ListEntry: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[ListEntry, ...]: ...
    def __getitem__(self, at: int | slice) -> ListEntry | tuple[ListEntry, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        place = range(len(self))[at]
        programs = self._programs[place].as_py()
        return ListEntry(
            self._ids[place].as_py(),
            _KINDS[self._kinds[place]],
            tuple(map(self.name, range(self._firsts[place], self._firsts[place + 1]))),
            tuple(programs.split(_BETWEEN)) if programs else (),
        )

    def __iter__(self) -> Iterator[ListEntry]:
        return (self[place] for place in range(len(self)))

    def name(self, at: int) -> ListName:
        """The name at a place among all names of the list."""
        return ListName(self.names[at].as_py(), _NAME_KINDS[self._name_kinds[at]])

    def matched_as(self, kind: EntryKind) -> npt.NDArray[np.bool_]:
        """Which of the n entries are taken for this kind."""
        which: npt.NDArray[np.bool_] = self._matched == _KINDS.index(kind)
        return which

    @property
    def owners(self) -> npt.NDArray[np.int64]:
        """The place of the entry that has each of the m names."""
        return np.repeat(np.arange(len(self)), np.diff(self._firsts))

    def told(self) -> list[pa.LargeStringArray]:
        """What the list says of its entries, as n texts each: ids, kinds, programs, names."""
        first = pa.array(self._firsts)
        names = pa.LargeListArray.from_arrays(first, self.names)
        said = pa.LargeListArray.from_arrays(
            first, self._column("name_kinds").cast(pa.large_string())
        )
        kinds = [self._column(one).cast(pa.large_string()) for one in ("kinds", "matched")]
        between = pa.scalar(_BETWEEN, pa.large_string())
        joined = [pc.binary_join(one, between) for one in (names, said)]
        return [self._ids, *kinds, self._programs, *joined]

    def places_of(self, parties: Iterable[str]) -> dict[str, int]:
        """The places of those parties that are in the list."""
        wanted = pa.array(sorted(set(parties)), pa.large_string())
        # Only the parties of a run's findings are asked for: few, so the list is the side read.
        places = np.flatnonzero(pc.is_in(self.parties, value_set=wanted).to_numpy(False))
        return {self.parties[place].as_py(): place for place in places.tolist()}

    def _column(self, name: str) -> pa.Array:
        return self.row.column(name).values


def _party_id(entry_id: str, label: str, taken: set[str]) -> str:
    party = f"{label}_{_slug(entry_id)}"
    if party in taken:  # "A-1" and "A.1" are two
        party += "_" + hashlib.sha256(entry_id.encode()).hexdigest()[:8]
    taken.add(party)
    return party


def _slug(text: str) -> str:
    return re.sub("[^a-z0-9]+", "_", text.lower()).strip("_")[:80]
