"""The answers of every instrument for a whole table of facts, without a row at a time.

Each condition reads a few facts. It is asked once for each distinct combination of those, by the
same functions that answer one purchase, and the answers are joined as numbers: no 0, unknown 1,
yes 2, so that "all" is the least and "any" the greatest.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.knowledge import Instrument, Knowledge
from sunlit.knowledge.terms import PURCHASE_ACTS
from sunlit.rules.evaluate.answer import exceptions_step, instrument_bars, place_step
from sunlit.rules.evaluate.boundaries import boundary_days, days_bearing_on, span_of
from sunlit.rules.evaluate.derivation import Step
from sunlit.rules.evaluate.scope import CONDITIONS, asked
from sunlit.rules.facts import Facts
from sunlit.values.partial_date import PartialDate

Codes = npt.NDArray[np.int64]
Truths = npt.NDArray[np.int8]

_NUMBER: Final = {"no": 0, "unknown": 1, "yes": 2}
_STATUSES: Final = ("not_prohibited", "depends", "prohibited", "not_applicable")
_NOT_APPLICABLE: Final = 3
_WIDEST: Final = 1 << 22  # combinations that are looked up in a plain table


def answer_columns(knowledge: Knowledge, facts: pa.Table) -> pa.Table:
    """One column of statuses per instrument, named by its id, for a table of n rows of facts.

    Columns of `facts` are fields of `Facts`; null and columns left out are unknown. `on` and
    `award_date` are date32 with, if not days, their `on_precision` and `award_date_precision`
    (day, month, quarter, year), or text as in `Facts`. Columns of the result are dictionaries of
    "prohibited", "not_prohibited", "depends" and "not_applicable". ValueError names a wrong value.
    """
    frame = _Frame(knowledge, facts)
    columns = {}
    for instrument in sorted(knowledge.instruments.values(), key=lambda instrument: instrument.id):
        codes = _Instrument(frame, instrument).statuses()
        words = pa.array(_STATUSES, pa.string())
        columns[instrument.id] = pa.DictionaryArray.from_arrays(pa.array(codes), words)
    return pa.table(columns)


class _Frame:
    """The facts as codes into short lists of distinct values."""

    def __init__(self, knowledge: Knowledge, facts: pa.Table) -> None:
        self.knowledge = knowledge
        self.rows = facts.num_rows
        self._days = boundary_days(knowledge)
        self._columns: dict[str, tuple[Codes, list[Any]]] = {}
        self._combinations: dict[
            tuple[tuple[str, ...], tuple[date, ...]], tuple[Codes, list[int]]
        ] = {}
        self._spans: dict[tuple[str, tuple[date, ...]], tuple[Codes, list[Any]]] = {}
        for name in facts.column_names:
            if name in ("on", "award_date"):
                self._columns[name] = self._dates(facts, name)
            elif not name.endswith("_precision"):
                self._columns[name] = _coded(facts.column(name))

    def ask(
        self, names: Sequence[str], days: tuple[date, ...], answer: Callable[[Facts], int]
    ) -> Truths:
        """Ask once per distinct combination of the named facts, and give each row its answer."""
        named = tuple(dict.fromkeys(name for name in names if name in self._columns))
        dated = days if {"on", "award_date"} & set(named) else ()
        parts = [self._column(name, dated) for name in named]
        codes, present = self._combination(named, dated, parts)
        answers = np.zeros(max(present, default=0) + 1, np.int8)
        for code in present:
            values, rest = {}, code
            for name, (_, distinct) in zip(reversed(named), reversed(parts), strict=True):
                rest, index = divmod(rest, len(distinct))
                if distinct[index] is not None:
                    values[name] = distinct[index]
            answers[code] = answer(Facts.model_validate(values))
        taken: Truths = answers[codes]
        return taken

    def _combination(
        self, named: tuple[str, ...], days: tuple[date, ...], parts: list[tuple[Codes, list[Any]]]
    ) -> tuple[Codes, list[int]]:
        if (named, days) not in self._combinations:
            if days:  # those of one instrument: the next one asks with other days
                self._combinations = {
                    k: v for k, v in self._combinations.items() if not k[1] or k[1] == days
                }
            sized = [(part[0], len(part[1])) for part in parts]
            self._combinations[named, days] = _combined(sized, self.rows)
        return self._combinations[named, days]

    def _column(self, name: str, days: tuple[date, ...]) -> tuple[Codes, list[Any]]:
        """A column; days only as finely as these boundaries tell them apart."""
        if name not in ("on", "award_date"):
            return self._columns[name]
        if (name, days) not in self._spans:
            codes, values = self._columns[name]
            coarse = [_coarse(value, days) for value in values]
            places = {value: place for place, value in enumerate(dict.fromkeys(coarse))}
            index = np.array([places[value] for value in coarse], np.int64)
            distinct = list(places)
            self._spans = {key: kept for key, kept in self._spans.items() if key[1] == days}
            self._spans[name, days] = (index[codes], distinct)
        return self._spans[name, days]

    def _dates(self, facts: pa.Table, name: str) -> tuple[Codes, list[Any]]:
        column = facts.column(name)
        if not pa.types.is_date(column.type):
            codes, values = _coded(column)
            return codes, [PartialDate.parse(value) if value else None for value in values]
        precision = f"{name}_precision"
        days, distinct = _coded(column)
        if precision not in facts.column_names:
            return self._coarsened(
                days, [PartialDate.of_period(day, "day") if day else None for day in distinct]
            )
        kinds, words = _coded(facts.column(precision))
        both = days * len(words) + kinds
        values = [
            PartialDate.of_period(day, word) if day else None for day in distinct for word in words
        ]
        return self._coarsened(both, values)

    def _coarsened(self, codes: Codes, values: list[PartialDate | None]) -> tuple[Codes, list[Any]]:
        """Days as finely as any boundary of the knowledge tells them apart."""
        coarse = [_coarse(value, self._days) for value in values]
        places = {value: place for place, value in enumerate(dict.fromkeys(coarse))}
        return np.array([places[value] for value in coarse], np.int64)[codes], list(places)


def _coarse(day: PartialDate | None, days: tuple[date, ...]) -> PartialDate | None:
    """The first day of the span that holds it: between boundaries no answer changes."""
    if day is None or day.first is None or day.last is None or not days:
        return day
    first, last = (_start(days, end) for end in (day.first, day.last))
    return PartialDate(f"{first}..{last}", first, last)


def _start(days: tuple[date, ...], day: date) -> date:
    index = span_of(days, day)
    return days[index - 1] if index else days[0] - timedelta(days=1)


def _coded(column: pa.ChunkedArray | pa.Array) -> tuple[Codes, list[Any]]:
    """Codes and distinct values of a column; null is a value of its own, the last."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_nested(whole.type):
        texts = [None if value is None else _plain(value) for value in whole.to_pylist()]
        distinct = list(dict.fromkeys(map(repr, texts)))
        first = {repr(text): text for text in texts}
        places = {word: place for place, word in enumerate(distinct)}
        return np.array([places[repr(t)] for t in texts], np.int64), [first[w] for w in distinct]
    coded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    values = [*coded.dictionary.to_pylist(), None]
    codes = pc.fill_null(coded.indices.cast(pa.int64()), len(values) - 1)
    return codes.to_numpy(zero_copy_only=False), values


def _plain(value: Any) -> Any:
    """A map of Arrow is a list of pairs."""
    pairs = isinstance(value, list) and value and isinstance(value[0], tuple)
    return dict(value) if pairs else value


def _combined(parts: Sequence[tuple[Codes, int]], rows: int) -> tuple[Codes, list[int]]:
    """One code for the combination of several columns, and the codes that occur."""
    codes, width = np.zeros(rows, np.int64), 1
    for one, size in parts:
        codes, width = codes * size + one, width * size
    if rows == 0:
        return codes, []
    if width <= _WIDEST:
        return codes, np.flatnonzero(np.bincount(codes, minlength=1)).tolist()
    raise ValueError(
        f"more than {_WIDEST} combinations of facts: answer the table in smaller parts."
    )


class _Instrument:
    """One instrument, asked of the whole frame."""

    def __init__(self, frame: _Frame, instrument: Instrument) -> None:
        self._frame, self._instrument = frame, instrument
        self._days = days_bearing_on(frame.knowledge, instrument)

    def statuses(self) -> Truths:
        """The status of each row, as an index into _STATUSES."""
        instrument = self._instrument
        place = self._frame.ask(
            ("jurisdiction",), (), lambda facts: _of(place_step(instrument, facts))
        )
        if instrument.governs == "purchase":
            barred = self._barred(place)
            return np.where(place == 0, _NOT_APPLICABLE, barred).astype(np.int8)
        here = 0 if instrument.governs == "authorisation" else _NOT_APPLICABLE
        left_out = np.where(place == 0, _NOT_APPLICABLE, here).astype(np.int8)
        if not instrument.bars:
            return left_out
        purchase = self._frame.ask(("act",), (), lambda facts: int(facts.act in PURCHASE_ACTS))
        if purchase.all():
            return left_out
        return np.where(purchase == 1, left_out, self._barred(place)).astype(np.int8)

    def _barred(self, place: Truths) -> Truths:
        bars = [self._bar(index) for index in range(len(instrument_bars(self._instrument)))]
        found = np.minimum(place, np.maximum.reduce(bars))
        if any(part.fact for part in self._instrument.exceptions):
            outside = self._frame.ask(
                ("waiver", "settled"),
                (),
                lambda facts: _of(exceptions_step(self._instrument, facts)),
            )
            found = np.minimum(found, outside)
        taken: Truths = found
        return taken

    def _bar(self, index: int) -> Truths:
        bar = instrument_bars(self._instrument)[index]
        found = np.full(self._frame.rows, 2, np.int8)
        blank = asked(self._frame.knowledge, self._instrument, Facts())
        for condition, reads in CONDITIONS:
            if condition(blank, bar) is None and reads != ("component", "essential"):
                continue

            def answer(facts: Facts, condition: Any = condition) -> int:
                one = asked(self._frame.knowledge, self._instrument, facts)
                step = condition(one, bar)
                return 2 if step is None else _of(step)

            found = np.minimum(found, self._frame.ask(reads, self._days, answer))
        return found


def _of(step: Step | None) -> int:
    return 2 if step is None else _NUMBER[step.answer]
