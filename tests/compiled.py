"""One matcher for all tests of a process: compiling takes seconds, and it does not change."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from sunlit import knowledge
from sunlit.services.scanner import Scanner


@cache
def cache_home() -> Path:
    """A folder for this process, in the place of the user's for what can be made again."""
    folder = Path(tempfile.mkdtemp(prefix="sunlit-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def own_scanner() -> Scanner:
    """The scanner of Sunlit's own knowledge, kept where the program looks for it too."""
    return Scanner.make(knowledge.load(), cache_dir=cache_home() / "sunlit")
