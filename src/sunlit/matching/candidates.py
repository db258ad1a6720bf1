"""Which rows are worth a close look? One pass of hyperscan over each column's raw Arrow buffer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import hyperscan
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.matching.expressions import WORDS, Wanted, wanted_by
from sunlit.matching.verify import Finder

#: A scan takes at most this much of a column at once; hyperscan counts in 32 bits.
_BLOCK_BYTES: Final = 2**28
#: Of a longer cell only the surroundings of its hits are read.
_WHOLE_CELL: Final = 8_000
_AROUND: Final = 600
_MOST_PASSAGES: Final = 50
_KEY_BYTES: Final = 3
_NO_MODELS: Final = frozenset[int]()

Indices = npt.NDArray[np.int64]
#: For each row with a hit, for each of its columns with a hit: the model signs and the byte ends.
CellHits = dict[int, tuple[frozenset[int], tuple[int, ...]]]


class Candidates:
    """Finds rows by expressions that match at least as much as the verifier does."""

    def __init__(self, finder: Finder) -> None:
        self._wanted = wanted_by(finder)
        self._database, self._ids = _compile(self._wanted)
        self._starts = _by_key(self._wanted.edged | self._wanted.left_edged, last=False)
        self._ends = _by_key(self._wanted.edged, last=True)

    def rows(self, columns: Sequence[pa.Array]) -> dict[int, CellHits]:
        """The rows that may hold a mention; for each of them the columns (by position) that do."""
        found: dict[int, CellHits] = {}
        for position, column in enumerate(columns):
            for row, hits in self._in_column(column).items():
                found.setdefault(row, {})[position] = hits
        return found

    def _in_column(self, column: pa.Array) -> dict[int, tuple[frozenset[int], tuple[int, ...]]]:
        if isinstance(column, pa.DictionaryArray):
            return self._in_dictionary(column)
        if pa.types.is_string_view(column.type):
            column = column.cast(pa.large_string())
        offsets, data = _buffers(column)
        if not len(data):
            return {}
        found: dict[int, tuple[set[int], set[int]]] = {}
        for first, last in _blocks(offsets):
            part = offsets[first : last + 1]
            for row, sign, end in self._in_block(part, data[part[0] : part[-1]]):
                signs, ends = found.setdefault(first + row, (set(), set()))
                ends.add(end)
                if sign != WORDS:
                    signs.add(sign)
        return {
            row: (frozenset(signs), tuple(sorted(ends))) for row, (signs, ends) in found.items()
        }

    def _in_dictionary(
        self, column: pa.DictionaryArray
    ) -> dict[int, tuple[frozenset[int], tuple[int, ...]]]:
        values = self._in_column(column.dictionary)
        if not values:
            return {}
        indices = pc.fill_null(column.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(np.isin(indices, np.fromiter(values, np.int64)))
        return {int(row): values[int(indices[row])] for row in rows}

    def _in_block(
        self, offsets: Indices, data: npt.NDArray[np.uint8]
    ) -> Iterator[tuple[int, int, int]]:
        """(row, sign or WORDS, byte in the cell where the hit ends) for every hit of a block."""
        starts = offsets - offsets[0]
        ids: list[int] = []
        ends: list[int] = []

        def note(expression: int, _from: int, to: int, _flags: int, _context: Any) -> None:
            ids.append(expression)
            ends.append(to)

        self._database.scan(data.data, match_event_handler=note)
        if ends:
            at = np.asarray(ends, np.int64)
            # Of several rows that begin at one byte (empty ones) the last holds the byte.
            rows = np.searchsorted(starts, at - 1, side="right") - 1
            for row, expression, end in zip(
                rows.tolist(), ids, (at - starts[rows]).tolist(), strict=True
            ):
                yield row, self._ids[expression], end
        yield from self._at_edges(starts, data)

    def _at_edges(
        self, starts: Indices, data: npt.NDArray[np.uint8]
    ) -> Iterator[tuple[int, int, int]]:
        # Rows stand in the buffer without a separator, so a word edge at a row's first or last
        # character is seen only here.
        lengths = np.diff(starts)
        rows = np.flatnonzero(lengths >= _KEY_BYTES)
        short = np.flatnonzero((lengths > 0) & (lengths < _KEY_BYTES))
        lower = _lower(data)
        for keys, first in (
            (self._starts, starts[:-1][rows]),
            (self._ends, starts[1:][rows] - _KEY_BYTES),
        ):
            if not keys or not len(rows):
                continue
            likely = _holds_key(lower, first, keys)
            for row in rows[likely].tolist():
                cell = lower[starts[row] : starts[row + 1]].tobytes()
                end = self._edge_word(cell, keys is self._starts)
                if end:
                    yield row, WORDS, end
        for row in short.tolist():
            cell = lower[starts[row] : starts[row + 1]].tobytes()
            if cell in self._wanted.edged or cell in self._wanted.left_edged:
                yield row, WORDS, len(cell)

    def _edge_word(self, cell: bytes, at_start: bool) -> int:
        if at_start:
            for word in self._starts.get(cell[:_KEY_BYTES], ()):
                if cell.startswith(word):
                    return len(word)
            return 0
        return (
            len(cell)
            if any(cell.endswith(w) for w in self._ends.get(cell[-_KEY_BYTES:], ()))
            else 0
        )


def texts_of(
    columns: Sequence[pa.Array], row: int, hits: CellHits
) -> Iterator[tuple[int, str, int, frozenset[int]]]:
    """The row's cells to read: (column position, text, characters before it, likely models).

    A cell of more than a few thousand characters comes as the passages around its hits.
    """
    for position, column in enumerate(columns):
        text = column[row].as_py()
        if not text:
            continue
        models, ends = hits.get(position, (_NO_MODELS, ()))
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


def _compile(wanted: Wanted) -> tuple[Any, list[int]]:
    patterns: list[bytes] = []
    ids: list[int] = []
    flags: list[int] = []
    for expression in wanted.expressions:
        patterns.append(expression.pattern)
        ids.append(expression.id)
        flags.append(
            hyperscan.HS_FLAG_CASELESS | (hyperscan.HS_FLAG_UTF8 if expression.utf8 else 0)
        )
    for word in sorted(wanted.edged | wanted.left_edged):
        right = rb"" if word in wanted.left_edged else rb"\b"
        patterns.append(rb"\b" + word + right)
        ids.append(WORDS)
        flags.append(hyperscan.HS_FLAG_CASELESS)
    database = hyperscan.Database()
    database.compile(expressions=patterns, ids=list(range(len(patterns))), flags=flags)
    return database, ids


def _buffers(column: pa.Array) -> tuple[Indices, npt.NDArray[np.uint8]]:
    """The column's n+1 byte offsets and its bytes, without copying the bytes."""
    _, offsets, data = column.buffers()
    if offsets is None or data is None or not len(column):
        return np.zeros(1, np.int64), np.zeros(0, np.uint8)
    width = np.int64 if pa.types.is_large_string(column.type) else np.int32
    numbers = np.frombuffer(offsets, width)[column.offset : column.offset + len(column) + 1]
    return numbers.astype(np.int64), np.frombuffer(data, np.uint8)


def _blocks(offsets: Indices) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(offsets) - 1:
        last = int(np.searchsorted(offsets, offsets[first] + _BLOCK_BYTES, side="right")) - 1
        last = max(last, first + 1)
        yield first, min(last, len(offsets) - 1)
        first = last


def _lower(data: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    return _LOWER[data]


_LOWER: Final = np.array([b + 32 if 65 <= b <= 90 else b for b in range(256)], np.uint8)


def _by_key(words: frozenset[bytes], *, last: bool) -> Mapping[bytes, tuple[bytes, ...]]:
    found: dict[bytes, list[bytes]] = {}
    for word in sorted(words):
        if len(word) >= _KEY_BYTES:
            key = word[-_KEY_BYTES:] if last else word[:_KEY_BYTES]
            found.setdefault(key, []).append(word)
    return {key: tuple(found[key]) for key in found}


def _holds_key(
    lower: npt.NDArray[np.uint8], first: Indices, keys: Mapping[bytes, tuple[bytes, ...]]
) -> npt.NDArray[np.bool_]:
    numbers = np.array([int.from_bytes(key, "big") for key in keys], np.uint32)
    table = np.zeros(1 << 24, np.bool_)
    table[numbers] = True
    read = (
        (lower[first].astype(np.uint32) << 16)
        | (lower[first + 1].astype(np.uint32) << 8)
        | lower[first + 2]
    )
    likely: npt.NDArray[np.bool_] = table[read]
    return likely
