"""How do the tests of the readers hand them bytes and look at what comes out?"""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sunlit.settings import DEFAULT_LIMITS, Limits
from sunlit.sources.formats.contract import Reader
from sunlit.sources.options import ReadOptions
from sunlit.sources.raw import Original, RawTable


@dataclass(frozen=True)
class Seen:
    """All of one original: rows by column name, with "row_number" and "locator"."""

    rows: list[dict[str, Any]]
    refused: list[dict[str, object]]
    table: RawTable


def _original(content: bytes | str | Path | object, path: str = "given") -> Original:
    if isinstance(content, Path):
        content, path = content.read_bytes(), str(content)
    if isinstance(content, dict | list):
        content = json.dumps(content)
    data = content.encode() if isinstance(content, str) else content
    assert isinstance(data, bytes)
    return Original(path, len(data), hashlib.sha256(data).hexdigest(), lambda: io.BytesIO(data))


@pytest.fixture(scope="session")
def original() -> Callable[..., Original]:
    """Make an original of bytes, text, a path, or a value to be written as JSON."""
    return _original


@pytest.fixture(scope="session")
def see() -> Callable[..., Seen]:
    """Read all of an original with one reader; checks on the way what RawTable promises."""

    def see(reader: Reader, content: object, limits: Limits = DEFAULT_LIMITS) -> Seen:
        rows: list[dict[str, Any]] = []
        (table,) = reader.tables(_original(content), ReadOptions(), limits)
        assert table.header is not None
        assert table.fields is not None
        assert set(table.fields) == set(range(len(table.header)))
        for batch in table.batches:
            assert 0 < batch.num_rows <= limits.batch_rows
            for row in batch.to_pylist():
                named = {name: row[f"c{i}"] for i, name in enumerate(table.header)}
                rows.append({**named, "row_number": row["row_number"], "locator": row["locator"]})
        numbers = [row["row_number"] for row in rows]
        numbers += [one["row_number"] for one in table.refused]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        return Seen(rows, table.refused, table)

    return see
