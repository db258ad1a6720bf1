"""How is a pattern written so that the engine finds it by its letters?

Hyperscan looks for fixed letters first, and walks through a pattern from there. A pattern that
begins with "one of four letters, then four digits" has none: it costs more than all others.
"""

import re
from collections.abc import Iterator
from typing import Final

_BEGINNING: Final = re.compile(r"\[([A-Za-z0-9]{2,8})\]\[0-9\](?:\{(\d+)\})?(?![{?*+])")


def led_by_letters(pattern: str) -> tuple[str, ...]:
    """Patterns that match together what `pattern` does; `pattern` itself where that gains nothing."""
    parts = tuple(alternatives(pattern))
    written = tuple(one for part in parts for one in _written_out(part))
    return written if len(written) > len(parts) else (pattern,)


def alternatives(pattern: str) -> Iterator[str]:
    """The pattern's alternatives: "(?:a|b)" and "a|b" have two."""
    if pattern.startswith("(?:") and _closing(pattern) == len(pattern) - 1:
        pattern = pattern[3:-1]
    start = 0
    for at in _at_top(pattern, "|"):
        yield pattern[start:at]
        start = at + 1
    yield pattern[start:]


def _written_out(pattern: str) -> Iterator[str]:
    begun = _BEGINNING.match(pattern)
    if not begun:
        yield pattern
        return
    more = int(begun[2] or 1) - 1
    rest = (f"[0-9]{{{more}}}" if more else "") + pattern[begun.end() :]
    for letter in begun[1]:
        for digit in "0123456789":
            yield letter + digit + rest


def _closing(pattern: str) -> int:
    return next(_at_top(pattern, ")"), -1)


def _at_top(pattern: str, wanted: str) -> Iterator[int]:
    """Where a signal stands outside of brackets; ")" stands where the first bracket closes."""
    depth, in_class, at = 0, False, 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\":
            at += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        else:
            depth += (letter == "(") - (letter == ")")
            if letter == wanted and depth == 0:
                yield at
        at += 1
