"""Which rows stay tied once it is known how common each term is in the whole corpus?"""

from collections.abc import Iterable, Iterator
from typing import Protocol

import numpy as np
import pyarrow as pa

from sunlit.schema import batch_of, rows_of, struct_of
from sunlit.tables import TIED, Tie


class Weigher(Protocol):
    """Knows how common each term is in some originals, and weighs a tie by it."""

    def weighed(self, tie: Tie) -> Tie:
        """The tie with its points changed, or the same one where nothing changes."""


def weighed(
    batches: Iterable[pa.RecordBatch], corpus: Weigher, min_score: float
) -> Iterator[pa.RecordBatch]:
    """The rows of TIED whose weighed tie is scored at least `min_score`, in their order."""
    for batch in batches:
        before = list(rows_of(Tie, pa.RecordBatch.from_struct_array(batch.column("tie"))))
        after = [corpus.weighed(tie) for tie in before]
        if any(new is not old for new, old in zip(after, before, strict=True)):
            batch = _with_ties(batch, after)
        strong = np.array([tie.score >= min_score for tie in after], np.bool_)
        kept = batch if strong.all() else batch.filter(pa.array(strong))
        if kept.num_rows:
            yield kept


def _with_ties(batch: pa.RecordBatch, ties: Iterable[Tie]) -> pa.RecordBatch:
    rows = batch_of(Tie, ties)
    column = pa.StructArray.from_arrays(rows.columns, fields=list(struct_of(Tie)))
    at = TIED.get_field_index("tie")
    columns = [*batch.columns[:at], column, *batch.columns[at + 1 :]]
    return pa.RecordBatch.from_arrays(columns, schema=TIED)
