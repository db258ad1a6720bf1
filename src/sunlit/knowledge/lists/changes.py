"""What changed between two states of a list? Told by its own ids."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sunlit.knowledge.lists.entries import ListEntry


@dataclass(frozen=True, slots=True)
class ListChanges:
    """Entries by what became of them; of a changed one its new state. In the list's order."""

    added: tuple[ListEntry, ...]
    removed: tuple[ListEntry, ...]
    changed: tuple[ListEntry, ...]

    @property
    def none(self) -> bool:
        """Whether both say the same."""
        return not (self.added or self.removed or self.changed)


def changes(old: Sequence[ListEntry], new: Sequence[ListEntry]) -> ListChanges:
    """Compare two states of a list, each with every id once.

    An entry is changed when its kind, its names or the programs that name it differ, or the order
    of its names: the first is what findings call it.
    """
    # Digests, not entries: of a million of them as little as can be is held.
    before = {entry.id: _digest(entry) for entry in old}
    added, changed, there = [], [], set()
    for entry in new:
        there.add(entry.id)
        if entry.id not in before:
            added.append(entry)
        elif before[entry.id] != _digest(entry):
            changed.append(entry)
    gone = before.keys() - there
    removed = tuple(entry for entry in old if entry.id in gone)
    return ListChanges(tuple(added), removed, tuple(changed))


def _digest(entry: ListEntry) -> bytes:
    return hashlib.blake2b(repr(entry).encode(), digest_size=16).digest()
