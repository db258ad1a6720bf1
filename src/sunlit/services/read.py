"""Every purchase as understood, restricted or not."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa

from sunlit import ledger, sources
from sunlit.errors import OriginalError
from sunlit.scanning import read_into
from sunlit.services.run import Run


def read(
    paths: Sequence[str | Path], run: Run | None = None, account: ledger.Account | None = None
) -> Iterator[pa.RecordBatch]:
    """Give every purchase as understood, in batches of tables.PURCHASES, and fill `account`."""
    for batch in _batches(
        paths, run or Run(), account if account is not None else ledger.Account()
    ):
        if batch.purchases.num_rows:
            yield batch.purchases


def _batches(
    paths: Sequence[str | Path], run: Run, account: ledger.Account
) -> Iterator[sources.ReadBatch]:
    for original in sources.find_originals(paths, run.limits, run.stdin):
        if isinstance(original, OriginalError):
            account.open(original.path).failed(original)
            continue
        entry = account.open(original.path, original.sha256, original.size_bytes)
        run.progress.begin(original.path, original.size_bytes)
        try:
            read = partial(sources.read, options=run.options, limits=run.limits)
            for batch, position in read_into(entry, original, read):
                run.progress.rows(batch.rows_read, position)
                yield batch
        finally:
            run.progress.end()
