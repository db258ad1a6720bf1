"""Which releases of a file are about one contracting process?

A first reading counts how often each ocid stands in the file (8 bytes each). In the second, a
process is handed over as soon as its last release has been seen; releases that wait for a later
one lie in a temporary file. So memory does not grow with the file, whatever its order is.
"""

import json
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from typing import IO, Any, Final, Literal

import numpy as np

from sunlit.errors import LimitError
from sunlit.io.scratch import scratch_stream
from sunlit.settings import Limits
from sunlit.sources.formats.json_pieces import LISTS, JsonValue, open_utf8
from sunlit.sources.formats.json_values import Object
from sunlit.sources.raw import Original

Form = Literal["release", "compiled", "versioned"]

_OCID: Final = re.compile(rb'"ocid"\s*:\s*"((?:[^"\\]|\\.){1,1000})"')
_OVERLAP_BYTES: Final = 2_000
_SPOOL_BYTES: Final = 32 * 2**20


@dataclass(frozen=True)
class Version:
    """One release as it stands in the file, with its place."""

    pointer: str
    form: Form
    release: Object


@dataclass(frozen=True)
class Process:
    """All that the file says of one contracting process, in its order."""

    ocid: str
    versions: list[Version]


def processes(
    found: Iterable[JsonValue], original: Original, encoding: str, limits: Limits
) -> Iterator[Process | JsonValue]:
    """Give each process once, when its last release has been seen; pieces that are none as such."""
    counts = _Counts.of(original, encoding)
    waiting = _Waiting(limits, original.path)
    with waiting.file:
        for piece in found:
            ocid = _ocid(piece)
            if ocid is None:
                if not piece.envelope:
                    yield piece
                continue
            missing = counts.take(ocid, piece.value)
            versions = list(_versions(piece))
            if missing or ocid in waiting:
                waiting.add(ocid, versions)
                if not missing:
                    yield Process(ocid, waiting.take(ocid))
            elif versions:
                yield Process(ocid, versions)
            elif not piece.envelope:
                yield piece
        for ocid in waiting.ocids():
            yield Process(ocid, waiting.take(ocid))


def _ocid(piece: JsonValue) -> str | None:
    if piece.problem is not None or not isinstance(piece.value, dict):
        return None
    ocid = piece.value.get("ocid")
    return ocid if isinstance(ocid, str) and ocid.strip() else None


def _versions(piece: JsonValue) -> Iterator[Version]:
    value: Object = piece.value
    inside = [*LISTS, "compiledRelease", "versionedRelease"]
    for i, release in enumerate(value.get("releases") or ()):
        if isinstance(release, dict) and "ocid" in release:
            yield Version(f"{piece.pointer}/releases/{i}", _form(release), release)
    for name, form in (("compiledRelease", "compiled"), ("versionedRelease", "versioned")):
        if isinstance(value.get(name), dict):
            yield Version(f"{piece.pointer}/{name}", form, value[name])  # type: ignore[arg-type]
    if not any(name in value for name in inside):
        yield Version(piece.pointer, _form(value), value)


def _form(release: Object) -> Form:
    tag = release.get("tag")
    plain = isinstance(tag, list) and bool(tag) and isinstance(tag[0], str)
    if not plain and _has_history(release, depth=3):
        return "versioned"
    return "compiled" if tag in ("compiled", ["compiled"]) else "release"


def _has_history(value: Any, depth: int) -> bool:
    """Tell whether a field holds the list of its values in time, as in a versioned release."""
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], dict) and "releaseTag" in value[0]
    if not isinstance(value, dict) or not depth:
        return False
    return any(_has_history(member, depth - 1) for member in value.values())


def _mentions(value: Any) -> int:
    """Count the ocids in a value as the first reading counts them in its text."""
    count, stack = 0, [value]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            count += isinstance(here.get("ocid"), str)
            stack.extend(v for v in here.values() if isinstance(v, dict | list))
        else:
            stack.extend(v for v in here if isinstance(v, dict | list))
    return count


def _hash(ocid: str) -> int:
    return int.from_bytes(blake2b(ocid.encode("utf-8", "replace"), digest_size=8).digest(), "big")


class _Counts:
    """How many mentions of each ocid are still to come."""

    def __init__(self, hashes: "array[int]") -> None:
        values = np.frombuffer(hashes, np.uint64) if hashes else np.empty(0, np.uint64)
        self._hashes, counts = np.unique(values, return_counts=True)
        self._left = counts.astype(np.int64)

    @classmethod
    def of(cls, original: Original, encoding: str) -> "_Counts":
        hashes = array("Q")
        with open_utf8(original, encoding) as stream:
            rest = b""
            while read := stream.read(2**20):
                text = rest + read
                end = 0
                for match in _OCID.finditer(text):
                    end = match.end()
                    hashes.append(_hash(_decoded(match.group(1))))
                rest = text[max(end, len(text) - _OVERLAP_BYTES) :]
        return cls(hashes)

    def take(self, ocid: str, value: Any) -> int:
        """Count the mentions in `value` as seen; give how many of `ocid` are still to come."""
        wanted = np.uint64(_hash(ocid))
        place = int(np.searchsorted(self._hashes, wanted))
        if place >= len(self._hashes) or self._hashes[place] != wanted:
            return 0
        left = int(self._left[place])
        left -= 1 if left == 1 else _mentions(value)
        self._left[place] = left
        return max(left, 0)


def _decoded(text: bytes) -> str:
    if b"\\" not in text:
        return text.decode("utf-8", "replace")
    try:
        return str(json.loads(b'"' + text + b'"'))
    except ValueError:
        return text.decode("utf-8", "replace")


@dataclass
class _Waiting:
    """Releases whose process may go on further down, kept in a temporary file."""

    limits: Limits
    path: str
    file: IO[bytes] = field(default_factory=lambda: scratch_stream(_SPOOL_BYTES))
    _places: dict[str, list[tuple[str, Form, int, int]]] = field(default_factory=dict)
    _end: int = 0

    def __contains__(self, ocid: str) -> bool:
        return ocid in self._places

    def ocids(self) -> list[str]:
        return list(self._places)

    def add(self, ocid: str, versions: Iterable[Version]) -> None:
        places = self._places.setdefault(ocid, [])
        for version in versions:
            text = json.dumps(version.release, default=plain_number).encode("utf-8", "replace")
            self.file.seek(self._end)
            self.file.write(text)
            places.append((version.pointer, version.form, self._end, len(text)))
            self._end += len(text)

    def take(self, ocid: str) -> list[Version]:
        places = self._places.pop(ocid)
        if sum(length for _, _, _, length in places) > self.limits.line_bytes:
            raise LimitError(
                self.path,
                f"the releases of {ocid} together are larger than {self.limits.line_bytes:,} bytes.",
                "Give a file of compiled releases or records instead.",
            )
        versions = []
        for pointer, form, start, length in places:
            self.file.seek(start)
            versions.append(Version(pointer, form, json.loads(self.file.read(length))))
        return versions


def plain_number(value: Any) -> str:
    """Give an exact number as the text it stands for, never in powers of ten."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)
