"""Where data comes from: originals, readers per format, and what their columns mean."""

from collections.abc import Iterator

from sunlit.settings import Limits
from sunlit.sources.detect import choose_reader
from sunlit.sources.meaning import profile
from sunlit.sources.meaning.understanding import Understanding
from sunlit.sources.originals import find_originals
from sunlit.sources.purchases import purchases_of
from sunlit.sources.raw import Original, RawTable, ReadBatch, ReadOptions
from sunlit.sources.rows import Rows, rows
from sunlit.sources.understand import (
    check_mapping,
    open_table,
    understand_table,
)

__all__ = [
    "Original",
    "ReadBatch",
    "ReadOptions",
    "Rows",
    "Understanding",
    "find_originals",
    "profile",
    "read",
    "rows",
    "understand",
]


def read(original: Original, options: ReadOptions, limits: Limits) -> Iterator[ReadBatch]:
    """Read an original as spending: batches of purchases, their cells, and the rows set aside.

    Every record of every table is in one of the batches. Raises an OriginalError when the
    original cannot be read, at its start or where it breaks off.
    """
    if options.mapping:
        check_mapping(options, original.path, understand(original, options, limits))
    before: Understanding | None = None
    for table in _tables(original, options, limits):
        opened = open_table(table)
        if opened.first is None:
            if table.refused:
                understood = understand_table(opened, original.path, options, limits, None)
                yield from purchases_of(original, opened, understood)
            continue
        understood = understand_table(opened, original.path, options, limits, before)
        before = understood if understood.header_row is not None else before
        yield from purchases_of(original, opened, understood)


def understand(original: Original, options: ReadOptions, limits: Limits) -> list[Understanding]:
    """Say how each table of an original is understood, without reading it to its end."""
    understood: list[Understanding] = []
    before: Understanding | None = None
    for table in _tables(original, options, limits):
        opened = open_table(table)
        if opened.first is None:
            continue
        one = understand_table(opened, original.path, options, limits, before)
        before = one if one.header_row is not None else before
        understood.append(one)
    return understood


def _tables(original: Original, options: ReadOptions, limits: Limits) -> Iterator[RawTable]:
    return choose_reader(original, options, limits).tables(original, options, limits)
