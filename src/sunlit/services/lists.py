"""Which lists of names does a user keep, where is each from, and what changed since?"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sunlit.errors import NotFoundError
from sunlit.io.addresses import Allowed, is_public
from sunlit.io.files import written_whole
from sunlit.io.scratch import scratch_folder
from sunlit.knowledge.lists import ListEntry, NameList, read_list, store
from sunlit.knowledge.lists.changes import ListChanges, changes
from sunlit.matching import CompiledList, open_list

if TYPE_CHECKING:
    from sunlit.knowledge.lists.fetch import Told

__all__ = [
    "CompiledList",
    "FetchedList",
    "KeptList",
    "ListChanges",
    "ListEntry",
    "NameList",
    "Shown",
    "add_address",
    "add_file",
    "diff",
    "kept_lists",
    "kept_paths",
    "open_list",
    "paths_to_update",
    "remove",
    "update",
]

#: Gives, for an address that is fetched, whom to tell how far it is.
Shown = Callable[[str], AbstractContextManager["Told"]]

#: A test lets the machine itself answer; nobody else changes it.
ALLOWED: Allowed = is_public


@dataclass(frozen=True)
class FetchedList:
    """A list that was fetched and is kept, and what changed in it."""

    names: NameList
    changes: ListChanges


@dataclass(frozen=True)
class KeptList:
    """A list that is kept: its names, where it is from and since when; empty when not known."""

    names: NameList
    source: str
    kept_on: str


def add_file(folder: Path, path: Path, day: date) -> NameList:
    """Keep the list in a file. Errors: those of `read_list`."""
    return store.add(folder, path, _origin_of_file(path, day))


def add_address(
    folder: Path, url: str, day: date, shown: Shown, label: str | None = None
) -> NameList:
    """Fetch a list from an address and keep it as `label`, else under its address's last part."""
    fetched = _fetch(folder, url, label or store.label_of(url), day, None, shown)
    assert fetched is not None  # only a list that is there already can be unchanged
    return fetched.names


def update(folder: Path, path: Path, day: date, shown: Shown) -> FetchedList | None:
    """Fetch a kept list again; None when it is as it was. NotFoundError when it is a file's."""
    origin = store.origin_of(path)
    if origin is None or not origin.is_address:
        raise NotFoundError(
            path.stem, "is kept from a file, not from an address.", "Add the newer file instead."
        )
    return _fetch(folder, origin.source, path.stem, day, path, shown)


def paths_to_update(folder: Path, labels: list[str]) -> list[Path]:
    """The kept lists of these names, or all that are from an address. NotFoundError for no list."""
    return [store.kept_as(folder, label) for label in labels] or [
        path
        for path in store.kept(folder)
        if (origin := store.origin_of(path)) and origin.is_address
    ]


def kept_paths(folder: Path) -> list[Path]:
    """The lists that are kept, by name."""
    return store.kept(folder)


def kept_lists(folder: Path, cache_dir: Path | None) -> Iterator[KeptList]:
    """Each list that is kept, with its origin."""
    for path in store.kept(folder):
        origin = store.origin_of(path)
        source, kept_on = (origin.source, origin.kept_on) if origin else ("", "")
        yield KeptList(open_list(path, cache_dir).names, source, kept_on)


def diff(old: Path, new: Path, cache_dir: Path | None) -> ListChanges:
    """What changed between two states of a list."""
    before, after = (open_list(path, cache_dir).names.entries for path in (old, new))
    return changes(before, after)


def remove(folder: Path, label: str) -> None:
    """Forget a list. NotFoundError when none of that name is kept."""
    store.remove(folder, label)


def _origin_of_file(path: Path, day: date) -> store.Origin | None:
    if not path.is_file():
        return None  # the reading of it says so
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return store.Origin(str(path), day.isoformat(), digest)


def _fetch(
    folder: Path, url: str, label: str, day: date, there: Path | None, shown: Shown
) -> FetchedList | None:
    # It takes a fifth of a second to import: only who fetches waits for it.
    from sunlit.knowledge.lists.fetch import fetch

    origin = store.origin_of(there) if there else None
    known = {"etag": origin.etag, "last_modified": origin.last_modified} if origin else None
    with scratch_folder() as scratch:
        path = scratch / f"{label}{_ending(url)}"
        with written_whole(path, binary=True) as into, shown(url) as told:
            got = fetch(url, into, known=known, allowed=ALLOWED, told=told)
        if there and origin and (got is None or got.sha256 == origin.sha256):
            store.fetched_on(there, day)
            return None
        assert got is not None
        before = read_list(there).entries if there else ()
        found = changes(before, read_list(path).entries)
        whence = store.Origin(url, day.isoformat(), got.sha256, got.etag, got.last_modified)
        return FetchedList(store.add(folder, path, whence), found)


def _ending(url: str) -> str:
    ending = Path(url.partition("?")[0].partition("#")[0]).suffix
    return ending if ending[1:].isalnum() and len(ending) <= 8 else ".txt"
