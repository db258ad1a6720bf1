"""What do all tests share? The large suites, when they are there."""

import os
from pathlib import Path

import pytest

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
