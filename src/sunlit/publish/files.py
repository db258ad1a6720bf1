"""How is a file written so that nobody ever finds half of it?"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sunlit.errors import OutputError


@contextmanager
def written_whole(path: Path, *, binary: bool) -> Iterator[IO[Any]]:
    """Open a place beside `path`, and put it there when all is written; on any error, nothing is.

    Text is UTF-8 with "\\n" line ends. Raises OutputError when the folder is missing or closed,
    the disk is full, or `path` is a folder.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder. Give the name of a file in it.")
    try:
        number, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    part = Path(beside)
    try:
        try:
            with _opened(number, binary) as out:
                yield out
            part.chmod(0o666 & ~_umask())
            part.replace(path)
        except OSError as error:
            raise _cannot_write(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _opened(number: int, binary: bool) -> IO[Any]:
    if binary:
        return os.fdopen(number, "wb")
    return os.fdopen(number, "w", encoding="utf-8", newline="")


def _umask() -> int:
    # The mask can only be read by setting it; a file of mkstemp would be closed to the team.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(
        f"{path}: cannot be written ({reason}). Choose a folder that exists and is open to you."
    )
