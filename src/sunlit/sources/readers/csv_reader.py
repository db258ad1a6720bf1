"""What records does a text with delimiters hold?"""

import csv
from collections.abc import Iterator

import pyarrow as pa

from sunlit.errors import EmptyOriginalError, LimitError, OriginalError
from sunlit.settings import Limits
from sunlit.sources.dialect import SHAPE_CHARACTERS, Dialect, sniff
from sunlit.sources.encoding import Encoding, choose_encoding, utf8_blocks, whole_characters
from sunlit.sources.raw import Original, RawTable, ReadOptions
from sunlit.sources.readers.batches import columns_of, numbered
from sunlit.sources.readers.contract import Reader
from sunlit.sources.readers.csv_fast import looks_swallowed, read_regular, regular_part
from sunlit.sources.readers.csv_slow import read_slowly

BLOCK_BYTES = 8 * 2**20


def recognises(head: bytes, _: Original) -> bool:
    """Nearly any text can be read as CSV; detect.py has turned away what is no text."""
    return bool(head.strip())


def tables(original: Original, options: ReadOptions, limits: Limits) -> Iterator[RawTable]:
    """Yield the one table, every record in it, title rows and blank lines too."""
    encoding = choose_encoding(original, options.encoding, limits.line_bytes)
    sample = _sample(original, encoding)
    if not sample.strip("\ufeff \t\r\n"):
        raise EmptyOriginalError(original.path, "there is no text in it.", "Fetch it again.")
    if options.delimiter is not None and (
        len(options.delimiter) != 1 or options.delimiter in '\r\n"\0'
    ):
        raise OriginalError(
            original.path,
            f"the delimiter {options.delimiter!r} is not one character.",
            "Name one, such as --delimiter ';'.",
        )
    dialect = sniff(sample, options.delimiter)
    warnings = [encoding.warning] if encoding.warning else []
    if not dialect.agreed:
        warnings.append(
            f"The delimiter is not certain; read as {dialect.name}. --delimiter settles it."
        )
    reading = _CsvReading(original, encoding, dialect, limits, warnings)
    yield RawTable(
        name="",
        batches=numbered(reading.tables(), limits.batch_rows),
        understanding={
            "format": "csv",
            "encoding": encoding.name,
            "encoding_reason": encoding.reason,
            "delimiter": dialect.name,
            "quote": dialect.quotechar,
            "delimiter_confidence": f"{dialect.confidence:.2f}",
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
        encoding: Encoding,
        dialect: Dialect,
        limits: Limits,
        warnings: list[str],
    ) -> None:
        self._original = original
        self._encoding = encoding
        self._dialect = dialect
        self._limits = limits
        self._warnings = warnings
        self._width = dialect.width
        self._records = 0
        self._mended: list[int] = []

    def tables(self) -> Iterator[pa.Table]:
        """Yield the cells, block after block."""
        csv.field_size_limit(self._limits.cell_bytes)
        rest = b""
        for block in utf8_blocks(self._original, self._encoding, BLOCK_BYTES):
            table, rest = self._read(rest + block, final=False)
            yield table
        if rest:
            table, _ = self._read(rest, final=True)
            yield table
        self._say_mended()

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
        except csv.Error as error:
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
