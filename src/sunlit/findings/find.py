"""Where is one finding in a file of findings, and what does the file say of the law?"""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from sunlit.errors import DamagedOriginalError, InputError, NotFoundError
from sunlit.findings.lines import FindingLine, LinesReader, answers_of_record
from sunlit.schema import rows_of
from sunlit.tables import FINDINGS, Finding

_LAW_KEY = b"sunlit.law"


class UnknownFindingError(InputError):
    """No finding of that id is in the file."""

    def __init__(self, finding_id: str, path: Path, near: list[str]) -> None:
        self.finding_id = finding_id
        hint = f" It begins several ids: {', '.join(near)}." if near else ""
        super().__init__(
            f"{path}: no finding {finding_id}.{hint} "
            f"`sunlit scan ... --format jsonl` writes each finding's id as finding_id."
        )


def find_finding(finding_id: str, path: Path) -> FindingLine:
    """Give the finding of that id, or whose id begins so, from a JSON Lines or Parquet file.

    A claim is taken too. Raises UnknownFindingError when there is none or when several begin so.
    """
    near = []
    for line in each_finding(path):
        names = (line.finding.finding_id, line.finding.claim, *line.finding.aliases)
        if any(name.startswith(finding_id) for name in names if name):
            near.append(line)
        if len(near) > 5:
            break
    if len(near) != 1:
        raise UnknownFindingError(finding_id, path, [one.finding.finding_id for one in near[:5]])
    return near[0]


def read_findings(path: Path) -> list[FindingLine]:
    """Give all findings of a JSON Lines or Parquet file, in its order; errors as each_finding."""
    return list(each_finding(path))


def each_finding(path: Path) -> Iterator[FindingLine]:
    """The findings of a JSON Lines or Parquet file one by one, with what it says of the law.

    Errors: NotFoundError; DamagedOriginalError for a line that is none of ours.
    """
    if not path.is_file():
        raise NotFoundError(str(path), "no such file.", "Name a file that `sunlit scan` wrote.")
    with path.open("rb") as stream:
        if stream.read(4) == b"PAR1":
            yield from _of_parquet(path)
            return
        stream.seek(0)
        reader = LinesReader()
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                finding = reader.read(orjson.loads(line))
            except orjson.JSONDecodeError as error:
                raise _damaged(path, f"line {number} is not JSON ({error}).") from error
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise _damaged(path, f"line {number} holds no finding.") from error
            if finding is not None:
                yield finding


def _of_parquet(path: Path) -> Iterator[FindingLine]:
    try:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
            if not set(FINDINGS.names) <= set(schema.names):
                raise _damaged(path, "is a Parquet file that holds no findings of this version.")
            reader = LinesReader()
            for record in orjson.loads((file.metadata.metadata or {}).get(_LAW_KEY, b"[]")):
                reader.read(record)
            for batch in file.iter_batches():
                statuses = batch.column("status").to_pylist() if "status" in schema.names else None
                own = batch.select(FINDINGS.names).cast(FINDINGS)
                for index, finding in enumerate(rows_of(Finding, own)):
                    told = reader.answers(finding.law)
                    if statuses is not None:
                        told = tuple(answers_of_record(one) for one in statuses[index])
                    yield FindingLine(finding, told, reader.in_a_word(finding.law))
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, "is a Parquet file that breaks off or breaks its rules.") from error


def _damaged(path: Path, problem: str) -> DamagedOriginalError:
    advice = "Give --in a file that `sunlit scan --format jsonl` wrote."
    return DamagedOriginalError(str(path), problem, advice)
