"""Which entry of a long list does a supplier's cell name? By its words, one of which may be misspelt."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from rapidfuzz.distance import OSA

from sunlit.values.names import SAME_NAME, compare
from sunlit.values.names.folding import words_of
from sunlit.values.names.parsing import without_forms

#: Letters of a word that may hold one slip, and of one that may hold two.
_ONE_SLIP: Final = 5
_TWO_SLIPS: Final = 9
_GLUED: Final = 7
#: A key that more names share tells none of them.
_MOST_PER_KEY: Final = 20
_MOST_REMEMBERED: Final = 500_000


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the list that a cell names, and how: "exact", "spacing", "order" or "misspelt"."""

    name: int
    how: str


class NameTable:
    """Names by hashes of their words in sorted arrays: about 100 bytes a name, searched at once.

    `names` are texts; `people` says which of them are people's, whose words may change places
    and whose misspellings are other people.
    """

    def __init__(self, names: Sequence[str], people: Sequence[bool]) -> None:
        self._names = list(names)
        keys, owners = array("I"), array("i")
        for place, (name, person) in enumerate(zip(names, people, strict=True)):
            for key in set(_keys(_core(name), person=person, of_list=True)):
                keys.append(key)
                owners.append(place)
        unsorted = np.array(keys, np.uint32)
        order = np.argsort(unsorted, kind="stable")
        self._keys = unsorted[order]
        self._owners = np.array(owners, np.int32)[order]
        self._people = np.asarray(people, bool)
        self._found: dict[str, tuple[Named, ...]] = {}

    def find(self, cells: Iterable[str]) -> dict[str, tuple[Named, ...]]:
        """For each distinct cell that names entries: which names, in the order of the list."""
        if not len(self._keys):
            return {}
        wanted = list(dict.fromkeys(cells))
        new = [cell for cell in wanted if cell not in self._found]
        if len(self._found) + len(new) > _MOST_REMEMBERED:
            self._found.clear()
            new = wanted
        self._found.update(self._look_up(new))
        return {cell: self._found[cell] for cell in wanted if self._found[cell]}

    def _look_up(self, cells: Sequence[str]) -> dict[str, tuple[Named, ...]]:
        asked, numbers = array("I"), array("i")
        for number, cell in enumerate(cells):
            for key in _keys(_core(cell), person=False, of_list=False):
                asked.append(key)
                numbers.append(number)
        found: dict[str, tuple[Named, ...]] = dict.fromkeys(cells, ())
        if not asked:
            return found
        keys = np.frombuffer(asked, np.uint32)
        starts = np.searchsorted(self._keys, keys, "left")
        stops = np.searchsorted(self._keys, keys, "right")
        called: dict[int, set[int]] = {}
        for at in np.flatnonzero(stops > starts).tolist():
            if stops[at] - starts[at] <= _MOST_PER_KEY:
                owners = self._owners[starts[at] : stops[at]].tolist()
                called.setdefault(numbers[at], set()).update(owners)
        for number, owners in called.items():
            found[cells[number]] = tuple(self._checked(cells[number], sorted(owners)))
        return found

    def _checked(self, cell: str, names: Sequence[int]) -> Iterator[Named]:
        core = _core(cell)
        for place in names:
            how = self._how(cell, core, place)
            if how:
                yield Named(place, how)

    def _how(self, cell: str, core: tuple[str, ...], place: int) -> str:
        own = _core(self._names[place])
        if own == core:
            return "exact"
        if self._people[place]:
            return "order" if sorted(own) == sorted(core) else ""
        if "".join(own) == "".join(core):
            return "spacing"
        if _slips(own, core) and compare(cell, self._names[place]).score >= SAME_NAME:
            return "misspelt"
        return ""


def _core(name: str) -> tuple[str, ...]:
    words = words_of(name)
    core, _ = without_forms(words)
    return core or words


def _keys(core: tuple[str, ...], *, person: bool, of_list: bool) -> Iterator[int]:
    """Hashes that equal names share, and names alike but for one word; others share them by chance."""
    if not core:
        return
    if person or not of_list:
        yield crc32(("~" + " ".join(sorted(core))).encode())
    if person:
        return
    glued = "".join(core)
    yield crc32(("=" + glued).encode())
    if len(core) > 1:
        for at, word in enumerate(core):
            if len(word) >= _ONE_SLIP:
                yield crc32((f"{at}-" + " ".join(core[:at] + core[at + 1 :])).encode())
    elif len(glued) >= _GLUED:
        # One letter left out of each: what differs by one slip shares one of them.
        yield from (
            crc32(("+" + glued[:at] + glued[at + 1 :]).encode()) for at in range(1, len(glued))
        )
        yield crc32(("+" + glued).encode())


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
