"""Which rows of a column hold a name of a long list? One pass of hyperscan over lower-cased bytes."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import hyperscan
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_BLOCK_BYTES: Final = 2**28
_WORDLIKE: Final = re.compile(r"[a-z0-9\u0400-\u06ff]")

#: Any byte of a letter beyond ASCII counts as a letter: a name inside a foreign word is no name.
_LETTER: Final = np.array([byte >= 0x80 or chr(byte).isalnum() for byte in range(256)], np.bool_)

Offsets = npt.NDArray[np.int64]


class NameTexts:
    """Literal names, each found as whole words wherever it stands in a column of text."""

    def __init__(self, names: Sequence[str], database: bytes | None = None) -> None:
        """`names` in any letter case; `database` is a pickle's, of the same names."""
        self._terms = [name.lower().encode() for name in names]
        self._lengths = np.fromiter(map(len, self._terms), np.int64, len(self._terms))
        edged = [bool(_WORDLIKE.match(name.lower()[:1])) for name in names]
        self._edged = np.asarray(edged, np.bool_)
        self._names = list(names)
        self._database = _loaded(database) if database else _compiled(self._terms)

    def __reduce__(self) -> tuple[Any, tuple[list[str], bytes]]:
        return NameTexts, (self._names, bytes(hyperscan.dumpb(self._database)))

    def rows(self, column: pa.Array) -> dict[int, set[int]]:
        """For each row of a column of n texts that holds names: their places in `names`."""
        if not self._terms or not len(column):
            return {}
        text = pc.utf8_lower(column.cast(pa.large_string()))
        _, offsets_buffer, data_buffer = text.buffers()
        if data_buffer is None:
            return {}
        offsets = np.frombuffer(offsets_buffer, np.int64)[text.offset : text.offset + len(text) + 1]
        data = np.frombuffer(data_buffer, np.uint8)
        found: dict[int, set[int]] = {}
        for row, name in self._hits(offsets, data):
            found.setdefault(row, set()).add(name)
        return found

    def _hits(self, offsets: Offsets, data: npt.NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
        first = 0
        while first < len(offsets) - 1:
            last = int(np.searchsorted(offsets, offsets[first] + _BLOCK_BYTES, side="right")) - 1
            last = min(max(last, first + 1), len(offsets) - 1)
            part = offsets[first : last + 1]
            for row, name in self._in_block(part - part[0], data[part[0] : part[-1]]):
                yield first + row, name
            first = last

    def _in_block(self, starts: Offsets, data: npt.NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
        noted: list[tuple[int, int]] = []

        def note(name: int, _start: int, end: int, _flags: int, _context: Any) -> None:
            noted.append((name, end))

        if len(data):
            self._database.scan(data.data.cast("B"), match_event_handler=note)
        if not noted:
            return
        names, ends = np.asarray(noted, np.int64).T
        begins = ends - self._lengths[names]
        # Of several rows that begin at one byte (empty ones) the last holds the byte.
        rows = np.searchsorted(starts, ends - 1, side="right") - 1
        kept = begins >= starts[rows]
        before = _LETTER[data[np.maximum(begins - 1, 0)]] & (begins > starts[rows])
        after = _LETTER[data[np.minimum(ends, len(data) - 1)]] & (ends < starts[rows + 1])
        kept &= ~((before | after) & self._edged[names])
        yield from zip(rows[kept].tolist(), names[kept].tolist(), strict=True)


def _loaded(content: bytes) -> Any:
    database = hyperscan.loadb(content, mode=hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)  # loadb leaves it out
    return database


def _compiled(terms: Sequence[bytes]) -> Any:
    database = hyperscan.Database()
    looked_for = list(terms) or [b"\x01 no name"]  # an engine of nothing is none
    database.compile(
        expressions=looked_for, ids=list(range(len(looked_for))), flags=0, literal=True
    )
    return database
