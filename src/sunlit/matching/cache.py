"""Where is a compiled matcher kept, so that the next run need not compile it again?"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sunlit.errors import KnowledgeError
from sunlit.matching.compile import compile_signs
from sunlit.matching.match import Matcher

if TYPE_CHECKING:
    from sunlit.knowledge import Knowledge

_SUFFIX: Final = ".matcher"
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
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            return
        _drop_old(path)
    except OSError:
        return


def _drop_old(path: Path) -> None:
    files = sorted(path.parent.glob(f"*{_SUFFIX}"), key=lambda one: one.stat().st_mtime)
    for old in files[:-_KEPT]:
        if old != path:
            old.unlink(missing_ok=True)
