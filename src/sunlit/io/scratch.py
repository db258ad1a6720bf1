"""Where does a step put bytes that it alone needs, and only while it works?"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder that goes, with all that is in it, when it is left."""
    with tempfile.TemporaryDirectory(prefix="sunlit-") as folder:
        yield Path(folder)


def scratch_stream(memory_bytes: int) -> IO[bytes]:
    """Bytes to write, seek and read; beyond `memory_bytes` they lie in a file without a name."""
    return tempfile.SpooledTemporaryFile(max_size=memory_bytes)
