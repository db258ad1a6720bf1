"""Does `sunlit explain` open a finding to its row, its span, its source and the instruments?"""

from pathlib import Path

import pytest
from tests.cli.conftest import Sunlit, findings


@pytest.fixture
def found(sunlit: Sunlit, payments: Path, tmp_path: Path) -> Path:
    path = tmp_path / "findings.jsonl"
    sunlit("scan", payments, "--out", path, "--jurisdiction", "GB", "--quiet")
    return path


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_the_row_the_span_the_source_and_the_instruments_are_shown(
    sunlit: Sunlit, payments: Path, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"findings.{ending}"
    sunlit("scan", payments, "--out", path, "--quiet")
    (listed,) = findings(sunlit("scan", payments, "--format", "jsonl", "--quiet").out)
    finding_id = listed["finding_id"]
    ran = sunlit("explain", finding_id, "--in", path)
    assert ran.status == 0
    for part in (
        finding_id,
        "row=17",
        "4 x Hikvision dome cameras",
        "780.77",
        "source:",
        "depends",
    ):
        assert part in ran.out, part


def test_the_beginning_of_an_id_is_enough(sunlit: Sunlit, found: Path) -> None:
    (written,) = findings(found.read_text())
    finding_id = written["finding_id"]
    assert finding_id in sunlit("explain", finding_id[:6], "--in", found).out


@pytest.mark.parametrize(
    ("finding_id", "content", "says"),
    [
        ("zzzz", None, "no finding zzzz"),
        ("a", b"not json\n", "line 1 is not JSON"),
        ("a", b"[1]\n", ""),
        ("a", b"PAR1 broken PAR1", ""),
        ("a", b"", ""),
    ],
)
def test_what_cannot_be_explained_is_said_in_one_line(
    sunlit: Sunlit, found: Path, finding_id: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        found.write_bytes(content)
    ran = sunlit("explain", finding_id, "--in", found)
    assert ran.status == 1
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" not in ran.err


def test_a_file_that_is_not_there_is_named(sunlit: Sunlit, tmp_path: Path) -> None:
    ran = sunlit("explain", "abc", "--in", tmp_path / "none.jsonl")
    assert ran.status == 1
    assert "none.jsonl: no such file" in ran.err
