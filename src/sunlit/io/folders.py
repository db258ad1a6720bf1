"""How is a folder of results put in its place, here or in object storage, whole or not at all?"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.fs as pa_fs

from sunlit.errors import OutputError
from sunlit.io.files import waiting_name

#: Stands for a place in object storage that pyarrow.fs knows how to write to.
S3: Final = "s3://"
#: Written last: where it is, the rest is whole.
ACCOUNT_FILE: Final = "account.json"
_CHUNK_BYTES: Final = 2**20


def names_folder(out: str) -> bool:
    """Tell whether results go to a folder: s3://..., a folder that is there, or a name with a /."""
    return is_remote(out) or out.endswith(("/", os.sep)) or Path(out).is_dir()


def is_remote(out: str) -> bool:
    """Tell whether a place is in object storage."""
    return out.startswith(S3)


def refuse_full_folder(out: str) -> None:
    """Raise OutputError when results cannot go to a folder: not empty, closed, not reached."""
    if is_remote(out):
        _refuse_full_remote(out)
        return
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{out}: is a file. Name a folder that is new or empty.")
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"{out}: the folder is not empty. Name one that is new or empty.")
    if not folder.absolute().parent.is_dir():
        raise OutputError(f"{out}: the folder above it is not there. Make it first.")


@contextmanager
def folder_written_whole(out: str) -> Iterator[Path]:
    """Open a folder for files, and put it at `out` when all are written; on any error, nothing is.

    In object storage each file is put whole, the account last. Raises OutputError as
    refuse_full_folder does, and when the writing fails.
    """
    refuse_full_folder(out)
    try:
        waiting = _waiting(out)
    except OSError as error:
        raise _cannot_write(out, error) from error
    try:
        yield waiting
        if is_remote(out):
            _upload(waiting, out)
        else:
            _move(waiting, Path(out))
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


@contextmanager
def folder_replaced(folder: Path) -> Iterator[Path]:
    """Open a folder for files, and put it in the place of `folder`, whole or not at all.

    Who looks meanwhile sees the old one or the new. Raises OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".adding-") as scratch:
        new = Path(scratch) / "new"
        new.mkdir()
        yield new
        if folder.exists():
            folder.rename(Path(scratch) / "old")
        new.rename(folder)


def copy_files(paths: Iterable[Path], folder: Path) -> None:
    """Copy files into a folder, each under its own name."""
    for path in paths:
        shutil.copyfile(path, folder / path.name)


def remove_folder(folder: Path) -> None:
    """Remove a folder and all that is in it."""
    shutil.rmtree(folder)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none. Raises OutputError when it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(str(folder), error) from error


def _waiting(out: str) -> Path:
    if is_remote(out):
        return Path(tempfile.mkdtemp(prefix=".sunlit-"))
    # As any new folder, under the mask of the process: that of mkdtemp is closed to the team.
    waiting = Path(out).absolute().parent / waiting_name()
    waiting.mkdir()
    return waiting


def _move(waiting: Path, folder: Path) -> None:
    try:
        if folder.is_dir():
            folder.rmdir()  # fails when somebody has put a file there meanwhile
        waiting.rename(folder)
    except OSError as error:
        raise _cannot_write(str(folder), error) from error


def _upload(waiting: Path, out: str) -> None:
    files = sorted(waiting.iterdir(), key=lambda file: (file.name == ACCOUNT_FILE, file.name))
    try:
        store, prefix = _store(out)
        for file in files:
            # One request for a small file, the parts of one for a large: seen when it is whole.
            pa_fs.copy_files(
                str(file),
                f"{prefix}/{file.name}",
                source_filesystem=pa_fs.LocalFileSystem(),
                destination_filesystem=store,
                chunk_size=_CHUNK_BYTES,
                use_threads=False,
            )
    except (OSError, pa.ArrowException) as error:
        raise _cannot_write(out, error) from error


def _refuse_full_remote(out: str) -> None:
    try:
        store, prefix = _store(out)
        there = store.get_file_info(pa_fs.FileSelector(prefix, allow_not_found=True))
    except (OSError, pa.ArrowException) as error:
        raise _cannot_write(out, error) from error
    if there:
        raise OutputError(f"{out}: there are objects already. Name a prefix that is new.")


def _store(out: str) -> tuple[Any, str]:
    store, path = pa_fs.FileSystem.from_uri(out)
    prefix = path.rstrip("/")
    if not prefix:
        raise OutputError(f"{out}: names no bucket. Write s3://BUCKET/PREFIX.")
    return store, prefix


def _cannot_write(out: str, error: Exception) -> OutputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    advice = (
        "Check the bucket, the credentials and, for a store that is not Amazon's, "
        "?endpoint_override=HOST:PORT."
        if is_remote(out)
        else "Choose a folder that is new or empty, where you may write."
    )
    first = next(iter(reason.strip().splitlines()), type(error).__name__)
    return OutputError(f"{out}: cannot be written ({first}). {advice}")
