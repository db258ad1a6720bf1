"""One matcher for all tests of a process: compiling takes seconds, and it does not change."""

import os
from functools import cache
from pathlib import Path

from sunlit import knowledge
from sunlit.services.scanner import Scanner


def cache_home() -> Path:
    """The folder that all tests share, in the place of the user's for what can be made again."""
    return Path(os.environ["XDG_CACHE_HOME"])


@cache
def own_scanner() -> Scanner:
    """The scanner of Sunlit's own knowledge, kept where the program looks for it too."""
    return Scanner.make(knowledge.load(), cache_dir=cache_home() / "sunlit")
