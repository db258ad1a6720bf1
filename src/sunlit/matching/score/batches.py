"""How do ties become a batch of TIES? Column by column: a scan makes many thousands of mentions."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import Any

import pyarrow as pa

from sunlit.tables import TIES, Tie


def batch_of_ties(ties: Iterable[tuple[int, Tie]]) -> pa.RecordBatch:
    """TIES with a row for each pair, in their order: (row of the CELLS batch, tie)."""
    pairs = list(ties)
    rows = pa.array([row for row, _ in pairs], pa.int64())
    told = [tie for _, tie in pairs]
    columns = [_column(field, told) for field in list(TIES)[1:]]
    return pa.RecordBatch.from_arrays([rows, *columns], schema=TIES)


def _column(field: pa.Field, records: Sequence[Any]) -> pa.Array:
    values = [getattr(record, field.name) for record in records]
    if not pa.types.is_list(field.type):
        return pa.array(values, field.type)
    struct = field.type.value_type
    flat = list(chain.from_iterable(values))
    inner = pa.StructArray.from_arrays([_column(one, flat) for one in struct], fields=list(struct))
    offsets = pa.array(accumulate(map(len, values), initial=0), pa.int32())
    return pa.ListArray.from_arrays(offsets, inner, type=field.type)
