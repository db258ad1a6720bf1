"""Where is a compiled matcher kept, so that the next run need not compile it again?"""

import hashlib
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from sunlit.errors import KnowledgeError, OutputError
from sunlit.io.files import written_whole
from sunlit.knowledge.lists import read_list
from sunlit.knowledge.lists.as_csv import companions
from sunlit.matching.compile import compile_signs
from sunlit.matching.compiled_list import CompiledList
from sunlit.matching.match import Matcher

if TYPE_CHECKING:
    from sunlit.knowledge import Knowledge

_SUFFIX: Final = ".matcher"
_LIST_SUFFIX: Final = ".list"
#: Of older matchers only so many are kept; a changed list makes a new file each time.
_KEPT: Final = 8


def load_or_compile(knowledge: "Knowledge", cache_dir: Path | None = None) -> Matcher:
    """The matcher of all signals that the knowledge holds, from `cache_dir` where it is there.

    The file's name is a digest of all signals, so that knowledge with a user's list added has a
    file of its own. A file that is damaged, or made by another Hyperscan, is compiled again and
    replaced. A folder that cannot be written is no error: the matcher is just compiled each time.
    With None nothing is read or written.
    """
    compiled = compile_signs(knowledge)
    if cache_dir is None:
        return Matcher(compiled)
    path = cache_dir / (hashlib.sha256(compiled.to_bytes()).hexdigest()[:32] + _SUFFIX)
    matcher, saved = _loaded(path)
    if matcher is None:
        matcher = Matcher(compiled)
    content = matcher.to_bytes()
    if content != saved:  # new, damaged, or compiled by other expressions or another engine
        _save(path, content)
    return matcher


def _loaded(path: Path) -> tuple[Matcher | None, bytes]:
    try:
        saved = path.read_bytes()
        return Matcher.from_bytes(saved), saved
    except (OSError, KnowledgeError):
        return None, b""


def _save(path: Path, content: bytes) -> None:
    """Write beside and move into place: another run sees the old file or the new, never half."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path, binary=True) as file:
            file.write(content)
        _drop_old(path)
    except (OSError, OutputError):
        return


def _drop_old(path: Path) -> None:
    made = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda one: one.stat().st_mtime)
    for old in made[:-_KEPT]:
        if old != path:
            old.unlink(missing_ok=True)


def open_list(path: Path, cache_dir: Path | None = None) -> CompiledList:
    """The list of names in a file, compiled: from `cache_dir` where it is there.

    The name of what is kept there is a digest of the file, its name and all that it is read by.
    Errors: those of `read_list`.
    """
    if cache_dir is None or not path.is_file():
        return CompiledList(read_list(path))
    told = [_ways_of_reading(), path.stem, *(_digest(one) for one in (path, *companions(path)))]
    kept = cache_dir / (hashlib.sha256("\n".join(told).encode()).hexdigest()[:32] + _LIST_SUFFIX)
    try:
        # Read where it lies: a list of a million names is at hand at once.
        return CompiledList.from_buffer(pa.memory_map(str(kept)).read_buffer())
    except (OSError, KnowledgeError):
        made = CompiledList(read_list(path))
    _save(kept, made.to_bytes())
    return made


@cache
def _ways_of_reading() -> str:
    """A digest of the words and the modules that a list is compiled by."""
    found = hashlib.sha256(version("sunlit").encode())
    for package in ("sunlit.knowledge.lists", "sunlit.values.names", "sunlit.matching"):
        for one in sorted(files(package).iterdir(), key=lambda one: one.name):
            if one.name.endswith((".py", ".yaml", ".txt")):
                found.update(one.read_bytes())
    return found.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_of_signs(knowledge: "Knowledge") -> str:
    """A digest of all signals and category words, whatever version they are called."""
    return hashlib.sha256(compile_signs(replace(knowledge, version="")).to_bytes()).hexdigest()
