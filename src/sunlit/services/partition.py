"""How does a single large original use every worker?

Where it can be cut, first one unit of work says where (DivideWork); then its parts are units as
any other original is, and here their shares are joined. What comes out is what reading it as
one gives. Where a part finds that it cannot vouch for that, the original is read as one.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

import pyarrow as pa

from sunlit import ledger, sources
from sunlit.engines import Engine
from sunlit.errors import DamagedOriginalError, OriginalError
from sunlit.schema import batch_of, rows_of, schema_of
from sunlit.services.steps import (
    BEGUN,
    PROGRESS,
    SHARE,
    Progressed,
    ReadWork,
    Sent,
    account_of,
    file_bytes,
    opened,
    part_unit,
)
from sunlit.settings import Limits
from sunlit.sources import Division, Original, ReadOptions

#: Below this size cutting costs more than it gains, however many workers stand ready.
WORTH_CUTTING_BYTES: Final = 192 * 2**20
#: Here processes have to be started first: so many bytes over the number of workers pay for it.
WORTH_PROCESSES_BYTES: Final = 1536 * 2**20


@dataclass(frozen=True, slots=True)
class _Divided:
    """A path and its Division, pickled."""

    path: str
    division: bytes


_DIVIDED: Final = schema_of(_Divided)


@dataclass(frozen=True)
class DivideWork:
    """Says how one path is cut into parts: one row, or none when it is read as one."""

    options: ReadOptions
    limits: Limits

    @property
    def schema(self) -> pa.Schema:
        """A path and its Division, pickled."""
        return _DIVIDED

    def size_bytes(self, unit: str) -> int:
        """Give the size of the file."""
        return file_bytes(unit)

    def __call__(self, unit: str, *, threads: int = 1) -> Iterator[pa.RecordBatch]:
        """Give the division of the original at the path `unit`, when there is one."""
        try:
            division = self._division(unit, threads)
        except (OriginalError, OSError):
            return  # the reading as one comes to it, and says so
        if division is not None:
            yield batch_of(_Divided, [_Divided(unit, pickle.dumps(division))])

    def _division(self, path: str, threads: int) -> Division | None:
        unnamed = sources.file_as_original(path)
        if threads < 2:
            division = sources.divide(unnamed, self.options, self.limits)
            # The name is only needed, and as dear as the rest, where there is one.
            return division and replace(division, original=sources.named(unnamed))
        with ThreadPoolExecutor(1) as beside:
            named = beside.submit(sources.named, unnamed)
            division = sources.divide(unnamed, self.options, self.limits)
            return division and replace(division, original=named.result())


def run_over(engine: Engine, work: ReadWork, units: Sequence[str]) -> Iterator[Sent]:
    """Give what the work sends of all units in order, however they were cut and wherever they ran.

    Of each original there is a "begun", and last an "account"; no "share" is left.
    """
    divisions = _divisions(engine, work, units)
    spread = [
        each
        for unit in units
        for each in (
            [part_unit(unit, part) for part in range(divisions[unit].parts)]
            if unit in divisions
            else [unit]
        )
    ]
    letters = _sent(engine, replace(work, divisions=divisions), spread)
    for sent in letters:
        yield sent
        if sent.table == BEGUN and sent.path in divisions:
            yield from _joined(letters, divisions[sent.path], engine, work)


def _sent(engine: Engine, work: ReadWork, units: Sequence[str]) -> Iterator[Sent]:
    return (sent for batch in engine.run(work, units) for sent in opened(batch))


def _divisions(engine: Engine, work: ReadWork, units: Sequence[str]) -> dict[str, Division]:
    large = worth_cutting({unit: file_bytes(unit) for unit in units}, engine.workers)
    if not large or not work.divisible:
        return {}
    batches = engine.run(DivideWork(work.options, work.limits), large)
    divided = (row for batch in batches for row in rows_of(_Divided, batch))
    # From a worker that this process started, on what it was told.
    return {one.path: pickle.loads(one.division) for one in divided}  # noqa: S301


def worth_cutting(sizes: Mapping[str, int], workers: int | None) -> list[str]:
    """Name the files that are worth cutting; `workers` is None on a cluster, whose workers wait.

    Here, one is that takes longer than a worker's share of all files.
    """
    if workers is None:
        return [path for path, size in sizes.items() if size >= WORTH_CUTTING_BYTES]
    total = sum(sizes.values())
    least = max(WORTH_CUTTING_BYTES, WORTH_PROCESSES_BYTES // workers)
    return [
        path
        for path, size in sizes.items()
        if workers > 1 and size >= least and size * workers > total
    ]


def _joined(
    letters: Iterator[Sent], division: Division, engine: Engine, work: ReadWork
) -> Iterator[Sent]:
    """Join the shares of one original, whose "begun" was given: progress as it comes, one account.

    What was found waits for the last share: should one of them not be vouched for, all goes.
    """
    path = division.original.path
    entry = ledger.OriginalAccount(path)
    vouched = True
    left = division.parts
    with ledger.MemoryLedger() as waiting:
        order: list[ledger.TableName] = []
        while left:
            sent = next(letters)
            if sent.table == PROGRESS:
                yield sent
            elif sent.table == SHARE:
                counted = sent.counted()
                if counted is None:
                    vouched = False
                else:
                    entry.join(counted)
                left -= 1
            else:
                name = ledger.TableName(sent.table, path)
                waiting.append(name, sent.rows)
                order += [] if name in order else [name]
        if vouched:
            for name in order:
                yield from (Sent(path, name.holds, rows) for rows in waiting.batches(name))
            yield account_of(path, entry)
            return
    yield from _as_one(division.original, engine, work)


def _as_one(original: Original, engine: Engine, work: ReadWork) -> Iterator[Sent]:
    """Read an original as one, whose "begun" was given and whose rows were told as progress."""
    for sent in _sent(engine, replace(work, divisions={}), [original.path]):
        if sent.table == PROGRESS:
            position = sent.progressed().position
            yield sent._replace(rows=batch_of(Progressed, [Progressed(0, position)]))
        elif sent.table != BEGUN:
            yield sent
        elif sent.begun().sha256 != original.sha256:
            error = DamagedOriginalError(
                original.path, "was changed while it was read.", "Scan it again."
            )
            entry = ledger.OriginalAccount(original.path)
            entry.failed(error)
            yield account_of(original.path, entry)
            return
