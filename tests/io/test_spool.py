"""Bytes that cannot be read twice wait in memory or in a file that goes by itself."""

import gc
import hashlib

import pytest

from sunlit.io import spool
from sunlit.io.spool import Spool


@pytest.mark.parametrize("size", [10, spool.IN_MEMORY_BYTES + 1], ids=["memory", "file"])
def test_what_was_written_is_read_as_often_as_wanted(size: int) -> None:
    kept = Spool()
    kept.write(b"x" * size)
    kept.close()
    assert kept.sha256 == hashlib.sha256(b"x" * size).hexdigest()
    for _ in range(2):
        with kept.open() as stream:
            assert stream.read() == b"x" * size


def test_the_file_goes_with_the_last_that_can_open_it() -> None:
    kept = Spool()
    kept.write(b"x" * (spool.IN_MEMORY_BYTES + 1))
    kept.close()
    opened = kept.open
    del kept
    with opened() as stream:
        name = stream.name
    del opened
    gc.collect()
    with pytest.raises(FileNotFoundError):
        open(name)  # noqa: PTH123, SIM115
