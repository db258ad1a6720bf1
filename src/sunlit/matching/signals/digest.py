"""Which words and modules is a matcher made by? What an earlier run saved holds only for the same."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

_PACKAGES: Final = ("sunlit.knowledge", "sunlit.values.names", "sunlit.matching")
_READ: Final = (".py", ".yaml", ".txt")
#: Facts of the knowledge are in its version; their folders need not be read again.
_FACTS: Final = frozenset({"instruments", "parties", "models", "__pycache__"})


@cache
def code_digest() -> str:
    """A digest of the modules and word files that make matchers and compiled lists."""
    found = hashlib.sha256(version("sunlit").encode())
    for package in _PACKAGES:
        for name, file in sorted(_files(files(package), package)):
            found.update(name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for one in folder.iterdir():
        path = f"{name}/{one.name}"
        if one.is_dir():
            if one.name not in _FACTS:
                yield from _files(one, path)
        elif one.name.endswith(_READ):
            yield path, one
