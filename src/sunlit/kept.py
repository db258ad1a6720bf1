"""The files that a scan with a memory keeps: whole or not at all, and damage is seen."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa

from sunlit.io.files import written_whole
from sunlit.tables import TIES

_SIZE: Final = 8
PACKED: Final = pa.ipc.IpcWriteOptions(compression="lz4")


class Writer:
    """Records of Arrow batches, one after the other, and the digest of all at the end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def add(self, batches: Sequence[pa.RecordBatch]) -> None:
        """Write a record of so many batches."""
        self._write(len(batches).to_bytes(_SIZE, "big"))
        for batch in batches:
            stream = pa.BufferOutputStream()
            with pa.ipc.new_stream(stream, batch.schema, options=PACKED) as file:
                file.write(batch)
            content = stream.getvalue()
            self._write(content.size.to_bytes(_SIZE, "big"))
            self._write(content)

    def close(self) -> None:
        """Write the digest of all records: without it the file is not whole."""
        self._file.write(self._digest.digest())

    def _write(self, content: Any) -> None:
        self._digest.update(content)
        self._file.write(content)


@contextmanager
def kept_whole(path: Path) -> Iterator[Writer]:
    """A writer of a file that is there whole at the end, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path, binary=True) as file:
        writer = Writer(file)
        yield writer
        writer.close()


def is_whole(path: Path) -> bool:
    """Whether a file of `Writer` is there to its end, undamaged."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            left = path.stat().st_size - digest.digest_size
            while left > 0 and (block := file.read(min(left, 2**20))):
                digest.update(block)
                left -= len(block)
            return left == 0 and file.read() == digest.digest()
    except OSError:
        return False


def records(path: Path) -> Iterator[list[pa.RecordBatch]]:
    """The records of a whole file of `Writer`, in order."""
    with path.open("rb") as file:
        end = path.stat().st_size - hashlib.sha256().digest_size
        while file.tell() < end:
            count = int.from_bytes(file.read(_SIZE), "big")
            found = []
            for _ in range(count):
                content = file.read(int.from_bytes(file.read(_SIZE), "big"))
                found.append(pa.ipc.open_stream(content).read_next_batch())
            yield found


def kept_ties(path: Path) -> tuple[tuple[str, ...] | None, dict[int, pa.RecordBatch]]:
    """(The lists that the ties are of, ties by part); None for ties that are not there whole."""
    try:
        content = path.read_bytes()
    except OSError:
        return None, {}
    size = hashlib.sha256().digest_size
    if content[:size] != hashlib.sha256(content[size:]).digest():
        return None, {}
    with pa.ipc.open_stream(content[size:]) as stream:
        lists = tuple(json.loads(stream.schema.metadata[b"lists"]))
        ties = {number: batch.select(TIES.names) for number, batch in enumerate(stream)}
    return lists, {n: pa.RecordBatch.from_arrays(b.columns, schema=TIES) for n, b in ties.items()}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path, binary=True) as file:
        file.write(content)
