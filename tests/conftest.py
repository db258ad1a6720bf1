"""What do all tests share? One compiled matcher, and the large suites when they are there."""

import os
import tempfile
from pathlib import Path

import pytest

from sunlit import matching
from sunlit.knowledge import Knowledge
from sunlit.matching import Matcher

REPO = Path(__file__).parent.parent
_load_or_compile = matching.load_or_compile
#: By the knowledge's identity: `knowledge.load` gives the same one each time. It is held too, so
#: that no other takes its place in memory.
_MATCHERS: dict[int, tuple[Knowledge, Matcher]] = {}


def pytest_configure(config: pytest.Config) -> None:
    """Compile a knowledge once for all tests, workers, programs and runs; then load it.

    Compiling takes 4 seconds of a processor, loading 0.2. The folder is named by the variable that
    users name theirs by, so that programs which a test starts find it too.
    """
    cache = getattr(config, "cache", None)
    folder = Path(cache.mkdir("matchers") if cache else tempfile.mkdtemp(prefix="matchers-"))
    os.environ["XDG_CACHE_HOME"] = str(folder)
    kept = folder / "sunlit"

    def compiled_once(knowledge: Knowledge, cache_dir: Path | None = None) -> Matcher:
        if cache_dir not in (None, kept):
            return _load_or_compile(knowledge, cache_dir)
        if id(knowledge) not in _MATCHERS:
            _MATCHERS[id(knowledge)] = (knowledge, _load_or_compile(knowledge, kept))
        return _MATCHERS[id(knowledge)][1]

    matching.compile_matcher = matching.load_or_compile = compiled_once  # type: ignore[assignment]


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
