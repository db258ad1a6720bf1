"""Does `sunlit explain` open a finding to its row, its span, its source and the instruments?"""

import hashlib
import zipfile
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


LONG = f"{'paper and pens, ' * 65_000}4 x Hikvision dome cameras{', chairs and desks' * 55_000}"


@pytest.fixture
def long_cell(sunlit: Sunlit, tmp_path: Path) -> tuple[str, Path, Path]:
    """The id of a finding in a cell of two million characters, its file and the original."""
    original, path = tmp_path / "orders.csv", tmp_path / "findings.jsonl"
    original.write_text(
        f"Date,Supplier,Description,Amount,Notes\n26/11/2024,Alder Ltd,{LONG!r},780.77,last\n"
        "27/11/2024,Birch Ltd,Paper,20.10,\n".replace("'", '"')
    )
    sunlit("scan", original, "--out", path, "--quiet")
    assert path.stat().st_size < 40_000
    (found,) = findings(path.read_text())
    return found["finding_id"], path, original


def test_a_cell_of_two_million_characters_is_cut_until_the_whole_row_is_asked_for(
    sunlit: Sunlit, long_cell: tuple[str, Path, Path]
) -> None:
    finding_id, path, _ = long_cell
    ran = sunlit("explain", finding_id, "--in", path)
    assert (ran.status, len(ran.out) < 100_000) == (0, True)
    assert "--whole shows every cell" in ran.out
    whole = sunlit("explain", finding_id, "--in", path, "--whole")
    assert whole.status == 0
    assert f"Description: {LONG}" in whole.out
    assert "Notes: last" in whole.out
    assert "--whole" not in whole.out


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_the_whole_row_of_an_original_that_is_not_there_says_which_file_is_needed(
    sunlit: Sunlit, long_cell: tuple[str, Path, Path], change: str
) -> None:
    finding_id, path, original = long_cell
    sha256 = hashlib.sha256(original.read_bytes()).hexdigest()
    original.write_text(
        "Supplier,Amount\nAlder Ltd,1\n"
    ) if change == "changed" else original.unlink()
    ran = sunlit("explain", finding_id, "--in", path, "--whole")
    assert ran.status == 1
    assert f"{original}: " in ran.err
    assert f"SHA-256 {sha256}" in ran.err
    assert ("has other bytes now" if change == "changed" else "no such file") in ran.err
    assert len(ran.err.splitlines()) == 1


def test_the_whole_row_of_a_member_of_an_archive_is_read(
    sunlit: Sunlit, payments: Path, tmp_path: Path
) -> None:
    zipped, path = tmp_path / "all!of it.zip", tmp_path / "findings.jsonl"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(payments, "november.csv")
    sunlit("scan", zipped, "--out", path, "--quiet")
    (found,) = findings(path.read_text())
    ran = sunlit("explain", found["finding_id"], "--in", path, "--whole")
    assert ran.status == 0
    assert "4 x Hikvision dome cameras" in ran.out
