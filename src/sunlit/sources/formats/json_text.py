"""What values does a JSON text hold, one after the other, without holding it all?

Python's own decoder reads each value from a window on the text, so that numbers keep the
characters that were published and no more than one element of a list is in memory.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sunlit.errors import DamagedOriginalError, LimitError, OriginalError
from sunlit.settings import Limits
from sunlit.sources.originals.encoding import Encoding, utf8_blocks, whole_characters
from sunlit.sources.raw import Original

BLOCK_BYTES: Final = 2**20
SPACE = re.compile(r"[ \t\n\r\ufeff]*")


class NumberText(str):
    """A number as published; unlike a string, it has no quotation marks in JSON text."""

    __slots__ = ()


DECODER: Final = json.JSONDecoder(
    parse_float=NumberText, parse_int=NumberText, parse_constant=NumberText, strict=False
)


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value at `path` (the keys of the objects around it); `index` counts a list's elements.

    `size` is how many characters it takes in the text.
    """

    path: tuple[str, ...]
    index: int | None
    value: Any
    size: int


class JsonWindow:
    """A place in a JSON text, which moves forward."""

    def __init__(self, original: Original, encoding: Encoding, limits: Limits) -> None:
        self._original = original
        self._limits = limits
        self._blocks = utf8_blocks(original, encoding, BLOCK_BYTES)
        self._text = ""
        self._cut = b""
        self._place = 0
        self._ended = False
        self._lines_before = 0

    def walk(self, path: tuple[str, ...] = ()) -> Iterator[FoundValue]:
        """Yield every element of every list and every value beside them, objects opened."""
        start = self.peek()
        if start == "{":
            yield from self._members(path)
        elif start == "[":
            yield from self._elements(path)
        else:
            value, size = self.value()
            yield FoundValue(path, None, value, size)

    def end(self) -> None:
        """Raise DamagedOriginalError unless nothing but space is left."""
        if self.peek():
            raise self._damaged("goes on after its end")

    def peek(self) -> str:
        """Give the next character that is no space; "" at the end."""
        # The common case first: this is called three times for each record.
        here = self._text[self._place : self._place + 1]
        if here > " " and here != "\ufeff":
            return here
        while True:
            self._place = SPACE.match(self._text, self._place).end()  # type: ignore[union-attr]
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._more():
                return ""

    def value(self) -> tuple[Any, int]:
        """Take the next value whole; give it with its size in characters."""
        if not self.peek():
            raise self._damaged("breaks off")
        wanted = 0
        while True:
            try:
                value, stop = DECODER.raw_decode(self._text, self._place)
            except RecursionError as error:
                raise self._too_deep() from error
            except ValueError as error:
                problem: ValueError | None = error
            else:
                problem = None
                # A number at the window's end may go on beyond it.
                if stop < len(self._text) or self._ended:
                    size = stop - self._place
                    self._place = stop
                    return value, size
            wanted = max(2 * wanted, len(self._text) - self._place, BLOCK_BYTES)
            if not self._grow(wanted) and problem is not None:
                raise self._damaged("breaks off or breaks its rules") from problem

    def _members(self, path: tuple[str, ...]) -> Iterator[FoundValue]:
        if len(path) > self._limits.json_depth:
            raise self._too_deep()
        self._take("{")
        if self.peek() == "}":
            self._take("}")
            return
        while True:
            key, _ = self.value()
            if type(key) is not str:
                raise self._damaged("has a member without a name")
            self._take(":")
            yield from self.walk((*path, key))
            if self.peek() != ",":
                break
            self._take(",")
        self._take("}")

    def _elements(self, path: tuple[str, ...]) -> Iterator[FoundValue]:
        self._take("[")
        index = 0
        if self.peek() == "]":
            self._take("]")
            yield FoundValue(path, None, [], 2)
            return
        while True:
            value, size = self.value()
            yield FoundValue(path, index, value, size)
            index += 1
            if self.peek() != ",":
                break
            self._take(",")
        self._take("]")

    def _take(self, character: str) -> None:
        if self.peek() != character:
            raise self._damaged("breaks off or breaks its rules")
        self._place += 1

    def _grow(self, wanted: int) -> bool:
        """Read until the window holds `wanted` more characters; False when there were none."""
        if len(self._text) - self._place > self._limits.line_bytes:
            raise LimitError(
                self._original.path,
                f"one value is longer than {self._limits.line_bytes // 2**20} MiB, {self._where()}.",
                "Split the file so that each record is smaller.",
            )
        parts = []
        while wanted > 0 and (part := self._next_block()):
            parts.append(part)
            wanted -= len(part)
        self._shift("".join(parts))
        return bool(parts)

    def _more(self) -> bool:
        part = self._next_block()
        self._shift(part)
        return bool(part)

    def _next_block(self) -> str:
        for block in self._blocks:
            whole, self._cut = whole_characters(self._cut + block)
            if whole:
                return whole.decode("utf-8", "replace")
        self._ended = True
        rest, self._cut = self._cut, b""
        return rest.decode("utf-8", "replace")

    def _shift(self, part: str) -> None:
        self._lines_before += self._text.count("\n", 0, self._place)
        self._text = self._text[self._place :] + part
        self._place = 0

    def _where(self) -> str:
        line = self._lines_before + self._text.count("\n", 0, self._place) + 1
        return f"at line {line}"

    def _damaged(self, problem: str) -> OriginalError:
        return DamagedOriginalError(
            self._original.path,
            f"the JSON {problem} {self._where()}, so nothing of it was read.",
            "Fetch the file again; a download may have been cut short.",
        )

    def _too_deep(self) -> OriginalError:
        return LimitError(
            self._original.path,
            f"values are nested deeper than {self._limits.json_depth} levels, {self._where()}.",
            "Published records never are; check where the file is from.",
        )


def json_text(value: Any) -> str:
    """Write a decoded value as JSON again, numbers as they were."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(k)}: {json_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(json_text, value)) + "]"
    if isinstance(value, NumberText):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    return {True: "true", False: "false", None: "null"}[value]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
