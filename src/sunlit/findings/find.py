"""Where is one finding in a file of findings?"""

from pathlib import Path
from typing import Any

import orjson
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
    if not path.is_file():
        raise NotFoundError(str(path), "no such file.", "Name a file that `sunlit scan` wrote.")
    found = [f for f in _findings(path) if str(f.get("finding_id", "")).startswith(finding_id)]
    if len(found) != 1:
        raise UnknownFindingError(finding_id, path, [f["finding_id"] for f in found[:5]])
    return found[0]


def _findings(path: Path) -> list[dict[str, Any]]:
    with path.open("rb") as stream:
        if stream.read(4) == b"PAR1":
            rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
            return rows
        stream.seek(0)
        findings = []
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                findings.append(orjson.loads(line))
            except orjson.JSONDecodeError as error:
                raise DamagedOriginalError(
                    str(path),
                    f"line {number} is not JSON ({error}).",
                    "Give --in a file that `sunlit scan --format jsonl` wrote.",
                ) from error
        return findings
