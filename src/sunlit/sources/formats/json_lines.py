"""Is a file JSON Lines, and what does each line hold?"""

from collections.abc import Iterator
from typing import Any, Final

from sunlit.errors import LimitError
from sunlit.settings import Limits
from sunlit.sources.formats.json_text import DECODER
from sunlit.sources.originals.encoding import Encoding, utf8_blocks
from sunlit.sources.raw import Original

BLOCK_BYTES: Final = 2**20
#: A first line longer than this is a document on one line.
FIRST_LINE_BYTES: Final = 4 * 2**20


def is_lines(original: Original, encoding: Encoding, limits: Limits) -> bool:
    """Is the first line a whole object or list, with another line after it?"""
    del limits
    start = b""
    for block in utf8_blocks(original, encoding, BLOCK_BYTES):
        start += block
        if len(start.lstrip().split(b"\n", 1)) > 1 or len(start) > FIRST_LINE_BYTES:
            break
    first, _, rest = start.lstrip().partition(b"\n")
    if not rest.strip():
        return False
    return isinstance(_decoded(first.decode("utf-8", "replace")), dict | list)


def lines(original: Original, encoding: Encoding, limits: Limits) -> Iterator[tuple[int, Any, str]]:
    """Yield each line that is not blank: its number, its value or the ValueError, its text."""
    number = 0
    rest = b""
    for block in utf8_blocks(original, encoding, BLOCK_BYTES):
        *whole, rest = (rest + block).split(b"\n")
        if len(rest) > limits.line_bytes:
            raise LimitError(
                original.path,
                f"line {number + len(whole) + 1} is longer than {limits.line_bytes // 2**20} MiB.",
                "Split the file so that each record is smaller.",
            )
        for line in whole:
            number += 1
            if line.strip():
                text = line.decode("utf-8", "replace").strip()
                yield number, _decoded(text), text
    if rest.strip():
        text = rest.decode("utf-8", "replace").strip()
        yield number + 1, _decoded(text), text


def _decoded(text: str) -> Any:
    try:
        return DECODER.decode(text)
    except RecursionError:
        return ValueError("nested too deep")
    except ValueError as error:
        return error
