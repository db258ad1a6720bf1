"""Does every command of the tutorial run, in its order, and find what the text says?"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.conftest import REPO

TUTORIAL = REPO / "docs" / "tutorial" / "first-scan.md"
_COMMAND = re.compile(r"^\$ sunlit (.+)$", re.MULTILINE)


def run(arguments: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from sunlit.cli import main; main()", *shlex.split(arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"sunlit {arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def test_every_command_of_the_tutorial_runs_and_finds_the_radio(tmp_path: Path) -> None:
    commands = _COMMAND.findall(TUTORIAL.read_text(encoding="utf-8"))
    assert [command.split()[0] for command in commands] == [
        "demo",
        "columns",
        "scan",
        "explain",
        "scan",
    ]
    said = [run(command, tmp_path) for command in commands]
    assert "Roadphone NRB" in said[0]
    assert "14/11/2024" in said[1]
    assert "780.77 GBP" in said[2]
    assert "Hytera BD615" in said[3]
    for made in ("findings.jsonl", "report.html", "account.json"):
        assert (tmp_path / made).stat().st_size > 1000
