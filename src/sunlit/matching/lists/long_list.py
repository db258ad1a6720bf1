"""Which rows name someone of a long list? Found by look-up, matched like the built-in names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.matching.lists.compiled_list import CompiledList
from sunlit.matching.score import RowCell, RowMatcher, batch_of_ties
from sunlit.matching.signals import Compiled, Signal, Words, compile_signals, lexicon_of
from sunlit.schema import rows_of
from sunlit.tables import SCANNED, Mention, Tie

if TYPE_CHECKING:
    from sunlit.knowledge.lists import Screening

_SUPPLIER: Final = "supplier"
#: Of a longer supplier cell no name is looked up.
_LONGEST_SUPPLIER: Final = 400
_MOST_REMEMBERED: Final = 500_000
_MOST_MATCHERS: Final = 4_096
_REPEATED_ROWS: Final = 4_096
#: Of a longer cell only the surroundings of a name are read.
_WHOLE_CELL: Final = 8_000
_AROUND: Final = 2_000

Signals = frozenset[Signal]


class Matches(Protocol):
    """Anything that gives TIES of a batch of cells, as matching.Matcher does."""

    def match(self, cells: pa.RecordBatch) -> pa.RecordBatch:
        """TIES of a batch, ordered by row and party."""


class LongListMatcher:
    """Ties rows to the parties of long lists, beside what another matcher finds.

    The cost grows with the text: each distinct supplier is looked up once by its words, and item
    text is read once for all the names that tell their owner by themselves. A row is matched for
    one party at a time, with that party's names only: what else a list holds changes nothing.
    """

    def __init__(
        self,
        inner: Matches,
        screening: "Screening",
        lists: Sequence[CompiledList] | None = None,
    ) -> None:
        """`lists`: the lists of `screening`, where they are compiled already."""
        if lists is None:
            lists = [CompiledList(one.names) for one in screening.looked_up]
        words = compile_signals(screening.knowledge).words
        self._set(inner, tuple(lists), screening.version, words)

    def _set(
        self,
        inner: Matches,
        lists: tuple[CompiledList, ...],
        version: str,
        words: Words,
    ) -> None:
        self.inner, self.lists = inner, lists
        self.version, self._words = version, words
        self._lexicon = lexicon_of(words)
        self._suppliers: dict[str, Signals] = {}
        self._matcher_of = lru_cache(_MOST_MATCHERS)(self._new_matcher)
        self._matched = lru_cache(_REPEATED_ROWS)(self._matched_anew)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.inner, self.lists, self.version, self._words)

    def match(self, cells: pa.RecordBatch) -> pa.RecordBatch:
        """TIES of a batch of n rows by both matchers, ordered by row and party."""
        return merged(self.inner.match(cells), batch_of_ties(self._ties(cells)))

    def _ties(self, cells: pa.RecordBatch) -> Iterator[tuple[int, Tie]]:
        columns = [
            (cells.column(at), *_meaning(field))
            for at, field in enumerate(cells.schema)
            if _meaning(field)[0] in SCANNED and _is_text(field.type)
        ]
        found: dict[int, set[Signal]] = {}
        for column, field, _ in columns:
            for row, signals in self._in_column(column, field):
                found.setdefault(row, set()).update(signals)
        for row in sorted(found):
            for signals in _by_party(found[row]):
                read = tuple(_cells(columns, row, signals))
                for tie in self._matched(signals, read):
                    yield row, tie

    def _in_column(self, column: pa.Array, field: str) -> Iterator[tuple[int, Signals]]:
        """The signals that stand in each row of a column."""
        if field != _SUPPLIER:
            yield from self._in_texts(column).items()
            return
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        values = encoded.dictionary.cast(pa.large_string()).to_pylist()
        named = self._look_up(values)
        signals_of = {value: named[text] for value, text in enumerate(values) if text in named}
        if signals_of:
            indices = pc.fill_null(encoded.indices.cast(pa.int64()), -1).to_numpy()
            wanted = np.zeros(len(values) + 1, np.bool_)  # the last place is that of the nulls
            wanted[list(signals_of)] = True
            for row in np.flatnonzero(wanted[indices]).tolist():
                yield row, signals_of[int(indices[row])]

    def _in_texts(self, column: pa.Array) -> dict[int, Signals]:
        found: dict[int, set[Signal]] = {}
        for one in self.lists:
            for row, signals in one.in_texts(column).items():
                found.setdefault(row, set()).update(signals)
        return {row: frozenset(signals) for row, signals in found.items()}

    def _look_up(self, values: Sequence[str | None]) -> dict[str, Signals]:
        """What each supplier names; each is looked up once in a run, by whichever thread is first."""
        known = self._suppliers
        if len(known) + len(values) > _MOST_REMEMBERED:
            known = self._suppliers = {}  # another thread may still read the old one
        found = {text: known.get(text) for text in values if text}
        new = [text for text, signals in found.items() if signals is None]
        looked_up = dict(zip(new, self._named_by(new), strict=True)) if new else {}
        known.update(looked_up)
        return {text: signals for text, signals in (found | looked_up).items() if signals}

    def _named_by(self, suppliers: list[str]) -> Iterator[Signals]:
        named: list[Signals] = [frozenset()] * len(suppliers)
        for place, signals in self._in_texts(pa.array(suppliers, pa.large_string())).items():
            named[place] |= signals
        short = [at for at, text in enumerate(suppliers) if len(text) <= _LONGEST_SUPPLIER]
        for one in self.lists:
            for place, listed in one.as_suppliers([suppliers[at] for at in short]).items():
                named[short[place]] |= listed
        return iter(named)

    def _matched_anew(self, signals: Signals, read: tuple[RowCell, ...]) -> tuple[Tie, ...]:
        return self._matcher_of(signals).match(read)

    def _new_matcher(self, signals: Signals) -> RowMatcher:
        in_order = sorted(
            signals, key=lambda signal: (signal.kind == "misspelling", signal.id, signal.text)
        )
        compiled = Compiled(self.version, tuple(in_order), self._words)
        return RowMatcher(compiled, self._lexicon)


def _restored(
    inner: Matches,
    lists: tuple[CompiledList, ...],
    version: str,
    words: Words,
) -> LongListMatcher:
    made = LongListMatcher.__new__(LongListMatcher)
    made._set(inner, lists, version, words)
    return made


def _by_party(signals: set[Signal]) -> Iterator[Signals]:
    parties = {signal.party for signal in signals}
    for party in sorted(parties):
        yield frozenset(signal for signal in signals if signal.party == party)


def _cells(
    columns: Sequence[tuple[pa.Array, str, str]], row: int, signals: Signals
) -> Iterator[RowCell]:
    for column, field, name in columns:
        text = column[row].as_py()
        if text:
            offset, passage = _passage(text, signals)
            yield RowCell(name, field, passage, offset)


def _passage(text: str, signals: Signals) -> tuple[int, str]:
    """The text, or of a very long one the surroundings of the first name in it."""
    if len(text) <= _WHOLE_CELL:
        return 0, text
    found = (_spaced(signal.text or "").search(text) for signal in signals)
    at = min((one.start() for one in found if one), default=0)
    start = max(0, at - _AROUND)
    return start, text[start : at + _AROUND]


def _spaced(name: str) -> re.Pattern[str]:
    words = r"[\W_]{1,3}".join(map(re.escape, re.findall(r"[^\W_]+", name)))
    return re.compile(words or r"(?!)", re.IGNORECASE)


def merged(inner: pa.RecordBatch, own: pa.RecordBatch) -> pa.RecordBatch:
    """TIES of both, ordered by row and party.

    `inner` are those to the built-in parties: words that name one of them count once, for it.
    """
    if not own.num_rows:
        return inner
    known: dict[int, list[Mention]] = {}
    ties = list(rows_of(Tie, inner))
    for tie in ties:
        known.setdefault(tie.row, []).extend(tie.mentions)
    ties += [
        tie for tie in rows_of(Tie, own) if not _all_within(tie.mentions, known.get(tie.row, []))
    ]
    ties.sort(key=lambda tie: (tie.row, tie.party))
    return batch_of_ties((tie.row, tie) for tie in ties)


def _all_within(mentions: Iterable[Mention], known: Sequence[Mention]) -> bool:
    return all(
        any(
            mention.column == other.column
            and mention.start < other.end
            and other.start < mention.end
            for other in known
        )
        for mention in mentions
    )


def _meaning(field: pa.Field) -> tuple[str, str]:
    notes = field.metadata or {}
    published = notes.get(b"column", field.name.encode())
    return notes.get(b"field", b"other").decode(), published.decode()


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return kind in (pa.string(), pa.large_string(), pa.string_view())
