"""Does every command of the tutorial run, in its order, and find what the text says?"""

from pathlib import Path

from tests.conftest import REPO
from tests.docs.pages import run_page

TUTORIAL = REPO / "docs" / "tutorial" / "first-scan.md"


def test_every_command_of_the_tutorial_runs_and_finds_the_radio(tmp_path: Path) -> None:
    demo, columns, scanned, explained, _ = run_page(TUTORIAL, tmp_path)
    assert "Roadphone NRB" in demo
    assert "14/11/2024" in columns
    assert "780.77 GBP" in scanned
    assert "Hytera BD615" in explained
    for made in ("findings.jsonl", "report.html", "account.json"):
        assert (tmp_path / made).stat().st_size > 1000
