"""Where is a compiled matcher kept, so that the next run need not compile it again?"""

import hashlib
import platform
import threading
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from sunlit.errors import KnowledgeError
from sunlit.io.kept import alone, keep
from sunlit.knowledge.lists import read_list
from sunlit.knowledge.lists.as_csv import companions
from sunlit.matching.lists import CompiledList
from sunlit.matching.matcher import Matcher
from sunlit.matching.signals import code_digest, compile_signals

if TYPE_CHECKING:
    from sunlit.knowledge import Knowledge

_SUFFIX: Final = ".matcher"
_LIST_SUFFIX: Final = ".list"
#: Of older matchers only so many are kept; a changed list makes a new file each time.
_KEPT: Final = 8
#: A process keeps so many matchers, some 30 MB each.
_MOST_HELD: Final = 4
_HELD: Final[dict[str, Matcher]] = {}
_MAKING: Final = threading.Lock()


def load_or_compile(knowledge: "Knowledge", cache_dir: Path | None = None) -> Matcher:
    """The matcher of all signals that the knowledge holds; in one process the same one each time.

    It is loaded from `cache_dir` where an earlier run saved it. The file's name is a digest of the
    knowledge's version and of the words and code that read it. A file that is damaged, or made by
    another Hyperscan, is compiled again and replaced; of several processes that start at once one
    compiles, and the others wait for it. A folder that cannot be written is no error: the matcher
    is compiled in each process. With None nothing is read or written.
    """
    made_of = "\n".join(
        (knowledge.version, code_digest(), version("hyperscan"), platform.machine())
    )
    name = hashlib.sha256(made_of.encode()).hexdigest()[:32]
    with _MAKING:
        held = _HELD.pop(name, None)
        path = cache_dir and cache_dir / (name + _SUFFIX)
        if held is None:
            held = _made(knowledge, path)
        elif path and not path.exists():
            keep(path, held.to_bytes(), _KEPT)
        _HELD[name] = held  # the last one used stands last
        while len(_HELD) > _MOST_HELD:
            del _HELD[next(iter(_HELD))]
    return held


def _made(knowledge: "Knowledge", path: Path | None) -> Matcher:
    if path is None:
        return Matcher(compile_signals(knowledge))
    matcher = _loaded(path)
    if matcher is not None and not matcher.is_new:
        return matcher
    with alone(path):
        matcher = _loaded(path) or Matcher(compile_signals(knowledge))
        if matcher.is_new:
            keep(path, matcher.to_bytes(), _KEPT)
    return matcher


def _loaded(path: Path) -> Matcher | None:
    try:
        return Matcher.from_bytes(path.read_bytes())
    except (OSError, KnowledgeError):
        return None


def open_list(path: Path, cache_dir: Path | None = None) -> CompiledList:
    """The list of names in a file, compiled: from `cache_dir` where it is there.

    The name of what is kept there is a digest of the file, its name and all that it is read by.
    Errors: those of `read_list`.
    """
    if cache_dir is None or not path.is_file():
        return CompiledList(read_list(path))
    told = [code_digest(), path.stem, *(_digest(one) for one in (path, *companions(path)))]
    kept = cache_dir / (hashlib.sha256("\n".join(told).encode()).hexdigest()[:32] + _LIST_SUFFIX)
    try:
        # Read where it lies: a list of a million names is at hand at once.
        return CompiledList.from_buffer(pa.memory_map(str(kept)).read_buffer())
    except (OSError, KnowledgeError):
        made = CompiledList(read_list(path))
    keep(kept, made.to_bytes(), _KEPT)
    return made


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
