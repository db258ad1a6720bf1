"""Does the demonstration show one real purchase, and write what it says?"""

from pathlib import Path

from tests.cli.conftest import Sunlit, findings


def test_one_real_purchase_is_found_and_can_be_explained(sunlit: Sunlit, tmp_path: Path) -> None:
    out = tmp_path / "look"
    ran = sunlit("demo", "--out", out)
    assert ran.status == 0
    assert "780.77" in ran.out
    assert "Hytera" in ran.out
    (found,) = findings((out / "findings.jsonl").read_text())
    assert (found["row_number"], found["date"], found["amount"]) == (823, "2024-11-26", "780.77")
    page = (out / "report.html").read_text()
    assert "<svg" in page
    assert "Hyndburn Borough Council" in page
    assert "<script src" not in page
    assert 'http-equiv="refresh' not in page
    explained = sunlit("explain", found["finding_id"], "--in", out / "findings.jsonl")
    assert "row=823" in explained.out


def test_a_folder_that_cannot_be_made_is_said(sunlit: Sunlit, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = sunlit("demo", "--out", tmp_path / "file" / "look")
    assert ran.status == 1
    assert "cannot be written" in ran.err
