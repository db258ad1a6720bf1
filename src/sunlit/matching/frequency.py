"""How common is a term in these very files? Counted while rows are read, weighed when all are.

A name that is a word too ("Honor", "Swann") says little in files that are full of the word. The
counts of a run are sums: neither the order of files nor the number of workers changes them.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sunlit.matching.score import score_of, weights

FEATURE: Final = "common in these files"
_BELIEVED: Final = 0.5
_SUPPORT: Final = (
    "product word",
    "second sign",
    "company word",
    "whole cell",
    "other goods",
    "listed with",
    "code beside",
    "in the manufacturer",
    "in the model",
)

#: What the row itself says against a term: it is counted with neither side.
_EXPLAINED: Final = (
    "spelt out",
    "part of a code",
    "another subject",
    "place beside",
    "house or meal",
    "person beside",
    "not a thing",
)

Tie = Mapping[str, Any]  # a row of tables.TIES


@dataclass(slots=True)
class Frequencies:
    """For each term, the rows that hold it and those that also hold something that supports it.

    A row that says itself that the term is something else ("SMIC: Simplified Metering in
    Clinics") is not counted: it tells nothing of the rows that say nothing.
    """

    rows: int = 0
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, term: str, rows: int, supported: int) -> None:
        """Add what a part of the run counted for a term."""
        held, before = self.counts.get(term, (0, 0))
        self.counts[term] = (held + rows, before + supported)

    def add_ties(self, ties: Iterable[Tie]) -> None:
        """Count the terms of further rows' ties, whatever their score."""
        for tie in ties:
            if not _holds(tie, _EXPLAINED):
                for term in _terms(tie):
                    self.add(term, 1, _is_supported(tie))

    def weighed(self, tie: Tie) -> Tie:
        """The tie with points off where its only sign is a weak term that is common here.

        A sign that is enough alone keeps its points, and so does a row with two signs of the party.
        """
        terms = _terms(tie)
        if len(terms) != 1 or not _is_weak(tie):
            return tie
        [term] = terms
        held, supported = self.counts.get(term, (0, 0))
        points = points_off(held, supported)
        if not points:
            return tie
        features = [*tie["features"], {"feature": FEATURE, "points": points}]
        said = self._said(tie["mentions"][0]["text"], held, supported)
        first, *rest = tie["mentions"]
        return {
            **tie,
            "score": score_of(one["points"] for one in features),
            "features": features,
            "mentions": [{**first, "reason": _joined(first["reason"], said)}, *rest],
            "reason": _joined(tie["reason"], said),
        }

    def _said(self, text: str, held: int, supported: int) -> str:
        name = " ".join(text.split())
        beside = f"{supported:,} of them" if supported else "none of them"
        return (
            f"'{name}' stands in {held:,} of {self.rows:,} rows of these files that do not say "
            f"what else it is, {beside} with something that supports it"
        )


def points_off(held: int, supported: int) -> float:
    """The points that a term loses which `held` rows hold, `supported` of them with support."""
    table = weights()[FEATURE]
    if held < table["fewest rows"] or supported > table["most supported"] * held:
        return 0.0
    tenfolds = math.log10(held / max(supported, 1))
    return float(round(max(table["most"], table["each tenfold"] * tenfolds), 2))


def _terms(tie: Tie) -> set[str]:
    """What is counted: a name as it is written, or a model's pattern, whatever number fits it."""
    return {
        mention["signal"]
        if mention["signal_kind"] == "model"
        else f"{mention['signal']}\n{''.join(filter(str.isalnum, mention['text'].lower()))}"
        for mention in tie["mentions"]
    }


def _is_weak(tie: Tie) -> bool:
    return not tie["features"][0]["feature"].endswith(" alone")


def _is_supported(tie: Tie) -> bool:
    return tie["score"] >= _BELIEVED and (not _is_weak(tie) or _holds(tie, _SUPPORT))


def _holds(tie: Tie, features: tuple[str, ...]) -> bool:
    return any(one["feature"].startswith(features) for one in tie["features"])


def _joined(reason: str, said: str) -> str:
    return f"{reason.removesuffix('.')}; {said}."
