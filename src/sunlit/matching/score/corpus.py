"""How common is a term where a row stands? Counted while rows are matched, weighed when all are.

A name that is a word too ("Honor", "Swann") says little in a file that is full of the word. The
corpus of a row is its own original: what else is read in the same run changes nothing.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pyarrow as pa

from sunlit.matching.score.points import score_of, weights
from sunlit.schema import rows_of
from sunlit.tables import Feature, Term, Tie

#: What weighing adds to a tie's features.
COMMON: Final = "common in the corpus"
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


def terms_of(ties: pa.RecordBatch) -> list[Term]:
    """The terms of TIES as matching gives them, in order: how many rows hold each.

    A row that says itself that a term is something else ("SMIC: Simplified Metering in Clinics")
    is not counted: it tells nothing of the rows that say nothing.
    """
    return counted(rows_of(Tie, ties))


def counted(ties: Iterable[Tie]) -> list[Term]:
    """The same of ties as records."""
    held, supported = Counter[str](), Counter[str]()
    for tie in ties:
        if not _holds(tie, _EXPLAINED):
            terms = terms_in(tie)
            held.update(terms)
            if _is_supported(tie):
                supported.update(terms)
    return [Term(term, held[term], supported[term]) for term in sorted(held)]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The rows that a term is weighed against. `name` is what a reason calls them: "this file"."""

    name: str
    rows: int
    terms: Mapping[str, Term]

    @classmethod
    def of(cls, name: str, rows: int, terms: Iterable[Term]) -> "Corpus":
        """Add up what the parts of a corpus counted, in whatever order they come."""
        held, supported = Counter[str](), Counter[str]()
        for one in terms:
            held[one.term] += one.rows
            supported[one.term] += one.supported
        return cls(name, rows, {term: Term(term, held[term], supported[term]) for term in held})

    def weighed(self, tie: Tie) -> Tie:
        """The tie with points off where its only signal is a weak term that is common here.

        A signal that is enough alone keeps its points, and so does a row with two signals of the
        party. `unweighed_score` gives back the score of the row by itself.
        """
        terms = terms_in(tie)
        if len(terms) != 1 or not _is_weak(tie):
            return tie
        term = self.terms.get(*terms)
        points = points_off(term.rows, term.supported) if term else 0.0
        if not term or not points:
            return tie
        features = (*tie.features, Feature(COMMON, points))
        first, *rest = tie.mentions
        told = self._told(first.text, term)
        return replace(
            tie,
            score=score_of(feature.points for feature in features),
            features=features,
            mentions=(replace(first, reason=_joined(first.reason, told)), *rest),
            reason=_joined(tie.reason, told),
        )

    def _told(self, text: str, term: Term) -> str:
        name = " ".join(text.split())
        beside = f"{term.supported:,} of them" if term.supported else "none of them"
        return (
            f"'{name}' stands in {term.rows:,} of {self.rows:,} rows of {self.name} that do not "
            f"say what else it is, {beside} with something that supports it"
        )


def unweighed_score(tie: Tie) -> float:
    """The score that the row has by itself, whether the tie was weighed or not."""
    return score_of(feature.points for feature in tie.features if feature.feature != COMMON)


def points_off(held: int, supported: int) -> float:
    """The points that a term loses which `held` rows hold, `supported` of them with support."""
    table = weights()[COMMON]
    if held < table["fewest rows"] or supported > table["most supported"] * held:
        return 0.0
    tenfolds = math.log10(held / max(supported, 1))
    return float(round(max(table["most"], table["each tenfold"] * tenfolds), 2))


def terms_in(tie: Tie) -> frozenset[str]:
    """What is counted: a name as it is written, or a model's pattern, whatever number fits it."""
    return frozenset(
        mention.signal
        if mention.signal_kind == "model"
        else f"{mention.signal}\n{''.join(filter(str.isalnum, mention.text.lower()))}"
        for mention in tie.mentions
    )


def _is_weak(tie: Tie) -> bool:
    return not tie.features[0].feature.endswith(" alone")


def _is_supported(tie: Tie) -> bool:
    return tie.score >= _BELIEVED and (not _is_weak(tie) or _holds(tie, _SUPPORT))


def _holds(tie: Tie, features: tuple[str, ...]) -> bool:
    return any(feature.feature.startswith(features) for feature in tie.features)


def _joined(reason: str, told: str) -> str:
    return f"{reason.removesuffix('.')}; {told}."
