"""Which rows are worth a close look? One pass of hyperscan over each column's raw Arrow buffer."""

import hashlib
import platform
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

import hyperscan
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.matching.candidates.engine import Database
from sunlit.matching.candidates.expressions import WORDS, Expression, Wanted, wanted_by
from sunlit.matching.signals import code_digest
from sunlit.matching.verify import Finder

#: A scan takes at most this much of a column at once; hyperscan counts in 32 bits.
_BLOCK_BYTES: Final = 2**28
#: Of a longer cell only the surroundings of its hits are read.
_WHOLE_CELL: Final = 8_000
_AROUND: Final = 600
_MOST_PASSAGES: Final = 50
_COUNT_BYTES: Final = 8
#: No model number is longer, with its separators.
_MODEL_BYTES: Final = 64

Indices = npt.NDArray[np.int64]
#: Of a cell with hits: the signals whose models may stand there, and the bytes where hits end.
Seen = tuple[frozenset[int], tuple[int, ...]]
#: For each column of a row that has a hit (by position): what was seen there.
CellHits = dict[int, Seen]


class Candidates:
    """Finds rows by expressions that match at least as much as the verifier does."""

    def __init__(self, finder: Finder, rests_on: bytes = b"", saved: bytes = b"") -> None:
        """`saved`: what an earlier run's `to_bytes` gave, used when it rests on the same."""
        self._digest = _digest(rests_on)
        looked_for = _LookedFor.from_bytes(saved, self._digest) if saved else None
        self.is_new = looked_for is None
        self._looked_for = looked_for or _LookedFor.of(_all_expressions(wanted_by(finder)))
        self._ids = self._looked_for.ids.tolist()
        self._fewest = self._looked_for.fewest
        # Held with the array, so that its buffers' addresses are nobody else's.
        self._last: tuple[pa.Array | None, dict[int, Seen]]
        self._last = (None, {})
        self._models = {
            index: re.compile(model.loose.pattern.encode(), re.IGNORECASE)
            for index, model in finder.patterns.items()
        }

    def to_bytes(self) -> bytes:
        """What is looked for, compiled, under a digest of what it rests on."""
        return self._digest + self._looked_for.to_bytes()

    def rows(self, columns: Sequence[pa.Array]) -> dict[int, CellHits]:
        """The rows that may hold a mention; for each of them the columns (by position) that do."""
        found: dict[int, CellHits] = {}
        for position, column in enumerate(columns):
            for row, hits in self._in_column(column).items():
                found.setdefault(row, {})[position] = hits
        return found

    def _in_column(self, column: pa.Array) -> dict[int, Seen]:
        if isinstance(column, pa.DictionaryArray):
            return self._in_dictionary(column)
        if pa.types.is_string_view(column.type):
            column = column.cast(pa.large_string())
        if column.null_count:
            column = pc.fill_null(column, "")
        offsets = _offsets(column)
        found: dict[int, tuple[set[int], set[int]]] = {}
        for first, last in _blocks(offsets):
            for row, signal, end in self._in_block(column.slice(first, last - first)):
                signals, ends = found.setdefault(first + row, (set(), set()))
                ends.add(end)
                if signal != WORDS:
                    signals.add(signal)
        return {
            row: (frozenset(signals), tuple(sorted(ends))) for row, (signals, ends) in found.items()
        }

    def _in_dictionary(self, column: pa.DictionaryArray) -> dict[int, Seen]:
        values = self._in_values(column.dictionary)
        if not values:
            return {}
        indices = pc.fill_null(column.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(np.isin(indices, np.fromiter(values, np.int64)))
        return {int(row): values[int(indices[row])] for row in rows}

    def _in_values(self, values: pa.Array) -> dict[int, Seen]:
        """What stands in a dictionary; the batches of one Parquet row group share theirs."""
        last, found = self._last
        if last is None or not _is_same(last, values):
            found = self._in_column(values)
            self._last = (values, found)
        return found

    def _in_block(self, column: pa.Array) -> Iterator[tuple[int, int, int]]:
        """(row, signal or WORDS, byte in the cell where the hit ends) for every hit of a block."""
        data = _joined(column)
        offsets = _offsets(column)
        starts = offsets - offsets[0] + np.arange(len(offsets))
        expressions, ends = self._looked_for.engine.hits(data)
        if not len(ends):
            return
        rows = np.searchsorted(starts, ends - 1, side="right") - 1
        inside = ends - starts[rows]
        kept = inside >= self._fewest[expressions]
        for row, expression, end in zip(
            rows[kept].tolist(), expressions[kept].tolist(), inside[kept].tolist(), strict=True
        ):
            signal = self._ids[expression]
            cell = data[int(starts[row]) : int(starts[row + 1]) - 1]
            if signal not in self._models or self._stands(signal, cell, end):
                yield row, signal, min(end, len(cell))

    def _stands(self, signal: int, cell: memoryview, end: int) -> bool:
        """A model's hit counts only where its full pattern stands."""
        window = bytes(cell[max(0, end - _MODEL_BYTES) : end + _MODEL_BYTES])
        return self._models[signal].search(window) is not None


def texts_of(
    columns: Sequence[pa.Array], row: int, hits: CellHits
) -> Iterator[tuple[int, str, int, frozenset[int] | None]]:
    """The row's cells to read: (column position, text, characters before it, likely models).

    The models are None where the pass saw no signal at all. A cell of more than a few thousand characters comes as the passages around its hits.
    """
    for position, column in enumerate(columns):
        text = column[row].as_py()
        if not text:
            continue
        models, ends = hits.get(position, (None, ()))
        if len(text) <= _WHOLE_CELL:
            yield position, text, 0, models
        else:
            for start, stop in _passages(text, ends):
                yield position, text[start:stop], start, models


def _passages(text: str, ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    if not ends:
        yield 0, _WHOLE_CELL
        return
    content = text.encode()
    shown, last, counted, characters = 0, -1, 0, 0
    for end in ends:
        characters += len(content[counted:end].decode(errors="ignore"))
        counted = end
        if characters <= last:
            continue
        start = max(characters - _AROUND, last, 0)
        last = min(characters + _AROUND, len(text))
        yield start, last
        shown += 1
        if shown >= _MOST_PASSAGES:
            return


@dataclass(frozen=True, slots=True)
class _LookedFor:
    """The n expressions compiled: the signal that each is of, and the fewest bytes it can match."""

    ids: Indices
    fewest: Indices
    engine: Database

    @classmethod
    def of(cls, wanted: Sequence[Expression]) -> "_LookedFor":
        ids = np.array([one.id for one in wanted], np.int64)
        fewest = np.array([one.bytes for one in wanted], np.int64)
        flags = [_flags(one) for one in wanted]
        return cls(ids, fewest, Database.compiled([one.pattern for one in wanted], flags))

    def to_bytes(self) -> bytes:
        count = len(self.ids).to_bytes(_COUNT_BYTES, "big")
        return count + self.ids.tobytes() + self.fewest.tobytes() + self.engine.to_bytes()

    @classmethod
    def from_bytes(cls, content: bytes, digest: bytes) -> "_LookedFor | None":
        """None when it rests on something else, or when this machine cannot read the engine."""
        if not content.startswith(digest):
            return None
        at = len(digest) + _COUNT_BYTES
        count = int.from_bytes(content[len(digest) : at], "big")
        ids = np.frombuffer(content, np.int64, count, at)
        fewest = np.frombuffer(content, np.int64, count, at + ids.nbytes)
        engine = Database.from_bytes(content[at + ids.nbytes + fewest.nbytes :])
        return cls(ids, fewest, engine) if engine else None


def _flags(expression: Expression) -> int:
    return int(hyperscan.HS_FLAG_CASELESS | (hyperscan.HS_FLAG_UTF8 if expression.utf8 else 0))


def _digest(rests_on: bytes) -> bytes:
    """Of the signals, of this code, and of the engine: a database is of one version and machine."""
    made_by = f"{version('hyperscan')} {platform.machine()} {sys.byteorder} {code_digest()}\0"
    return hashlib.sha256(made_by.encode() + rests_on).digest()


def _all_expressions(wanted: Wanted) -> tuple[Expression, ...]:
    """The expressions with one more for each word that needs an edge."""
    edged = [
        expression
        for word in sorted(wanted.edged | wanted.left_edged)
        for expression in _edged(word, right=word not in wanted.left_edged)
    ]
    return (*wanted.expressions, *edged)


def _edged(word: bytes, *, right: bool) -> Iterator[Expression]:
    """The word where it begins (and ends); to the engine an underscore is no edge, to us it is."""
    told = re.escape(word)
    yield Expression(rb"\b" + told + (rb"\b" if right else b""), WORDS, len(word))
    yield Expression(b"_" + told, WORDS, len(word) + 1)
    if right:
        yield Expression(rb"\b" + told + b"_", WORDS, len(word) + 1)


def _is_same(left: pa.Array, right: pa.Array) -> bool:
    """Whether two arrays are the same values in the same memory."""
    return (left.type, left.offset, len(left), _addresses(left)) == (
        right.type, right.offset, len(right), _addresses(right),
    )  # fmt: skip


def _addresses(column: pa.Array) -> list[int | None]:
    return [buffer and buffer.address for buffer in column.buffers()]


def _joined(column: pa.Array) -> memoryview:
    """All cells in one buffer with a line break between them: a cell's ends are word edges."""
    one_list = pa.LargeListArray.from_arrays(pa.array([0, len(column)], pa.int64()), column)
    return memoryview(pc.binary_join(one_list, pa.scalar("\n", column.type))[0].as_buffer())


def _offsets(column: pa.Array) -> Indices:
    """The column's n+1 byte offsets."""
    _, offsets, _ = column.buffers()
    if offsets is None or not len(column):
        return np.zeros(1, np.int64)
    width = np.int64 if pa.types.is_large_string(column.type) else np.int32
    numbers = np.frombuffer(offsets, width)[column.offset : column.offset + len(column) + 1]
    return numbers.astype(np.int64)


def _blocks(offsets: Indices) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(offsets) - 1:
        last = int(np.searchsorted(offsets, offsets[first] + _BLOCK_BYTES, side="right")) - 1
        last = max(last, first + 1)
        yield first, min(last, len(offsets) - 1)
        first = last
