"""What is a row of a source called, so that the name lasts?

The *evidence* is the proof: these bytes, this place in them, this party. It changes with every
byte of the file. The *claim* is what people judge, link to and cite: the source, what the row's
cells say, which of several such rows it is, and the party. It stays when rows are added or moved,
and when the file is renamed or written anew with other line ends.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

#: The source of a plain scan: nobody has named one.
NO_SOURCE: Final = ""
_LETTERS: Final = 16


def evidence(sha256: str, locator: str, party: str) -> str:
    """Name what a finding rests on: the same evidence keeps its name for ever."""
    return hashlib.sha256(f"{sha256}\n{locator}\n{party}".encode()).hexdigest()[:_LETTERS]


def claim(source: str, row_key: str, nth: int, party: str) -> str:
    """Name what a finding claims: the `nth` row of its original with this `row_key`, and a party."""
    told = f"{source}\n{row_key}\n{nth}\n{party}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:_LETTERS]


class Numbering:
    """Counts the rows of one original that have the same key, in the order they are told.

    An original that is read in parts is told part after part: the numbers are those of the whole.
    Holds 16 bytes for each key, however long it is.
    """

    def __init__(self) -> None:
        self._keys: npt.NDArray[np.uint64] = np.empty(0, np.uint64)  # sorted
        self._counts: npt.NDArray[np.int64] = np.empty(0, np.int64)

    def number(self, row_keys: Sequence[str], parties: Sequence[str]) -> npt.NDArray[np.int64]:
        """Which row with its key and party each of n further rows is; the first is 1."""
        told = _hashes(row_keys, parties)
        keys, place, count = np.unique(told, return_inverse=True, return_counts=True)
        at = np.searchsorted(self._keys, keys)
        known = at < len(self._keys)
        known[known] = self._keys[at[known]] == keys[known]
        before = np.zeros(len(keys), np.int64)
        before[known] = self._counts[at[known]]
        self._counts[at[known]] += count[known]
        self._keys = np.insert(self._keys, at[~known], keys[~known])
        self._counts = np.insert(self._counts, at[~known], count[~known])
        return before[place] + _ranks(place) + 1


def _hashes(row_keys: Sequence[str], parties: Sequence[str]) -> npt.NDArray[np.uint64]:
    digests = b"".join(
        hashlib.blake2b(f"{key}\n{party}".encode(), digest_size=8).digest()
        for key, party in zip(row_keys, parties, strict=True)
    )
    return np.frombuffer(digests, np.uint64)


def _ranks(groups: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """How many earlier entries are of the same group."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=-1))
    lengths = np.diff(begins, append=len(ordered))
    ranks = np.empty(len(groups), np.int64)
    ranks[order] = np.arange(len(groups)) - np.repeat(begins, lengths)
    return ranks
