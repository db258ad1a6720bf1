"""What is a whole row tied to? Brand in one cell, model in another, supplier beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sunlit.knowledge.terms import SERVICE
from sunlit.matching.assertion import CellContext, Stance, stance_of
from sunlit.matching.score.explain import reason_of
from sunlit.matching.score.points import Evidence, ScoredCell, score_of, weigh
from sunlit.matching.signals import Compiled, FoundPhrase, Lexicon, Signal, ThingClasses, lexicon_of
from sunlit.matching.signals import Passage as Passage
from sunlit.matching.verify import Finder, Hit
from sunlit.tables import Feature, Grade, Mention, Tie

_GRADES: Final[tuple[Grade, ...]] = ("named", "relabel", "model", "reseller")
_TEXT_FIELDS: Final = frozenset({"description", "title"})
#: A model that holds the maker's name says more than the name when it goes on: "ZTE Blade A3".
_MODEL_TAIL: Final = 2
_CLASS_FIELDS: Final = ("description", "title", "model", "manufacturer", "category", "other")


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell to read. `offset`: characters of the cell that stand before `text`."""

    column: str
    field: str
    text: str
    offset: int = 0
    models: frozenset[int] | None = None  # signals whose pattern may stand here; None: any
    quiet: bool = False  # the candidates step looked and saw no signal here


class RowMatcher:
    """Judges rows with one compiled matcher. Holds no state between rows."""

    def __init__(self, compiled: Compiled, words: Lexicon | None = None) -> None:
        """`words`: the lexicon of these words, where several matchers share it."""
        self.lexicon = words or lexicon_of(compiled.words)
        self.finder = Finder(compiled, self.lexicon)
        self._classes = compiled.words.classes
        made = ((signal.party, signal.product_class) for signal in compiled.signals)
        self._made_by = self._classes.of_makers(made)

    def match(self, cells: Iterable[RowCell]) -> tuple[Tie, ...]:
        """The ties of a row, as row 0, ordered by party. None when no signal stands in any cell."""
        read = [(cell, *self._hits(cell)) for cell in cells if cell.text]
        parties = sorted({hit.signal.party for _, _, hits in read for hit in hits})
        if not parties:
            return ()
        row = [self._with_words(cell, passage, hits) for cell, passage, hits in read]
        contexts = [
            CellContext.of(cell.passage, cell.field, _makers(cell), cell.hits) for cell in row
        ]
        return tuple(self._tie(party, row, contexts) for party in parties)

    def _hits(self, cell: RowCell) -> tuple[Passage, list[Hit]]:
        passage = Passage.of(cell.text)
        return passage, [] if cell.quiet else self.finder.find(passage, cell.models)

    def _with_words(self, cell: RowCell, passage: Passage, hits: list[Hit]) -> ScoredCell:
        words = self.lexicon.words.find(passage)
        if cell.field == "supplier":
            hits = [_as_seller(hit, words) for hit in hits]
        return ScoredCell(cell.column, cell.field, passage, cell.offset, hits, words)

    def _tie(self, party: str, row: Sequence[ScoredCell], contexts: Sequence[CellContext]) -> Tie:
        found = [(cell, hit) for cell in row for hit in cell.hits if hit.signal.party == party]
        weighed = [
            weigh(cell, hit, row, _has_support(hit, cell, found), self._fitting(hit.signal))
            for cell, hit in found
        ]
        weighed.sort(key=lambda e: (-e.total, e.cell.column, e.hit.start))
        best = weighed[0]
        stances = {id(e): self._stance(e, row, contexts) for e in weighed}
        stance = _of_row([(e, stances[id(e)]) for e in weighed])
        return Tie(
            row=0,
            party=party,
            grade=_grade(weighed),
            stance=stance.name,
            score=score_of(points for _, points in best.points),
            product_class=_class_of(weighed, row, stance, self._classes),
            mentions=tuple(_mention(e, stances[id(e)], self._classes) for e in weighed),
            features=tuple(Feature(name, points) for name, points in best.points),
            reason=reason_of(best, stance, self._classes),
        )

    def _fitting(self, signal: Signal) -> frozenset[str]:
        """The classes whose words support a signal: the model's own and its kin, or all the party's."""
        if signal.grade == "model" and signal.product_class:
            return self._classes.with_kin(signal.product_class)
        made = self._made_by[signal.party]
        return made - self._classes.of_every_brand if signal.grade == "relabel" else made

    def _stance(
        self, evidence: Evidence, row: Sequence[ScoredCell], contexts: Sequence[CellContext]
    ) -> Stance:
        own = next(s for c, s in zip(row, contexts, strict=True) if c is evidence.cell)
        return stance_of(own, evidence.hit, [context for context in contexts if context is not own])


def _as_seller(hit: Hit, words: Sequence[FoundPhrase]) -> Hit:
    """A supplier named after the maker that calls itself a shop sells its goods, and is not it."""
    named = hit.signal.grade == "named" and hit.strength in ("alone", "likely", "with_context")
    sells = any(word.group == "seller" for word in words)
    return replace(hit, variant="seller") if named and sells else hit


def _has_support(hit: Hit, cell: ScoredCell, found: Sequence[tuple[ScoredCell, Hit]]) -> bool:
    return any(
        (
            other.signal.id != hit.signal.id
            and other.strength != "lead"
            and not (c is cell and other.start < hit.end and hit.start < other.end)
        )
        or (c is cell and other.signal.grade == "model" and other.end - hit.end > _MODEL_TAIL)
        for c, other in found
    )


def _makers(cell: ScoredCell) -> list[FoundPhrase]:
    return [word for word in cell.words if word.group == "maker"]


def _grade(weighed: Sequence[Evidence]) -> Grade:
    grades = {"reseller" if e.hit.variant == "seller" else e.hit.signal.grade for e in weighed}
    return next(grade for grade in _GRADES if grade in grades)


def _of_row(stances: Sequence[tuple[Evidence, Stance]]) -> Stance:
    """The description's word counts before that of a cell that only names the maker."""
    in_text = [stance for e, stance in stances if e.cell.field in _TEXT_FIELDS]
    return (in_text or [stance for _, stance in stances])[0]


def _class_of(
    weighed: Sequence[Evidence], row: Sequence[ScoredCell], stance: Stance, classes: ThingClasses
) -> str | None:
    """The class of the main thing: the model's, else that of the words near the name."""
    if stance.name == "services":
        return SERVICE
    words = _class_by_words(weighed[0], row, classes)
    sure = [e for e in weighed if e.hit.signal.product_class and e.hit.signal.grade == "model"]
    if sure:
        first = min(sure, key=lambda e: (e.cell.field not in _TEXT_FIELDS, e.hit.start))
        told = first.hit.signal.product_class
        return words if words in classes.or_by_words.get(told or "", ()) else told
    return words or next((e.hit.signal.product_class for e in weighed), None)


def _class_by_words(best: Evidence, row: Sequence[ScoredCell], classes: ThingClasses) -> str | None:
    votes: dict[str, float] = {}
    for cell in row:
        if cell.field not in _CLASS_FIELDS:
            continue
        for word in cell.words:
            name = word.group.removeprefix("product:")
            weight = classes.weights.get(name, 1.0)
            if name == word.group or not weight:
                continue
            near = 1.0
            if cell is best.cell:
                near = 2.0 + 10.0 / (10 + abs(word.start - best.hit.start))
            # Saying it twice does not make it the main thing.
            votes[name] = max(votes.get(name, 0.0), near * weight)
    if not votes:
        return None
    name = max(votes, key=lambda name: (votes[name], name))
    return classes.means.get(name, name)


def _kind_of(hit: Hit) -> str:
    """The kind of a signal; a label's own model number says no more of the maker than the label."""
    of_a_label = hit.signal.kind == "model" and hit.signal.grade == "relabel"
    return "relabel" if of_a_label else hit.signal.kind


def _mention(evidence: Evidence, stance: Stance, classes: ThingClasses) -> Mention:
    cell, hit = evidence.cell, evidence.hit
    start, end = cell.passage.folded.span(hit.start, hit.end)
    return Mention(
        column=cell.column,
        field=cell.field,
        start=cell.offset + start,
        end=cell.offset + end,
        text=cell.passage.folded.original[start:end],
        signal=hit.signal.id,
        signal_kind=_kind_of(hit),
        variant=hit.variant,
        stance=stance.name,
        reason=reason_of(evidence, stance, classes),
        source=hit.signal.source,
    )
