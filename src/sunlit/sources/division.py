"""How is one large text read in parts, side by side, with the result of reading it as one?

What the columns mean is decided first, over the whole text, and is the same for every part. A
part holds whole blocks of the text, the very ones that reading it as one would take. One that
meets what only the whole can judge (a second header, a quotation mark that never closes, a
record that does not end where it was taken to) raises PartsDifferError: then the text has to be
read as one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from sunlit.settings import Limits
from sunlit.sources.columns.infer import check_is_table, check_mapping, infer_table
from sunlit.sources.columns.profiled import with_profiled_text
from sunlit.sources.columns.sections import new_header_at
from sunlit.sources.columns.understanding import Understanding
from sunlit.sources.formats import csv_reader
from sunlit.sources.formats.csv_cuts import START, Cut, PartsDifferError, find_cuts
from sunlit.sources.formats.csv_reader import CsvText
from sunlit.sources.opened import Opened, open_table
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.detect import choose_reader
from sunlit.sources.purchases import purchases_of
from sunlit.sources.raw import Original, ReadBatch


@dataclass(frozen=True)
class Division:
    """An original in parts: where they begin, and what holds for all of them. It can be pickled."""

    original: Original
    text: CsvText
    understood: Understanding
    cuts: tuple[Cut, ...]  # between the parts: one fewer than there are parts

    @property
    def parts(self) -> int:
        """How many there are."""
        return len(self.cuts) + 1


def divide(original: Original, options: ReadOptions, limits: Limits) -> Division | None:
    """Say where a large text can be cut; None for what is read as one.

    Raises an OriginalError where reading it as one would raise it at its start.
    """
    options = with_profiled_text(original, options, limits)
    reader = choose_reader(original, options, limits)
    if reader is not csv_reader.READER:
        return None
    text = csv_reader.text_of(original, options, limits)
    cuts = find_cuts(original, text.encoding, text.dialect, text.block_bytes, limits)
    if not cuts:
        return None

    def batches() -> Iterator[pa.RecordBatch]:
        return csv_reader.table_of(original, text, limits).batches

    opened = open_table(csv_reader.table_of(original, text, limits), batches)
    understood = infer_table(opened, original.path, options, limits, before=None)
    check_mapping(options, original.path, understood.names)
    check_is_table(opened, understood)
    return Division(original, text, understood, cuts)


def read_part(division: Division, part: int, limits: Limits) -> Iterator[ReadBatch]:
    """Read one part of a text: the batches that reading it as one gives of that part.

    Raises PartsDifferError when they cannot be told to be the same.
    """
    original = division.original
    places = (START, *division.cuts, None)
    begin, end = places[part], places[part + 1]
    assert begin is not None
    table = csv_reader.table_of(original, division.text, limits, begin, end)
    whole = replace(table, batches=_under_one_header(table.batches, division))
    opened = Opened(whole, None, again=lambda: iter(()))
    yield from purchases_of(original, opened, division.understood)


def _under_one_header(
    batches: Iterator[pa.RecordBatch], division: Division
) -> Iterator[pa.RecordBatch]:
    begins = max(1, division.understood.header_row or 0)
    for batch in batches:
        if new_header_at(batch, division.understood, begins) is not None:
            raise PartsDifferError(division.original.path)
        yield batch
