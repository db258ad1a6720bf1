"""Is a workbook safe to open: how far does it unfold, how far do its cells lie apart?

calamine keeps a sheet as one dense rectangle; two cells in opposite corners of a sheet would ask
for hundreds of gigabytes and end the process. So the corners are measured first, on the stream.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final

from sunlit.errors import DamagedOriginalError, LimitError
from sunlit.settings import Limits
from sunlit.sources.originals.archives import BROKEN, Budget
from sunlit.sources.raw import Original

CHUNK_BYTES: Final = 2**20
DIGITS: Final = b"0123456789"
LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Longest start tag that may lie across two chunks.
OVERLAP_BYTES: Final = 4096
ANY_CELL = re.compile(rb"\sr=[\"']([A-Z]{1,4}[0-9]{1,9})[\"']")
# A cell that closes itself has a style and no content: calamine leaves it out.
FILLED_CELL = re.compile(rb"\sr=[\"']([A-Z]{1,4}[0-9]{1,9})[\"'][^>]*(?<!/)>")
ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")(?:[^>]*?\s)?r="([A-Z]{1,4})([0-9]{1,9})"[^>]*>'
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,32})</",
    re.DOTALL,
)
ODS_TAG = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b([^>]*)>")
REPEATED = re.compile(rb'table:number-(?:columns|rows)-repeated="(\d{1,9})"')
BINARY_PART = re.compile(r"\.bin$", re.IGNORECASE)
BINARY_SHEET_PART = re.compile(r"worksheets[/\\][^/\\]+\.bin$", re.IGNORECASE)


@dataclass
class Corners:
    """The last row and column with a cell, and the text of error cells, which calamine drops."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)  # row, column from 0


def check_zipped_workbook(original: Original, limits: Limits) -> dict[str, Corners]:
    """Unfold every part once, within the limits; give the corners of each part.

    Raises LimitError for a bomb or a sheet over the limits, DamagedOriginalError for a part that
    is broken or longer than the zip says.
    """
    budget = Budget(original, limits)
    corners: dict[str, Corners] = {}
    try:
        with original.open() as stream, zipfile.ZipFile(stream) as archive:
            for info in archive.infolist():
                with archive.open(info) as part:
                    found = _measured(info.filename, _chunks(part, original, budget))
                if _is_too_large(found, limits) and _is_plain_sheet(info.filename):
                    with archive.open(info) as part:
                        again = _chunks(part, original, Budget(original, limits))
                        found = _xlsx_corners(again, FILLED_CELL)
                _check_size(original, info.filename, found, limits)
                corners[info.filename] = found
    except BROKEN as error:
        raise DamagedOriginalError(
            original.path,
            f"the workbook is damaged ({error}).",
            "Open it in a spreadsheet program and save it again.",
        ) from error
    return corners


def _measured(name: str, chunks: Iterator[bytes]) -> Corners:
    """Measure a part by its name; sheets of XLSX may have any name, so all the rest is looked at."""
    if BINARY_SHEET_PART.search(name):
        return _xlsb_corners(chunks)
    if name == "content.xml":
        return _ods_corners(chunks)
    return _xlsx_corners(chunks, ANY_CELL)


def _is_plain_sheet(name: str) -> bool:
    return name != "content.xml" and not BINARY_PART.search(name)


def _chunks(part: IO[bytes], original: Original, budget: Budget) -> Iterator[bytes]:
    while chunk := part.read(CHUNK_BYTES):
        budget.spend(original.path, len(chunk))
        yield chunk


def _is_too_large(corners: Corners, limits: Limits) -> bool:
    cells = corners.rows * corners.columns
    return cells > limits.sheet_cells or corners.rows > limits.sheet_rows


def _check_size(original: Original, name: str, corners: Corners, limits: Limits) -> None:
    if _is_too_large(corners, limits):
        raise LimitError(
            original.path,
            f"the sheet in {name} reaches over {corners.rows} rows and {corners.columns} columns.",
            "Copy the rows that matter to a new sheet, or save it as CSV.",
        )


def _xlsx_corners(chunks: Iterator[bytes], cell: re.Pattern[bytes]) -> Corners:
    corners = Corners()
    rest = b""
    letters: set[bytes] = set()
    for chunk in chunks:
        text = rest + chunk
        places = b" ".join(cell.findall(text))
        letters.update(places.translate(None, DIGITS).split())
        numbers = set(places.translate(None, LETTERS).split())
        corners.rows = max(corners.rows, max(map(int, numbers), default=0))
        if b't="e"' in text:
            for column, number, shown in ERROR_CELL.findall(text):
                place = int(number) - 1, _column(column) - 1
                corners.errors[place] = shown.decode("utf-8", "replace")
        rest = text[-OVERLAP_BYTES:]
    corners.columns = max(map(_column, letters), default=0)
    return corners


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_corners(chunks: Iterator[bytes]) -> Corners:
    """Measure the largest table of an OpenDocument sheet, its repeated rows and cells counted."""
    largest, here = Corners(), Corners()
    row = row_repeated = column = last = 0
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        stop = text.rfind(b"<")
        for closing, tag, attributes in ODS_TAG.findall(text[:stop]):
            repeated = REPEATED.search(attributes)
            times = int(repeated.group(1)) if repeated else 1
            if tag == b"table" and not closing:
                here, row = Corners(), 0
            elif tag == b"table-row":
                if not closing:
                    row_repeated, column, last = times, 0, 0
                row += 0 if closing else row_repeated
            elif not closing:
                column += times
                # Some writers leave the type away; a cell that does not close itself has content.
                if b"value-type" in attributes or not attributes.endswith(b"/"):
                    last = column
                    here.rows, here.columns = row, max(here.columns, last)
            if here.rows * here.columns > largest.rows * largest.columns:
                largest = Corners(here.rows, here.columns)
        rest = text[stop:]
    return largest


def _xlsb_corners(chunks: Iterator[bytes]) -> Corners:
    """Walk the records of a binary sheet: 0 is a row's head, 1 to 11 are cells.

    Source: MS-XLSB 2.1.4 (record: type in 1-2 bytes, size in 1-4 bytes of 7 bits each).
    """
    corners = Corners()
    content = b""
    for chunk in chunks:
        content += chunk
        place = 0
        while (head := _record(content, place)) is not None:
            kind, start, stop = head
            if stop > len(content) and start + 4 > len(content):
                break
            if kind == 0 and stop - start >= 4:
                corners.rows = max(corners.rows, _number(content, start) + 1)
            elif 1 <= kind <= 11 and stop - start >= 4:
                corners.columns = max(corners.columns, _number(content, start) + 1)
            if stop > len(content):
                break
            place = stop
        content = content[place:]
    return corners


def _number(content: bytes, start: int) -> int:
    return int.from_bytes(content[start : start + 4], "little")


def _record(content: bytes, place: int) -> tuple[int, int, int] | None:
    """Give the type of the record at `place`, and where its content starts and stops."""
    if place + 6 > len(content):
        return None
    kind = content[place]
    place += 1
    if kind & 0x80:
        kind = (kind & 0x7F) | (content[place] & 0x7F) << 7
        place += 1
    size = shift = 0
    for _ in range(4):
        byte = content[place] if place < len(content) else 0
        place += 1
        size |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            break
    return kind, place, place + size
