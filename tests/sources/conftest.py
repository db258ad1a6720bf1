"""What do the tests of sources share? A way to read bytes as a user's file is read."""

import hashlib
import io
from collections.abc import Callable

import pytest

from sunlit.settings import Limits
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.detect import choose_reader
from sunlit.sources.raw import Original, RawTable

Rows = list[list[str | None]]


def original_of(content: bytes, path: str = "file") -> Original:
    sha256 = hashlib.sha256(content).hexdigest()
    return Original(path, len(content), sha256, lambda: io.BytesIO(content))


def rows_of(table: RawTable) -> Rows:
    rows: Rows = []
    for batch in table.batches:
        columns = [column.to_pylist() for column in batch.columns[:-2]]
        rows += [list(row) for row in zip(*columns, strict=True)]
    return rows


@pytest.fixture(scope="session")
def original() -> Callable[..., Original]:
    """Make an original of bytes."""
    return original_of


@pytest.fixture(scope="session")
def rows() -> Callable[[RawTable], Rows]:
    """Give the cells of all batches of a table."""
    return rows_of


@pytest.fixture(scope="session")
def read() -> Callable[..., list[RawTable]]:
    """Read bytes with the reader that their content calls for."""

    def tables(
        content: bytes, options: ReadOptions | None = None, limits: Limits | None = None
    ) -> list[RawTable]:
        options, limits = options or ReadOptions(), limits or Limits()
        original = original_of(content)
        return list(choose_reader(original, options, limits).tables(original, options, limits))

    return tables
