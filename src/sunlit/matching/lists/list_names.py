"""Which entry of a long list does a supplier's cell name? By its words, one of which may be misspelt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from rapidfuzz.distance import OSA

from sunlit.matching.lists.name_keys import NameKeys, keys_of
from sunlit.matching.lists.words import Hashes, Numbers
from sunlit.values.names import SAME_NAME, compare
from sunlit.values.names.folding import words_of
from sunlit.values.names.parsing import without_forms

#: Letters of a word that may hold one slip, and of one that may hold two.
_ONE_SLIP: Final = 5
_TWO_SLIPS: Final = 9
#: A key that more names share tells none of them.
_MOST_PER_KEY: Final = 20


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the list that a cell names, and how: "exact", "spacing", "order" or "misspelt"."""

    name: int
    how: str


class NameTable:
    """Names by hashes of their words in sorted arrays: about 50 bytes a name, searched at once.

    `names` are texts; `people` says which of them are people's, whose words may change places
    and whose misspellings are other people.
    """

    def __init__(
        self,
        names: pa.LargeStringArray,
        people: npt.NDArray[np.bool_],
        keys: tuple[Hashes, Numbers] | None = None,
    ) -> None:
        """`keys`: those of an earlier table of these names."""
        self._names = names
        self._people = people
        self.keys, self.owners = keys or _sorted(keys_of(names), people)

    def find(self, cells: Sequence[str]) -> dict[int, tuple[Named, ...]]:
        """For the place of each cell that names entries: which names, in the order of the list."""
        if not len(self.keys) or not cells:
            return {}
        asked = keys_of(pa.array(cells, pa.large_string()))
        keys = np.concatenate([asked.ordered, asked.unordered])
        numbers = np.concatenate([asked.ordered_of, asked.unordered_of])
        starts = np.searchsorted(self.keys, keys, "left")
        shared = np.searchsorted(self.keys, keys, "right") - starts
        called: dict[int, set[int]] = {}
        for at in np.flatnonzero((shared > 0) & (shared <= _MOST_PER_KEY)).tolist():
            owners = self.owners[starts[at] : starts[at] + shared[at]].tolist()
            called.setdefault(int(numbers[at]), set()).update(owners)
        found = {n: tuple(self._checked(cells[n], sorted(owners))) for n, owners in called.items()}
        return {number: named for number, named in sorted(found.items()) if named}

    def _checked(self, cell: str, names: Sequence[int]) -> Iterator[Named]:
        core = _core(cell)
        for place in names:
            how = self._how(cell, core, place)
            if how:
                yield Named(place, how)

    def _how(self, cell: str, core: tuple[str, ...], place: int) -> str:
        name: Any = self._names[place].as_py()
        own = _core(name)
        if own == core:
            return "exact"
        if self._people[place]:
            return "order" if sorted(own) == sorted(core) else ""
        if "".join(own) == "".join(core):
            return "spacing"
        if _slips(own, core) and compare(cell, name).score >= SAME_NAME:
            return "misspelt"
        return ""


def _sorted(keys: NameKeys, people: npt.NDArray[np.bool_]) -> tuple[Hashes, Numbers]:
    """A person's words in any order, and of others the keys of the words as they stand."""
    ours = ~people[keys.ordered_of]
    theirs = people[keys.unordered_of]
    every = np.concatenate([keys.ordered[ours], keys.unordered[theirs]])
    owners = np.concatenate([keys.ordered_of[ours], keys.unordered_of[theirs]])
    order = np.argsort(every, kind="stable")
    return every[order], owners[order]


def _core(name: str) -> tuple[str, ...]:
    words = words_of(name)
    core, _ = without_forms(words)
    return core or words


def _slips(own: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """Whether one long word differs by a slip, and no other."""
    if len(own) != len(core):
        return False
    differing = [(a, b) for a, b in zip(own, core, strict=True) if a != b]
    if len(differing) != 1:
        return False
    mine, theirs = differing[0]
    # Names that differ in a number, or that are one short word, are other names.
    if mine.isdigit() or theirs.isdigit() or mine[0] != theirs[0] or len(mine) < _ONE_SLIP:
        return False
    most = 2 if len(mine) >= _TWO_SLIPS and len(own) > 1 else 1
    return OSA.distance(mine, theirs, score_cutoff=most) <= most
