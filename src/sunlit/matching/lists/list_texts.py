"""Which rows of a column hold a name of a long list? Told by the words' hashes, whatever the list's length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.matching.candidates import Database
from sunlit.matching.lists.words import Hashes, Numbers, Words, mixed, words_in

#: Of a longer name the first words are looked for; the row matcher reads the rest.
_MOST_WORDS: Final = 8
#: Signals and spaces between two words of a name.
_WIDEST_GAP: Final = 3
_BLOCK_ROWS: Final = 65_536
_BLOCK_BYTES: Final = 2**24
#: Letters of scripts that write spaces between words; names in others stand anywhere.
_UNSPACED: Final = r"[^\x00-\x{6ff}\x{10a0}-\x{10ff}\x{1e00}-\x{1fff}\x{2000}-\x{206f}]"


class NameTexts:
    """Names, each found as whole words in their order wherever they stand in a column of text."""

    def __init__(self, names: pa.LargeStringArray, literals: bytes | None = None) -> None:
        """`names` in any letter case. `literals`: the engine of an earlier `NameTexts` of these."""
        lower = pc.utf8_lower(names)
        unspaced = np.flatnonzero(pc.match_substring_regex(lower, _UNSPACED).to_numpy(False))
        self.literals = Literals(lower.take(pa.array(unspaced)).to_pylist(), unspaced, literals)
        words = words_in(lower)
        spaced = np.ones(len(names), np.bool_)
        spaced[unspaced] = False
        firsts = np.searchsorted(words.rows, np.arange(len(names)))
        counts = np.bincount(words.rows, minlength=len(names))
        self._phrases: list[_Keys] = []
        chains = mixed(words.hashes)
        said, at = np.zeros(len(names), np.uint64), np.arange(len(names))
        for size in range(1, _MOST_WORDS + 1):
            at = at[(counts[at] >= size)]
            said[at] = _longer(said[at], chains[firsts[at] + size - 1])
            whole = at[spaced[at] & ((counts[at] == size) | (size == _MOST_WORDS))]
            self._phrases.append(_Keys.of(said[whole], whole))
            if size == 2:
                self._begun = _Keys.of(np.unique(said[at]), np.zeros(0, np.int64))
        self._longest = max(
            (n for n, one in enumerate(self._phrases, 1) if len(one.keys)), default=0
        )

    def rows(self, column: pa.Array) -> dict[int, set[int]]:
        """For each row of a column of n texts that holds names: their places in `names`."""
        found: dict[int, set[int]] = {}
        for first, part in _blocks(column):
            text = pc.utf8_lower(part.cast(pa.large_string()))
            for row, name in (*self._in_words(words_in(text)), *self.literals.hits(text)):
                found.setdefault(first + row, set()).add(name)
        return found

    def _in_words(self, words: Words) -> Iterator[tuple[int, int]]:
        if not self._longest or not len(words.rows):
            return
        hashes = mixed(words.hashes)
        said = _longer(np.zeros(len(hashes), np.uint64), hashes)
        at = np.arange(len(hashes))
        for size, phrases in enumerate(self._phrases[: self._longest], start=1):
            if size > 1:
                at, said = _continued(words, hashes, at, said, size)
            if size == 2:
                kept = self._begun.may_hold(said)
                at, said = at[kept], said[kept]
            places, names = phrases.find(said)
            yield from zip(words.rows[at[places]].tolist(), names.tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Sorted keys, the name of each, and a table that tells most other keys apart at once."""

    keys: Hashes
    names: Numbers
    table: npt.NDArray[np.bool_]
    shift: np.uint64

    @classmethod
    def of(cls, keys: Hashes, names: Numbers) -> "_Keys":
        order = np.argsort(keys, kind="stable")
        bits = min(max(len(keys) * 16, 2).bit_length(), 26)
        shift = np.uint64(64 - bits)
        table = np.zeros(2**bits, np.bool_)
        table[keys >> shift] = True
        return cls(keys[order], names[order] if len(names) else names, table, shift)

    def may_hold(self, wanted: Hashes) -> npt.NDArray[np.bool_]:
        likely: npt.NDArray[np.bool_] = self.table[wanted >> self.shift]
        return likely

    def find(self, wanted: Hashes) -> tuple[Numbers, Numbers]:
        """(Place in `wanted`, name) of every name of each key that is wanted."""
        likely = np.flatnonzero(self.may_hold(wanted))
        low = np.searchsorted(self.keys, wanted[likely], "left")
        counts = np.searchsorted(self.keys, wanted[likely], "right") - low
        own = np.repeat(low - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        return np.repeat(likely, counts), self.names[own]


class Literals:
    """Names in scripts without spaces between words, found anywhere, by one pass of hyperscan."""

    def __init__(self, names: Sequence[str], places: Numbers, engine: bytes | None) -> None:
        """`names` in small letters, with the `places` by which hits tell them."""
        self._terms = [name.encode() for name in names]
        self._lengths = np.fromiter(map(len, self._terms), np.int64, len(self._terms))
        self._places = places
        self._engine = None
        if self._terms:
            loaded = Database.from_bytes(engine) if engine else None
            self._engine = loaded or Database.compiled(self._terms, literal=True)

    def to_bytes(self) -> bytes:
        """The engine, empty when there are no such names."""
        return self._engine.to_bytes() if self._engine else b""

    def hits(self, text: pa.Array) -> Iterator[tuple[int, int]]:
        """(Row, name) of every name that stands in a column of lower-case texts."""
        _, offsets_buffer, data_buffer = text.buffers()
        if self._engine is None or data_buffer is None:
            return
        offsets = np.frombuffer(offsets_buffer, np.int64)[text.offset :][: len(text) + 1]
        data = np.frombuffer(data_buffer, np.uint8)[offsets[0] : offsets[-1]]
        offsets = offsets - offsets[0]
        if not len(data):
            return
        names, ends = self._engine.hits(data.data.cast("B"))
        if not len(ends):
            return
        # Of several rows that begin at one byte (empty ones) the last holds the byte.
        rows = np.searchsorted(offsets, ends - 1, side="right") - 1
        kept = ends - self._lengths[names] >= offsets[rows]
        yield from zip(rows[kept].tolist(), self._places[names[kept]].tolist(), strict=True)


def _longer(hashes: Hashes, word: Hashes) -> Hashes:
    """The hash of a phrase with one word more."""
    return mixed(hashes * np.uint64(0x9E3779B97F4A7C15) + word)


def _continued(
    words: Words, hashes: Hashes, at: Numbers, said: Hashes, size: int
) -> tuple[Numbers, Hashes]:
    """The phrases that go on within their row, by a word more."""
    last = at + size - 1
    within = last < len(hashes)
    at, said, last = at[within], said[within], last[within]
    near = (words.starts[last] - words.ends[last - 1] <= _WIDEST_GAP) & (
        words.rows[last] == words.rows[at]
    )
    return at[near], _longer(said[near], hashes[last[near]])


def _blocks(column: pa.Array) -> Iterator[tuple[int, pa.Array]]:
    """The column in parts of bounded rows and bytes, each with the number of its first row."""
    rows = _BLOCK_ROWS
    if len(column):
        rows = max(1, min(rows, int(_BLOCK_BYTES * len(column) // max(column.nbytes, 1))))
    for first in range(0, len(column), rows):
        yield first, column.slice(first, rows)
