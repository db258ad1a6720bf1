"""What do all tests share? One compiled matcher, and the large suites when they are there."""

import os
import tempfile
from pathlib import Path

import pytest

from sunlit import matching
from sunlit.knowledge import Knowledge, load
from sunlit.matching import Matcher

REPO = Path(__file__).parent.parent
_load_or_compile = matching.load_or_compile
#: The knowledge that comes with the program, and its matcher.
_BUILT_IN: list[tuple[Knowledge, Matcher]] = []


def pytest_configure(config: pytest.Config) -> None:
    """Compile the built-in knowledge once for all tests, workers, programs and runs; then load it.

    Compiling takes 4 seconds of a processor, loading 0.2. The folder is named by the variable that
    users name theirs by, so that programs which a test starts find it too.
    """
    cache = getattr(config, "cache", None)
    folder = Path(cache.mkdir("matchers") if cache else tempfile.mkdtemp(prefix="matchers-"))
    os.environ["XDG_CACHE_HOME"] = str(folder)
    kept = folder / "sunlit"

    def compiled_once(knowledge: Knowledge, cache_dir: Path | None = None) -> Matcher:
        if knowledge is not load() or cache_dir not in (None, kept):
            return _load_or_compile(knowledge, cache_dir)
        if not _BUILT_IN or _BUILT_IN[0][0] is not knowledge:
            _BUILT_IN[:] = [(knowledge, _load_or_compile(knowledge, kept))]
        return _BUILT_IN[0][1]

    matching.compile_matcher = matching.load_or_compile = compiled_once


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
