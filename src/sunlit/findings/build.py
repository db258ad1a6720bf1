"""How do tied rows become findings that open to their rows?

`derive` reads the ties, never the rows of the originals: another law, or another judgement, asks
for this step alone. Memory holds a batch of rows and 48 bytes for each tied row, however many.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sunlit.findings.acquisitions import Acquisition, Candidate, acquisitions
from sunlit.findings.answers import AnswersOnce, Asked
from sunlit.findings.fold_keys import FoldKeys
from sunlit.schema import batch_of, rows_of
from sunlit.tables import (
    COUNTED_STANCES,
    FINDINGS,
    Fact,
    Fold,
    Purchase,
    Tie,
    TiedRow,
)
from sunlit.values.cutting import WHOLE_CHARACTERS, cut, spans_of_words

#: Rows of one kind that are compared at a time.
COMPARED_ROWS: Final = 20_000
_PURCHASE_COLUMNS: Final = (
    "locator",
    "row_number",
    "buyer",
    "supplier",
    "description",
    "date",
    "date_precision",
    "date_kind",
    "currency",
    "amount_covers",
    "kind",
    "jurisdiction",
)
#: Of these, as of the cells, what is far from the hits is left out when they are long.
_TEXT_COLUMNS: Final = ("buyer", "supplier", "description")
_TIE_COLUMNS: Final = (
    "party",
    "grade",
    "stance",
    "score",
    "product_class",
    "mentions",
    "features",
    "reason",
)


#: Asks the law about a purchase that is tied to a party.
Law = Callable[[Purchase, Tie], Asked]


class Naming(Protocol):
    """Gives findings their names: `ledger.keys` says what each lasts for."""

    def evidence(self, sha256: str, locator: str, party: str) -> str:
        """The name of what a finding rests on."""

    def claim(self, row_key: str, nth: int, party: str) -> str:
        """The name of what a finding claims."""


@dataclass(frozen=True)
class Judging:
    """What findings are made with, beside the tied rows."""

    law: Law
    naming: Naming
    party_names: Mapping[str, str]
    min_score: float
    knowledge_version: str


def derive(
    tied: Callable[[], Iterable[pa.RecordBatch]], judging: Judging, answers: AnswersOnce
) -> Iterator[pa.RecordBatch]:
    """Give FINDINGS: one row per acquisition, in the order of the rows that stand for them.

    `tied` gives batches of TIED, weighed, in the order of originals and rows; it is asked several
    times. What the law answers is put into `answers`, each once. `counted` is true for a score of
    at least `min_score` with a stance that is spending.
    """
    keys = FoldKeys()
    for batch in tied():
        keys.add(batch)
    standing: dict[int, _Standing] = {}
    gone = np.zeros(keys.rows, np.bool_)
    for places in keys.groups(COMPARED_ROWS):
        rows = dict(zip(places.tolist(), _rows_at(tied(), places), strict=True))
        candidates = [Candidate(at, row.purchase, row.tie.party) for at, row in rows.items()]
        for event in acquisitions(candidates):
            if event.folded:
                standing[event.first] = _standing(event, rows, judging.naming)
                gone[[folded.place for folded in event.folded]] = True
    begin = 0
    for batch in tied():
        end = begin + batch.num_rows
        stays = np.flatnonzero(~gone[begin:end])
        if len(stays):
            events = [standing.get(begin + at) for at in stays.tolist()]
            yield _findings(batch.take(pa.array(stays)), events, judging, answers)
        begin = end


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a row stands for beside itself."""

    amount: Decimal | None
    folded: tuple[Fold, ...]


def _rows_at(batches: Iterable[pa.RecordBatch], places: np.ndarray) -> Iterator[TiedRow]:
    begin = 0
    for batch in batches:
        end = begin + batch.num_rows
        low, high = np.searchsorted(places, (begin, end))
        if low < high:
            yield from rows_of(TiedRow, batch.take(pa.array(places[low:high] - begin)))
        begin = end


def _standing(event: Acquisition, rows: Mapping[int, TiedRow], naming: Naming) -> _Standing:
    folds = []
    for one in event.folded:
        row = rows[one.place]
        purchase, party = row.purchase, row.tie.party
        folds.append(
            Fold(
                purchase.original,
                purchase.locator,
                naming.evidence(purchase.sha256, purchase.locator, party),
                naming.claim(row.row_key, row.nth, party),
                one.reason,
                one.added,
            )
        )
    return _Standing(event.amount, tuple(folds))


def _findings(
    tied: pa.RecordBatch,
    events: list[_Standing | None],
    judging: Judging,
    answers: AnswersOnce,
) -> pa.RecordBatch:
    """FINDINGS of n rows of TIED, each with what it stands for; columns go over as they are."""
    purchases = pa.RecordBatch.from_struct_array(tied.column("purchase"))
    ties = pa.RecordBatch.from_struct_array(tied.column("tie"))
    told = [
        _told(row_key, nth, purchase, tie, event, judging, answers)
        for row_key, nth, purchase, tie, event in zip(
            tied.column("row_key").to_pylist(),
            tied.column("nth").to_pylist(),
            rows_of(Purchase, purchases),
            rows_of(Tie, ties),
            events,
            strict=True,
        )
    ]
    made = batch_of(_Told, told)
    columns = {name: purchases.column(name) for name in _PURCHASE_COLUMNS}
    columns |= {name: _cut_around_hits(columns[name], ties) for name in _TEXT_COLUMNS}
    columns |= {name: ties.column(name) for name in _TIE_COLUMNS}
    columns |= {name: made.column(name) for name in made.schema.names}
    columns["original"] = pa.StructArray.from_arrays(
        [purchases.column("original"), purchases.column("sha256")],
        fields=list(FINDINGS.field("original").type),
    )
    columns["row_key"] = tied.column("row_key")
    columns["row"] = tied.column("cells")
    return pa.RecordBatch.from_arrays([columns[name] for name in FINDINGS.names], schema=FINDINGS)


def _cut_around_hits(texts: pa.Array, ties: pa.RecordBatch) -> pa.Array:
    """The n texts, the long ones cut around what was found in the row."""
    long = pc.fill_null(pc.greater(pc.utf8_length(texts), WHOLE_CHARACTERS), False)
    if not pc.any(long).as_py():
        return texts
    shortened = [
        cut(text, spans_of_words(text, [mention.text for mention in tie.mentions]))
        for text, tie in zip(
            texts.filter(long).to_pylist(), rows_of(Tie, ties.filter(long)), strict=True
        )
    ]
    return pc.replace_with_mask(texts, long, pa.array(shortened, pa.string()))


@dataclass(frozen=True, slots=True)
class _Told:
    """The columns of a finding that its row does not hold already; see tables.Finding."""

    finding_id: str
    claim: str
    aliases: tuple[str, ...]
    amount: Decimal | None
    party_name: str
    facts: tuple[Fact, ...]
    law: str
    counted: bool
    folded: tuple[Fold, ...]
    reviewed: str
    knowledge_version: str


def _told(
    row_key: str,
    nth: int,
    purchase: Purchase,
    tie: Tie,
    event: _Standing | None,
    judging: Judging,
    answers: AnswersOnce,
) -> _Told:
    asked = judging.law(purchase, tie)
    folded = event.folded if event is not None else ()
    claim = judging.naming.claim(row_key, nth, tie.party)
    return _Told(
        finding_id=judging.naming.evidence(purchase.sha256, purchase.locator, tie.party),
        claim=claim,
        aliases=tuple(dict.fromkeys(one.claim for one in folded if one.claim != claim)),
        amount=event.amount if event is not None else purchase.amount,
        party_name=judging.party_names.get(tie.party, tie.party),
        facts=asked.facts,
        law=answers.refer(asked),
        counted=tie.score >= judging.min_score and tie.stance in COUNTED_STANCES,
        folded=folded,
        reviewed="unreviewed",
        knowledge_version=judging.knowledge_version,
    )
