"""What do all tests share? One scanner, and the large suites, when they are there."""

import os
from pathlib import Path

import pytest

from sunlit.services.scanner import Scanner
from tests.compiled import cache_home, own_scanner

REPO = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files and conformance suites; skips, and says so, when it is not there."""
    folder = Path(os.environ.get("SUNLIT_SHARED", REPO.parent / "shared"))
    if not (folder / "spending").is_dir():
        pytest.skip(f"large suites not found at {folder}; set SUNLIT_SHARED to run them")
    return folder


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """Small real files that live in the repository, each with its source in SOURCES.md."""
    return REPO / "tests" / "fixtures"


@pytest.fixture(scope="session")
def scanner() -> Scanner:
    """The scanner of Sunlit's own knowledge."""
    return own_scanner()


@pytest.fixture(autouse=True)
def _user_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or leaves anything in a user's folders, and a matcher is compiled once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home()))
