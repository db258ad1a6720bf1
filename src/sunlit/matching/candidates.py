"""Which rows are worth a close look? One pass of hyperscan over each column's raw Arrow buffer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import hyperscan
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.matching.expressions import WORDS, Expression, Wanted, wanted_by
from sunlit.matching.verify import Finder

#: A scan takes at most this much of a column at once; hyperscan counts in 32 bits.
_BLOCK_BYTES: Final = 2**28
#: Of a longer cell only the surroundings of its hits are read.
_WHOLE_CELL: Final = 8_000
_AROUND: Final = 600
_MOST_PASSAGES: Final = 50
_KEY_BYTES: Final = 4
#: No model number is longer, with its separators.
_MODEL_BYTES: Final = 64
_NO_MODELS: Final = frozenset[int]()

Indices = npt.NDArray[np.int64]
#: For each row with a hit, for each of its columns with a hit: the model signs and the byte ends.
CellHits = dict[int, tuple[frozenset[int], tuple[int, ...]]]


class Candidates:
    """Finds rows by expressions that match at least as much as the verifier does."""

    def __init__(self, finder: Finder) -> None:
        self._wanted = wanted_by(finder)
        self._database, self._ids, fewest = _compile(self._wanted)
        self._fewest = np.array(fewest, np.int64)
        self._models = {
            index: re.compile(model.loose.pattern.encode(), re.IGNORECASE)
            for index, model in finder.patterns.items()
        }
        openings = self._wanted.openings | self._wanted.left_edged
        self._starts = _by_key(self._wanted.edged | openings, last=False)
        self._left_edged = openings
        self._ends = _by_key(self._wanted.edged, last=True)
        self._start_table = _table(self._starts)
        self._end_table = _table(self._ends)

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
        noted: list[tuple[int, int]] = []

        def note(expression: int, _start: int, end: int, _flags: int, _context: Any) -> None:
            noted.append((expression, end))

        self._database.scan(data.data, match_event_handler=note)
        if noted:
            yield from self._kept(np.asarray(noted, np.int64), starts, data)
        yield from self._at_edges(starts, data)

    def _kept(
        self, noted: Indices, starts: Indices, data: npt.NDArray[np.uint8]
    ) -> Iterator[tuple[int, int, int]]:
        """The hits that lie in one row; a model's only where its full pattern stands there."""
        expressions, ends = noted.T
        # Of several rows that begin at one byte (empty ones) the last holds the byte.
        rows = np.searchsorted(starts, ends - 1, side="right") - 1
        inside = ends - starts[rows]
        kept = inside >= self._fewest[expressions]
        for row, expression, end in zip(
            rows[kept].tolist(), expressions[kept].tolist(), inside[kept].tolist(), strict=True
        ):
            sign = self._ids[expression]
            if sign == WORDS or self._stands(sign, data[starts[row] : starts[row + 1]], end):
                yield row, sign, end

    def _stands(self, sign: int, cell: npt.NDArray[np.uint8], end: int) -> bool:
        window = cell[max(0, end - _MODEL_BYTES) : end + _MODEL_BYTES].tobytes()
        return self._models[sign].search(window) is not None

    def _at_edges(
        self, starts: Indices, data: npt.NDArray[np.uint8]
    ) -> Iterator[tuple[int, int, int]]:
        # Rows stand in the buffer without a separator, so a word edge at a row's first or last
        # character is seen only here.
        lengths = np.diff(starts)
        rows = np.flatnonzero(lengths >= _KEY_BYTES)
        likely = _holds_key(data, starts[:-1][rows], self._start_table)
        likely |= _holds_key(data, starts[1:][rows] - _KEY_BYTES, self._end_table)
        short = np.flatnonzero((lengths > 0) & (lengths < _KEY_BYTES))
        for row in (*rows[likely].tolist(), *short.tolist()):
            cell = data[starts[row] : starts[row + 1]].tobytes().lower()
            end = self._opening(cell) or self._ending(cell)
            if end:
                yield row, WORDS, end

    def _opening(self, cell: bytes) -> int:
        """The bytes of a word that opens the cell and ends there as it must; 0 for none."""
        for word in self._starts.get(_opening_key(cell), ()):
            if cell.startswith(word) and (
                word in self._left_edged or not cell[len(word) : len(word) + 1].isalnum()
            ):
                return len(word)
        return 0

    def _ending(self, cell: bytes) -> int:
        for word in self._ends.get(_ending_key(cell), ()):
            if cell.endswith(word) and not cell[-len(word) - 1 : -len(word)].isalnum():
                return len(cell)
        return 0


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


def _compile(wanted: Wanted) -> tuple[Any, list[int], list[int]]:
    """The database, and for each of its expressions the sign and the fewest bytes that it takes."""
    expressions = list(wanted.expressions)
    for word in sorted(wanted.edged | wanted.left_edged):
        right = rb"" if word in wanted.left_edged else rb"\b"
        expressions.append(Expression(rb"\b" + re.escape(word) + right, WORDS, len(word)))
    flags = [
        hyperscan.HS_FLAG_CASELESS | (hyperscan.HS_FLAG_UTF8 if expression.utf8 else 0)
        for expression in expressions
    ]
    database = hyperscan.Database()
    database.compile(
        expressions=[expression.pattern for expression in expressions],
        ids=list(range(len(expressions))),
        flags=flags,
    )
    return (
        database,
        [expression.id for expression in expressions],
        [expression.bytes for expression in expressions],
    )


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


#: Bytes as digits of a number: letters and digits in lower case, all else alike.
_DIGIT: Final = np.array(
    [
        b - 97
        if 97 <= b <= 122
        else b - 65
        if 65 <= b <= 90
        else b - 48 + 26
        if 48 <= b <= 57
        else 36
        for b in range(256)
    ],
    np.uint32,
)
_BASE: Final = 37


_FILL: Final = tuple(bytes([b]) for b in b"abcdefghijklmnopqrstuvwxyz0123456789 ")


def _opening_key(text: bytes) -> int:
    return _number((text[:_KEY_BYTES] + b" " * _KEY_BYTES)[:_KEY_BYTES])


def _ending_key(text: bytes) -> int:
    return _number((b" " * _KEY_BYTES + text[-_KEY_BYTES:])[-_KEY_BYTES:])


def _number(text: bytes) -> int:
    number = 0
    for byte in text:
        number = number * _BASE + int(_DIGIT[byte])
    return number


def _by_key(words: frozenset[bytes], *, last: bool) -> Mapping[int, tuple[bytes, ...]]:
    """The words by the number of their first or last four bytes; three letters with an edge."""
    found: dict[int, list[bytes]] = {}
    for word in sorted(words):
        for key in {word} if len(word) >= _KEY_BYTES else _with_neighbours(word, last=last):
            found.setdefault(_ending_key(key) if last else _opening_key(key), []).append(word)
    return {key: tuple(found[key]) for key in found}


def _with_neighbours(word: bytes, *, last: bool) -> set[bytes]:
    """A word of less than four letters, with all that may fill up its key."""
    keys = {b" " + word if last else word + letter for letter in _FILL}
    if len(word) == _KEY_BYTES - 2:
        keys = {letter + key if last else key + letter for key in keys for letter in _FILL}
    return keys


def _table(keys: Mapping[int, tuple[bytes, ...]]) -> npt.NDArray[np.bool_]:
    table = np.zeros(_BASE**_KEY_BYTES, np.bool_)
    table[list(keys)] = True
    return table


def _holds_key(
    data: npt.NDArray[np.uint8], first: Indices, table: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Whether the four bytes at each place are a key of the table."""
    read = np.zeros(len(first), np.uint32)
    for i in range(_KEY_BYTES):
        read *= _BASE
        read += _DIGIT[data[first + i]]
    likely: npt.NDArray[np.bool_] = table[read]
    return likely
