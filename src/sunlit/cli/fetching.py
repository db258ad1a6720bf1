"""How does `sunlit lists` fetch a list, show how far it is, and keep it with its origin?"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from sunlit.errors import NotFoundError
from sunlit.io.addresses import Allowed, is_public
from sunlit.knowledge.lists import NameList, read_list, store
from sunlit.knowledge.lists.changes import ListChanges, changes

if TYPE_CHECKING:
    from sunlit.io.http import Told

#: A test lets the machine itself answer; nobody else changes it.
ALLOWED: Allowed = is_public


@dataclass(frozen=True)
class FetchedList:
    """A list that was fetched and is kept, and what changed in it."""

    names: NameList
    changes: ListChanges


def fetch_list(folder: Path, url: str, day: date, label: str | None = None) -> FetchedList:
    """Fetch a list from an address and keep it as `label`, else under its address's last part."""
    got = _fetch(folder, url, label or store.label_of(url), day, None)
    assert got is not None  # only a list that is there already can be unchanged
    return got


def fetch_again(folder: Path, path: Path, day: date) -> FetchedList | None:
    """Fetch a kept list again; None when it is as it was. NotFoundError when it is a file's."""
    origin = store.origin_of(path)
    if origin is None or not origin.is_address:
        raise NotFoundError(
            path.stem, "is kept from a file, not from an address.", "Add the newer file instead."
        )
    return _fetch(folder, origin.source, path.stem, day, path)


def origin_of_file(path: Path, day: date) -> store.Origin | None:
    """Give the origin of a list that is a file; None when there is no such file."""
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return store.Origin(str(path), day.isoformat(), digest)


def _fetch(folder: Path, url: str, label: str, day: date, there: Path | None) -> FetchedList | None:
    # It takes a fifth of a second to import: only who fetches waits for it.
    from sunlit.knowledge.lists.fetch import fetch

    origin = store.origin_of(there) if there else None
    known = {"etag": origin.etag, "last_modified": origin.last_modified} if origin else None
    with tempfile.TemporaryDirectory(prefix="sunlit-list-") as scratch:
        path = Path(scratch) / f"{label}{_ending(url)}"
        with path.open("wb") as into, _shown(url) as told:
            got = fetch(url, into, known=known, allowed=ALLOWED, told=told)
        if there and origin and (got is None or got.sha256 == origin.sha256):
            store.fetched_on(there, day)
            return None
        assert got is not None
        before = read_list(there).entries if there else ()
        found = changes(before, read_list(path).entries)
        kept_on = day.isoformat()
        whence = store.Origin(url, kept_on, got.sha256, got.etag, got.last_modified)
        return FetchedList(store.add(folder, path, whence), found)


def _ending(url: str) -> str:
    ending = Path(url.partition("?")[0].partition("#")[0]).suffix
    return ending if ending[1:].isalnum() and len(ending) <= 8 else ".txt"


@contextmanager
def _shown(url: str) -> Iterator["Told"]:
    """Say on standard error what is fetched and, on a terminal, how far it is."""
    console = Console(stderr=True, highlight=False)
    typer.echo(f"sunlit: fetching {url}", err=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("fetching", total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)
