"""Which originals lie under the paths that the user named?"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

from sunlit.errors import (
    DamagedOriginalError,
    EmptyOriginalError,
    NotFoundError,
    OriginalError,
)
from sunlit.io.spool import Spool
from sunlit.settings import Limits
from sunlit.sources.originals.archives import unpack
from sunlit.sources.raw import Original

CHUNK_BYTES = 2**20
STANDARD_INPUT = "-"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.]+://", re.IGNORECASE)


def find_originals(
    paths: Sequence[str | Path], limits: Limits, stdin: IO[bytes] | None = None
) -> Iterator[Original | OriginalError]:
    """Yield every original under `paths`, and an error in the place of each that cannot be opened.

    Folders are walked in sorted order without hidden files. "-" is `stdin`. Archives (.zip, .gz,
    .bz2, .xz by content) are opened; their members are called "archive!member". Nothing is
    raised: an error is yielded and the next path is read.
    """
    for path in paths:
        try:
            if str(path) == STANDARD_INPUT:
                yield from _from_stream("standard input", stdin, limits)
            elif _ADDRESS.match(str(path)):
                raise _is_address(str(path))
            elif Path(path).is_dir():
                yield from _from_folder(Path(path), limits)
            else:
                yield from _from_file(Path(path), limits)
        except OriginalError as error:
            yield error
        except OSError as error:
            yield _not_opened(str(path), error)


def files_under(paths: Sequence[str | Path]) -> Iterator[str]:
    """Name each file under `paths` in the order of find_originals, folders replaced by theirs.

    What is no folder, and a folder without a file, is named as it is: find_originals says what
    is wrong with it.
    """
    for path in paths:
        files = map(str, _files_below(Path(path))) if str(path) != STANDARD_INPUT else iter(())
        first = next(files, None)
        yield str(path) if first is None else first
        yield from files


def _from_folder(folder: Path, limits: Limits) -> Iterator[Original | OriginalError]:
    found = False
    for file in _files_below(folder):
        found = True
        try:
            yield from _from_file(file, limits)
        except OriginalError as error:
            yield error
        except OSError as error:
            yield _not_opened(str(file), error)
    if not found:
        raise EmptyOriginalError(str(folder), "the folder holds no file.", "Name another folder.")


def _files_below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(place) / name


def _from_file(file: Path, limits: Limits) -> Iterator[Original | OriginalError]:
    mode = file.stat().st_mode
    if stat.S_ISFIFO(mode):
        with file.open("rb") as stream:
            yield from _from_stream(str(file), stream, limits)
        return
    if not stat.S_ISREG(mode):
        raise NotFoundError(str(file), "is a device, not a file.", "Name a file or a folder.")
    yield from _opened(named(file_as_original(str(file))), limits)


def file_as_original(path: str) -> Original:
    """Give a file as an original whose bytes nobody has named yet: `sha256` is blank."""
    file = Path(path)
    return Original(path, file.stat().st_size, "", partial(_open, file))


def named(original: Original) -> Original:
    """Read all of an original, and give it with the SHA-256 and the size of what was read."""
    found = hashlib.sha256()
    with original.open() as stream:
        while chunk := stream.read(CHUNK_BYTES):
            found.update(chunk)
        return replace(original, sha256=found.hexdigest(), size_bytes=stream.tell())


def _open(file: Path) -> IO[bytes]:
    return file.open("rb")


def _from_stream(
    name: str, stream: IO[bytes] | None, limits: Limits
) -> Iterator[Original | OriginalError]:
    if stream is None:
        raise NotFoundError(name, "is not connected.", "Pipe something in, or name a file.")
    spool = Spool()
    while chunk := stream.read(CHUNK_BYTES):
        spool.write(chunk)
    spool.close()
    yield from _opened(Original(name, spool.size_bytes, spool.sha256, spool.open), limits)


def _opened(original: Original, limits: Limits) -> Iterator[Original | OriginalError]:
    if original.size_bytes == 0:
        raise EmptyOriginalError(original.path, "the file is empty.", "Fetch it again.")
    yield from unpack(original, limits)


def _is_address(path: str) -> NotFoundError:
    how = "`aws s3 sync`" if path.startswith("s3://") else "`curl -O`"
    return NotFoundError(
        path,
        "is an address, not a file.",
        f"Fetch it first, e.g. with {how}; for a cluster, to a folder that every worker sees.",
    )


def _not_opened(path: str, error: OSError) -> OriginalError:
    if isinstance(error, FileNotFoundError):
        return NotFoundError(path, "no such file or folder.", "Check the name.")
    reason = error.strerror or type(error).__name__
    if isinstance(error, PermissionError):
        return NotFoundError(path, "cannot be opened: permission denied.", "Ask its owner.")
    return DamagedOriginalError(path, f"cannot be read: {reason}.", "Copy the file and try again.")
