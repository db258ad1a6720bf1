"""Which rows name someone of a long list? Found by look-up, judged like the built-in names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.knowledge.lists import ListName, strength_of
from sunlit.knowledge.lists.strength import core_of, matched_as, script_of, strength_as_supplier
from sunlit.matching.compile import Compiled, Sign, compile_signs
from sunlit.matching.judge import Judge, RowCell
from sunlit.matching.list_names import NameTable
from sunlit.matching.list_texts import NameTexts
from sunlit.tables import SCANNED, TIES

if TYPE_CHECKING:
    from sunlit.knowledge.lists import Screening

_SUPPLIER: Final = "supplier"
#: Of a longer supplier cell no name is looked up.
_LONGEST_SUPPLIER: Final = 400
_GRADES: Final = {"brand": "relabel", "model": "model"}
_WORD: Final = re.compile(r"[^\W_]+")
#: Of a longer cell only the surroundings of a name are judged.
_WHOLE_CELL: Final = 8_000
_AROUND: Final = 2_000


class Matches(Protocol):
    """Anything that gives TIES of a batch of cells, as matching.Matcher does."""

    def match(self, cells: pa.RecordBatch) -> pa.RecordBatch:
        """TIES of a batch, ordered by row and party."""


class LongListMatcher:
    """Ties rows to the parties of long lists, beside what another matcher finds.

    The cost grows with the text: distinct suppliers are looked up by their words, and item text
    is read once for all the names that tell their owner by themselves.
    """

    def __init__(self, inner: Matches, screening: "Screening") -> None:
        self._inner = inner
        self.version = screening.version
        self._category_words = compile_signs(screening.knowledge).category_words
        self._names = [(party, name) for party in screening.looked_up for name in party.entry.names]
        makers = [
            matched_as(party.entry) == "company"
            for party in screening.looked_up
            for _ in party.entry.names
        ]
        self._table = NameTable([n.text for _, n in self._names], [not maker for maker in makers])
        self._wordings = [
            (place, text)
            for place, (_, name) in enumerate(self._names)
            if makers[place]
            for text in _wordings(name)
        ]
        self._texts = NameTexts([text for _, text in self._wordings])

    def match(self, cells: pa.RecordBatch) -> pa.RecordBatch:
        """TIES of a batch of n rows by both matchers, ordered by row and party."""
        inner = self._inner.match(cells)
        own = self._ties(cells)
        return _merged(inner, own) if own else inner

    def _ties(self, cells: pa.RecordBatch) -> list[dict[str, Any]]:
        columns = [
            (cells.column(at), *_meaning(field))
            for at, field in enumerate(cells.schema)
            if _meaning(field)[0] in SCANNED and _is_text(field.type)
        ]
        found: dict[int, set[Sign]] = {}
        for column, field, _ in columns:
            for row, signs in self._in_column(column, field):
                found.setdefault(row, set()).update(signs)
        if not found:
            return []
        judge = Judge(Compiled(self.version, _in_order(found), self._category_words))
        return [
            {"row": row, **tie}
            for row in sorted(found)
            for tie in _judged(judge, columns, row, found[row])
        ]

    def _in_column(self, column: pa.Array, field: str) -> Iterator[tuple[int, set[Sign]]]:
        """The signs that stand in each row of a column; each distinct supplier is read once."""
        if field != _SUPPLIER:
            for row, hits in self._texts.rows(column).items():
                yield row, {self._sign(*self._wordings[hit]) for hit in hits}
            return
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        values = encoded.dictionary.cast(pa.large_string())
        by_value = {
            value: {self._sign(*self._wordings[hit]) for hit in hits}
            for value, hits in self._texts.rows(values).items()
        }
        texts = [text for text in values.to_pylist() if text and len(text) <= _LONGEST_SUPPLIER]
        named = self._table.find(texts)
        for value, text in enumerate(values.to_pylist()):
            for one in named.get(text, ()):
                by_value.setdefault(value, set()).add(self._sign(one.name, text, one.how))
        if by_value:
            indices = pc.fill_null(encoded.indices.cast(pa.int64()), -1).to_numpy()
            wanted = np.fromiter(by_value, np.int64, len(by_value))
            for row in np.flatnonzero(np.isin(indices, wanted)).tolist():
                yield row, by_value[int(indices[row])]

    def _sign(self, place: int, text: str, how: str = "") -> Sign:
        """The sign for a name as it stands in a text, or as a whole supplier when `how` says so."""
        party, name = self._names[place]
        strength = strength_as_supplier(name) if how else strength_of(name)
        return Sign(
            id=f"{party.party}:{name.kind}:{name.text}",
            party=party.party,
            kind="misspelling" if how == "misspelt" else "legal_name",
            text=text,
            pattern=None,
            strength=strength,
            grade=_GRADES.get(name.kind, "named"),
            script=script_of(text),
            product_class=None,
            reach=None,
            evidence_rank=None,
            alone_if_prefix=None,
            source=f"list {party.label}, entry {party.entry.id}",
            name=party.entry.name,
        )


def _wordings(name: ListName) -> Iterator[str]:
    """How a name that tells its owner stands in a text: as listed, and without its form."""
    if strength_of(name) != "alone":
        return
    words = core_of(name.text)
    core = " ".join(word for word in _WORD.findall(name.text) if word.lower() in words)
    telling = core.isascii() and strength_of(ListName(core, "name")) == "alone"
    if telling:
        yield core
    if not telling or core.lower() not in name.text.lower():
        yield name.text


def _judged(
    judge: Judge, columns: Sequence[tuple[pa.Array, str, str]], row: int, signs: set[Sign]
) -> Iterator[dict[str, Any]]:
    """The row's ties to the parties that were found in it, and to no other of the batch."""
    parties = {sign.party for sign in signs}
    cells = []
    for column, field, name in columns:
        text = column[row].as_py()
        if text:
            offset, passage = _passage(text, signs)
            cells.append(RowCell(name, field, passage, offset))
    for tie in judge.judge(cells):
        if tie.party in parties:
            yield {name: getattr(tie, name) for name in TIES.names[1:]}


def _passage(text: str, signs: set[Sign]) -> tuple[int, str]:
    """The text, or of a very long one the surroundings of the first name in it."""
    if len(text) <= _WHOLE_CELL:
        return 0, text
    lower = text.lower()
    at = min(
        (found for s in signs if (found := lower.find((s.text or "").lower())) >= 0), default=0
    )
    start = max(0, at - _AROUND)
    return start, text[start : at + _AROUND]


def _in_order(found: dict[int, set[Sign]]) -> tuple[Sign, ...]:
    every = {sign for signs in found.values() for sign in signs}
    return tuple(sorted(every, key=lambda sign: (sign.kind == "misspelling", sign.id, sign.text)))


def _merged(inner: pa.RecordBatch, own: list[dict[str, Any]]) -> pa.RecordBatch:
    """Both, ordered by row and party. Words that already name a built-in party count once, for it."""
    known: dict[int, list[dict[str, Any]]] = {}
    rows = inner.to_pylist()
    for tie in rows:
        known.setdefault(tie["row"], []).extend(tie["mentions"])
    rows += [tie for tie in own if not _all_within(tie["mentions"], known.get(tie["row"], []))]
    rows.sort(key=lambda tie: (tie["row"], tie["party"]))
    return pa.RecordBatch.from_pylist(rows, schema=TIES)


def _all_within(mentions: Iterable[dict[str, Any]], known: Sequence[dict[str, Any]]) -> bool:
    return all(
        any(
            one["column"] == other["column"]
            and one["start"] < other["end"]
            and other["start"] < one["end"]
            for other in known
        )
        for one in mentions
    )


def _meaning(field: pa.Field) -> tuple[str, str]:
    notes = field.metadata or {}
    published = notes.get(b"column", field.name.encode())
    return notes.get(b"field", b"other").decode(), published.decode()


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return kind in (pa.string(), pa.large_string(), pa.string_view())
