"""What must every reader give?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sunlit.settings import Limits
from sunlit.sources.options import ReadOptions
from sunlit.sources.raw import Original, RawTable


@dataclass(frozen=True)
class Reader:
    """One format, known by its content.

    `recognises` is given the first bytes (up to 64 KiB) and the original, and answers without
    reading far. `tables` yields every table of the original; it raises an OriginalError, and
    nothing else, for content that it cannot read, at the latest while batches are iterated.
    """

    name: str
    recognises: Callable[[bytes, Original], bool]
    tables: Callable[[Original, ReadOptions, Limits], Iterator[RawTable]]
