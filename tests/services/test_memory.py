"""Does memory stay the same when there are many more findings?"""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pytest
from tests.compiled import own_scanner

from sunlit.publish.exports.as_jsonl import write_findings
from sunlit.services.scan import ScanResult, scan
from sunlit.tables import FINDINGS

HEAD = "Payment Date,Supplier,Description,Amount,Transaction No\n"
ROW = "{day:02}/11/2024,Supplier {n},Hikvision dome camera lot {n},{n}.50,{n}\n"
MANY = 200


class _Nothing(BytesIO):
    """Takes what is written and forgets it."""

    def write(self, content: object, /) -> int:
        return len(content)  # type: ignore[arg-type]  # bytes


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> ScanResult:
    file = Path(tmp_path_factory.mktemp("many") / "a.csv")
    file.write_text(HEAD + "".join(ROW.format(day=n % 28 + 1, n=n) for n in range(MANY)))
    return scan([file], own_scanner())


def peak(result: ScanResult, times: int) -> int:
    """The most bytes that Python and Arrow hold while so many times the findings are written."""

    def batches() -> Iterator[pa.RecordBatch]:
        for _ in range(times):
            yield from result.findings()

    write_findings(result.findings(), _Nothing(), result.law)
    held = pa.total_allocated_bytes()
    tracemalloc.start()
    write_findings(batches(), _Nothing(), result.law)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert pa.total_allocated_bytes() <= held + 2**20
    return most


def test_writing_twice_the_findings_takes_no_more_memory(result: ScanResult) -> None:
    some = peak(result, 12)  # more than are Python objects at one time
    assert peak(result, 24) < 1.15 * some


def test_findings_come_in_batches_that_stay_small(result: ScanResult) -> None:
    batches = list(result.findings())
    assert sum(batch.num_rows for batch in batches) == MANY
    assert max(batch.num_rows for batch in batches) <= 512
    assert all(batch.schema == FINDINGS for batch in batches)
