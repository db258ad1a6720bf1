"""How is what can be made again kept for the next run, where several may start at once?"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sunlit.errors import OutputError
from sunlit.io.files import written_whole

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_LOCK = ".lock"


def keep(path: Path, content: bytes, most: int) -> None:
    """Put a file in its folder, whole, and drop the oldest of its kind beyond `most`.

    A folder that cannot be written is no error: nothing is kept there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path, binary=True) as file:
            file.write(content)
        _drop_old(path, most)
    except (OSError, OutputError):
        return


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait for another process that makes the same file, where the system has such locks."""
    with ExitStack() as stack:
        if fcntl is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                lock = stack.enter_context(path.with_suffix(_LOCK).open("a"))
                fcntl.flock(lock, fcntl.LOCK_EX)
            except OSError:
                pass  # a folder without locks: each process makes its own
        yield


def _drop_old(path: Path, most: int) -> None:
    made = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda one: one.stat().st_mtime)
    for old in made[:-most]:
        if old != path:
            old.unlink(missing_ok=True)
            old.with_suffix(_LOCK).unlink(missing_ok=True)
