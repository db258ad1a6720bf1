"""Every purchase as understood, restricted or not."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from sunlit import ledger
from sunlit.services.run import Run
from sunlit.services.runs import tables_of
from sunlit.services.steps import ReadWork


def read(
    paths: Sequence[str | Path], run: Run | None = None, account: ledger.Account | None = None
) -> Iterator[pa.RecordBatch]:
    """Give batches of PURCHASES, in the order of the originals and their rows; fill `account`."""
    run = run or Run()
    work = ReadWork(run.options, run.limits)
    # Not `or`: an account that holds nothing yet is the one to fill.
    kept = account if account is not None else ledger.Account()
    for sent in tables_of(paths, run, work, kept):
        yield sent.rows
