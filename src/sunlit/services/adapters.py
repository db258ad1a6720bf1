"""What the steps ask of the stages, in the shape that the steps take it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from sunlit import matching, rules
from sunlit.findings.build import Asked
from sunlit.knowledge import Knowledge
from sunlit.schema import plain, rows_of
from sunlit.tables import TIES, Fact, InstrumentAnswer, Purchase, Term, Tie



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
    """How common each term is in all originals of a run; weighs a tie by it."""

    def __init__(self, name: str, rows: int, terms: Iterable[Term]) -> None:
        self.name = name
        self._counted = matching.Frequencies(rows)
        for one in terms:
            self._counted.add(one.term, one.rows, one.supported)

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

    def __call__(self, purchase: Purchase, tie: Tie) -> Asked:
        """The facts that the row says, and what each instrument answers."""
        told = rules.facts_of_row(plain(purchase), plain(tie))
        facts = tuple(
            Fact(name, str(value))
            for name, given in told.items()
            for value in (given if isinstance(given, list) else [given])
        )
        frozen = tuple(
            (name, tuple(value) if isinstance(value, list) else value)
            for name, value in told.items()
        )
        answers = _answers(
            self.knowledge,
            tie.party,
            purchase.date,
            purchase.date_precision,
            purchase.jurisdiction,
            frozen,
        )
        return Asked(facts, answers)


@lru_cache(maxsize=16_384)
def _answers(
    knowledge: Knowledge,
    party: str,
    on: date | None,
    precision: str | None,
    jurisdiction: str | None,
    facts: tuple[tuple[str, Any], ...],
) -> tuple[InstrumentAnswer, ...]:
    given = {name: list(value) if isinstance(value, tuple) else value for name, value in facts}
    return tuple(
        InstrumentAnswer(
            law="",
            instrument=one["instrument"],
            answer=one["answer"],
            listed=one["listed"],
            listed_from=one["listed_from"],
            listed_until=one["listed_until"],
            tranche=one["tranche"],
            via=one["via"],
            missing=tuple((one["missing"] or "").split("; ")) if one["missing"] else (),
            verified=one["verified"],
        )
        for one in rules.statuses(knowledge, party, on, precision, jurisdiction, **given)
    )
