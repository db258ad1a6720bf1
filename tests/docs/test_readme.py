"""Does the Python of the README run as it stands?"""

from pathlib import Path

import pytest
from tests.conftest import REPO
from tests.docs.pages import python_of

PAYMENTS = """\
Payment Date,Supplier,Description,Amount
13/05/2024,Alder Ltd,4 x Hikvision dome cameras,780.77
14/05/2024,Birch Ltd,Repair of the school gate,95.50
"""


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "payments").mkdir()
    (tmp_path / "payments" / "may.csv").write_text(PAYMENTS)
    monkeypatch.chdir(tmp_path)
    found: dict[str, object] = {}
    exec(compile(python_of(REPO / "README.md"), "README.md", "exec"), found)
    assert "row=2 780.77" in capsys.readouterr().out
    assert found["hits"]
