"""Which layout has a list of names, and what stands in it? Told by content, not by the file's name."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from sunlit.errors import DamagedOriginalError, LimitError, NotFoundError
from sunlit.knowledge.lists import as_csv, as_json
from sunlit.knowledge.lists.entries import ListRecord, NameList, Notes, gather
from sunlit.knowledge.lists.table import EntryTable

_LARGEST_BYTES: Final = 8 * 2**30
_MOST_RECORDS: Final = 20_000_000
_HEAD_BYTES: Final = 65_536


def read_list(path: Path) -> NameList:
    """Read a list of names: FollowTheMoney JSON lines, the US lists, any table with a name column.

    Errors: NotFoundError; LimitError when it is larger than any list; DamagedOriginalError when
    it breaks off, breaks its layout's rules or holds no name.
    """
    if not path.is_file():
        raise NotFoundError(str(path), "no such file.", "Name a file that holds a list of names.")
    if path.stat().st_size > _LARGEST_BYTES:
        raise LimitError(str(path), f"larger than {_LARGEST_BYTES} bytes.", "Split the list.")
    notes = Notes()
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    layout, records = _records(path, head, notes)
    entries = EntryTable.of(gather(_bounded(path, records), notes), path.stem)
    if not len(entries):
        raise DamagedOriginalError(
            str(path),
            f"read as {layout}, no name was found.",
            "A list needs a column or key `name`; see docs/how-to/screen-a-list.md.",
        )
    return NameList(path.stem, layout, version_of(path), entries, notes)


def _records(path: Path, head: bytes, notes: Notes) -> tuple[str, Iterator[ListRecord]]:
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\0" in head:
        raise DamagedOriginalError(
            str(path), "holds bytes that are no text.", "Save it as UTF-8; unpack an archive first."
        )
    if not opening:
        raise DamagedOriginalError(str(path), "is empty.", "Give a list with at least one name.")
    if opening[:1] == b"<":
        raise DamagedOriginalError(
            str(path),
            "is a web page or XML, no list.",
            "Give the list as JSON, CSV or plain names.",
        )
    if opening[:1] in b"[{":
        return as_json.records(path, opening, notes)
    return as_csv.records(path, head, notes)


def _bounded(path: Path, records: Iterator[ListRecord]) -> Iterator[ListRecord]:
    for number, record in enumerate(records):
        if number >= _MOST_RECORDS:
            raise LimitError(str(path), f"more than {_MOST_RECORDS} records.", "Split the list.")
        yield record


def version_of(path: Path) -> str:
    """Short hash of the file's bytes and of those that are read with it."""
    digest = hashlib.sha256()
    for one in (path, *as_csv.companions(path)):
        with one.open("rb") as stream:
            _feed(digest, stream)
    return digest.hexdigest()[:12]


def _feed(digest: "hashlib._Hash", stream: IO[bytes]) -> None:
    while block := stream.read(2**20):
        digest.update(block)
