"""What do the tests of the verbs share? The program run in this process, and small files."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sunlit.cli import main

HEAD = "Payment Date,Supplier,Description,Amount\n"
HIT = "26/11/2024,Alder Ltd,4 x Hikvision dome cameras,780.77\n"
PLAIN = "".join(f"{day}/11/2024,Birch Ltd,Repair of gate {day},{day}.50\n" for day in range(13, 28))


@dataclass(frozen=True)
class Ran:
    """What one run left behind."""

    status: int
    out: str
    err: str


Sunlit = Callable[..., Ran]


def findings(text: str) -> list[dict[str, Any]]:
    """The findings among JSON Lines; a line with a "record" tells what several of them share."""
    return [line for line in map(json.loads, text.splitlines()) if "record" not in line]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folders that no test leaves anything in, and that no user's lists reach."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def sunlit(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    home: Path,
) -> Sunlit:
    """Run the program as a shell would, with arguments and bytes on standard input."""
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["sunlit", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status: object = 0
        try:
            main()
        except SystemExit as stop:
            status = stop.code or 0
        told = capsys.readouterr()
        assert isinstance(status, int)
        return Ran(status, told.out, told.err)

    return run


@pytest.fixture
def payments(tmp_path: Path) -> Path:
    """A file of sixteen payments, of which the last is tied to a listed party."""
    path = tmp_path / "payments.csv"
    path.write_text(HEAD + PLAIN + HIT)
    return path
