"""Which rows of a batch are tied to a restricted party? The joint of the steps of matching."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from sunlit.errors import KnowledgeError
from sunlit.matching.candidates import Candidates, CellHits, texts_of
from sunlit.matching.score import RowCell, RowMatcher, batch_of_ties
from sunlit.matching.signals import Compiled, compile_signals
from sunlit.tables import SCANNED

if TYPE_CHECKING:
    from sunlit.knowledge import Knowledge

_REPEATED_FIELD: Final = "supplier"
_REPEATED_ROWS: Final = 4_096
_MAGIC: Final = b"sunlit matcher 2\n"


class Matcher:
    """Ties rows to parties. Compiled once; bytes and pickles carry it to workers and later runs.

    Any number of threads may use one matcher at once.
    """

    def __init__(self, compiled: Compiled, engine: bytes = b"", signals: bytes = b"") -> None:
        """`engine`: as an earlier run saved it; compiled anew where it rests on something else. `signals`: `compiled` as bytes, where at hand."""
        self._compiled = compiled
        self._rows = RowMatcher(compiled)
        self._signals = signals or compiled.to_bytes()
        self._candidates = Candidates(self._rows.finder, self._signals, engine)
        # The same words are bought month after month.
        self._ties_of = lru_cache(_REPEATED_ROWS)(self._rows.match)

    @property
    def version(self) -> str:
        """The version of the knowledge that it was compiled from."""
        return self._compiled.version

    @property
    def is_new(self) -> bool:
        """Whether its engine was compiled here, and not loaded."""
        return self._candidates.is_new

    def to_bytes(self) -> bytes:
        """The matcher as a file that from_bytes reads at once: signals and compiled engine."""
        signals, engine = self._signals, self._candidates.to_bytes()
        body = len(signals).to_bytes(8, "big") + signals + engine
        return _MAGIC + hashlib.sha256(body).digest() + body

    @classmethod
    def from_bytes(cls, content: bytes) -> "Matcher":
        """The inverse of to_bytes. KnowledgeError when the content is not a matcher's, or damaged."""
        head, body = content[: len(_MAGIC) + 32], content[len(_MAGIC) + 32 :]
        if head != _MAGIC + hashlib.sha256(body).digest():
            raise KnowledgeError(
                "A saved matcher is damaged or none of ours. Delete it; it is compiled again."
            )
        size = int.from_bytes(body[:8], "big")
        signals = body[8 : 8 + size]
        return cls(Compiled.from_bytes(signals), body[8 + size :], signals)

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return Matcher.from_bytes, (self.to_bytes(),)

    def candidates(self, cells: pa.RecordBatch) -> list[int]:
        """The rows of a batch that are looked at closely: all that have ties, and some more."""
        columns = _scanned(cells)
        return sorted(self._candidates.rows(_arrays(cells, columns)))

    def match(self, cells: pa.RecordBatch) -> pa.RecordBatch:
        """TIES of a batch of n rows of text cells, ordered by row and party.

        Each column's field metadata holds b"field" (a word of tables.FIELDS) and b"column" (its
        name as published); without them it is "other" under its own name. Columns whose field is
        not in tables.SCANNED, or that hold no text, are not read. A row is read as a whole.
        """
        columns = _scanned(cells)
        arrays = _arrays(cells, columns)
        hits = self._candidates.rows(arrays)
        return batch_of_ties(
            (row, tie)
            for row in sorted(hits)
            for tie in self._ties_of(_cells(columns, arrays, row, hits[row]))
        )


def compile_matcher(knowledge: "Knowledge") -> Matcher:
    """The matcher of all signals that the knowledge holds."""
    return Matcher(compile_signals(knowledge))


def _scanned(cells: pa.RecordBatch) -> list[tuple[int, str, str]]:
    """The columns to read: (index, field, name as published)."""
    return [
        (index, *_meaning(field))
        for index, field in enumerate(cells.schema)
        if _meaning(field)[0] in SCANNED and _is_text(field.type)
    ]


def _cells(
    columns: Sequence[tuple[int, str, str]], arrays: Sequence[pa.Array], row: int, hits: CellHits
) -> tuple[RowCell, ...]:
    return tuple(
        RowCell(columns[at][2], columns[at][1], text, offset, models, models is None)
        for at, text, offset, models in texts_of(arrays, row, hits)
    )


def _arrays(cells: pa.RecordBatch, columns: Sequence[tuple[int, str, str]]) -> list[pa.Array]:
    """The columns' cells; a supplier is paid again and again, and is read once."""
    return [
        pc.dictionary_encode(cells.column(index))
        if field == _REPEATED_FIELD
        else cells.column(index)
        for index, field, _ in columns
    ]


def _meaning(field: pa.Field) -> tuple[str, str]:
    notes = field.metadata or {}
    return notes.get(b"field", b"other").decode(), notes.get(
        b"column", field.name.encode()
    ).decode()


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return kind in (pa.string(), pa.large_string(), pa.string_view())
