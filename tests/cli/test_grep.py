"""Does `sunlit grep` match lines and tables as a reporter pipes them in?"""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Sunlit

MINUTES = b"Minutes\n\nThe board bought 12 Hikvision cameras.\nNothing else.\nHytera radios, two.\n"
ASSETS = (
    "Asset,Make,Model,Notes\n1,Hikvision,DS-2CD2143G0-I,Hall\n2,Northlight,NL-1,Dahua next door\n"
)


def test_lines_of_text_are_numbered_like_grep(sunlit: Sunlit) -> None:
    ran = sunlit("grep", stdin=MINUTES)
    assert ran.status == 0
    assert [line.split()[:2] for line in ran.out.splitlines()] == [
        ["3:", "hikvision"],
        ["5:", "hytera"],
    ]


def test_json_lines_give_one_object_per_line_and_party(sunlit: Sunlit) -> None:
    ran = sunlit("grep", "--format", "jsonl", stdin=MINUTES)
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert (first["line"], first["party"], second["party"]) == (3, "hikvision", "hytera")
    assert {"grade", "stance", "score", "reason"} <= set(first)
    (span, *_) = first.get("mentions") or first["spans"]
    line = MINUTES.decode().splitlines()[2]
    assert line[span["start"] : span["end"]].casefold() == span["text"].casefold()


def test_a_table_is_judged_row_by_row_and_counted_from_its_header(
    sunlit: Sunlit, tmp_path: Path
) -> None:
    path = tmp_path / "assets.csv"
    path.write_text(ASSETS)
    ran = sunlit("grep", path, "--format", "jsonl", "--min-score", "0")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert (rows[0]["row_number"], rows[0]["party"]) == (2, "hikvision")
    assert all("line" not in row for row in rows)


def test_a_named_column_alone_is_matched(sunlit: Sunlit, tmp_path: Path) -> None:
    path = tmp_path / "assets.csv"
    path.write_text(ASSETS)
    ran = sunlit("grep", path, "--column", "Make", "--format", "jsonl", "--min-score", "0")
    assert [json.loads(line)["party"] for line in ran.out.splitlines()] == ["hikvision"]
    missing = sunlit("grep", path, "--column", "Colour")
    assert missing.status == 1
    assert "Colour" in missing.err


@pytest.mark.parametrize("text", [b"", b"\n\n", b"nothing of note\n", b"\xff\xfe\x00"])
def test_text_without_a_hit_is_no_crash(sunlit: Sunlit, text: bytes) -> None:
    ran = sunlit("grep", "--text", stdin=text)
    assert ran.out == ""
    assert ran.status in (0, 1)
    assert (ran.status == 1) == bool(ran.err)


def test_several_files_are_named_and_a_missing_one_is_said(sunlit: Sunlit, tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_bytes(MINUTES)
    ran = sunlit("grep", path, tmp_path / "missing.txt")
    assert ran.status == 3
    assert ran.out.startswith(f"{path}:3:")
    assert "missing.txt: no such file" in ran.err
