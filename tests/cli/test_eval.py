"""Does `sunlit eval` print the figures that it promises?"""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Sunlit

LINES = """id,author,language,field,text,other_cells,parties,grade,stance,class,difficulty,why
1,A,en,description,4 x Hikvision dome cameras,,hikvision,named,acquires,video_camera,easy,
2,A,en,description,Repair of the garden gate,,,,,,easy,
3,B,es,description,Compra de cámaras Dahua,,dahua,named,acquires,video_camera,easy,
4,B,en,description,A thing that nobody could know,,hikvision,named,acquires,video_camera,hard,
"""


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "lines.csv"
    path.write_text(LINES)
    return path


def test_recall_precision_and_their_intervals_are_given_by_group(
    sunlit: Sunlit, lines: Path
) -> None:
    ran = sunlit("eval", lines, "--format", "jsonl")
    assert ran.status == 0
    rows = [json.loads(line) for line in ran.out.splitlines()]
    groups = {row["by"] for row in rows}
    assert {"language", "grade", "stance", "difficulty"} <= groups
    assert rows[0]["recall"].endswith("2/3")
    assert rows[0]["precision"].endswith("2/2")


def test_misses_are_listed_on_demand(sunlit: Sunlit, lines: Path) -> None:
    ran = sunlit("eval", lines, "--wrong")
    assert ran.status == 0
    assert "Wilson" in ran.out
    assert "miss: 4 [hikvision]" in ran.out


def test_a_file_without_the_columns_names_them(sunlit: Sunlit, payments: Path) -> None:
    ran = sunlit("eval", payments)
    assert ran.status == 1
    assert "no column text" in ran.err
