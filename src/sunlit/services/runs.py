"""How does a run pass over its originals, and keep the account of them on the way?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from sunlit import ledger, sources
from sunlit.engines.local import LocalEngine
from sunlit.services.partition import run_over
from sunlit.services.run import Run
from sunlit.services.steps import ACCOUNT, BEGUN, PROGRESS, ReadWork, Sent


def tables_of(
    paths: Sequence[str | Path], run: Run, work: ReadWork, account: ledger.Account
) -> Iterator[Sent]:
    """Give what the work makes of all originals, in order, whatever ran where.

    What tells of the originals themselves is not given: a "begun" opens an entry in `account`,
    an "account" fills it, and the run's progress is told of both.
    """
    for sent in _sent(paths, run, work):
        if sent.table == BEGUN:
            begun = sent.begun()
            account.open(sent.path, begun.sha256, begun.size_bytes)
            run.progress.begin(sent.path, begun.size_bytes or 0)
        elif sent.table == PROGRESS:
            progressed = sent.progressed()
            run.progress.rows(progressed.rows, progressed.position)
        elif sent.table == ACCOUNT:
            counted = sent.counted()
            assert counted is not None
            account.originals[-1].join(counted)
            run.progress.end()
        else:
            yield sent


def _sent(paths: Sequence[str | Path], run: Run, work: ReadWork) -> Iterator[Sent]:
    try:
        for here, units in groupby(sources.files_under(paths), key=_is_of_this_process):
            engine = LocalEngine() if here else run.engine
            told = replace(work, stdin=run.stdin) if here else work
            yield from run_over(engine, told, list(units))
    finally:
        run.engine.close()


def _is_of_this_process(path: str) -> bool:
    return path == sources.STANDARD_INPUT or path.startswith(("/dev/", "/proc/"))
