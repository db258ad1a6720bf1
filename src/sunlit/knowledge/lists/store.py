"""Where do the lists live that every run uses? One folder for each, as published, in a folder of the user's."""

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from sunlit.errors import NotFoundError, OutputError
from sunlit.io.files import written_whole
from sunlit.io.folders import copy_files, folder_replaced, remove_folder
from sunlit.knowledge.lists.as_csv import companions
from sunlit.knowledge.lists.entries import NameList
from sunlit.knowledge.lists.reading import read_list

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")


#: Beside each list: whence it is. No list's name begins with a point.
_ORIGIN: Final = ".origin.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """Whence a kept list is: `source` is the file's path or the address, as given."""

    source: str
    kept_on: str  # the day on which it was added or fetched
    sha256: str
    etag: str | None = None
    last_modified: str | None = None

    @property
    def is_address(self) -> bool:
        """Whether it can be fetched again."""
        return "://" in self.source


def label_of(url: str) -> str:
    """The name under which a fetched list is kept: its address's last part, else its host's."""
    parts = urlsplit(url)
    last = Path(unquote(parts.path).replace("\0", "")).stem
    named = re.sub(r"[^A-Za-z0-9_.-]+", "-", last or parts.hostname or "list").strip("-._")
    return named[:80] or "list"


def add(folder: Path, path: Path, origin: Origin | None = None) -> NameList:
    """Read a list and keep a copy of it under its name; one of the same name is replaced.

    Errors: those of read_list; OutputError when the folder cannot be written.
    """
    read = read_list(path)
    if not _NAME.fullmatch(read.label):
        raise OutputError(
            f"{path}: {read.label!r} cannot name a list. Name the file with letters and digits."
        )
    try:
        with folder_replaced(folder / read.label) as new:
            copy_files((path, *companions(path)), new)
            if origin is not None:
                _write_origin(new, origin)
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


def origin_of(path: Path) -> Origin | None:
    """Whence a kept list is; None when it was kept without saying so."""
    try:
        return Origin(**json.loads((path.parent / _ORIGIN).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def kept_as(folder: Path, label: str) -> Path:
    """The file of the kept list of that name. NotFoundError when there is none."""
    for path in kept(folder):
        if path.stem == label:
            return path
    known = ", ".join(path.stem for path in kept(folder)) or "none"
    raise NotFoundError(label, "no such list is kept.", f"Kept are: {known}.")


def fetched_on(path: Path, day: date) -> None:
    """Note that a kept list was asked for again on a day and had not changed."""
    origin = origin_of(path)
    if origin is not None:
        _write_origin(path.parent, replace(origin, kept_on=day.isoformat()))


def remove(folder: Path, label: str) -> None:
    """Forget a kept list. NotFoundError when there is none of that name."""
    target = folder / label
    if not _NAME.fullmatch(label) or not target.is_dir():
        known = ", ".join(path.stem for path in kept(folder)) or "none"
        raise NotFoundError(label, "no such list is kept.", f"Kept are: {known}.")
    remove_folder(target)


def _write_origin(folder: Path, origin: Origin) -> None:
    with written_whole(folder / _ORIGIN, binary=False) as stream:
        stream.write(json.dumps(asdict(origin)))
