"""The counts of a whole run over ties as dicts, until the run weighs each original by `Corpus`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sunlit.matching.score import Corpus, counted, terms_in
from sunlit.schema import plain
from sunlit.tables import Feature, Mention, Term, Tie


@dataclass(slots=True)
class Frequencies:
    """For each term, the rows that hold it and those that also hold something that supports it."""

    rows: int = 0
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, term: str, rows: int, supported: int) -> None:
        """Add what a part of the run counted for a term."""
        held, before = self.counts.get(term, (0, 0))
        self.counts[term] = (held + rows, before + supported)

    def add_ties(self, ties: Iterable[Mapping[str, Any]]) -> None:
        """Count the terms of further rows' ties, whatever their score."""
        for term in counted(map(_record, ties)):
            self.add(term.term, term.rows, term.supported)

    def weighed(self, tie: Mapping[str, Any]) -> Mapping[str, Any]:
        """The tie as `Corpus.weighed` gives it."""
        record = _record(tie)
        terms = {name: Term(name, *self.counts.get(name, (0, 0))) for name in terms_in(record)}
        told: dict[str, Any] = plain(Corpus("these files", self.rows, terms).weighed(record))
        return told


def _record(tie: Mapping[str, Any]) -> Tie:
    mentions = tuple(Mention(**one) for one in tie["mentions"])
    features = tuple(Feature(**one) for one in tie["features"])
    return Tie(**{**tie, "mentions": mentions, "features": features})
