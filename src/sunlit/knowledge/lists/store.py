"""Where do the lists live that every run uses? One folder for each, as published, in a folder of the user's."""

import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from sunlit.errors import NotFoundError, OutputError
from sunlit.knowledge.lists.as_csv import companions
from sunlit.knowledge.lists.entries import NameList
from sunlit.knowledge.lists.reading import read_list

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")


def add(folder: Path, path: Path) -> NameList:
    """Read a list and keep a copy of it under its name; one of the same name is replaced.

    Errors: those of read_list; OutputError when the folder cannot be written.
    """
    read = read_list(path)
    if not _NAME.fullmatch(read.label):
        raise OutputError(
            f"{path}: {read.label!r} cannot name a list. Name the file with letters and digits."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: a run that starts meanwhile sees the old list or the new one.
        with tempfile.TemporaryDirectory(dir=folder, prefix=".adding-") as scratch:
            new = Path(scratch) / "new"
            new.mkdir()
            for one in (path, *companions(path)):
                shutil.copyfile(one, new / one.name)
            kept = folder / read.label
            if kept.exists():
                kept.rename(Path(scratch) / "old")
            new.rename(kept)
    except OSError as error:
        raise OutputError(
            f"{folder}: the list cannot be kept there: {error.strerror}. Make the folder writable."
        ) from error
    return read


def kept(folder: Path) -> list[Path]:
    """The files of all kept lists, in the order of their names; those read with another left out."""
    if not folder.is_dir():
        return []
    found = []
    for one in sorted(folder.iterdir()):
        if one.is_dir() and not one.name.startswith("."):
            found += [path for path in sorted(one.iterdir()) if path.stem == one.name]
    return found


def remove(folder: Path, label: str) -> None:
    """Forget a kept list. NotFoundError when there is none of that name."""
    target = folder / label
    if not _NAME.fullmatch(label) or not target.is_dir():
        known = ", ".join(path.stem for path in kept(folder)) or "none"
        raise NotFoundError(label, "no such list is kept.", f"Kept are: {known}.")
    shutil.rmtree(target)
