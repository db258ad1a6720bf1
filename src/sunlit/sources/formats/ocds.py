"""OCDS 1.1: what do release packages, record packages, releases and JSON Lines of them say?

Rows follow `ocds_rows`; a row's place is the JSON pointer to its item, award or contract in the
last release that names it.
"""

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import ijson

from sunlit.errors import EmptyOriginalError
from sunlit.settings import Limits
from sunlit.sources.formats.contract import Reader
from sunlit.sources.formats.json_pieces import JsonValue, pieces
from sunlit.sources.formats.json_values import Object
from sunlit.sources.formats.known_columns import RowBuilder
from sunlit.sources.formats.left_over import as_text
from sunlit.sources.formats.ocds_cells import COLUMNS
from sunlit.sources.formats.ocds_groups import Process, Version, plain_number, processes
from sunlit.sources.formats.ocds_merge import UnmergeableError, latest_values, merged
from sunlit.sources.formats.ocds_rows import rows_of
from sunlit.sources.options import ReadOptions
from sunlit.sources.raw import Original, RawTable

_ENVELOPE: Final = frozenset({"uri", "version", "publishedDate", "publisher", "extensions"})
_LISTS: Final = frozenset({"releases", "records"})
_PARTS: Final = frozenset(
    {"tag", "initiationType", "parties", "awards", "contracts", "tender", "planning", "buyer"}
    | {"releases", "compiledRelease", "versionedRelease"}
)
#: Where a package, and where a release or record, can stand.
_PACKAGE: Final = re.compile(r"(item)?$")
_MEMBER: Final = re.compile(
    r"((item\.)?(releases|records)\.item|item)?((^|\.)(compiledRelease|versionedRelease))?$"
)
_UTF16: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def recognises(head: bytes, original: Original) -> bool:
    """Tell OCDS from other JSON: an `ocid` beside OCDS's own parts, or a package's envelope."""
    text = _utf8(head)
    if text.lstrip()[:1] not in (b"{", b"["):
        return False
    names: dict[str, set[str]] = {}
    try:
        for prefix, event, value in ijson.parse(text, multiple_values=True):
            if event == "map_key" and _MEMBER.match(prefix):
                names.setdefault(prefix, set()).add(value)
    except (ijson.JSONError, ValueError):
        # The head ends somewhere in the middle.
        pass
    return any(
        ("ocid" in keys and bool(keys & _PARTS))
        or (_PACKAGE.match(prefix) and bool(keys & _LISTS) and len(keys & _ENVELOPE) >= 2)
        for prefix, keys in names.items()
    )


def tables(original: Original, options: ReadOptions, limits: Limits) -> Iterator[RawTable]:
    """Give the one table of the file. Raises OriginalError while its batches are iterated."""
    encoding = options.encoding or _encoding(original)
    rows = RowBuilder(COLUMNS, limits)
    nothing = EmptyOriginalError(
        original.path, "the OCDS package holds no release.", "Fetch a page that has some."
    )
    yield RawTable(
        name="",
        batches=rows.batches(_read(original, encoding, limits, rows), nothing),
        header=COLUMNS.header,
        fields=COLUMNS.fields,
        understanding={"format": "OCDS", "encoding": encoding},
        refused=rows.refused,
    )


READER: Final = Reader("ocds", recognises, tables)


def _utf8(head: bytes) -> bytes:
    if head[:2] in _UTF16:
        return head.decode("utf-16", "ignore").encode()
    return head.removeprefix(b"\xef\xbb\xbf")


def _encoding(original: Original) -> str:
    """Give UTF-16 for its byte order mark, UTF-8 if all of it is, else cp1252."""
    with original.open() as stream:
        start = stream.read(2)
        if start in _UTF16:
            return _UTF16[start]
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while read := stream.read(2**20):
                decoder.decode(read)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as problem:
            # A file that breaks off inside a character is still UTF-8.
            return "utf-8" if problem.reason == "unexpected end of data" else "cp1252"
    return "utf-8"


def _read(original: Original, encoding: str, limits: Limits, rows: RowBuilder) -> Iterator[None]:
    found = pieces(original, encoding, limits)
    for process in processes(found, original, encoding, limits):
        if isinstance(process, JsonValue):
            _refuse(process, rows)
        else:
            _add(process, rows)
        yield


def _refuse(piece: JsonValue, rows: RowBuilder) -> None:
    value = piece.value
    if piece.problem is not None:
        reason, detail, cell = "damaged", piece.problem, str(value)
    elif isinstance(value, dict) and ("url" in value or "releases" in value):
        reason, detail = "linked", "links to releases, not the releases themselves"
        cell = _json(value)
    else:
        reason, detail, cell = "no ocid", "no release: it has no ocid", _json(value)
    rows.exclude("quarantined", reason, detail, [cell], piece.pointer or "/")


def _add(process: Process, rows: RowBuilder) -> None:
    versions = _standing(process.versions)
    try:
        release = _whole(versions)
    except UnmergeableError as problem:
        for version in process.versions:
            rows.exclude(
                "quarantined",
                "unmergeable",
                f"the releases of {process.ocid} do not fit together: {problem}",
                [_json(version.release)],
                version.pointer or "/",
            )
        return
    places = _Places(versions)
    for row in rows_of(release):
        locator = places.of(row.path, release)
        if row.left_out is None:
            rows.add(row.cells, locator)
        else:
            detail = f"status: {row.left_out}"
            cells = rows.row_of(row.cells)
            rows.exclude("excluded", "cancelled", detail, cells, locator)


def _standing(versions: Sequence[Version]) -> list[Version]:
    """Give the versions that count: the newest compiled one, else all releases to be merged."""
    for form in ("compiled", "release", "versioned"):
        found = [version for version in versions if version.form == form]
        if form == "release" and found:
            return found
        if found:
            return [max(found, key=lambda version: str(version.release.get("date") or ""))]
    return list(versions)


def _whole(versions: Sequence[Version]) -> Object:
    if len(versions) == 1:
        release = versions[0].release
        return dict(latest_values(release)) if versions[0].form == "versioned" else release
    return merged([version.release for version in versions])


class _Places:
    """Where in the file an object of the merged release stands."""

    def __init__(self, versions: Sequence[Version]) -> None:
        self._versions = versions
        self._newest_first = sorted(
            versions, key=lambda version: str(version.release.get("date") or ""), reverse=True
        )
        self._by_id: dict[int, dict[str | None, int]] = {}

    def of(self, path: tuple[str | int, ...], release: Object) -> str:
        """Give the JSON pointer to `path` in the newest release that has an object of that id."""
        if len(self._versions) == 1:
            return _pointer(self._versions[0].pointer, path)
        for version in self._newest_first:
            there = self._same(path, release, version.release)
            if there is not None:
                return _pointer(version.pointer, there)
        return self._newest_first[0].pointer or "/"

    def _same(
        self, path: tuple[str | int, ...], whole: Any, one: Any
    ) -> tuple[str | int, ...] | None:
        """Give the path in `one` to the object that `path` leads to in the merged release."""
        there: list[str | int] = []
        for step in path:
            if isinstance(step, str):
                whole = whole.get(step) if isinstance(whole, dict) else None
                one = one.get(step) if isinstance(one, dict) else None
                there.append(step)
                continue
            whole = whole[step]
            place = self._place(one, as_text(whole.get("id")))
            if place is None:
                return None
            there.append(place)
            one = one[place]
        return tuple(there) if one is not None else None

    def _place(self, members: Any, number: str | None) -> int | None:
        if not isinstance(members, list) or number is None:
            return None
        if id(members) not in self._by_id:
            # The list lives as long as its release, so its identity stays its own.
            self._by_id[id(members)] = {
                as_text(member.get("id")): place
                for place, member in enumerate(members)
                if isinstance(member, dict)
            }
        return self._by_id[id(members)].get(number)


def _pointer(start: str, path: tuple[str | int, ...]) -> str:
    return "".join((start, *(f"/{step}" for step in path))) or "/"


def _json(value: Any) -> str:
    return json.dumps(value, default=plain_number, ensure_ascii=False)
