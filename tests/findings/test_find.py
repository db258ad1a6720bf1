"""Is one finding found in a file of findings, and is a wrong id answered helpfully?"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sunlit.errors import DamagedOriginalError, NotFoundError
from sunlit.findings import find_finding
from sunlit.findings.find import UnknownFindingError


@pytest.fixture
def findings_file(tmp_path: Path) -> Path:
    path = tmp_path / "findings.jsonl"
    path.write_text('{"finding_id": "abc1", "party": "zte"}\n\n{"finding_id": "abd2"}\n')
    return path


def test_the_beginning_of_an_id_is_enough(findings_file: Path) -> None:
    assert find_finding("abc", findings_file)["party"] == "zte"


def test_an_unclear_beginning_names_what_it_could_be(findings_file: Path) -> None:
    with pytest.raises(UnknownFindingError, match="abc1, abd2"):
        find_finding("ab", findings_file)


def test_an_unknown_id_says_where_ids_come_from(findings_file: Path) -> None:
    with pytest.raises(UnknownFindingError, match="finding_id"):
        find_finding("zzz", findings_file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        find_finding("abc", tmp_path / "none.jsonl")


def test_a_broken_line_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "findings.jsonl"
    path.write_text('{"finding_id": "abc1"}\nnot json\n')
    with pytest.raises(DamagedOriginalError, match="line 2"):
        find_finding("abc1", path)


def test_parquet_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "findings.parquet"
    pq.write_table(pa.table({"finding_id": ["abc1"], "party": ["zte"]}), path)
    assert find_finding("abc1", path)["party"] == "zte"
