"""Where data comes from: originals, readers per format, and what their columns mean."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

import pyarrow as pa

from sunlit.errors import AmbiguousError
from sunlit.settings import Limits
from sunlit.sources.columns import profile
from sunlit.sources.columns.infer import check_is_table, check_mapping, infer_table
from sunlit.sources.columns.names import field_of_name
from sunlit.sources.columns.profiled import with_profiled_text
from sunlit.sources.columns.sections import Section
from sunlit.sources.columns.understanding import Understanding
from sunlit.sources.division import Division, divide, read_part
from sunlit.sources.opened import Opened, open_table
from sunlit.sources.options import (
    OF_TEXT,
    OPTIONS,
    Option,
    OptionError,
    ReadingOptions,
    ReadOptions,
    TextOptions,
)
from sunlit.sources.originals.detect import choose_reader
from sunlit.sources.originals.find import (
    STANDARD_INPUT,
    file_as_original,
    files_under,
    find_originals,
    named,
)
from sunlit.sources.purchases import purchases_of, unnamed
from sunlit.sources.raw import Original, RawTable, ReadBatch
from sunlit.sources.row_keys import row_key, row_keys
from sunlit.sources.rows import Rows, rows

__all__ = [
    "OF_TEXT",
    "OPTIONS",
    "STANDARD_INPUT",
    "Division",
    "Option",
    "OptionError",
    "Original",
    "ReadBatch",
    "ReadOptions",
    "ReadingOptions",
    "Rows",
    "TextOptions",
    "Understanding",
    "divide",
    "field_of_name",
    "file_as_original",
    "files_under",
    "find_originals",
    "named",
    "profile",
    "read",
    "read_part",
    "row_key",
    "row_keys",
    "rows",
    "understand",
    "unnamed",
]


def read(original: Original, options: ReadOptions, limits: Limits) -> Iterator[ReadBatch]:
    """Read an original as spending: batches of purchases, their cells, and the rows excluded.

    Every record of every table is in one of the batches. Raises an OriginalError when the
    original cannot be read, at its start or where it breaks off.
    """
    options = with_profiled_text(original, options, limits)
    if options.mapping:
        published = [name for one in _understand(original, options, limits) for name in one.names]
        check_mapping(options, original.path, published)
    before: Understanding | None = None
    for opened in _opened(original, options, limits):
        if opened.first is None and not opened.table.refused:
            continue
        rest: Opened | None = opened
        while rest is not None:
            understood = _understood(rest, original.path, options, limits, before)
            check_is_table(rest, understood)
            before = understood if understood.header_row is not None else before
            section = Section(rest, understood)
            yield from purchases_of(original, section.opened, understood)
            rest = section.rest


def _understood(
    opened: Opened,
    path: str,
    options: ReadOptions,
    limits: Limits,
    before: Understanding | None,
) -> Understanding:
    """Understand a table, or a section of one: what it leaves open is as in the section above."""
    try:
        return infer_table(opened, path, options, limits, before)
    except AmbiguousError:
        if not opened.is_below or before is None:
            raise
        as_above = replace(options, date_order=before.date_order, decimal_mark=before.decimal_mark)
        return infer_table(opened, path, as_above, limits, before)


def understand(original: Original, options: ReadOptions, limits: Limits) -> list[Understanding]:
    """Say how each table of an original is understood, without reading it to its end."""
    return _understand(original, with_profiled_text(original, options, limits), limits)


def _understand(original: Original, options: ReadOptions, limits: Limits) -> list[Understanding]:
    understood: list[Understanding] = []
    before: Understanding | None = None
    for opened in _opened(original, options, limits):
        if opened.first is None:
            continue
        one = infer_table(opened, original.path, options, limits, before)
        before = one if one.header_row is not None else before
        understood.append(one)
    return understood


def _opened(original: Original, options: ReadOptions, limits: Limits) -> Iterator[Opened]:
    for index, table in enumerate(_tables(original, options, limits)):
        yield open_table(table, partial(_batches_of, original, options, limits, index))


def _batches_of(
    original: Original, options: ReadOptions, limits: Limits, index: int
) -> Iterator[pa.RecordBatch]:
    table = next(islice(_tables(original, options, limits), index, None))
    yield from table.batches


def _tables(original: Original, options: ReadOptions, limits: Limits) -> Iterator[RawTable]:
    return choose_reader(original, options, limits).tables(original, options, limits)
