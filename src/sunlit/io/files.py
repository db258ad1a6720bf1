"""How is a file written so that nobody ever finds half of it?"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from sunlit.errors import OutputError

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextmanager
def written_whole(path: Path, *, binary: bool, durable: bool = False) -> Iterator[IO[Any]]:
    """Open a place beside `path`, and put it there when all is written; on any error, nothing is.

    Text is UTF-8 with "\\n" line ends. `durable` waits until the disk holds the file and its name,
    so that a loss of power after the return loses neither. Raises OutputError when the folder is
    missing or closed, the disk is full, or `path` is a folder.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder. Give the name of a file in it.")
    part = path.with_name(waiting_name())
    try:
        # As any new file, under the mask of the process: that of mkstemp is closed to the team.
        number = os.open(part, _NEW, 0o666)
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with _opened(number, binary) as out:
            yield out
            if durable:
                out.flush()
                os.fsync(out.fileno())
        part.replace(path)
        if durable:
            keep_names(path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def waiting_name() -> str:
    """A name that nobody has yet, hidden, for what is not whole."""
    return f".sunlit-{secrets.token_hex(8)}.part"


def keep_names(folder: Path) -> None:
    """Wait until the disk holds the names in a folder."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _opened(number: int, binary: bool) -> IO[Any]:
    if binary:
        return os.fdopen(number, "wb")
    return os.fdopen(number, "w", encoding="utf-8", newline="")


def _cannot_write(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(
        f"{path}: cannot be written ({reason}). Choose a folder that exists and is open to you."
    )
