"""Which values does a JSON file hold where a package may hold releases or records?

Streams: no more than one release (or one line) is in memory. Numbers stay exact: int or Decimal.
Each value comes with a JSON pointer to its place; in JSON Lines the pointer follows the line
(`line=52/awards/0`), since a line is what a person can go to.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import IO, Any, Final

import ijson

from sunlit.errors import DamagedOriginalError, LimitError
from sunlit.settings import Limits
from sunlit.sources.raw import Original

#: Lists inside a package whose members are handed over one by one.
LISTS: Final = ("releases", "records")

_PROBE_BYTES: Final = 16 * 2**20

#: A longer line is streamed, so that its values are never in memory all at once.
_WHOLE_BYTES: Final = 2**20


@dataclass(frozen=True)
class JsonValue:
    """A value and its place. `problem` says why there is none, for a line that is no JSON.

    `envelope`: the value is what is left of a package whose members came before it.
    """

    pointer: str
    value: Any
    problem: str | None = None
    envelope: bool = False


def pieces(original: Original, encoding: str, limits: Limits) -> Iterator[JsonValue]:
    """Give every release, record and package of the original, in its order.

    The members of a package's `releases` and `records` come first, each as its own piece, then
    the rest of the package as one more. Raises DamagedOriginalError where the JSON breaks off,
    LimitError for a value deeper or longer than the limits.
    """
    if _is_lines(original, encoding):
        yield from _of_lines(original, encoding, limits)
    else:
        yield from _of_stream(original, encoding, limits)


def open_utf8(original: Original, encoding: str) -> IO[bytes]:
    """Open the original as UTF-8 bytes without a byte order mark, whatever its encoding is."""
    stream = original.open()
    if encoding == "utf-8":
        if stream.read(3) != b"\xef\xbb\xbf":
            stream.seek(0)
        return stream
    return _Recoded(stream, encoding)  # type: ignore[return-value]


class _Recoded(io.RawIOBase):
    """A stream of another encoding, read as UTF-8; bytes that it cannot hold are replaced."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = self._text.read(65_536).removeprefix("\ufeff").encode()
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def close(self) -> None:
        self._text.close()
        super().close()


def _is_lines(original: Original, encoding: str) -> bool:
    with open_utf8(original, encoding) as stream:
        buffered = io.BufferedReader(stream)  # type: ignore[type-var]
        start = buffered.readline(_PROBE_BYTES)
        # One line alone is a document, whose places need no line number.
        if not start.endswith(b"\n") or not buffered.read(_PROBE_BYTES).strip():
            return False
    try:
        return isinstance(json.loads(start), dict | list)
    except (ValueError, RecursionError):
        return False


def _of_lines(original: Original, encoding: str, limits: Limits) -> Iterator[JsonValue]:
    with io.BufferedReader(open_utf8(original, encoding)) as stream:  # type: ignore[type-var]
        number = 0
        while line := stream.readline(limits.line_bytes + 1):
            number += 1
            if len(line) > limits.line_bytes:
                raise LimitError(
                    original.path,
                    f"line {number} is longer than {limits.line_bytes:,} bytes.",
                    "Split the file so that each line holds one release.",
                )
            if line.strip():
                yield from _of_line(line, f"line={number}", original.path, limits)


def _of_line(line: bytes, pointer: str, path: str, limits: Limits) -> Iterator[JsonValue]:
    if len(line) > _WHOLE_BYTES:
        walk = _Walk(_Metered(io.BytesIO(line), path, limits.cell_bytes), path, limits.json_depth)
        yield from _translated(walk, path, f"{pointer}, ", pointer)
        return
    try:
        value = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError, DecimalException) as problem:
        yield JsonValue(pointer, line.decode("utf-8", "replace").strip(), f"no JSON: {problem}")
        return
    if not isinstance(value, list):
        yield from _of_object(value, pointer)
        return
    for i, member in enumerate(value):
        yield from _of_object(member, f"{pointer}/{i}")


def _of_object(value: Any, pointer: str) -> Iterator[JsonValue]:
    envelope = False
    if isinstance(value, dict):
        for name in LISTS:
            if isinstance(value.get(name), list):
                envelope = True
                for i, member in enumerate(value.pop(name)):
                    yield JsonValue(f"{pointer}/{name}/{i}", member)
    yield JsonValue(pointer, value, envelope=envelope)


class _Metered:
    """A stream that refuses to give more than `most` bytes between two marks."""

    def __init__(self, stream: IO[bytes], path: str, most: int) -> None:
        self._stream, self._path, self._most = stream, path, most
        self.position = 0
        self._marked = 0

    def mark(self) -> None:
        self._marked = self.position

    def read(self, size: int = -1) -> bytes:
        if self.position - self._marked > self._most:
            raise LimitError(
                self._path,
                f"one value from about byte {self._marked:,} on is larger than {self._most:,} bytes.",
                "Split the file so that each release is smaller.",
            )
        read = self._stream.read(size)
        self.position += len(read)
        return read


Events = Iterator[tuple[str, Any]]


def _of_stream(original: Original, encoding: str, limits: Limits) -> Iterator[JsonValue]:
    with open_utf8(original, encoding) as stream:
        metered = _Metered(stream, original.path, limits.cell_bytes)
        yield from _translated(_Walk(metered, original.path, limits.json_depth), original.path)


def _translated(walk: "_Walk", path: str, place: str = "", prefix: str = "") -> Iterator[JsonValue]:
    try:
        yield from walk.values(prefix)
    except (ijson.JSONError, ValueError, DecimalException) as problem:
        raise DamagedOriginalError(
            path,
            f"the JSON breaks off or breaks its rules near {place}byte {walk.position:,}: "
            f"{str(problem).splitlines()[0]}.",
            "Fetch the file again; a download may have been cut short.",
        ) from problem


class _Walk:
    """One reading of a JSON stream, from event to event."""

    def __init__(self, stream: _Metered, path: str, depth: int) -> None:
        self._stream, self._path, self._depth = stream, path, depth
        self._events: Events = ijson.basic_parse(stream, multiple_values=True)

    @property
    def position(self) -> int:
        """Bytes read so far: at most one buffer beyond the last value."""
        return self._stream.position

    def values(self, prefix: str = "") -> Iterator[JsonValue]:
        for count, (event, value) in enumerate(self._shared(), start=1):
            pointer = prefix if count == 1 else f"{prefix}value={count}"
            self._stream.mark()
            if event == "start_array":
                yield from self._array(pointer, packages=True)
            elif event == "start_map":
                yield from self._object(pointer)
            else:
                yield JsonValue(pointer, value)

    def _shared(self) -> Events:
        """Give the next event of the stream: each value takes its own events, up to its end."""
        yield from self._events

    def _array(self, pointer: str, *, packages: bool) -> Iterator[JsonValue]:
        for index, (event, value) in enumerate(self._shared()):
            if event == "end_array":
                return
            self._stream.mark()
            if packages and event == "start_map":
                yield from self._object(f"{pointer}/{index}")
            else:
                yield JsonValue(f"{pointer}/{index}", self._build(event, value))

    def _object(self, pointer: str) -> Iterator[JsonValue]:
        rest: dict[str, Any] = {}
        envelope = False
        for event, key in self._events:
            if event == "end_map":
                break
            event, value = next(self._events)
            if key in LISTS and event == "start_array":
                envelope = True
                yield from self._array(f"{pointer}/{key}", packages=False)
            else:
                rest[key] = self._build(event, value)
        yield JsonValue(pointer, rest, envelope=envelope)

    def _build(self, event: str, value: Any) -> Any:
        """Build the value that `event` starts; dictionaries and lists without recursion."""
        if event not in ("start_map", "start_array"):
            return value
        root: Any = {} if event == "start_map" else []
        stack: list[tuple[Any, str | None]] = []
        here, key = root, None
        for event, value in self._events:
            if event == "map_key":
                key = value
                continue
            if event in ("end_map", "end_array"):
                if not stack:
                    return root
                here, key = stack.pop()
                continue
            opens = event in ("start_map", "start_array")
            member: Any = ({} if event == "start_map" else []) if opens else value
            if isinstance(here, dict):
                here[key or ""] = member
            else:
                here.append(member)
            if opens:
                stack.append((here, key))
                if len(stack) > self._depth:
                    raise LimitError(
                        self._path,
                        f"values are nested deeper than {self._depth} levels.",
                        "Published releases never are; check where the file is from.",
                    )
                here, key = member, None
        return root
