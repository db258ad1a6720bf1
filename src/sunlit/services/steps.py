"""What does one worker do for one path, and how does it send what it made?

Whatever a step makes crosses processes as an envelope: the path, the name of a table, and the
rows of that table. Of each original there is a "begun"; then for every batch that was read a
"progress" and what the step made of it; then "terms" where the step counts them, and last an
"account". Nothing in them depends on the process that made them. Of an original that is read in
parts each part ends with a "share" in the place of the "account"; partition.py joins them.
"""

import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, Annotated, Any, Final, NamedTuple, Protocol

import pyarrow as pa

from sunlit import ledger, sources
from sunlit.engines.prefetch import prefetched
from sunlit.errors import OriginalError
from sunlit.matching import Matches, terms_of
from sunlit.schema import Note, batch_of, rows_of, schema_of
from sunlit.services.tied import tied_of
from sunlit.settings import Limits
from sunlit.sources import Division, Original, ReadBatch, ReadOptions
from sunlit.tables import Term


@dataclass(frozen=True, slots=True)
class Envelope:
    """Rows of one table on their way from a worker."""

    path: Annotated[bytes, Note("bytes, since a file's name need not be text")]
    table: str
    payload: Annotated[bytes, Note("the rows as an Arrow IPC stream")]


@dataclass(frozen=True, slots=True)
class Begun:
    """An original is begun."""

    sha256: Annotated[str | None, Note("null when it cannot be opened")]
    size_bytes: int | None


@dataclass(frozen=True, slots=True)
class Progressed:
    """So many further records were read when so many bytes were taken."""

    rows: int
    position: int


ENVELOPES: Final = schema_of(Envelope)
BEGUN, PROGRESS, ACCOUNT, SHARE = "begun", "progress", "account", "share"
ROWS, TIES, COUNTS = "purchases", "tied", "terms"
#: Ties of a batch that are made at a time, about.
TIES_AT_A_TIME: Final = 512
_FEW_ROWS: Final = 128


class Sent(NamedTuple):
    """An envelope that was opened: rows of a table, made of the original at a path."""

    path: str
    table: str
    rows: pa.RecordBatch

    def begun(self) -> Begun:
        """The one row of "begun"."""
        return next(rows_of(Begun, self.rows))

    def progressed(self) -> Progressed:
        """The one row of "progress"."""
        return next(rows_of(Progressed, self.rows))

    def counted(self) -> ledger.Counted | None:
        """What an "account" or a "share" tells; None for a share that nobody can vouch for."""
        return next(rows_of(ledger.Counted, self.rows), None)


def sealed(path: str, table: str, rows: pa.RecordBatch) -> pa.RecordBatch:
    """Put rows of a table into an envelope: a batch of one row of ENVELOPES."""
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, rows.schema) as out:
        out.write_batch(rows)
    payload = stream.getvalue()
    columns = [
        pa.array([path.encode("utf-8", "surrogateescape")], pa.binary()),
        pa.array([table], pa.string()),
        _one_binary(payload),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=ENVELOPES)


def _one_binary(content: pa.Buffer) -> pa.Array:
    """A column of one value, without copying it."""
    offsets = pa.array([0, content.size], pa.int32()).buffers()[1]
    return pa.Array.from_buffers(pa.binary(), 1, [None, offsets, content])


def opened(envelopes: pa.RecordBatch) -> Iterator[Sent]:
    """Open the envelopes of a batch of ENVELOPES, in order."""
    for path, table, payload in zip(*envelopes.columns, strict=True):
        with pa.ipc.open_stream(payload.as_buffer()) as stream:
            rows = stream.read_next_batch()
        yield Sent(path.as_py().decode("utf-8", "surrogateescape"), table.as_py(), rows)


class Step(Protocol):
    """Makes tables of the batches of one original, or of one part of it."""

    def of_batch(self, batch: ReadBatch) -> Iterator[tuple[str, pa.RecordBatch]]:
        """(Name of a table, rows of it) that one batch gives."""

    def at_end(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """(Name of a table, rows of it) that all batches together give."""


@dataclass(frozen=True)
class ReadWork:
    """Reads the originals under one path: the work that an engine runs. Gives "purchases".

    A unit is a path, or for one in `divisions` also a part of it (`part_unit`). `stdin` stays in
    the process that has it.
    """

    options: ReadOptions
    limits: Limits
    stdin: IO[bytes] | None = field(default=None, repr=False)
    divisions: Mapping[str, Division] = field(default_factory=dict, repr=False)

    @property
    def schema(self) -> pa.Schema:
        """ENVELOPES."""
        return ENVELOPES

    @property
    def divisible(self) -> bool:
        """Whether a unit may be a part of a large file too: not where rows are wanted as they come."""
        return False

    def step(self) -> Step:
        """What is made of one original: its purchases."""
        return _Purchases()

    def size_bytes(self, unit: str) -> int:
        """Give the size of the file, or of its part; 0 for what is no file."""
        path, part = _path_and_part(unit)
        size = file_bytes(path)
        return size if part is None else size // self.divisions[path].parts

    def __call__(self, unit: str, *, threads: int = 1) -> Iterator[pa.RecordBatch]:
        """Give the envelopes of every original under the path `unit`, in order, one row a batch."""
        path, part = _path_and_part(unit)
        if part is not None:
            yield from self._share(self.divisions[path], part, threads)
            return
        for original in sources.find_originals([path], self.limits, self.stdin):
            entry = ledger.OriginalAccount(original.path)
            if isinstance(original, OriginalError):
                entry.failed(original)
                yield _record(original.path, BEGUN, Begun(None, None))
            else:
                yield _begun(original)
                yield from self._rows(original, entry, self._read, threads)
            yield _record(original.path, ACCOUNT, entry.counted())

    def _share(self, division: Division, part: int, threads: int) -> Iterator[pa.RecordBatch]:
        original = division.original
        entry = ledger.OriginalAccount(original.path)
        if part == 0:
            yield _begun(original)
        unchanged = file_bytes(original.path) == original.size_bytes
        if unchanged:
            read = partial(_read_part, division, part, self.limits)
            yield from self._rows(original, entry, read, threads)
        # Whatever the error is, the reading as one comes to it, and says so.
        vouched = [entry.counted()] if unchanged and not entry.error else []
        yield sealed(original.path, SHARE, batch_of(ledger.Counted, vouched))

    def _read(self, original: Original) -> Iterator[ReadBatch]:
        return sources.read(original, self.options, self.limits)

    def _rows(
        self,
        original: Original,
        entry: ledger.OriginalAccount,
        read: Callable[[Original], Iterator[ReadBatch]],
        threads: int,
    ) -> Iterator[pa.RecordBatch]:
        step = self.step()
        for batch, position in read_into(entry, original, read, threads):
            yield _record(original.path, PROGRESS, Progressed(batch.rows_read, position))
            for table, rows in step.of_batch(batch):
                yield sealed(original.path, table, rows)
        for table, rows in step.at_end():
            yield sealed(original.path, table, rows)


@dataclass(frozen=True)
class ScanWork(ReadWork):
    """Reads and matches the originals under one path. Gives "tied" and, last, "terms"."""

    matcher: Matches = field(kw_only=True)
    min_score: float = field(kw_only=True)

    @property
    def divisible(self) -> bool:
        """Yes: what was found can wait until all parts are read."""
        return True

    def step(self) -> Step:
        """What is made of one original: its rows that are tied to a party."""
        return _Ties(self.matcher, self.min_score)

    def __reduce__(self) -> tuple[Any, ...]:
        content = pickle.dumps(self.matcher)
        return _restored, (
            content,
            self.options,
            self.limits,
            self.min_score,
            dict(self.divisions),
        )


class _Purchases:
    """Every row that is spending, as it is read."""

    def of_batch(self, batch: ReadBatch) -> Iterator[tuple[str, pa.RecordBatch]]:
        if batch.kinds.num_rows:
            yield ROWS, batch.purchases

    def at_end(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        yield from ()


class _Ties:
    """The rows that are tied to a party, not yet weighed; and how common the terms are."""

    def __init__(self, matcher: Matches, min_score: float) -> None:
        self._matcher, self._min_score = matcher, min_score
        self._terms: dict[str, tuple[int, int]] = {}
        self._rows = TIES_AT_A_TIME

    def of_batch(self, batch: ReadBatch) -> Iterator[tuple[str, pa.RecordBatch]]:
        begin = 0
        while begin < batch.cells.num_rows:
            cells = batch.cells.slice(begin, self._rows)
            ties = self._matcher.match(cells)
            if ties.num_rows:
                self._count(ties)
                tied = tied_of(batch, begin, cells, ties, self._min_score)
                if tied.num_rows:
                    yield TIES, tied
            begin += cells.num_rows
            # A tie takes far more memory than a row: where most rows are tied, few are matched
            # at a time, and else as many as there are.
            self._rows = max(_FEW_ROWS, TIES_AT_A_TIME * cells.num_rows // (ties.num_rows + 1))

    def at_end(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        if self._terms:
            terms = (Term(term, *counted) for term, counted in sorted(self._terms.items()))
            yield COUNTS, batch_of(Term, terms)

    def _count(self, ties: pa.RecordBatch) -> None:
        for term in terms_of(ties):
            rows, supported = self._terms.get(term.term, (0, 0))
            self._terms[term.term] = (rows + term.rows, supported + term.supported)


def part_unit(path: str, part: int) -> str:
    """Name a part of a path as a unit; no path holds a zero byte."""
    return f"{path}\0{part}"


def _path_and_part(unit: str) -> tuple[str, int | None]:
    path, mark, part = unit.partition("\0")
    return path, int(part) if mark else None


def file_bytes(path: str) -> int:
    """Give the size of a file; 0 when there is none, or something else."""
    file = Path(path)
    return file.stat().st_size if file.is_file() else 0


def _read_part(
    division: Division, part: int, limits: Limits, original: Original
) -> Iterator[ReadBatch]:
    return sources.read_part(replace(division, original=original), part, limits)


def read_into(
    entry: ledger.OriginalAccount,
    original: Original,
    read: Callable[[Original], Iterator[ReadBatch]],
    threads: int = 1,
) -> Iterator[tuple[ReadBatch, int]]:
    """Read an original batch by batch and account for it; an error ends it and is in `entry`.

    Gives each batch with the bytes taken so far. With two threads or more one of them reads
    while the last batch is used.
    """
    try:
        for batch, position in prefetched(_positioned(original, read), threads):
            entry.add(batch.kinds, batch.left_out)
            entry.warn(batch.warnings)
            yield batch, position
    except OriginalError as error:
        entry.failed(error)


def _positioned(
    original: Original, read: Callable[[Original], Iterator[ReadBatch]]
) -> Iterator[tuple[ReadBatch, int]]:
    tracked = _Tracked(original)
    for batch in read(tracked.original):
        yield batch, tracked.position()


class _Tracked:
    """An original whose newest stream can be asked how far it has been read."""

    def __init__(self, original: Original) -> None:
        self._newest: IO[bytes] | None = None
        self._open: Callable[[], IO[bytes]] = original.open
        self.original = replace(original, open=self._opened)

    def _opened(self) -> IO[bytes]:
        self._newest = self._open()
        return self._newest

    def position(self) -> int:
        if self._newest is None or self._newest.closed:
            return 0
        return self._newest.tell()


def _begun(original: Original) -> pa.RecordBatch:
    return _record(original.path, BEGUN, Begun(original.sha256, original.size_bytes))


def _record(path: str, table: str, record: Begun | Progressed | ledger.Counted) -> pa.RecordBatch:
    return sealed(path, table, batch_of(type(record), [record]))


def account_of(path: str, entry: ledger.OriginalAccount) -> Sent:
    """The "account" of an original that several parts made together."""
    return Sent(path, ACCOUNT, batch_of(ledger.Counted, [entry.counted()]))


def _restored(
    content: bytes,
    options: ReadOptions,
    limits: Limits,
    min_score: float,
    divisions: Mapping[str, Division],
) -> ScanWork:
    return ScanWork(
        options, limits, divisions=divisions, matcher=_matcher(content), min_score=min_score
    )


@lru_cache(maxsize=1)
def _matcher(content: bytes) -> Matches:
    """One worker process runs many units; it loads the matcher once."""
    matcher: Matches = pickle.loads(content)  # noqa: S301 - from the process that started this one
    return matcher
