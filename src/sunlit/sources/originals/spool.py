"""Where do bytes wait that cannot be read twice from where they came?"""

import hashlib
import io
import os
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path
from typing import IO

from sunlit.sources.raw import Original

IN_MEMORY_BYTES = 2**20


def _remove(name: str) -> None:
    with suppress(OSError):
        Path(name).unlink()


class Spool:
    """Bytes written once and opened many times; small ones in memory, others in a temporary file.

    The file goes when the last Original made from it goes.
    """

    def __init__(self) -> None:
        self.size_bytes = 0
        self._hash = hashlib.sha256()
        self._memory = bytearray()
        self._file: IO[bytes] | None = None
        self._name: str | None = None

    def write(self, chunk: bytes) -> None:
        """Add a chunk; past IN_MEMORY_BYTES everything moves to a temporary file."""
        self.size_bytes += len(chunk)
        self._hash.update(chunk)
        if self._file is None and self.size_bytes > IN_MEMORY_BYTES:
            handle, self._name = tempfile.mkstemp(prefix="sunlit-")
            weakref.finalize(self, _remove, self._name)
            self._file = os.fdopen(handle, "wb")
            self._file.write(self._memory)
            self._memory = bytearray()
        if self._file is None:
            self._memory += chunk
        else:
            self._file.write(chunk)

    def close(self) -> None:
        """End the writing."""
        if self._file is not None:
            self._file.close()

    def open(self) -> IO[bytes]:
        """Give a new stream at the first byte."""
        if self._name is not None:
            return Path(self._name).open("rb")
        return io.BytesIO(self._memory)

    def original(self, path: str) -> Original:
        """Close, and give what was written as an original called `path`."""
        self.close()
        return Original(path, self.size_bytes, self._hash.hexdigest(), self.open)
