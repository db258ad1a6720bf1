"""Where is one finding in a file of findings?"""

from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from sunlit.errors import DamagedOriginalError, InputError, NotFoundError


class UnknownFindingError(InputError):
    """No finding of that id is in the file."""

    def __init__(self, finding_id: str, path: Path, near: list[str]) -> None:
        self.finding_id = finding_id
        hint = f" It begins several ids: {', '.join(near)}." if near else ""
        super().__init__(
            f"{path}: no finding {finding_id}.{hint} "
            f"`sunlit scan ... --format jsonl` writes each finding's id as finding_id."
        )


def find_finding(finding_id: str, path: Path) -> dict[str, Any]:
    """Give the finding of that id, or whose id begins so, from a JSON Lines or Parquet file.

    Raises UnknownFindingError when there is none or when several begin so.
    """
    found = [f for f in read_findings(path) if str(f.get("finding_id", "")).startswith(finding_id)]
    if len(found) != 1:
        raise UnknownFindingError(finding_id, path, [f["finding_id"] for f in found[:5]])
    return found[0]


def read_findings(path: Path) -> list[dict[str, Any]]:
    """Give all findings of a JSON Lines or Parquet file, in its order.

    Errors: NotFoundError; DamagedOriginalError for a line that is none of ours.
    """
    if not path.is_file():
        raise NotFoundError(str(path), "no such file.", "Name a file that `sunlit scan` wrote.")
    with path.open("rb") as stream:
        if stream.read(4) == b"PAR1":
            return _rows_of_parquet(path)
        stream.seek(0)
        findings = []
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                finding = orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise _damaged(path, f"line {number} is not JSON ({error}).") from error
            if not isinstance(finding, dict):
                raise _damaged(path, f"line {number} holds no finding.")
            findings.append(finding)
        return findings


def _rows_of_parquet(path: Path) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, "is a Parquet file that breaks off or breaks its rules.") from error
    return rows


def _damaged(path: Path, problem: str) -> DamagedOriginalError:
    advice = "Give --in a file that `sunlit scan --format jsonl` wrote."
    return DamagedOriginalError(str(path), problem, advice)
