"""A ledger that is thrown away: in memory, and beyond a bound in one temporary file."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import IO, Final, NamedTuple

import numpy as np
import pyarrow as pa

from sunlit.ledger.contract import TableName

#: What is held in memory before batches go to the file.
HELD_BYTES: Final = 32 * 2**20
_PACKED: Final = pa.ipc.IpcWriteOptions(compression="lz4")


class _Stretch(NamedTuple):
    """Where a batch lies in the file, as an Arrow IPC stream of its own."""

    begin: int
    size_bytes: int
    rows: int


class MemoryLedger:
    """Tables of one run. The file has no name on disk, so that nothing stays behind, whatever ends.

    Closed with `close`, at the end of `with`, or when nobody has it any more.
    """

    def __init__(self, held_bytes: int = HELD_BYTES) -> None:
        self._most_bytes = held_bytes
        self._held_bytes = 0
        self._tables: defaultdict[TableName, list[pa.RecordBatch | _Stretch]] = defaultdict(list)
        self._file: IO[bytes] | None = None

    def __enter__(self) -> "MemoryLedger":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def append(self, name: TableName, batch: pa.RecordBatch) -> None:
        """Add rows to the end of a table; see contract.Ledger."""
        self._tables[name].append(batch)
        self._held_bytes += batch.nbytes
        if self._held_bytes > self._most_bytes:
            self._spill()

    def batches(self, name: TableName) -> Iterator[pa.RecordBatch]:
        """The batches of a table in order; see contract.Ledger."""
        for at in range(len(self._tables.get(name, ()))):
            # Asked for anew each time: it may have gone to the file since the last one was given.
            yield self._batch(self._tables[name][at])

    def rows(self, name: TableName) -> int:
        """How many rows a table has; see contract.Ledger."""
        return sum(_rows(one) for one in self._tables.get(name, ()))

    def take(self, name: TableName, positions: Sequence[int]) -> pa.Table:
        """The rows at these ascending positions; see contract.Ledger."""
        wanted = np.asarray(positions, np.int64)
        if len(wanted) and not 0 <= wanted[0] <= wanted[-1] < self.rows(name):
            raise IndexError(f"{name.holds} has {self.rows(name)} rows, asked for {wanted[-1]}")
        found, begin = [], 0
        for one in self._tables[name]:
            end = begin + _rows(one)
            low, high = np.searchsorted(wanted, (begin, end))
            if low < high:
                found.append(self._batch(one).take(pa.array(wanted[low:high] - begin)))
            begin = end
        schema = self._batch(self._tables[name][0]).schema
        return pa.Table.from_batches(found, schema)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Forget all tables; see contract.Ledger."""
        self._tables.clear()
        self._held_bytes = 0
        if self._file is not None:
            self._file.close()
            self._file = None

    def _spill(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="sunlit-")  # noqa: SIM115 - until close
        for batches in self._tables.values():
            for at, one in enumerate(batches):
                if isinstance(one, pa.RecordBatch):
                    batches[at] = _written(self._file, one)
        self._held_bytes = 0
        # What the batches lay in is not given back by itself.
        pa.default_memory_pool().release_unused()

    def _batch(self, one: pa.RecordBatch | _Stretch) -> pa.RecordBatch:
        if not isinstance(one, _Stretch):
            return one
        assert self._file is not None
        self._file.seek(one.begin)
        with pa.ipc.open_stream(self._file.read(one.size_bytes)) as stream:
            return stream.read_next_batch()


def _rows(one: pa.RecordBatch | _Stretch) -> int:
    return one.rows if isinstance(one, _Stretch) else int(one.num_rows)


def _written(file: IO[bytes], batch: pa.RecordBatch) -> _Stretch:
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, batch.schema, options=_PACKED) as out:
        out.write_batch(batch)
    content = stream.getvalue()
    begin = file.seek(0, 2)
    file.write(content)
    return _Stretch(begin, content.size, batch.num_rows)
