"""What the steps ask of the stages, in the shape that the steps take it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import pyarrow as pa

from sunlit import matching, rules
from sunlit.findings import Asked
from sunlit.knowledge import Knowledge
from sunlit.rules.boundaries import boundary_days, span_of
from sunlit.schema import plain, rows_of
from sunlit.tables import TIES, Fact, InstrumentAnswer, Purchase, Term, Tie
from sunlit.values.partial_date import PartialDate


def row_keys(cells: pa.RecordBatch) -> list[str]:
    """A digest of the cells of each of n rows: the same in every file that publishes the row."""
    names = [
        (column.metadata or {}).get(b"column", column.name.encode()).decode().strip().casefold()
        for column in cells.schema
    ]
    columns = [column.to_pylist() for column in cells.columns]
    return [
        _digest(
            f"{name}\n{' '.join(cell.split())}"
            for name, cell in zip(names, row, strict=True)
            if cell and not cell.isspace()
        )
        for row in zip(*columns, strict=True)
    ]


def _digest(parts: Iterable[str]) -> str:
    told = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=16).hexdigest()


class TermCounts:
    """How common each term is in the rows of one original."""

    def __init__(self) -> None:
        self._counted = matching.Frequencies()

    def add_ties(self, ties: pa.RecordBatch) -> None:
        """Count the terms of further rows' TIES, whatever their score."""
        self._counted.add_ties(ties.to_pylist())

    def terms(self) -> list[Term]:
        """What was counted, by term."""
        return [
            Term(term, rows, supported)
            for term, (rows, supported) in sorted(self._counted.counts.items())
        ]


class Corpus:
    """How common each term is in some rows; weighs a tie by it."""

    def __init__(self, name: str, counted: matching.Frequencies) -> None:
        self.name = name
        self._counted = counted

    @classmethod
    def of(cls, name: str, rows: int, terms: Iterable[Term]) -> "Corpus":
        """Add up what the parts of a corpus counted, in whatever order they come."""
        counted = matching.Frequencies(rows)
        for one in terms:
            counted.add(one.term, one.rows, one.supported)
        return cls(name, counted)

    def weighed(self, tie: Tie) -> Tie:
        """The tie with points off where its only sign is a weak term that is common here."""
        before: dict[str, Any] = plain(tie)
        after = self._counted.weighed(before)
        if after is before:
            return tie
        [weighed] = rows_of(Tie, pa.RecordBatch.from_pylist([dict(after)], schema=TIES))
        return weighed


@dataclass(frozen=True)
class LawOf:
    """Asks the law about a purchase that is tied to a party."""

    knowledge: Knowledge
    _known: dict[Any, tuple[str, tuple[InstrumentAnswer, ...]]] = field(
        default_factory=dict, repr=False
    )

    def __call__(self, purchase: Purchase, tie: Tie) -> Asked:
        """The facts that the row says, and what each instrument answers."""
        told = rules.facts_of_row(plain(purchase), plain(tie))
        facts = tuple(
            Fact(name, str(value))
            for name, given in told.items()
            for value in (given if isinstance(given, list) else [given])
        )
        key = tuple(
            (name, tuple(value) if isinstance(value, list) else value)
            for name, value in told.items()
        )
        day = PartialDate.of_period(purchase.date, purchase.date_precision)
        days = boundary_days(self.knowledge)
        # Between boundaries every day has the same answers.
        span = (
            (span_of(days, day.first), span_of(days, day.last)) if day.first and day.last else None
        )
        place = purchase.jurisdiction
        whole = (tie.party, span, place, key)
        if whole not in self._known:
            rows = rules.statuses(
                self.knowledge, tie.party, purchase.date, purchase.date_precision, place, **told
            )
            answers = tuple(map(_answer, rows))
            self._known[whole] = law_digest(answers), answers
        return Asked(facts, *self._known[whole])


def law_digest(answers: tuple[InstrumentAnswer, ...]) -> str:
    """The name of a set of answers: a digest of what they say."""
    told = orjson.dumps([plain(one) for one in answers])
    return hashlib.sha256(told).hexdigest()[:16]


def _answer(row: Mapping[str, Any]) -> InstrumentAnswer:
    return InstrumentAnswer(
        law="",
        instrument=row["instrument"],
        answer=row["answer"],
        listed=row["listed"],
        listed_from=row["listed_from"],
        listed_until=row["listed_until"],
        tranche=row["tranche"],
        via=row["via"],
        missing=tuple(row["missing"].split("; ")) if row["missing"] else (),
        verified=row["verified"],
    )
