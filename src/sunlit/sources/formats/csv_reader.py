"""What records does a text with delimiters hold?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from sunlit.errors import EmptyOriginalError, LimitError
from sunlit.settings import Limits
from sunlit.sources.formats.batches import columns_of, numbered
from sunlit.sources.formats.contract import Reader
from sunlit.sources.formats.csv_cuts import START, Cut, PartsDifferError
from sunlit.sources.formats.csv_fast import looks_swallowed, read_regular, regular_part
from sunlit.sources.formats.csv_slow import CellTooLongError, read_slowly
from sunlit.sources.formats.dialect import SHAPE_CHARACTERS, Dialect, sniff
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.encoding import (
    Encoding,
    choose_encoding,
    utf8_blocks,
    whole_characters,
)
from sunlit.sources.raw import Original, RawTable

BLOCK_BYTES = 8 * 2**20


@dataclass(frozen=True)
class CsvText:
    """How the bytes of a text become records, decided over the whole of it.

    It is read in blocks of `block_bytes`, each of which gives a table of its own.
    """

    encoding: Encoding
    dialect: Dialect
    warnings: tuple[str, ...]
    block_bytes: int


def recognises(head: bytes, _: Original) -> bool:
    """Nearly any text can be read as CSV; detect.py has turned away what is no text."""
    return bool(head.strip())


def tables(original: Original, options: ReadOptions, limits: Limits) -> Iterator[RawTable]:
    """Yield the one table, every record in it, title rows and blank lines too."""
    yield table_of(original, text_of(original, options, limits), limits)


def text_of(original: Original, options: ReadOptions, limits: Limits) -> CsvText:
    """Decide on encoding and dialect; raises an OriginalError where there is no text."""
    encoding = choose_encoding(original, options.encoding, limits.line_bytes)
    sample = _sample(original, encoding)
    if not sample.strip("\ufeff \t\r\n"):
        raise EmptyOriginalError(original.path, "there is no text in it.", "Fetch it again.")
    dialect = sniff(sample, options.delimiter)
    warnings = [encoding.warning] if encoding.warning else []
    if not dialect.agreed:
        warnings.append(
            f"The delimiter is not certain; read as {dialect.name}. --delimiter settles it."
        )
    return CsvText(encoding, dialect, tuple(warnings), BLOCK_BYTES)


def table_of(
    original: Original,
    text: CsvText,
    limits: Limits,
    begin: Cut = START,
    end: Cut | None = None,
) -> RawTable:
    """Give the table of a text, or the part of it between two cuts.

    Its records are those of the whole, with their numbers; but a part knows no record of
    another width before it. Raises PartsDifferError, while its batches are iterated, when it
    does not end at the cut, or holds what only the whole can judge.
    """
    warnings = list(text.warnings)
    reading = _CsvReading(original, text, limits, warnings)
    cells = reading.tables() if (begin, end) == (START, None) else reading.part(begin, end)
    return RawTable(
        name="",
        batches=numbered(cells, limits.batch_rows, done=begin.records, prefetch=begin == START),
        understanding={
            "format": "csv",
            "encoding": text.encoding.name,
            "encoding_reason": text.encoding.reason,
            "delimiter": text.dialect.name,
            "quote": text.dialect.quotechar,
            "delimiter_confidence": f"{text.dialect.confidence:.2f}",
        },
        warnings=warnings,
    )


READER = Reader("csv", recognises, tables)


def _sample(original: Original, encoding: Encoding) -> str:
    block = next(utf8_blocks(original, encoding, 4 * SHAPE_CHARACTERS), b"")
    text = block.decode("utf-8", "ignore")
    if len(text) <= SHAPE_CHARACTERS:
        return text
    text = text[:SHAPE_CHARACTERS]
    return text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text


class _CsvReading:
    """One pass over a file: each block the fast way where it is regular, else the slow way."""

    def __init__(
        self,
        original: Original,
        text: CsvText,
        limits: Limits,
        warnings: list[str],
    ) -> None:
        self._original = original
        self._encoding = text.encoding
        self._dialect = text.dialect
        self._block_bytes = text.block_bytes
        self._limits = limits
        self._warnings = warnings
        self._width = text.dialect.width
        self._records = 0
        self._mended: list[int] = []

    def tables(self) -> Iterator[pa.Table]:
        """Yield the cells, block after block."""
        blocks = utf8_blocks(self._original, self._encoding, self._block_bytes)
        yield from self._tables(blocks, end=None)
        self._say_mended()

    def part(self, begin: Cut, end: Cut | None) -> Iterator[pa.Table]:
        """Yield the cells between two cuts; None is the end of the text."""
        self._records = begin.records
        yield from self._tables(self._blocks(begin, end), end)
        if self._mended:  # they are told of once, for the whole
            raise PartsDifferError(self._original.path)

    def _blocks(self, begin: Cut, end: Cut | None) -> Iterator[bytes]:
        count = end.blocks - begin.blocks if end is not None else None
        with self._original.open() as stream:
            at = begin.blocks * self._block_bytes - begin.rest_bytes
            stream.seek(self._encoding.mark_bytes + at)
            yield stream.read(begin.rest_bytes + self._block_bytes)
            more = iter(lambda: stream.read(self._block_bytes), b"")
            yield from more if count is None else islice(more, count - 1)

    def _tables(self, blocks: Iterator[bytes], end: Cut | None) -> Iterator[pa.Table]:
        rest = b""
        for block in blocks:
            table, rest = self._read(rest + block, final=False)
            yield table
        if end is not None:
            if (len(rest), self._records) != (end.rest_bytes, end.records):
                raise PartsDifferError(self._original.path)
        elif rest:
            table, _ = self._read(rest, final=True)
            yield table

    def _read(self, block: bytes, *, final: bool) -> tuple[pa.Table, bytes]:
        table, rest = self._read_fast(block, final=final)
        if table is None:
            table, rest = self._read_slow(block, final=final)
        if table.num_columns > self._limits.columns:
            raise LimitError(
                self._original.path,
                f"a record has {table.num_columns} cells; at most {self._limits.columns} are read.",
                "Is the delimiter right? --delimiter names another.",
            )
        self._records += table.num_rows
        return table, rest

    def _read_fast(self, block: bytes, *, final: bool) -> tuple[pa.Table | None, bytes]:
        regular = regular_part(block, self._dialect, final=final)
        if regular is None or looks_swallowed(regular, self._dialect, self._width):
            return None, b""
        table = read_regular(regular, self._dialect, self._width)
        return table, block[len(regular.content) :]

    def _read_slow(self, block: bytes, *, final: bool) -> tuple[pa.Table, bytes]:
        whole, cut = (block, b"") if final else whole_characters(block)
        text = whole.decode("utf-8", "replace")
        try:
            reading = read_slowly(
                text, self._dialect, self._width, self._limits.cell_bytes, final=final
            )
        except CellTooLongError as error:
            raise LimitError(
                self._original.path,
                f"a cell is longer than {self._limits.cell_bytes // 2**20} MiB.",
                "Is a quotation mark left open? Look at the file in a text editor.",
            ) from error
        self._mended += [self._records + 1 + index for index in reading.mended]
        return columns_of(reading.rows), reading.rest.encode() + cut

    def _say_mended(self) -> None:
        if self._mended:
            first = ", ".join(map(str, self._mended[:5]))
            self._warnings.append(
                f"A quotation mark never closes in {len(self._mended)} records (row {first}); it "
                "was read as a plain character, so that it swallows no rows."
            )
